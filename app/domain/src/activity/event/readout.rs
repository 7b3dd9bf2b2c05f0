use serde::{Deserialize, Serialize};

use super::{Noted, say};
use crate::activity::{Place, Sentence};
use crate::ids::SnapshotId;

/// Events of the readout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Readout {
    /// The numbers were frozen.
    #[serde(rename = "readout.freeze")]
    Freeze {
        /// The copy.
        #[serde(default)]
        snapshot: Noted<SnapshotId>,
        /// Its hash, hex.
        #[serde(default)]
        sha256: Noted<String>,
    },
}

impl Readout {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Freeze { .. } => say("froze the numbers for ").link("the readout", Place::Readout),
        }
    }
}
