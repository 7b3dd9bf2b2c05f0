//! A pull request is a list of timestamped facts (`metrics.md`, "Facts"). Facts are never edited:
//! a correction is a new fact that names the old one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, PullRequestId};

/// An account on the code host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Compared without regard to case.
    pub login: String,
    /// The code host says its type is Bot.
    pub is_bot_type: bool,
}

impl Account {
    /// Whether this is a bot: type Bot, a login ending in `[bot]`, or on the pilot's list.
    pub fn is_bot(&self, listed: &[String]) -> bool {
        self.is_bot_type || self.login.to_ascii_lowercase().ends_with("[bot]") || self.is_among(listed)
    }

    /// Whether the login is in the list.
    pub fn is_among(&self, logins: &[String]) -> bool {
        logins.iter().any(|login| login.eq_ignore_ascii_case(&self.login))
    }
}

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
        let what = match &self.kind {
            FactKind::Opened { draft: true } => "opened draft".to_owned(),
            FactKind::Opened { draft: false } => "opened".to_owned(),
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
        // The code host reports whole seconds; a delivery and an import row agree on them.
        let key = format!("{what} {}", self.at.timestamp());
        match self.corrects() {
            Some(old) => format!("{key} corrects ({old})"),
            None => key,
        }
    }

    /// The key of the fact this one replaces, if it is a correction.
    pub fn corrects(&self) -> Option<&str> {
        match &self.source {
            Source::Hand { corrects, .. } => corrects.as_deref(),
            Source::Webhook { .. } | Source::Import { .. } => None,
        }
    }
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
    /// In any order; [`PullRequest::history`] orders them.
    pub facts: Vec<Fact>,
}

/// Who counts as what when reviews are counted.
#[derive(Clone, Copy, Debug)]
pub struct People<'a> {
    /// The pilot's bot list.
    pub bots: &'a [String],
    /// Logins of the enrolled PMs.
    pub pms: &'a [String],
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
            FactKind::Opened { draft } if !self.opened => {
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

impl PullRequest {
    /// The facts that count, by time and then by arrival: the same fact once, corrected facts gone.
    pub fn history(&self) -> Vec<&Fact> {
        let mut once: BTreeMap<String, &Fact> = BTreeMap::new();
        for fact in &self.facts {
            let kept = once.entry(fact.key()).or_insert(fact);
            if fact.arrival < kept.arrival {
                *kept = fact;
            }
        }
        // Of several corrections of one fact the one that arrived last counts.
        let mut last_correction: BTreeMap<&str, &Fact> = BTreeMap::new();
        for &fact in once.values() {
            if let Some(old) = fact.corrects() {
                let last = last_correction.entry(old).or_insert(fact);
                if fact.arrival > last.arrival {
                    *last = fact;
                }
            }
        }
        let replaced: BTreeSet<&str> = last_correction.keys().copied().collect();
        let mut facts: Vec<&Fact> = once
            .iter()
            .filter(|(key, _)| !replaced.contains(key.as_str()))
            .map(|(_, &fact)| fact)
            .filter(|fact| {
                fact.corrects()
                    .is_none_or(|old| last_correction.get(old).is_some_and(|last| std::ptr::eq(*last, *fact)))
            })
            .collect();
        facts.sort_by_key(|fact| (fact.at, fact.arrival));
        facts
    }

    /// Each fact that counts, with the state it found the pull request in and the state it left.
    pub(crate) fn steps(&self) -> Vec<(PullRequestState, &Fact, PullRequestState)> {
        let mut stage = Stage::default();
        self.history()
            .into_iter()
            .map(|fact| {
                let before = stage.state();
                stage = stage.after(&fact.kind);
                (before, fact, stage.state())
            })
            .collect()
    }

    /// Where it stands after all facts.
    pub fn state(&self) -> PullRequestState {
        self.steps()
            .last()
            .map_or(PullRequestState::NotOpened, |(_, _, after)| *after)
    }

    /// Where it stood at an instant.
    pub fn state_at(&self, at: DateTime<Utc>) -> PullRequestState {
        let steps = self.steps();
        let last = steps.iter().rev().find(|(_, fact, _)| fact.at <= at);
        last.map_or(PullRequestState::NotOpened, |(_, _, after)| *after)
    }

    /// When it was opened, if that is recorded.
    pub fn opened_at(&self) -> Option<DateTime<Utc>> {
        self.history()
            .into_iter()
            .find(|fact| matches!(fact.kind, FactKind::Opened { .. }))
            .map(|fact| fact.at)
    }

    /// When it was merged, if it was.
    pub fn merged_at(&self) -> Option<DateTime<Utc>> {
        self.history()
            .into_iter()
            .find(|fact| fact.kind == FactKind::Merged)
            .map(|fact| fact.at)
    }
}
