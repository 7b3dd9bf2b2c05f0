//! What was understood of a document, as values. Who understands it is a package of its own, `reading`.

use std::ops::Range;

use super::{TermName, Terms};
use crate::decimal::Decimal;

/// What was understood of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Whether the document is the proposal of a pilot; of any other nothing is taken for a term.
    pub is_pilot: bool,
    /// The terms, as far as they are stated and beyond doubt.
    pub terms: Terms,
    /// Where each known term comes from; a list term has one entry per item.
    pub found: Vec<Found>,
    /// Every place that states a term with one value, in the order of the document, clear or not.
    pub mentions: Vec<Mention>,
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
    /// Where the value stands in the body, in bytes: of a list term the item, or the sentence it is named in.
    pub range: Range<usize>,
}

/// A place in the text that states a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which term.
    pub term: TermName,
    /// What it says.
    pub says: Says,
    /// The exact source of the sentence.
    pub sentence: String,
    /// The key of the section it stands in.
    pub section: String,
    /// Where the value stands in the body, in bytes.
    pub range: Range<usize>,
}

/// What a place says about a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// This value, for people.
    Value(String),
    /// This value, or about it.
    About(String),
    /// This many review hours in all.
    Total(Decimal),
    /// This many review hours a week, of one engineer for the whole pilot.
    OneEngineer(Decimal),
    /// This many review hours a week, of all engineers together.
    Together(Decimal),
    /// Something that can be read in more than one way.
    Unclear,
}

/// Two sentences that cannot both hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The term they are about.
    pub term: TermName,
    /// The exact source of the one.
    pub sentence_a: String,
    /// The key of the section it stands in.
    pub section_a: String,
    /// The exact source of the other.
    pub sentence_b: String,
    /// The key of the section it stands in.
    pub section_b: String,
    /// Why they cannot both hold, as a sentence.
    pub explanation: String,
}

impl Contradiction {
    /// The explanation as pages say it, where it does not depend on which of the sentences stands first. The explanation itself
    /// stays as it was written: the digest under which a person settled a term covers it.
    #[must_use]
    pub fn in_words(&self) -> String {
        let sides = self.explanation.strip_prefix("The one ");
        let Some((one, other)) = sides.and_then(|sides| sides.split_once(", the other ")) else {
            return self.explanation.clone();
        };
        // What the second says in the words of the first has no verb of its own.
        let first = other.split(' ').next().unwrap_or_default();
        let verb = match first {
            "says" | "counts" | "comes" | "rolls" | "iterates" => String::new(),
            _ => format!("{} ", one.split(' ').next().unwrap_or_default()),
        };
        format!("One sentence {one}; another {verb}{other}")
    }
}

/// A term that is not stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which term.
    pub term: TermName,
    /// The sentence that speaks of it and does not settle it, with the key of its section.
    pub unclear: Option<(String, String)>,
    /// Why it matters, as a sentence.
    pub why: String,
    /// What to write and where, as a sentence.
    pub suggestion: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_do_not_speak_of_the_one_and_the_other() {
        for (explanation, said) in [
            (
                "The one says 5 weeks, the other 4 weeks.",
                "One sentence says 5 weeks; another says 4 weeks.",
            ),
            (
                "The one counts one engineer (2 h × 4 weeks = 8 h), the other one engineer for each pilot PM (2 × 2 h × 4 weeks = 16 h).",
                "One sentence counts one engineer (2 h × 4 weeks = 8 h); another counts one engineer for each pilot PM (2 × 2 h × 4 weeks = 16 h).",
            ),
            (
                "The one says 3 h a week in all, the other comes to 2 × 2 h = 4 h a week.",
                "One sentence says 3 h a week in all; another comes to 2 × 2 h = 4 h a week.",
            ),
            (
                "The one iterates at 3 criteria met, the other rolls back below 2.",
                "One sentence iterates at 3 criteria met; another rolls back below 2.",
            ),
            ("It announces 4, and 3 follow.", "It announces 4, and 3 follow."),
        ] {
            let found = Contradiction {
                term: TermName::Weeks,
                sentence_a: String::new(),
                section_a: String::new(),
                sentence_b: String::new(),
                section_b: String::new(),
                explanation: explanation.to_owned(),
            };
            assert_eq!(found.in_words(), said);
        }
    }
}
