//! The readout: eleven slides made of the frozen numbers, and what is frozen for it.

mod slides;
mod words;

pub use slides::{Counted, Evidence, Judged, Metric, Row, Signed, Slide, StatusLine, footer, rule, slides};
pub use words::{MOST_CHARACTERS, MOST_WORDS, MOST_WORDS_OF_SLIDE, clip, count};

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::programme::Programme;

/// How many slides there are.
pub const SLIDES: u8 = 11;

/// How far along the numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stage {
    /// Before the start.
    NotStarted,
    /// The weeks are running.
    Provisional {
        /// Days until the last week closes, begun ones counted; `None` while that is not known.
        days_left: Option<i64>,
    },
    /// The weeks are over.
    Over,
}

impl Stage {
    /// How far along a programme is at a moment.
    pub fn of(programme: &Programme, as_of: DateTime<Utc>) -> Self {
        match (programme.started_at, programme.ended_at) {
            (None, _) => Self::NotStarted,
            (Some(_), Some(ends_at)) if as_of >= ends_at => Self::Over,
            (Some(_), ends_at) => Self::Provisional {
                days_left: ends_at.map(|ends_at| {
                    let left = ends_at - as_of;
                    left.num_days() + i64::from(left > Duration::days(left.num_days()))
                }),
            },
        }
    }

    /// What a reader must know before reading a number: `Provisional: 9 days left`.
    pub fn warning(self) -> Option<String> {
        match self {
            Self::Over => None,
            Self::NotStarted => Some("Not started yet".to_owned()),
            Self::Provisional { days_left: None } => Some("Provisional: still running".to_owned()),
            Self::Provisional { days_left: Some(1) } => Some("Provisional: 1 day left".to_owned()),
            Self::Provisional { days_left: Some(days) } => Some(format!("Provisional: {days} days left")),
        }
    }
}

/// The SHA-256 of a frozen programme's text, in lower-case hex.
pub fn digest(programme: &str) -> String {
    hex::encode(Sha256::digest(programme))
}
