//! Where an edit goes, and what becomes of it in the newest revision.

mod sides;

use std::collections::HashSet;
use std::ops::Range;

use super::merge::{is_kept, line_changes, lines, says_something};
use super::{Merge, merge};
use crate::document::{Body, BodyError, Section, insert_section, replace_sections, run, sections};

pub use sides::{Overlap, Sides, sides};

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

#[cfg(test)]
mod tests;
