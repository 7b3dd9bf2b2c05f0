//! Which files a pull request changes, as a code host lists them: read through its interface, kept as a delivery, and what that
//! means.

use domain::gate::is_commit;
use domain::github::{Event, ListedFiles, Repository};
use domain::zone::{Boundary, ChangedFile, Contents, FileChange, Wanted, unpatched};
use serde::{Deserialize, Serialize};

use crate::github::payload::Heard;

/// The largest file that is read, in bytes: what is larger is not judged by what it holds.
pub(crate) const LARGEST_FILE: usize = 1 << 20;
/// The most files of a change that are read.
pub(crate) const MOST_CONTENTS: usize = 60;
/// The longest that what is kept of them together may be, in bytes.
const LONGEST_TOGETHER: usize = 2 << 20;

/// What is said where there are too many.
pub(crate) const TOO_MANY_CONTENTS: &str = "It changes more than is read of files in which only words, additions or own keys may \
     change: what was not read counts as outside.";

/// The files of a pull request at its newest commit, as they are kept.
#[derive(Deserialize, Serialize)]
pub(crate) struct FilesPayload {
    /// What the code host calls the repository.
    pub repository: String,
    /// The code host's id of it, where that is known.
    pub repository_id: Option<i64>,
    pub number: i32,
    #[serde(flatten)]
    pub read: ReadFiles,
}

/// The files of a pull request as they were read.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct ReadFiles {
    /// The newest commit, before and after they were read.
    pub head: String,
    /// The branch it goes into, likewise.
    pub base_branch: String,
    /// How many there are by the code host's count.
    pub total: u32,
    /// Those that it lists.
    pub files: Vec<ChangedFile>,
}

/// What has to be known of the files of a change by any of the versions that ever were in force.
pub(crate) fn wanted(zones: &[Boundary], files: &[ChangedFile], total: u32) -> Wanted {
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    let mut all = Wanted::default();
    for zone in zones {
        let Wanted { kinds, contents } = zone.wanted(files, total);
        all.kinds.extend(kinds);
        all.contents.extend(contents);
    }
    all
}

/// Notes what files of a change hold, as long as there is room for it.
pub(crate) struct Reader {
    read: usize,
    length: usize,
}

impl Reader {
    pub(crate) const fn new() -> Self {
        Self { read: 0, length: 0 }
    }

    /// Whether there is room for another, which is asked for then.
    pub(crate) fn takes(&mut self) -> bool {
        self.read += 1;
        self.read <= MOST_CONTENTS && self.length < LONGEST_TOGETHER
    }

    /// Notes what happens within a file, by what it holds after the change, where it is there then, and by the patch.
    pub(crate) fn note(&mut self, file: &mut ChangedFile, after: Option<Vec<u8>>, patch: Option<&str>) {
        let Some(contents) = contents(file, after, patch) else {
            return;
        };
        let kept = ChangedFile {
            contents: Some(contents),
            ..file.clone()
        };
        *file = kept.kept();
        self.length += serde_json::to_vec(&file.edits).map_or(0, |edits| edits.len());
    }
}

/// What a file holds before and after the change; `None` where that is no text, or the patch is not of it.
fn contents(file: &ChangedFile, after: Option<Vec<u8>>, patch: Option<&str>) -> Option<Contents> {
    let after = after.map(String::from_utf8).transpose().ok()?;
    match file.change {
        FileChange::Added | FileChange::Copied => Some(Contents {
            before: None,
            after: Some(after?),
        }),
        FileChange::Deleted => Some(Contents {
            before: Some(unpatched("", patch?)?),
            after: None,
        }),
        FileChange::Modified => {
            let after = after?;
            Some(Contents {
                before: Some(unpatched(&after, patch?)?),
                after: Some(after),
            })
        }
        FileChange::Renamed => None,
    }
}

impl FilesPayload {
    pub(crate) fn heard(self) -> Heard {
        let ReadFiles { head, total, files, .. } = self.read;
        let no_path = |path: &str| path.is_empty() || path.contains('\0');
        let paths = |file: &ChangedFile| no_path(&file.path) || file.previous.as_deref().is_some_and(no_path);
        if self.number <= 0 || !is_commit(&head) || i32::try_from(total).is_err() {
            return Heard::Ignored("ignored: it names no pull request, no commit or no count".to_owned());
        }
        if files.iter().any(paths) {
            return Heard::Ignored("ignored: it lists a path that no file can have".to_owned());
        }
        let repository = Repository {
            id: self.repository_id,
            name: self.repository,
            was: None,
        };
        let listed = ListedFiles {
            number: self.number,
            head,
            total: usize::try_from(total).unwrap_or(usize::MAX).max(files.len()),
            files,
        };
        Heard::Event(Box::new((repository, Event::Files(listed))))
    }
}
