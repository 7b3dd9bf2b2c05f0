//! A whole diff: git's own, with its extended headers, or a plain one. The lines of its hunks are counted, so that none of
//! them is taken for a header.

mod blob;
mod header;
mod hunk;

use super::line::{Line, is_shortened, raw};
use super::{Form, TypedChange, Unread};
use crate::zone::{ChangedFile, Contents, FileChange, FileKind};
use header::{Names, agree, from_header, plain_names};
use hunk::Side;

/// Whether a text is a diff.
pub(super) fn is_diff(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let begins = |(at, line): (usize, &&str)| begins_file(line) || is_plain(&lines[at..]);
    lines.iter().enumerate().any(begins)
}

fn begins_file(line: &str) -> bool {
    let starts = ["diff --git ", "diff --cc ", "diff --combined "];
    starts.iter().any(|start| line.starts_with(start))
}

/// Whether a file of a plain diff begins here.
fn is_plain(lines: &[&str]) -> bool {
    matches!(lines, [old, new, hunk, ..]
        if old.starts_with("--- ") && new.starts_with("+++ ") && hunk.starts_with("@@ -"))
}

/// Reads a diff, with or without the letters and messages around it.
pub(super) fn read(text: &str) -> TypedChange {
    let raw: Vec<&str> = text.split('\n').collect();
    let mut reader = Reader {
        lines: raw.iter().map(|line| line.strip_suffix('\r').unwrap_or(line)).collect(),
        raw,
        at: 0,
        change: TypedChange {
            form: Form::Diff,
            files: Vec::new(),
            not_read: Vec::new(),
        },
    };
    reader.read();
    reader.change
}

struct Reader<'a> {
    lines: Vec<&'a str>,
    /// The same with the returns at their ends, which may be a file's own.
    raw: Vec<&'a str>,
    at: usize,
    change: TypedChange,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.lines.get(self.at).copied()
    }

    fn read(&mut self) {
        // What `git log` and `git format-patch` write around a diff is for people.
        let mut is_message = false;
        while let Some(line) = self.peek() {
            let start = self.at;
            let read = if line.starts_with("diff --git ") {
                self.git()
            } else if begins_file(line) {
                Err(self.combined())
            } else if is_plain(&self.lines[self.at..]) {
                self.plain()
            } else if let Some(name) = submodule(line) {
                self.submodule(name)
            } else {
                self.at += 1;
                is_message |= begins_message(line);
                let is_known = line.trim().is_empty() || is_shortened(line) || raw(line) != Line::Other;
                if !is_message && !is_known {
                    self.change.not_read(start + 1, line, Unread::Form(Form::Diff));
                }
                continue;
            };
            is_message = false;
            match read {
                Ok(file) => self.change.files.push(file),
                Err(why) => self.change.not_read(start + 1, line, why),
            }
        }
    }

    /// From `diff --git` to the end of the last hunk.
    fn git(&mut self) -> Result<ChangedFile, Unread> {
        let mut names = from_header(self.lines[self.at]);
        self.at += 1;
        let (mut before, mut after) = (None, None);
        let mut blobs = None;
        let mut change = FileChange::Modified;
        while let Some(line) = self.peek() {
            let (mut moved, mut mode) = (None, None);
            if let Some(rest) = line.strip_prefix("old mode ") {
                mode = Some((&mut before, rest));
            } else if let Some(rest) = line.strip_prefix("new mode ") {
                mode = Some((&mut after, rest));
            } else if let Some(rest) = line.strip_prefix("deleted file mode ") {
                (mode, after, change) = (Some((&mut before, rest)), Some("000000"), FileChange::Deleted);
            } else if let Some(rest) = line.strip_prefix("new file mode ") {
                (mode, before, change) = (Some((&mut after, rest)), Some("000000"), FileChange::Added);
            } else if let Some(rest) = line.strip_prefix("rename from ") {
                moved = Some((&mut names.from, rest, FileChange::Renamed));
            } else if let Some(rest) = line.strip_prefix("rename to ") {
                moved = Some((&mut names.to, rest, FileChange::Renamed));
            } else if let Some(rest) = line.strip_prefix("copy from ") {
                moved = Some((&mut names.from, rest, FileChange::Copied));
            } else if let Some(rest) = line.strip_prefix("copy to ") {
                moved = Some((&mut names.to, rest, FileChange::Copied));
            } else if let Some(rest) = line.strip_prefix("index ") {
                blobs = blob::Names::read(rest);
                if let Some((_, rest)) = rest.split_once(' ') {
                    before = before.or(Some(rest));
                    after = after.or(Some(rest));
                }
            } else if !line.starts_with("similarity index ") && !line.starts_with("dissimilarity index ") {
                break;
            }
            if let Some((field, rest)) = mode {
                *field = Some(rest);
            }
            if let Some((field, rest, how)) = moved {
                *field = Some(super::quoted::name(rest).ok_or(Unread::Names)?);
                change = how;
            }
            self.at += 1;
        }
        let written = (self.peek(), self.lines.get(self.at + 1).copied());
        let contents = self.contents(change, blobs)?;
        let kind = FileKind::of_modes(before.unwrap_or("100644"), after.unwrap_or("100644"));
        let (path, previous) = names.settled(change)?;
        if let (Some(old), Some(new)) = written {
            agree((old, new), &path, previous.as_deref().unwrap_or(&path), change)?;
        }
        Ok(ChangedFile {
            path,
            previous,
            change,
            kind,
            contents: contents.filter(|_| kind == FileKind::Plain),
            edits: None,
        })
    }

    /// What stands behind the headers: names, hunks, or that it is binary. What a file holds is known where all of it is
    /// there, which is where it is new or gone, or where the hunks show all of it.
    fn contents(&mut self, change: FileChange, blobs: Option<blob::Names<'_>>) -> Result<Option<Contents>, Unread> {
        let none = || whole(change, blobs, &Side::default(), &Side::default());
        let Some(line) = self.peek() else {
            return Ok(none());
        };
        if line.starts_with("Binary files ") && line.ends_with(" differ") {
            self.at += 1;
            return Ok(None);
        }
        if line == "GIT binary patch" {
            self.binary();
            return Ok(None);
        }
        if line.starts_with("--- ") {
            self.at += 1;
            let new = self.peek().filter(|line| line.starts_with("+++ "));
            new.ok_or(Unread::Cut)?;
            self.at += 1;
            let (old, new) = self.hunks()?;
            return Ok(whole(change, blobs, &old, &new));
        }
        Ok(none())
    }

    fn hunks(&mut self) -> Result<(Side<'a>, Side<'a>), Unread> {
        let (mut old, mut new) = (Side::default(), Side::default());
        while self.peek().is_some_and(|line| line.starts_with("@@ -")) {
            self.at += hunk::read(&self.raw[self.at..], &mut old, &mut new)
                .ok_or(Unread::Cut)
                .inspect_err(|_| {
                    // On to what begins the next file.
                    while self.lines.get(self.at).is_some_and(|line| !begins_file(line)) {
                        self.at += 1;
                    }
                })?;
        }
        Ok((old, new))
    }

    /// Two blocks, each up to an empty line.
    fn binary(&mut self) {
        self.at += 1;
        while let Some(line) = self
            .peek()
            .filter(|line| line.starts_with("literal ") || line.starts_with("delta "))
        {
            let _ = line;
            while self.peek().is_some_and(|line| !line.is_empty()) {
                self.at += 1;
            }
            self.at += 1;
        }
    }

    /// Of a merge, with the lines of several parents: up to the next file. It names only what differs from every parent.
    fn combined(&mut self) -> Unread {
        self.at += 1;
        while self.peek().is_some_and(|line| !line.starts_with("diff --")) {
            self.at += 1;
        }
        Unread::Combined
    }

    /// `---`, `+++` and hunks, as `diff -u` writes them.
    fn plain(&mut self) -> Result<ChangedFile, Unread> {
        let names = plain_names(self.lines[self.at], self.lines[self.at + 1]);
        self.at += 2;
        let (old, new) = self.hunks()?;
        let Names { from, to, .. } = names;
        let (path, change) = match (from, to) {
            (None, Some(to)) => (to, FileChange::Added),
            (Some(from), None) => (from, FileChange::Deleted),
            (Some(from), Some(to)) if from == to => (to, FileChange::Modified),
            _ => return Err(Unread::Names),
        };
        Ok(ChangedFile {
            contents: whole(change, None, &old, &new),
            ..ChangedFile::new(path, change)
        })
    }

    fn submodule(&mut self, name: &str) -> Result<ChangedFile, Unread> {
        self.at += 1;
        while self
            .peek()
            .is_some_and(|line| line.starts_with("  > ") || line.starts_with("  < "))
        {
            self.at += 1;
        }
        Ok(ChangedFile {
            kind: FileKind::Submodule,
            ..ChangedFile::new(name, FileChange::Modified)
        })
    }
}

