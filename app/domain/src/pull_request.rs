//! A pull request is a list of timestamped facts (`metrics.md`, "Facts"). Facts are never edited:
//! a correction is a new fact that names the old one.

mod account;
mod apart;
mod fact;
mod history;
mod life;
mod stage;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::PullRequestId;

pub use account::{Account, People, PmAccount, read_login};
pub use apart::{Apart, is_merge_queue, is_named_in, is_revert, short_name};
pub use fact::{Fact, FactKind, ReviewState, Source, Told};
pub use life::{Flaw, Life};
pub use stage::PullRequestState;

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
