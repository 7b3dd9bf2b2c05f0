//! A change as people type or paste it: paths, what git prints of a change, or a whole diff. What is not understood is
//! named by its line, and a change with such a line is never inside the PM zone.

mod diff;
mod fields;
mod line;
mod quoted;

use super::boundary::plain_path;
use super::{ChangedFile, FileChange};
use line::Line;

pub(super) use quoted::unquoted;

/// What a text was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A path on each line.
    Paths,
    /// `git diff --name-status`.
    NameStatus,
    /// `git diff --numstat`.
    Numstat,
    /// `git diff --raw`.
    Raw,
    /// `git status`, long or short.
    Status,
    /// A diff with its contents.
    Diff,
}

/// A change as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedChange {
    /// What it was read as.
    pub form: Form,
    /// The files it names, in its order.
    pub files: Vec<ChangedFile>,
    /// The lines that were not understood.
    pub not_read: Vec<NotRead>,
}

/// A line that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRead {
    /// Its number, from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
    /// Why.
    pub why: Unread,
}

/// Why a line was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is none of what the text is.
    Form(Form),
    /// It names a folder.
    Folder,
    /// Names in it are shortened.
    Shortened,
    /// Two changes to the file are not merged yet.
    Unmerged,
    /// What belongs to the file is not all there.
    Cut,
    /// Where its names begin and end cannot be told.
    Names,
    /// It is of a merge compared with several commits at once, which leaves out files that only one side changed.
    Combined,
    /// It is written in colours.
    Coloured,
}

impl Form {
    /// The words pages use: "Read as a diff".
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Paths => "a list of paths",
            Self::NameStatus => "the output of git diff --name-status",
            Self::Numstat => "the output of git diff --numstat",
            Self::Raw => "the output of git diff --raw",
            Self::Status => "the output of git status",
            Self::Diff => "a diff",
        }
    }

    fn read(self, line: &str) -> Line {
        match self {
            Self::Paths => path(line),
            Self::NameStatus => line::name_status(line),
            Self::Numstat => line::numstat(line),
            Self::Raw => line::raw(line),
            Self::Status => line::status(line),
            Self::Diff => Line::Other,
        }
    }

    /// Whether a line is of this form and cannot be of another.
    fn is_sure(self, line: &str) -> bool {
        let is_read = || !matches!(self.read(line), Line::Other);
        match self {
            Self::Raw => is_read(),
            Self::NameStatus | Self::Numstat => line.contains('\t') && is_read(),
            Self::Status => line::is_long_status(line),
            Self::Paths | Self::Diff => false,
        }
    }
}

impl NotRead {
    /// That, as a sentence: "Line 3 names a folder, not a file."
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("Line {} {}", self.line, self.why.sentence())
    }
}

impl Unread {
    fn sentence(self) -> String {
        match self {
            Self::Form(form) => format!("is no line of {}.", form.label()),
            Self::Folder => {
                "names a folder. Name the files in it; git status does with --untracked-files=all.".to_owned()
            }
            Self::Shortened => "may be shortened, as in git diff --stat. Use git diff --name-status.".to_owned(),
            Self::Unmerged => "names a file whose conflict nobody has settled.".to_owned(),
            Self::Cut => "begins a file of which something is missing.".to_owned(),
            Self::Names => {
                "names files in a way that cannot be told apart. Use git diff with its usual prefixes.".to_owned()
            }
            Self::Combined => {
                "shows a merge beside all its parents, which leaves files out. Use git diff against the branch it goes to."
                    .to_owned()
            }
            Self::Coloured => "is written in colours. Use git diff with --no-color.".to_owned(),
        }
    }
}

impl TypedChange {
    /// Reads a text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.contains('\0') {
            return fields::read(text);
        }
        if diff::is_diff(text) {
            return diff::read(text);
        }
        let lines: Vec<(usize, &str)> = (1..)
            .zip(text.lines().map(without_end))
            .filter(|(_, line)| !line.trim().is_empty())
            .collect();
        let form = form(&lines);
        let mut change = Self {
            form,
            files: Vec::new(),
            not_read: Vec::new(),
        };
        let mut listed = line::Listed::default();
        for (number, line) in lines {
            let read = match form {
                Form::Status => line::long_list(&mut listed, line).unwrap_or_else(|| form.read(line)),
                _ => form.read(line),
            };
            match read {
                Line::File(file) => change.files.push(file),
                Line::Nothing => {}
                Line::NotRead(why) => change.not_read(number, line, why),
                Line::Other => change.not_read(number, line, Unread::Form(form)),
            }
        }
        change
    }

    /// How many files it has as far as one can know: at least one in each line that was not understood.
    #[must_use]
    pub fn total(&self) -> usize {
        self.files.len() + self.not_read.len()
    }

    /// What was read: "Read as a diff: 4 files, and 1 line that was not understood."
    #[must_use]
    pub fn sentence(&self) -> String {
        let files = match self.files.len() {
            1 => "1 file".to_owned(),
            n => format!("{n} files"),
        };
        let not_read = match self.not_read.len() {
            0 => String::new(),
            1 => ", and 1 line that was not understood".to_owned(),
            n => format!(", and {n} lines that were not understood"),
        };
        format!("Read as {}: {files}{not_read}.", self.form.label())
    }

    fn not_read(&mut self, line: usize, text: &str, why: Unread) {
        let text = text.to_owned();
        self.not_read.push(NotRead { line, text, why });
    }
}

/// What these lines are: what one of them surely is, else what all of them can be.
fn form(lines: &[(usize, &str)]) -> Form {
    const FORMS: [Form; 4] = [Form::Raw, Form::Numstat, Form::NameStatus, Form::Status];
    let sure = |form: &Form| lines.iter().any(|(_, line)| form.is_sure(line));
    let all = |form: &Form| {
        // A path may begin with a letter and a space.
        let is_alone = *form == Form::Status && !lines.iter().any(|(_, line)| line::short(line).is_some());
        let mut read = lines.iter().map(|(_, line)| form.read(line));
        !lines.is_empty() && !is_alone && read.all(|line| !matches!(line, Line::Other))
    };
    let form = FORMS.into_iter().find(sure);
    form.or_else(|| FORMS.into_iter().find(all)).unwrap_or(Form::Paths)
}

/// A line without what does not belong to it. Behind a tab git writes names as they are, and a name may end with spaces.
fn without_end(line: &str) -> &str {
    if line.contains('\t') {
        line.trim_end_matches('\r')
    } else {
        line.trim_end()
    }
}

/// A line that is a path.
fn path(line: &str) -> Line {
    let line = line.trim();
    if line.contains('\u{1b}') {
        return Line::NotRead(Unread::Coloured);
    }
    if line::is_shortened(line) {
        return Line::NotRead(Unread::Shortened);
    }
    if let Some(why) = line::is_no_path(line) {
        return Line::NotRead(why);
    }
    // What begins with a quote is a name as git quotes it, or one whose bytes are no text.
    if line.starts_with('"') && quoted::name(line).is_none() {
        return Line::NotRead(Unread::Names);
    }
    if line.trim_matches('`').ends_with(['/', '\\']) {
        return Line::NotRead(Unread::Folder);
    }
    Line::File(ChangedFile::new(plain_path(line), FileChange::Modified))
}

#[cfg(test)]
mod tests;
