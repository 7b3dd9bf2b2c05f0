//! Approval of one revision: four asks, one verdict (`product.md` section 5).

use serde::{Deserialize, Serialize};

/// The overall decision on a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All asks agreed; the pilot may be prepared.
    Approve,
    /// Back to the sponsor, saying what would change the answer.
    RequestChanges,
    /// The pilot does not run.
    Decline,
}

impl Verdict {
    /// Every verdict, in the order it is offered.
    pub const ALL: [Self; 3] = [Self::Approve, Self::RequestChanges, Self::Decline];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Approve => "Approve",
            Self::RequestChanges => "Request changes",
            Self::Decline => "Decline",
        }
    }

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::RequestChanges => "request_changes",
            Self::Decline => "decline",
        }
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == word)
    }
}
