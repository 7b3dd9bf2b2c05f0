//! Two revisions as a reader sees them: the rendered text of the new one, with what was inserted as
//! `<ins>` and what was deleted as `<del>` in its place, word by word.

mod paint;
mod pairing;
mod tree;
mod words;

use pulldown_cmark::{Event, Tag};

use self::paint::{Painter, Status};
use self::pairing::{Step, steps};
use self::tree::blocks;
use super::{Html, events, to_html};
use crate::document::{Body, Moved, Section, is_same, pair_sections, split};

/// What became of a block of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It is the same in both.
    Same,
    /// Text was added to it, or it is new.
    Added,
    /// Text was removed from it, or it is gone.
    Removed,
    /// Text was added and removed.
    Changed,
    /// The words are the same; emphasis, a link or the kind of block is another.
    Formatted,
}

/// A block of a compared section: a paragraph, a heading, a list, a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What became of it.
    pub sign: Sign,
    /// The block with its insertions and deletions.
    pub html: Html,
    /// What cannot be seen in it, in sentences: an address that changed, words that became bold.
    pub notes: Vec<String>,
}

/// Where a compared section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// In both revisions.
    Kept,
    /// Only in the new one.
    Added,
    /// Only in the old one.
    Deleted,
}

/// One section of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedSection {
    /// The key of the section, in the new revision if it is there.
    pub key: String,
    /// The title, in the new revision if it is there.
    pub title: String,
    /// Its old title, when it has another one now.
    pub renamed_from: Option<String>,
    /// Whether it is in one of the two only.
    pub fate: Fate,
    /// Whether it changed places.
    pub moved: Option<Moved>,
    /// Its blocks in reading order; its heading is left out when it is the same. Empty when nothing
    /// of the text differs.
    pub blocks: Vec<Block>,
    /// Stretches added.
    pub added: usize,
    /// Stretches removed.
    pub removed: usize,
    /// The Markdown differs, though it may read the same.
    pub source_differs: bool,
}

impl RenderedSection {
    /// Whether anything differs, the place aside.
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        self.source_differs || !self.blocks.is_empty()
    }

    /// In how many blocks nothing but formatting or a link changed, or changed as well.
    #[must_use]
    pub fn formatted(&self) -> usize {
        let blocks = self.blocks.iter();
        blocks
            .filter(|block| block.sign == Sign::Formatted || !block.notes.is_empty())
            .count()
    }
}

/// Compares two revisions section by section, in the order of the new one; deleted sections stand
/// where they stood. Sections are brought together by key, then by their words.
#[must_use]
pub fn compare_rendered(old: &Body, new: &Body) -> Vec<RenderedSection> {
    let (before, after) = (split(old.as_str()), split(new.as_str()));
    let (mut was, mut is) = (by_section(old, &before), by_section(new, &after));
    pair_sections(&before, &after)
        .into_iter()
        .filter_map(|pair| {
            let old = pair.old.map(|at| (&before[at], std::mem::take(&mut was[at])));
            let new = pair.new.map(|at| (&after[at], std::mem::take(&mut is[at])));
            let mut section = match (old, new) {
                (Some(old), Some(new)) => kept(old, new),
                (Some(old), None) => whole(old, Fate::Deleted),
                (None, Some(new)) => whole(new, Fate::Added),
                (None, None) => return None,
            };
            section.moved = pair.moved;
            Some(section)
        })
        .collect()
}

/// The events of each section, without marks: those belong to the page of the text itself.
fn by_section<'a>(body: &'a Body, sections: &[Section]) -> Vec<Vec<Event<'a>>> {
    let mut events = events(body.as_str(), sections, &[]).into_iter().peekable();
    sections
        .iter()
        .map(|section| {
            std::iter::from_fn(|| events.next_if(|(_, at)| *at < section.range.end))
                .map(|(event, _)| event)
                .collect()
        })
        .collect()
}

fn empty(section: &Section, fate: Fate) -> RenderedSection {
    RenderedSection {
        key: section.key.clone(),
        title: section.title.clone(),
        renamed_from: None,
        fate,
        moved: None,
        blocks: Vec::new(),
        added: 0,
        removed: 0,
        source_differs: fate != Fate::Kept,
    }
}

/// A section that is in one of the two only.
fn whole((section, events): (&Section, Vec<Event<'_>>), fate: Fate) -> RenderedSection {
    let (status, sign) = match fate {
        Fate::Deleted => (Status::Deleted, Sign::Removed),
        Fate::Added | Fate::Kept => (Status::Inserted, Sign::Added),
    };
    let mut result = empty(section, fate);
    result.blocks = blocks(events.into_iter())
        .iter()
        .map(|node| painted(sign, |painter| painter.node(node, status)).0)
        .collect();
    match fate {
        Fate::Deleted => result.removed = 1,
        Fate::Added | Fate::Kept => result.added = 1,
    }
    result
}

fn kept(old: (&Section, Vec<Event<'_>>), new: (&Section, Vec<Event<'_>>)) -> RenderedSection {
    let mut result = empty(new.0, Fate::Kept);
    result.source_differs = !is_same(&old.0.text, &new.0.text);
    result.renamed_from = (old.0.title != new.0.title).then(|| old.0.title.clone());
    // The same text can read differently: the address of a link may be defined in another section.
    if !result.source_differs && old.1 == new.1 {
        return result;
    }
    let (before, after) = (blocks(old.1.into_iter()), blocks(new.1.into_iter()));
    let steps = steps(&before, &after);
    if steps.iter().all(|step| matches!(step, Step::Same(_))) {
        return result;
    }
    for (at, step) in steps.into_iter().enumerate() {
        let (block, added, removed) = match step {
            // The page has the title already.
            Step::Same(new) if at == 0 && matches!(after[new].tag, Some(Tag::Heading { .. })) => continue,
            Step::Same(new) => painted(Sign::Same, |painter| painter.node(&after[new], Status::Same)),
            Step::Edited(old, new) => painted(Sign::Formatted, |painter| painter.edited(&before[old], &after[new])),
            Step::Deleted(old) => painted(Sign::Removed, |painter| painter.whole(&before[old], Status::Deleted)),
            Step::Inserted(new) => painted(Sign::Added, |painter| painter.whole(&after[new], Status::Inserted)),
        };
        result.blocks.push(block);
        result.added += added;
        result.removed += removed;
    }
    result
}

/// Paints a block and says how much was added to it and removed from it. The sign is the given one
/// where nothing was.
fn painted<'a>(sign: Sign, paint: impl FnOnce(&mut Painter<'a>)) -> (Block, usize, usize) {
    let mut painter = Painter::default();
    paint(&mut painter);
    let (added, removed) = (painter.added, painter.removed);
    let sign = match (added > 0, removed > 0) {
        (true, true) => Sign::Changed,
        (true, false) => Sign::Added,
        (false, true) => Sign::Removed,
        (false, false) => sign,
    };
    let html = to_html(painter.events.into_iter(), 0);
    let notes = painter.notes;
    (Block { sign, html, notes }, added, removed)
}
