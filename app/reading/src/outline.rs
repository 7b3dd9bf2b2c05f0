//! The document as a reader sees it: sentences, lists and tables, each under its headings.

mod loose;
mod text;
mod walk;

use std::ops::Range;
use std::rc::Rc;

use crate::phrases;
use crate::topic::Topic;
use crate::words::{Word, holds, words};

pub(crate) use self::text::{plain, without_number};
pub(crate) use self::walk::outline;

/// Everything that may state a term.
#[derive(Debug, Default)]
pub(crate) struct Outline<'a> {
    /// The words of every heading, the title among them.
    pub(crate) headings: Vec<String>,
    pub(crate) sentences: Vec<Sentence<'a>>,
    pub(crate) lists: Vec<List<'a>>,
    pub(crate) tables: Vec<Table<'a>>,
    /// What reads like a list and is none: paragraphs that each begin with bold words, and subheadings.
    pub(crate) loose: Vec<List<'a>>,
}

/// One sentence, or one row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Sentence<'a> {
    /// The exact source.
    pub(crate) source: &'a str,
    /// Where it stands in the body, in bytes.
    pub(crate) range: Range<usize>,
    pub(crate) words: Vec<Word>,
    pub(crate) section: String,
    /// What the nearest telling heading is about.
    pub(crate) topic: Topic,
    /// What it stands under, for a sentence that leaves its subject to that: the nearest heading, or the
    /// item that holds its list.
    pub(crate) under: Rc<[Word]>,
    /// The paragraph, item or row it is part of.
    pub(crate) block: usize,
}

/// One list, without the lists inside it.
#[derive(Clone, Debug)]
pub(crate) struct List<'a> {
    /// The paragraph or item that introduces it.
    pub(crate) lead: &'a str,
    pub(crate) section: String,
    pub(crate) topic: Topic,
    /// The list and the item of it that this one stands inside.
    pub(crate) within: Option<(usize, usize)>,
    /// Where it begins in the body, in bytes.
    pub(crate) start: usize,
    /// Each item.
    pub(crate) items: Vec<ListItem<'a>>,
}

/// One item of a list, or one cell of a table.
#[derive(Clone, Debug)]
pub(crate) struct ListItem<'a> {
    /// The exact source, without its marker and without lists inside it.
    pub(crate) source: &'a str,
    /// Where that stands in the body, in bytes.
    pub(crate) range: Range<usize>,
    /// Its words for people: without what is struck out, without emphasis, on one line.
    pub(crate) text: String,
}

/// One table.
#[derive(Clone, Debug)]
pub(crate) struct Table<'a> {
    /// The paragraph that introduces it.
    pub(crate) lead: &'a str,
    pub(crate) section: String,
    pub(crate) topic: Topic,
    /// Where it begins in the body, in bytes.
    pub(crate) start: usize,
    /// The cells of its head.
    pub(crate) head: Vec<ListItem<'a>>,
    /// Each row below the head, as a whole and in cells.
    pub(crate) rows: Vec<(ListItem<'a>, Vec<ListItem<'a>>)>,
}

impl Table<'_> {
    /// The column that says what has to be reached.
    pub(crate) fn bars(&self) -> Option<usize> {
        let bar = &phrases::TARGET;
        let name = &phrases::CRITERION_ALONE;
        let mut heads = self.head.iter().map(|cell| words(&cell.text));
        heads.position(|head| holds(&head, bar) && !(holds(&head, name) && head.len() == 1))
    }
}
