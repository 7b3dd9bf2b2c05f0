//! What happened to the words of one block.

use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::tree::{Kind, Node, Token};

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
pub(super) fn stretches<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<Stretch> {
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

pub(super) fn push(found: &mut Vec<Stretch>, same: bool, old: Range<usize>, new: Range<usize>) {
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
