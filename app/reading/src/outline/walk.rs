//! The walk through the events of a text that gathers its outline.

use std::ops::Range;
use std::rc::Rc;

use domain::document::Section;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::loose::{Heading, Loose};
use super::text::{self, item_text, plain, quoted, sentences};
use super::{List, ListItem, Outline, Sentence, Table};
use crate::Edition;
use crate::phrases;
use crate::topic::Topic;
use crate::words::{Word, holds, words, words_of};

pub(crate) fn outline(source: &str, edition: Edition) -> Outline<'_> {
    let sections = edition.split(source);
    let mut walk = Walk {
        source,
        // Where headings of level 1 begin the sections, none of them is the title.
        titled: sections.iter().any(|section| section.level == 1),
        sections,
        under: Rc::new([]),
        ..Walk::default()
    };
    for (event, range) in edition.parse(source) {
        walk.take(&event, range);
    }
    walk.loose.end();
    let mut outline = walk.outline;
    outline.loose = walk.loose.lists(&outline);
    outline
}

#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    sections: Vec<Section>,
    /// The headings the text stands under, with what they are about.
    above: Vec<(usize, Topic)>,
    topic: Topic,
    /// The words of the nearest heading; none under the title.
    under: Rc<[Word]>,
    heading: Option<(usize, String)>,
    open: Vec<Open>,
    table: Option<Table<'a>>,
    /// The cells of the open row.
    cells: Vec<ListItem<'a>>,
    /// The last paragraph, while nothing but a list may follow for it to be its lead.
    last: Option<Range<usize>>,
    blocks: usize,
    /// Whether the title has been seen, or there is none.
    titled: bool,
    /// Open quotes: what somebody else said states nothing.
    quotes: usize,
    /// Code, markup, images, quotes and what is struck out, in order: none of it states a term.
    hidden: Vec<Range<usize>>,
    /// The part of it that is struck out.
    struck: Vec<Range<usize>>,
    loose: Loose<'a>,
    outline: Outline<'a>,
}

/// A list that has not ended.
struct Open {
    list: usize,
    /// Its open item: where its own text began and, once a list inside it began, ended.
    item: Option<(usize, Option<usize>)>,
    topic: Topic,
    under: Rc<[Word]>,
}

