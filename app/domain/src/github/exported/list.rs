//! `gh pr list --json …`: what the code host's own program prints of pull requests.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::{Exported, Kind, LIST_FIELDS, Told};
use crate::github::past::{Past, PastCommit, PastReview};
use crate::github::{Happened, PullRequestEvent};
use crate::pull_request::{Account, FactKind, ReviewState, is_revert};

/// Without these nothing of it can be counted.
const NEEDED: [&str; 9] = [
    "number",
    "author",
    "headRefName",
    "baseRefName",
    "isDraft",
    "createdAt",
    "mergedAt",
    "reviews",
    "commits",
];
/// The most reviewers that are named.
const MOST_NAMED: usize = 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    number: i32,
    #[serde(default)]
    title: String,
    #[serde(default)]
    url: String,
    author: Option<Author>,
    assignees: Option<Vec<Author>>,
    labels: Option<Vec<Label>>,
    body: Option<String>,
    head_ref_name: String,
    #[serde(default)]
    head_ref_oid: String,
    base_ref_name: String,
    #[serde(default)]
    is_cross_repository: bool,
    head_repository_owner: Option<Author>,
    is_draft: bool,
    #[serde(deserialize_with = "instant")]
    created_at: DateTime<Utc>,
    #[serde(default, deserialize_with = "told_instant")]
    updated_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "told_instant")]
    closed_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "told_instant")]
    merged_at: Option<DateTime<Utc>>,
    reviews: Vec<Review>,
    commits: Vec<Commit>,
}

#[derive(Deserialize)]
struct Author {
    #[serde(default)]
    login: String,
    #[serde(default)]
    is_bot: bool,
}

#[derive(Deserialize)]
struct Label {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Review {
    author: Option<Author>,
    state: String,
    #[serde(default, deserialize_with = "told_instant")]
    submitted_at: Option<DateTime<Utc>>,
    commit: Option<Oid>,
}

#[derive(Deserialize)]
struct Oid {
    #[serde(default)]
    oid: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commit {
    oid: String,
    #[serde(default)]
    message_headline: String,
    #[serde(default, deserialize_with = "told_instant")]
    authored_date: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "told_instant")]
    committed_date: Option<DateTime<Utc>>,
    #[serde(default)]
    authors: Vec<Author>,
}

/// A time as the program prints it. What is none is named: it stands in a list of many lines.
fn instant<'de, D: Deserializer<'de>>(reader: D) -> Result<DateTime<Utc>, D::Error> {
    let told = told_instant(reader)?;
    told.ok_or_else(|| Error::custom("a time is missing"))
}

/// A time that can be null.
fn told_instant<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let none = |word: &str| Error::custom(format!("“{word}” is not a time such as 2026-03-02T14:30:00Z"));
    match Value::deserialize(reader)? {
        Value::Null => Ok(None),
        Value::String(word) => word.parse().map(Some).map_err(|_| none(&word)),
        other => Err(none(&other.to_string())),
    }
}

impl Author {
    /// The program names apps in a way of its own.
    fn account(self) -> Account {
        let app = self.login.strip_prefix("app/");
        match (app, self.login.is_empty()) {
            (_, true) => Account::deleted(),
            (Some(app), _) => Account {
                is_bot_type: true,
                ..Account::named(&format!("{app}[bot]"))
            },
            (None, _) => Account {
                is_bot_type: self.is_bot,
                ..Account::named(&self.login)
            },
        }
    }
}

fn account(author: Option<Author>) -> Account {
    author.map_or_else(Account::deleted, Author::account)
}

