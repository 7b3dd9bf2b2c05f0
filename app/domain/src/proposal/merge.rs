use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

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
    },
}

impl Conflict {
    /// A first text for the editable result: mine, then theirs, wherever they overlap. Two paragraphs stay
    /// two; list items and table rows stay together.
    #[must_use]
    pub fn both(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Agreed(text) => text.clone(),
                Part::Disputed { mine, theirs, .. } => {
                    let are_paragraphs = mine.lines().next_back().is_some_and(is_paragraph)
                        && theirs.lines().next().is_some_and(is_paragraph);
                    format!("{mine}{}{theirs}", if are_paragraphs { "\n" } else { "" })
                }
            })
            .collect()
    }
}

/// Whether a line would run together with the next one.
fn is_paragraph(line: &str) -> bool {
    let line = line.trim_start();
    let marks = |c: char| "-*+|>#`~=".contains(c) || c.is_ascii_digit();
    line.starts_with("**") || !line.is_empty() && !line.starts_with(marks)
}

/// Merges two edits of `base`, line by line. In Markdown a line is usually a paragraph or a list
/// item, which is the grain at which two authors can agree without reading each other. Edits of
/// neighbouring lines do not overlap; two insertions in the same place do, since nobody said which
/// comes first.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    let ends = mine.ends_with('\n') || theirs.ends_with('\n') || base.ends_with('\n');
    let texts = [terminated(base), terminated(mine), terminated(theirs)];
    let [base, mine, theirs] = texts.each_ref().map(|text| lines(text));
    let parts = parts(&mut Side::new(&base, &mine), &mut Side::new(&base, &theirs));
    let disputed = parts.iter().any(|part| matches!(part, Part::Disputed { .. }));
    let conflict = Conflict { parts };
    let text = conflict.both();
    if disputed || !is_kept(texts.each_ref().map(String::as_str), &text) {
        return Merge::Conflict(conflict);
    }
    Merge::Merged(if ends {
        text
    } else {
        text.trim_end_matches('\n').to_owned()
    })
}

/// One side of a merge: its lines, and what it changed of the base.
struct Side<'a> {
    base: &'a [&'a str],
    lines: &'a [&'a str],
    changes: Vec<LineChange>,
    /// The next change to come.
    next: usize,
}

impl<'a> Side<'a> {
    fn new(base: &'a [&'a str], lines: &'a [&'a str]) -> Self {
        Self {
            base,
            lines,
            changes: line_changes(base, lines),
            next: 0,
        }
    }

    fn peek(&self) -> Option<&LineChange> {
        self.changes.get(self.next)
    }

    /// Takes the next change into the stretch when they overlap.
    fn join(&mut self, stretch: &mut Range<usize>) -> bool {
        let Some(change) = self.peek().filter(|change| overlap(&change.old, stretch)) else {
            return false;
        };
        *stretch = stretch.start.min(change.old.start)..stretch.end.max(change.old.end);
        self.next += 1;
        true
    }

    /// What this side makes of a stretch of the base, given its changes in it.
    fn over(&self, stretch: &Range<usize>, changes: Range<usize>) -> Vec<&'a str> {
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

fn parts<'a>(mine: &mut Side<'a>, theirs: &mut Side<'a>) -> Vec<Part> {
    let base = mine.base;
    let mut parts = Vec::new();
    let mut done = 0;
    loop {
        // An insertion stands before a change of the line it is in front of.
        let order = |change: &LineChange| (change.old.start, !change.old.is_empty());
        let (first_mine, first_theirs) = (mine.next, theirs.next);
        let mine_first = match (mine.peek(), theirs.peek()) {
            (None, None) => break,
            (Some(mine), Some(theirs)) => order(mine) <= order(theirs),
            (mine, _) => mine.is_some(),
        };
        let first = if mine_first { &mut *mine } else { &mut *theirs };
        let Some(mut stretch) = first.peek().map(|change| change.old.clone()) else {
            break;
        };
        first.next += 1;
        while mine.join(&mut stretch) || theirs.join(&mut stretch) {}

        agree(&mut parts, &base[done..stretch.start]);
        done = stretch.end;
        let ours = mine.over(&stretch, first_mine..mine.next);
        let other = theirs.over(&stretch, first_theirs..theirs.next);
        settle(&mut parts, &base[stretch], &ours, &other);
    }
    agree(&mut parts, &base[done..]);
    parts
}

/// Adds a changed stretch: agreed when only one side changed it or both did the same, line by line
/// when all three have as many lines, disputed otherwise.
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
        parts.push(Part::Disputed {
            base: base.concat(),
            mine: mine.concat(),
            theirs: theirs.concat(),
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

/// Whether a merged text holds every word as often as two independent edits would leave it, and no line
/// more often than either side: what both put in, in different places, is a question for a person.
pub(super) fn is_kept([base, mine, theirs]: [&str; 3], merged: &str) -> bool {
    let texts = [base, mine, theirs, merged];
    let words = counts(texts.map(str::split_whitespace));
    let lines = counts(texts.map(|text| text.lines().map(str::trim).filter(|line| says_something(line))));
    let words_kept = words.into_values().all(|[base, mine, theirs, merged]| {
        let apart = mine + theirs - base;
        let (least, most) = (mine.min(theirs).min(apart), mine.max(theirs).max(apart));
        (least..=most).contains(&merged)
    });
    words_kept
        && lines
            .into_values()
            .all(|[_, mine, theirs, merged]| merged <= mine.max(theirs))
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
