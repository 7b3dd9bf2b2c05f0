//! A merge cut into stretches that neither side, or at least one, changed.

use std::ops::Range;

use super::lines::{LineChange, line_changes};

/// A stretch of a merge, in lines, sentences or words.
pub(super) enum Stretch<'a, 'p> {
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
pub(super) fn stretches<'a, 'p>(
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
