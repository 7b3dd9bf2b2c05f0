//! Puts claims and lists together to a reading: the one value that all agree on, or what is missing or contradicts
//! another.

mod hours;
mod lists;
mod numbers;

use domain::document::Body;
use domain::terms::{Found, Mention, Missing, Reading, Says, TermName};

use crate::claims::{Claim, Claims, Said, claims, is_hedged, told};
use crate::lists::{Lists, lists};
use crate::outline::{Outline, Sentence, outline};
use crate::pilot::is_pilot;
use crate::topic::Topic;
use crate::{Edition, doubts, when};

/// Reads the terms out of the prose. What is unclear stays unknown and is listed as missing; two
/// sentences that differ leave the term unknown and are listed as a contradiction. A text that is the proposal of no
/// pilot states no terms, whatever its lists look like.
#[must_use]
pub fn read(body: &Body) -> Reading {
    let outline = outline(body.as_str(), Edition::NEWEST);
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len(), Edition::NEWEST);
    if is_pilot(&outline, &claims) {
        return Reading {
            is_pilot: true,
            ..understood(&outline, &lists, &claims)
        };
    }
    let terms = TermName::VALUES.into_iter().chain(TermName::LISTS);
    let unsaid = terms.chain([TermName::EnergyBaseline, TermName::MissingData]);
    Reading {
        missing: unsaid
            .filter(|term| !matches!(term, TermName::ZoneVersion | TermName::CyclesTolerance))
            .map(|term| missing(term, None))
            .collect(),
        ..Reading::default()
    }
}

/// Reads a text that may be a part of a proposal, as this edition reads.
pub(crate) fn read_part(body: &Body, edition: Edition) -> Reading {
    let outline = outline(body.as_str(), edition);
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len(), edition);
    understood(&outline, &lists, &claims)
}

fn understood<'a>(outline: &Outline<'a>, lists: &Lists<'a>, claims: &Claims<'_>) -> Reading {
    let mut reader = Reader::default();
    reader.numbers(claims);
    reader.criteria(claims);
    reader.hours(claims);
    reader.readout(outline, claims);
    reader.lists(lists, outline);
    let mut reading = reader.reading;
    reading
        .contradictions
        .extend(doubts::metrics_against_criteria(outline, lists));
    reading.contradictions.extend(doubts::announced_criteria(lists));
    reading.contradictions.extend(doubts::announced_items(outline, lists));
    reading.contradictions.extend(doubts::both_sides(lists));
    for (stated, term) in [
        (doubts::states_energy_baseline(outline), TermName::EnergyBaseline),
        (doubts::states_missing_data(outline), TermName::MissingData),
    ] {
        match stated {
            Some(sentence) => reading.found.push(Found {
                term,
                value: sentence.source.into(),
                sentence: sentence.source.into(),
                section: sentence.section.clone(),
                range: sentence.range.clone(),
            }),
            None => reading.missing.push(missing(term, None)),
        }
    }
    reading
        .mentions
        .sort_by_key(|mention| (mention.range.start, mention.term));
    reading.found.sort_by_key(|found| found.term);
    reading.missing.sort_by_key(|missing| missing.term);
    reading
}

/// Whether criteria, their count, a zone, asks or metrics can be read from this text on its own.
pub(crate) fn carries_terms(text: &str, edition: Edition) -> bool {
    let outline = outline(text, edition);
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len(), edition);
    let judges = |term: &TermName| matches!(term, TermName::SuccessAt | TermName::IterateAt);
    !lists.items.is_empty()
        || !claims.bars.is_empty()
        || !claims.cycles.is_empty()
        || !claims.outcome.is_empty()
        || claims.numbers.iter().any(|(term, _)| judges(term))
}

/// A reading in the making.
#[derive(Default)]
struct Reader {
    reading: Reading,
}

