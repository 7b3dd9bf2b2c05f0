use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Noted, say};
use crate::activity::{Place, Sentence};

/// Events of incidents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Incident {
    /// Something that went wrong was recorded.
    #[serde(rename = "incident.record")]
    Record {
        /// Which.
        incident: Noted<i64>,
        /// What it went against, in words.
        touched: String,
        /// When.
        #[serde(default)]
        at: Noted<DateTime<Utc>>,
        /// What happened.
        #[serde(default)]
        what: Noted<String>,
        /// What was done about it.
        #[serde(default)]
        done: Noted<String>,
        /// The pull request, where it was one.
        #[serde(default)]
        pull_request: Noted<Option<String>>,
    },
    /// What was recorded was withdrawn.
    #[serde(rename = "incident.withdraw")]
    Withdraw {
        /// Which.
        incident: Noted<i64>,
        /// What it went against, in words.
        touched: String,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
}

impl Incident {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Record { touched, .. } => say("recorded ")
                .link("an incident", Place::Incidents)
                .and(format!(": {touched}")),
            Self::Withdraw { touched, .. } => say("withdrew ")
                .link("an incident", Place::Incidents)
                .and(format!(": {touched}")),
        }
    }
}
