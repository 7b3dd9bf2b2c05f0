//! The facts of a pull request in order, and where they leave it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::PullRequest;
use super::fact::{Fact, FactKind};
use super::history::history;
use super::stage::{PullRequestState, Stage};

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
        Life::of(&self.facts)
    }

    /// Where it stands after all facts.
    pub fn state(&self) -> PullRequestState {
        self.life().state()
    }
}

impl Life {
    /// What happened to a pull request, by its facts in any order.
    pub fn of(facts: &[Fact]) -> Self {
        let mut stage = Stage::default();
        let steps = history(facts).into_iter().map(|fact| {
            let before = stage.state();
            stage = stage.after(&fact.kind);
            Step {
                before,
                fact,
                after: stage.state(),
            }
        });
        Self { steps: steps.collect() }
    }

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
