//! What GitLab sends, as far as it is read, and its meaning in our words.
//!
//! GitLab has no reviews of its own. What counts as one follows `metrics.md` M2, a review by a human: an approval, a request
//! for changes, and each comment that a person writes on the merge request. An approval taken back is a review dismissed: it
//! happened. Notes that GitLab writes itself are none.

pub(crate) mod history;

use chrono::{DateTime, NaiveDateTime, Timelike as _, Utc};
use domain::calendar::fits;
use domain::gate::told::is_ours;
use domain::github::{
    Commit, Event, Happened, PullRequestEvent, Push, Repository, SkillResult, Touched, is_skill_file,
};
use domain::pull_request::{Account, FactKind, ReviewState, Told, is_revert};
use serde::{Deserialize, Serialize};

use crate::github::payload::{Heard, Unreadable};

/// What the names of events of GitLab begin with where they are kept.
pub const EVENT: &str = "gitlab ";

/// What a result of the skill file that was read again is called among the kinds of what GitLab tells; no webhook has that name.
const RESULT: &str = "result";

/// Reads a delivery of a kind, such as `Merge Request Hook`.
///
/// # Errors
/// [`Unreadable`] when the payload does not have the form of its event.
pub fn read(kind: &str, body: &[u8]) -> Result<Heard, Unreadable> {
    let unreadable = |error: serde_json::Error| Unreadable::of(kind, &error);
    Ok(match kind {
        "Merge Request Hook" => serde_json::from_slice::<MergeRequestPayload>(body)
            .map_err(unreadable)?
            .heard(),
        "Push Hook" => serde_json::from_slice::<PushPayload>(body).map_err(unreadable)?.heard(),
        "Note Hook" => serde_json::from_slice::<NotePayload>(body).map_err(unreadable)?.heard(),
        "Pipeline Hook" => serde_json::from_slice::<PipelinePayload>(body)
            .map_err(unreadable)?
            .heard(),
        RESULT => serde_json::from_slice::<ResultPayload>(body)
            .map_err(unreadable)?
            .heard(),
        history::KIND => serde_json::from_slice::<history::HistoryPayload>(body)
            .map_err(unreadable)?
            .heard(),
        _ => Heard::Ignored(format!("ignored: {kind} holds no facts of a pilot")),
    })
}

/// A time as GitLab writes it: ISO 8601, or `2026-03-02 09:00:00 UTC`. Its interface adds milliseconds where its deliveries
/// have none: of both the whole second is taken, so that the same is dated the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct At(pub(crate) DateTime<Utc>);

impl From<At> for String {
    fn from(At(at): At) -> Self {
        at.to_rfc3339()
    }
}

impl TryFrom<String> for At {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let iso = text.parse::<DateTime<Utc>>().ok();
        let of_zone = || {
            DateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S %z")
                .ok()
                .map(|at| at.to_utc())
        };
        let plain = || {
            let text = text.strip_suffix(" UTC")?;
            Some(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok()?.and_utc())
        };
        iso.or_else(of_zone)
            .or_else(plain)
            .and_then(|at| at.with_nanosecond(0))
            .map(Self)
            .ok_or_else(|| "not a time".to_owned())
    }
}

#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct User {
    id: Option<i64>,
    #[serde(default)]
    username: String,
    /// Of a reviewer: what they said.
    state: Option<String>,
}

impl User {
    fn account(self) -> Account {
        match self.username.is_empty() {
            true => Account {
                id: self.id,
                ..Account::deleted()
            },
            // What tokens of a project or a group act as.
            false => Account {
                is_bot_type: is_token(&self.username),
                id: self.id,
                ..Account::named(&self.username)
            },
        }
    }
}

