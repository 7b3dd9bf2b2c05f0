//! A text as its reader sees it, and where each character of that stands in the source.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Found;
use crate::comment::anchor::CONTEXT;
use crate::document::parse;

/// What a reader sees of a section, and where each character of it stands in the source.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: Vec<char>,
    pub(super) places: Vec<Range<usize>>,
    /// Markup within a line: what of the text it holds, and where it stands with its marks.
    spans: Vec<(Range<usize>, Range<usize>)>,
}

impl Page {
    pub(super) fn of(source: &str, section: &Range<usize>) -> Self {
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

    pub(super) fn found(&self, place: Range<usize>) -> Found {
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
    pub(super) fn is_whole(&self, place: &Range<usize>) -> bool {
        let inside = |at: usize| {
            at > 0 && at < self.text.len() && self.text[at - 1].is_alphanumeric() && self.text[at].is_alphanumeric()
        };
        !inside(place.start) && !inside(place.end)
    }

    /// Whether a reader sees `preceding` right before a place, or as much of it as there is room for.
    pub(super) fn stands_after(&self, preceding: &[char], place: &Range<usize>) -> bool {
        let before = &self.text[..place.start];
        let before = before.strip_suffix(&[' ']).unwrap_or(before);
        before.ends_with(preceding) || (!before.is_empty() && preceding.ends_with(before))
    }
}
