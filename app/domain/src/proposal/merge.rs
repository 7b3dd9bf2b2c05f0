use std::collections::HashMap;
use std::ops::Range;

use finer::{Finer, statements};
use similar::{Algorithm, DiffOp, capture_diff_slices};

mod finer;

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

/// A stretch of a merge, in lines, sentences or words.
enum Stretch<'a, 'p> {
    /// Neither side changed it.
    Same(&'a [&'p str]),
    /// At least one side changed it: what each has there.
    Changed {
        base: Vec<&'p str>,
        mine: Vec<&'p str>,
        theirs: Vec<&'p str>,
    },
}

/// Cuts a merge into stretches. With `apart`, edits that touch each other are one.
fn stretches<'a, 'p>(
    base: &'a [&'p str],
    mine: &'a [&'p str],
    theirs: &'a [&'p str],
    apart: bool,
) -> Vec<Stretch<'a, 'p>> {
    let (mut mine, mut theirs) = (Side::new(base, mine, apart), Side::new(base, theirs, apart));
    let mut stretches = Vec::new();
    let mut done = 0;
    loop {
        // An insertion stands before a change of what it is in front of.
        let order = |change: &LineChange| (change.old.start, !change.old.is_empty());
        let (first_mine, first_theirs) = (mine.next, theirs.next);
        let mine_first = match (mine.peek(), theirs.peek()) {
            (None, None) => break,
            (Some(mine), Some(theirs)) => order(mine) <= order(theirs),
            (mine, _) => mine.is_some(),
        };
        let first = if mine_first { &mut mine } else { &mut theirs };
        let Some(mut stretch) = first.peek().map(|change| change.old.clone()) else {
            break;
        };
        first.next += 1;
        while mine.join(&mut stretch) || theirs.join(&mut stretch) {}

        if done < stretch.start {
            stretches.push(Stretch::Same(&base[done..stretch.start]));
        }
        done = stretch.end;
        stretches.push(Stretch::Changed {
            mine: mine.over(&stretch, first_mine..mine.next),
            theirs: theirs.over(&stretch, first_theirs..theirs.next),
            base: base[stretch].to_vec(),
        });
    }
    if done < base.len() {
        stretches.push(Stretch::Same(&base[done..]));
    }
    stretches
}

/// One side of a merge: its lines, sentences or words, and what it changed of the base.
struct Side<'a, 'p> {
    base: &'a [&'p str],
    lines: &'a [&'p str],
    changes: Vec<LineChange>,
    /// The next change to come.
    next: usize,
    /// Changes that touch are one.
    apart: bool,
}

impl<'a, 'p> Side<'a, 'p> {
    fn new(base: &'a [&'p str], lines: &'a [&'p str], apart: bool) -> Self {
        Self {
            base,
            lines,
            changes: line_changes(base, lines),
            next: 0,
            apart,
        }
    }

    fn peek(&self) -> Option<&LineChange> {
        self.changes.get(self.next)
    }

    /// Takes the next change into the stretch when they overlap.
    fn join(&mut self, stretch: &mut Range<usize>) -> bool {
        let meets = |change: &&LineChange| {
            if self.apart {
                change.old.start <= stretch.end && stretch.start <= change.old.end
            } else {
                overlap(&change.old, stretch)
            }
        };
        let Some(change) = self.peek().filter(meets) else {
            return false;
        };
        *stretch = stretch.start.min(change.old.start)..stretch.end.max(change.old.end);
        self.next += 1;
        true
    }

    /// What this side makes of a stretch of the base, given its changes in it.
    fn over(&self, stretch: &Range<usize>, changes: Range<usize>) -> Vec<&'p str> {
        let mut text = Vec::new();
        let mut at = stretch.start;
        for change in &self.changes[changes] {
            text.extend_from_slice(&self.base[at..change.old.start]);
            text.extend_from_slice(&self.lines[change.new.clone()]);
            at = change.old.end;
        }
        text.extend_from_slice(&self.base[at..stretch.end]);
        text
    }
}

/// Whether two changes speak about the same lines. Neighbours do not; an insertion does when it
/// falls inside the other, or in the very place of another insertion.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => a.start == b.start,
        (true, false) => b.start < a.start && a.start < b.end,
        (false, true) => a.start < b.start && b.start < a.end,
        (false, false) => a.start < b.end && b.start < a.end,
    }
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

/// A stretch of lines that became others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineChange {
    /// Line numbers in the old text; empty for an insertion.
    pub(super) old: Range<usize>,
    /// Line numbers in the new text; empty for a deletion.
    pub(super) new: Range<usize>,
}

/// Above this many pairs of differing lines the whole stretch between the first and the last
/// difference counts as one change, so that the cost of any save is bounded: some 16 000 lines that were
/// all rewritten.
const LINE_PAIRS: usize = 250_000_000;

/// What changed between two texts, in order; changes that touch are one.
pub(super) fn line_changes(old: &[&str], new: &[&str]) -> Vec<LineChange> {
    let front = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let back = old[front..]
        .iter()
        .rev()
        .zip(new[front..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old_end, new_end) = (old.len() - back, new.len() - back);
    if front == old_end && front == new_end {
        return Vec::new();
    }
    if (old_end - front) * (new_end - front) > LINE_PAIRS {
        return vec![LineChange {
            old: front..old_end,
            new: front..new_end,
        }];
    }
    let mut changes: Vec<LineChange> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        match changes.last_mut() {
            Some(last) if last.old.end == op.old_range().start && last.new.end == op.new_range().start => {
                last.old.end = op.old_range().end;
                last.new.end = op.new_range().end;
            }
            _ => changes.push(LineChange {
                old: op.old_range(),
                new: op.new_range(),
            }),
        }
    }
    changes
}

/// The lines of a text, each with its end.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Line by line, a last line without its end would differ from the same line with one.
fn terminated(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') {
        text.into()
    } else {
        format!("{text}\n")
    }
}
