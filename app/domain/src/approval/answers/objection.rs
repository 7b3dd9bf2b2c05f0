//! What is wrong with answers, in sentences.

use super::LONGEST_COMMENT;
use crate::approval::{Verdict, Wanted, small_number};
use crate::listing;

/// Answers and decision that can both be meant, but rarely are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No ask is refused, and the decision is not to approve.
    AgreedButNotApproved(Verdict),
}

impl Doubt {
    /// The question to the approver.
    #[must_use]
    pub fn question(self, asks: usize) -> String {
        match self {
            Self::AgreedButNotApproved(verdict) => format!(
                "You agreed to all {} asks but chose “{}”. Which is it?",
                small_number(asks),
                verdict.label()
            ),
        }
    }
}

/// What stops answers from being decided on. Places count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// An ask has no answer.
    Unanswered(usize),
    /// There is no overall decision.
    NoVerdict,
    /// Approving needs every ask agreed to, and these are not.
    ApproveWithoutAgreeing(Verdict, Vec<usize>),
    /// These asks are agreed to with a condition, and the decision is to approve without any.
    PlainApproval(Vec<usize>),
    /// This many conditions are stated, and the decision takes none.
    ConditionsNotTaken(Verdict, usize),
    /// The decision is to approve with conditions, and none is stated.
    NoConditions,
    /// An ask is agreed to with a condition, and no condition is about it.
    ConditionUnstated(usize),
    /// A condition, by its place, is about an ask that was agreed to as it is.
    ConditionOnPlainAsk(usize, usize),
    /// A condition is not complete.
    Condition(usize, Lack),
    /// A refusal needs a comment.
    NoComment(Verdict),
    /// The comment is longer than [`LONGEST_COMMENT`].
    CommentTooLong,
}

/// What a condition lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It says nothing.
    Text,
    /// Text or evidence is longer than [`Wanted::LONGEST`].
    Short,
    /// Nobody owns it, or somebody who is not in the pilot.
    Owner,
    /// It has no due day.
    Due,
    /// Its due day has passed.
    Future,
    /// It is due on the day of the readout or later.
    BeforeReadout,
    /// It is about an ask that is not there.
    Ask,
}

fn numbers(places: &[usize]) -> String {
    let numbers: Vec<String> = places.iter().map(|place| (place + 1).to_string()).collect();
    let asks = if numbers.len() == 1 { "ask" } else { "asks" };
    format!("{asks} {}", listing(&numbers))
}

impl std::fmt::Display for Objection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unanswered(place) => write!(f, "Answer ask {}.", place + 1),
            Self::NoVerdict => f.write_str("Choose your decision."),
            Self::ApproveWithoutAgreeing(verdict, places) => write!(
                f,
                "You chose “{}” but do not agree to {}. Change one or the other.",
                verdict.label(),
                numbers(places)
            ),
            Self::PlainApproval(places) => write!(
                f,
                "You agreed to {} with a condition but chose “Approve”. Choose “Approve with conditions”, or agree as it is.",
                numbers(places)
            ),
            Self::ConditionsNotTaken(Verdict::Approve, _) => f.write_str(
                "You stated conditions but chose “Approve”. Choose “Approve with conditions”, or clear the conditions.",
            ),
            Self::ConditionsNotTaken(verdict, _) => write!(
                f,
                "You stated conditions but chose “{}”, which takes none. Move them into the comment, or choose “Approve with conditions”.",
                verdict.label()
            ),
            Self::NoConditions => {
                f.write_str("You chose “Approve with conditions” but stated none. State one, or choose “Approve”.")
            }
            Self::ConditionUnstated(place) => {
                write!(f, "You agreed to ask {} with a condition. State it there.", place + 1)
            }
            Self::ConditionOnPlainAsk(condition, ask) => write!(
                f,
                "You stated condition {} on ask {}, and did not answer it with “Agree with a condition”. Change one or the other.",
                condition + 1,
                ask + 1
            ),
            Self::Condition(place, lack) => {
                let n = place + 1;
                match lack {
                    Lack::Text => write!(f, "Say what condition {n} is."),
                    Lack::Short => write!(f, "Use at most {} characters in condition {n}.", Wanted::LONGEST),
                    Lack::Owner => write!(f, "Choose who owns condition {n}, out of the people of the pilot."),
                    Lack::Due => write!(f, "Enter the day condition {n} is due."),
                    Lack::Future => write!(f, "The day condition {n} is due has passed. Choose a later one."),
                    Lack::BeforeReadout => write!(
                        f,
                        "Condition {n} has to be closed before the pilot starts. Choose a day before the readout."
                    ),
                    Lack::Ask => write!(
                        f,
                        "Condition {n} is about an ask that is not there. State it at another."
                    ),
                }
            }
            Self::NoComment(Verdict::Decline) => f.write_str("Say why you decline."),
            Self::NoComment(_) => f.write_str("Say what would change your mind."),
            Self::CommentTooLong => write!(f, "Use at most {LONGEST_COMMENT} characters."),
        }
    }
}