pub(super) fn read(text: &str) -> Result<Exported, Vec<String>> {
    let no_list = |error: &serde_json::Error| {
        format!(
            "This is no list of pull requests: line {}, column {}. Paste all that gh pr list --json printed.",
            error.line(),
            error.column()
        )
    };
    let rows: Vec<Map<String, Value>> = match text.starts_with('{') {
        true => serde_json::from_str(text).map(|one| vec![one]),
        false => serde_json::from_str(text),
    }
    .map_err(|error| vec![no_list(&error)])?;
    let missing: Vec<&str> = NEEDED
        .into_iter()
        .filter(|name| rows.iter().any(|row| !row.contains_key(*name)))
        .collect();
    if !missing.is_empty() {
        return Err(vec![format!(
            "The list does not have {}. Ask for --json {LIST_FIELDS}",
            missing.join(", ")
        )]);
    }
    let (mut pulls, mut problems) = (Vec::new(), Vec::new());
    let mut seen = Seen::default();
    for (row, at) in rows.into_iter().zip(1_u32..) {
        let number = row.get("number").cloned().unwrap_or_default();
        let fits = number.as_i64().and_then(|number| i32::try_from(number).ok());
        if fits.is_none_or(|number| number <= 0) {
            problems.push(format!("Entry {at}: {number} is not the number of a pull request."));
            continue;
        }
        match serde_json::from_value::<Listed>(Value::Object(row)) {
            Ok(listed) => pulls.push(told(listed, at, &mut seen)),
            Err(error) => problems.push(format!("Entry {at}, pull request {number}: {error}.")),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Exported {
        kind: Kind::List,
        pulls,
        left_out: Vec::new(),
        notes: seen.notes(),
    })
}

/// What the list leaves open.
#[derive(Default)]
struct Seen {
    reviewers: BTreeSet<String>,
    dismissed: usize,
    without_commit: usize,
}

impl Seen {
    fn notes(self) -> Vec<String> {
        let mut notes = vec![
            "gh pr list does not tell when a pull request was a draft or was closed for a while: all the time since its opening counts, unless a webhook or the code host’s interface tells of it."
                .to_owned(),
        ];
        if self.dismissed > 0 {
            notes.push(format!(
                "{} was dismissed: what it said is not told. It happened and counts, as a comment.",
                counted(self.dismissed, "review")
            ));
        }
        if self.without_commit > 0 {
            notes.push(format!(
                "Of {} the commit is not told: it is taken for one of the newest commit made by then.",
                counted(self.without_commit, "review")
            ));
        }
        if !self.reviewers.is_empty() {
            let more = self.reviewers.len().saturating_sub(MOST_NAMED);
            let named: Vec<String> = self.reviewers.into_iter().take(MOST_NAMED).collect();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            notes.push(format!(
                "Reviews are by {}{more}. gh pr list does not say which of them are bots: enter those under Bots and holidays.",
                named.join(", ")
            ));
        }
        notes
    }
}

fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

fn told(listed: Listed, row: u32, seen: &mut Seen) -> Told {
    let listed_author = account(listed.author);
    let head_branch = match (listed.is_cross_repository, listed.head_repository_owner) {
        (true, Some(owner)) if !owner.login.is_empty() => format!("{}:{}", owner.login, listed.head_ref_name),
        _ => listed.head_ref_name,
    };
    let commits: Vec<PastCommit> = listed
        .commits
        .into_iter()
        .map(|commit| PastCommit {
            sha: commit.oid,
            headline: commit.message_headline,
            author_login: commit
                .authors
                .into_iter()
                .next()
                .map(|author| author.login)
                .unwrap_or_default(),
            authored_at: commit.authored_date,
            committed_at: commit.committed_date,
        })
        .collect();
    let reviews = listed.reviews.into_iter().filter_map(|review| {
        let at = review.submitted_at?;
        let state = match review.state.as_str() {
            "APPROVED" => ReviewState::Approved,
            "CHANGES_REQUESTED" => ReviewState::ChangesRequested,
            "COMMENTED" => ReviewState::Commented,
            "DISMISSED" => {
                seen.dismissed += 1;
                ReviewState::Commented
            }
            _ => return None,
        };
        let reviewer = match review.author {
            // The app that opened it, whose name is another one here.
            Some(reviewer) if listed_author.login == format!("{}[bot]", reviewer.login) => listed_author.clone(),
            reviewer => account(reviewer),
        };
        seen.reviewers.insert(reviewer.login.clone());
        let named = review.commit.map(|commit| commit.oid).filter(|oid| !oid.is_empty());
        let commit = named.or_else(|| {
            seen.without_commit += 1;
            let by_then = commits
                .iter()
                .rev()
                .find(|commit| commit.committed_at.is_some_and(|made| made <= at));
            by_then.map(|commit| commit.sha.clone())
        });
        Some(PastReview {
            reviewer,
            state,
            at,
            commit,
        })
    });
    let reviews = reviews.collect();
    let merged = listed.merged_at.map(|at| Happened {
        at,
        kind: FactKind::Merged,
    });
    let past = Past {
        described: PullRequestEvent {
            number: listed.number,
            described_at: listed.updated_at.unwrap_or(listed.created_at),
            is_revert: is_revert(&listed.title, &head_branch, listed.body.as_deref().unwrap_or_default()),
            title: listed.title,
            url: listed.url,
            author: listed_author.clone(),
            assignees: listed
                .assignees
                .map(|all| all.into_iter().map(Author::account).collect()),
            labels: listed
                .labels
                .map(|all| all.into_iter().map(|label| label.name).collect()),
            head_branch,
            head: listed.head_ref_oid,
            base_branch: listed.base_ref_name,
            opened_at: listed.created_at,
            was_draft: listed.is_draft,
            happened: merged.into_iter().collect(),
        },
        is_draft: listed.is_draft,
        closed_at: listed.closed_at,
        turns: None,
        reviews,
        commits,
        pushes: None,
        receipts: false,
    };
    Told {
        row,
        repository: of_address(&past.described.url).unwrap_or_default(),
        event: past.event(),
        commits: past.commits,
    }
}

/// The repository in the address of one of its pull requests: `https://github.com/acme/shop/pull/12`.
fn of_address(url: &str) -> Option<String> {
    let (_, path) = url.split_once("://")?.1.split_once('/')?;
    let (repository, _) = path.split_once("/pull/")?;
    (repository.split('/').count() == 2).then(|| repository.to_owned())
}
