//! M2, engineering review cycles per pull request.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{BaselinePr, Ratio};
use crate::calendar::{local_date, start_of_day};
use crate::feature::ArmFeature;
use crate::pull_request::{
    Account, Apart, Fact, FactKind, Flaw, Life, People, PullRequest, PullRequestState, ReviewState, Source,
};

/// Why a review does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// By a bot.
    Bot,
    /// By the pull request's author.
    Author,
    /// By an enrolled PM.
    EnrolledPm,
    /// Before the recorded opening.
    BeforeOpening,
    /// While in draft.
    InDraft,
    /// While closed.
    WhileClosed,
    /// After the merge.
    AfterMerge,
}

impl NotCounted {
    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bot => "by a bot",
            Self::Author => "by the PR's author",
            Self::EnrolledPm => "by an enrolled PM",
            Self::BeforeOpening => "before the PR was opened",
            Self::InDraft => "in draft",
            Self::WhileClosed => "while closed",
            Self::AfterMerge => "after the merge",
        }
    }
}

/// Why a push does not separate cycles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PushIgnored {
    /// By a bot.
    Bot,
    /// It only merged the base branch in.
    BaseMerge,
    /// As far as its commits tell, it only merged the base branch in.
    BaseMergeInferred,
    /// A forced push with the content of the one before.
    PureRebase,
    /// The head is the one of the push before: the same push, known twice.
    SameHead,
}

impl PushIgnored {
    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bot => "by a bot",
            Self::BaseMerge => "merge of the base only",
            Self::BaseMergeInferred => "merge of the base only, inferred from its commits",
            Self::PureRebase => "rebased without changing content",
            Self::SameHead => "left the head as it was",
        }
    }
}

/// One review, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedReview {
    /// When it was submitted.
    pub at: DateTime<Utc>,
    /// Who reviewed.
    pub reviewer: String,
    /// What they said.
    pub state: ReviewState,
    /// The cycle it belongs to, from 1, or why it does not count.
    pub outcome: Result<u32, NotCounted>,
}

/// A push that does not separate cycles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoredPush {
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: PushIgnored,
}

/// M2 of one pull request with everything it was counted from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCycles {
    /// Maximal runs of engineering reviews not separated by an author push. 0 is "unreviewed".
    pub cycles: u32,
    /// Every review.
    pub reviews: Vec<JudgedReview>,
    /// Pushes after opening that separate cycles.
    pub author_pushes: u32,
    /// Pushes after opening that do not.
    pub ignored_pushes: Vec<IgnoredPush>,
    /// A rival: cycles after the first that began no later than the first approval.
    pub rework_until_approval: u32,
}

impl ReviewCycles {
    /// Cycles after the first.
    pub fn rework(&self) -> u32 {
        self.cycles.saturating_sub(1)
    }

    /// How many reviews count.
    pub fn counted_reviews(&self) -> usize {
        self.reviews.iter().filter(|review| review.outcome.is_ok()).count()
    }
}

fn not_counted(
    reviewer: &Account,
    author: &Account,
    people: People<'_>,
    state: PullRequestState,
) -> Option<NotCounted> {
    if reviewer.is_bot(people.bots) {
        Some(NotCounted::Bot)
    } else if reviewer.is_same(author) {
        Some(NotCounted::Author)
    } else if people.is_pm(reviewer) {
        Some(NotCounted::EnrolledPm)
    } else {
        match state {
            PullRequestState::Ready => None,
            PullRequestState::NotOpened => Some(NotCounted::BeforeOpening),
            PullRequestState::Draft => Some(NotCounted::InDraft),
            PullRequestState::Closed => Some(NotCounted::WhileClosed),
            PullRequestState::Merged => Some(NotCounted::AfterMerge),
        }
    }
}

/// The head as the last push left it.
#[derive(Default)]
struct Head<'a> {
    sha: &'a str,
    content_id: Option<&'a str>,
}

/// Why the push does not separate cycles, or `None` if it does. Unknown content id: it does.
fn push_ignored<'a>(fact: &'a Fact, head: &mut Head<'a>, (of, people): (&Account, People<'_>)) -> Option<PushIgnored> {
    let FactKind::Pushed {
        sha,
        author,
        forced,
        content_id,
        merge_of_base_only,
        ..
    } = &fact.kind
    else {
        return None;
    };
    let content_id = content_id.as_deref();
    let same_head = !sha.is_empty() && *sha == head.sha;
    let same_content = content_id.is_some() && content_id == head.content_id;
    // The same push known twice may know the content only once.
    let content_id = if same_head {
        content_id.or(head.content_id)
    } else {
        content_id
    };
    *head = Head { sha, content_id };
    if same_head {
        Some(PushIgnored::SameHead)
    } else if author.is_bot(people.bots) && !author.is_same(of) {
        Some(PushIgnored::Bot)
    } else if *merge_of_base_only {
        Some(match fact.source {
            Source::Webhook { .. } => PushIgnored::BaseMergeInferred,
            Source::Import { .. } | Source::Hand { .. } => PushIgnored::BaseMerge,
        })
    } else if *forced && same_content {
        Some(PushIgnored::PureRebase)
    } else {
        None
    }
}

/// M2 of one pull request (`metrics.md` M2).
pub fn review_cycles(pull_request: &PullRequest, people: People<'_>) -> ReviewCycles {
    cycles_of(&pull_request.life(), &pull_request.author, people)
}

fn cycles_of(life: &Life, author: &Account, people: People<'_>) -> ReviewCycles {
    let mut result = ReviewCycles {
        cycles: 0,
        reviews: Vec::new(),
        author_pushes: 0,
        ignored_pushes: Vec::new(),
        rework_until_approval: 0,
    };
    let mut head = Head::default();
    let mut in_cycle = false;
    let mut approved = false;
    for step in &life.steps {
        let (state, fact) = (step.before, &step.fact);
        match &fact.kind {
            FactKind::Pushed { .. } => match push_ignored(fact, &mut head, (author, people)) {
                // The branch before the opening is not rework.
                _ if state == PullRequestState::NotOpened => {}
                Some(reason) => result.ignored_pushes.push(IgnoredPush { at: fact.at, reason }),
                None => {
                    result.author_pushes += 1;
                    in_cycle = false;
                }
            },
            FactKind::Reviewed { reviewer, state: said } => {
                let outcome = match not_counted(reviewer, author, people, state) {
                    Some(reason) => Err(reason),
                    None => {
                        if !in_cycle {
                            in_cycle = true;
                            result.cycles += 1;
                            if !approved {
                                result.rework_until_approval = result.rework();
                            }
                        }
                        approved |= *said == ReviewState::Approved;
                        Ok(result.cycles)
                    }
                };
                let reviewer = reviewer.login.clone();
                result.reviews.push(JudgedReview {
                    at: fact.at,
                    reviewer,
                    state: *said,
                    outcome,
                });
            }
            _ => {}
        }
    }
    result
}

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
