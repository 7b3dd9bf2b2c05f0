//! The document as a reader sees it: sentences and lists, each under its headings.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::topic::Topic;
use super::words::{Word, words};
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
    /// The exact source of each item, without its marker and without lists inside it.
    pub(super) items: Vec<&'a str>,
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
    /// The topic of the level-2 heading, which subheadings fall back to.
    section_topic: Option<Topic>,
    topic: Topic,
    heading: Option<(usize, String)>,
    /// Open lists with their open item: where its own text began and, once a list inside it began, ended.
    open: Vec<(usize, Option<Item>)>,
    /// The last paragraph, while nothing but a list may follow for it to be its lead.
    last: Option<Range<usize>>,
    blocks: usize,
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
            Event::Start(Tag::Heading { level, .. }) => self.heading = Some((*level as usize, String::new())),
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Text(piece) | Event::Code(piece) if self.heading.is_some() => {
                if let Some((_, heading)) = &mut self.heading {
                    heading.push_str(piece);
                }
            }
            Event::Start(Tag::Paragraph) if self.open.is_empty() => {
                self.block(range.clone());
                self.last = Some(range);
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => self.block(range),
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
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) | Event::Rule => self.last = None,
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        let Some((level, heading)) = self.heading.take() else {
            return;
        };
        let topic = Topic::of(&heading);
        match (level, topic, self.section_topic) {
            // The title of the document is about all of it.
            (1, ..) => {}
            (2, ..) => {
                self.section_topic = Some(topic);
                self.topic = topic;
            }
            (_, Topic::Other, section) => self.topic = section.unwrap_or(Topic::Other),
            // What is under "Risks" stays a risk, whatever it is a risk to.
            (_, _, Some(aside @ (Topic::Risk | Topic::Background))) => self.topic = aside,
            _ => self.topic = topic,
        }
        self.last = None;
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
        let text = item_text(&self.source[start..end.unwrap_or(range.end)]);
        self.outline.lists[list].items.push(text);
        let offset = text.as_ptr() as usize - self.source.as_ptr() as usize;
        self.block(offset..offset + text.len());
    }

    fn block(&mut self, range: Range<usize>) {
        self.blocks += 1;
        let section = self.section_at(range.start);
        for source in sentences(&self.source[range]) {
            self.outline.sentences.push(Sentence {
                source,
                words: words(source),
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
