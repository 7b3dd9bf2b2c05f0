//! What reads like a list and is none: paragraphs that each begin with bold words, and subheadings.

use super::{List, ListItem, Outline};
use crate::topic::Topic;

/// A heading with where it leads to.
#[derive(Debug)]
pub(super) struct Heading<'a> {
    pub(super) level: usize,
    pub(super) topic: Topic,
    /// Where the heading ends in the body, in bytes.
    pub(super) end: usize,
    pub(super) section: String,
    pub(super) item: ListItem<'a>,
}

/// What has been seen of them so far.
#[derive(Debug, Default)]
pub(super) struct Loose<'a> {
    headings: Vec<Heading<'a>>,
    /// Paragraphs that each begin with bold words, while nothing else stands between them.
    open: Option<List<'a>>,
    bold: Vec<List<'a>>,
}

impl<'a> Loose<'a> {
    pub(super) fn heading(&mut self, heading: Heading<'a>) {
        self.headings.push(heading);
    }

    /// A paragraph that begins with bold words.
    pub(super) fn bold(
        &mut self,
        lead: &'a str,
        section: String,
        topic: Topic,
        start: usize,
        items: Vec<ListItem<'a>>,
    ) {
        let open = self.open.get_or_insert_with(|| List {
            lead,
            section,
            topic,
            within: None,
            start,
            items: Vec::new(),
        });
        open.items.extend(items);
    }

    /// Something else begins.
    pub(super) fn end(&mut self) {
        self.bold.extend(self.open.take().filter(|list| list.items.len() > 1));
    }

    /// All of them.
    pub(super) fn lists(self, outline: &Outline<'_>) -> Vec<List<'a>> {
        let mut taken: Vec<usize> = outline.lists.iter().map(|list| list.start).collect();
        taken.extend(outline.tables.iter().map(|table| table.start));
        taken.sort_unstable();
        let mut lists = self.bold;
        for (at, parent) in self.headings.iter().enumerate() {
            if !matches!(parent.topic, Topic::Asks | Topic::Metrics | Topic::Criteria) {
                continue;
            }
            let below = self.headings[at + 1..]
                .iter()
                .take_while(|heading| heading.level > parent.level);
            let below: Vec<&Heading<'a>> = below.collect();
            let Some(level) = below.iter().map(|heading| heading.level).min() else {
                continue;
            };
            let end = self.headings.get(at + 1 + below.len());
            let end = end.map_or(usize::MAX, |heading| heading.item.range.start);
            let first = taken.partition_point(|start| *start < parent.end);
            let listed = taken.get(first).is_some_and(|start| *start < end);
            let children: Vec<&&Heading<'a>> = below.iter().filter(|heading| heading.level == level).collect();
            if listed || children.len() < 2 || children.len() < below.len() {
                continue;
            }
            lists.push(List {
                lead: parent.item.source,
                section: parent.section.clone(),
                topic: parent.topic,
                within: None,
                start: parent.end,
                items: children.into_iter().map(|heading| heading.item.clone()).collect(),
            });
        }
        lists
    }
}
