//! M2, engineering review cycles per pull request.

mod set;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::pull_request::{Account, Fact, FactKind, Life, People, PullRequest, PullRequestState, ReviewState, Source};

pub use set::{CyclesOfSet, CyclesOutcome, PrCycles, Scope, baseline_pr_cycles, mean_of_feature_means, pr_cycles};

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
    (reviewer, at): (&Account, DateTime<Utc>),
    author: &Account,
    people: People<'_>,
    state: PullRequestState,
) -> Option<NotCounted> {
    if reviewer.is_bot(people.bots) {
        Some(NotCounted::Bot)
    } else if reviewer.is_same(author) {
        Some(NotCounted::Author)
    } else if people.is_pm(reviewer, at) {
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
            Source::Webhook { .. } | Source::Api { .. } => PushIgnored::BaseMergeInferred,
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
                let outcome = match not_counted((reviewer, fact.at), author, people, state) {
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
