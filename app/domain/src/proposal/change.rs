//! Whether two revisions differ in substance: what outdates an approval.

mod reason;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use crate::document::{Body, OPTIONS, Section};
use crate::terms::{TermName, Terms};

pub use reason::{Edit, Reason};

/// What an edit means for an approval given before it (`product.md` section 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// Prose and terms are the same.
    Unchanged,
    /// Only sections that bind nobody changed: the approval stands.
    Editorial {
        /// Their titles; empty when only places, emphasis or white space changed.
        sections: Vec<String>,
    },
    /// A term or a binding section changed, or the text began to contradict a term: the approval is outdated.
    Material {
        /// What changed.
        reasons: Vec<Reason>,
    },
}

impl Change {
    /// Where nobody judged how two revisions differ: an approval is outdated rather than stretched.
    #[must_use]
    pub fn unjudged() -> Self {
        Self::Material {
            reasons: vec![Reason::Unjudged],
        }
    }

    /// Whether an approval given before it is outdated.
    #[must_use]
    pub const fn is_material(&self) -> bool {
        matches!(self, Self::Material { .. })
    }
}

/// A value of a term as one section states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restated {
    /// Which term.
    pub term: TermName,
    /// What is said of it, for people: "at least 20 %".
    pub said: String,
}

/// Who reads a section for the rule: it answers what the text says, and the rule says what that means.
pub trait Reader {
    /// The sections of a text.
    fn sections(&self, body: &Body) -> Vec<Section>;

    /// Whether the section carries terms: the proposal itself, zone, reviewers, metrics, success criteria, asks,
    /// week one.
    fn binds(&self, section: &Section) -> bool;

    /// What the section says about terms and `terms` do not say.
    fn restated(&self, section: &Section, terms: &Terms) -> Vec<Restated>;

    /// The sentences of the section that speak of the bar and do not say clearly which.
    fn unclear(&self, section: &Section) -> Vec<String>;
}

/// Compares two revisions. Emphasis and white space change nothing; in a binding section any word does, and
/// elsewhere what contradicts the terms, and what may: a bar that nobody can tell is not passed over.
#[must_use]
pub fn change(old: (&Body, &Terms), new: (&Body, &Terms), reader: &impl Reader) -> Change {
    let mut reasons: Vec<Reason> = old.1.differences(new.1).into_iter().map(Reason::Term).collect();
    let (before, after) = (reader.sections(old.0), reader.sections(new.0));
    let mut editorial = Vec::new();
    let gone = before
        .iter()
        .filter(|section| !after.iter().any(|kept| kept.key == section.key));
    for section in after.iter().chain(gone) {
        let was = before.iter().find(|other| other.key == section.key);
        let is = after.iter().find(|other| other.key == section.key);
        if same(was, is) {
            continue;
        }
        if [was, is].into_iter().flatten().any(|section| reader.binds(section)) {
            let edit = match (was, is) {
                (None, _) => Edit::Added,
                (_, None) => Edit::Deleted,
                (Some(_), Some(_)) => Edit::Changed,
            };
            reasons.push(Reason::Section(section.title.clone(), edit));
            continue;
        }
        editorial.push(section.title.clone());
        let mut said = is.map(|is| reader.restated(is, new.1)).unwrap_or_default();
        if let Some(was) = was.filter(|_| !said.is_empty()) {
            let said_before = reader.restated(was, new.1);
            said.retain(|claim| !said_before.contains(claim));
        }
        reasons.extend(said.into_iter().map(|claim| Reason::Says {
            title: section.title.clone(),
            term: claim.term,
            said: claim.said,
        }));
        let mut unclear = is.map(|is| reader.unclear(is)).unwrap_or_default();
        if let Some(was) = was.filter(|_| !unclear.is_empty()) {
            let unclear_before = reader.unclear(was);
            unclear.retain(|sentence| !unclear_before.contains(sentence));
        }
        reasons.extend(unclear.into_iter().map(|sentence| Reason::Unclear {
            title: section.title.clone(),
            sentence,
        }));
    }
    match (reasons.is_empty(), old.0 == new.0) {
        (false, _) => Change::Material { reasons },
        (true, true) => Change::Unchanged,
        (true, false) => Change::Editorial { sections: editorial },
    }
}

fn same(was: Option<&Section>, is: Option<&Section>) -> bool {
    match (was, is) {
        (Some(was), Some(is)) => was.text == is.text || substance(&was.text) == substance(&is.text),
        (None, None) => true,
        _ => false,
    }
}

/// What a text says: its words in their order, and what they are set in, such as a table cell, a list, a
/// link or what is struck out. Emphasis and white space are no part of it.
fn substance(text: &str) -> Vec<String> {
    let mut said = Vec::new();
    let mut words = String::new();
    let flush = |said: &mut Vec<String>, words: &mut String| {
        said.extend(words.split_whitespace().map(str::to_owned));
        words.clear();
    };
    for event in Parser::new_ext(text, OPTIONS) {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(TagEnd::Emphasis | TagEnd::Strong) => {}
            Event::Text(piece) => words.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {
                words.push(' ');
            }
            set_in => {
                flush(&mut said, &mut words);
                said.push(format!("{set_in:?}"));
            }
        }
    }
    flush(&mut said, &mut words);
    said
}
