//! Finds words that a reader sees in the text that they are written in.

mod page;

use std::ops::Range;

use crate::document::{Body, sections};
use page::Page;

/// A place whose words read as those looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands in the body's Markdown, in bytes. Emphasis and links that the words go beyond are
    /// in it whole.
    pub range: Range<usize>,
    /// What a reader sees before it, shortened.
    pub before: String,
    /// What a reader sees there.
    pub words: String,
    /// What a reader sees after it, shortened.
    pub after: String,
}

/// Finds words in a section as a reader sees them: without the marks of Markdown, whatever the spaces
/// and line breaks, across emphasis, links, code and table cells. Gives every place in order; with
/// `preceding`, what the reader saw right before the words, only the places it stands before, if there
/// are any. Words quoted from the Markdown itself are found, too.
#[must_use]
pub fn locate(body: &Body, section: &str, words: &str, preceding: &str) -> Vec<Found> {
    let Some(section) = sections(body).into_iter().find(|found| found.key == section) else {
        return Vec::new();
    };
    let wanted: Vec<char> = seen(words);
    if wanted.is_empty() {
        return Vec::new();
    }
    let page = Page::of(body.as_str(), &section.range);
    let folded = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let mut places = occurrences(&page.text, &wanted);
    if places.is_empty() {
        let text: Vec<char> = page.text.iter().map(folded).collect();
        let wanted: Vec<char> = wanted.iter().map(folded).collect();
        places = occurrences(&text, &wanted);
    }
    if places.is_empty() {
        return quoted_as_written(body.as_str(), &section.range, words.trim());
    }
    prefer(&mut places, |place| page.is_whole(place));
    let preceding = seen(preceding);
    if !preceding.is_empty() {
        prefer(&mut places, |place| page.stands_after(&preceding, place));
    }
    places.into_iter().map(|place| page.found(place)).collect()
}

/// The places of a piece of Markdown.
fn quoted_as_written(source: &str, section: &Range<usize>, words: &str) -> Vec<Found> {
    source[section.clone()]
        .match_indices(words)
        .map(|(at, text)| Found {
            range: section.start + at..section.start + at + text.len(),
            before: String::new(),
            words: text.into(),
            after: String::new(),
        })
        .collect()
}

/// Keeps those that fit, if any do.
fn prefer<T>(all: &mut Vec<T>, fits: impl Fn(&T) -> bool) {
    if all.iter().any(&fits) {
        all.retain(fits);
    }
}

/// A stretch of a body as a reader sees it, with what stands around it. `None` when nothing is seen there.
#[must_use]
pub fn as_seen(body: &Body, range: &Range<usize>) -> Option<Found> {
    let section = sections(body)
        .into_iter()
        .find(|section| section.range.contains(&range.start))?;
    let page = Page::of(body.as_str(), &section.range);
    let inside = |place: &Range<usize>| place.start < range.end && range.start < place.end;
    let start = page.places.iter().position(inside)?;
    let end = page.places.iter().rposition(inside)? + 1;
    Some(Found {
        range: range.clone(),
        ..page.found(start..end)
    })
}

/// Markdown as one line without its marks.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let page = Page::of(markdown, &(0..markdown.len()));
    page.text.into_iter().collect::<String>().trim().to_owned()
}

/// A text with single spaces, none at the ends.
fn seen(text: &str) -> Vec<char> {
    let mut seen = Vec::new();
    for word in text.split_whitespace() {
        if !seen.is_empty() {
            seen.push(' ');
        }
        seen.extend(word.chars());
    }
    seen
}

fn occurrences(text: &[char], wanted: &[char]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= text.len() {
        if text[at..at + wanted.len()] == *wanted {
            found.push(at..at + wanted.len());
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}
