use super::{TermName, Terms};
use crate::proposal::Body;

/// What was understood of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The terms, as far as they are stated and beyond doubt.
    pub terms: Terms,
    /// Where each known term comes from; a list term has one entry per item.
    pub found: Vec<Found>,
    /// Statements that cannot both hold.
    pub contradictions: Vec<Contradiction>,
    /// What is not stated, or not clearly.
    pub missing: Vec<Missing>,
}

/// A term beside the sentence it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which term.
    pub term: TermName,
    /// Its value, for people.
    pub value: String,
    /// The exact source of the sentence or list item.
    pub sentence: String,
    /// The key of the section it stands in.
    pub section: String,
}

/// Two sentences that cannot both hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The term they are about.
    pub term: TermName,
    /// The exact source of the one.
    pub sentence_a: String,
    /// The exact source of the other.
    pub sentence_b: String,
    /// Why they cannot both hold, as a sentence.
    pub explanation: String,
}

/// A term that is not stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which term.
    pub term: TermName,
    /// Why it matters, as a sentence.
    pub why: String,
    /// What to write, as a sentence.
    pub suggestion: String,
}

/// Reads the terms out of the prose. What is unclear stays unknown and is listed as missing.
#[must_use]
pub fn read(_body: &Body) -> Reading {
    Reading::default()
}

/// Whether terms can be read from this text on its own.
pub(crate) fn carries_terms(_text: &str) -> bool {
    false
}
