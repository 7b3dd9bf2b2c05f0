//! M3, cycle time from opened to merged. Reported, not a success criterion.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::review_cycles::Scope;
use super::{BaselinePr, Ratio};
use crate::calendar::business_time;
use crate::pull_request::{Apart, Flaw, PullRequest, PullRequestState};

/// M3 of one pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CycleTime {
    /// Merged: in the median.
    Merged {
        /// Seconds from first ready to merge, minus time in draft and time closed.
        seconds: Ratio,
        /// The working seconds of that time.
        business_seconds: Ratio,
        /// It never was ready, so it counts from its opening.
        draft_to_merge: bool,
    },
    /// Not merged yet: shown, not in the median.
    StillOpen {
        /// Seconds since its opening.
        age_seconds: Ratio,
    },
    /// Closed without merging.
    ClosedUnmerged,
    /// It stands apart: it takes another back, or proves week one.
    Apart {
        /// Why.
        why: Apart,
    },
    /// Opened after the day the feature shipped: a follow-up.
    FollowUp,
    /// It cannot be counted.
    Flawed {
        /// What is missing or wrong.
        flaw: Flaw,
    },
}

impl CycleTime {
    /// Why it is not in the median; `None` if it is.
    pub fn excluded(self) -> Option<&'static str> {
        match self {
            Self::Merged { .. } => None,
            Self::StillOpen { .. } => Some("still open"),
            Self::ClosedUnmerged => Some("closed without merging"),
            Self::Apart { why } => Some(why.label()),
            Self::FollowUp => Some("opened after the day it shipped: a follow-up"),
            Self::Flawed { flaw } => Some(flaw.label()),
        }
    }
}

/// M3 of one pull request (`metrics.md` M3).
pub fn cycle_time(
    pull_request: &PullRequest,
    scope: Option<&Scope>,
    zone: Tz,
    holidays: &[NaiveDate],
    as_of: DateTime<Utc>,
) -> CycleTime {
    let life = pull_request.life();
    if let Some(why) = pull_request.apart {
        return CycleTime::Apart { why };
    }
    if let Some(flaw) = life.flaw() {
        return CycleTime::Flawed { flaw };
    }
    let Some(opened_at) = life.opened_at() else {
        return CycleTime::Flawed { flaw: Flaw::NoOpening };
    };
    if scope.is_some_and(|scope| scope.is_follow_up(opened_at)) {
        return CycleTime::FollowUp;
    }
    let spent_in = |counted: PullRequestState| {
        let stretches = life.steps.iter().zip(life.steps.iter().skip(1));
        let (wall, business) = stretches
            .filter(|(step, _)| step.after == counted)
            .map(|(from, to)| (from.fact.at, to.fact.at))
            .fold((0, 0), |(wall, business), (from, to)| {
                (
                    wall + micros(from, to),
                    business + business_time(from, to, zone, holidays),
                )
            });
        (seconds(wall), seconds(business))
    };
    match life.state() {
        PullRequestState::Merged => {
            let draft_to_merge = !life.steps.iter().any(|step| step.after == PullRequestState::Ready);
            let (seconds, business_seconds) = spent_in(if draft_to_merge {
                PullRequestState::Draft
            } else {
                PullRequestState::Ready
            });
            CycleTime::Merged {
                seconds,
                business_seconds,
                draft_to_merge,
            }
        }
        PullRequestState::Closed => CycleTime::ClosedUnmerged,
        _ => CycleTime::StillOpen {
            age_seconds: seconds(micros(opened_at, as_of).max(0)),
        },
    }
}

/// Microseconds from one instant to another. Nothing of a pilot is more than a hundred years from anything else of it.
fn micros(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    (to - from).num_microseconds().unwrap_or(i64::MAX)
}

fn seconds(micros: i64) -> Ratio {
    Ratio::new(micros, 1_000_000)
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
                } => Some((seconds, business_seconds)),
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
    scope: Option<&Scope>,
    zone: Tz,
    holidays: &[NaiveDate],
    as_of: DateTime<Utc>,
) -> PrCycleTime {
    PrCycleTime {
        repository: pull_request.repository.clone(),
        number: pull_request.number,
        title: pull_request.title.clone(),
        url: pull_request.url.clone(),
        time: cycle_time(pull_request, scope, zone, holidays, as_of),
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
        BaselinePr::Facts(pull_request) => pr_cycle_time(pull_request, None, zone, holidays, as_of),
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
            time: match micros(*opened_at, *merged_at) {
                wall if wall < 0 => CycleTime::Flawed {
                    flaw: Flaw::MergedBeforeOpened,
                },
                wall => CycleTime::Merged {
                    seconds: seconds(wall),
                    business_seconds: seconds(business_time(*opened_at, *merged_at, zone, holidays)),
                    draft_to_merge: false,
                },
            },
        },
    }
}
