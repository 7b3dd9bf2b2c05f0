//! What a pull request adds to the value of a set, and the value: all cycles by all reviewed, merged pull requests.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{ReviewCycles, cycles_of};
use crate::calendar::{local_date, start_of_day};
use crate::feature::ArmFeature;
use crate::metric::{BaselinePr, Ratio};
use crate::pull_request::{Apart, Flaw, People, PullRequest, PullRequestState};

/// What a pull request adds to the value of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CyclesOutcome {
    /// Merged and reviewed: in the mean.
    Counted {
        /// At least 1.
        cycles: u32,
    },
    /// Merged with no counted review: listed, never a 0.
    Unreviewed,
    /// Not merged yet: shown, not in the mean.
    StillOpen {
        /// Cycles until now.
        cycles: u32,
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
    /// Merged after the read date.
    AfterReadDate,
    /// It cannot be counted.
    Flawed {
        /// What is missing or wrong.
        flaw: Flaw,
    },
}

impl CyclesOutcome {
    /// Why it is not in the mean; `None` if it is.
    pub fn excluded(self) -> Option<&'static str> {
        match self {
            Self::Counted { .. } => None,
            Self::Unreviewed => Some("merged without a counted review"),
            Self::StillOpen { .. } => Some("still open"),
            Self::ClosedUnmerged => Some("closed without merging"),
            Self::Apart { why } => Some(why.label()),
            Self::FollowUp => Some("opened after the day it shipped: a follow-up"),
            Self::AfterReadDate => Some("merged after the read date"),
            Self::Flawed { flaw } => Some(flaw.label()),
        }
    }
}

/// The days that bound which pull requests of an arm's feature count.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The day it shipped; `None` before.
    pub shipped_on: Option<NaiveDate>,
    /// The last day on which a merge counts.
    pub read_on: NaiveDate,
    /// The zone of these days.
    pub zone: Tz,
}

impl Scope {
    /// Those of a feature: it has shipped with evidence, and not in the future or after the read date.
    pub fn of(feature: &ArmFeature, zone: Tz, as_of: DateTime<Utc>) -> Self {
        let read_on = feature.primary_metric.read_on;
        let today = local_date(as_of, zone);
        let shipped = feature
            .shipped
            .as_ref()
            .filter(|shipped| !shipped.evidence.trim().is_empty() && shipped.on <= today && shipped.on <= read_on);
        Self {
            shipped_on: shipped.map(|shipped| shipped.on),
            read_on,
            zone,
        }
    }

    /// Whether a pull request opened then is a follow-up.
    pub fn is_follow_up(&self, opened_at: DateTime<Utc>) -> bool {
        self.shipped_on
            .is_some_and(|shipped| local_date(opened_at, self.zone) > shipped)
    }

    /// The first instant at which no merge counts any more.
    pub fn over_at(&self) -> DateTime<Utc> {
        start_of_day(self.read_on + chrono::Duration::days(1), self.zone)
    }
}

/// One pull request of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrCycles {
    /// `owner/name`; empty for a baseline pull request entered by hand.
    pub repository: String,
    /// Its number.
    pub number: i32,
    /// Its title; empty for one entered by hand.
    pub title: String,
    /// Where it can be read; empty for one entered by hand.
    pub url: String,
    /// What it adds to the value.
    pub outcome: CyclesOutcome,
    /// What it was counted from; `None` for one entered by hand.
    pub detail: Option<ReviewCycles>,
}

impl PrCycles {
    /// The cycles it adds to the mean.
    pub fn counted(&self) -> Option<u32> {
        match self.outcome {
            CyclesOutcome::Counted { cycles } => Some(cycles),
            _ => None,
        }
    }
}

/// M2 of a set of pull requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CyclesOfSet {
    /// Every pull request, in the order given.
    pub prs: Vec<PrCycles>,
    /// Cycles of the reviewed, merged ones.
    pub cycles: u64,
    /// How many reviewed, merged ones.
    pub reviewed: u64,
}

