use std::collections::HashSet;
use std::ops::Range;

use super::merge::{is_kept, line_changes, lines, says_something};
use super::{Conflict, Merge, Part, merge};
use crate::document::{Body, BodyError, Section, insert_section, replace_sections, run, sections};

/// Where an edit goes, by keys of the revision it was begun on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// In place of the sections from the first key to the last.
    Over(&'a str, &'a str),
    /// A new section after the one with this key; at the end when there is none.
    After(&'a str),
}

/// The text in its place in `base`, and where it stands there, in bytes: for looking at it, not for
/// saving.
///
/// # Errors
/// When `base` has no such section, or the result is too large.
pub fn placed(base: &Body, place: Place<'_>, text: &str) -> Result<(Body, Range<usize>), BodyError> {
    let sections = sections(base);
    let (body, start, behind) = match place {
        Place::Over(first, last) => {
            let old = run(&sections, first, last)?;
            let behind = base.as_str().len() - old.end;
            (replace_sections(base, (first, last), text)?, old.start, behind)
        }
        Place::After(key) => {
            let before = sections.iter().find(|section| section.key == key);
            let at = before.map_or(base.as_str().len(), |section| section.range.end);
            let front = base.as_str()[..at].trim_end().len();
            let joint = if front == 0 { 0 } else { 2 };
            let behind = base.as_str().len() - at;
            (insert_section(base, key, text)?, front + joint, behind)
        }
    };
    let end = body.as_str().len().saturating_sub(behind);
    Ok((body, start.min(end)..end))
}

/// What becomes of an edit that was begun on one revision and saved on another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The new body. `merged` when somebody else had saved in between.
    Body {
        /// The text with the edit in it.
        body: Body,
        /// Whether it was brought together with another's edit.
        merged: bool,
    },
    /// The text says this already.
    Unchanged,
    /// The edits overlap: the writer has to choose.
    Conflict,
}

/// Applies an edit begun on `base` to `latest`. Sections may have been renamed, split, moved or
/// deleted in between: whatever the merge cannot bring together is a conflict.
///
/// # Errors
/// When `base` has no such section, or the result is too large.
pub fn apply(base: &Body, latest: &Body, place: Place<'_>, text: &str) -> Result<Applied, BodyError> {
    let (first, last) = match place {
        Place::Over(first, last) => (first, last),
        Place::After(key) => return add(base, latest, key, text),
    };
    let mine = replace_sections(base, (first, last), text)?;
    if base == latest {
        return Ok(settled(mine, latest, false));
    }
    if let Merge::Merged(text) = merge(base.as_str(), mine.as_str(), latest.as_str()) {
        return Ok(settled(Body::new(&text)?, latest, true));
    }
    // Line by line, a section that was moved is one deleted here and added there. Under its key its
    // text can still be brought together.
    let text_in = |body: &Body| {
        let found = sections(body).into_iter().find(|section| section.key == first);
        found.map(|section| section.text)
    };
    if first == last
        && let (Some(before), Some(theirs)) = (text_in(base), text_in(latest))
        && let Merge::Merged(text) = merge(&before, &text.replace("\r\n", "\n"), &theirs)
        && !text.trim().is_empty()
    {
        let body = replace_sections(latest, (first, last), &text)?;
        if is_kept([base.as_str(), mine.as_str(), latest.as_str()], body.as_str()) {
            return Ok(settled(body, latest, true));
        }
    }
    Ok(Applied::Conflict)
}

fn settled(body: Body, latest: &Body, merged: bool) -> Applied {
    if body == *latest {
        Applied::Unchanged
    } else {
        Applied::Body { body, merged }
    }
}

/// Adds a new section. The same one sent twice is added once; another that shares lines with what came
/// since, two people having put the same section back, is a conflict.
fn add(base: &Body, latest: &Body, after: &str, text: &str) -> Result<Applied, BodyError> {
    let body = insert_section(latest, after, text)?;
    let text = text.trim().replace("\r\n", "\n");
    let before = sections(base);
    let came_since = |key: &str| !before.iter().any(|section| section.key == key);
    let twice = sections(latest)
        .iter()
        .any(|section| section.text.trim() == text && came_since(&section.key));
    if text.is_empty() || twice {
        return Ok(Applied::Unchanged);
    }
    if twin(base.as_str(), latest, &text).is_some() {
        return Ok(Applied::Conflict);
    }
    Ok(settled(body, latest, base != latest))
}

/// The sections of `latest`, first and last key, that say a line of `text` which `known` does not say.
fn twin(known: &str, latest: &Body, text: &str) -> Option<(String, String)> {
    fn said(text: &str) -> HashSet<&str> {
        let lines = text.lines().map(str::trim);
        lines.filter(|line| says_something(line)).collect()
    }
    let (known, text) = (said(known), said(text));
    let own: HashSet<&str> = text.difference(&known).copied().collect();
    let now = sections(latest);
    let says_it = |section: &Section| section.text.lines().any(|line| own.contains(line.trim()));
    let first = now.iter().position(says_it)?;
    let last = now.iter().rposition(says_it)?;
    Some((now[first].key.clone(), now[last].key.clone()))
}

/// The lines that two texts have in common, in order.
fn common(mine: &str, theirs: &str) -> String {
    let (mine, theirs) = (lines(mine), lines(theirs));
    let mut shared = String::new();
    let mut done = 0;
    for change in line_changes(&mine, &theirs) {
        shared.extend(mine[done..change.old.start].iter().copied());
        done = change.old.end;
    }
    shared.extend(mine[done..].iter().copied());
    shared
}

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

fn overlaps(conflict: Conflict) -> Vec<Overlap> {
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

#[cfg(test)]
mod tests;
