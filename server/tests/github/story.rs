//! Stories as GitHub tells them, made up: deliveries of one repository in the order in which things happened.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// The repository of the stories.
pub const REPOSITORY: &str = "harbor-goods/storefront";
/// Its id.
pub const ID: i64 = 700_123;

/// A delivery: its event and its payload.
pub type Told = (&'static str, Value);

/// A login's account: who is called the same is the same.
pub fn user(login: &str) -> Value {
    if login.is_empty() {
        return Value::Null;
    }
    let id: i64 = login
        .bytes()
        .fold(17, |id, byte| (id * 31 + i64::from(byte)) % 9_000_001);
    let kind = if login.ends_with("[bot]") { "Bot" } else { "User" };
    json!({ "login": login, "id": id, "type": kind })
}

fn repository(pushed_at: Option<DateTime<Utc>>) -> Value {
    json!({
        "id": ID, "full_name": REPOSITORY, "default_branch": "main",
        "pushed_at": pushed_at.map(|at| at.timestamp()),
    })
}

fn iso(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A commit of a push: its id, its message, and whether it is new in the repository.
pub fn commit(sha: &str, message: &str, distinct: bool, authored: DateTime<Utc>) -> Value {
    json!({
        "id": sha, "message": message, "distinct": distinct, "timestamp": iso(authored),
        "author": { "name": "x", "username": "mira-okafor" },
    })
}

/// A push of a branch.
pub fn push(branch: &str, by: &str, (before, after): (&str, &str), commits: Vec<Value>, at: DateTime<Utc>) -> Told {
    let payload = json!({
        "ref": format!("refs/heads/{branch}"),
        "before": if before.is_empty() { "0".repeat(40) } else { before.to_owned() },
        "after": after, "created": before.is_empty(), "deleted": false, "forced": false, "commits": commits,
        "pusher": { "name": by }, "sender": user(by), "repository": repository(Some(at)),
    });
    ("push", payload)
}

/// A pull request as GitHub describes it.
#[derive(Clone)]
pub struct Pull {
    pub number: i32,
    pub title: String,
    pub branch: String,
    pub author: String,
    pub opened_at: DateTime<Utc>,
    pub draft: bool,
    pub head: String,
    pub merged_at: Option<DateTime<Utc>>,
    pub closed: bool,
}

impl Pull {
    pub fn new(number: i32, branch: &str, author: &str, opened_at: DateTime<Utc>) -> Self {
        Self {
            number,
            title: format!("Change {number}"),
            branch: branch.to_owned(),
            author: author.to_owned(),
            opened_at,
            draft: false,
            head: format!("{number:040x}"),
            merged_at: None,
            closed: false,
        }
    }

    pub fn described(&self, at: DateTime<Utc>) -> Value {
        json!({
            "number": self.number, "title": self.title,
            "html_url": format!("https://github.com/{REPOSITORY}/pull/{}", self.number),
            "user": user(&self.author), "draft": self.draft,
            "state": if self.closed { "closed" } else { "open" }, "merged": self.merged_at.is_some(),
            "created_at": iso(self.opened_at), "updated_at": iso(at),
            "closed_at": self.closed.then(|| iso(at)), "merged_at": self.merged_at.map(iso),
            "head": {
                "ref": self.branch, "sha": self.head, "label": format!("harbor-goods:{}", self.branch),
                "repo": { "full_name": REPOSITORY },
            },
            "base": { "ref": "main" },
        })
    }

    fn event(&self, action: &str, at: DateTime<Utc>) -> Value {
        json!({
            "action": action, "number": self.number, "pull_request": self.described(at),
            "repository": repository(None), "sender": user(&self.author),
        })
    }

    pub fn opened(&self) -> Told {
        ("pull_request", self.event("opened", self.opened_at))
    }

    pub fn ready(&mut self, at: DateTime<Utc>) -> Told {
        self.draft = false;
        ("pull_request", self.event("ready_for_review", at))
    }

    pub fn drafted(&mut self, at: DateTime<Utc>) -> Told {
        self.draft = true;
        ("pull_request", self.event("converted_to_draft", at))
    }

    pub fn pushed(&mut self, by: &str, sha: &str, at: DateTime<Utc>) -> Told {
        self.head = sha.to_owned();
        let mut event = self.event("synchronize", at);
        event["after"] = json!(sha);
        event["sender"] = user(by);
        ("pull_request", event)
    }

    pub fn reviewed(&self, by: &str, state: &str, at: DateTime<Utc>) -> Told {
        let payload = json!({
            "action": "submitted", "review": { "user": user(by), "state": state, "submitted_at": iso(at) },
            "pull_request": self.described(at), "repository": repository(None), "sender": user(by),
        });
        ("pull_request_review", payload)
    }

    pub fn closed(&mut self, at: DateTime<Utc>) -> Told {
        self.closed = true;
        ("pull_request", self.event("closed", at))
    }

    pub fn reopened(&mut self, at: DateTime<Utc>) -> Told {
        self.closed = false;
        ("pull_request", self.event("reopened", at))
    }

    pub fn merged(&mut self, at: DateTime<Utc>) -> Told {
        self.closed = true;
        self.merged_at = Some(at);
        ("pull_request", self.event("closed", at))
    }
}

/// An instant, that many minutes after the beginning of the stories.
pub fn minute(minutes: i64) -> DateTime<Utc> {
    super::utc("2026-03-03T08:00:00Z") + TimeDelta::minutes(minutes)
}