impl CyclesOfSet {
    /// The set of these pull requests.
    pub fn of(prs: Vec<PrCycles>) -> Self {
        let cycles = prs.iter().filter_map(PrCycles::counted).map(u64::from).sum();
        let reviewed = prs.iter().filter_map(PrCycles::counted).fold(0, |count, _| count + 1);
        Self { prs, cycles, reviewed }
    }

    /// Total cycles / number of reviewed, merged pull requests; `None` without one.
    pub fn value(&self) -> Option<Ratio> {
        Ratio::reduced(self.cycles.into(), self.reviewed.into())
    }

    /// The value without one counted pull request; `None` if nothing is left.
    pub fn without(&self, cycles: u32) -> Option<Ratio> {
        Ratio::reduced(
            i128::from(self.cycles) - i128::from(cycles),
            i128::from(self.reviewed) - 1,
        )
    }

    /// A rival: rework transitions until the first approval, per reviewed, merged pull request.
    /// `None` if one was entered by hand, or without one.
    pub fn rework_until_approval(&self) -> Option<Ratio> {
        let counted = || self.prs.iter().filter(|pr| pr.counted().is_some());
        let rework: Option<i128> = counted()
            .map(|pr| Some(i128::from(pr.detail.as_ref()?.rework_until_approval)))
            .sum();
        Ratio::reduced(rework?, self.reviewed.into())
    }

    /// Merged without a counted review.
    pub fn unreviewed(&self) -> usize {
        self.prs
            .iter()
            .filter(|pr| pr.outcome == CyclesOutcome::Unreviewed)
            .count()
    }
}

/// A rival for several features: the mean of their own values. Features without a value are left
/// out; `None` if none has one.
pub fn mean_of_feature_means(features: &[CyclesOfSet]) -> Option<Ratio> {
    Ratio::mean(&features.iter().filter_map(CyclesOfSet::value).collect::<Vec<_>>())
}

/// One pull request known by its facts; without a scope every merge counts.
pub fn pr_cycles(pull_request: &PullRequest, people: People<'_>, scope: Option<&Scope>) -> PrCycles {
    let life = pull_request.life();
    let detail = cycles_of(&life, &pull_request.author, people);
    let follows = |scope: &Scope| life.opened_at().is_some_and(|opened| scope.is_follow_up(opened));
    let too_late = |scope: &Scope| life.merged_at().is_some_and(|merged| merged >= scope.over_at());
    let cycles = detail.cycles;
    let outcome = if let Some(why) = pull_request.apart {
        CyclesOutcome::Apart { why }
    } else if let Some(flaw) = life.flaw() {
        CyclesOutcome::Flawed { flaw }
    } else if scope.is_some_and(follows) {
        CyclesOutcome::FollowUp
    } else if scope.is_some_and(too_late) {
        CyclesOutcome::AfterReadDate
    } else {
        match life.state() {
            PullRequestState::Merged if cycles == 0 => CyclesOutcome::Unreviewed,
            PullRequestState::Merged => CyclesOutcome::Counted { cycles },
            PullRequestState::Closed => CyclesOutcome::ClosedUnmerged,
            _ => CyclesOutcome::StillOpen { cycles },
        }
    };
    PrCycles {
        repository: pull_request.repository.clone(),
        number: pull_request.number,
        title: pull_request.title.clone(),
        url: pull_request.url.clone(),
        outcome,
        detail: Some(detail),
    }
}

/// One pull request of a baseline feature.
pub fn baseline_pr_cycles(pull_request: &BaselinePr, people: People<'_>) -> PrCycles {
    match pull_request {
        BaselinePr::Facts(pull_request) => pr_cycles(pull_request, people, None),
        BaselinePr::Hand { number, cycles, .. } => PrCycles {
            repository: String::new(),
            number: *number,
            title: String::new(),
            url: String::new(),
            outcome: match cycles {
                None | Some(0) => CyclesOutcome::Unreviewed,
                Some(cycles) => CyclesOutcome::Counted { cycles: *cycles },
            },
            detail: None,
        },
    }
}
