//! What the code host sends, as far as it is read, and its meaning in our words.

use chrono::{DateTime, Utc};
use domain::github::{Commit, Event, Happened, PullRequestEvent, Push};
use domain::pull_request::{Account, FactKind, ReviewState};
use serde::Deserialize;

/// What a delivery means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something to record.
    Event(Box<Event>),
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

/// Reads a delivery that came by the connection of `repository`.
///
/// # Errors
/// [`Unreadable`] when the payload does not have the form of its event.
pub fn read(event: &str, repository: &str, body: &[u8]) -> Result<Heard, Unreadable> {
    let unreadable = |error: serde_json::Error| Unreadable {
        event: event.to_owned(),
        line: error.line(),
        column: error.column(),
    };
    let heard = match event {
        "pull_request" => serde_json::from_slice::<PullRequestPayload>(body)
            .map_err(unreadable)?
            .heard(),
        "pull_request_review" => serde_json::from_slice::<ReviewPayload>(body)
            .map_err(unreadable)?
            .heard(),
        "push" => serde_json::from_slice::<PushPayload>(body).map_err(unreadable)?.heard(),
        "ping" => Heard::Ignored("ping: the webhook works".to_owned()),
        _ => Heard::Ignored(format!("ignored: {event} holds no facts of a pilot")),
    };
    let about = match &heard {
        Heard::Event(event) => match event.as_ref() {
            Event::PullRequest(event) => Some(&event.repository),
            Event::Push(push) => Some(&push.repository),
        },
        Heard::Ignored(_) => None,
    };
    if about.is_some_and(|about| !about.eq_ignore_ascii_case(repository)) {
        return Ok(Heard::Ignored("ignored: it is about another repository".to_owned()));
    }
    Ok(heard)
}

#[derive(Deserialize)]
struct User {
    login: String,
    #[serde(rename = "type", default)]
    kind: String,
}

/// The account of a user; deleted users are gone from the payload.
fn account(user: Option<User>) -> Account {
    match user {
        Some(user) => Account {
            is_bot_type: user.kind == "Bot",
            login: user.login,
        },
        None => Account {
            login: "ghost".to_owned(),
            is_bot_type: false,
        },
    }
}

#[derive(Deserialize)]
struct Repository {
    full_name: String,
    #[serde(default)]
    default_branch: String,
    pushed_at: Option<Pushed>,
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
    after: Option<String>,
    changes: Option<Changes>,
}

#[derive(Deserialize)]
struct Changes {
    title: Option<serde::de::IgnoredAny>,
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
struct HeadRepository {
    full_name: String,
}

impl PullRequest {
    fn event(self, repository: String, was_draft: bool, happened: Option<Happened>) -> Heard {
        let here = self
            .head
            .repo
            .as_ref()
            .is_some_and(|head| head.full_name.eq_ignore_ascii_case(&repository));
        let head_branch = match self.head.label {
            Some(label) if !here => label,
            _ => self.head.branch,
        };
        Heard::Event(Box::new(Event::PullRequest(PullRequestEvent {
            repository,
            number: self.number,
            title: self.title,
            url: self.html_url,
            author: account(self.user),
            head_branch,
            opened_at: self.created_at,
            was_draft,
            happened,
        })))
    }
}

impl PullRequestPayload {
    fn heard(self) -> Heard {
        let pr = &self.pull_request;
        let happened = |at, kind| Some(Happened { at, kind });
        let (was_draft, happened) = match self.action.as_str() {
            "opened" => (pr.draft, happened(pr.created_at, FactKind::Opened { draft: pr.draft })),
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
            "edited" if self.changes.is_some_and(|changes| changes.title.is_some()) => (pr.draft, None),
            action => return Heard::Ignored(format!("ignored: pull request {action}")),
        };
        self.pull_request.event(self.repository.full_name, was_draft, happened)
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
        self.pull_request
            .event(self.repository.full_name, draft, Some(happened))
    }
}

#[derive(Deserialize)]
struct PushPayload {
    #[serde(rename = "ref")]
    reference: String,
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
        if branch == self.repository.default_branch {
            return Heard::Ignored("ignored: a push to the base branch".to_owned());
        }
        let pusher = self.pusher.name;
        Heard::Event(Box::new(Event::Push(Push {
            branch: branch.to_owned(),
            after: self.after,
            forced: self.forced,
            by: match self.sender {
                Some(sender) => account(Some(sender)),
                None => Account {
                    login: pusher.clone(),
                    is_bot_type: false,
                },
            },
            at: match self.repository.pushed_at {
                Some(Pushed::Seconds(seconds)) => DateTime::from_timestamp(seconds, 0),
                Some(Pushed::Date(at)) => Some(at),
                None => None,
            },
            commits: self
                .commits
                .into_iter()
                .filter(|commit| commit.distinct)
                .map(|commit| Commit {
                    sha: commit.id,
                    author_login: commit.author.username.unwrap_or_else(|| pusher.clone()),
                    authored_at: commit.timestamp.and_then(|text| text.parse().ok()),
                })
                .collect(),
            repository: self.repository.full_name,
        })))
    }
}
