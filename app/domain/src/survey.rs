//! The energy survey: one question a week, from 1 (drained) to 5 (energised).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::SurveyWeek;
use crate::ids::PersonId;

/// The question of every week.
pub const QUESTION: &str = "How is your energy on the way you work now?";

/// One answer to the energy question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Who answered.
    pub person: PersonId,
    /// The survey week, from 1.
    pub week: u8,
    /// From 1 (drained) to 5 (energised).
    pub score: u8,
    /// When.
    pub at: DateTime<Utc>,
}

/// One answer of the five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Energy(u8);

/// A number that is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of the five answers.")]
pub struct NoAnswer;

impl Energy {
    /// The five answers, lowest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The number, 1 to 5.
    pub fn score(self) -> u8 {
        self.0
    }

    /// The word beside the number.
    pub fn word(self) -> &'static str {
        match self.0 {
            1 => "Drained",
            2 => "Low",
            3 => "Steady",
            4 => "Good",
            _ => "Energised",
        }
    }

    /// Reads what a form or link says.
    ///
    /// # Errors
    /// [`NoAnswer`] for anything but 1 to 5.
    pub fn parse(text: &str) -> Result<Self, NoAnswer> {
        text.trim().parse::<u8>().map_err(|_| NoAnswer)?.try_into()
    }
}

impl TryFrom<u8> for Energy {
    type Error = NoAnswer;

    fn try_from(score: u8) -> Result<Self, NoAnswer> {
        (1..=5).contains(&score).then_some(Self(score)).ok_or(NoAnswer)
    }
}

impl From<Energy> for u8 {
    fn from(energy: Energy) -> Self {
        energy.0
    }
}

/// `4, Good`.
impl std::fmt::Display for Energy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.0, self.word())
    }
}

/// Where a week stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekState {
    /// It has not begun.
    NotOpenYet {
        /// When it opens.
        opens_at: DateTime<Utc>,
    },
    /// It takes answers, and changes of them.
    Open {
        /// When it closes.
        until: DateTime<Utc>,
    },
    /// It is over.
    Closed {
        /// When it closed.
        at: DateTime<Utc>,
    },
}

/// Where a week stands at `now`. The closing instant itself belongs to what comes after.
pub fn week_state(week: &SurveyWeek, now: DateTime<Utc>) -> WeekState {
    if now < week.opens_at {
        WeekState::NotOpenYet {
            opens_at: week.opens_at,
        }
    } else if now < week.closes_at {
        WeekState::Open { until: week.closes_at }
    } else {
        WeekState::Closed { at: week.closes_at }
    }
}

/// Whether an answer came in time (`metrics.md` M4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// While the week was open.
    InTime,
    /// After it closed: counted and marked.
    Late,
}

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The week has not begun.
    #[error("This week is not open yet.")]
    NotOpenYet,
    /// It is over, and an answer is there: history is not rewritten.
    #[error("The week has closed. Your answer stands as you gave it.")]
    Settled,
}

/// Whether a week takes an answer (`product.md` section 8): answers change until the week closes; a
/// first one after that is late.
///
/// # Errors
/// [`NotTaken`] before the week opens, and for a change after it closed.
pub fn take(state: WeekState, answered_before: bool) -> Result<Timing, NotTaken> {
    match state {
        WeekState::NotOpenYet { .. } => Err(NotTaken::NotOpenYet),
        WeekState::Open { .. } => Ok(Timing::InTime),
        WeekState::Closed { .. } if answered_before => Err(NotTaken::Settled),
        WeekState::Closed { .. } => Ok(Timing::Late),
    }
}

#[cfg(test)]
mod tests;
