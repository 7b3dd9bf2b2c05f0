//! The reader of prose: it proposes what a text says about the terms, and decides nothing. Pure like the domain,
//! above which it stands.
//!
//! Its phrases are frozen. What it does not know is not clear, and a person is asked: a value it guesses is a
//! defect, one it misses is not.

mod claims;
mod doubts;
mod lists;
mod outline;
mod phrases;
mod pilot;
mod reader;
mod restated;
mod topic;
mod when;
mod words;

use std::ops::Range;

use domain::document::{Body, OPTIONS, Section, parse, split, split_at};
use domain::proposal::{Change, Reader, Restated};
use domain::terms::Terms;
use pulldown_cmark::{Event, Parser};

pub use reader::read;

/// An edition of the reader. It is stored with what it judged, and that stays when a later one would judge otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// As pages judged before judgements were stored: a bar that cannot be told is passed over outside binding
    /// sections. What stood by it is judged by it.
    First = 1,
    /// A sentence that speaks of the bar and does not say clearly which outdates an approval wherever it stands.
    Second = 2,
    /// Headings of level 1 cut where they have the sections, and a front matter is no text.
    Third = 3,
    /// A count out of another number of criteria than a programme has says nothing clear.
    Fourth = 4,
}

impl Edition {
    /// The one that judges what is saved now.
    pub const NEWEST: Self = Self::Fourth;

    /// Its number, as it is stored.
    #[must_use]
    pub const fn number(self) -> i32 {
        self as i32
    }

    /// Compares two revisions by [`domain::proposal::change`], as this edition reads them.
    #[must_use]
    pub fn change(self, old: (&Body, &Terms), new: (&Body, &Terms)) -> Change {
        domain::proposal::change(old, new, &self)
    }

    /// The sections of a text, as this edition cuts it.
    fn split(self, text: &str) -> Vec<Section> {
        match self {
            Self::First | Self::Second => split_at(text, 2),
            Self::Third | Self::Fourth => split(text),
        }
    }

    /// What a text says, as this edition parses it.
    fn parse(self, text: &str) -> Box<dyn Iterator<Item = (Event<'_>, Range<usize>)> + '_> {
        match self {
            Self::First | Self::Second => Box::new(Parser::new_ext(text, OPTIONS).into_offset_iter()),
            Self::Third | Self::Fourth => Box::new(parse(text)),
        }
    }
}

impl Reader for Edition {
    fn sections(&self, body: &Body) -> Vec<Section> {
        self.split(body.as_str())
    }

    fn binds(&self, section: &Section) -> bool {
        topic::binds(section, *self)
    }

    fn restated(&self, section: &Section, terms: &Terms) -> Vec<Restated> {
        restated::restated(section, terms, *self)
    }

    fn unclear(&self, section: &Section) -> Vec<String> {
        match self {
            Self::First => Vec::new(),
            Self::Second | Self::Third | Self::Fourth => restated::unclear(section, *self),
        }
    }
}

/// Compares two revisions by the newest edition.
#[must_use]
pub fn change(old: (&Body, &Terms), new: (&Body, &Terms)) -> Change {
    Edition::NEWEST.change(old, new)
}
