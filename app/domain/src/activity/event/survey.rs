use serde::{Deserialize, Serialize};

use super::{Noted, say};
use crate::activity::Sentence;
use crate::calendar::Window;

/// Events of the survey: that somebody answered, never what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Survey {
    /// Somebody answered.
    #[serde(rename = "survey.answer")]
    Answer {
        /// For which week.
        week: i32,
        /// Whether it had closed.
        #[serde(default)]
        late: Noted<bool>,
        /// Whether they had answered before.
        #[serde(default)]
        changed: Noted<bool>,
        /// Whether it came by a personal link.
        #[serde(default)]
        by_link: Noted<bool>,
    },
    /// It was set when within a week the question is open, before the start.
    #[serde(rename = "survey.plan_window")]
    PlanWindow {
        /// When; `None` where it is open for the whole week.
        window: Option<Window>,
    },
    /// Somebody made a personal link.
    #[serde(rename = "survey.make_link")]
    MakeLink {
        /// For which week.
        week: i32,
    },
}

impl Survey {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Answer { week, .. } => say(format!("answered the survey of week {week}")),
            Self::PlanWindow { window: Some(window) } => say(format!("set the survey to be open {window}")),
            Self::PlanWindow { window: None } => say("set the survey to be open for whole weeks"),
            Self::MakeLink { week } => say(format!("made a personal survey link for week {week}")),
        }
    }
}
