//! A pull request is a list of timestamped facts (`metrics.md`, "Facts"). Facts are never edited:
//! a correction is a new fact that names the old one.

mod account;
mod apart;
mod history;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, PullRequestId};

pub use account::{Account, People, read_login};
pub use apart::{Apart, is_merge_queue, is_revert};

/// What a reviewer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Approved the changes.
    Approved,
    /// Asked for changes.
    ChangesRequested,
    /// Commented without a judgement.
    Commented,
}

impl ReviewState {
    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Approved => "Approved",
            Self::ChangesRequested => "Changes requested",
            Self::Commented => "Commented",
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::ChangesRequested => "changes_requested",
            Self::Commented => "commented",
        }
    }
}

/// What happened to a pull request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum FactKind {
    /// It was opened.
    Opened {
        /// As a draft.
        draft: bool,
        /// The time of the event it was deduced from, where the opening itself was never told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deduced_from: Option<DateTime<Utc>>,
    },
    /// It left draft.
    ReadyForReview,
    /// It went back to draft.
    ConvertedToDraft,
    /// Its head branch was pushed.
    Pushed {
        /// The new head; empty if not known.
        sha: String,
        /// Who pushed.
        author: Account,
        /// History was rewritten.
        forced: bool,
        /// Patch id of the whole change, equal before and after a pure rebase; `None` if unknown.
        content_id: Option<String>,
        /// The push only merged the base branch in.
        merge_of_base_only: bool,
        /// The head before; `None` if unknown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<String>,
        /// By what the push is known.
        #[serde(default, skip_serializing_if = "Told::is_unknown")]
        told: Told,
    },
    /// A review was submitted.
    Reviewed {
        /// Who reviewed.
        reviewer: Account,
        /// What they said.
        state: ReviewState,
    },
    /// A review was dismissed. It still happened.
    ReviewDismissed,
    /// It was closed without merging.
    Closed,
    /// It was opened again.
    Reopened,
    /// It was merged.
    Merged,
}

/// By what a push is known: the code host tells it of the branch, and of each pull request of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// It is not said.
    #[default]
    Unknown,
    /// A push of the branch.
    Branch,
    /// Of the pull request.
    PullRequest,
    /// Both.
    Both,
}

impl Told {
    fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }

    /// Whether two tellings can be of one push: each is told once of the branch and once of the pull request.
    fn completes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Unknown, Self::Unknown) => false,
            (Self::Unknown, _) | (_, Self::Unknown) => true,
            (one, another) => one != another && one != Self::Both && another != Self::Both,
        }
    }
}

/// Where a fact came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Source {
    /// A webhook delivery.
    Webhook {
        /// The delivery's id at the code host.
        delivery: String,
    },
    /// A row of an import.
    Import {
        /// The import.
        import: i64,
        /// The row, from 1.
        row: u32,
    },
    /// Entered by a person.
    Hand {
        /// Who entered it.
        person: PersonId,
        /// The [`Fact::key`] of the fact this one replaces, for a correction.
        corrects: Option<String>,
    },
}

/// One thing that happened, when, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Order of arrival, which decides between facts of the same time.
    pub arrival: i64,
    /// What happened.
    pub kind: FactKind,
    /// Where it came from.
    pub source: Source,
}

impl Fact {
    /// What makes two facts the same fact, whatever their source: equal keys count once, and a
    /// correction names the key it replaces.
    pub fn key(&self) -> String {
        let key = self.plain_key();
        match self.corrects() {
            Some(old) => format!("{key} corrects ({old})"),
            None => key,
        }
    }

    /// What it says, whether or not it corrects another.
    fn plain_key(&self) -> String {
        let what = match &self.kind {
            FactKind::Opened {
                draft,
                deduced_from: Some(event),
            } => format!("deduced {draft} from {}", exact(*event)),
            FactKind::Opened { draft: true, .. } => "opened draft".to_owned(),
            FactKind::Opened { draft: false, .. } => "opened".to_owned(),
            FactKind::ReadyForReview => "ready_for_review".to_owned(),
            FactKind::ConvertedToDraft => "converted_to_draft".to_owned(),
            FactKind::Pushed { sha, .. } => format!("pushed {sha}"),
            FactKind::Reviewed { reviewer, state } => {
                format!("reviewed {} {}", reviewer.login.to_ascii_lowercase(), state.as_str())
            }
            FactKind::ReviewDismissed => "review_dismissed".to_owned(),
            FactKind::Closed => "closed".to_owned(),
            FactKind::Reopened => "reopened".to_owned(),
            FactKind::Merged => "merged".to_owned(),
        };
        format!("{what} {}", exact(self.at))
    }

    /// The key of the fact this one replaces, if it is a correction.
    pub fn corrects(&self) -> Option<&str> {
        match &self.source {
            Source::Hand { corrects, .. } => corrects.as_deref(),
            Source::Webhook { .. } | Source::Import { .. } => None,
        }
    }
}

/// Seconds since 1970, and the microseconds where there are any: a delivery and an import row agree on whole seconds.
fn exact(at: DateTime<Utc>) -> String {
    match at.timestamp_subsec_micros() {
        0 => at.timestamp().to_string(),
        micros => format!("{}.{micros:06}", at.timestamp()),
    }
}

/// A commit as received from the code host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedCommit {
    /// When the push was received.
    pub at: DateTime<Utc>,
    /// The commit.
    pub sha: String,
}

