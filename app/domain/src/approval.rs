//! Approval of one revision: what is asked, how it is answered, and when an answer holds together
//! (`product.md` section 5).

mod answers;
mod ask;
mod condition;
mod deadline;
mod lines;
mod recorded;
mod request;
mod seat;
mod sending;

use serde::{Deserialize, Serialize};

pub use crate::terms::Subject;
pub use answers::{Answered, Answers, Bounds, Checked, Doubt, LONGEST_COMMENT, Lack, Objection};
pub use ask::{Ask, asks, local_moment};
pub use condition::{Obstacle, Part, Progress, Stated, Step, Wanted, may_take};
pub use deadline::{Absence, AbsenceProblem, condition_due, decision_due, end_of_work, reminders, working_days_after};
pub use lines::differing_lines;
pub use recorded::{Condition, OpenCondition, StepTaken};
pub use request::{Filled, Outcome, Request, Seat, Withdrawn};
pub use seat::{Course, in_effect, settled};
pub use sending::{Asked, Blocker, Flaws, blockers};

/// The overall decision on a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All asks agreed; the pilot may be prepared.
    Approve,
    /// The same, and the pilot starts once the conditions stated with it are closed.
    ApproveWithConditions,
    /// Back to the sponsor, saying what would change the answer.
    RequestChanges,
    /// The pilot does not run.
    Decline,
}

impl Verdict {
    /// Every verdict, in the order it is offered.
    pub const ALL: [Self; 4] = [
        Self::Approve,
        Self::ApproveWithConditions,
        Self::RequestChanges,
        Self::Decline,
    ];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Approve => "Approve",
            Self::ApproveWithConditions => "Approve with conditions",
            Self::RequestChanges => "Request changes",
            Self::Decline => "Decline",
        }
    }

    /// What was done, once it is done.
    pub fn done(self) -> &'static str {
        match self {
            Self::Approve => "Approved",
            Self::ApproveWithConditions => "Approved with conditions",
            Self::RequestChanges => "Changes requested",
            Self::Decline => "Declined",
        }
    }

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::ApproveWithConditions => "approve_with_conditions",
            Self::RequestChanges => "request_changes",
            Self::Decline => "decline",
        }
    }

    /// Whether it is a yes, with conditions or without.
    pub fn approves(self) -> bool {
        matches!(self, Self::Approve | Self::ApproveWithConditions)
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == word)
    }
}

/// The answer to one ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes, as asked.
    Agree,
    /// Yes, once a condition stated with it is closed.
    AgreeWithCondition,
    /// No.
    DoNotAgree,
}

impl Answer {
    /// Every answer, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Agree, Self::AgreeWithCondition, Self::DoNotAgree];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Agree => "Agree",
            Self::AgreeWithCondition => "Agree with a condition",
            Self::DoNotAgree => "Do not agree",
        }
    }

    /// The word in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::AgreeWithCondition => "agree_with_condition",
            Self::DoNotAgree => "do_not_agree",
        }
    }

    /// Reads the word of a form; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == word)
    }
}

/// "1 condition", "2 conditions".
#[must_use]
pub fn counted_conditions(n: usize) -> String {
    if n == 1 {
        "1 condition".to_owned()
    } else {
        format!("{n} conditions")
    }
}

fn small_number(n: usize) -> String {
    match n {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        4 => "four".to_owned(),
        5 => "five".to_owned(),
        n => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
        }
        for answer in Answer::ALL {
            assert_eq!(Answer::parse(answer.as_str()), Some(answer));
        }
        assert_eq!(Answer::parse("maybe"), None);
    }
}
