use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::anchor::CONTEXT;
use crate::document::{Body, parse, sections};

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

/// What a reader sees of a section, and where each character of it stands in the source.
#[derive(Debug, Default)]
struct Page {
    text: Vec<char>,
    places: Vec<Range<usize>>,
    /// Markup within a line: what of the text it holds, and where it stands with its marks.
    spans: Vec<(Range<usize>, Range<usize>)>,
}

impl Page {
    fn of(source: &str, section: &Range<usize>) -> Self {
        let mut page = Self::default();
        let mut open: Vec<(usize, Range<usize>)> = Vec::new();
        for (event, range) in parse(source) {
            if !section.contains(&range.start) {
                continue;
            }
            match event {
                Event::Start(
                    Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
                ) => {
                    open.push((page.text.len(), range));
                }
                Event::End(
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
                ) => {
                    if let Some((start, whole)) = open.pop() {
                        page.spans.push((start..page.text.len(), whole));
                    }
                }
                Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => page.text(source, &text, range),
                Event::Code(text) => {
                    let start = page.text.len();
                    let inner = source[range.clone()].find(&*text);
                    let inner = inner.map_or(range.clone(), |at| range.start + at..range.start + at + text.len());
                    page.text(source, &text, inner);
                    page.spans.push((start..page.text.len(), range));
                }
                Event::Start(_)
                | Event::End(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::Rule
                | Event::TaskListMarker(_) => page.space(range.start),
                Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {}
            }
        }
        page
    }

    fn text(&mut self, source: &str, text: &str, range: Range<usize>) {
        let verbatim = source.get(range.clone()) == Some(text);
        let mut at = range.start;
        for c in text.chars() {
            let place = if verbatim { at..at + c.len_utf8() } else { range.clone() };
            at += c.len_utf8();
            if c.is_whitespace() {
                self.space(place.start);
            } else {
                self.text.push(c);
                self.places.push(place);
            }
        }
    }

    fn space(&mut self, at: usize) {
        if self.text.last().is_some_and(|last| *last != ' ') {
            self.text.push(' ');
            self.places.push(at..at);
        }
    }

    fn found(&self, place: Range<usize>) -> Found {
        let mut range = self.places[place.start].start..self.places[place.end - 1].end;
        // Inner markup comes first, so that what it grows to counts for the outer.
        for (inside, whole) in &self.spans {
            let meets = inside.start < place.end && place.start < inside.end;
            let beyond = place.start < inside.start || inside.end < place.end;
            if meets && beyond {
                range.start = range.start.min(whole.start);
                range.end = range.end.max(whole.end);
            }
        }
        Found {
            range,
            before: self.before(place.start),
            words: self.text[place.clone()].iter().collect(),
            after: self.after(place.end),
        }
    }

    /// What stands before a place, cut between words.
    fn before(&self, at: usize) -> String {
        let from = at.saturating_sub(CONTEXT);
        let text = &self.text[from..at];
        let skip = text.iter().position(|c| *c == ' ').filter(|_| from > 0);
        match skip {
            Some(skip) => format!("…{}", text[skip..].iter().collect::<String>()),
            None => text.iter().collect(),
        }
    }

    /// What stands after a place, cut between words.
    fn after(&self, at: usize) -> String {
        let to = (at + CONTEXT).min(self.text.len());
        let text = &self.text[at..to];
        let end = text.iter().rposition(|c| *c == ' ').filter(|_| to < self.text.len());
        match end {
            Some(end) => format!("{} …", text[..end].iter().collect::<String>()),
            None => text.iter().collect::<String>().trim_end().to_owned(),
        }
    }

    /// Whether a place does not begin or end inside a word.
    fn is_whole(&self, place: &Range<usize>) -> bool {
        let inside = |at: usize| {
            at > 0 && at < self.text.len() && self.text[at - 1].is_alphanumeric() && self.text[at].is_alphanumeric()
        };
        !inside(place.start) && !inside(place.end)
    }

    /// Whether a reader sees `preceding` right before a place, or as much of it as there is room for.
    fn stands_after(&self, preceding: &[char], place: &Range<usize>) -> bool {
        let before = &self.text[..place.start];
        let before = before.strip_suffix(&[' ']).unwrap_or(before);
        before.ends_with(preceding) || (!before.is_empty() && preceding.ends_with(before))
    }
}
