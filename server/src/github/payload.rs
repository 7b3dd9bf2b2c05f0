//! What the code host sends, as far as it is read, and its meaning in our words.

use chrono::{DateTime, Utc};
use domain::calendar::fits;
use domain::github::{Commit, Event, Happened, PullRequestEvent, Push, Repository as Named};
use domain::pull_request::{Account, FactKind, ReviewState, Told, is_merge_queue, is_revert};
use serde::Deserialize;

/// What a delivery means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something to record, of the repository it is about.
    Event(Box<(Named, Event)>),
    /// Nothing to record, and why.
    Ignored(String),
}

/// A payload that does not have the form its event promises. Says where, never what.
#[derive(Debug, thiserror::Error)]
#[error("the payload does not have the form of a {event} event (line {line}, column {column})")]
pub struct Unreadable {
    event: String,
    line: usize,
    column: usize,
}

/// Reads a delivery.
///
/// # Errors
/// [`Unreadable`] when the payload does not have the form of its event.
pub fn read(event: &str, body: &[u8]) -> Result<Heard, Unreadable> {
    let unreadable = |error: serde_json::Error| Unreadable {
        event: event.to_owned(),
        line: error.line(),
        column: error.column(),
    };
    Ok(match event {
        "pull_request" => serde_json::from_slice::<PullRequestPayload>(body)
            .map_err(unreadable)?
            .heard(),
        "pull_request_review" => serde_json::from_slice::<ReviewPayload>(body)
            .map_err(unreadable)?
            .heard(),
        "push" => serde_json::from_slice::<PushPayload>(body).map_err(unreadable)?.heard(),
        "repository" => serde_json::from_slice::<RepositoryPayload>(body)
            .map_err(unreadable)?
            .heard(),
        "ping" => Heard::Ignored("ping: the webhook works".to_owned()),
        _ => Heard::Ignored(format!("ignored: {event} holds no facts of a pilot")),
    })
}

/// Why a delivery with a time of another century is not used.
fn out_of_time() -> Heard {
    Heard::Ignored("ignored: it tells of a year before 2000 or after 2100".to_owned())
}

fn in_time(at: DateTime<Utc>) -> bool {
    fits(at.date_naive())
}

#[derive(Deserialize)]
struct User {
    login: String,
    id: Option<i64>,
    #[serde(rename = "type", default)]
    kind: String,
}

/// The account of a user; deleted users are gone from the payload.
fn account(user: Option<User>) -> Account {
    user.map_or_else(Account::deleted, |user| Account {
        is_bot_type: user.kind == "Bot",
        login: user.login,
        id: user.id,
    })
}

#[derive(Deserialize)]
struct Repository {
    id: Option<i64>,
    full_name: String,
    #[serde(default)]
    default_branch: String,
    pushed_at: Option<Pushed>,
}

impl From<Repository> for Named {
    fn from(repository: Repository) -> Self {
        Self {
            id: repository.id,
            name: repository.full_name,
            was: None,
        }
    }
}

#[derive(Deserialize)]
struct RepositoryPayload {
    action: String,
    repository: Repository,
    changes: Option<NameChanges>,
}

#[derive(Deserialize)]
struct NameChanges {
    repository: Option<NameChange>,
    owner: Option<OwnerChange>,
}

#[derive(Deserialize)]
struct NameChange {
    name: Former,
}

#[derive(Deserialize)]
struct Former {
    from: String,
}

#[derive(Deserialize)]
struct OwnerChange {
    from: Owners,
}

#[derive(Deserialize)]
struct Owners {
    user: Option<User>,
    organization: Option<User>,
}

