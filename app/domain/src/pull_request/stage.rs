//! Where a pull request stands, and what each fact makes of that.

use serde::{Deserialize, Serialize};

use super::fact::FactKind;

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

impl PullRequestState {
    /// The word pages use.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NotOpened => "Not opened",
            Self::Draft => "Draft",
            Self::Ready => "Open",
            Self::Closed => "Closed",
            Self::Merged => "Merged",
        }
    }
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

    /// Whether this can happen now: what is open is closed, what is closed is reopened, and so on.
    pub(super) fn takes(self, kind: &FactKind) -> bool {
        match kind {
            FactKind::ReadyForReview => self.draft,
            FactKind::ConvertedToDraft => !self.draft,
            FactKind::Closed => !self.closed,
            FactKind::Reopened => self.closed,
            FactKind::Opened { .. }
            | FactKind::Pushed { .. }
            | FactKind::Reviewed { .. }
            | FactKind::ReviewDismissed
            | FactKind::Merged => true,
        }
    }

    pub(super) fn after(mut self, kind: &FactKind) -> Self {
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
