//! GitLab's interface for programs, as far as it is used: statuses of commits, and notes on merge requests, of one project with
//! one token.
//!
//! A commit's status is a job of an external pipeline there. One that waits is written over, but only by another state: a
//! state that it has already is refused, with all that came with it. One that is done is followed by a new job of the same name.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::gate::is_commit;
use domain::gate::told::{CONTEXT, CommitStatus, StatusState};
use domain::github::CodeHost;
use domain::zone::{Boundary, ChangedFile, FileChange, FileKind, Wanted};
use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::json;
use store::github::Bearer;

use crate::calling::{Account, Calling, Comment, PAGE, ReadCommit, ReadPull, Trouble, has_more, meanwhile, sound};
use crate::files::{LARGEST_FILE, ReadFiles, Reader, TOO_MANY_CONTENTS, wanted};
use crate::gitlab::payload::history::{Commit, Described, HistoryPayload, Note, PushEvent, StateEvent, Version};
use crate::gitlab::payload::{Job, Project};
use crate::outgoing::Outgoing;

/// What stands in an address otherwise than it is: all but what RFC 3986 leaves unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The most pages of the project's pushes that are read for one merge request.
const MOST_PAGES_OF_PUSHES: usize = 20;
/// How long before a merge request was opened its first commit can have been pushed, at most.
const BEGUN_WITHIN: TimeDelta = TimeDelta::days(90);
/// How many files are read at once: each comes with its diff, and an answer may have 8 MiB.
const FILES_AT_ONCE: usize = 30;
/// What is said where pushes may not be read.
const WITHOUT_PUSHES: &str = "The token may not read the events of the project: pushes are those that each merge request lists, and \
     commits count by their author dates. The role Developer lets it.";
/// What is said where jobs and statuses may not be read.
const WITHOUT_JOBS: &str = "The token may not read the jobs and statuses of commits: results of the skill file are not read again. The \
     role Developer lets it.";
/// What is said where files may not be read.
const WITHOUT_CONTENTS: &str = "The token may not read what files hold: where only words, additions or own keys may change, a change \
     counts as outside. The role Developer lets it.";
/// What is said where there are too many.
const TOO_MANY_PUSHES: &str = "The project has more pushes than are read for one merge request (2,000): later ones are those that each \
     merge request lists.";

/// One project, called with one token.
pub struct Rest<'a> {
    calling: Calling<'a>,
    /// Its path as one part of an address: `acme%2Fweb%2Fshop`.
    project: String,
}

/// A merge request as a list of them has it.
#[derive(Clone, Debug, Deserialize)]
pub struct ListedMergeRequest {
    /// Its number in the project.
    pub iid: i32,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
}

/// A merge request as far as its files are counted. It has changed where anything did, also what is again as it was.
#[derive(PartialEq, Eq, Deserialize)]
struct Counted {
    target_branch: String,
    updated_at: DateTime<Utc>,
    sha: Option<String>,
    diff_refs: Option<DiffRefs>,
    /// Such as 3, or 1000+ where they are not all counted; null while GitLab works them out.
    changes_count: Option<String>,
}

#[derive(PartialEq, Eq, Deserialize)]
struct DiffRefs {
    head_sha: Option<String>,
}

impl Counted {
    /// The newest commit, and how many files change there; more than are listed, where they are not all counted. `None` while
    /// GitLab works them out.
    fn of(&self, listed: usize) -> Option<(String, u32)> {
        let counted = self.diff_refs.as_ref().and_then(|refs| refs.head_sha.as_ref());
        let head = self.sha.as_ref().filter(|sha| Some(*sha) == counted)?;
        let count = self.changes_count.as_deref()?;
        let total = match count.strip_suffix('+') {
            Some(at_least) => at_least
                .parse::<u32>()
                .ok()?
                .max(u32::try_from(listed).ok()?)
                .checked_add(1)?,
            None => count.parse().ok()?,
        };
        Some((head.clone(), total))
    }
}

/// A file as a merge request's list has it.
#[derive(Deserialize)]
struct File {
    old_path: String,
    new_path: String,
    a_mode: Option<String>,
    b_mode: Option<String>,
    #[serde(default)]
    new_file: bool,
    #[serde(default)]
    renamed_file: bool,
    #[serde(default)]
    deleted_file: bool,
    #[serde(default)]
    diff: String,
}