/// Whether a name is one that GitLab gives to a token: `project_12_bot_0a1b`, `group_3_bot`.
fn is_token(name: &str) -> bool {
    let rest = name.strip_prefix("project_").or_else(|| name.strip_prefix("group_"));
    let after = rest.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    after.is_some_and(|after| after == "_bot" || after.starts_with("_bot_"))
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Project {
    pub(crate) id: i64,
    pub(crate) path_with_namespace: String,
    /// Null where the repository is empty.
    #[serde(default)]
    default_branch: Option<String>,
}

impl Project {
    fn named(self) -> Repository {
        Repository {
            id: Some(self.id),
            name: self.path_with_namespace,
            was: None,
        }
    }
}

#[derive(Deserialize)]
struct MergeRequestPayload {
    user: Option<User>,
    project: Project,
    object_attributes: MergeRequest,
    labels: Option<Vec<Label>>,
    assignees: Option<Vec<User>>,
    reviewers: Option<Vec<User>>,
    #[serde(default)]
    changes: Changes,
}

#[derive(Deserialize)]
struct Label {
    #[serde(default)]
    title: String,
}

#[derive(Default, Deserialize)]
struct Changes {
    draft: Option<Change>,
    reviewers: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Change {
    current: Option<bool>,
}

#[derive(Deserialize)]
struct MergeRequest {
    iid: i32,
    title: String,
    description: Option<String>,
    #[serde(default)]
    url: String,
    author_id: Option<i64>,
    source_branch: String,
    target_branch: String,
    source: Option<Place>,
    target: Option<Place>,
    #[serde(default)]
    draft: bool,
    /// What editions before 13.2 call it.
    #[serde(default)]
    work_in_progress: bool,
    state: Option<String>,
    action: Option<String>,
    oldrev: Option<String>,
    last_commit: Option<LastCommit>,
    created_at: At,
    updated_at: At,
}

#[derive(Deserialize)]
struct Place {
    #[serde(default)]
    path_with_namespace: String,
}

#[derive(Deserialize)]
struct LastCommit {
    id: String,
}

impl MergeRequest {
    fn is_draft(&self) -> bool {
        self.draft || self.work_in_progress
    }

    /// The merge request as it is described, with what happened.
    fn event(
        self,
        project: Project,
        (by, assignees, labels): (Option<&User>, Option<Vec<User>>, Option<Vec<Label>>),
        (was_draft, happened): (bool, Vec<Happened>),
    ) -> Heard {
        // Who opened it is told by id; by name where it is they who act.
        let author = match by.filter(|by| by.id.is_some() && by.id == self.author_id) {
            Some(by) => by.clone().account(),
            None => Account {
                id: self.author_id,
                ..Account::deleted()
            },
        };
        let place = |place: &Option<Place>| place.as_ref().map(|place| place.path_with_namespace.to_lowercase());
        let elsewhere = place(&self.source).filter(|source| Some(source) != place(&self.target).as_ref());
        let head_branch = match elsewhere.filter(|source| !source.is_empty()) {
            Some(source) => format!("{source}:{}", self.source_branch),
            None => self.source_branch,
        };
        let mut times = happened
            .iter()
            .map(|happened| happened.at)
            .chain([self.created_at.0, self.updated_at.0]);
        if !times.all(|at| fits(at.date_naive())) || self.iid <= 0 {
            return Heard::Ignored("ignored: it tells of a year before 2000 or after 2100".to_owned());
        }
        let event = PullRequestEvent {
            number: self.iid,
            described_at: self.updated_at.0,
            is_revert: is_revert(
                &self.title,
                &head_branch,
                self.description.as_deref().unwrap_or_default(),
            ),
            title: self.title,
            url: self.url,
            author,
            assignees: assignees.map(|all| all.into_iter().map(User::account).collect()),
            labels: labels.map(|all| all.into_iter().map(|label| label.title).collect()),
            head_branch,
            head: self.last_commit.map(|commit| commit.id).unwrap_or_default(),
            base_branch: self.target_branch,
            opened_at: self.created_at.0,
            was_draft,
            happened,
        };
        Heard::Event(Box::new((project.named(), Event::PullRequest(Box::new(event)))))
    }
}

impl MergeRequestPayload {
    fn heard(self) -> Heard {
        let merge_request = &self.object_attributes;
        let (at, draft) = (merge_request.updated_at.0, merge_request.is_draft());
        let by = || self.user.clone().map_or_else(Account::deleted, User::account);
        let happened = |kind| Happened { at, kind };
        let reviewed = |state| happened(FactKind::Reviewed { reviewer: by(), state });
        let (was_draft, happened) = match merge_request.action.as_deref().unwrap_or_default() {
            "open" => {
                let kind = FactKind::Opened {
                    draft,
                    deduced_from: None,
                };
                let at = merge_request.created_at.0;
                (draft, vec![Happened { at, kind }])
            }
            "close" => (draft, vec![happened(FactKind::Closed)]),
            "reopen" => (draft, vec![happened(FactKind::Reopened)]),
            "merge" => (draft, vec![happened(FactKind::Merged)]),
            // By one of several who have to approve, and by the last of them.
            "approval" | "approved" => (draft, vec![reviewed(ReviewState::Approved)]),
            "unapproval" | "unapproved" => (draft, vec![happened(FactKind::ReviewDismissed)]),
            "update" => self.updated(),
            action => return Heard::Ignored(format!("ignored: merge request {action}")),
        };
        let described = (self.user.as_ref(), self.assignees, self.labels);
        self.object_attributes
            .event(self.project, described, (was_draft, happened))
    }

    /// What an update tells: pushed commits, a change between draft and ready, a request for changes.
    fn updated(&self) -> (bool, Vec<Happened>) {
        let merge_request = &self.object_attributes;
        let (at, by) = (merge_request.updated_at.0, self.user.clone());
        let mut happened = Vec::new();
        let mut was_draft = merge_request.is_draft();
        if let Some(current) = self.changes.draft.as_ref().and_then(|change| change.current) {
            was_draft = !current;
            let kind = if current {
                FactKind::ConvertedToDraft
            } else {
                FactKind::ReadyForReview
            };
            happened.push(Happened { at, kind });
        }
        if let (Some(before), Some(commit)) = (&merge_request.oldrev, &merge_request.last_commit) {
            happened.push(Happened {
                at,
                kind: FactKind::Pushed {
                    sha: commit.id.clone(),
                    author: by.clone().map_or_else(Account::deleted, User::account),
                    // GitLab does not say; what is not known counts.
                    forced: false,
                    content_id: None,
                    merge_of_base_only: false,
                    before: Some(before.clone()),
                    told: Told::PullRequest,
                },
            });
        }
        let asks = |reviewer: &User| {
            let theirs = by.as_ref().is_some_and(|by| by.id.is_some() && by.id == reviewer.id);
            theirs && reviewer.state.as_deref() == Some("requested_changes")
        };
        if self.changes.reviewers.is_some() && self.reviewers.iter().flatten().any(asks) {
            happened.push(Happened {
                at,
                kind: FactKind::Reviewed {
                    reviewer: by.map_or_else(Account::deleted, User::account),
                    state: ReviewState::ChangesRequested,
                },
            });
        }
        (was_draft, happened)
    }
}

#[derive(Deserialize)]
struct NotePayload {
    user: Option<User>,
    project: Project,
    object_attributes: Note,
    merge_request: Option<MergeRequest>,
}

#[derive(Deserialize)]
struct Note {
    #[serde(default)]
    noteable_type: String,
    #[serde(default)]
    system: bool,
    #[serde(default)]
    note: String,
    action: Option<String>,
    created_at: At,
}

impl NotePayload {
    fn heard(self) -> Heard {
        let note = self.object_attributes;
        let Some(merge_request) = self.merge_request.filter(|_| note.noteable_type == "MergeRequest") else {
            return Heard::Ignored("ignored: a comment on no merge request".to_owned());
        };
        if note.system {
            return Heard::Ignored("ignored: a comment that GitLab wrote".to_owned());
        }
        if is_ours(&note.note) {
            return Heard::Ignored("ignored: a comment that was written from here".to_owned());
        }
        if note.action.as_deref().is_some_and(|action| action != "create") {
            return Heard::Ignored("ignored: a comment that was edited".to_owned());
        }
        let reviewer = self.user.clone().map_or_else(Account::deleted, User::account);
        let happened = Happened {
            at: note.created_at.0,
            kind: FactKind::Reviewed {
                reviewer,
                state: ReviewState::Commented,
            },
        };
        let is_merged = merge_request.state.as_deref() == Some("merged");
        let draft = merge_request.is_draft() && !is_merged;
        merge_request.event(self.project, (self.user.as_ref(), None, None), (draft, vec![happened]))
    }
}

#[derive(Deserialize)]
struct PushPayload {
    #[serde(rename = "ref")]
    reference: String,
    before: String,
    after: String,
    user_id: Option<i64>,
    #[serde(default)]
    user_username: String,
    project: Project,
    #[serde(default)]
    commits: Vec<PushedCommit>,
    total_commits_count: Option<usize>,
}

#[derive(Deserialize)]
struct PushedCommit {
    id: String,
    #[serde(default)]
    message: String,
    timestamp: Option<At>,
    added: Option<Vec<String>>,
    modified: Option<Vec<String>>,
    removed: Option<Vec<String>>,
}

fn is_zero(sha: &str) -> bool {
    sha.bytes().all(|digit| digit == b'0')
}

impl PushPayload {
    fn heard(self) -> Heard {
        let Some(branch) = self.reference.strip_prefix("refs/heads/").map(str::to_owned) else {
            return Heard::Ignored("ignored: a tag".to_owned());
        };
        if is_zero(&self.after) {
            return Heard::Ignored("ignored: a branch was deleted".to_owned());
        }
        let by = User {
            id: self.user_id,
            username: self.user_username,
            state: None,
        }
        .account();
        // GitLab tells of the newest twenty commits of a push.
        let is_whole = self.total_commits_count.is_none_or(|total| total <= self.commits.len());
        let commits: Vec<Commit> = self
            .commits
            .into_iter()
            .map(|commit| Commit {
                sha: commit.id,
                message: commit.message.lines().next().unwrap_or_default().to_owned(),
                distinct: true,
                files: Some(Touched {
                    added: commit.added.unwrap_or_default(),
                    removed: commit.removed.unwrap_or_default(),
                    modified: commit.modified.unwrap_or_default(),
                }),
                author_login: by.login.clone(),
                authored_at: commit.timestamp.map(|at| at.0).filter(|at| fits(at.date_naive())),
            })
            .collect();
        let push = Push {
            to_default: self.project.default_branch.as_ref() == Some(&branch),
            before: (!is_zero(&self.before)).then_some(self.before),
            after: self.after,
            forced: false,
            by,
            // It does not say when: then it is when it was received.
            at: None,
            merges: merged_branch(&branch, &commits).filter(|_| is_whole),
            branch,
            commits,
        };
        Heard::Event(Box::new((self.project.named(), Event::Push(push))))
    }
}

/// The branch that a push only merges in: its last commit has the message that git gives to a merge into this branch, and
/// every other commit came with it.
fn merged_branch(branch: &str, commits: &[Commit]) -> Option<String> {
    let merge = commits.last()?;
    let merged = merge
        .message
        .strip_prefix("Merge branch '")?
        .strip_suffix(&format!("' into '{branch}'"))?;
    // What the merge itself touches beyond the merged commits would be a change by hand, which cannot be told apart here.
    (commits.len() == 1 && !merged.is_empty()).then(|| merged.to_owned())
}

#[derive(Deserialize)]
struct PipelinePayload {
    project: Project,
    object_attributes: Pipeline,
    #[serde(default)]
    builds: Vec<Build>,
}

#[derive(Deserialize)]
struct Pipeline {
    sha: String,
    #[serde(default)]
    url: String,
}

#[derive(Deserialize)]
struct Build {
    #[serde(default)]
    name: String,
    #[serde(default)]
    status: String,
    finished_at: Option<At>,
}

/// When a job or status of the skill file was done, and whether it passed; `None` of any other, and while it has not said so.
fn done(name: &str, status: &str, finished_at: Option<At>) -> Option<(DateTime<Utc>, bool)> {
    let passed = match status {
        "success" => true,
        "failed" => false,
        _ => return None,
    };
    is_skill_file(name).then_some((finished_at?.0, passed))
}

/// A job of a commit, or a status of it, as the interface has it.
#[derive(Deserialize, Serialize)]
pub(crate) struct Job {
    sha: String,
    name: String,
    status: String,
    finished_at: Option<At>,
    target_url: Option<String>,
}

/// What was said of a commit, as it was read again.
#[derive(Deserialize, Serialize)]
pub(crate) struct ResultPayload {
    /// As the project is called.
    pub project: String,
    pub project_id: Option<i64>,
    /// The commit that was asked about.
    pub commit: String,
    pub said: Job,
}

impl ResultPayload {
    fn heard(self) -> Heard {
        let Job {
            sha,
            name,
            status,
            finished_at,
            target_url,
        } = self.said;
        let Some((at, passed)) = done(&name, &status, finished_at).filter(|(at, _)| fits(at.date_naive())) else {
            return Heard::Ignored("ignored: no job of the PM PR Review skill file that is done".to_owned());
        };
        if sha != self.commit {
            return Heard::Ignored("ignored: it is of another commit than was asked about".to_owned());
        }
        let result = SkillResult {
            head: sha,
            passed,
            url: SkillResult::address(target_url),
            at,
        };
        let project = Repository {
            id: self.project_id,
            name: self.project,
            was: None,
        };
        Heard::Event(Box::new((project, Event::SkillResult(result))))
    }
}

impl PipelinePayload {
    fn heard(self) -> Heard {
        let builds = self.builds.into_iter();
        let done = builds.filter_map(|build| done(&build.name, &build.status, build.finished_at));
        let Some((at, passed)) = done.max().filter(|(at, _)| fits(at.date_naive())) else {
            return Heard::Ignored("ignored: no job of the PM PR Review skill file is done in it".to_owned());
        };
        let result = SkillResult {
            head: self.object_attributes.sha,
            passed,
            url: SkillResult::address(Some(self.object_attributes.url)),
            at,
        };
        Heard::Event(Box::new((self.project.named(), Event::SkillResult(result))))
    }
}

#[cfg(test)]
mod tests;
