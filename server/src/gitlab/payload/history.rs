//! A merge request as GitLab's interface describes it, with what it says of its past. The pieces are kept as they were read,
//! without what is not used, and mean the same whenever they are read.
//!
//! What happened to a merge request GitLab keeps as notes of its own, in English whatever language its people read: who
//! approved, took that back, asked for changes, and when it went to draft or was ready. Closings have a list of their own. The
//! pushes of its branch are events of the project; each push to an open merge request is a version of it, too, and the note
//! that names the version says who pushed. Nothing of it says whether a push was forced.

use chrono::{DateTime, TimeDelta, Utc};
use domain::calendar::fits;
use domain::gate::told::is_ours;
use domain::github::past::{Past, PastCommit, PastPush, PastReview};
use domain::github::{Event, Happened, PullRequestEvent};
use domain::pull_request::{Account, FactKind, ReviewState, is_revert};
use serde::{Deserialize, Serialize};

use super::{At, Heard, Project, User, is_zero};

/// What it is called among the kinds of what GitLab tells; no webhook has that name.
pub(super) const KIND: &str = "history";
/// How long after the event of a push the version that came of it is made, at most, while the merge request is open.
const WITH_THE_PUSH: TimeDelta = TimeDelta::minutes(10);

/// Everything that was read of a merge request.
#[derive(Deserialize, Serialize)]
pub(crate) struct HistoryPayload {
    pub project: Project,
    pub merge_request: Described,
    /// The project that its branch is in, where that is another: its path, or its id where the token may not see it.
    pub source: Option<String>,
    pub notes: Vec<Note>,
    pub states: Vec<StateEvent>,
    /// As GitLab lists them: the newest first.
    pub versions: Vec<Version>,
    /// As GitLab lists them: the newest first.
    pub commits: Vec<Commit>,
    /// The pushes of its branch, as far as they are told.
    pub pushes: Vec<PushEvent>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Described {
    iid: i32,
    title: String,
    description: Option<String>,
    #[serde(default)]
    web_url: String,
    author: Option<User>,
    assignees: Option<Vec<User>>,
    labels: Option<Vec<String>>,
    #[serde(default)]
    draft: bool,
    /// What editions before 13.2 call it.
    #[serde(default)]
    work_in_progress: bool,
    pub(crate) source_branch: String,
    target_branch: String,
    /// Null where the fork is gone.
    pub(crate) source_project_id: Option<i64>,
    sha: Option<String>,
    pub(crate) created_at: At,
    updated_at: At,
    pub(crate) merged_at: Option<At>,
    closed_at: Option<At>,
}

/// A note: of GitLab's own its text, of a person's that there was one.
#[derive(Deserialize, Serialize)]
pub(crate) struct Note {
    #[serde(default)]
    body: String,
    author: Option<User>,
    created_at: At,
    #[serde(default)]
    system: bool,
    /// Only members see it, and no webhook of comments tells of it.
    #[serde(default)]
    internal: bool,
    /// What editions before 16.0 call it.
    #[serde(default)]
    confidential: bool,
}

impl Note {
    /// Whether it is read at all: of GitLab's own what tells of the past, of the others what people wrote.
    pub(crate) fn counts(&self) -> bool {
        match self.system {
            true => self.said().is_some() || self.body.contains("diff_id="),
            false => !self.internal && !self.confidential && !is_ours(&self.body),
        }
    }

    /// Without what a person wrote, which is nobody's here.
    pub(crate) fn without_words(mut self) -> Self {
        if !self.system {
            self.body.clear();
        }
        self
    }