impl RepositoryPayload {
    fn heard(self) -> Heard {
        let (owner, name) = self.repository.full_name.split_once('/').unwrap_or_default();
        let changes = self.changes.as_ref();
        let old_name = changes.and_then(|changes| Some(changes.repository.as_ref()?.name.from.as_str()));
        let old_owner = changes.and_then(|changes| {
            let owners = &changes.owner.as_ref()?.from;
            Some(owners.organization.as_ref().or(owners.user.as_ref())?.login.as_str())
        });
        let was = match self.action.as_str() {
            "renamed" => format!("{owner}/{}", old_name.unwrap_or(name)),
            "transferred" => format!("{}/{name}", old_owner.unwrap_or(owner)),
            action => return Heard::Ignored(format!("ignored: repository {action}")),
        };
        let named = Named {
            was: Some(was),
            ..self.repository.into()
        };
        Heard::Event(Box::new((named, Event::Renamed)))
    }
}

/// Seconds since 1970 in a push, a date in other events.
#[derive(Deserialize)]
#[serde(untagged)]
enum Pushed {
    Seconds(i64),
    Date(DateTime<Utc>),
}

#[derive(Deserialize)]
struct PullRequestPayload {
    action: String,
    pull_request: PullRequest,
    repository: Repository,
    sender: Option<User>,
    before: Option<String>,
    after: Option<String>,
    assignee: Option<User>,
}

