use std::collections::{HashMap, HashSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

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

/// A stretch of the old text that the new one has too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it begins in the old text, in bytes.
    pub(super) old: usize,
    /// Where it begins in the new text.
    pub(super) new: usize,
    /// How long it is.
    pub(super) len: usize,
    /// Whole lines are the same, not single words only.
    pub(super) whole: bool,
}

/// Which parts of an old text stand in a new one, and where: in order, or moved.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    /// By place in the old text; they do not overlap in either text.
    pieces: Vec<Piece>,
}

/// What became of a stretch of the old text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Image {
    /// Where it is in the new text.
    pub(super) range: Range<usize>,
    /// All of it stands in whole lines that are the same.
    pub(super) untouched: bool,
}

/// A line: where it begins, and its text with its end.
type Line<'a> = (usize, &'a str);

impl Alignment {
    /// Aligns two texts: by lines in order, then lines that moved, then words of lines that were
    /// edited in place, then words of lines that were moved and edited.
    pub(super) fn of(old: &str, new: &str) -> Self {
        let mut work = Work::new(old, new);
        let gaps = work.in_order();
        work.moved();
        for (old_lines, new_lines) in gaps {
            work.edited(old_lines, new_lines);
        }
        work.moved_and_edited();
        Self {
            pieces: work.finish(old, new),
        }
    }

    /// The pieces a stretch of the old text has a part in, cut to it.
    fn within(&self, range: &Range<usize>) -> Vec<Piece> {
        let first = self
            .pieces
            .partition_point(|piece| piece.old + piece.len <= range.start);
        self.pieces[first..]
            .iter()
            .take_while(|piece| piece.old < range.end)
            .map(|piece| {
                let from = piece.old.max(range.start);
                let to = (piece.old + piece.len).min(range.end);
                Piece {
                    old: from,
                    new: piece.new + (from - piece.old),
                    len: to - from,
                    whole: piece.whole,
                }
            })
            .collect()
    }

    /// How many bytes of a stretch of the old text stand in each place, in the order of the old text.
    pub(super) fn kept(&self, range: &Range<usize>) -> Vec<(usize, usize)> {
        self.within(range).iter().map(|piece| (piece.new, piece.len)).collect()
    }

    /// Where a stretch of the old text is now: around the most of it that stayed together. `None` when
    /// nothing of it is left.
    pub(super) fn image(&self, range: &Range<usize>, new: &str) -> Option<Image> {
        let kept = self.within(range);
        // Parts stay together when they keep their order and do not lie far apart.
        let mut groups: Vec<Vec<Piece>> = Vec::new();
        for piece in kept {
            match groups.last_mut() {
                Some(group) if follows(group[group.len() - 1], piece) => group.push(piece),
                _ => groups.push(vec![piece]),
            }
        }
        let weight = |group: &Vec<Piece>| group.iter().map(|piece| piece.len).sum::<usize>();
        // Of equal ones the first.
        let group = groups.into_iter().rev().max_by_key(weight)?;
        let (first, last) = (group[0], group[group.len() - 1]);
        let untouched = group.len() == 1 && first.whole && first.len == range.len();
        let mut image = first.new..last.new + last.len;
        // Words at the edge that were replaced: what stands in their place belongs to it.
        if first.old > range.start
            && let Some(before) = self.before(first.old)
            && before.old + before.len <= range.start + 1
            && follows(before, first)
        {
            image.start = before.new + before.len;
        }
        if last.old + last.len < range.end
            && let Some(after) = self.after(last.old + last.len)
            && after.old + 1 >= range.end
            && follows(last, after)
        {
            image.end = after.new;
        }
        let text = new.get(image.clone())?;
        let start = image.start + (text.len() - text.trim_start().len());
        let end = image.end - (text.len() - text.trim_end().len());
        (start < end).then_some(Image {
            range: start..end,
            untouched,
        })
    }

    fn before(&self, old: usize) -> Option<Piece> {
        let at = self.pieces.partition_point(|piece| piece.old + piece.len < old);
        self.pieces[..at].last().copied()
    }

    fn after(&self, old: usize) -> Option<Piece> {
        let at = self.pieces.partition_point(|piece| piece.old <= old);
        self.pieces.get(at).copied()
    }

    /// The old places of stretches of the new text that stand in whole unchanged lines.
    pub(super) fn origins(&self) -> Origins {
        let mut pieces: Vec<Piece> = self.pieces.iter().filter(|piece| piece.whole).copied().collect();
        pieces.sort_by_key(|piece| piece.new);
        Origins { pieces }
    }
}

/// Where text of the new one came from.
#[derive(Clone, Debug)]
pub(super) struct Origins {
    /// Whole lines only, by place in the new text.
    pieces: Vec<Piece>,
}

impl Origins {
    /// Where a stretch of the new text stood in the old one, if it stood there unchanged.
    pub(super) fn of(&self, range: &Range<usize>) -> Option<usize> {
        let at = self.pieces.partition_point(|piece| piece.new <= range.start);
        let piece = self.pieces[..at].last()?;
        (range.end <= piece.new + piece.len).then(|| piece.old + (range.start - piece.new))
    }
}

/// Whether one piece comes after another in the new text as it did in the old, not far away.
fn follows(one: Piece, next: Piece) -> bool {
    let (old_end, new_end) = (one.old + one.len, one.new + one.len);
    next.old >= old_end && next.new >= new_end && next.new - new_end <= 4 * (next.old - old_end) + 200
}

struct Work<'a> {
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
    fn new(old: &'a str, new: &'a str) -> Self {
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
    fn in_order(&mut self) -> Vec<(Range<usize>, Range<usize>)> {
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
    fn moved(&mut self) {
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
    fn edited(&mut self, olds: Range<usize>, news: Range<usize>) {
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
    fn moved_and_edited(&mut self) {
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
    fn finish(self, old: &str, new: &str) -> Vec<Piece> {
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
pub(super) fn words((start, text): Line<'_>) -> impl Iterator<Item = (usize, &str)> {
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
