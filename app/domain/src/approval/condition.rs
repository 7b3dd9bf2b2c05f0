//! Conditions of an approval as they are wanted and stated.

mod progress;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Bounds, Lack};
use crate::ids::PersonId;

pub use progress::{Obstacle, Part, Progress, Step, may_take};

/// A condition as far as it is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What has to happen.
    pub text: String,
    /// What will show that it happened; empty where that is left to whoever owns it.
    pub evidence: String,
    /// Who makes it happen.
    pub owner: Option<PersonId>,
    /// The last day for it, in the pilot's zone.
    pub due_on: Option<NaiveDate>,
    /// The ask it is about, from 0; `None` for the pilot as a whole.
    pub ask: Option<usize>,
}

/// A condition with nothing missing, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// What has to happen.
    pub text: String,
    /// What will show that it happened; empty where that is left to whoever owns it.
    pub evidence: String,
    /// Who makes it happen.
    pub owner: PersonId,
    /// The last day for it, in the pilot's zone.
    pub due_on: NaiveDate,
    /// The ask it is about, from 0; `None` for the pilot as a whole.
    pub ask: Option<usize>,
}

impl Wanted {
    /// The longest text and the longest evidence, in characters.
    pub const LONGEST: usize = 1000;

    /// Whether nothing is written in it: an owner or a day alone, which a form prefills, say nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.evidence.trim().is_empty()
    }

    /// The condition, when nothing is missing.
    ///
    /// # Errors
    /// Everything it lacks, in the order of the fields.
    pub fn complete(&self, bounds: &Bounds<'_>) -> Result<Stated, Vec<Lack>> {
        let (text, evidence) = (self.text.trim(), self.evidence.trim());
        let mut lacks = Vec::new();
        if text.is_empty() {
            lacks.push(Lack::Text);
        }
        if [text, evidence].iter().any(|text| text.chars().count() > Self::LONGEST) {
            lacks.push(Lack::Short);
        }
        let owner = self.owner.filter(|owner| bounds.members.contains(owner));
        if owner.is_none() {
            lacks.push(Lack::Owner);
        }
        match self.due_on {
            None => lacks.push(Lack::Due),
            Some(due_on) if due_on < bounds.today => lacks.push(Lack::Future),
            Some(due_on) if due_on >= bounds.readout => lacks.push(Lack::BeforeReadout),
            Some(_) => {}
        }
        if self.ask.is_some_and(|ask| ask >= bounds.asks) {
            lacks.push(Lack::Ask);
        }
        match (lacks.is_empty(), owner, self.due_on) {
            (true, Some(owner), Some(due_on)) => Ok(Stated {
                text: text.to_owned(),
                evidence: evidence.to_owned(),
                owner,
                due_on,
                ask: self.ask,
            }),
            _ => Err(lacks),
        }
    }
}

#[cfg(test)]
mod tests;