/// What is known of the commits of a pull request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commits {
    /// The one that the code host received first, on any branch.
    pub first_received: Option<ReceivedCommit>,
    /// The earliest date that an author's machine wrote.
    pub first_authored: Option<DateTime<Utc>>,
}

/// A pull request and everything known to have happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// Its row.
    pub id: PullRequestId,
    /// `owner/name`.
    pub repository: String,
    /// Its number in the repository.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// Who opened it.
    pub author: Account,
    /// The branch it merges.
    pub head_branch: String,
    /// In any order; [`PullRequest::life`] orders them.
    pub facts: Vec<Fact>,
    /// Why it is part of no number, where it stands apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apart: Option<Apart>,
    /// Its commits; `None` where they were not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commits: Option<Commits>,
}

/// Where a pull request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PullRequestState {
    /// No opening is recorded.
    NotOpened,
    /// Open, in draft.
    Draft,
    /// Open and ready for review.
    Ready,
    /// Closed without merging.
    Closed,
    /// Merged.
    Merged,
}

/// The state machine facts drive. Draft is kept through a close, so that reopening restores it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Stage {
    opened: bool,
    draft: bool,
    closed: bool,
    merged: bool,
}

impl Stage {
    pub(crate) fn state(self) -> PullRequestState {
        match self {
            Self { merged: true, .. } => PullRequestState::Merged,
            Self { opened: false, .. } => PullRequestState::NotOpened,
            Self { closed: true, .. } => PullRequestState::Closed,
            Self { draft: true, .. } => PullRequestState::Draft,
            _ => PullRequestState::Ready,
        }
    }

    fn after(mut self, kind: &FactKind) -> Self {
        match kind {
            FactKind::Opened { draft, .. } if !self.opened => {
                self.opened = true;
                self.draft = *draft;
            }
            FactKind::ReadyForReview => self.draft = false,
            FactKind::ConvertedToDraft => self.draft = true,
            FactKind::Closed => self.closed = true,
            FactKind::Reopened => self.closed = false,
            FactKind::Merged => self.merged = true,
            FactKind::Opened { .. }
            | FactKind::Pushed { .. }
            | FactKind::Reviewed { .. }
            | FactKind::ReviewDismissed => {}
        }
        self
    }
}

/// What happened to a pull request, in order.
#[derive(Clone, Debug)]
pub struct Life {
    pub(crate) steps: Vec<Step>,
}

/// A fact that counts, with the state it found the pull request in and the state it left.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) before: PullRequestState,
    pub(crate) fact: Fact,
    pub(crate) after: PullRequestState,
}

impl PullRequest {
    /// What happened to it: the facts that count, in order.
    pub fn life(&self) -> Life {
        let mut stage = Stage::default();
        let steps = history::history(&self.facts).into_iter().map(|fact| {
            let before = stage.state();
            stage = stage.after(&fact.kind);
            Step {
                before,
                fact,
                after: stage.state(),
            }
        });
        Life { steps: steps.collect() }
    }

    /// Where it stands after all facts.
    pub fn state(&self) -> PullRequestState {
        self.life().state()
    }
}

impl Life {
    /// The facts that count, in order.
    pub fn facts(&self) -> impl DoubleEndedIterator<Item = &Fact> {
        self.steps.iter().map(|step| &step.fact)
    }

    /// Where it stands after all facts.
    pub fn state(&self) -> PullRequestState {
        self.steps.last().map_or(PullRequestState::NotOpened, |step| step.after)
    }

    /// Where it stood at an instant.
    pub fn state_at(&self, at: DateTime<Utc>) -> PullRequestState {
        let last = self.steps.iter().rev().find(|step| step.fact.at <= at);
        last.map_or(PullRequestState::NotOpened, |step| step.after)
    }

    /// When it was opened, if that is recorded or can be deduced.
    pub fn opened_at(&self) -> Option<DateTime<Utc>> {
        self.opening().map(|(at, _)| at)
    }

    /// When it was opened, and whether that was only deduced from later events.
    fn opening(&self) -> Option<(DateTime<Utc>, bool)> {
        self.facts().find_map(|fact| match fact.kind {
            FactKind::Opened { deduced_from, .. } => Some((fact.at, deduced_from.is_some())),
            _ => None,
        })
    }

    /// When it was merged, if it was.
    pub fn merged_at(&self) -> Option<DateTime<Utc>> {
        self.facts()
            .find(|fact| fact.kind == FactKind::Merged)
            .map(|fact| fact.at)
    }

    /// Why it cannot be counted, if it cannot.
    pub fn flaw(&self) -> Option<Flaw> {
        match (self.opening(), self.merged_at()) {
            (Some((opened, _)), Some(merged)) if merged < opened => Some(Flaw::MergedBeforeOpened),
            (Some((_, false)), _) => None,
            (Some((_, true)), _) => Some(Flaw::OpeningDeduced),
            (None, _) => Some(Flaw::NoOpening),
        }
    }
}

/// Why a pull request cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// No opening is recorded.
    NoOpening,
    /// Its opening was never told: it was opened before the connection, or the delivery was lost.
    OpeningDeduced,
    /// Recorded as merged before it was opened.
    MergedBeforeOpened,
}

impl Flaw {
    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoOpening => "its opening is not recorded",
            Self::OpeningDeduced => "incomplete: what happened before the connection is missing",
            Self::MergedBeforeOpened => "merged before it was opened: a data error",
        }
    }
}