/// What a file holds, where all of it is shown: a diff alone cannot say whether a hunk ends with its file, and the names of
/// its contents can.
fn whole(change: FileChange, blobs: Option<blob::Names<'_>>, old: &Side<'_>, new: &Side<'_>) -> Option<Contents> {
    match change {
        FileChange::Added => Some(Contents {
            before: None,
            after: Some(blob::shown(new, blobs.map(|blobs| blobs.new))?),
        }),
        FileChange::Deleted => Some(Contents {
            before: Some(blob::shown(old, blobs.map(|blobs| blobs.old))?),
            after: None,
        }),
        FileChange::Modified | FileChange::Renamed | FileChange::Copied => Some(Contents {
            before: Some(blob::proven(old, blobs?.old)?),
            after: Some(blob::proven(new, blobs?.new)?),
        }),
    }
}

fn begins_message(line: &str) -> bool {
    let id = line.strip_prefix("commit ").or_else(|| line.strip_prefix("From "));
    let is_id = id.is_some_and(|id| {
        let id = id.split(' ').next().unwrap_or_default();
        id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    is_id || line == "-- "
}

/// `Submodule lib/theme 1234567..89abcde:`, as git writes it with `--submodule`.
fn submodule(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("Submodule ")?;
    if let Some((name, said)) = rest.rsplit_once(" contains ") {
        return said.ends_with(" content").then_some(name);
    }
    let rest = rest.strip_suffix(':').unwrap_or(rest);
    let rest = rest.rsplit_once(" (").map_or(rest, |(rest, _)| rest);
    let (name, ids) = rest.rsplit_once(' ')?;
    let (old, new) = ids.split_once("..")?;
    let is_id = |id: &str| id.len() >= 4 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_id(old) && is_id(new.trim_start_matches('.'))).then_some(name)
}
