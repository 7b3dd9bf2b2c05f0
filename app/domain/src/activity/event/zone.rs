use serde::{Deserialize, Serialize};

use super::{Noted, after, say};
use crate::activity::{Place, Sentence};
use crate::document::Digest;

/// Events of the zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Zone {
    /// A version was saved.
    #[serde(rename = "zone.revise")]
    Revise {
        /// Its number.
        version: i32,
        /// Over its items.
        #[serde(default)]
        digest: Noted<Digest>,
        /// What changed.
        #[serde(default)]
        summary: String,
    },
    /// Somebody signed a version.
    #[serde(rename = "zone.sign")]
    Sign {
        /// Its number.
        version: i32,
        /// What exactly.
        #[serde(default)]
        digest: Noted<Digest>,
        /// The word of the [`crate::zone::Signatory`].
        #[serde(rename = "as", default)]
        signatory: Noted<&'static str>,
    },
    /// Changes of the past were imported, to try versions against.
    #[serde(rename = "zone.import_history")]
    ImportHistory {
        /// How many.
        changes: usize,
    },
}

impl Zone {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Revise { version, summary, .. } => say("saved ").zone(*version).and(after(": ", summary)),
            Self::ImportHistory { changes: 1 } => say("imported ").link("1 past change", Place::ZoneHistory),
            Self::ImportHistory { changes } => {
                say("imported ").link(format!("{changes} past changes"), Place::ZoneHistory)
            }
            Self::Sign { version, .. } => say("signed ").zone(*version),
        }
    }
}
