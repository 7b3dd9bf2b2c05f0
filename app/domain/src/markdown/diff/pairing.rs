//! Which block of the one text stands beside which of the other.

use std::mem::discriminant;

use super::tree::Node;
use super::words::stretches;
use crate::document::likeness;

/// What happened to a block among its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// In both, at this place of the new ones.
    Same(usize),
    /// The old one became the new one.
    Edited(usize, usize),
    Deleted(usize),
    Inserted(usize),
}

/// Blocks with this share of their words in common are the same one, edited.
const EDITED: f64 = 0.4;

/// Above this many pairs of blocks in one gap, only those in the same place are compared.
const BLOCK_PAIRS: usize = 90_000;

/// Brings two lists of blocks together: what is the same, then what is like enough.
pub(super) fn steps(old: &[Node<'_>], new: &[Node<'_>]) -> Vec<Step> {
    let mut steps = Vec::new();
    for stretch in stretches(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>()) {
        if stretch.same {
            steps.extend(stretch.new.map(Step::Same));
            continue;
        }
        let pairs = pairs(&old[stretch.old.clone()], &new[stretch.new.clone()]);
        let (mut o, mut n) = (stretch.old.start, stretch.new.start);
        let ends = (stretch.old.len(), stretch.new.len());
        for (old_at, new_at) in pairs.into_iter().chain([ends]) {
            let (old_at, new_at) = (old_at + stretch.old.start, new_at + stretch.new.start);
            steps.extend((o..old_at).map(Step::Deleted));
            steps.extend((n..new_at).map(Step::Inserted));
            if old_at < stretch.old.end && new_at < stretch.new.end {
                steps.push(Step::Edited(old_at, new_at));
            }
            (o, n) = (old_at + 1, new_at + 1);
        }
    }
    steps
}

/// Which of the old blocks became which of the new ones, in rising order: the pairing with the most in
/// common.
fn pairs(old: &[Node<'_>], new: &[Node<'_>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (old.len(), new.len());
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    if rows.saturating_mul(columns) > BLOCK_PAIRS {
        return (0..rows.min(columns))
            .filter(|at| alike(&old[*at], &new[*at]) >= EDITED)
            .map(|at| (at, at))
            .collect();
    }
    // best[r][c]: the most in common between old[r..] and new[c..].
    let width = columns + 1;
    let mut best = vec![0.0_f64; (rows + 1) * width];
    let mut like = vec![0.0_f64; rows * columns];
    for r in (0..rows).rev() {
        for c in (0..columns).rev() {
            let here = alike(&old[r], &new[c]);
            like[r * columns + c] = here;
            let skip = best[(r + 1) * width + c].max(best[r * width + c + 1]);
            let take = if here >= EDITED {
                best[(r + 1) * width + c + 1] + here
            } else {
                0.0
            };
            best[r * width + c] = skip.max(take);
        }
    }
    let (mut r, mut c) = (0, 0);
    let mut found = Vec::new();
    while r < rows && c < columns {
        let here = like[r * columns + c];
        let value = best[r * width + c];
        if here >= EDITED && best[(r + 1) * width + c + 1] + here >= value {
            found.push((r, c));
            r += 1;
            c += 1;
        } else if best[(r + 1) * width + c] >= value {
            r += 1;
        } else {
            c += 1;
        }
    }
    found
}

/// How far two blocks are the same one, from 0 to 1; 0 when they are of different kinds.
fn alike<'a>(old: &Node<'a>, new: &Node<'a>) -> f64 {
    use pulldown_cmark::Tag::{Heading, Paragraph, Table, TableHead};
    // A list that became loose turns its text into paragraphs; a heading may change its level.
    let kind = |node: &Node<'a>| (discriminant(node.tag.as_ref().unwrap_or(&Paragraph)), node.is_rule);
    if kind(old) != kind(new) {
        return 0.0;
    }
    match (&old.tag, &new.tag) {
        (Some(TableHead), Some(TableHead)) => return if columns(old) == columns(new) { 1.0 } else { 0.0 },
        (Some(Table(_)), Some(Table(_))) if old.children.first().map(columns) != new.children.first().map(columns) => {
            return 0.0;
        }
        // Of two headings in the same gap one became the other, however few words they have.
        (Some(Heading { level: one, .. }), Some(Heading { level: two, .. })) if one == two => {
            return likeness(&old.bag, &new.bag).max(EDITED);
        }
        _ => {}
    }
    let (short, long) = (old.bag.len().min(new.bag.len()), old.bag.len().max(new.bag.len()));
    if long == 0 {
        return if old.text == new.text { 1.0 } else { 0.0 };
    }
    if 2.0 * short as f64 / ((short + long) as f64) < EDITED {
        return 0.0;
    }
    likeness(&old.bag, &new.bag)
}

fn columns(node: &Node<'_>) -> usize {
    node.children.len()
}
