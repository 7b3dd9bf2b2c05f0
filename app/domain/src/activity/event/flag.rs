use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Noted, say};
use crate::activity::{Place, Sentence};
use crate::person::Arm;

/// Events of flags.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Flag {
    /// A flag was turned on or off.
    #[serde(rename = "flag.flip")]
    Flip {
        /// Of which arm's feature.
        arm: Arm,
        /// Its key.
        key: String,
        /// Whether it was turned on.
        on: bool,
        /// When.
        #[serde(default)]
        at: Noted<DateTime<Utc>>,
        /// Why, or by whom.
        #[serde(default)]
        note: Noted<String>,
        /// By which token, where a program told it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// What was recorded of a flag was withdrawn.
    #[serde(rename = "flag.withdraw")]
    Withdraw {
        /// Of which arm's feature.
        arm: Arm,
        /// Its key.
        key: String,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
}

impl Flag {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Flip { key, on, token, .. } => {
                let state = if *on { "on" } else { "off" };
                let by = token
                    .as_ref()
                    .map_or(String::new(), |token| format!(", by the token “{token}”"));
                say("recorded that ")
                    .link(format!("the flag {key}"), Place::Flags)
                    .and(format!(" was turned {state}{by}"))
            }
            Self::Withdraw { key, .. } => {
                say("withdrew what was recorded of ").link(format!("the flag {key}"), Place::Flags)
            }
        }
    }
}
