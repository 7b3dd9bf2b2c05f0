//! The document as a reader sees it: sentences and lists, each under its headings.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::topic::Topic;
use super::words::{Word, words_of};
use crate::markdown::OPTIONS;
use crate::proposal::{Section, split};

/// Everything that may state a term.
#[derive(Debug, Default)]
pub(super) struct Outline<'a> {
    pub(super) sentences: Vec<Sentence<'a>>,
    pub(super) lists: Vec<List<'a>>,
}

/// One sentence, or one row of a table.
#[derive(Clone, Debug)]
pub(super) struct Sentence<'a> {
    /// The exact source.
    pub(super) source: &'a str,
    /// Where it stands in the body, in bytes.
    pub(super) range: Range<usize>,
    pub(super) words: Vec<Word>,
    pub(super) section: String,
    /// What the nearest telling heading is about.
    pub(super) topic: Topic,
    /// The paragraph, item or row it is part of.
    pub(super) block: usize,
}

/// One list, without the lists inside it.
#[derive(Clone, Debug)]
pub(super) struct List<'a> {
    /// The paragraph or item that introduces it.
    pub(super) lead: &'a str,
    pub(super) section: String,
    pub(super) topic: Topic,
    /// Whether it stands inside an item of another list.
    pub(super) nested: bool,
    /// Each item.
    pub(super) items: Vec<ListItem<'a>>,
}

/// One item of a list.
#[derive(Clone, Debug)]
pub(super) struct ListItem<'a> {
    /// The exact source, without its marker and without lists inside it.
    pub(super) source: &'a str,
    /// Where that stands in the body, in bytes.
    pub(super) range: Range<usize>,
    /// Its words for people: without what is struck out, without emphasis, on one line.
    pub(super) text: String,
}

pub(super) fn outline(source: &str) -> Outline<'_> {
    let mut walk = Walk {
        source,
        sections: split(source),
        ..Walk::default()
    };
    for (event, range) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
        walk.take(&event, range);
    }
    walk.outline
}

#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    sections: Vec<Section>,
    /// The headings the text stands under, with what they are about.
    above: Vec<(usize, Topic)>,
    topic: Topic,
    heading: Option<(usize, String)>,
    /// Open lists with their open item: where its own text began and, once a list inside it began, ended.
    open: Vec<(usize, Option<Item>)>,
    /// The last paragraph, while nothing but a list may follow for it to be its lead.
    last: Option<Range<usize>>,
    blocks: usize,
    /// Whether the title has been seen.
    titled: bool,
    /// Open quotes: what somebody else said states nothing.
    quotes: usize,
    /// Code, markup, images, quotes and what is struck out, in order: none of it states a term.
    hidden: Vec<Range<usize>>,
    /// The part of it that is struck out.
    struck: Vec<Range<usize>>,
    outline: Outline<'a>,
}

#[derive(Clone, Copy)]
struct Item {
    start: usize,
    end: Option<usize>,
}

