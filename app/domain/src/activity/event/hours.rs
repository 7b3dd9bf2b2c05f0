use serde::{Deserialize, Serialize};

use super::{Noted, say};
use crate::activity::{Place, Sentence};

/// Events of review hours: that a DRI logged a week, never how many hours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Hours {
    /// A DRI logged a week.
    #[serde(rename = "hours.log")]
    Log {
        /// Which.
        week: i32,
        /// Whether they had logged it before.
        #[serde(default)]
        changed: Noted<bool>,
    },
}

impl Hours {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Log { week, .. } => say("logged ")
                .link("review hours", Place::Hours)
                .and(format!(" of week {week}")),
        }
    }
}
