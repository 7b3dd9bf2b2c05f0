//! How the alignment is found, from the surest likeness to the least.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Piece;

/// Above this many pairs of lines no order is looked for: the cost stays bounded, and lines of which there
/// is one are still found.
const LINE_PAIRS: usize = 16_000_000;
/// Above this many pairs of words a stretch counts as rewritten.
const PAIRS: usize = 1_000_000;
/// A line keeps its place when this share of it does.
const KEPT: f64 = 0.3;
/// A line that moved and was edited is known again by this share of its words.
const ALIKE: f64 = 0.5;
/// Fewer words than this do not tell a line from others.
const TELLING: usize = 4;

/// A line: where it begins, and its text with its end.
type Line<'a> = (usize, &'a str);

/// Two texts while lines and words of one find their place in the other.
pub(super) struct Work<'a> {
    old: Vec<Line<'a>>,
    new: Vec<Line<'a>>,
    /// The new line of each old one that is the same.
    same: Vec<Option<usize>>,
    taken: Vec<bool>,
    /// Of single words.
    words: Vec<Piece>,
    /// What each edited line keeps, in bytes.
    old_kept: Vec<usize>,
    new_kept: Vec<usize>,
}

impl<'a> Work<'a> {
    pub(super) fn new(old: &'a str, new: &'a str) -> Self {
        let (old, new) = (lines(old), lines(new));
        Self {
            same: vec![None; old.len()],
            taken: vec![false; new.len()],
            words: Vec::new(),
            old_kept: vec![0; old.len()],
            new_kept: vec![0; new.len()],
            old,
            new,
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.same[old] = Some(new);
        self.taken[new] = true;
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.same[old].is_none() && !self.taken[new] && self.old[old].1 == self.new[new].1
    }

    /// Pairs lines that are the same and in order; gives the stretches in between.
    pub(super) fn in_order(&mut self) -> Vec<(Range<usize>, Range<usize>)> {
        let old: Vec<&str> = self.old.iter().map(|(_, text)| *text).collect();
        let new: Vec<&str> = self.new.iter().map(|(_, text)| *text).collect();
        let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let tail = old[head..]
            .iter()
            .rev()
            .zip(new[head..].iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let (old_end, new_end) = (old.len() - tail, new.len() - tail);
        for at in 0..head {
            self.pair(at, at);
        }
        for at in 0..tail {
            self.pair(old_end + at, new_end + at);
        }
        let (old, new) = (&old[head..old_end], &new[head..new_end]);
        if old.len().saturating_mul(new.len()) > LINE_PAIRS {
            return Vec::new();
        }
        let mut gaps = Vec::new();
        for op in capture_diff_slices(Algorithm::Patience, old, new) {
            let (olds, news) = (op.old_range(), op.new_range());
            let (olds, news) = (head + olds.start..head + olds.end, head + news.start..head + news.end);
            match op {
                DiffOp::Equal { .. } => {
                    for (old, new) in olds.zip(news) {
                        self.pair(old, new);
                    }
                }
                DiffOp::Replace { .. } => gaps.push((olds, news)),
                DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
            }
        }
        gaps
    }

    /// Pairs lines that are the same and stand elsewhere: those there is one of, and their neighbours.
    pub(super) fn moved(&mut self) {
        let mut places: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, (_, text)) in self.old.iter().enumerate() {
            if self.same[at].is_none() && !text.trim().is_empty() {
                places.entry(text.trim_end()).or_default().0.push(at);
            }
        }
        for (at, (_, text)) in self.new.iter().enumerate() {
            if !self.taken[at] && !text.trim().is_empty() {
                places.entry(text.trim_end()).or_default().1.push(at);
            }
        }
        let mut single: Vec<(usize, usize)> = places
            .values()
            .filter_map(|(olds, news)| match (&olds[..], &news[..]) {
                (&[old], &[new]) => Some((old, new)),
                _ => None,
            })
            .collect();
        single.sort_unstable();
        for (old, new) in single {
            self.pair(old, new);
        }
        for old in 1..self.old.len() {
            if let Some(new) = self.same[old - 1].map(|new| new + 1)
                && new < self.new.len()
                && self.is_free(old, new)
            {
                self.pair(old, new);
            }
        }
        for old in (1..self.old.len()).rev() {
            if let Some(new) = self.same[old].and_then(|new| new.checked_sub(1))
                && self.is_free(old - 1, new)
            {
                self.pair(old - 1, new);
            }
        }
    }

    /// Finds the words that stayed, in lines that were edited where they stand.
    pub(super) fn edited(&mut self, olds: Range<usize>, news: Range<usize>) {
        let olds: Vec<usize> = olds.filter(|at| self.same[*at].is_none()).collect();
        let news: Vec<usize> = news.filter(|at| !self.taken[*at]).collect();
        self.compare(&olds, &news, KEPT);
    }

    /// Compares these lines word by word; lines which keep less than `share` keep nothing.
    fn compare(&mut self, olds: &[usize], news: &[usize], share: f64) {
        let tokens = |lines: &[Line<'a>], at: &[usize]| -> Vec<(usize, usize, &'a str)> {
            at.iter()
                .flat_map(|at| words(lines[*at]).map(move |(place, word)| (*at, place, word)))
                .collect()
        };
        let (old, new) = (tokens(&self.old, olds), tokens(&self.new, news));
        if old.len().saturating_mul(new.len()) > PAIRS {
            return;
        }
        let texts = |tokens: &[(usize, usize, &'a str)]| tokens.iter().map(|(.., word)| *word).collect::<Vec<_>>();
        let mut same = Vec::new();
        let mut kept: HashMap<usize, usize> = HashMap::new();
        for op in capture_diff_slices(Algorithm::Myers, &texts(&old), &texts(&new)) {
            if let DiffOp::Equal {
                old_index,
                new_index,
                len,
            } = op
            {
                for at in 0..len {
                    let (one, other) = (old[old_index + at], new[new_index + at]);
                    *kept.entry(one.0).or_default() += one.2.len();
                    same.push((one, other));
                }
            }
        }
        for ((line, old, word), (new_line, new, _)) in same {
            let (_, text) = self.old[line];
            let all: usize = words((0, text)).map(|(_, word)| word.len()).sum();
            if kept[&line] as f64 >= share * all as f64 {
                self.words.push(Piece {
                    old,
                    new,
                    len: word.len(),
                    whole: false,
                });
                self.old_kept[line] += word.len();
                self.new_kept[new_line] += word.len();
            }
        }
    }

    /// Finds lines again that moved and were edited on the way: by the words they share.
    pub(super) fn moved_and_edited(&mut self) {
        let is_open = |kept: usize, text: &str| (kept as f64) < KEPT * text.trim().len() as f64;
        let olds: Vec<usize> = (0..self.old.len())
            .filter(|at| self.same[*at].is_none() && self.old_kept[*at] == 0)
            .filter(|at| words(self.old[*at]).count() >= TELLING)
            .collect();
        let news: Vec<usize> = (0..self.new.len())
            .filter(|at| !self.taken[*at] && is_open(self.new_kept[*at], self.new[*at].1))
            .filter(|at| words(self.new[*at]).count() >= TELLING)
            .collect();
        if olds.is_empty() || news.is_empty() || olds.len() * news.len() > PAIRS / 10 {
            return;
        }
        let bags: Vec<HashSet<&str>> = news
            .iter()
            .map(|at| words(self.new[*at]).map(|(_, word)| word).collect())
            .collect();
        let mut pairs = Vec::new();
        for old in olds {
            let bag: HashSet<&str> = words(self.old[old]).map(|(_, word)| word).collect();
            for (new, other) in news.iter().zip(&bags) {
                let shared = bag.intersection(other).count();
                let alike = shared as f64 / bag.len().max(other.len()) as f64;
                if alike >= ALIKE {
                    pairs.push((alike, old, *new));
                }
            }
        }
        // The most alike first; then in order.
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let (mut old_done, mut new_done) = (HashSet::new(), HashSet::new());
        for (_, old, new) in pairs {
            if !old_done.contains(&old) && new_done.insert(new) {
                old_done.insert(old);
                self.compare(&[old], &[new], KEPT);
            }
        }
    }

    /// All pieces, put together where they touch.
    pub(super) fn finish(self, old: &str, new: &str) -> Vec<Piece> {
        let mut pieces = self.words;
        for (at, same) in self.same.iter().enumerate() {
            if let Some(to) = same {
                let ((old, text), (new, other)) = (self.old[at], self.new[*to]);
                pieces.push(Piece {
                    old,
                    new,
                    len: text.len().min(other.len()),
                    whole: true,
                });
            }
        }
        pieces.sort_by_key(|piece| piece.old);
        let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            if let Some(last) = joined.last_mut()
                && last.whole == piece.whole
                && piece.old >= last.old + last.len
                && piece.new >= last.new + last.len
                && old[last.old + last.len..piece.old] == new[last.new + last.len..piece.new]
            {
                last.len = piece.old + piece.len - last.old;
            } else {
                joined.push(piece);
            }
        }
        joined
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), line)
        })
        .collect()
}

/// The words and marks of a line, each with its place in the text.
pub(in crate::comment) fn words((start, text): Line<'_>) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let place = start + (text.len() - rest.len());
        let word = &rest[..end];
        rest = &rest[end..];
        Some((place, word))
    })
}
