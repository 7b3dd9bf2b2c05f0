use std::fmt;
use std::ops::Range;

use crate::document::{Body, placeholders, sections, unseen};
use crate::terms::{Contradiction, Reading, TermName, Terms};

/// Something to look at in a text being written. None of them stops a revision from being saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lint {
    /// A gap still to be filled, as it is written; it stops the proposal from being sent.
    Placeholder(String),
    /// A character that cannot be seen; it stops the proposal from being sent.
    Unseen(char),
    /// Two statements that cannot both hold, at least one of them in this text.
    Contradiction(Contradiction),
    /// The text says something else than the term, which counts.
    Differs {
        /// Which term.
        term: TermName,
        /// What the text says.
        text: String,
        /// What the term says; `None` when it is open.
        terms: Option<String>,
    },
    /// A criterion cannot be judged: why, and what to write.
    NoBar {
        /// Which term is open.
        term: TermName,
        /// As a sentence.
        why: String,
        /// As a sentence.
        suggestion: String,
    },
    /// This item stands in both zones.
    BothZones(String),
    /// The text does not begin with a heading of a section: it would become a part of the section before.
    NoHeading,
    /// With this text, headings of this level begin the sections, and not those that did.
    OtherLevel(u8),
    /// What follows is no section of its own any more: a code block, say, was left open.
    RunsOn,
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placeholder(text) => write!(f, "{text} is still to be filled."),
            Self::Unseen(c) => write!(f, "{} cannot be seen: {}.", unseen::sign(*c), unseen::name(*c)),
            Self::Contradiction(found) => write!(
                f,
                "“{}” and “{}” cannot both hold. {}",
                one_line(&found.sentence_a),
                one_line(&found.sentence_b),
                found.in_words()
            ),
            Self::Differs { term, text, terms } => match terms {
                Some(terms) => write!(f, "{}: the text says {text}, the terms say {terms}.", term.label()),
                None => write!(f, "{}: the text says {text}, the terms leave it open.", term.label()),
            },
            Self::NoBar { why, suggestion, .. } => write!(f, "{why} {suggestion}"),
            Self::BothZones(item) => write!(f, "“{item}” stands in both zones."),
            Self::NoHeading => {
                f.write_str("This does not begin with the heading of a section, so it joins the section before it.")
            }
            Self::OtherLevel(level) => write!(
                f,
                "With this, sections begin at headings of level {level} ({}): those of another level become parts of them.",
                "#".repeat(usize::from(*level))
            ),
            Self::RunsOn => f.write_str("The section after this one is swallowed: a code block was left open."),
        }
    }
}

/// A sentence of the source without its emphasis and line ends.
fn one_line(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    words.join(" ").replace("**", "")
}

/// Terms that say when a criterion is met.
const BARS: [TermName; 6] = [
    TermName::CommitDropPercent,
    TermName::CyclesMustNotIncrease,
    TermName::EnergyAtLeast,
    TermName::OutcomeMustMove,
    TermName::SuccessAt,
    TermName::IterateAt,
];

/// What to look at in the part of `body` between two byte positions, given what was read in it and the terms in
/// force.
#[must_use]
pub fn lints(body: &Body, part: &Range<usize>, reading: &Reading, terms: &Terms) -> Vec<Lint> {
    let mut found = Vec::new();
    let part = part.start.min(body.as_str().len())..part.end.min(body.as_str().len());
    let text = body.as_str().get(part.clone()).unwrap_or_default();
    let all = sections(body);
    let here = |key: &str| {
        all.iter()
            .any(|section| section.key == key && section.range.start < part.end && part.start < section.range.end)
    };
    let starts = |at: usize| at == body.as_str().len() || all.iter().any(|section| section.range.start == at);
    if !text.trim().is_empty() && part.start > 0 && !starts(part.start) {
        found.push(Lint::NoHeading);
    }
    if !starts(part.end) {
        found.push(Lint::RunsOn);
    }
    let mut gaps: Vec<String> = Vec::new();
    for gap in placeholders(body) {
        let written = &body.as_str()[gap.range.clone()];
        if part.contains(&gap.range.start) && !gaps.iter().any(|told| told == written) {
            gaps.push(written.to_owned());
        }
    }
    found.extend(gaps.into_iter().map(Lint::Placeholder));
    let mut unseen: Vec<char> = Vec::new();
    for (_, c) in unseen::unseen(text) {
        if !unseen.contains(&c) {
            unseen.push(c);
        }
    }
    found.extend(unseen.into_iter().map(Lint::Unseen));

    let states = |wanted: &[TermName]| {
        let mut terms = reading.found.iter();
        terms.any(|found| here(&found.section) && wanted.contains(&found.term))
    };
    let touches = |sentence: &str| !sentence.trim().is_empty() && text.contains(sentence.trim());
    let both: Vec<&String> = {
        let other = |item: &&String| {
            let mut items = reading.terms.engineering_zone.iter();
            items.any(|other| other.trim().eq_ignore_ascii_case(item.trim()))
        };
        let zone = states(&[TermName::PmZone, TermName::EngineeringZone]);
        reading.terms.pm_zone.iter().filter(other).filter(|_| zone).collect()
    };
    // An item in both zones is told as that.
    let told = |contradiction: &Contradiction| {
        let mut items = both.iter();
        contradiction.term == TermName::PmZone && items.any(|item| contradiction.explanation.contains(item.as_str()))
    };
    for contradiction in reading.contradictions.iter().filter(|found| !told(found)) {
        if touches(&contradiction.sentence_a) || touches(&contradiction.sentence_b) {
            found.push(Lint::Contradiction(contradiction.clone()));
        }
    }
    for differing in reading.differing(terms) {
        // What the text does not list at all stands in no part of it.
        if let (Some(section), Some(text)) = (differing.section, differing.text)
            && here(&section)
        {
            found.push(Lint::Differs {
                term: differing.term,
                text,
                terms: differing.terms,
            });
        }
    }
    if states(&BARS) {
        for missing in reading.missing.iter().filter(|missing| BARS.contains(&missing.term)) {
            found.push(Lint::NoBar {
                term: missing.term,
                why: missing.why.clone(),
                suggestion: missing.suggestion.clone(),
            });
        }
    }
    found.extend(both.into_iter().cloned().map(Lint::BothZones));
    found
}
