//! Which files a pull request changes at each of its commits, as far as that is known.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use crate::github::Touched;
use crate::zone::{ChangedFile, Edits, FileChange, FileKind};

/// A push to the branch of a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// The newest commit afterwards.
    pub sha: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The newest commit before; empty where the push made the branch, `None` where that was not told.
    pub before: Option<String>,
    /// Whether it did nothing but merge the branch it goes into.
    pub merges_base: bool,
}

/// A commit of the pull request's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub sha: String,
    /// When the code host received it.
    pub at: DateTime<Utc>,
    /// The files it touches, where that was told.
    pub files: Option<Touched>,
}

/// The whole list of changed files at a commit, as somebody entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The commit.
    pub head: String,
    /// The files.
    pub files: Vec<ChangedFile>,
    /// Who, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The list of changed files at a commit, as the code host has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The commit.
    pub head: String,
    /// The files.
    pub files: Vec<ChangedFile>,
    /// How many there are by the code host's count: where it lists fewer, the list is not whole.
    pub total: usize,
    /// When it was read.
    pub at: DateTime<Utc>,
}

/// What is known of the files that a pull request changes at one of its commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Files {
    /// Somebody entered all of them; where the code host was asked, too, its list has nothing that is not in this one, and what the
    /// files hold is as it says.
    Listed(Listed),
    /// The code host listed them.
    Read {
        /// Its list.
        read: Read,
        /// What somebody entered, which leaves out something that the code host lists.
        instead_of: Option<Listed>,
    },
    /// The pushes told them, each commit what it touches: a file that was changed and changed back is among them.
    Told(Vec<ChangedFile>),
    /// Not known.
    NotKnown(NotKnown),
}

impl Files {
    /// The files, where they are known.
    #[must_use]
    pub fn known(&self) -> Option<&[ChangedFile]> {
        match self {
            Self::Listed(listed) => Some(&listed.files),
            Self::Read { read, .. } => Some(&read.files),
            Self::Told(files) => Some(files),
            Self::NotKnown(_) => None,
        }
    }

    /// How many files there are by whoever listed them; 0 where they are not known.
    #[must_use]
    pub fn total(&self) -> usize {
        match self {
            Self::Read { read, .. } => read.total,
            files => files.known().map_or(0, <[ChangedFile]>::len),
        }
    }
}

impl Listed {
    /// Whether it names every change that the code host lists. A rename is a deletion and an addition, as in git without
    /// looking for renames; what a file holds is known to whoever entered it alone.
    fn covers(&self, read: &Read) -> bool {
        let named: HashMap<_, FileKind> = self.files.iter().flat_map(changes).collect();
        // Not every code host lists modes: nothing is missing where it says no more than that it is a file.
        let is_named = |(change, kind): ((&str, FileChange), FileKind)| {
            let known = named.get(&change);
            known.is_some_and(|known| *known == kind || kind == FileKind::Plain)
        };
        // Where the code host's list is whole, two files of it can be one that was renamed.
        let has_all = read.files.len() >= read.total || self.files.len() >= read.total;
        has_all && read.files.iter().flat_map(changes).all(is_named)
    }

    /// The same with what the code host says of what files hold, and nothing else: whoever entered it may not know better, since
    /// all that git names contents by can be worked out for others.
    fn told_by(&self, read: &Read) -> Self {
        let told: HashMap<(&str, FileChange), &Edits> = read
            .files
            .iter()
            .filter_map(|file| Some(((&*file.path, at_its_path(file.change)), file.edits.as_ref()?)))
            .collect();
        let file = |file: &ChangedFile| ChangedFile {
            edits: told
                .get(&(&*file.path, at_its_path(file.change)))
                .map(|edits| (*edits).clone()),
            contents: None,
            ..file.clone()
        };
        Self {
            files: self.files.iter().map(file).collect(),
            ..self.clone()
        }
    }
}

/// What a change is at the path that a file has after it: a renamed or copied file is new there.
fn at_its_path(change: FileChange) -> FileChange {
    match change {
        FileChange::Renamed | FileChange::Copied => FileChange::Added,
        change => change,
    }
}

/// What a file's change comes to at each path it is about, and what kind of file it is.
fn changes(file: &ChangedFile) -> impl Iterator<Item = ((&str, FileChange), FileKind)> {
    let change = at_its_path(file.change);
    let left = file.left().map(|path| ((path, FileChange::Deleted), FileKind::Plain));
    std::iter::once(((file.path.as_str(), change), file.kind)).chain(left)
}

/// Why it is not known which files change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKnown {
    /// No push told of this commit: it is in a fork, or its delivery never came.
    NoPush,
    /// The branch had commits before its first push that we know of.
    Earlier,
    /// A commit was told without its files.
    Silent,
}

