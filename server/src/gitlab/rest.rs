//! GitLab's interface for programs, as far as it is used: statuses of commits, and notes on merge requests, of one project with
//! one token.
//!
//! A commit's status is a job of an external pipeline there. One that waits is written over, but only by another state: a
//! state that it has already is refused, with all that came with it. One that is done is followed by a new job of the same name.

use chrono::{DateTime, Utc};
use domain::gate::told::{CONTEXT, CommitStatus, StatusState};
use domain::github::CodeHost;
use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::json;
use store::github::Bearer;

use crate::calling::{Calling, Trouble, sound};
use crate::outgoing::Outgoing;

/// What stands in an address otherwise than it is: all but what RFC 3986 leaves unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// One project, called with one token.
pub struct Rest<'a> {
    calling: Calling<'a>,
    /// Its path as one part of an address: `acme%2Fweb%2Fshop`.
    project: String,
}

/// A note that is there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: i64,
    /// Its text.
    #[serde(default)]
    pub body: String,
    /// Who wrote it; nobody where the account is gone.
    pub author: Option<Account>,
    /// GitLab wrote it itself.
    #[serde(default)]
    pub system: bool,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: i64,
}

#[derive(Deserialize)]
struct Status {
    id: i64,
    name: String,
    status: String,
    description: Option<String>,
    target_url: Option<String>,
}

/// The word of a state.
fn word(state: StatusState) -> &'static str {
    match state {
        StatusState::Success => "success",
        StatusState::Failure => "failed",
        StatusState::Pending => "pending",
    }
}

impl<'a> Rest<'a> {
    /// That of a project.
    ///
    /// # Errors
    /// [`Trouble::Refused`] when the address is none.
    pub fn new(
        outgoing: &'a Outgoing,
        (api_url, token): (&str, &'a Bearer),
        project: &'a str,
        now: DateTime<Utc>,
    ) -> Result<Self, Trouble> {
        let to = (CodeHost::GitLab, api_url, token);
        Ok(Self {
            calling: Calling::new(outgoing, to, project, now)?,
            project: utf8_percent_encode(project, RESERVED).to_string(),
        })
    }

    /// The account that the token is of; a token of a project has one of its own.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn own_account(&self) -> Result<Account, Trouble> {
        self.calling.get("/user").await
    }

    /// Whether a commit's newest status of ours is this one.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn has_status(&self, sha: &str, status: &CommitStatus) -> Result<bool, Trouble> {
        let name = utf8_percent_encode(CONTEXT, RESERVED);
        let path = self.path(&format!("repository/commits/{sha}/statuses?name={name}"));
        let all: Vec<Status> = self.calling.all(&path).await?;
        let ours = all.iter().filter(|status| status.name == CONTEXT);
        Ok(ours.max_by_key(|status| status.id).is_some_and(|ours| {
            ours.status == word(status.state)
                && ours.description.as_deref() == Some(&status.description)
                && ours.target_url.as_deref() == Some(&status.url)
        }))
    }

    /// Gives a commit a status. One that waits already keeps the description that it has.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn set_status(&self, sha: &str, status: &CommitStatus) -> Result<(), Trouble> {
        let body = json!({
            "state": word(status.state),
            "name": CONTEXT,
            "description": status.description,
            "target_url": status.url,
        });
        let path = self.path(&format!("statuses/{sha}"));
        match self.calling.call(&Method::POST, &path, Some(&body)).await {
            Err(Trouble::Impossible(why)) if why.contains("Cannot transition status") => Ok(()),
            answered => answered.map(|_| ()),
        }
    }

    /// The notes of a merge request that people and programs wrote, oldest first.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn notes(&self, iid: i32) -> Result<Vec<Note>, Trouble> {
        let path = self.path(&format!("merge_requests/{iid}/notes?sort=asc&order_by=created_at"));
        let all: Vec<Note> = self.calling.all(&path).await?;
        Ok(all.into_iter().filter(|note| !note.system).collect())
    }

    /// Writes a note; its id.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn note(&self, iid: i32, body: &str) -> Result<i64, Trouble> {
        let path = self.path(&format!("merge_requests/{iid}/notes"));
        let answer = self
            .calling
            .call(&Method::POST, &path, Some(&json!({ "body": body })))
            .await?;
        Ok(sound::<Note>(&answer)?.id)
    }

    /// Writes a note anew.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Missing`] when somebody deleted it.
    pub async fn edit_note(&self, iid: i32, id: i64, body: &str) -> Result<(), Trouble> {
        let path = self.path(&format!("merge_requests/{iid}/notes/{id}"));
        let edited = self
            .calling
            .call(&Method::PUT, &path, Some(&json!({ "body": body })))
            .await;
        edited.map(|_| ())
    }

    /// Whether the project is there for the token.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn is_there(&self) -> Result<bool, Trouble> {
        match self
            .calling
            .call(&Method::GET, &format!("/projects/{}", self.project), None)
            .await
        {
            Ok(_) => Ok(true),
            Err(Trouble::Missing) => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    fn path(&self, path: &str) -> String {
        format!("/projects/{}/{path}", self.project)
    }
}
