use std::fmt;
use std::ops::Range;

use crate::document::{Body, placeholders, sections, unseen};
use crate::terms::{Contradiction, TermName, Terms, read};

/// Something to look at in a text being written. None of them stops a revision from being saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lint {
    /// A gap still to be filled; it stops the proposal from being sent.
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
    /// The text does not begin with a heading of level 2: it would become a part of the section before.
    NoHeading,
    /// What follows is no section of its own any more: a code block, say, was left open.
    RunsOn,
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placeholder(text) => write!(f, "[{text}] is still to be filled."),
            Self::Unseen(c) => write!(f, "{} cannot be seen: {}.", unseen::sign(*c), unseen::name(*c)),
            Self::Contradiction(found) => write!(
                f,
                "“{}” and “{}” cannot both hold. {}",
                one_line(&found.sentence_a),
                one_line(&found.sentence_b),
                found.explanation
            ),
            Self::Differs { term, text, terms } => match terms {
                Some(terms) => write!(f, "{}: the text says {text}, the terms say {terms}.", term.label()),
                None => write!(f, "{}: the text says {text}, the terms leave it open.", term.label()),
            },
            Self::NoBar { why, suggestion, .. } => write!(f, "{why} {suggestion}"),
            Self::BothZones(item) => write!(f, "“{item}” stands in both zones."),
            Self::NoHeading => {
                f.write_str("This does not begin with a heading (## and a name), so it joins the section before it.")
            }
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

/// What to look at in the part of `body` between two byte positions, given the terms in force.
#[must_use]
pub fn lints(body: &Body, part: &Range<usize>, terms: &Terms) -> Vec<Lint> {
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
        if part.contains(&gap.range.start) && !gaps.contains(&gap.text) {
            gaps.push(gap.text);
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

    let reading = read(body);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Body;

    fn of(text: &str, key: &str, terms: &Terms) -> Vec<String> {
        let body = Body::new(text).expect("short");
        let section = sections(&body).into_iter().find(|section| section.key == key);
        let range = section.expect("there").range;
        lints(&body, &range, terms).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn gaps_and_differing_terms_are_told_where_they_stand() {
        let text = "## One\n\nTo [Name] and [Name].\n\n## Two\n\nThe pilot runs for five weeks.\n";
        let terms = Terms {
            weeks: Some(4),
            ..Terms::default()
        };
        assert_eq!(of(text, "one", &terms), ["[Name] is still to be filled."]);
        let hidden = "## One\n\nNo\u{202e}x\u{202e}\n";
        assert_eq!(
            of(hidden, "one", &terms),
            ["⟨U+202E⟩ cannot be seen: turns the direction of the text."]
        );
        let two = of(text, "two", &terms);
        assert_eq!(two.len(), 1, "{two:?}");
        assert!(
            two[0].contains("the text says 5 weeks, the terms say 4 weeks"),
            "{two:?}"
        );
    }

    #[test]
    fn an_item_in_both_zones_is_told_in_the_zone_and_nowhere_else() {
        let text = "## Zone boundaries\n\n**PM zone:**\n\n- Copy and translations\n- Feature flags\n\n**Engineering zone:**\n\n- Payments\n- Feature flags\n\n## Risks\n\nNone.\n";
        let found = of(text, "zone-boundaries", &Terms::default());
        assert!(
            found.contains(&"“Feature flags” stands in both zones.".to_owned()),
            "{found:?}"
        );
        assert_eq!(of(text, "risks", &Terms::default()), Vec::<String>::new());
    }

    #[test]
    fn what_contradicts_another_section_is_told_in_both() {
        let text = "## One\n\nThe pilot runs for four weeks.\n\n## Two\n\nThe pilot runs for seven weeks.\n\n## Three\n\nNothing.\n";
        for key in ["one", "two"] {
            let found = of(text, key, &Terms::default());
            assert!(found.iter().any(|lint| lint.contains("cannot both hold")), "{found:?}");
        }
        assert_eq!(of(text, "three", &Terms::default()), Vec::<String>::new());
    }

    #[test]
    fn a_text_that_swallows_or_is_swallowed_is_told() {
        let body = Body::new("# P\n\nNo heading.\n\n```\nopen\n\n## Two\n\nx\n").expect("short");
        let start = "# P\n\n".len();
        let end = body.as_str().find("## Two").expect("there");
        assert_eq!(
            lints(&body, &(start..end), &Terms::default()),
            [Lint::NoHeading, Lint::RunsOn]
        );
    }
}