    /// What a note of GitLab's own says happened.
    fn said(&self) -> Option<Said> {
        let body = self.body.trim().to_lowercase();
        let marked = body.strip_prefix("marked this merge request as ");
        match (body.as_str(), marked) {
            ("approved this merge request", _) => Some(Said::Review(ReviewState::Approved)),
            ("requested changes", _) => Some(Said::Review(ReviewState::ChangesRequested)),
            ("unapproved this merge request", _) => Some(Said::Turn(FactKind::ReviewDismissed)),
            (_, Some(now)) if now.starts_with("**draft**") => Some(Said::Turn(FactKind::ConvertedToDraft)),
            (_, Some(now)) if now.starts_with("**ready**") => Some(Said::Turn(FactKind::ReadyForReview)),
            _ => None,
        }
    }

    /// Whether it is the note of the push that made a version.
    fn is_of(&self, version: &Version) -> bool {
        let Some((_, rest)) = self.body.split_once("diff_id=").filter(|_| self.system) else {
            return false;
        };
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end).and_then(|id| id.parse().ok()) == Some(version.id)
    }
}

/// What GitLab noted.
enum Said {
    Review(ReviewState),
    Turn(FactKind),
}

#[derive(Deserialize, Serialize)]
pub(crate) struct StateEvent {
    state: String,
    created_at: At,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Version {
    id: i64,
    head_commit_sha: Option<String>,
    created_at: At,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Commit {
    id: String,
    #[serde(default)]
    title: String,
    /// As some machine wrote it: anything can stand there.
    authored_date: Option<String>,
    committed_date: Option<String>,
}

impl Commit {
    /// The earliest that is known of it.
    pub(crate) fn earliest(&self) -> Option<DateTime<Utc>> {
        date_of(self.authored_date.as_deref())
            .into_iter()
            .chain(date_of(self.committed_date.as_deref()))
            .min()
    }
}

/// Something that happened to the project: a push.
#[derive(Deserialize, Serialize)]
pub(crate) struct PushEvent {
    created_at: At,
    author: Option<User>,
    push_data: Option<PushData>,
}

#[derive(Deserialize, Serialize)]
struct PushData {
    #[serde(default)]
    ref_type: String,
    /// Null where one push was to many branches.
    #[serde(rename = "ref")]
    reference: Option<String>,
    commit_from: Option<String>,
    /// Null where the branch was removed.
    commit_to: Option<String>,
}

impl PushEvent {
    /// Whether it is a push to this branch.
    pub(crate) fn is_to(&self, branch: &str) -> bool {
        let of = |data: &PushData| data.ref_type == "branch" && data.reference.as_deref() == Some(branch);
        self.push_data.as_ref().is_some_and(of)
    }

    fn push(self) -> Option<PastPush> {
        let data = self.push_data?;
        let is_there = |sha: &String| !sha.is_empty() && !is_zero(sha);
        Some(PastPush {
            at: self.created_at.0,
            by: by(self.author),
            before: data.commit_from.filter(is_there).unwrap_or_default(),
            after: data.commit_to.filter(is_there)?,
            forced: false,
        })
    }
}

fn by(user: Option<User>) -> Account {
    user.map_or_else(Account::deleted, User::account)
}

fn date_of(date: Option<&str>) -> Option<DateTime<Utc>> {
    let date = date?.parse::<DateTime<Utc>>().ok()?;
    fits(date.date_naive()).then_some(date)
}

impl HistoryPayload {
    pub(super) fn heard(self) -> Heard {
        let opened_at = self.merge_request.created_at.0;
        let pushes: Vec<PastPush> = self.pushes.into_iter().filter_map(PushEvent::push).collect();
        let receipts = pushes.iter().any(|push| push.at <= opened_at);
        let pushes = with_versions(pushes, self.versions, &self.notes);
        let (mut reviews, mut turns) = (Vec::new(), Vec::new());
        for note in self.notes {
            let at = note.created_at.0;
            let reviewed = |author, state| PastReview {
                reviewer: by(author),
                state,
                at,
                commit: None,
            };
            match (note.system, note.said()) {
                (false, _) => reviews.push(reviewed(note.author, ReviewState::Commented)),
                (true, Some(Said::Review(state))) => reviews.push(reviewed(note.author, state)),
                (true, Some(Said::Turn(kind))) => turns.push(Happened { at, kind }),
                (true, None) => {}
            }
        }
        turns.extend(self.states.into_iter().filter_map(|event| {
            let kind = match event.state.as_str() {
                "closed" => FactKind::Closed,
                "reopened" | "opened" => FactKind::Reopened,
                _ => return None,
            };
            let at = event.created_at.0;
            Some(Happened { at, kind })
        }));
        let merge_request = self.merge_request;
        let past = Past {
            is_draft: merge_request.draft || merge_request.work_in_progress,
            closed_at: merge_request.closed_at.map(|at| at.0),
            turns: Some(turns),
            reviews,
            commits: self.commits.into_iter().rev().map(Commit::past).collect(),
            pushes: Some(pushes),
            receipts,
            described: merge_request.described(self.source),
        };
        let event = past.event();
        let mut times = event.happened.iter().map(|happened| happened.at);
        if !times.all(|at| fits(at.date_naive())) || !fits(event.described_at.date_naive()) || event.number <= 0 {
            return Heard::Ignored("ignored: it tells of a year before 2000 or after 2100".to_owned());
        }
        Heard::Event(Box::new((self.project.named(), Event::Past(Box::new(past)))))
    }
}

/// The pushes of the branch, and those that only a version of the merge request tells of: by whoever its note names. The first
/// version is what it was opened with.
fn with_versions(told: Vec<PastPush>, mut versions: Vec<Version>, notes: &[Note]) -> Vec<PastPush> {
    versions.sort_by_key(|version| (version.created_at, version.id));
    let mut pushes = told;
    let mut last: Option<(String, DateTime<Utc>)> = None;
    for version in versions {
        let Some(after) = version.head_commit_sha.clone() else {
            continue;
        };
        let at = version.created_at.0;
        let Some((before, since)) = last.replace((after.clone(), at)) else {
            continue;
        };
        // One with the same head came of a change of the target branch; one of what was pushed while it was closed comes when
        // it is opened again.
        let is_told =
            |push: &PastPush| push.after == after && push.at >= since - WITH_THE_PUSH && push.at <= at + WITH_THE_PUSH;
        if before == after || pushes.iter().any(is_told) {
            continue;
        }
        let of_it = notes.iter().find(|note| note.is_of(&version));
        pushes.push(PastPush {
            at,
            by: by(of_it.and_then(|note| note.author.clone())),
            before,
            after,
            forced: false,
        });
    }
    pushes
}

impl Commit {
    fn past(self) -> PastCommit {
        PastCommit {
            headline: self.title,
            sha: self.id,
            // GitLab names the author by what the commit says, not by account.
            author_login: String::new(),
            authored_at: date_of(self.authored_date.as_deref()),
            committed_at: date_of(self.committed_date.as_deref()),
        }
    }
}

impl Described {
    /// The merge request as it is described, with its merge.
    fn described(self, source: Option<String>) -> PullRequestEvent {
        let head_branch = match source {
            Some(source) => format!("{}:{}", source.to_lowercase(), self.source_branch),
            None => self.source_branch,
        };
        let merged = self.merged_at.map(|at| Happened {
            at: at.0,
            kind: FactKind::Merged,
        });
        PullRequestEvent {
            number: self.iid,
            described_at: self.updated_at.0,
            is_revert: is_revert(
                &self.title,
                &head_branch,
                self.description.as_deref().unwrap_or_default(),
            ),
            title: self.title,
            url: self.web_url,
            author: by(self.author),
            assignees: self.assignees.map(|all| all.into_iter().map(User::account).collect()),
            labels: self.labels,
            head_branch,
            head: self.sha.unwrap_or_default(),
            base_branch: self.target_branch,
            opened_at: self.created_at.0,
            was_draft: self.draft || self.work_in_progress,
            happened: merged.into_iter().collect(),
        }
    }
}
