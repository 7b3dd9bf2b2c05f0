use serde::{Deserialize, Serialize};

use super::{Noted, plain, say};
use crate::activity::{Place, Sentence};
use crate::criterion::Choice;
use crate::ids::{DecisionId, SnapshotId};

/// Events of the readout decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Decision {
    /// One side recorded it.
    #[serde(rename = "decision.record")]
    Record {
        /// The record.
        #[serde(default)]
        decision: Noted<DecisionId>,
        /// What was chosen.
        choice: Choice,
        /// What the rule pointed to; nothing while it left more open.
        #[serde(default)]
        rule_pointed_to: Noted<Option<Choice>>,
        /// The frozen numbers it rests on.
        #[serde(default)]
        snapshot: Noted<SnapshotId>,
        /// Their hash, hex.
        #[serde(default)]
        sha256: Noted<String>,
    },
    /// The other side confirmed it.
    #[serde(rename = "decision.confirm")]
    Confirm {
        /// The record.
        #[serde(default)]
        decision: Noted<DecisionId>,
        /// What was chosen.
        choice: Choice,
    },
}

impl Decision {
    pub(super) fn sentence(&self) -> Sentence {
        let (verb, choice) = match self {
            Self::Record { choice, .. } => ("recorded ", choice),
            Self::Confirm { choice, .. } => ("confirmed ", choice),
        };
        say(verb)
            .link("the decision", Place::Decision)
            .and(format!(": {}", plain(choice.as_str())))
    }
}
