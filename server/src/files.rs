//! Which files a pull request changes, as a code host lists them: read through its interface, kept as a delivery, and what that
//! means.

use domain::gate::is_commit;
use domain::github::{Event, ListedFiles, Repository};
use domain::zone::ChangedFile;
use serde::{Deserialize, Serialize};

use crate::github::payload::Heard;

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
