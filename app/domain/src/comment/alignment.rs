use std::ops::Range;

mod work;

use work::Work;
pub(super) use work::words;

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
