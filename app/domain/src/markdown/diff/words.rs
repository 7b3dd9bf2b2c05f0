//! What happened to the words of one block, and to the blocks of one text.

use std::hash::Hash;
use std::mem::discriminant;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::tree::{Kind, Node, Token};
use crate::document::likeness;

/// A stretch of two sequences: the same in both, or one in place of the other.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) same: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Above this many pairs a rewritten stretch is not looked into: no reader follows it piece by piece
/// there, and the cost stays bounded.
const PAIRS: usize = 1_000_000;

/// The stretches of two sequences in order, same and differing ones alternating.
fn stretches<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<Stretch> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old_mid, new_mid) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let mut found = Vec::new();
    push(&mut found, true, 0..head, 0..head);
    if old_mid.len().saturating_mul(new_mid.len()) > PAIRS {
        push(
            &mut found,
            false,
            head..head + old_mid.len(),
            head..head + new_mid.len(),
        );
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old_mid, new_mid) {
            let shift = |range: Range<usize>| range.start + head..range.end + head;
            let same = matches!(op, DiffOp::Equal { .. });
            push(&mut found, same, shift(op.old_range()), shift(op.new_range()));
        }
    }
    push(
        &mut found,
        true,
        old.len() - tail..old.len(),
        new.len() - tail..new.len(),
    );
    found
}

fn push(found: &mut Vec<Stretch>, same: bool, old: Range<usize>, new: Range<usize>) {
    match found.last_mut() {
        _ if old.is_empty() && new.is_empty() => {}
        Some(last) if last.same == same => {
            last.old.end = old.end;
            last.new.end = new.end;
        }
        _ => found.push(Stretch { same, old, new }),
    }
}

/// The words of two blocks. A long block is first compared sentence by sentence.
pub(super) fn words(old: &Node<'_>, new: &Node<'_>) -> Vec<Stretch> {
    let keys =
        |node: &Node<'_>| -> Vec<String> { node.tokens.iter().map(|token| node.word(token).to_owned()).collect() };
    let (old_words, new_words) = (keys(old), keys(new));
    let found = if old_words.len().saturating_mul(new_words.len()) <= PAIRS {
        stretches(&old_words, &new_words)
    } else {
        by_sentences(&old_words, &new_words)
    };
    readable(found, &old.tokens, &new.tokens)
}

fn by_sentences(old: &[String], new: &[String]) -> Vec<Stretch> {
    let (old_ends, new_ends) = (sentences(old), sentences(new));
    let place = |ends: &[usize], at: usize| if at == 0 { 0 } else { ends[at - 1] };
    let texts = |words: &[String], ends: &[usize]| -> Vec<Vec<String>> {
        (0..ends.len())
            .map(|at| words[place(ends, at)..ends[at]].to_vec())
            .collect()
    };
    let mut found = Vec::new();
    for stretch in stretches(&texts(old, &old_ends), &texts(new, &new_ends)) {
        let o = place(&old_ends, stretch.old.start)..place(&old_ends, stretch.old.end);
        let n = place(&new_ends, stretch.new.start)..place(&new_ends, stretch.new.end);
        if stretch.same {
            push(&mut found, true, o, n);
            continue;
        }
        for inner in stretches(&old[o.clone()], &new[n.clone()]) {
            let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            push(
                &mut found,
                inner.same,
                shift(inner.old, o.start),
                shift(inner.new, n.start),
            );
        }
    }
    found
}

/// Where sentences end: behind the space that follows a full stop, or a line end.
fn sentences(words: &[String]) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..words.len())
        .filter(|at| {
            let stops = at
                .checked_sub(2)
                .is_some_and(|before| matches!(words[before].as_str(), "." | "!" | "?" | ":" | ";"));
            words[at - 1] == "\n" || words[at - 1] == " " && stops
        })
        .collect();
    ends.push(words.len());
    ends
}

/// A space or a comma that happens to be the same between two rewritten stretches only makes them
/// harder to read: it joins them.
fn readable(found: Vec<Stretch>, old: &[Token], new: &[Token]) -> Vec<Stretch> {
    let has_word =
        |tokens: &[Token], range: &Range<usize>| tokens[range.clone()].iter().any(|token| token.kind == Kind::Word);
    let mut joined: Vec<Stretch> = Vec::with_capacity(found.len());
    let mut rest = found.into_iter().peekable();
    while let Some(stretch) = rest.next() {
        let small = stretch.same && !has_word(new, &stretch.new);
        let both = |a: &Stretch, b: &Stretch| {
            (has_word(old, &a.old) || has_word(old, &b.old)) && (has_word(new, &a.new) || has_word(new, &b.new))
        };
        match (joined.last_mut(), rest.peek()) {
            (Some(before), Some(after)) if small && !before.same && both(before, after) => {
                before.old.end = after.old.end;
                before.new.end = after.new.end;
                rest.next();
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

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
