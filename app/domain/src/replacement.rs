//! Taking over from an engineering DRI after the start: an amendment of who is who (`product.md` section 3). Whoever takes over
//! offers it themselves, so that nobody is seen to be asked or to say no; it binds with the last signature of those who sign an
//! amendment of the zone, but for whoever is replaced.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::SurveyWeek;
use crate::ids::PersonId;
use crate::person::{Arm, Role, Standing};

#[cfg(test)]
mod tests;

/// The longest a reason may be, in characters.
pub const MAX_REASON: usize = 1000;

/// Somebody takes over from an engineering DRI, or offers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The arm of the DRI.
    pub arm: Arm,
    /// Who was the DRI, or still is.
    pub former: PersonId,
    /// Their name, as shown.
    pub former_name: String,
    /// Who takes over.
    pub successor: PersonId,
    /// Their name, as shown.
    pub successor_name: String,
    /// Why.
    pub reason: String,
    /// Since when it binds; of an offer, when it was made.
    pub at: DateTime<Utc>,
}

impl Replacement {
    /// What became of it, in a sentence without its time: `The engineering DRI of the new model changed from Lee to Nell`.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!(
            "The engineering DRI of the {} changed from {} to {}",
            self.arm.label().to_lowercase(),
            self.former_name,
            self.successor_name
        )
    }
}

/// Why somebody cannot take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cannot {
    /// Somebody with another part in the pilot: their word would count twice, or for and against themselves.
    #[error("Only an observer takes over: whoever has another part in the pilot keeps to that one.")]
    HasAPart,
    /// They decide for an approver who is away.
    #[error("Whoever stands in for an approver cannot take over. End that first.")]
    StandsIn,
}

/// Whether a person can take over from an engineering DRI: an observer of the pilot, and nothing else in it.
///
/// # Errors
/// [`Cannot`], which says why not.
pub fn may_take_over(standing: &Standing) -> Result<(), Cannot> {
    if standing.deputy {
        return Err(Cannot::StandsIn);
    }
    let observes = standing.is(Role::Observer);
    match observes && standing.memberships.iter().all(|one| one.role == Role::Observer) {
        true => Ok(()),
        false => Err(Cannot::HasAPart),
    }
}

/// The time for which somebody is the DRI of an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Who.
    pub person: PersonId,
    /// Since when, where they took over after the start.
    pub since: Option<DateTime<Utc>>,
    /// Until when, where somebody took over from them.
    pub until: Option<DateTime<Utc>>,
}

impl Tenure {
    /// Of somebody who is the DRI all the time.
    #[must_use]
    pub fn whole(person: PersonId) -> Self {
        Self {
            person,
            since: None,
            until: None,
        }
    }

    /// Whether somebody is the DRI at a moment: from the moment they took over on, and until the moment before somebody else did.
    #[must_use]
    pub fn covers(&self, at: DateTime<Utc>) -> bool {
        self.since.is_none_or(|since| since <= at) && self.until.is_none_or(|until| at < until)
    }

    /// Whether a week is theirs to answer for: that of whoever is the DRI when it ends.
    #[must_use]
    pub fn has(&self, week: &SurveyWeek) -> bool {
        self.covers(week.ends())
    }
}

/// Everybody who is or was a DRI: of those who are today, with their arms, and of what bound, in the order it did. Each moment
/// of a seat is in exactly one tenure.
#[must_use]
pub fn tenures(today: &[(Arm, PersonId)], bound: &[Replacement]) -> Vec<Tenure> {
    let of = |(arm, person): &(Arm, PersonId)| {
        let mut seat = vec![Tenure::whole(*person)];
        // Backwards from whoever has the seat today.
        for change in bound.iter().rev().filter(|change| change.arm == *arm) {
            let Some(earliest) = seat.last_mut() else { break };
            if change.successor == earliest.person && earliest.until.is_none_or(|until| change.at <= until) {
                earliest.since = Some(change.at);
                seat.push(Tenure {
                    person: change.former,
                    since: None,
                    until: Some(change.at),
                });
            }
        }
        seat.reverse();
        seat
    };
    today.iter().flat_map(of).collect()
}

/// Who has the seat today that somebody had: they themselves, or whoever took over from them, or from those in between.
#[must_use]
pub fn successor(bound: &[Replacement], arm: Arm, person: PersonId) -> PersonId {
    bound
        .iter()
        .filter(|change| change.arm == arm)
        .fold(person, |held_by, change| match change.former == held_by {
            true => change.successor,
            false => held_by,
        })
}
