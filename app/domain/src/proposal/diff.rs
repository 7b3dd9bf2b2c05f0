use std::ops::Range;

use similar::{ChangeTag, DiffOp, TextDiff};

use crate::document::{Body, Section, is_same, pair_sections, sections};

/// What happened to a piece of text between two revisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// In both.
    Same,
    /// Only in the old one.
    Deleted,
    /// Only in the new one.
    Inserted,
}

/// One section of a comparison of the Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionDiff {
    /// The key of the section, in the new revision if it is there.
    pub key: String,
    /// The title, in the new revision if it is there.
    pub title: String,
    /// The pieces in reading order.
    pub parts: Vec<(Tag, String)>,
}

impl SectionDiff {
    /// Whether anything differs.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.parts.iter().any(|(tag, _)| *tag != Tag::Same)
    }
}

/// Above this many pairs of words a rewritten stretch is shown as one deletion and one insertion:
/// no reader follows word by word there, and the cost stays bounded.
const WORD_PAIRS: usize = 1_000_000;

/// The words deleted and inserted between two texts. Without the insertions the pieces are the old
/// text, without the deletions the new one.
#[must_use]
pub fn diff_words(old: &str, new: &str) -> Vec<(Tag, String)> {
    let mut parts = Vec::new();
    let lines = TextDiff::from_lines(old, new);
    let old_lines: Vec<&str> = lines.iter_old_slices().collect();
    let new_lines: Vec<&str> = lines.iter_new_slices().collect();
    let text = |lines: &[&str], range: Range<usize>| lines[range].concat();
    for op in lines.ops() {
        let (old, new) = (text(&old_lines, op.old_range()), text(&new_lines, op.new_range()));
        match op {
            DiffOp::Equal { .. } => push(&mut parts, Tag::Same, &old),
            DiffOp::Delete { .. } => push(&mut parts, Tag::Deleted, &old),
            DiffOp::Insert { .. } => push(&mut parts, Tag::Inserted, &new),
            DiffOp::Replace { .. } => {
                if old.split_whitespace().count() * new.split_whitespace().count() > WORD_PAIRS {
                    push(&mut parts, Tag::Deleted, &old);
                    push(&mut parts, Tag::Inserted, &new);
                    continue;
                }
                for change in TextDiff::from_words(old.as_str(), new.as_str()).iter_all_changes() {
                    let tag = match change.tag() {
                        ChangeTag::Equal => Tag::Same,
                        ChangeTag::Delete => Tag::Deleted,
                        ChangeTag::Insert => Tag::Inserted,
                    };
                    push(&mut parts, tag, change.value());
                }
            }
        }
    }
    parts
}

fn push(parts: &mut Vec<(Tag, String)>, tag: Tag, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some((last, piece)) if *last == tag => piece.push_str(text),
        _ => parts.push((tag, text.into())),
    }
}

/// The Markdown of two revisions section by section, in the order of the new one; deleted sections
/// stand where they stood. Blank lines at the end of a section do not count.
#[must_use]
pub fn compare(old: &Body, new: &Body) -> Vec<SectionDiff> {
    let (before, after) = (sections(old), sections(new));
    pair_sections(&before, &after)
        .into_iter()
        .filter_map(|pair| {
            let was = pair.old.map(|at| &before[at]);
            let is = pair.new.map(|at| &after[at]);
            let section = is.or(was)?;
            let text = |section: Option<&Section>| section.map_or("", |s| s.text.as_str()).to_owned();
            let (was, is) = (text(was), text(is));
            Some(SectionDiff {
                key: section.key.clone(),
                title: section.title.clone(),
                parts: if is_same(&was, &is) {
                    vec![(Tag::Same, is)]
                } else {
                    diff_words(&was, &is)
                },
            })
        })
        .collect()
}
