//! GitHub as the program sees it: signed deliveries to a webhook address.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, ensure};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Result;

/// A repository that delivers to one webhook.
pub struct Repository {
    /// `http://host:port/webhook/github/key`.
    pub address: String,
    /// The shared secret.
    pub secret: String,
    /// `owner/name`.
    pub name: String,
    sent: AtomicU32,
}

impl Repository {
    /// A repository with its webhook's address and secret.
    pub fn new(address: &str, secret: &str, name: &str) -> Self {
        Self {
            address: address.to_owned(),
            secret: secret.to_owned(),
            name: name.to_owned(),
            sent: AtomicU32::new(0),
        }
    }

    /// Delivers to another instance from now on.
    pub fn move_to(&mut self, host: &str) {
        if let Some((_, path)) = self.address.split_once("/webhook/") {
            self.address = format!("{host}/webhook/{path}");
        }
    }

    fn repository(&self) -> Value {
        json!({ "full_name": self.name, "default_branch": "main", "html_url": format!("https://github.com/{}", self.name) })
    }

    fn user(login: &str) -> Value {
        json!({ "login": login, "type": "User" })
    }

    fn pull_request(&self, pr: &PullRequest, at: &str) -> Value {
        json!({
            "number": pr.number, "title": pr.title, "draft": false, "state": "open", "merged": false, "merged_at": null,
            "html_url": format!("https://github.com/{}/pull/{}", self.name, pr.number),
            "user": Self::user(&pr.author), "created_at": pr.opened_at, "updated_at": at, "closed_at": null,
            "head": { "ref": pr.branch, "sha": pr.sha }, "base": { "ref": "main", "sha": "b".repeat(40) },
        })
    }

    /// Commits pushed to a branch.
    ///
    /// # Errors
    /// When the delivery is not accepted.
    pub async fn push(&self, branch: &str, sha: &str, author: &str, at: &str) -> Result {
        self.deliver("push", &self.push_of(branch, sha, author, at)).await
    }

    /// The payload of a push of one commit.
    pub fn push_of(&self, branch: &str, sha: &str, author: &str, at: &str) -> Value {
        json!({
            "ref": format!("refs/heads/{branch}"), "before": "0".repeat(40), "after": sha, "created": true, "deleted": false,
            "forced": false, "repository": self.repository(), "sender": Self::user(author), "pusher": { "name": author },
            "commits": [{ "id": sha, "timestamp": at, "message": "Change the copy", "distinct": true,
                "author": { "name": author, "username": author }, "committer": { "name": author, "username": author } }],
        })
    }

    /// A pull request opened.
    ///
    /// # Errors
    /// When the delivery is not accepted.
    pub async fn opened(&self, pr: &PullRequest) -> Result {
        self.event(pr, "opened", &pr.opened_at, |_| {}).await
    }

    /// New commits on a pull request.
    ///
    /// # Errors
    /// When the delivery is not accepted.
    pub async fn synchronize(&self, pr: &mut PullRequest, sha: &str, at: &str) -> Result {
        let before = std::mem::replace(&mut pr.sha, sha.to_owned());
        self.event(pr, "synchronize", at, |body| {
            body["before"] = json!(before);
            body["after"] = json!(sha);
        })
        .await
    }

    /// A pull request merged.
    ///
    /// # Errors
    /// When the delivery is not accepted.
    pub async fn merged(&self, pr: &PullRequest, at: &str) -> Result {
        self.event(pr, "closed", at, |body| {
            body["pull_request"]["merged"] = json!(true);
            body["pull_request"]["state"] = json!("closed");
            body["pull_request"]["merged_at"] = json!(at);
            body["pull_request"]["closed_at"] = json!(at);
        })
        .await
    }

    /// A review: `approved`, `changes_requested` or `commented`.
    ///
    /// # Errors
    /// When the delivery is not accepted.
    pub async fn reviewed(&self, pr: &PullRequest, reviewer: &str, state: &str, at: &str) -> Result {
        let body = json!({
            "action": "submitted", "repository": self.repository(), "sender": Self::user(reviewer),
            "pull_request": self.pull_request(pr, at),
            "review": { "id": self.sent.load(Ordering::Relaxed), "user": Self::user(reviewer), "state": state, "submitted_at": at, "commit_id": pr.sha, "body": null },
        });
        self.deliver("pull_request_review", &body).await
    }

    async fn event(&self, pr: &PullRequest, action: &str, at: &str, change: impl FnOnce(&mut Value)) -> Result {
        let mut body = json!({
            "action": action, "number": pr.number, "repository": self.repository(), "sender": Self::user(&pr.author),
            "pull_request": self.pull_request(pr, at),
        });
        change(&mut body);
        self.deliver("pull_request", &body).await
    }

    /// Delivers a payload as it is.
    ///
    /// # Errors
    /// When the delivery is not accepted.
    pub async fn deliver(&self, event: &str, body: &Value) -> Result {
        let n = self.sent.fetch_add(1, Ordering::Relaxed) + 1;
        let guid = format!("00000000-0000-4000-8000-{n:012}");
        let status = self
            .post(event, &guid, body.to_string().as_bytes(), &self.secret)
            .await?;
        ensure!(status == 202, "the delivery of {event} was answered with {status}");
        Ok(())
    }

    /// Posts a delivery signed with `secret` and returns the status of the answer.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn post(&self, event: &str, guid: &str, body: &[u8], secret: &str) -> Result<u16> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;
        mac.update(body);
        let signature = hex::encode(mac.finalize().into_bytes());
        let (host, path) = self
            .address
            .strip_prefix("http://")
            .and_then(|rest| rest.split_once('/'))
            .context("the webhook has an address")?;
        let head = format!(
            "POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             User-Agent: GitHub-Hookshot/e2e\r\nX-GitHub-Event: {event}\r\nX-GitHub-Delivery: {guid}\r\n\
             X-Hub-Signature-256: sha256={signature}\r\nConnection: close\r\n\r\n",
            body.len(),
        );
        let mut stream = TcpStream::connect(host).await?;
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        answer
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .context("the webhook answers")
    }
}

/// A pull request as its author sees it.
pub struct PullRequest {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Its author's login.
    pub author: String,
    /// The branch it comes from.
    pub branch: String,
    /// The branch's head.
    pub sha: String,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
}
