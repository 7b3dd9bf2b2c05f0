//! What one side changed, by line.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of lines that became others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::proposal) struct LineChange {
    /// Line numbers in the old text; empty for an insertion.
    pub(in crate::proposal) old: Range<usize>,
    /// Line numbers in the new text; empty for a deletion.
    pub(in crate::proposal) new: Range<usize>,
}

/// Above this many pairs of differing lines the whole stretch between the first and the last
/// difference counts as one change, so that the cost of any save is bounded: some 16 000 lines that were
/// all rewritten.
const LINE_PAIRS: usize = 250_000_000;

/// What changed between two texts, in order; changes that touch are one.
pub(in crate::proposal) fn line_changes(old: &[&str], new: &[&str]) -> Vec<LineChange> {
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
pub(in crate::proposal) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Line by line, a last line without its end would differ from the same line with one.
pub(super) fn terminated(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') {
        text.into()
    } else {
        format!("{text}\n")
    }
}