/// A file of the list, with what its diff says, where it can be read.
struct Listed {
    file: ChangedFile,
    patch: Option<String>,
}

impl From<File> for Listed {
    fn from(mut of: File) -> Self {
        let patch = std::mem::take(&mut of.diff);
        let file = of.changed();
        let is_read = file.is_read_by_key() && file.kind == FileKind::Plain;
        Self {
            file,
            patch: (is_read && !patch.is_empty()).then_some(patch),
        }
    }
}

impl File {
    fn changed(self) -> ChangedFile {
        // Without its leading noughts where there is no file.
        let mode = |mode: Option<String>| format!("{:0>6}", mode.unwrap_or_default());
        let kind = FileKind::of_modes(&mode(self.a_mode), &mode(self.b_mode));
        let (path, change) = match (self.deleted_file, self.new_file, self.renamed_file) {
            (true, ..) => (self.old_path.clone(), FileChange::Deleted),
            (_, true, _) => (self.new_path, FileChange::Added),
            (.., true) => (self.new_path, FileChange::Renamed),
            _ if self.old_path != self.new_path => (self.new_path, FileChange::Renamed),
            _ => (self.new_path, FileChange::Modified),
        };
        ChangedFile {
            previous: (change == FileChange::Renamed).then_some(self.old_path),
            kind,
            ..ChangedFile::new(path, change)
        }
    }
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

    /// Gives a commit a status. One that waits already is as it was: its words stay right while it waits
    /// ([`CommitStatus::kept_by`]), and an address of before leads where it led.
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
    pub async fn notes(&self, iid: i32) -> Result<Vec<Comment>, Trouble> {
        let path = self.path(&format!("merge_requests/{iid}/notes?sort=asc&order_by=created_at"));
        let all: Vec<Comment> = self.calling.all(&path).await?;
        Ok(all.into_iter().filter(Comment::is_written).collect())
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
        Ok(sound::<Comment>(&answer)?.id)
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

    /// A page of the merge requests that changed since a time, the one that changed last first, and whether there is another.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn merge_requests(
        &self,
        since: DateTime<Utc>,
        page: i32,
    ) -> Result<(Vec<ListedMergeRequest>, bool), Trouble> {
        let since = since.format("%Y-%m-%dT%H:%M:%SZ");
        let path = format!(
            "merge_requests?state=all&scope=all&order_by=updated_at&sort=desc&updated_after={since}&per_page={PAGE}&page={page}"
        );
        let answer = self.calling.call(&Method::GET, &self.path(&path), None).await?;
        Ok((sound(&answer)?, has_more(&answer.headers)))
    }

    /// A merge request with its past: its notes, the times it was closed, its versions and commits, and the pushes of its branch
    /// where the token may read them.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Missing`] when there is none any more.
    pub async fn history(&self, iid: i32) -> Result<ReadPull, Trouble> {
        let of = |what: &str| self.path(&format!("merge_requests/{iid}{what}"));
        let merge_request: Described = self.calling.get(&of("")).await?;
        let project: Project = self.calling.get(&format!("/projects/{}", self.project)).await?;
        let source = match merge_request.source_project_id {
            Some(id) if id == project.id => None,
            Some(id) => Some(self.fork(id).await?),
            None => Some("gone".to_owned()),
        };
        let notes: Vec<Note> = self.calling.all(&of("/notes?sort=asc&order_by=created_at")).await?;
        let states: Vec<StateEvent> = self.calling.all(&of("/resource_state_events")).await?;
        let versions: Vec<Version> = self.calling.all(&of("/versions")).await?;
        let commits: Vec<Commit> = self.calling.all(&of("/commits")).await?;
        let (pushes, without) = match source {
            Some(_) => (Vec::new(), None),
            None => match self.pushes(&merge_request, &commits).await {
                Ok(read) => read,
                Err(Trouble::Refused(_) | Trouble::Missing) => (Vec::new(), Some(WITHOUT_PUSHES)),
                Err(trouble) => return Err(trouble),
            },
        };
        let notes = notes.into_iter().filter(Note::counts);
        let payload = HistoryPayload {
            project,
            merge_request,
            source,
            notes: notes.map(Note::without_words).collect(),
            states,
            versions,
            commits,
            pushes,
        };
        let body = serde_json::to_vec(&payload).map_err(|error| Trouble::Impossible(error.to_string()))?;
        Ok(ReadPull { body, without })
    }

