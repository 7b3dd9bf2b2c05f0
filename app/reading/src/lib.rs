//! The reader of prose: it proposes what a text says about the terms, and decides nothing. Pure like the domain,
//! above which it stands.
//!
//! Its phrases are frozen. What it does not know is not clear, and a person is asked: a value it guesses is a
//! defect, one it misses is not.

mod claims;
mod doubts;
mod lists;
mod outline;
mod reader;
mod restated;
mod topic;
mod when;
mod words;

use domain::document::{Body, Section};
use domain::proposal::{Change, Reader, Restated};
use domain::terms::Terms;

pub use reader::read;

/// The edition of this reader, stored with what it judged: that stays when a later one would judge otherwise.
pub const EDITION: i32 = 1;

/// The reader, as the rule about edits asks it.
#[derive(Clone, Copy, Debug)]
pub struct Prose;

impl Reader for Prose {
    fn binds(&self, section: &Section) -> bool {
        topic::binds(&section.text, &section.title)
    }

    fn restated(&self, section: &Section, terms: &Terms) -> Vec<Restated> {
        restated::restated(section, terms)
    }
}

/// Compares two revisions by [`domain::proposal::change`], as this reader reads them.
#[must_use]
pub fn change(old: (&Body, &Terms), new: (&Body, &Terms)) -> Change {
    domain::proposal::change(old, new, &Prose)
}
