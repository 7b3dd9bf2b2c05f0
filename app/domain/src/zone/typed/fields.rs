//! What git prints with `-z`: names as they are, with a zero byte behind each.

use super::line::{Line, Status, is_second_status, raw_head, short};
use super::{Form, TypedChange, Unread};
use crate::zone::{ChangedFile, FileChange};

/// Reads fields; what git calls lines elsewhere are the fields here.
pub(super) fn read(text: &str) -> TypedChange {
    let fields: Vec<&str> = text.strip_suffix('\0').unwrap_or(text).split('\0').collect();
    let form = form(fields[0]);
    let mut change = TypedChange {
        form,
        files: Vec::new(),
        not_read: Vec::new(),
    };
    let mut rest = (1..).zip(fields.iter().copied());
    while let Some((number, field)) = rest.next() {
        let mut next = || rest.next().map(|(_, field)| field.to_owned());
        match one(form, field, &mut next) {
            Line::File(file) => change.files.push(file),
            Line::Nothing => {}
            Line::NotRead(why) => change.not_read(number, field, why),
            Line::Other => change.not_read(number, field, Unread::Form(form)),
        }
    }
    change
}

/// By what the first field says.
fn form(first: &str) -> Form {
    if raw_head(first).is_some() {
        Form::Raw
    } else if Status::parse(first).is_some() {
        Form::NameStatus
    } else if counted(first).is_some() {
        Form::Numstat
    } else if short(first).is_some() {
        Form::Status
    } else {
        Form::Paths
    }
}

/// What follows the two counts of `--numstat`.
fn counted(field: &str) -> Option<&str> {
    let is_count = |text: &str| text == "-" || !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (added, rest) = field.split_once('\t')?;
    let (removed, path) = rest.split_once('\t')?;
    (is_count(added) && is_count(removed)).then_some(path)
}

/// One file, with as many more fields as it takes.
fn one(form: Form, field: &str, next: &mut impl FnMut() -> Option<String>) -> Line {
    let mut named = |status: Status| {
        (0..if status.has_two() { 2 } else { 1 })
            .map_while(|_| next())
            .collect()
    };
    match form {
        Form::Raw => match raw_head(field) {
            Some((status, kind)) => status.file(named(status), Some(kind)),
            None => Line::Other,
        },
        Form::NameStatus => match Status::parse(field) {
            Some(status) => status.file(named(status), None),
            None => Line::Other,
        },
        Form::Numstat => match counted(field) {
            Some("") => match (next(), next()) {
                (Some(from), Some(to)) => Line::File(ChangedFile::new(to, FileChange::Renamed).from(from)),
                _ => Line::NotRead(Unread::Cut),
            },
            Some(path) => Line::File(ChangedFile::new(path, FileChange::Modified)),
            None => Line::Other,
        },
        Form::Status => short_status(field, next),
        Form::Paths if field.is_empty() => Line::Nothing,
        Form::Paths if is_second_status(field) => Line::Other,
        Form::Paths => Line::File(ChangedFile::new(field, FileChange::Modified)),
        Form::Diff => Line::Other,
    }
}

/// `R  new` with the old name in the next field.
fn short_status(field: &str, next: &mut impl FnMut() -> Option<String>) -> Line {
    let Some((x, y, path)) = short(field) else {
        return Line::Other;
    };
    let path = path.to_owned();
    match Status::of_two(x, y) {
        None if (x, y) == ('!', '!') => Line::Nothing,
        None => Line::NotRead(Unread::Unmerged),
        Some(_) if path.ends_with('/') => Line::NotRead(Unread::Folder),
        Some(status) if status.has_two() => match next() {
            Some(from) => status.file(vec![from, path], None),
            None => Line::NotRead(Unread::Cut),
        },
        Some(status) => status.file(vec![path], None),
    }
}