    /// Which files a merge request changes at its newest commit, as far as GitLab lists them; of those of which it decides by these
    /// versions, what changes within them; and what the token may not read of that.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Unheard`] when somebody pushed meanwhile, or GitLab has not worked them out.
    pub(crate) async fn files(
        &self,
        iid: i32,
        zones: &[Boundary],
    ) -> Result<(ReadFiles, Option<&'static str>), Trouble> {
        let path = self.path(&format!("merge_requests/{iid}"));
        let before: Counted = self.calling.get(&path).await?;
        let diffs = self.path(&format!("merge_requests/{iid}/diffs"));
        let of = |page: Vec<File>| page.into_iter().map(Listed::from).collect();
        let mut listed: Vec<Listed> = self.calling.pages((&diffs, FILES_AT_ONCE), of).await?;
        let (head, total) = before
            .of(listed.len())
            .ok_or_else(|| Trouble::Unheard("GitLab has not worked out yet which files change.".to_owned()))?;
        let without = self.look_into(&mut listed, (&head, total), zones).await?;
        if before != self.calling.get::<Counted>(&path).await? {
            return Err(meanwhile());
        }
        let read = ReadFiles {
            head,
            base_branch: before.target_branch,
            total,
            files: listed.into_iter().map(|listed| listed.file).collect(),
        };
        Ok((read, without))
    }

