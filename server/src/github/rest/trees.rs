//! The folders of commits, as far as files were asked for in them: the list of a pull request's files says nothing of their modes.

use std::collections::HashMap;

use domain::gate::is_commit;
use domain::zone::{ChangedFile, FileChange, FileKind};
use serde::Deserialize;

use super::{Counted, Rest};
use crate::calling::Trouble;

/// The most folders that are read of one change.
const MOST_FOLDERS: usize = 100;

/// What is at a path.
struct Found {
    /// In six digits.
    mode: String,
    /// That of what it holds; `None` where nothing is there.
    id: Option<String>,
}

impl Found {
    fn nothing() -> Self {
        Self {
            mode: "000000".to_owned(),
            id: None,
        }
    }
}

#[derive(Deserialize)]
struct Tree {
    tree: Vec<Entry>,
    #[serde(default)]
    truncated: bool,
}

#[derive(Deserialize)]
struct Entry {
    path: String,
    mode: String,
    #[serde(rename = "type")]
    what: String,
    sha: String,
}

struct Folder {
    entries: HashMap<String, Entry>,
    is_whole: bool,
}

/// Folders that were read.
pub(super) struct Trees<'a> {
    rest: &'a Rest<'a>,
    /// By their ids, and those of the commits they are the top of.
    folders: HashMap<String, Folder>,
}

impl<'a> Trees<'a> {
    pub(super) fn new(rest: &'a Rest<'a>) -> Self {
        Self {
            rest,
            folders: HashMap::new(),
        }
    }

    /// What kind of file it is that a change is about, by its modes at the newest commit and where the branch is that it goes into,
    /// and what it is at the newest commit; `None` where that is not known.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub(super) async fn kind(
        &mut self,
        file: &ChangedFile,
        at: &Counted,
    ) -> Result<Option<(FileKind, Option<String>)>, Trouble> {
        let after = match file.change {
            FileChange::Deleted => Found::nothing(),
            _ => match self.find(&at.head.sha, &file.path).await? {
                // It is there: a folder without it is of another time.
                Some(found) if found.id.is_some() => found,
                _ => return Ok(None),
            },
        };
        let before = match (file.change, &at.base.sha) {
            (FileChange::Added | FileChange::Copied, _) => Found::nothing(),
            (_, None) => return Ok(None),
            (_, Some(base)) => match self.find(base, file.left().unwrap_or(&file.path)).await? {
                Some(found) => found,
                None => return Ok(None),
            },
        };
        Ok(Some((FileKind::of_modes(&before.mode, &after.mode), after.id)))
    }

    /// What is at a path in a commit; `None` where that is not told, or too much would have to be read.
    async fn find(&mut self, commit: &str, path: &str) -> Result<Option<Found>, Trouble> {
        let mut at = commit.to_owned();
        let mut names = path.split('/').peekable();
        while let Some(name) = names.next() {
            let Some(folder) = self.folder(&at).await? else {
                return Ok(None);
            };
            let next = match folder.entries.get(name) {
                None if !folder.is_whole => return Ok(None),
                Some(entry) if names.peek().is_none() && entry.what != "tree" => {
                    return Ok(Some(Found {
                        mode: format!("{:0>6}", entry.mode),
                        id: Some(entry.sha.clone()),
                    }));
                }
                Some(entry) if names.peek().is_some() && entry.what == "tree" => entry.sha.clone(),
                _ => break,
            };
            at = next;
        }
        Ok(Some(Found::nothing()))
    }

    async fn folder(&mut self, id: &str) -> Result<Option<&Folder>, Trouble> {
        if !self.folders.contains_key(id) {
            if self.folders.len() >= MOST_FOLDERS || !is_commit(id) {
                return Ok(None);
            }
            let path = self.rest.path(&format!("git/trees/{id}"));
            let Tree { tree, truncated } = match self.rest.0.get(&path).await {
                // It is asked for once.
                Err(Trouble::Missing | Trouble::Impossible(_)) => Tree {
                    tree: Vec::new(),
                    truncated: true,
                },
                read => read?,
            };
            let entries = tree.into_iter().map(|entry| (entry.path.clone(), entry));
            let folder = Folder {
                entries: entries.collect(),
                is_whole: !truncated,
            };
            self.folders.insert(id.to_owned(), folder);
        }
        Ok(self.folders.get(id))
    }
}