impl<'a> Walk<'a> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                self.quotes += 1;
                self.ends_lead();
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
                self.ends_lead();
                self.hide(range.clone());
            }
            Event::Code(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => {
                self.hide(range.clone());
            }
            _ => {}
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading = Some((*level as usize, String::new())),
            Event::End(TagEnd::Heading(_)) => self.end_heading(range),
            Event::Text(piece) | Event::Code(piece) if self.heading.is_some() => {
                if let Some((_, heading)) = &mut self.heading {
                    heading.push_str(piece);
                }
            }
            Event::End(TagEnd::Paragraph) if self.open.is_empty() => self.end_paragraph(range),
            Event::Start(Tag::Table(_)) => self.start_table(range.start),
            Event::End(TagEnd::TableCell) => {
                let cell = self.item(range);
                self.cells.push(cell);
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => self.end_row(range),
            Event::End(TagEnd::Table) => self.outline.tables.extend(self.table.take()),
            Event::Start(Tag::List(_)) => self.start_list(range.start),
            Event::End(TagEnd::List(_)) => {
                self.open.pop();
                if self.open.is_empty() {
                    self.last = None;
                }
            }
            Event::Start(Tag::Item) => {
                if let Some(open) = self.open.last_mut() {
                    open.item = Some((range.start, None));
                }
            }
            Event::End(TagEnd::Item) => self.end_item(range),
            Event::Rule => self.ends_lead(),
            _ => {}
        }
    }

    fn ends_lead(&mut self) {
        self.last = None;
        self.loose.end();
    }

    fn end_heading(&mut self, range: Range<usize>) {
        let Some((level, heading)) = self.heading.take() else {
            return;
        };
        self.ends_lead();
        self.outline.headings.push(heading.clone());
        // The title of the document is about all of it; further ones are sections.
        if level == 1 && !std::mem::replace(&mut self.titled, true) {
            return;
        }
        while self.above.pop_if(|(above, _)| *above >= level).is_some() {}
        let above = self.above.last().map_or(Topic::Other, |(_, topic)| *topic);
        self.topic = Topic::within(above, &heading);
        self.under = words(&heading).into();
        self.above.push((level, self.topic));
        let section = self.section_at(range.start);
        let source = self.source[range.clone()].trim_matches(['#', ' ', '\n', '\r', '\t']);
        let item = ListItem {
            source,
            range: self.range_of(source),
            text: plain(&heading),
        };
        let end = range.end;
        self.loose.heading(Heading {
            level,
            topic: self.topic,
            end,
            section,
            item,
        });
    }

    fn end_paragraph(&mut self, range: Range<usize>) {
        let source = self.source[range.clone()].trim();
        if let Some(lines) = text::lettered(source) {
            let lead = self.last.take().map_or("", |range| self.source[range].trim());
            let topic = inner_topic(self.topic, lead, false);
            let items: Vec<ListItem<'a>> = lines.into_iter().map(|line| self.item(self.range_of(line))).collect();
            for item in &items {
                self.block(item.range.clone(), topic, Rc::clone(&self.under));
            }
            let section = self.section_at(range.start);
            self.loose.end();
            self.outline.lists.push(List {
                lead,
                section,
                topic,
                within: None,
                start: range.start,
                items,
            });
            return;
        }
        self.block(range.clone(), self.topic, Rc::clone(&self.under));
        if source.starts_with("**") || text::numbered(source) {
            let lead = self.last.clone().map_or("", |range| self.source[range].trim());
            let (section, topic) = (self.section_at(range.start), self.topic);
            let items: Vec<ListItem<'a>> = text::bold_lines(source)
                .into_iter()
                .map(|line| self.item(self.range_of(line)))
                .collect();
            self.loose.bold(lead, section, topic, range.start, items);
        } else {
            self.loose.end();
        }
        self.last = Some(range);
    }

    fn start_table(&mut self, start: usize) {
        let lead = self.last.take().map_or("", |range| self.source[range].trim());
        self.ends_lead();
        self.cells.clear();
        self.table = Some(Table {
            lead,
            section: self.section_at(start),
            topic: self.open.last().map_or(self.topic, |open| open.topic),
            start,
            head: Vec::new(),
            rows: Vec::new(),
        });
    }

    fn end_row(&mut self, range: Range<usize>) {
        let cells = std::mem::take(&mut self.cells);
        let row = self.item(range.clone());
        let mut topic = self.topic;
        if let Some(table) = &mut self.table {
            topic = table.topic;
            // Rows with a bar are criteria, whatever the section calls them.
            let neutral = matches!(topic, Topic::Metrics | Topic::Other | Topic::Design);
            if table.head.is_empty() {
                table.head = cells;
            } else {
                if neutral && table.bars().is_some() {
                    topic = Topic::Criteria;
                }
                table.rows.push((row, cells));
            }
        }
        self.block(range, topic, Rc::clone(&self.under));
    }

    fn start_list(&mut self, start: usize) {
        let (lead, within, outer) = match self.open.last_mut() {
            Some(open) => {
                let within = (open.list, self.outline.lists[open.list].items.len());
                let lead = open.item.as_mut().map_or("", |(from, end)| {
                    let end = *end.get_or_insert(start);
                    item_text(&self.source[*from..end])
                });
                (lead, Some(within), open.topic)
            }
            None => {
                let lead = self.last.take().map_or("", |range| self.source[range].trim());
                (lead, None, self.topic)
            }
        };
        self.loose.end();
        let section = self.section_at(start);
        let nested = within.is_some();
        let under = if nested && lead.len() <= SHORT {
            words(lead).into()
        } else {
            self.open.last().map_or(&self.under, |open| &open.under).clone()
        };
        self.open.push(Open {
            list: self.outline.lists.len(),
            item: None,
            topic: inner_topic(outer, lead, nested),
            under,
        });
        self.outline.lists.push(List {
            lead,
            section,
            topic: if nested { outer } else { self.topic },
            within,
            start,
            items: Vec::new(),
        });
    }

    fn end_item(&mut self, range: Range<usize>) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let Some((start, end)) = open.item.take() else { return };
        let (list, topic, under) = (open.list, open.topic, Rc::clone(&open.under));
        let item = self.item(self.range_of(item_text(&self.source[start..end.unwrap_or(range.end)])));
        let range = item.range.clone();
        if !item.text.is_empty() {
            self.outline.lists[list].items.push(item);
        }
        self.block(range, topic, under);
    }

    /// A part of the source as an item.
    fn item(&self, range: Range<usize>) -> ListItem<'a> {
        let source = self.source[range].trim();
        let range = self.range_of(source);
        let text = plain(&self.kept(&range));
        ListItem { source, range, text }
    }

    /// Where a part of the source stands in it.
    fn range_of(&self, part: &str) -> Range<usize> {
        let offset = part.as_ptr() as usize - self.source.as_ptr() as usize;
        offset..offset + part.len()
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

    fn block(&mut self, range: Range<usize>, topic: Topic, under: Rc<[Word]>) {
        self.blocks += 1;
        let section = self.section_at(range.start);
        let from = self.hidden.partition_point(|hidden| hidden.end <= range.start);
        let mut hidden: Vec<Range<usize>> = self.hidden[from..]
            .iter()
            .take_while(|hidden| hidden.start < range.end)
            .chain(&quoted(self.source, &range))
            .cloned()
            .collect();
        hidden.sort_by_key(|hidden| hidden.start);
        for (at, source) in sentences(&self.source[range]).into_iter().enumerate() {
            // What stands around a sentence is read with it, and has to stay short.
            self.blocks += usize::from(at % MANY == MANY - 1);
            let range = self.range_of(source);
            self.outline.sentences.push(Sentence {
                source,
                words: words_of(self.source, range.clone(), &hidden),
                range,
                section: section.clone(),
                topic,
                under: Rc::clone(&under),
                block: self.blocks,
            });
        }
    }

    fn section_at(&self, at: usize) -> String {
        let next = self.sections.partition_point(|section| section.range.start <= at);
        let section = next.checked_sub(1).map(|at| &self.sections[at]);
        section.map(|section| section.key.clone()).unwrap_or_default()
    }
}

/// How long an item may be to name what is listed inside it, in bytes.
const SHORT: usize = 48;

/// How many sentences of a paragraph are read together.
const MANY: usize = 40;

/// What the items of a list are about, by what introduces it.
fn inner_topic(outer: Topic, lead: &str, nested: bool) -> Topic {
    if nested && lead.len() <= SHORT {
        return Topic::within(outer, lead);
    }
    let neutral = matches!(outer, Topic::Other | Topic::Design | Topic::Reviewer);
    let judges = neutral && holds(&words(lead), &phrases::SUCCESS_OR_SUCCEED_OR_CRITERI);
    if judges { Topic::Criteria } else { outer }
}