    /// Finds out of the files of which it decides what changes within them.
    async fn look_into(
        &self,
        listed: &mut [Listed],
        (head, total): (&str, u32),
        zones: &[Boundary],
    ) -> Result<Option<&'static str>, Trouble> {
        let files: Vec<ChangedFile> = listed.iter().map(|listed| listed.file.clone()).collect();
        let mut reader = Reader::new();
        let wanted = if is_commit(head) {
            wanted(zones, &files, total)
        } else {
            Wanted::default()
        };
        for place in wanted.contents {
            let Listed { file, patch } = &mut listed[place];
            if !file.is_read_by_key() {
                continue;
            }
            if !reader.takes() {
                return Ok(Some(TOO_MANY_CONTENTS));
            }
            let after = match file.change {
                FileChange::Deleted => None,
                _ => {
                    let name = utf8_percent_encode(&file.path, RESERVED);
                    let path = self.path(&format!("repository/files/{name}/raw?ref={head}"));
                    match self.calling.call(&Method::GET, &path, None).await {
                        Ok(answer) => Some(answer.body.to_vec()),
                        Err(Trouble::Refused(_)) => return Ok(Some(WITHOUT_CONTENTS)),
                        Err(Trouble::Missing | Trouble::Impossible(_)) => continue,
                        Err(trouble) => return Err(trouble),
                    }
                }
            };
            if after.as_ref().is_none_or(|after| after.len() <= LARGEST_FILE) {
                reader.note(file, after, patch.as_deref());
            }
        }
        Ok(None)
    }

    /// What was said of a commit: all its jobs and statuses, those that were tried again, too.
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::Impossible`] when the commit is gone.
    pub(crate) async fn said(&self, sha: &str) -> Result<ReadCommit<Job>, Trouble> {
        let path = self.path(&format!("repository/commits/{sha}/statuses?all=true"));
        match self.calling.all(&path).await {
            Ok(said) => Ok(ReadCommit { said, without: None }),
            Err(Trouble::Refused(_)) => Ok(ReadCommit {
                said: Vec::new(),
                without: Some(WITHOUT_JOBS),
            }),
            Err(trouble) => Err(trouble),
        }
    }

    /// The path of the project that a merge request comes from, or its id where the token may not see it.
    async fn fork(&self, id: i64) -> Result<String, Trouble> {
        match self.calling.get::<Project>(&format!("/projects/{id}")).await {
            Ok(fork) => Ok(fork.path_with_namespace),
            Err(Trouble::Missing | Trouble::Refused(_)) => Ok(id.to_string()),
            Err(trouble) => Err(trouble),
        }
    }

    /// The pushes of a merge request's branch among those of the project, from its first commit to its merge, the oldest first.
    /// GitLab lists them by days, not by branches.
    async fn pushes(
        &self,
        of: &Described,
        commits: &[Commit],
    ) -> Result<(Vec<PushEvent>, Option<&'static str>), Trouble> {
        let opened = of.created_at.0;
        let begun = commits.iter().filter_map(Commit::earliest).min().unwrap_or(opened);
        let begun = begun.clamp(opened - BEGUN_WITHIN, opened).date_naive();
        // Both days are left out of what is listed, and are days of GitLab's own zone.
        let after = begun.checked_sub_days(Days::new(2)).unwrap_or(NaiveDate::MIN);
        let merged = of.merged_at.map(|at| at.0.date_naive());
        let before = merged.and_then(|day| day.checked_add_days(Days::new(2)));
        let before = before.map_or(String::new(), |day| format!("&before={day}"));
        let mut own = Vec::new();
        for page in 1..=MOST_PAGES_OF_PUSHES {
            let path = format!("events?action=pushed&sort=asc&after={after}{before}&per_page={PAGE}&page={page}");
            let answer = self.calling.call(&Method::GET, &self.path(&path), None).await?;
            let all: Vec<PushEvent> = sound(&answer)?;
            own.extend(all.into_iter().filter(|push| push.is_to(&of.source_branch)));
            if !has_more(&answer.headers) {
                return Ok((own, None));
            }
        }
        Ok((own, Some(TOO_MANY_PUSHES)))
    }

    fn path(&self, path: &str) -> String {
        format!("/projects/{}/{path}", self.project)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_list_is_what_was_done_to_it() {
        let plain = ChangedFile::new;
        let of_kind = |kind, file: ChangedFile| ChangedFile { kind, ..file };
        let file = |old: &str, new: &str, modes: [&str; 2], marks: [bool; 3]| {
            let said = json!({
                "old_path": old, "new_path": new, "a_mode": modes[0], "b_mode": modes[1], "new_file": marks[0],
                "renamed_file": marks[1], "deleted_file": marks[2], "generated_file": null, "diff": "",
            });
            serde_json::from_value::<File>(said).expect("a file").changed()
        };
        let (usual, none) = (["100644", "100644"], [false; 3]);
        let modified = || plain("a", FileChange::Modified);
        assert_eq!(file("a", "a", usual, none), modified());
        assert_eq!(
            file("a", "a", ["0", "100644"], [true, false, false]),
            plain("a", FileChange::Added)
        );
        assert_eq!(
            file("a", "a", ["100644", "0"], [false, false, true]),
            plain("a", FileChange::Deleted)
        );
        let renamed = plain("b", FileChange::Renamed).from("a");
        assert_eq!(file("a", "b", usual, [false, true, false]), renamed);
        // The paths differ, whatever is said.
        assert_eq!(file("a", "b", usual, none), renamed);
        for (modes, kind) in [
            (["100644", "100755"], FileKind::ModeChanged),
            (["100755", "100644"], FileKind::Plain),
            (["100644", "120000"], FileKind::Symlink),
            (["160000", "160000"], FileKind::Submodule),
        ] {
            assert_eq!(file("a", "a", modes, none), of_kind(kind, modified()), "{modes:?}");
        }
        let link = plain("a", FileChange::Added);
        assert_eq!(
            file("a", "a", ["000000", "120000"], [true, false, false]),
            of_kind(FileKind::Symlink, link)
        );
    }

    #[test]
    fn the_count_is_gitlabs_and_none_while_it_works_it_out() {
        let of = |sha: &str, head_sha: Option<&str>, count: Option<&str>, listed| {
            let said = json!({ "target_branch": "main", "updated_at": "2026-03-03T09:00:00Z", "sha": sha, "diff_refs": head_sha.map(|sha| json!({ "head_sha": sha })), "changes_count": count });
            let counted: Counted = serde_json::from_value(said).expect("a merge request");
            counted.of(listed).map(|(_, total)| total)
        };
        assert_eq!(of("a", Some("a"), Some("3"), 3), Some(3));
        assert_eq!(of("a", Some("a"), Some("1000+"), 1000), Some(1001));
        assert_eq!(of("a", Some("a"), Some("1000+"), 1200), Some(1201));
        assert_eq!(of("a", Some("b"), Some("3"), 3), None);
        assert_eq!(of("a", None, Some("3"), 3), None);
        assert_eq!(of("a", Some("a"), None, 0), None);
        assert_eq!(of("a", Some("a"), Some("some"), 0), None);
    }
}