impl<'a> Walk<'a> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                self.quotes += 1;
                self.last = None;
                self.hide(range);
                return;
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.quotes -= 1;
                return;
            }
            _ if self.quotes > 0 => return,
            Event::Start(Tag::Strikethrough) => {
                let new = self.hide(range.clone());
                self.struck.extend(new.then(|| range.clone()));
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.last = None;
                self.hide(range.clone());
            }
            Event::Code(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => {
                self.hide(range.clone());
            }
            _ => {}
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading = Some((*level as usize, String::new())),
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Text(piece) | Event::Code(piece) if self.heading.is_some() => {
                if let Some((_, heading)) = &mut self.heading {
                    heading.push_str(piece);
                }
            }
            Event::End(TagEnd::Paragraph) if self.open.is_empty() => {
                self.block(range.clone());
                self.last = Some(range);
            }
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => self.block(range),
            Event::Start(Tag::List(_)) => self.start_list(range.start),
            Event::End(TagEnd::List(_)) => {
                self.open.pop();
                if self.open.is_empty() {
                    self.last = None;
                }
            }
            Event::Start(Tag::Item) => {
                if let Some((_, item)) = self.open.last_mut() {
                    *item = Some(Item {
                        start: range.start,
                        end: None,
                    });
                }
            }
            Event::End(TagEnd::Item) => self.end_item(range),
            Event::Rule => self.last = None,
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        let Some((level, heading)) = self.heading.take() else {
            return;
        };
        self.last = None;
        // The title of the document is about all of it; further ones are sections.
        if level == 1 && !std::mem::replace(&mut self.titled, true) {
            return;
        }
        while self.above.pop_if(|(above, _)| *above >= level).is_some() {}
        let above = self.above.last().map_or(Topic::Other, |(_, topic)| *topic);
        self.topic = match Topic::of(&heading) {
            // What is under "Risks" stays a risk, whatever it is a risk to.
            _ if above.is_aside() => above,
            Topic::Other => above,
            own => own,
        };
        self.above.push((level, self.topic));
    }

    fn start_list(&mut self, start: usize) {
        let lead = match self.open.last_mut() {
            Some((_, Some(item))) => {
                let end = *item.end.get_or_insert(start);
                item_text(&self.source[item.start..end])
            }
            _ => self.last.take().map_or("", |range| self.source[range].trim()),
        };
        let section = self.section_at(start);
        let nested = !self.open.is_empty();
        self.open.push((self.outline.lists.len(), None));
        self.outline.lists.push(List {
            lead,
            section,
            topic: self.topic,
            nested,
            items: Vec::new(),
        });
    }

    fn end_item(&mut self, range: Range<usize>) {
        let Some((list, item)) = self.open.last_mut() else {
            return;
        };
        let Some(Item { start, end }) = item.take() else { return };
        let list = *list;
        let source = item_text(&self.source[start..end.unwrap_or(range.end)]);
        let offset = source.as_ptr() as usize - self.source.as_ptr() as usize;
        let range = offset..offset + source.len();
        let text = plain(&self.kept(&range));
        if !text.is_empty() {
            self.outline.lists[list].items.push(ListItem {
                source,
                range: range.clone(),
                text,
            });
        }
        self.block(range);
    }

    /// A part of the source without what is struck out.
    fn kept(&self, range: &Range<usize>) -> String {
        let mut kept = String::new();
        let mut from = range.start;
        let first = self.struck.partition_point(|struck| struck.start < range.start);
        for struck in self.struck[first..].iter().take_while(|struck| struck.end <= range.end) {
            kept.push_str(&self.source[from..struck.start]);
            from = struck.end;
        }
        kept.push_str(&self.source[from..range.end]);
        kept
    }

    /// Keeps a range from being read; `false` when a hidden one holds it already.
    fn hide(&mut self, range: Range<usize>) -> bool {
        let new = self.hidden.last().is_none_or(|last| last.end <= range.start);
        if new {
            self.hidden.push(range);
        }
        new
    }

    fn block(&mut self, range: Range<usize>) {
        self.blocks += 1;
        let section = self.section_at(range.start);
        let from = self.hidden.partition_point(|hidden| hidden.end <= range.start);
        let mut hidden: Vec<Range<usize>> = self.hidden[from..]
            .iter()
            .filter(|hidden| hidden.start < range.end)
            .chain(&quoted(self.source, &range))
            .cloned()
            .collect();
        hidden.sort_by_key(|hidden| hidden.start);
        for source in sentences(&self.source[range]) {
            let offset = source.as_ptr() as usize - self.source.as_ptr() as usize;
            let range = offset..offset + source.len();
            self.outline.sentences.push(Sentence {
                source,
                words: words_of(self.source, range.clone(), &hidden),
                range,
                section: section.clone(),
                topic: self.topic,
                block: self.blocks,
            });
        }
    }

    fn section_at(&self, at: usize) -> String {
        let section = self.sections.iter().find(|section| section.range.contains(&at));
        section.map(|section| section.key.clone()).unwrap_or_default()
    }
}

/// What stands between quotation marks within a block: somebody else's words, or an example.
fn quoted(source: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut quoted = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in source[range.clone()]
        .char_indices()
        .map(|(at, c)| (range.start + at, c))
    {
        match open {
            Some((start, close)) if c == close => {
                quoted.push(start..at + c.len_utf8());
                open = None;
            }
            Some(_) => {}
            None => {
                open = match c {
                    '"' => Some((at, '"')),
                    '“' => Some((at, '”')),
                    '„' => Some((at, '“')),
                    '«' => Some((at, '»')),
                    _ => None,
                }
            }
        }
    }
    quoted
}

/// The text of an item without its marker and its task box.
fn item_text(item: &str) -> &str {
    let item = item.trim();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let after = match item[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => &item[digits + 1..],
        Some('-' | '*' | '+') if digits == 0 => &item[1..],
        _ => item,
    };
    let after = after.trim_start();
    ["[ ]", "[x]", "[X]"]
        .iter()
        .find_map(|task| after.strip_prefix(task))
        .unwrap_or(after)
        .trim()
}

/// Cuts a block into its sentences, marks and all.
pub(super) fn sentences(block: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = block.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let cut = match c {
            '.' | '!' | '?' => {
                let mut end = at + c.len_utf8();
                while let Some((next, mark)) = chars.next_if(|(_, c)| matches!(c, '*' | '_' | '"' | '”' | ')' | '’'))
                {
                    end = next + mark.len_utf8();
                }
                let rest = &block[end..];
                let begins = rest.trim_start().chars().next();
                let ends = rest.starts_with(char::is_whitespace)
                    && begins.is_some_and(|c| !c.is_lowercase())
                    && !["e.g.", "i.e.", "vs.", "approx.", "No."]
                        .iter()
                        .any(|short| block[..end].ends_with(short));
                ends.then_some(end)
            }
            // Lines that each begin with a bold label are lines of a form.
            '\n' if block[at + 1..].trim_start().starts_with("**") => Some(at),
            _ => None,
        };
        if let Some(end) = cut {
            sentences.push(block[start..end].trim());
            start = end;
        }
    }
    sentences.push(block[start..].trim());
    sentences.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    sentences
}

/// A text without its emphasis marks, on one line.
pub(super) fn plain(text: &str) -> String {
    text.replace("**", "")
        .replace("__", "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
