//! The code host's interface for programs, as far as it is used: what is read and written of one repository with one token.

mod trees;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use domain::gate::is_commit;
use domain::gate::told::{CONTEXT, CommitStatus, StatusState};
use domain::github::CodeHost;
use domain::zone::{Boundary, ChangedFile, FileChange, FileKind, Wanted};
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::json;
use store::github::Bearer;

use crate::calling::{
    Account, Calling, Comment, MOST_PAGES, PAGE, ReadCommit, ReadPull, Trouble, has_more, meanwhile, sound,
};
use crate::files::{LARGEST_FILE, ReadFiles, Reader, TOO_MANY_CONTENTS, wanted};
use crate::github::payload::Repository;
use crate::github::payload::check::{CheckRun, CheckSuite, Said, Status as CommitsStatus};
use crate::github::payload::history::{Activity, Commit, HistoryPayload, Occasion, Review};
use crate::github::payload::pull_request::PullRequest;
use crate::outgoing::Outgoing;
use trees::Trees;

/// One repository, called with one token.
pub struct Rest<'a>(Calling<'a>);

#[derive(Deserialize)]
struct Combined {
    statuses: Vec<Status>,
}

#[derive(Deserialize)]
struct Status {
    context: String,
    state: String,
    description: Option<String>,
    target_url: Option<String>,
}

/// A pull request as a list of them has it.
#[derive(Clone, Debug, Deserialize)]
pub struct ListedPull {
    /// Its number.
    pub number: i32,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
}

/// What a pull request says of the repository it is in.
#[derive(Deserialize)]
struct Whereabouts {
    base: Base,
}

#[derive(Deserialize)]
struct Base {
    repo: Repository,
}

/// A pull request as far as its files are counted. It has changed where anything did, also what is again as it was.
#[derive(PartialEq, Eq, Deserialize)]
struct Counted {
    head: CountedHead,
    base: CountedBase,
    changed_files: u32,
    updated_at: DateTime<Utc>,
}

#[derive(PartialEq, Eq, Deserialize)]
struct CountedBase {
    #[serde(rename = "ref")]
    branch: String,
    sha: Option<String>,
}

#[derive(PartialEq, Eq, Deserialize)]
struct CountedHead {
    sha: String,
}

/// A file as a pull request's list has it.
#[derive(Deserialize)]
struct File {
    filename: String,
    sha: Option<String>,
    previous_filename: Option<String>,
    status: String,
    patch: Option<String>,
    #[serde(default)]
    additions: u64,
    #[serde(default)]
    deletions: u64,
}

impl File {
    /// Whether it can be a submodule: by its patch, or, where GitHub leaves that out, by a change of no more than its one line.
    fn may_be_submodule(&self) -> bool {
        match &self.patch {
            Some(patch) => is_of_submodule(patch),
            None => self.additions <= 1 && self.deletions <= 1 && self.additions + self.deletions > 0,
        }
    }

    fn changed(&self) -> ChangedFile {
        let change = match self.status.as_str() {
            "added" => FileChange::Added,
            "removed" => FileChange::Deleted,
            "renamed" => FileChange::Renamed,
            "copied" => FileChange::Copied,
            _ => FileChange::Modified,
        };
        let kind = match self.status.as_str() {
            _ if self.may_be_submodule() => FileKind::Submodule,
            "changed" => FileKind::ModeChanged,
            _ => FileKind::Plain,
        };
        ChangedFile {
            previous: self.previous_filename.clone(),
            kind,
            ..ChangedFile::new(&*self.filename, change)
        }
    }
}

/// A file of the list, with where its contents are and what its patch says, where it can be read.
struct Listed {
    file: ChangedFile,
    blob: Option<String>,
    patch: Option<String>,
}

