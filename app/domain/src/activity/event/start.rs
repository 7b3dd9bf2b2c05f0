use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Noted, plain, say};
use crate::activity::{Place, Sentence};
use crate::criterion::named;
use crate::person::Arm;
use crate::proposal::RevisionNumber;
use crate::week_one::Side;

/// Events of the start and week one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Start {
    /// The pilot started.
    #[serde(rename = "pilot.start")]
    Begin {
        /// The hash of everything that froze, hex.
        #[serde(default)]
        digest: Noted<String>,
        /// The revision whose terms count.
        revision: RevisionNumber,
        /// The zone version.
        zone_version: i32,
        /// The criteria that could not be met any more then. Absent from the JSON when there were none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        although: Vec<u8>,
    },
    /// The day on which it is meant to start, or that there is none any more.
    #[serde(rename = "pilot.plan_start")]
    Plan {
        /// In the pilot's zone.
        on: Option<NaiveDate>,
    },
    /// A pilot PM marked an activity as done.
    #[serde(rename = "week_one.tick")]
    Tick {
        /// In which arm.
        arm: Arm,
        /// Which, from 1.
        item: u32,
        /// A link or a note.
        #[serde(default)]
        evidence: Noted<String>,
    },
    /// A DRI confirmed it.
    #[serde(rename = "week_one.confirm")]
    Confirm {
        /// In which arm.
        arm: Arm,
        /// Which, from 1.
        item: u32,
        /// Nothing so far.
        #[serde(default)]
        evidence: Noted<String>,
    },
    /// A DRI sent it back to the pilot PM, who marks it again.
    #[serde(rename = "week_one.send_back")]
    SendBack {
        /// In which arm.
        arm: Arm,
        /// Which, from 1.
        item: u32,
        /// Why.
        reason: String,
    },
    /// The pilot PM took back that it is done.
    #[serde(rename = "week_one.take_back")]
    TakeBack {
        /// In which arm.
        arm: Arm,
        /// Which, from 1.
        item: u32,
    },
    /// A pilot PM acknowledged the no-go list.
    #[serde(rename = "week_one.acknowledge")]
    Acknowledge {
        /// The revision the list comes from.
        #[serde(default)]
        revision: Noted<Option<i32>>,
    },
}

impl Start {
    /// The event of a word on an activity.
    pub fn word(side: Side, arm: Arm, item: u32, evidence: &str) -> Self {
        let evidence = evidence.to_owned().into();
        match side {
            Side::PilotPm => Self::Tick { arm, item, evidence },
            Side::Dri => Self::Confirm { arm, item, evidence },
        }
    }

    pub(super) fn sentence(&self) -> Sentence {
        let activity = |item: &u32| format!("week-one activity {item}");
        match self {
            Self::Begin {
                revision,
                zone_version,
                although,
                ..
            } => {
                let frozen = say("")
                    .link("started the pilot", Place::Start)
                    .and(": ")
                    .revision(*revision)
                    .and(" and ")
                    .zone(*zone_version)
                    .and(" are frozen");
                match although.as_slice() {
                    [] => frozen,
                    lost => frozen.and(format!(", although {} could not be met any more", named(lost))),
                }
            }
            Self::Plan { on: Some(on) } => say("planned ")
                .link("the start", Place::Start)
                .and(format!(" for {}", on.format("%-d %b %Y"))),
            Self::Plan { on: None } => say("took back the planned day of ").link("the start", Place::Start),
            Self::Tick { arm, item, .. } => say("marked ")
                .link(activity(item), Place::WeekOne)
                .and(format!(" as done, {}", plain(arm.as_str()))),
            Self::Confirm { arm, item, .. } => say("confirmed ")
                .link(activity(item), Place::WeekOne)
                .and(format!(", {}", plain(arm.as_str()))),
            Self::SendBack { arm, item, reason } => say("sent ")
                .link(activity(item), Place::WeekOne)
                .and(format!(" back, {}: {reason}", plain(arm.as_str()))),
            Self::TakeBack { arm, item } => say("took back that ")
                .link(activity(item), Place::WeekOne)
                .and(format!(" is done, {}", plain(arm.as_str()))),
            Self::Acknowledge { .. } => say("acknowledged ").link("the no-go list", Place::WeekOne),
        }
    }
}
