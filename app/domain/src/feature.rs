//! The feature of an arm with the facts about it: the idea, the commits, the metric it is meant to move.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::ids::{FeatureId, PersonId};
use crate::person::Arm;
use crate::pull_request::PullRequest;

pub use crate::pull_request::ReceivedCommit;

/// The feature of one arm, its PM, and the facts about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmFeature {
    /// Its row.
    pub id: FeatureId,
    /// The arm it belongs to.
    pub arm: Arm,
    /// The pilot PM's name.
    pub pm_name: String,
    /// The pilot PM.
    pub pm: PersonId,
    /// The pilot PM's login on the code host, as it was entered before the start.
    pub github_login: String,
    /// The feature's name.
    pub name: String,
    /// The part of the product it belongs to.
    pub surface: String,
    /// When the idea was recorded.
    pub idea: Option<Moment>,
    /// When that was entered here.
    pub idea_entered_at: Option<DateTime<Utc>>,
    /// The first of its commits that the code host received, on any branch.
    pub first_received: Option<ReceivedCommit>,
    /// Author dates of its pull requests' commits.
    pub author_dates: Vec<DateTime<Utc>>,
    /// The feature flag's key.
    pub flag_key: String,
    /// The metric it is meant to move.
    pub primary_metric: PrimaryMetric,
    /// When and with what evidence it shipped; `None` before.
    pub shipped: Option<Shipped>,
    /// Values of the primary metric.
    pub points: Vec<OutcomePoint>,
    /// Its pull requests.
    pub pull_requests: Vec<PullRequest>,
    /// The arm's further pilot PMs, where it has several. Absent from the JSON where it has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_pms: Vec<Pm>,
}

/// A pilot PM of an arm that has several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pm {
    /// Who.
    pub person: PersonId,
    /// As shown.
    pub name: String,
}

impl ArmFeature {
    /// Every pilot PM of the arm, in the order they were enrolled.
    pub fn pms(&self) -> impl Iterator<Item = (PersonId, &str)> {
        let more = self.more_pms.iter().map(|pm| (pm.person, pm.name.as_str()));
        std::iter::once((self.pm, self.pm_name.as_str())).chain(more)
    }

    /// Their names: `Mira`, `Mira and Nell`.
    pub fn pm_names(&self) -> String {
        match self.more_pms.split_last() {
            None => self.pm_name.clone(),
            Some((last, between)) => {
                let between = between.iter().map(|pm| format!(", {}", pm.name));
                format!("{}{} and {}", self.pm_name, between.collect::<String>(), last.name)
            }
        }
    }
}

/// The metric a feature is meant to move, declared before the start (`metrics.md` M5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrimaryMetric {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Where its values come from.
    pub source: String,
    /// Which way it is expected to move.
    pub direction: Direction,
    /// The last day whose value counts.
    pub read_on: NaiveDate,
    /// Days before shipping that make the value before.
    #[serde(default = "four_weeks")]
    pub window_days: u16,
}

fn four_weeks() -> u16 {
    28
}

/// Which way a primary metric is expected to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A larger value is better.
    Up,
    /// A smaller value is better.
    Down,
}

impl Direction {
    /// The word in forms, pages and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Up, Self::Down]
            .into_iter()
            .find(|direction| direction.as_str() == word)
    }
}

/// That a feature reached users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipped {
    /// The day, in the pilot's zone.
    pub on: NaiveDate,
    /// Where it can be checked. Without evidence it is not shipped.
    pub evidence: String,
}

/// The value of a primary metric on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomePoint {
    /// The day, in the pilot's zone.
    pub on: NaiveDate,
    /// The value, finite, in the metric's unit.
    pub value: f64,
    /// Where it came from.
    pub source: String,
}
