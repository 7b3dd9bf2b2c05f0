//! An edit beside what others saved in between.

use super::{Place, common, twin};
use crate::document::{Body, Section, run, sections};
use crate::proposal::merge::{line_changes, lines};
use crate::proposal::{Conflict, Merge, Part, merge};

/// Both sides of a conflict, and a first text for the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// What the edit was begun on; empty for a new section.
    pub base: String,
    /// What stands in its place in the newest revision; `None` when it is gone from it.
    pub theirs: Option<String>,
    /// The sections of the newest revision that the result stands for, first and last key.
    pub place: Option<(String, String)>,
    /// A text that holds both, to be edited.
    pub result: String,
    /// The lines that both changed, differently. Empty when the edits met in another way: both moved the
    /// same paragraph, say.
    pub overlaps: Vec<Overlap>,
}

/// Lines that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// What both started from.
    pub base: String,
    /// What I made of it.
    pub mine: String,
    /// What the other person made of it.
    pub theirs: String,
}

/// What a conflict over `place` shows: `mine` was begun on `base`, and `latest` was saved since.
#[must_use]
pub fn sides(base: &Body, latest: &Body, place: Place<'_>, mine: &str) -> Sides {
    let mine = mine.replace("\r\n", "\n");
    let (first, last) = match place {
        Place::Over(first, last) => (first, last),
        Place::After(_) => ("", ""),
    };
    let text_of = |body: &Body, first: &str, last: &str| {
        run(&sections(body), first, last).map(|range| body.as_str()[range].to_owned())
    };
    let before = text_of(base, first, last).unwrap_or_default();
    let place = if first.is_empty() {
        twin(base.as_str(), latest, &mine)
    } else {
        counterpart(base, latest, first, last)
    };
    let theirs = place
        .as_ref()
        .and_then(|(first, last)| text_of(latest, first, last).ok());
    // Two new sections began on nothing; what both of them say stands in the result once.
    let origin = |mine: &str, theirs: &str| {
        if first.is_empty() {
            common(mine, theirs)
        } else {
            before.clone()
        }
    };
    let (result, overlaps) = match &theirs {
        Some(theirs) => match merge(&origin(&mine, theirs), &mine, theirs) {
            Merge::Merged(text) => (text, Vec::new()),
            Merge::Conflict(conflict) => (conflict.offered(), overlaps(conflict)),
        },
        None => (mine, Vec::new()),
    };
    Sides {
        base: before,
        theirs,
        place,
        result,
        overlaps,
    }
}

pub(super) fn overlaps(conflict: Conflict) -> Vec<Overlap> {
    conflict
        .parts
        .into_iter()
        .filter_map(|part| match part {
            Part::Agreed(_) => None,
            Part::Disputed { base, mine, theirs, .. } => Some(Overlap { base, mine, theirs }),
        })
        .collect()
}

/// The sections of `latest` that stand where those from `first` to `last` stood in `base`, whatever
/// they are called now and wherever they went. `None` when they are gone.
fn counterpart(base: &Body, latest: &Body, first: &str, last: &str) -> Option<(String, String)> {
    let now = sections(latest);
    let position = |key: &str| now.iter().position(|section| section.key == key);
    let by_key = || (first == last && position(first).is_some()).then(|| (first.to_owned(), first.to_owned()));
    let Ok(old) = run(&sections(base), first, last) else {
        return by_key();
    };
    // Moved and renamed at once they are found by the lines that nothing else in `base` had.
    let by_lines = || {
        let around = format!("{}{}", &base.as_str()[..old.start], &base.as_str()[old.end..]);
        twin(&around, latest, &base.as_str()[old.clone()])
    };
    let (old_lines, new_lines) = (lines(base.as_str()), lines(latest.as_str()));
    let line_at = |at: usize| lines(&base.as_str()[..at]).len();
    let (start, end) = (line_at(old.start), line_at(old.end));
    let (mut from, mut to) = (start, end);
    // What was inserted at either edge belongs to the neighbours.
    for change in line_changes(&old_lines, &new_lines) {
        if change.old.end <= start {
            from = start - change.old.end + change.new.end;
        } else if change.old.start <= start {
            from = change.new.start;
        }
        if change.old.end < end || (change.old.end == end && !change.old.is_empty()) {
            to = end - change.old.end + change.new.end;
        } else if change.old.start < end {
            to = change.new.end;
        }
    }
    let byte_at = |line: usize| new_lines.iter().take(line).map(|line| line.len()).sum::<usize>();
    let (from, to) = (byte_at(from), byte_at(to));
    let within = |section: &Section| from < to && section.range.start < to && from < section.range.end;
    let (Some(one), Some(other)) = (now.iter().position(within), now.iter().rposition(within)) else {
        return by_key().or_else(by_lines);
    };
    match position(first) {
        Some(key) if !(one..=other).contains(&key) => by_key(),
        _ => Some((now[one].key.clone(), now[other].key.clone())),
    }
}