impl From<File> for Listed {
    fn from(of: File) -> Self {
        let file = of.changed();
        let is_read = file.is_read_by_key();
        let is_whole = |patch: &String| {
            let lines = |sign| patch.lines().filter(|line| line.starts_with(sign)).count() as u64;
            (lines('+'), lines('-')) == (of.additions, of.deletions)
        };
        Self {
            file,
            patch: of.patch.filter(|patch| is_read && is_whole(patch)),
            blob: of.sha.filter(|_| is_read),
        }
    }
}

/// What a file holds.
#[derive(Deserialize)]
struct Blob {
    content: String,
    encoding: String,
}

impl Blob {
    fn bytes(self) -> Result<Vec<u8>, Trouble> {
        let unsound = || Trouble::Unheard("The code host’s answer does not have the form it should have.".to_owned());
        match self.encoding.as_str() {
            "utf-8" => Ok(self.content.into_bytes()),
            "base64" => {
                let text: String = self.content.split_whitespace().collect();
                STANDARD.decode(text).map_err(|_| unsound())
            }
            _ => Err(unsound()),
        }
    }
}

/// Whether a patch is that of a submodule: all that it says is which commit of another repository it is at. GitHub lists no modes.
fn is_of_submodule(patch: &str) -> bool {
    let mut said = patch.lines().filter(|line| !line.starts_with("@@")).peekable();
    let names = |line: &str| {
        let rest = line.strip_prefix(['-', '+']).unwrap_or(line);
        let commit = rest.strip_prefix("Subproject commit ");
        commit.is_some_and(|commit| is_commit(commit.trim_end_matches("-dirty")))
    };
    said.peek().is_some() && said.all(names)
}

#[derive(Deserialize)]
struct CheckRuns {
    check_runs: Vec<CheckRun>,
}

#[derive(Deserialize)]
struct CheckSuites {
    check_suites: Vec<CheckSuite>,
}

/// What GitHub Actions ran.
#[derive(Deserialize)]
struct WorkflowRuns {
    workflow_runs: Vec<WorkflowRun>,
}

#[derive(Deserialize)]
struct WorkflowRun {
    id: i64,
}

/// What GitHub Actions ran in a run: each job is a check run of the same name.
#[derive(Deserialize)]
struct WorkflowJobs {
    jobs: Vec<CheckRun>,
}

/// The most pages of pushes that are read of one branch.
const MOST_PAGES_OF_PUSHES: usize = 10;
/// What is said where pushes may not be read.
const WITHOUT_PUSHES: &str = "The token may not read the pushes of the repository: they are inferred from what was reviewed, and \
     commits count by their author dates. The permission Contents: Read lets it.";
/// How many check runs are read at once: each can have 128 KiB of words, and an answer may have 8 MiB.
const CHECKS_AT_ONCE: usize = 50;
/// How many files are read at once: each can come with a long patch, and an answer may have 8 MiB.
const FILES_AT_ONCE: usize = 50;
/// The most workflow runs of a commit whose jobs are read.
const MOST_RUNS: usize = 30;
/// What is said where check runs may not be read.
const WITHOUT_CHECKS: &str = "The token may not read check runs: of the skill file only commit statuses are read again. The permission \
     Checks: Read lets a GitHub App, the scope repo a classic token, and Actions: Read lets a fine-grained token read those of GitHub Actions.";
/// What is said where statuses may not be read.
const WITHOUT_STATUSES: &str = "The token may not read commit statuses: of the skill file only check runs are read again. The permission \
     Commit statuses: Read lets it.";

/// What is said where files may not be read.
const WITHOUT_CONTENTS: &str = "The token may not read what files hold: where only words, additions or own keys may change, a change \
     counts as outside, and links and modes are not seen. The permission Contents: Read lets it.";
/// What is said where it is not known what kind of file something is.
const UNKNOWN_KINDS: &str = "Of some of its files GitHub does not tell what kind they are, or they lie in more folders than are read: they \
     count as outside.";
/// What is said where neither may be read.
const WITHOUT_EITHER: &str = "The token may read neither check runs nor commit statuses: results of the skill file are not read again. \
     The permissions Commit statuses: Read and, for a GitHub App, Checks: Read let it.";

