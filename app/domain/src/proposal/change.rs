use std::fmt;

use super::{Body, Section, sections};
use crate::terms::{TermName, Terms, topic};

/// What an edit means for an approval given before it (`product.md` section 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Prose and terms are the same.
    Unchanged,
    /// Only sections that bind nobody changed: the approval stands.
    Editorial {
        /// Their titles; empty when sections only changed places.
        sections: Vec<String>,
    },
    /// A term or a binding section changed: the approval is outdated.
    Material {
        /// What changed.
        reasons: Vec<Reason>,
    },
}

/// What makes a change material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A term has another value.
    Term(TermName),
    /// A binding section with this title was changed, added or deleted.
    Section(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term(term) => write!(f, "The term “{}” changed.", term.label()),
            Self::Section(title) => write!(f, "The section “{title}” changed, and it binds both sides."),
        }
    }
}

/// Whether a section carries terms: the proposal itself, zone, reviewers, metrics, success criteria,
/// asks, week one. Judged by what its headings mean, not by their exact words.
#[must_use]
pub fn is_binding(section: &Section) -> bool {
    topic::binds(&section.text, &section.title)
}

/// Compares two revisions. White space alone changes nothing; in a binding section any word does.
#[must_use]
pub fn change(old: (&Body, &Terms), new: (&Body, &Terms)) -> Change {
    let mut reasons: Vec<Reason> = old.1.differences(new.1).into_iter().map(Reason::Term).collect();
    let (before, after) = (sections(old.0), sections(new.0));
    let mut editorial = Vec::new();
    let gone = before
        .iter()
        .filter(|section| !after.iter().any(|kept| kept.key == section.key));
    for section in after.iter().chain(gone) {
        let was = before.iter().find(|other| other.key == section.key);
        let is = after.iter().find(|other| other.key == section.key);
        if was.map(|section| words(&section.text)) == is.map(|section| words(&section.text)) {
            continue;
        }
        if [was, is].into_iter().flatten().any(is_binding) {
            reasons.push(Reason::Section(section.title.clone()));
        } else {
            editorial.push(section.title.clone());
        }
    }
    match (reasons.is_empty(), old.0 == new.0) {
        (false, _) => Change::Material { reasons },
        (true, true) => Change::Unchanged,
        (true, false) => Change::Editorial { sections: editorial },
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