impl NotKnown {
    /// Why, as a sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoPush => {
                "No push told which files this commit changes: it is in a fork, or its delivery never came. With a token they are read from the code host."
            }
            Self::Earlier => "The branch had commits before the repository was connected, and nobody told their files.",
            Self::Silent => "The code host told of a commit without its files.",
        }
    }
}

/// A commit that was the newest of a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub sha: String,
    /// When it was pushed, or first heard of.
    pub at: DateTime<Utc>,
    /// What the pull request changes there.
    pub files: Files,
}

/// Each newest commit that a pull request ever had, oldest first, with its files: as somebody entered them, where they leave
/// nothing out that the code host lists; as the code host lists them; as pushes told them. `pushes` in order; `lists` are those
/// that were entered and those that were read, of each the newest counts; `described` is the newest commit as a delivery about
/// the pull request named it, and as of when.
#[must_use]
pub fn heads(
    pushes: &[Pushed],
    commits: &[Commit],
    (listed, read): (&[Listed], &[Read]),
    described: Option<(&str, DateTime<Utc>)>,
) -> Vec<Head> {
    let merges: Vec<&str> = pushes
        .iter()
        .filter(|push| push.merges_base)
        .map(|push| push.sha.as_str())
        .collect();
    let own: Vec<&Commit> = commits
        .iter()
        .filter(|commit| !merges.contains(&&*commit.sha))
        .collect();
    let first = pushes.first();
    let is_whole = first.is_some_and(|push| push.before.as_deref() == Some(""));
    let files = |sha: &str, at: DateTime<Utc>| {
        let entered = listed
            .iter()
            .filter(|listed| listed.head == sha)
            .max_by_key(|listed| listed.at);
        let read = read.iter().filter(|read| read.head == sha).max_by_key(|read| read.at);
        match (entered, read) {
            (Some(entered), read) if read.is_none_or(|read| entered.covers(read)) => {
                return Files::Listed(read.map_or(entered.clone(), |read| entered.told_by(read)));
            }
            (entered, Some(read)) => {
                return Files::Read {
                    read: read.clone(),
                    instead_of: entered.cloned(),
                };
            }
            _ => {}
        }
        let is_told = merges.contains(&sha) || commits.iter().any(|commit| commit.sha == sha);
        let until: Vec<&&Commit> = own
            .iter()
            .filter(|commit| commit.at <= at || commit.sha == sha)
            .collect();
        match () {
            () if !is_told => Files::NotKnown(NotKnown::NoPush),
            () if !is_whole => Files::NotKnown(NotKnown::Earlier),
            () if until.iter().any(|commit| commit.files.is_none()) => Files::NotKnown(NotKnown::Silent),
            () => Files::Told(touched(
                until
                    .iter()
                    .filter_map(|commit| Some((commit.at, commit.files.as_ref()?))),
            )),
        }
    };
    let mut heads: Vec<Head> = Vec::new();
    for push in pushes.iter().filter(|push| !push.sha.is_empty()) {
        if heads.last().is_none_or(|last| last.sha != push.sha) {
            heads.push(Head {
                sha: push.sha.clone(),
                at: push.at,
                files: files(&push.sha, push.at),
            });
        }
    }
    if let Some((sha, at)) = described.filter(|(sha, _)| !sha.is_empty()) {
        let is_newest = heads.last().is_none_or(|last| last.sha != sha && last.at <= at);
        if is_newest {
            // What was pushed first is known again later by its own commits, not by when it was described.
            heads.retain(|head| head.sha != sha);
            heads.push(Head {
                sha: sha.to_owned(),
                at,
                files: files(sha, at),
            });
        }
    }
    heads
}

/// What commits, oldest first, did to files together. A file that one added and a later one took away again is gone.
fn touched<'a>(commits: impl Iterator<Item = (DateTime<Utc>, &'a Touched)>) -> Vec<ChangedFile> {
    let mut commits: Vec<(DateTime<Utc>, &Touched)> = commits.collect();
    commits.sort_by_key(|(at, _)| *at);
    let mut files: BTreeMap<&str, FileChange> = BTreeMap::new();
    for (_, touched) in commits {
        for path in &touched.removed {
            match files.get(path.as_str()) {
                Some(FileChange::Added) => files.remove(path.as_str()),
                _ => files.insert(path, FileChange::Deleted),
            };
        }
        for path in &touched.added {
            let change = match files.get(path.as_str()) {
                // It was there, went, and is there again.
                Some(FileChange::Deleted | FileChange::Modified) => FileChange::Modified,
                _ => FileChange::Added,
            };
            files.insert(path, change);
        }
        for path in &touched.modified {
            files.entry(path).or_insert(FileChange::Modified);
        }
    }
    let file = |(path, change): (&str, FileChange)| ChangedFile::new(path, change);
    files.into_iter().map(file).collect()
}
