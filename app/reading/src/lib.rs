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
mod reader;
mod restated;
mod topic;
mod when;
mod words;

use domain::document::{Body, Section};
use domain::proposal::{Change, Reader, Restated};
use domain::terms::Terms;

pub use reader::read;

/// An edition of the reader. It is stored with what it judged, and that stays when a later one would judge otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// As pages judged before judgements were stored: a bar that cannot be told is passed over outside binding
    /// sections. What stood by it is judged by it.
    First = 1,
    /// A sentence that speaks of the bar and does not say clearly which outdates an approval wherever it stands.
    Second = 2,
}

impl Edition {
    /// The one that judges what is saved now.
    pub const NEWEST: Self = Self::Second;

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
}

impl Reader for Edition {
    fn binds(&self, section: &Section) -> bool {
        topic::binds(&section.text, &section.title)
    }

    fn restated(&self, section: &Section, terms: &Terms) -> Vec<Restated> {
        restated::restated(section, terms)
    }

    fn unclear(&self, section: &Section) -> Vec<String> {
        match self {
            Self::First => Vec::new(),
            Self::Second => restated::unclear(section),
        }
    }
}

/// Compares two revisions by the newest edition.
#[must_use]
pub fn change(old: (&Body, &Terms), new: (&Body, &Terms)) -> Change {
    Edition::NEWEST.change(old, new)
}
