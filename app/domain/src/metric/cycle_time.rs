//! M3, cycle time from opened to merged. Reported, not a success criterion.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{BaselinePr, Ratio};
use crate::calendar::business_seconds;
use crate::pull_request::{PullRequest, PullRequestState};

/// M3 of one pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CycleTime {
    /// Merged: in the median.
    Merged {
        /// Seconds from first ready to merge, minus time in draft and time closed.
        seconds: i64,
        /// The working seconds of that time.
        business_seconds: i64,
        /// It never was ready, so it counts from its opening.
        draft_to_merge: bool,
    },
    /// Not merged yet: shown, not in the median.
    StillOpen {
        /// Seconds since its opening.
        age_seconds: i64,
    },
    /// Closed without merging.
    ClosedUnmerged,
    /// No opening is recorded.
    NoOpening,
    /// Entered as merged before it was opened: a data error, listed and not used.
    Negative,
}

impl CycleTime {
    /// Why it is not in the median; `None` if it is.
    pub fn excluded(self) -> Option<&'static str> {
        match self {
            Self::Merged { .. } => None,
            Self::StillOpen { .. } => Some("still open"),
            Self::ClosedUnmerged => Some("closed without merging"),
            Self::NoOpening => Some("its opening is not recorded"),
            Self::Negative => Some("merged before it was opened: a data error"),
        }
    }
}

/// M3 of one pull request (`metrics.md` M3).
pub fn cycle_time(pull_request: &PullRequest, zone: Tz, holidays: &[NaiveDate], as_of: DateTime<Utc>) -> CycleTime {
    let Some(opened_at) = pull_request.opened_at() else {
        return CycleTime::NoOpening;
    };
    let steps = pull_request.steps();
    let spent_in = |counts: &dyn Fn(PullRequestState) -> bool| {
        let stretches = steps
            .iter()
            .zip(steps.iter().skip(1))
            .filter(|((_, _, state), _)| counts(*state));
        stretches.fold((0, 0), |(wall, business), ((_, from, _), (_, to, _))| {
            let wall = wall + (to.at - from.at).num_seconds();
            (wall, business + business_seconds(from.at, to.at, zone, holidays))
        })
    };
    match pull_request.state() {
        PullRequestState::Merged => {
            let draft_to_merge = !steps.iter().any(|(_, _, state)| *state == PullRequestState::Ready);
            let (seconds, business_seconds) = if draft_to_merge {
                spent_in(&|state| state == PullRequestState::Draft)
            } else {
                spent_in(&|state| state == PullRequestState::Ready)
            };
            CycleTime::Merged {
                seconds,
                business_seconds,
                draft_to_merge,
            }
        }
        PullRequestState::Closed => CycleTime::ClosedUnmerged,
        _ => CycleTime::StillOpen {
            age_seconds: (as_of - opened_at).num_seconds().max(0),
        },
    }
}

/// One pull request of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrCycleTime {
    /// `owner/name`; empty for a baseline pull request entered by hand.
    pub repository: String,
    /// Its number.
    pub number: i32,
    /// Its title; empty for one entered by hand.
    pub title: String,
    /// Where it can be read; empty for one entered by hand.
    pub url: String,
    /// Its value.
    pub time: CycleTime,
}

/// M3 of a set of pull requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleTimes {
    /// Every pull request, in the order given.
    pub prs: Vec<PrCycleTime>,
    /// Median seconds, wall clock; `None` without a merged one.
    pub median: Option<Ratio>,
    /// Median working seconds.
    pub business_median: Option<Ratio>,
    /// Mean seconds, wall clock: a rival.
    pub mean: Option<Ratio>,
}

impl CycleTimes {
    /// The set of these pull requests.
    pub fn of(prs: Vec<PrCycleTime>) -> Self {
        let (wall, business): (Vec<Ratio>, Vec<Ratio>) = prs
            .iter()
            .filter_map(|pr| match pr.time {
                CycleTime::Merged {
                    seconds,
                    business_seconds,
                    ..
                } => Some((Ratio::whole(seconds), Ratio::whole(business_seconds))),
                _ => None,
            })
            .unzip();
        let (median, business_median) = (Ratio::median(&wall), Ratio::median(&business));
        Self {
            prs,
            median,
            business_median,
            mean: Ratio::mean(&wall),
        }
    }

    /// How many are in the median.
    pub fn merged(&self) -> usize {
        self.prs.iter().filter(|pr| pr.time.excluded().is_none()).count()
    }

    /// How many are still open.
    pub fn open(&self) -> usize {
        self.prs
            .iter()
            .filter(|pr| matches!(pr.time, CycleTime::StillOpen { .. }))
            .count()
    }
}

/// One pull request known by its facts.
pub fn pr_cycle_time(
    pull_request: &PullRequest,
    zone: Tz,
    holidays: &[NaiveDate],
    as_of: DateTime<Utc>,
) -> PrCycleTime {
    PrCycleTime {
        repository: pull_request.repository.clone(),
        number: pull_request.number,
        title: pull_request.title.clone(),
        url: pull_request.url.clone(),
        time: cycle_time(pull_request, zone, holidays, as_of),
    }
}

/// One pull request of a baseline feature.
pub fn baseline_pr_cycle_time(
    pull_request: &BaselinePr,
    zone: Tz,
    holidays: &[NaiveDate],
    as_of: DateTime<Utc>,
) -> PrCycleTime {
    match pull_request {
        BaselinePr::Facts(pull_request) => pr_cycle_time(pull_request, zone, holidays, as_of),
        BaselinePr::Hand {
            number,
            opened_at,
            merged_at,
            ..
        } => PrCycleTime {
            repository: String::new(),
            number: *number,
            title: String::new(),
            url: String::new(),
            time: match (*merged_at - *opened_at).num_seconds() {
                seconds if seconds < 0 => CycleTime::Negative,
                seconds => CycleTime::Merged {
                    seconds,
                    business_seconds: business_seconds(*opened_at, *merged_at, zone, holidays),
                    draft_to_merge: false,
                },
            },
        },
    }
}