/// The word of a state.
fn word(state: StatusState) -> &'static str {
    match state {
        StatusState::Success => "success",
        StatusState::Failure => "failure",
        StatusState::Pending => "pending",
    }
}

impl<'a> Rest<'a> {
    /// That of a repository.
    ///
    /// # Errors
    /// [`Trouble::Refused`] when the address is none.
    pub fn new(
        outgoing: &'a Outgoing,
        (api_url, token): (&str, &'a Bearer),
        repository: &'a str,
        now: DateTime<Utc>,
    ) -> Result<Self, Trouble> {
        let to = (CodeHost::GitHub, api_url, token);
        Calling::new(outgoing, to, repository, now).map(Self)
    }

    /// The account that the token is of.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn own_account(&self) -> Result<Account, Trouble> {
        self.0.get("/user").await
    }

    /// Whether a commit's newest status of ours is this one.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn has_status(&self, sha: &str, status: &CommitStatus) -> Result<bool, Trouble> {
        for page in 1..=MOST_PAGES {
            let path = self.path(&format!("commits/{sha}/status?per_page={PAGE}&page={page}"));
            let answer = self.0.call(&Method::GET, &path, None).await?;
            let there: Combined = sound(&answer)?;
            if let Some(ours) = there.statuses.iter().find(|status| status.context == CONTEXT) {
                return Ok(ours.state == word(status.state)
                    && ours.description.as_deref() == Some(&status.description)
                    && ours.target_url.as_deref() == Some(&status.url));
            }
            if !has_more(&answer.headers) {
                break;
            }
        }
        Ok(false)
    }

    /// Gives a commit a status.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn set_status(&self, sha: &str, status: &CommitStatus) -> Result<(), Trouble> {
        let body = json!({
            "state": word(status.state),
            "context": CONTEXT,
            "description": status.description,
            "target_url": status.url,
        });
        let path = self.path(&format!("statuses/{sha}"));
        self.0.call(&Method::POST, &path, Some(&body)).await.map(|_| ())
    }

    /// The comments of a pull request, oldest first.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn comments(&self, number: i32) -> Result<Vec<Comment>, Trouble> {
        self.0.all(&self.path(&format!("issues/{number}/comments"))).await
    }

    /// Writes a comment; its id.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn comment(&self, number: i32, body: &str) -> Result<i64, Trouble> {
        let path = self.path(&format!("issues/{number}/comments"));
        let answer = self
            .0
            .call(&Method::POST, &path, Some(&json!({ "body": body })))
            .await?;
        Ok(sound::<Comment>(&answer)?.id)
    }

    /// Writes a comment anew.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Missing`] when somebody deleted it.
    pub async fn edit_comment(&self, id: i64, body: &str) -> Result<(), Trouble> {
        let path = self.path(&format!("issues/comments/{id}"));
        let edited = self.0.call(&Method::PATCH, &path, Some(&json!({ "body": body }))).await;
        edited.map(|_| ())
    }

    /// Whether the repository is there for the token.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn is_there(&self) -> Result<bool, Trouble> {
        match self
            .0
            .call(&Method::GET, &format!("/repos/{}", self.0.repository()), None)
            .await
        {
            Ok(_) => Ok(true),
            Err(Trouble::Missing) => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    /// A page of the pull requests, the one that changed last first, and whether there is another page.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn pulls(&self, page: i32) -> Result<(Vec<ListedPull>, bool), Trouble> {
        let path = format!("pulls?state=all&sort=updated&direction=desc&per_page={PAGE}&page={page}");
        let answer = self.0.call(&Method::GET, &self.path(&path), None).await?;
        Ok((sound(&answer)?, has_more(&answer.headers)))
    }

    /// A pull request with its past: its reviews, the times it went to draft or was closed, its commits, and the pushes of its
    /// branch where the token may read them.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Missing`] when there is none any more.
    pub async fn history(&self, number: i32) -> Result<ReadPull, Trouble> {
        let answer = self
            .0
            .call(&Method::GET, &self.path(&format!("pulls/{number}")), None)
            .await?;
        let pull_request: PullRequest = sound(&answer)?;
        let repository = sound::<Whereabouts>(&answer)?.base.repo;
        let reviews: Vec<Review> = self.0.all(&self.path(&format!("pulls/{number}/reviews"))).await?;
        let timeline: Vec<Occasion> = self.0.all(&self.path(&format!("issues/{number}/timeline"))).await?;
        let commits: Vec<Commit> = self.0.all(&self.path(&format!("pulls/{number}/commits"))).await?;
        let (pushes, without) = match pull_request.own_branch(&repository.full_name) {
            None => (None, None),
            Some(branch) => match self.pushes(branch).await {
                Ok(pushes) => (Some(pushes), None),
                Err(Trouble::Refused(_) | Trouble::Missing) => (None, Some(WITHOUT_PUSHES)),
                Err(trouble) => return Err(trouble),
            },
        };
        let payload = HistoryPayload {
            repository,
            pull_request,
            reviews,
            timeline: timeline.into_iter().filter(Occasion::counts).collect(),
            commits: commits.into_iter().map(Commit::shortened).collect(),
            pushes,
        };
        let body = serde_json::to_vec(&payload).map_err(|error| Trouble::Impossible(error.to_string()))?;
        Ok(ReadPull { body, without })
    }

    /// Which files a pull request changes at its newest commit, as far as GitHub lists them, 3,000 at most; of those of which it
    /// decides by these versions, what kind of file they are and what changes within them; and what the token may not read of that.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Unheard`] when somebody pushed meanwhile.
    pub(crate) async fn files(
        &self,
        number: i32,
        zones: &[Boundary],
    ) -> Result<(ReadFiles, Option<&'static str>), Trouble> {
        let path = self.path(&format!("pulls/{number}"));
        let before: Counted = self.0.get(&path).await?;
        let files = self.path(&format!("pulls/{number}/files"));
        let of = |page: Vec<File>| page.into_iter().map(Listed::from).collect();
        let mut listed: Vec<Listed> = self.0.pages((&files, FILES_AT_ONCE), of).await?;
        let without = self.look_into(&mut listed, &before, zones).await?;
        if before != self.0.get::<Counted>(&path).await? {
            return Err(meanwhile());
        }
        let read = ReadFiles {
            head: before.head.sha,
            base_branch: before.base.branch,
            total: before.changed_files,
            files: listed.into_iter().map(|listed| listed.file).collect(),
        };
        Ok((read, without))
    }

    /// Finds out of the files of which it decides what kind they are and what changes within them.
    async fn look_into(
        &self,
        listed: &mut [Listed],
        at: &Counted,
        zones: &[Boundary],
    ) -> Result<Option<&'static str>, Trouble> {
        let as_files = |listed: &Listed| ChangedFile {
            kind: FileKind::Plain,
            ..listed.file.clone()
        };
        let files: Vec<ChangedFile> = listed.iter().map(as_files).collect();
        let Wanted { kinds, contents } = wanted(zones, &files, at.changed_files);
        let mut trees = Trees::new(self);
        let mut without = None;
        for place in kinds {
            let Listed { file, blob, .. } = &mut listed[place];
            match trees.kind(file, at).await {
                Ok(Some((kind, is))) => {
                    file.kind = kind;
                    // The list and its patch are of another commit.
                    if file.change != FileChange::Deleted && *blob != is {
                        *blob = None;
                    }
                }
                // It may be anything.
                Ok(None) => {
                    file.kind = FileKind::ModeChanged;
                    without = Some(UNKNOWN_KINDS);
                }
                Err(Trouble::Refused(_)) => return Ok(Some(WITHOUT_CONTENTS)),
                Err(trouble) => return Err(trouble),
            }
        }
        let mut reader = Reader::new();
        for place in contents {
            let Listed { file, blob, patch } = &mut listed[place];
            if file.kind != FileKind::Plain || !file.is_read_by_key() {
                continue;
            }
            if !reader.takes() {
                return Ok(Some(TOO_MANY_CONTENTS));
            }
            let after = match (file.change, blob.as_deref().filter(|id| is_commit(id))) {
                (FileChange::Deleted, _) => None,
                (_, None) => continue,
                (_, Some(blob)) => match self.0.get::<Blob>(&self.path(&format!("git/blobs/{blob}"))).await {
                    Ok(blob) => Some(blob.bytes()?),
                    Err(Trouble::Refused(_)) => return Ok(Some(WITHOUT_CONTENTS)),
                    Err(Trouble::Missing | Trouble::Impossible(_)) => continue,
                    Err(trouble) => return Err(trouble),
                },
            };
            if after.as_ref().is_none_or(|after| after.len() <= LARGEST_FILE) {
                reader.note(file, after, patch.as_deref());
            }
        }
        Ok(without)
    }

    /// What was said of a commit: all its check runs, the suites of Apps that are called like the skill file, and all its
    /// statuses, as far as the token may read them. GitHub lets no fine-grained token read check runs: then it is the jobs of
    /// GitHub Actions, each of which is a check run of the same name.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Impossible`] or [`Trouble::Missing`] when the commit is gone.
    pub(crate) async fn said(&self, sha: &str) -> Result<ReadCommit<Said>, Trouble> {
        let mut checks = allowed(self.checks(sha).await)?;
        if checks.is_none() {
            checks = match self.jobs(sha).await {
                // Actions are not there, or not for this token.
                Err(Trouble::Missing) => None,
                read => allowed(read)?,
            };
        }
        let path = self.path(&format!("commits/{sha}/statuses"));
        let statuses = allowed(self.0.all::<CommitsStatus>(&path).await)?;
        let without = match (&checks, &statuses) {
            (Some(_), Some(_)) => None,
            (None, Some(_)) => Some(WITHOUT_CHECKS),
            (Some(_), None) => Some(WITHOUT_STATUSES),
            (None, None) => Some(WITHOUT_EITHER),
        };
        let statuses = statuses.into_iter().flatten().map(Said::Status);
        Ok(ReadCommit {
            said: checks.into_iter().flatten().chain(statuses).collect(),
            without,
        })
    }

    async fn checks(&self, sha: &str) -> Result<Vec<Said>, Trouble> {
        let of = |what: &str| self.path(&format!("commits/{sha}/{what}"));
        // Without the filter an earlier run of a check is left out.
        let path = of("check-runs?filter=all");
        let runs = self.0.pages((&path, CHECKS_AT_ONCE), |page: CheckRuns| page.check_runs);
        let runs = runs.await?;
        let path = of("check-suites");
        let suites = self
            .0
            .pages((&path, CHECKS_AT_ONCE), |page: CheckSuites| page.check_suites);
        let suites = match runs.iter().any(CheckRun::is_of_skill_app) {
            true => suites.await?,
            false => Vec::new(),
        };
        let runs = runs.into_iter().map(Said::CheckRun);
        Ok(runs.chain(suites.into_iter().map(Said::CheckSuite)).collect())
    }

    /// The jobs of the newest workflow runs at a commit, those that were tried again, too.
    async fn jobs(&self, sha: &str) -> Result<Vec<Said>, Trouble> {
        let path = self.path(&format!("actions/runs?head_sha={sha}&per_page={MOST_RUNS}"));
        let runs: WorkflowRuns = self.0.get(&path).await?;
        let mut all = Vec::new();
        for run in runs.workflow_runs {
            let path = self.path(&format!("actions/runs/{}/jobs?filter=all", run.id));
            match self.0.pages((&path, PAGE), |page: WorkflowJobs| page.jobs).await {
                Ok(jobs) => all.extend(jobs.into_iter().map(Said::CheckRun)),
                // Somebody deleted the run.
                Err(Trouble::Missing) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(all)
    }

    /// The pushes of a branch, the newest first. Their pages are named by a place in the list, not by a number.
    async fn pushes(&self, branch: &str) -> Result<Vec<Activity>, Trouble> {
        let name = format!("refs/heads/{branch}");
        let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
        let mut path = self.path(&format!("activity?per_page={PAGE}&ref={name}"));
        let mut all = Vec::new();
        for _ in 0..MOST_PAGES_OF_PUSHES {
            let answer = self.0.call(&Method::GET, &path, None).await?;
            all.extend(sound::<Vec<Activity>>(&answer)?);
            match self.0.next_path(&answer.headers) {
                Some(next) => path = next,
                None => break,
            }
        }
        Ok(all)
    }

    fn path(&self, path: &str) -> String {
        format!("/repos/{}/{path}", self.0.repository())
    }
}

/// A list; `None` where the token may not read it.
fn allowed<T>(read: Result<Vec<T>, Trouble>) -> Result<Option<Vec<T>>, Trouble> {
    match read {
        Ok(all) => Ok(Some(all)),
        Err(Trouble::Refused(_)) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(file: serde_json::Value) -> ChangedFile {
        serde_json::from_value::<File>(file).expect("a file").changed()
    }

    /// As the published description has the list, and what GitHub gives for modes, links and submodules.
    #[test]
    fn a_file_of_the_list_is_what_was_done_to_it() {
        let plain = ChangedFile::new;
        let of_kind = |kind| ChangedFile {
            kind,
            ..plain("web/a", FileChange::Modified)
        };
        let (one, other) = ("1".repeat(40), "2".repeat(40));
        let moved = format!("@@ -1 +1 @@\n-Subproject commit {one}\n+Subproject commit {other}");
        let new = format!("@@ -0,0 +1 @@\n+Subproject commit {one}");
        for (said, expected) in [
            (json!({ "status": "added" }), plain("web/a", FileChange::Added)),
            // Its patch is left out: one line more or less can be that of a submodule, more lines cannot, and a file of bytes has none.
            (
                json!({ "status": "modified", "additions": 1, "deletions": 1 }),
                of_kind(FileKind::Submodule),
            ),
            (
                json!({ "status": "modified", "additions": 2, "deletions": 1 }),
                plain("web/a", FileChange::Modified),
            ),
            (
                json!({ "status": "modified", "additions": 0, "deletions": 0 }),
                plain("web/a", FileChange::Modified),
            ),
            (json!({ "status": "removed" }), plain("web/a", FileChange::Deleted)),
            (
                json!({ "status": "modified", "patch": "@@ -1 +1 @@\n-a\n+b" }),
                plain("web/a", FileChange::Modified),
            ),
            (
                json!({ "status": "modified", "patch": "" }),
                plain("web/a", FileChange::Modified),
            ),
            (
                json!({ "status": "renamed", "previous_filename": "b" }),
                plain("web/a", FileChange::Renamed).from("b"),
            ),
            (
                json!({ "status": "copied", "previous_filename": "b" }),
                plain("web/a", FileChange::Copied).from("b"),
            ),
            (json!({ "status": "changed" }), of_kind(FileKind::ModeChanged)),
            (json!({ "status": "unchanged" }), plain("web/a", FileChange::Modified)),
            (
                json!({ "status": "something new" }),
                plain("web/a", FileChange::Modified),
            ),
            (
                json!({ "status": "modified", "patch": moved }),
                of_kind(FileKind::Submodule),
            ),
            (
                json!({ "status": "added", "patch": new }),
                ChangedFile {
                    kind: FileKind::Submodule,
                    ..plain("web/a", FileChange::Added)
                },
            ),
            (
                json!({ "status": "modified", "patch": format!("{moved}\n+and more") }),
                plain("web/a", FileChange::Modified),
            ),
        ] {
            let mut file = said;
            file["filename"] = json!("web/a");
            assert_eq!(changed(file.clone()), expected, "{file}");
        }
    }
}
