//! One thing that happened to a pull request, and how it is known.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Account;
use crate::ids::PersonId;

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

impl FactKind {
    /// What happened, for people: "Approved by lee".
    pub fn words(&self) -> String {
        let by = |account: &Account| match account.is_deleted() {
            true => String::new(),
            false => format!(" by {}", account.login),
        };
        match self {
            Self::Opened {
                deduced_from: Some(_), ..
            } => "Opened, deduced from what happened later".to_owned(),
            Self::Opened { draft: true, .. } => "Opened as a draft".to_owned(),
            Self::Opened { draft: false, .. } => "Opened".to_owned(),
            Self::ReadyForReview => "Ready for review".to_owned(),
            Self::ConvertedToDraft => "Converted to a draft".to_owned(),
            Self::Pushed {
                sha,
                author,
                forced,
                told,
                ..
            } => {
                let sha: String = sha.chars().take(7).collect();
                let how = match (forced, told) {
                    (_, Told::Inferred) => "Pushed, inferred from what was reviewed:",
                    (true, _) => "Pushed with force",
                    (false, _) => "Pushed",
                };
                format!("{how} {sha}{}", by(author))
            }
            Self::Reviewed { reviewer, state } => format!("{}{}", state.label(), by(reviewer)),
            Self::ReviewDismissed => "Review dismissed".to_owned(),
            Self::Closed => "Closed".to_owned(),
            Self::Reopened => "Reopened".to_owned(),
            Self::Merged => "Merged".to_owned(),
        }
    }
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
    /// The code host's list of the pushes of its branch, read afterwards.
    Listed,
    /// Nobody told of it: reviews of two commits say that there was one between them.
    Inferred,
}

impl Told {
    fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }

    /// By what a push is known once both tellings of it are: one that does not say what it is of adds nothing.
    pub(super) fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown | Self::Listed, known) | (known, Self::Unknown | Self::Listed) => known,
            (one, another) if one == another => one,
            _ => Self::Both,
        }
    }

    /// Whether two tellings can be of one push: each is told once of the branch and once of the pull request.
    pub(super) fn completes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Inferred, _) | (_, Self::Inferred) => false,
            (Self::Unknown, Self::Unknown) | (Self::Listed, Self::Listed) => false,
            (Self::Unknown | Self::Listed, _) | (_, Self::Unknown | Self::Listed) => true,
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
    /// Read again through the code host's interface.
    Api {
        /// The reading, as a delivery.
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
    /// Order of arrival, which decides between facts of the same time where they do not say themselves which came first.
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
    pub(super) fn plain_key(&self) -> String {
        let what = match &self.kind {
            FactKind::Opened {
                draft,
                deduced_from: Some(event),
            } => format!("deduced {draft} from {}", exact(*event)),
            FactKind::Opened { draft: true, .. } => "opened draft".to_owned(),
            FactKind::Opened { draft: false, .. } => "opened".to_owned(),
            FactKind::ReadyForReview => "ready_for_review".to_owned(),
            FactKind::ConvertedToDraft => "converted_to_draft".to_owned(),
            // Each knows something of the push that the others do not: all are kept.
            FactKind::Pushed {
                sha,
                told: Told::Listed,
                ..
            } => format!("pushed {sha} listed"),
            FactKind::Pushed {
                sha,
                told: Told::Inferred,
                ..
            } => format!("pushed {sha} inferred"),
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
            Source::Webhook { .. } | Source::Api { .. } | Source::Import { .. } => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_is_told_once_of_the_branch_and_once_of_the_pull_request() {
        use Told::{Both, Branch, Inferred, Listed, PullRequest, Unknown};
        for (one, other, completes) in [
            (Branch, PullRequest, true),
            (Branch, Branch, false),
            (PullRequest, PullRequest, false),
            (Both, Branch, false),
            (Both, PullRequest, false),
            (Both, Both, false),
            (Unknown, Branch, true),
            (Unknown, Both, true),
            (Unknown, Unknown, false),
            (Inferred, Branch, false),
            (Inferred, Unknown, false),
            (Listed, Listed, false),
            (Listed, Both, true),
            (Listed, Branch, true),
            (Listed, Unknown, true),
        ] {
            assert_eq!(one.completes(other), completes, "{one:?} {other:?}");
            assert_eq!(other.completes(one), completes, "{other:?} {one:?}");
        }
    }

    #[test]
    fn by_what_a_push_is_known_is_written_where_it_is_said() {
        assert!(Told::Unknown.is_unknown());
        assert!(!Told::Branch.is_unknown());
    }
}
