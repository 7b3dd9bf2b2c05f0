//! What a change does to files, however it was told: by the code host, by git, or by hand.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Edits;

/// One file of a change. Its JSON is stored for ever: names and words are never changed, and what is usual is left out.
///
/// `{"path":"web/locales/sv.json","change":"modified"}`
///
/// `{"path":"web/b.ts","previous":"web/a.ts","change":"renamed","kind":"symlink"}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedFile {
    /// Its path after the change; of a deleted file, its last one.
    pub path: String,
    /// Its path before, if it was renamed; what it was copied from, if it was copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// What was done to it.
    pub change: FileChange,
    /// What kind of file it is, if it is not just a file.
    #[serde(default, skip_serializing_if = "FileKind::is_plain")]
    pub kind: FileKind,
    /// What it holds, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Contents>,
    /// What the change does within it, where that is all that is kept of what it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<Edits>,
}

/// What was done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileChange {
    /// It is new.
    Added,
    /// It holds something else, or its mode is another one.
    Modified,
    /// It is gone.
    Deleted,
    /// It has another path, and may hold something else.
    Renamed,
    /// It is new, and was made from another file, which is as it was.
    Copied,
}

/// What kind of file it is, before the change or after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A file like most, executable or not, whose mode stays, or that is executable no more.
    #[default]
    Plain,
    /// It becomes executable or a file of another kind, or the code host says no more than that its mode changed.
    ModeChanged,
    /// A symbolic link: it leads wherever it says.
    Symlink,
    /// A submodule: the code of another repository.
    Submodule,
}

/// What a file holds before and after the change. `None` on a side where there is no such file; a file whose contents
/// are not known, or are no UTF-8, has no `Contents` at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// After.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl ChangedFile {
    /// A plain file of which no more is known.
    #[must_use]
    pub fn new(path: impl Into<String>, change: FileChange) -> Self {
        Self {
            path: path.into(),
            previous: None,
            change,
            kind: FileKind::Plain,
            contents: None,
            edits: None,
        }
    }

    /// The same file, renamed or copied from another path.
    #[must_use]
    pub fn from(self, previous: impl Into<String>) -> Self {
        Self {
            previous: Some(previous.into()),
            ..self
        }
    }

    /// The same file as it is kept: of what it holds only what changes, key by key. What is in a renamed file, which is gone at one
    /// path and new at another, is not kept, nor what is in a kind of file that is not read key by key.
    #[must_use]
    pub fn kept(self) -> Self {
        let edits = self.known_edits().map(|edits| edits.into_owned().kept());
        Self {
            edits,
            contents: None,
            ..self
        }
    }

    /// Whether what it holds can be known key by key, where somebody says it: it is of such a kind, and is not renamed.
    #[must_use]
    pub fn is_read_by_key(&self) -> bool {
        self.left().is_none() && Edits::between(&self.path, None, None).is_some()
    }

    /// What the change does within it, as far as that is known.
    #[must_use]
    pub fn known_edits(&self) -> Option<Cow<'_, Edits>> {
        if self.left().is_some() {
            return None;
        }
        let Some(contents) = &self.contents else {
            return self.edits.as_ref().map(Cow::Borrowed);
        };
        let is_whole = match self.change {
            FileChange::Modified => contents.before.is_some() && contents.after.is_some(),
            FileChange::Added | FileChange::Copied => contents.after.is_some(),
            FileChange::Deleted => contents.before.is_some(),
            FileChange::Renamed => false,
        };
        let side = |text: &Option<String>, is: bool| text.clone().filter(|_| is);
        let of = Contents {
            before: side(
                &contents.before,
                matches!(self.change, FileChange::Modified | FileChange::Deleted),
            ),
            after: side(&contents.after, self.change != FileChange::Deleted),
        };
        Edits::of(&self.path, &of).filter(|_| is_whole).map(Cow::Owned)
    }

    /// The path that the change takes a file from. A rename is a deletion and an addition, whether or not somebody saw
    /// that the two belong together; a copy leaves what it was made from as it was.
    #[must_use]
    pub fn left(&self) -> Option<&str> {
        let is_copied = self.change == FileChange::Copied;
        self.previous.as_deref().filter(|_| !is_copied)
    }
}

impl FileKind {
    /// What kind of file it is by its modes, as git writes them in six digits; 000000 where there is none.
    #[must_use]
    pub fn of_modes(before: &str, after: &str) -> Self {
        let is = |mode: &str| before == mode || after == mode;
        let is_known = |mode: &str| mode == "000000" || mode.starts_with("100");
        if is("160000") {
            Self::Submodule
        } else if is("120000") {
            Self::Symlink
        } else if after == "100755" && before != after || !is_known(before) || !is_known(after) {
            Self::ModeChanged
        } else {
            Self::Plain
        }
    }

    fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}
