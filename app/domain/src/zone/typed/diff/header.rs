//! The names in the headers of a diff.

use crate::zone::FileChange;
use crate::zone::typed::Unread;
use crate::zone::typed::quoted::{name, split_quoted};

/// The two names of a file, without the prefixes that a diff puts before them.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// The one name in the first line, where it has one.
    pub(super) both: Option<String>,
}

impl Names {
    /// The path, and the one before of what has two.
    pub(super) fn settled(self, change: FileChange) -> Result<(String, Option<String>), Unread> {
        match (change, self.from, self.to) {
            (FileChange::Renamed | FileChange::Copied, Some(from), Some(to)) => Ok((to, Some(from))),
            (FileChange::Renamed | FileChange::Copied, ..) => Err(Unread::Cut),
            (_, None, None) => Ok((self.both.ok_or(Unread::Names)?, None)),
            _ => Err(Unread::Names),
        }
    }
}

/// What git puts before names: `a/` and `b/`, or by what is compared: commit, index, work tree, object.
const PREFIXES: [&str; 8] = ["a/", "b/", "c/", "i/", "w/", "o/", "1/", "2/"];

/// The name in `diff --git a/x b/x`: the same twice, with a prefix before each or with none. Of a file that is renamed the
/// two differ, and the lines that follow name them.
pub(super) fn from_header(line: &str) -> Names {
    let rest = line.strip_prefix("diff --git ").unwrap_or_default();
    let two = match split_quoted(rest) {
        Some((one, rest)) => rest.strip_prefix(' ').and_then(name).map(|other| (one, other)),
        None => middle(rest).map(|(one, other)| (one.to_owned(), other.to_owned())),
    };
    Names {
        both: two.and_then(|(one, other)| same(&one, &other)),
        ..Names::default()
    }
}

/// Both halves of a text with a space in its middle: names with spaces have no other end.
fn middle(text: &str) -> Option<(&str, &str)> {
    let middle = text.len() / 2;
    let is_odd = text.len() % 2 == 1;
    (is_odd && text.as_bytes()[middle] == b' ').then(|| (&text[..middle], &text[middle + 1..]))
}

fn same(one: &str, other: &str) -> Option<String> {
    if one == other {
        return Some(one.to_owned());
    }
    let bare = |name: &str| {
        PREFIXES
            .iter()
            .find_map(|prefix| name.strip_prefix(prefix))
            .map(str::to_owned)
    };
    bare(one).filter(|one| bare(other).as_ref() == Some(one))
}

/// Whether `---` and `+++`, where a file has them, name what its header names. A program that applies the diff may follow
/// either.
pub(super) fn agree((old, new): (&str, &str), path: &str, previous: &str, change: FileChange) -> Result<(), Unread> {
    let (Some(old), Some(new)) = (old.strip_prefix("--- "), new.strip_prefix("+++ ")) else {
        return Ok(());
    };
    let is = |text: &str, expected: &str, may_be_none: bool| {
        let name = match split_quoted(text) {
            Some((name, _)) => name,
            None => text.split('\t').next().unwrap_or_default().to_owned(),
        };
        let is_bare = PREFIXES
            .iter()
            .any(|prefix| name.strip_prefix(prefix) == Some(expected));
        is_bare || name == expected || may_be_none && name == "/dev/null"
    };
    let is_old = is(old, previous, change == FileChange::Added);
    let is_new = is(new, path, change == FileChange::Deleted);
    (is_old && is_new).then_some(()).ok_or(Unread::Names)
}

/// The names in `---` and `+++` of a plain diff; `/dev/null` is none.
pub(super) fn plain_names(old: &str, new: &str) -> Names {
    let read = |line: &str| {
        let text = line.get(4..)?;
        let name = match split_quoted(text) {
            Some((name, _)) => name,
            None => text.split('\t').next()?.to_owned(),
        };
        (name != "/dev/null").then_some(name)
    };
    let (old, new) = (read(old), read(new));
    let strip =
        |name: &Option<String>, prefix: &str| name.as_deref().map(|name| name.strip_prefix(prefix).map(str::to_owned));
    // Prefixes go where both names have theirs.
    match (strip(&old, "a/"), strip(&new, "b/")) {
        (Some(None), _) | (_, Some(None)) => Names {
            from: old,
            to: new,
            both: None,
        },
        (from, to) => Names {
            from: from.flatten(),
            to: to.flatten(),
            both: None,
        },
    }
}
