//! A section that is too long and has no subheadings, cut between its paragraphs under headings of their own.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag};

use super::{Body, BodyError, MAX_SECTION_BYTES, Section, parse, section_level_of, split};

/// A text with sections cut into pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InPieces {
    /// The text: nothing but headings was added.
    pub text: String,
    /// The titles of the sections that were too long, and into how many each was cut.
    pub cut: Vec<(String, usize)>,
}

/// The text with each section that is too long cut into "Title", "Title (2)" and so on: between blocks, between the items
/// of a list, or within a paragraph where one alone is too long. `None` when that does not make it fit, such as for one
/// table of that size.
#[must_use]
pub fn in_pieces(text: &str) -> Option<InPieces> {
    let mut text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut cut: Vec<(String, usize)> = Vec::new();
    // A heading can make deeper ones count that did not before, so it may take more than one look.
    for _ in 0..4 {
        match Body::new(&text) {
            Ok(_) => return Some(InPieces { text, cut }),
            Err(BodyError::SectionTooLong { .. }) => {}
            Err(_) => return None,
        }
        let sections = split(&text);
        let usual = section_level_of(&sections);
        let mut whole = String::with_capacity(text.len() + 1024);
        for section in &sections {
            if section.text.len() <= MAX_SECTION_BYTES {
                whole.push_str(&section.text);
                continue;
            }
            let pieces = pieces(section, usual)?;
            cut.push((section.title.clone(), pieces.len()));
            for (number, piece) in (1..).zip(&pieces) {
                if number > 1 {
                    whole.push_str(&heading(section, usual, number));
                }
                whole.push_str(piece);
                let ends = whole.len() - whole.trim_end_matches('\n').len();
                if number < pieces.len() {
                    whole.push_str(&"\n\n"[ends.min(2)..]);
                }
            }
        }
        text = whole;
    }
    None
}

fn heading(section: &Section, usual: u8, number: usize) -> String {
    let level = if section.level == 0 { usual } else { section.level };
    let mut heading = "#".repeat(usize::from(level));
    heading.push(' ');
    for c in section.title.chars() {
        if c.is_ascii_punctuation()
            && !matches!(
                c,
                '.' | ',' | ':' | ';' | '?' | '!' | '\'' | '"' | '(' | ')' | '-' | '/'
            )
        {
            heading.push('\\');
        }
        heading.push(c);
    }
    // Writing into a text cannot fail.
    let _ = writeln!(heading, " ({number})\n");
    heading
}

/// The stretches of a section, each short enough with its heading.
fn pieces(section: &Section, usual: u8) -> Option<Vec<&str>> {
    let text = section.text.as_str();
    let most = MAX_SECTION_BYTES - heading(section, usual, 9999).len() - "\n\n".len();
    let places = Places::of(text);
    let (mut from, mut pieces) = (0, Vec::new());
    while text.len() - from > most {
        let to = places.last(text, from, from + most)?;
        pieces.push(&text[from..to]);
        from = to;
    }
    pieces.push(&text[from..]);
    Some(pieces)
}

/// Where a section can be cut, in bytes, the better places first.
struct Places {
    blocks: Vec<usize>,
    items: Vec<usize>,
    /// Paragraphs that stand in nothing else.
    paragraphs: Vec<std::ops::Range<usize>>,
}

impl Places {
    fn of(text: &str) -> Self {
        let mut places = Self {
            blocks: Vec::new(),
            items: Vec::new(),
            paragraphs: Vec::new(),
        };
        let line = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let mut depth = 0_usize;
        let mut in_list = false;
        for (event, range) in parse(text) {
            match event {
                Event::Start(tag) => {
                    if depth == 0 {
                        places.blocks.push(line(range.start));
                        in_list = matches!(tag, Tag::List(_));
                        if matches!(tag, Tag::Paragraph) {
                            places.paragraphs.push(range);
                        }
                    } else if depth == 1 && in_list && matches!(tag, Tag::Item) {
                        places.items.push(line(range.start));
                    }
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        places
    }

    /// The last good place after `from`, `to` at most.
    fn last(&self, text: &str, from: usize, to: usize) -> Option<usize> {
        // What is cut is to be most of what fits, or the pieces would be too many.
        let early = from + (to - from) / 4;
        let within = |places: &[usize], after: usize| places.iter().copied().rfind(|at| (after + 1..=to).contains(at));
        within(&self.blocks, early)
            .or_else(|| within(&self.items, early))
            .or_else(|| self.within_paragraph(text, from, to))
            .or_else(|| within(&self.blocks, from))
            .or_else(|| within(&self.items, from))
    }

    /// After a sentence, else between words, else anywhere, where a paragraph goes on beyond what fits.
    fn within_paragraph(&self, text: &str, from: usize, to: usize) -> Option<usize> {
        let paragraph = self
            .paragraphs
            .iter()
            .find(|range| range.start < to && to < range.end)?;
        let start = paragraph.start.max(from);
        let to = (start..=to).rev().find(|at| text.is_char_boundary(*at))?;
        let stretch = &text[start..to];
        let after = |mark: &str| stretch.rfind(mark).map(|at| start + at + mark.len());
        let found = [". ", ".\n", "\n", " "].into_iter().find_map(after).unwrap_or(to);
        (found > from).then_some(found)
    }
}

#[cfg(test)]
mod tests;
