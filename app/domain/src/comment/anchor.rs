//! What a thread is about: the words quoted, and what stands around them.

use std::ops::Range;

use crate::document::{Body, Section, sections};

/// How many characters before and after the quote are kept with it.
pub const CONTEXT: usize = 64;

/// What a thread is about, as it was when it was begun. Never changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Where it stood in that revision's Markdown, in bytes.
    pub range: Range<usize>,
    /// The Markdown quoted; empty when the thread is about a whole section.
    pub quote: String,
    /// Up to [`CONTEXT`] characters before it.
    pub before: String,
    /// Up to [`CONTEXT`] characters after it.
    pub after: String,
    /// The key of the section it stood in.
    pub section: String,
    /// The title of that section.
    pub section_title: String,
}

impl Anchor {
    /// The anchor of a stretch of a body. `None` when the stretch is empty, cuts a character or lies
    /// outside.
    #[must_use]
    pub fn to_words(body: &Body, range: Range<usize>) -> Option<Self> {
        let text = body.as_str();
        let quote = text.get(range.clone()).filter(|quote| !quote.is_empty())?;
        let section = section_at(&sections(body), range.start)?.clone();
        Some(Self {
            quote: quote.into(),
            before: before(text, range.start, CONTEXT).into(),
            after: after(text, range.end, CONTEXT).into(),
            section: section.key,
            section_title: section.title,
            range,
        })
    }

    /// The anchor of a whole section; `None` when there is no such section.
    #[must_use]
    pub fn to_section(body: &Body, key: &str) -> Option<Self> {
        let section = sections(body).into_iter().find(|section| section.key == key)?;
        Some(Self {
            range: section.range,
            quote: String::new(),
            before: String::new(),
            after: String::new(),
            section: section.key,
            section_title: section.title,
        })
    }
}

pub(super) fn section_at(sections: &[Section], at: usize) -> Option<&Section> {
    sections.iter().find(|section| section.range.contains(&at))
}

/// Up to so many characters before a place.
pub(super) fn before(text: &str, at: usize, characters: usize) -> &str {
    let head = &text[..at];
    let from = head.char_indices().rev().nth(characters.saturating_sub(1));
    from.map_or(head, |(from, _)| &head[from..])
}

/// Up to so many characters after a place.
pub(super) fn after(text: &str, at: usize, characters: usize) -> &str {
    let tail = &text[at..];
    let to = tail.char_indices().nth(characters);
    to.map_or(tail, |(to, _)| &tail[..to])
}
