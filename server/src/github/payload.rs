//! What the code host sends, as far as it is read, and its meaning in our words.

pub(crate) mod check;
pub(crate) mod history;
mod merge_group;
pub(crate) mod pull_request;
mod push;
mod repository;
mod review;

use chrono::{DateTime, Utc};
use domain::calendar::fits;
use domain::github::{Event, Repository as Named};
use domain::pull_request::Account;
use serde::{Deserialize, Serialize};

use check::{CheckRunPayload, CheckSuitePayload, ResultPayload, StatusPayload};
use history::HistoryPayload;
use merge_group::MergeGroupPayload;
use pull_request::PullRequestPayload;
use push::PushPayload;
use repository::RepositoryPayload;
use review::ReviewPayload;
use store::github::{FILES, HISTORY, RESULT};

use crate::files::FilesPayload;
use crate::gitlab::payload as gitlab;

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

impl Unreadable {
    /// By what was found wrong with it.
    pub(crate) fn of(event: &str, error: &serde_json::Error) -> Self {
        Self {
            event: event.to_owned(),
            line: error.line(),
            column: error.column(),
        }
    }
}

/// Reads a delivery.
///
/// # Errors
/// [`Unreadable`] when the payload does not have the form of its event.
pub fn read(event: &str, body: &[u8]) -> Result<Heard, Unreadable> {
    if let Some(kind) = event.strip_prefix(gitlab::EVENT) {
        return gitlab::read(kind, body);
    }
    let unreadable = |error: serde_json::Error| Unreadable::of(event, &error);
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
        "check_run" => serde_json::from_slice::<CheckRunPayload>(body)
            .map_err(unreadable)?
            .heard(),
        "check_suite" => serde_json::from_slice::<CheckSuitePayload>(body)
            .map_err(unreadable)?
            .heard(),
        "status" => serde_json::from_slice::<StatusPayload>(body)
            .map_err(unreadable)?
            .heard(),
        "merge_group" => serde_json::from_slice::<MergeGroupPayload>(body)
            .map_err(unreadable)?
            .heard(),
        HISTORY => serde_json::from_slice::<HistoryPayload>(body)
            .map_err(unreadable)?
            .heard(),
        RESULT => serde_json::from_slice::<ResultPayload>(body)
            .map_err(unreadable)?
            .heard(),
        FILES => serde_json::from_slice::<FilesPayload>(body)
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

#[derive(Deserialize, Serialize)]
pub(crate) struct User {
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

#[derive(Deserialize, Serialize)]
pub(crate) struct Repository {
    id: Option<i64>,
    pub(crate) full_name: String,
    #[serde(default)]
    default_branch: String,
    pushed_at: Option<Pushed>,
}

impl Repository {
    /// The one of this name, and of this id where that is known.
    pub(crate) fn named(name: &str, id: Option<i64>) -> Self {
        Self {
            id,
            full_name: name.to_owned(),
            default_branch: String::new(),
            pushed_at: None,
        }
    }
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

/// Seconds since 1970 in a push, a date in other events.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Pushed {
    Seconds(i64),
    Date(DateTime<Utc>),
}
