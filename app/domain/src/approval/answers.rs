//! An approver's answers to the asks, and what is wrong with them.

mod objection;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Ask, Stated, Wanted};
use crate::approval::{Answer, Verdict};
use crate::ids::PersonId;

pub use objection::{Doubt, Lack, Objection};

/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 4000;

/// What an approver has chosen so far. Nothing is prefilled: what was not chosen is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// One per ask, in the order of the asks.
    pub asks: Vec<Option<Answer>>,
    /// The overall decision.
    pub verdict: Option<Verdict>,
    /// What the approver says with it, trimmed.
    pub comment: String,
    /// The conditions written down so far, without blank rows.
    #[serde(default)]
    pub conditions: Vec<Wanted>,
}

/// What answers are checked against.
#[derive(Clone, Copy, Debug)]
pub struct Bounds<'a> {
    /// How many asks there are.
    pub asks: usize,
    /// Everybody in the pilot: who can own a condition.
    pub members: &'a [PersonId],
    /// Today, in the pilot's zone.
    pub today: NaiveDate,
    /// The day of the readout, in the pilot's zone: a condition due later could never be met before the start.
    pub readout: NaiveDate,
}

/// Answers that can be decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// One per ask.
    pub asks: Vec<Answer>,
    /// The overall decision.
    pub verdict: Verdict,
    /// What the approver says with it; not empty when it is a refusal.
    pub comment: String,
    /// The conditions; some exactly when the verdict is to approve with conditions.
    pub conditions: Vec<Stated>,
    /// Answers and decision point different ways: which the approver has to confirm.
    pub doubt: Option<Doubt>,
}

impl Answers {
    /// Whether these answers can be decided on.
    ///
    /// # Errors
    /// Every [`Objection`], in page order.
    pub fn check(&self, bounds: &Bounds<'_>) -> Result<Checked, Vec<Objection>> {
        let answers: Vec<Option<Answer>> = (0..bounds.asks)
            .map(|place| self.asks.get(place).copied().flatten())
            .collect();
        let places = |wanted: Option<Answer>| -> Vec<usize> {
            let with_place = answers.iter().enumerate();
            with_place
                .filter(|(_, answer)| **answer == wanted)
                .map(|(place, _)| place)
                .collect()
        };
        let refused = places(Some(Answer::DoNotAgree));
        let conditional = places(Some(Answer::AgreeWithCondition));
        let mut objections: Vec<Objection> = places(None).into_iter().map(Objection::Unanswered).collect();
        let mut conditions = Vec::new();
        match self.verdict {
            None => objections.push(Objection::NoVerdict),
            Some(verdict) => {
                if verdict.approves() && !refused.is_empty() {
                    objections.push(Objection::ApproveWithoutAgreeing(verdict, refused.clone()));
                }
                if verdict == Verdict::Approve && !conditional.is_empty() {
                    objections.push(Objection::PlainApproval(conditional.clone()));
                }
                if verdict == Verdict::ApproveWithConditions {
                    self.conditions(bounds, &answers, &mut objections, &mut conditions);
                } else if !self.conditions.is_empty() {
                    objections.push(Objection::ConditionsNotTaken(verdict, self.conditions.len()));
                }
                if !verdict.approves() && self.comment.trim().is_empty() {
                    objections.push(Objection::NoComment(verdict));
                }
            }
        }
        if self.comment.chars().count() > LONGEST_COMMENT {
            objections.push(Objection::CommentTooLong);
        }
        match (objections.is_empty(), self.verdict) {
            (true, Some(verdict)) => Ok(Checked {
                asks: answers.into_iter().flatten().collect(),
                verdict,
                comment: self.comment.trim().to_owned(),
                conditions,
                doubt: (refused.is_empty() && !verdict.approves()).then_some(Doubt::AgreedButNotApproved(verdict)),
            }),
            _ => Err(objections),
        }
    }

    fn conditions(
        &self,
        bounds: &Bounds<'_>,
        answers: &[Option<Answer>],
        objections: &mut Vec<Objection>,
        stated: &mut Vec<Stated>,
    ) {
        let is_conditional = |answer: &Option<Answer>| *answer == Some(Answer::AgreeWithCondition);
        if self.conditions.is_empty() && !answers.iter().any(is_conditional) {
            objections.push(Objection::NoConditions);
            return;
        }
        for (place, wanted) in self.conditions.iter().enumerate() {
            match wanted.complete(bounds) {
                Ok(condition) => stated.push(condition),
                Err(lacks) => objections.extend(lacks.into_iter().map(|lack| Objection::Condition(place, lack))),
            }
            // One without an answer is objected to for that.
            let answered = |ask: &usize| answers.get(*ask).is_some_and(Option::is_some);
            if let Some(ask) = wanted
                .ask
                .filter(answered)
                .filter(|ask| !is_conditional(&answers[*ask]))
            {
                objections.push(Objection::ConditionOnPlainAsk(place, ask));
            }
        }
        let about = |ask: usize| self.conditions.iter().any(|wanted| wanted.ask == Some(ask));
        let conditional = answers.iter().enumerate().filter(|(_, answer)| is_conditional(answer));
        let unstated = conditional.map(|(ask, _)| ask).filter(|ask| !about(*ask));
        objections.extend(unstated.map(Objection::ConditionUnstated));
    }
}

/// An ask as it was put, with its answer: what the record keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The ask as it was put.
    pub ask: Ask,
    /// The answer given.
    pub answer: Answer,
}

#[cfg(test)]
mod tests;
