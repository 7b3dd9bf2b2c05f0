//! The features shipped in the old model before the pilot, and how their values become one.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Ratio;
use crate::calendar::Moment;
use crate::ids::BaselineFeatureId;
use crate::pull_request::PullRequest;
use crate::terms::Statistic;

/// A feature shipped in the old model before the pilot (`metrics.md`, "Baseline").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineFeature {
    /// Its row.
    pub id: BaselineFeatureId,
    /// Its name.
    pub name: String,
    /// Where its dates can be checked.
    pub evidence: String,
    /// When the idea was recorded.
    pub idea: Moment,
    /// When its first commit was made, as entered; where its pull requests are known by their facts, those count.
    pub first_commit: Moment,
    /// When it reached users.
    pub shipped_on: NaiveDate,
    /// Its pull requests.
    pub pull_requests: Vec<BaselinePr>,
    /// Who entered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<String>,
}

/// A pull request of a baseline feature: as facts, or as the numbers read off it by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known_from", rename_all = "snake_case")]
pub enum BaselinePr {
    /// Known fact by fact.
    Facts(Box<PullRequest>),
    /// Read off by hand.
    Hand {
        /// Its number in the repository.
        number: i32,
        /// When it was opened, ready for review.
        opened_at: DateTime<Utc>,
        /// When it was merged.
        merged_at: DateTime<Utc>,
        /// Engineering review cycles; `None` if it was merged without a review.
        cycles: Option<u32>,
    },
}

/// The earliest date that an author's machine wrote, where the commits of every pull request are known.
pub fn first_authored(pull_requests: &[BaselinePr]) -> Option<DateTime<Utc>> {
    let of = |pull: &BaselinePr| match pull {
        BaselinePr::Facts(pull) => pull.commits.as_ref()?.first_authored,
        BaselinePr::Hand { .. } => None,
    };
    let authored: Option<Vec<DateTime<Utc>>> = pull_requests.iter().map(of).collect();
    authored.and_then(|dates| dates.into_iter().min())
}

/// One value of several features, and their range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The smallest.
    pub min: Ratio,
    /// The largest.
    pub max: Ratio,
}

impl Band {
    /// The smallest and the largest; `None` of nothing.
    pub fn of(values: &[Ratio]) -> Option<Self> {
        Some(Self {
            min: *values.iter().min()?,
            max: *values.iter().max()?,
        })
    }

    /// Whether the value lies within, ends included.
    pub fn contains(self, value: Ratio) -> bool {
        self.min <= value && value <= self.max
    }
}

impl Statistic {
    /// One value of several; `None` of nothing.
    pub fn of(self, values: &[Ratio]) -> Option<Ratio> {
        match self {
            Self::Median => Ratio::median(values),
            Self::Mean => Ratio::mean(values),
        }
    }

    /// The word pages use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Median => "median",
            Self::Mean => "mean",
        }
    }
}