#[derive(Deserialize)]
struct PullRequest {
    number: i32,
    title: String,
    html_url: String,
    user: Option<User>,
    head: Head,
    #[serde(default)]
    draft: bool,
    body: Option<String>,
    assignee: Option<User>,
    assignees: Option<Vec<User>>,
    labels: Option<Vec<Label>>,
    base: Option<Base>,
    #[serde(default)]
    merged: Option<bool>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    merged_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct Head {
    #[serde(rename = "ref")]
    branch: String,
    sha: String,
    label: Option<String>,
    repo: Option<HeadRepository>,
}

#[derive(Deserialize)]
struct Base {
    #[serde(rename = "ref")]
    branch: String,
}

#[derive(Deserialize)]
struct Label {
    name: String,
}

#[derive(Deserialize)]
struct HeadRepository {
    full_name: String,
}

impl PullRequest {
    /// The event of this pull request; `assignee` is whom the delivery itself names.
    fn event(
        self,
        repository: Repository,
        assignee: Option<User>,
        was_draft: bool,
        happened: Option<Happened>,
    ) -> Heard {
        let here = self
            .head
            .repo
            .as_ref()
            .is_some_and(|head| head.full_name.eq_ignore_ascii_case(&repository.full_name));
        // A fork that is gone leaves its name in the label alone.
        let owner = repository
            .full_name
            .split('/')
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let head_branch = match self.head.label {
            Some(label) if !here && !label.to_lowercase().starts_with(&format!("{owner}:")) => label,
            _ => self.head.branch,
        };
        let merged = self.merged_at.map(|at| Happened {
            at,
            kind: FactKind::Merged,
        });
        // Every delivery tells of the merge, so that a lost one is made up for.
        let merged = merged.filter(|_| happened.as_ref().is_none_or(|h| h.kind != FactKind::Merged));
        let happened: Vec<Happened> = merged.into_iter().chain(happened).collect();
        if ![self.created_at, self.updated_at]
            .into_iter()
            .chain(happened.iter().map(|h| h.at))
            .all(in_time)
            || self.number <= 0
        {
            return out_of_time();
        }
        let assignees = match (self.assignees, self.assignee.or(assignee)) {
            (Some(all), _) => Some(all),
            (None, Some(one)) => Some(vec![one]),
            (None, None) => None,
        };
        let event = PullRequestEvent {
            number: self.number,
            described_at: self.updated_at,
            is_revert: is_revert(&self.title, &head_branch, self.body.as_deref().unwrap_or_default()),
            title: self.title,
            url: self.html_url,
            author: account(self.user),
            assignees: assignees.map(|all| all.into_iter().map(|user| account(Some(user))).collect()),
            labels: self
                .labels
                .map(|labels| labels.into_iter().map(|label| label.name).collect()),
            head_branch,
            head: self.head.sha,
            base_branch: self.base.map(|base| base.branch).unwrap_or_default(),
            opened_at: self.created_at,
            was_draft,
            happened,
        };
        Heard::Event(Box::new((repository.into(), Event::PullRequest(Box::new(event)))))
    }
}

impl PullRequestPayload {
    fn heard(self) -> Heard {
        let pr = &self.pull_request;
        let happened = |at, kind| Some(Happened { at, kind });
        let (was_draft, happened) = match self.action.as_str() {
            "opened" => (
                pr.draft,
                happened(
                    pr.created_at,
                    FactKind::Opened {
                        draft: pr.draft,
                        deduced_from: None,
                    },
                ),
            ),
            "ready_for_review" => (true, happened(pr.updated_at, FactKind::ReadyForReview)),
            "converted_to_draft" => (false, happened(pr.updated_at, FactKind::ConvertedToDraft)),
            "synchronize" => {
                let kind = FactKind::Pushed {
                    sha: self.after.unwrap_or_else(|| pr.head.sha.clone()),
                    author: account(self.sender),
                    // This event does not say; the push of the branch does.
                    forced: false,
                    content_id: None,
                    merge_of_base_only: false,
                    before: self.before,
                    told: Told::PullRequest,
                };
                (pr.draft, happened(pr.updated_at, kind))
            }
            "reopened" => (pr.draft, happened(pr.updated_at, FactKind::Reopened)),
            "closed" if pr.merged_at.is_some() || pr.merged == Some(true) => {
                let at = pr.merged_at.or(pr.closed_at).unwrap_or(pr.updated_at);
                (pr.draft, happened(at, FactKind::Merged))
            }
            "closed" => (
                pr.draft,
                happened(pr.closed_at.unwrap_or(pr.updated_at), FactKind::Closed),
            ),
            "edited" | "assigned" | "unassigned" | "labeled" | "unlabeled" => (pr.draft, None),
            action => return Heard::Ignored(format!("ignored: pull request {action}")),
        };
        // Whom an unassignment names is not assigned any more.
        let assignee = self.assignee.filter(|_| self.action != "unassigned");
        self.pull_request.event(self.repository, assignee, was_draft, happened)
    }
}

#[derive(Deserialize)]
struct ReviewPayload {
    action: String,
    review: Review,
    pull_request: PullRequest,
    repository: Repository,
}

#[derive(Deserialize)]
struct Review {
    user: Option<User>,
    state: String,
    submitted_at: Option<DateTime<Utc>>,
}

impl ReviewPayload {
    fn heard(self) -> Heard {
        let happened = match (self.action.as_str(), self.review.state.as_str()) {
            ("submitted", state) => {
                let state = match state {
                    "approved" => ReviewState::Approved,
                    "changes_requested" => ReviewState::ChangesRequested,
                    "commented" => ReviewState::Commented,
                    _ => return Heard::Ignored(format!("ignored: review {state}")),
                };
                Happened {
                    at: self.review.submitted_at.unwrap_or(self.pull_request.updated_at),
                    kind: FactKind::Reviewed {
                        reviewer: account(self.review.user),
                        state,
                    },
                }
            }
            ("dismissed", _) => Happened {
                at: self.pull_request.updated_at,
                kind: FactKind::ReviewDismissed,
            },
            (action, _) => return Heard::Ignored(format!("ignored: review {action}")),
        };
        let draft = self.pull_request.draft;
        self.pull_request.event(self.repository, None, draft, Some(happened))
    }
}

#[derive(Deserialize)]
struct PushPayload {
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
    #[serde(default)]
    added: Vec<String>,
    #[serde(default)]
    removed: Vec<String>,
    #[serde(default)]
    modified: Vec<String>,
    /// False for a commit that another branch of the repository has already.
    #[serde(default = "yes")]
    distinct: bool,
    timestamp: Option<String>,
    author: CommitAuthor,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct CommitAuthor {
    username: Option<String>,
}

impl PushPayload {
    fn heard(self) -> Heard {
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
                files: [commit.added, commit.removed, commit.modified].concat(),
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
