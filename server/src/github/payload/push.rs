//! What is told of a push to a branch.

use chrono::DateTime;
use domain::github::{Commit, Event, Push, Touched};
use domain::pull_request::{Account, is_merge_queue};
use serde::Deserialize;

use super::{Heard, Pushed, Repository, User, account, in_time, out_of_time};

#[derive(Deserialize)]
pub(super) struct PushPayload {
    #[serde(rename = "ref")]
    reference: String,
    before: Option<String>,
    after: String,
    #[serde(default)]
    deleted: bool,
    #[serde(default)]
    forced: bool,
    #[serde(default)]
    commits: Vec<PushedCommit>,
    pusher: Pusher,
    sender: Option<User>,
    repository: Repository,
}

#[derive(Deserialize)]
struct Pusher {
    name: String,
}

#[derive(Deserialize)]
struct PushedCommit {
    id: String,
    #[serde(default)]
    message: String,
    added: Option<Vec<String>>,
    removed: Option<Vec<String>>,
    modified: Option<Vec<String>>,
    /// False for a commit that another branch of the repository has already.
    #[serde(default = "yes")]
    distinct: bool,
    timestamp: Option<String>,
    author: CommitAuthor,
}

fn yes() -> bool {
    true
}

/// The files of a commit; a payload without any of the three lists does not say.
fn touched(added: Option<Vec<String>>, removed: Option<Vec<String>>, modified: Option<Vec<String>>) -> Option<Touched> {
    let told = added.is_some() || removed.is_some() || modified.is_some();
    told.then(|| Touched {
        added: added.unwrap_or_default(),
        removed: removed.unwrap_or_default(),
        modified: modified.unwrap_or_default(),
    })
}

#[derive(Deserialize)]
struct CommitAuthor {
    username: Option<String>,
}

impl PushPayload {
    pub(super) fn heard(self) -> Heard {
        let Some(branch) = self.reference.strip_prefix("refs/heads/") else {
            return Heard::Ignored("ignored: a tag".to_owned());
        };
        if self.deleted {
            return Heard::Ignored("ignored: a branch was deleted".to_owned());
        }
        if is_merge_queue(branch) {
            return Heard::Ignored("ignored: a branch of the merge queue".to_owned());
        }
        let at = match self.repository.pushed_at {
            Some(Pushed::Seconds(seconds)) => DateTime::from_timestamp(seconds, 0),
            Some(Pushed::Date(at)) => Some(at),
            None => None,
        };
        if !at.is_none_or(in_time) {
            return out_of_time();
        }
        let pusher = self.pusher.name;
        let commits: Vec<Commit> = self
            .commits
            .into_iter()
            .map(|commit| Commit {
                sha: commit.id,
                message: commit.message,
                distinct: commit.distinct,
                files: touched(commit.added, commit.removed, commit.modified),
                author_login: commit.author.username.unwrap_or_else(|| pusher.clone()),
                authored_at: commit
                    .timestamp
                    .and_then(|text| text.parse().ok())
                    .filter(|at| in_time(*at)),
            })
            .collect();
        let push = Push {
            branch: branch.to_owned(),
            to_default: branch == self.repository.default_branch,
            before: self.before.filter(|sha| sha.bytes().any(|digit| digit != b'0')),
            after: self.after,
            forced: self.forced,
            by: match self.sender {
                Some(sender) => account(Some(sender)),
                None => Account {
                    login: pusher,
                    is_bot_type: false,
                    id: None,
                },
            },
            at,
            merges: Push::merged_branch(branch, self.forced, &commits),
            commits,
        };
        Heard::Event(Box::new((self.repository.into(), Event::Push(push))))
    }
}
