//! Two edits of one text brought together, or shown side by side where they overlap.

mod finer;
mod lines;
mod stretch;

use std::collections::HashMap;

use finer::{Finer, statements};
use lines::terminated;
use stretch::{Stretch, stretches};

pub(super) use lines::{line_changes, lines};

/// The result of bringing two edits of the same text together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The edits do not overlap; this is the text with both.
    Merged(String),
    /// The edits overlap: a person has to choose.
    Conflict(Conflict),
}

/// Two edits that overlap. Nothing of either is lost: it is in one of the parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The text in order, agreed and disputed parts alternating. Without a disputed part the edits
    /// were brought together, and the result says something more or less often than either of them
    /// (both moved the same paragraph, say).
    pub parts: Vec<Part>,
}

/// A stretch of whole lines of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Both sides can live with this.
    Agreed(String),
    /// Both sides changed this, differently.
    Disputed {
        /// What both started from.
        base: String,
        /// What I made of it.
        mine: String,
        /// What the other person made of it.
        theirs: String,
        /// A first text that holds both: within a line only what overlaps stands there twice, mine before
        /// theirs.
        offered: String,
    },
}

impl Conflict {
    /// A first text for the editable result.
    #[must_use]
    pub fn offered(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Agreed(text) | Part::Disputed { offered: text, .. } => text.as_str(),
            })
            .collect()
    }
}

/// Mine, then theirs. Two paragraphs stay two; list items and table rows stay together.
fn one_after_the_other(mine: &str, theirs: &str) -> String {
    let are_paragraphs =
        mine.lines().next_back().is_some_and(is_paragraph) && theirs.lines().next().is_some_and(is_paragraph);
    format!("{mine}{}{theirs}", if are_paragraphs { "\n" } else { "" })
}

/// Whether a line would run together with the next one.
fn is_paragraph(line: &str) -> bool {
    let line = line.trim_start();
    let marks = |c: char| "-*+|>#`~=".contains(c) || c.is_ascii_digit();
    line.starts_with("**") || !line.is_empty() && !line.starts_with(marks)
}

/// Merges two edits of `base`, line by line and, in a line of running text that both changed, sentence by
/// sentence. In Markdown a line is usually a paragraph or a list item, which is the grain at which two
/// authors can agree without reading each other; so is a whole sentence, unless both changed a number in
/// its paragraph. Edits of neighbours do not overlap; two insertions in the same place do, since nobody
/// said which comes first.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    let ends = mine.ends_with('\n') || theirs.ends_with('\n') || base.ends_with('\n');
    let texts = [terminated(base), terminated(mine), terminated(theirs)];
    let [base, mine, theirs] = texts.each_ref().map(|text| lines(text));
    let parts = parts(&base, &mine, &theirs);
    let disputed = parts.iter().any(|part| matches!(part, Part::Disputed { .. }));
    let conflict = Conflict { parts };
    let text = conflict.offered();
    if disputed || !is_kept(texts.each_ref().map(String::as_str), &text) {
        return Merge::Conflict(conflict);
    }
    Merge::Merged(if ends {
        text
    } else {
        text.trim_end_matches('\n').to_owned()
    })
}

fn parts(base: &[&str], mine: &[&str], theirs: &[&str]) -> Vec<Part> {
    let mut parts = Vec::new();
    for stretch in stretches(base, mine, theirs, false) {
        match stretch {
            Stretch::Same(lines) => agree(&mut parts, lines),
            Stretch::Changed { base, mine, theirs } => settle(&mut parts, &base, &mine, &theirs),
        }
    }
    parts
}

/// Adds a changed stretch: agreed when only one side changed it or both did the same, line by line
/// when all three have as many lines, and otherwise what can be made of its sentences.
fn settle(parts: &mut Vec<Part>, base: &[&str], mine: &[&str], theirs: &[&str]) {
    if mine == theirs || theirs == base {
        agree(parts, mine);
    } else if mine == base {
        agree(parts, theirs);
    } else if base.len() > 1 && base.len() == mine.len() && base.len() == theirs.len() {
        for at in 0..base.len() {
            settle(parts, &base[at..=at], &mine[at..=at], &theirs[at..=at]);
        }
    } else {
        let [base, mine, theirs] = [base, mine, theirs].map(<[&str]>::concat);
        let offered = match finer::finer([&base, &mine, &theirs]) {
            Some(Finer::Merged(text)) => return agree(parts, &[&text]),
            Some(Finer::Offered(text)) => text,
            None => one_after_the_other(&mine, &theirs),
        };
        parts.push(Part::Disputed {
            base,
            mine,
            theirs,
            offered,
        });
    }
}

fn agree(parts: &mut Vec<Part>, lines: &[&str]) {
    match parts.last_mut() {
        _ if lines.is_empty() => {}
        Some(Part::Agreed(text)) => text.extend(lines.iter().copied()),
        _ => parts.push(Part::Agreed(lines.concat())),
    }
}

/// Whether a merged text holds every word as often as two independent edits would leave it, and no line or
/// sentence more often than either side: what both put in, in different places, is a question for a person.
pub(super) fn is_kept(texts: [&str; 3], merged: &str) -> bool {
    let [base, mine, theirs] = texts;
    let words = counts([base, mine, theirs, merged].map(str::split_whitespace));
    let words_kept = words.into_values().all(|[base, mine, theirs, merged]| {
        let apart = mine + theirs - base;
        let both_more = mine >= base && theirs >= base;
        let (less, more) = (mine.min(theirs), mine.max(theirs));
        let least = if both_more { more } else { less.min(apart) };
        (least..=more.max(apart)).contains(&merged)
    });
    words_kept && !has_twice(texts, merged, |text| text.lines().map(str::trim)) && !has_twice(texts, merged, statements)
}

/// Whether a merged text says a part that is in one of the three more often than either side.
fn has_twice<'a, I: Iterator<Item = &'a str>>(
    [base, mine, theirs]: [&'a str; 3],
    merged: &'a str,
    parts: impl Fn(&'a str) -> I,
) -> bool {
    let parts = [base, mine, theirs, merged].map(parts);
    counts(parts.map(|parts| parts.filter(|part| says_something(part))))
        .into_values()
        .any(|[base, mine, theirs, merged]| merged > mine.max(theirs) && base + mine + theirs > 0)
}

/// Whether a word that only came in is not in the merged text.
fn loses([base, mine, theirs]: [&str; 3], merged: &str) -> bool {
    counts([base, mine, theirs, merged].map(str::split_whitespace))
        .into_values()
        .any(|[base, mine, theirs, merged]| base == 0 && mine + theirs > 0 && merged == 0)
}

/// Whether a line is more than a rule, a fence or an empty item.
pub(super) fn says_something(line: &str) -> bool {
    line.contains(char::is_alphanumeric)
}

/// How often each part stands in each of four texts.
fn counts<'a>(texts: [impl Iterator<Item = &'a str>; 4]) -> HashMap<&'a str, [i64; 4]> {
    let mut counts: HashMap<&str, [i64; 4]> = HashMap::new();
    for (at, parts) in texts.into_iter().enumerate() {
        for part in parts {
            counts.entry(part).or_default()[at] += 1;
        }
    }
    counts
}