impl Reader {
    fn readout(&mut self, outline: &Outline<'_>, claims: &Claims<'_>) {
        let found: Vec<Claim<'_, chrono::NaiveDateTime>> = outline
            .sentences
            .iter()
            .filter(|sentence| !sentence.topic.is_aside() && told(sentence).is_some())
            .filter_map(|sentence| {
                let said = when::readout(sentence)?;
                let value = said.value.filter(|_| !is_hedged(sentence.source, &sentence.words));
                let said = Said { value, ..said };
                Some(Claim { said, sentence })
            })
            .collect();
        let found: Vec<_> = found.iter().collect();
        let shown = |value: chrono::NaiveDateTime| value.format("%Y-%m-%d %H:%M").to_string();
        self.reading.terms.readout_at = self.settle(claims, TermName::ReadoutAt, &found, shown);
    }

    /// The one value all claims agree on. Otherwise the term is missing, and if clear claims differ,
    /// or one is clear and another is not, both sentences are a contradiction.
    fn settle<T: Copy + PartialEq>(
        &mut self,
        all: &Claims<'_>,
        term: TermName,
        claims: &[&Claim<'_, T>],
        shown: impl Fn(T) -> String,
    ) -> Option<T> {
        self.reading.mentions.extend(claims.iter().map(|claim| {
            let says = match (claim.said.value, claim.said.near) {
                (Some(value), _) => Says::Value(shown(value)),
                (None, Some(near)) => Says::About(shown(near)),
                (None, None) => Says::Unclear,
            };
            claim.mention(term, says)
        }));
        let clear = || {
            claims
                .iter()
                .filter_map(|claim| claim.said.value.map(|value| (value, claim)))
        };
        let Some((value, first)) = clear().next() else {
            let claimed = claims.first().map(|claim| claim.sentence);
            self.reading
                .missing
                .push(missing(term, claimed.or_else(|| all.spoken_of(term))));
            return None;
        };
        // "About four weeks" goes with four.
        let agrees = |claim: &Claim<'_, T>| claim.said.value.or(claim.said.near) == Some(value);
        if let Some(other) = claims.iter().find(|claim| !agrees(claim)) {
            let said = match (other.said.value, other.said.near) {
                (Some(value), _) => shown(value),
                (None, Some(near)) => format!("about {}", shown(near)),
                (None, None) => "something that is not clear".to_owned(),
            };
            let explanation = format!("The one says {}, the other {said}.", shown(value));
            let places = (first.sentence.place(), other.sentence.place());
            self.reading
                .contradictions
                .push(doubts::contradiction(term, places, explanation));
            self.reading.missing.push(missing(term, None));
            return None;
        }
        // The short version at the top repeats; the sentence that rules stands further down.
        let (_, ruling) = clear()
            .find(|(_, claim)| claim.sentence.topic != Topic::Summary)
            .unwrap_or((value, first));
        self.reading.found.push(Found {
            term,
            value: shown(value),
            sentence: ruling.sentence.source.into(),
            section: ruling.sentence.section.clone(),
            range: ruling.said.at.clone(),
        });
        Some(value)
    }
}

impl<'a> Claims<'a> {
    /// The first sentence that speaks of a term without saying anything clear.
    fn spoken_of(&self, term: TermName) -> Option<&'a Sentence<'a>> {
        let mut spoken = self.spoken.iter();
        spoken
            .find(|(spoken, _)| *spoken == term)
            .map(|(_, sentence)| *sentence)
    }
}

impl<T> Claim<'_, T> {
    fn mention(&self, term: TermName, says: Says) -> Mention {
        Mention {
            term,
            says,
            sentence: self.sentence.source.into(),
            section: self.sentence.section.clone(),
            range: self.said.at.clone(),
        }
    }
}

impl Sentence<'_> {
    /// Its source and the key of its section.
    pub(crate) fn place(&self) -> (&str, &str) {
        (self.source, &self.section)
    }
}

/// A term that is not stated, or, with a sentence, not stated clearly.
fn missing(term: TermName, unclear: Option<&Sentence<'_>>) -> Missing {
    Missing::of(
        term,
        unclear.map(|sentence| (sentence.source.into(), sentence.section.clone())),
    )
}
