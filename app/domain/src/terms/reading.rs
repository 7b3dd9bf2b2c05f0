use std::ops::Range;

use super::claims::{Claim, Claims, Said, Scope, claims, is_hedged, told};
use super::doubts;
use super::lists::{Lists, lists};
use super::missing::missing;
use super::outline::{Outline, Sentence, outline};
use super::shown::at_most_more;
use super::topic::Topic;
use super::when;
use super::words::holds;
use super::{Decimal, Statistic, TermName, Terms};
use crate::document::Body;

/// What was understood of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
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

/// A term that is not stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which term.
    pub term: TermName,
    /// The sentence that speaks of it and does not settle it, with the key of its section.
    pub unclear: Option<(String, String)>,
    /// Why it matters, as a sentence.
    pub why: String,
    /// What to write, as a sentence.
    pub suggestion: String,
}

/// Reads the terms out of the prose. What is unclear stays unknown and is listed as missing; two
/// sentences that differ leave the term unknown and are listed as a contradiction.
#[must_use]
pub fn read(body: &Body) -> Reading {
    let outline = outline(body.as_str());
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len());
    let mut reading = Reading::default();
    reading.numbers(&claims);
    reading.criteria(&claims);
    reading.hours(&claims);
    reading.readout(&outline, &claims);
    reading.lists(&lists, &outline);
    reading
        .contradictions
        .extend(doubts::metrics_against_criteria(&outline, &lists));
    reading.contradictions.extend(doubts::announced_criteria(&lists));
    reading.contradictions.extend(doubts::announced_items(&outline, &lists));
    reading.contradictions.extend(doubts::both_sides(&lists));
    for (stated, term) in [
        (doubts::states_energy_baseline(&outline), TermName::EnergyBaseline),
        (doubts::states_missing_data(&outline), TermName::MissingData),
    ] {
        if !stated {
            reading.missing.push(missing(term, None));
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
pub(crate) fn carries_terms(text: &str) -> bool {
    let outline = outline(text);
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len());
    let judges = |term: &TermName| matches!(term, TermName::SuccessAt | TermName::IterateAt);
    !lists.items.is_empty()
        || !claims.bars.is_empty()
        || !claims.cycles.is_empty()
        || !claims.outcome.is_empty()
        || claims.numbers.iter().any(|(term, _)| judges(term))
}

impl Reading {
    fn numbers(&mut self, claims: &Claims<'_>) {
        let of = |wanted: TermName| -> Vec<&Claim<'_, u8>> {
            claims
                .numbers
                .iter()
                .filter(|(term, _)| *term == wanted)
                .map(|(_, claim)| claim)
                .collect()
        };
        let plain = |unit: &'static str| {
            move |value: u8| {
                if value == 1 {
                    format!("1 {unit}")
                } else {
                    format!("{value} {unit}s")
                }
            }
        };
        self.terms.weeks = self.settle(claims, TermName::Weeks, &of(TermName::Weeks), plain("week"));
        self.terms.pilot_pms = self.settle(claims, TermName::PilotPms, &of(TermName::PilotPms), plain("pilot PM"));
        let baseline = of(TermName::BaselineFeatures);
        self.terms.baseline_features = self.settle(claims, TermName::BaselineFeatures, &baseline, plain("feature"));
        let met = |value: u8| format!("{value} criteria met");
        self.terms.success_at = self.settle(claims, TermName::SuccessAt, &of(TermName::SuccessAt), met);
        let iterate = of(TermName::IterateAt);
        self.terms.iterate_at = self.settle(claims, TermName::IterateAt, &iterate, met);
        let differing = claims
            .roll_back_below
            .iter()
            .find(|below| self.terms.iterate_at.is_some() && below.said.value != self.terms.iterate_at);
        if let (Some(below), Some(iterate)) = (differing, iterate.iter().find(|claim| claim.said.value.is_some())) {
            let explanation = format!(
                "The one iterates at {} criteria met, the other rolls back below {}.",
                self.terms.iterate_at.unwrap_or_default(),
                below.said.value.unwrap_or_default()
            );
            let term = TermName::IterateAt;
            let places = (iterate.sentence.place(), below.sentence.place());
            self.contradictions
                .push(doubts::contradiction(term, places, explanation));
            self.terms.iterate_at = None;
            self.found.retain(|found| found.term != term);
            self.missing.push(missing(term, None));
        }
        let statistic: Vec<&Claim<'_, Statistic>> = claims.statistic.iter().collect();
        self.terms.baseline_statistic = self.settle(claims, TermName::BaselineStatistic, &statistic, |value| {
            match value {
                Statistic::Median => "median",
                Statistic::Mean => "mean",
            }
            .into()
        });
    }

    fn criteria(&mut self, claims: &Claims<'_>) {
        let of = |wanted: TermName| -> Vec<&Claim<'_, Decimal>> {
            let bars = claims.bars.iter().filter(|(term, _)| *term == wanted);
            bars.map(|(_, claim)| claim).collect()
        };
        let drop = of(TermName::CommitDropPercent);
        self.terms.commit_drop_percent = self.settle(claims, TermName::CommitDropPercent, &drop, |value| {
            format!("at least {value} %")
        });
        let energy = of(TermName::EnergyAtLeast);
        self.terms.energy_at_least = self.settle(claims, TermName::EnergyAtLeast, &energy, |value| {
            format!("at least {value} of 5")
        });
        let cycles: Vec<&Claim<'_, Decimal>> = claims.cycles.iter().collect();
        let more = |percent: Decimal| match percent {
            Decimal::ZERO => "required".to_owned(),
            percent => at_most_more(percent),
        };
        let tolerance = self.settle(claims, TermName::CyclesMustNotIncrease, &cycles, more);
        self.terms.cycles_must_not_increase = tolerance.map(|_| true);
        self.terms.cycles_tolerance_percent = tolerance.unwrap_or_default();
        let outcome: Vec<&Claim<'_, bool>> = claims.outcome.iter().collect();
        let required = |_| "required".to_owned();
        self.terms.outcome_must_move = self.settle(claims, TermName::OutcomeMustMove, &outcome, required);
    }

    /// Hours count only when it is said whose they are.
    fn hours(&mut self, claims: &Claims<'_>) {
        let term = TermName::DriHoursPerWeek;
        let each: Vec<&Claim<'_, Decimal>> = claims
            .hours
            .iter()
            .filter(|(scope, _)| *scope == Scope::EachDri)
            .map(|(_, claim)| claim)
            .collect();
        let others = claims.hours.iter().filter_map(|(scope, claim)| {
            let hours = claim.said.value.or(claim.said.near)?;
            let says = match scope {
                Scope::EachDri => return None,
                Scope::OneEngineer => Says::OneEngineer(hours),
                Scope::Together => Says::Together(hours),
                Scope::Unknown => Says::About(hours_of_each(hours)),
            };
            Some(claim.mention(term, says))
        });
        self.mentions.extend(others);
        let in_all = claims.totals.iter().filter(|(scope, _)| *scope != Scope::EachDri);
        self.mentions.extend(in_all.map(|(_, claim)| {
            let says = claim.said.value.map_or(Says::Unclear, Says::Total);
            claim.mention(term, says)
        }));
        if each.is_empty() {
            let unclear = claims.hours.first().map(|(_, claim)| claim.sentence);
            let total = || claims.totals.first().map(|(_, claim)| claim.sentence);
            let unclear = unclear.or_else(total).or_else(|| claims.spoken_of(term));
            self.missing.push(missing(term, unclear));
            return;
        }
        self.terms.dri_hours_per_week = self.settle(claims, term, &each, hours_of_each);
        let stated = |claim: &&&Claim<'_, Decimal>| claim.said.value.or(claim.said.near).is_some();
        if let Some(claim) = each.iter().find(stated) {
            let known = doubts::Hours {
                each: (claim.said.value.or(claim.said.near).unwrap_or_default(), claim),
                stated: each
                    .iter()
                    .filter_map(|claim| claim.said.value.or(claim.said.near))
                    .collect(),
                weeks: self.terms.weeks,
                lengths: claims
                    .numbers
                    .iter()
                    .filter(|(term, _)| *term == TermName::Weeks)
                    .filter_map(|(_, claim)| claim.said.value.or(claim.said.near))
                    .collect(),
                pms: self.terms.pilot_pms.unwrap_or(2),
            };
            self.contradictions.extend(doubts::hours(&known, claims));
        }
    }

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
        self.terms.readout_at = self.settle(claims, TermName::ReadoutAt, &found, shown);
    }

    fn lists(&mut self, lists: &Lists<'_>, outline: &Outline<'_>) {
        for term in [
            TermName::Asks,
            TermName::Metrics,
            TermName::PmZone,
            TermName::EngineeringZone,
            TermName::WeekOne,
            TermName::NoGo,
        ] {
            let items = lists.of(term);
            if items.is_empty() {
                self.missing.push(missing(term, spoken_list(term, outline)));
            }
            self.found.extend(items.iter().map(|item| Found {
                term,
                value: item.text.clone(),
                sentence: item.source.into(),
                section: item.section.clone(),
                range: item.range.clone(),
            }));
            let texts = items.into_iter().map(|item| item.text.clone()).collect();
            match term {
                TermName::Asks => self.terms.asks = texts,
                TermName::Metrics => self.terms.metrics = texts,
                TermName::PmZone => self.terms.pm_zone = texts,
                TermName::EngineeringZone => self.terms.engineering_zone = texts,
                TermName::WeekOne => self.terms.week_one = texts,
                _ => self.terms.no_go = texts,
            }
        }
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
        self.mentions.extend(claims.iter().map(|claim| {
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
            self.missing
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
            self.contradictions
                .push(doubts::contradiction(term, places, explanation));
            self.missing.push(missing(term, None));
            return None;
        }
        // The short version at the top repeats; the sentence that rules stands further down.
        let (_, ruling) = clear()
            .find(|(_, claim)| claim.sentence.topic != Topic::Summary)
            .unwrap_or((value, first));
        self.found.push(Found {
            term,
            value: shown(value),
            sentence: ruling.sentence.source.into(),
            section: ruling.sentence.section.clone(),
            range: ruling.said.at.clone(),
        });
        Some(value)
    }
}

/// The first sentence under a heading that promises a list.
fn spoken_list<'o, 'a>(term: TermName, outline: &'o Outline<'a>) -> Option<&'o Sentence<'a>> {
    let topic = match term {
        TermName::Asks => Topic::Asks,
        TermName::Metrics => Topic::Metrics,
        TermName::PmZone => Topic::PmZone,
        TermName::EngineeringZone => Topic::EngineeringZone,
        TermName::WeekOne => Topic::WeekOne,
        _ => Topic::NoGo,
    };
    let zone = matches!(topic, Topic::PmZone | Topic::EngineeringZone);
    let sided = "zone | boundary | boundaries | change | changes | touch | edit | engineering";
    let told = |sentence: &&Sentence<'_>| {
        sentence.topic == topic && !sentence.source.ends_with(':') && (!zone || holds(&sentence.words, sided))
    };
    // "Everything else stays with engineering."
    let rest = |sentence: &&Sentence<'_>| {
        let rest = "everything else | everything outside | all else | the rest | anything else | all other";
        let engineering = term == TermName::EngineeringZone && !sentence.topic.is_aside();
        engineering && holds(&sentence.words, rest) && holds(&sentence.words, "engineering | engineers")
    };
    let mut sentences = outline.sentences.iter();
    sentences.find(told).or_else(|| outline.sentences.iter().find(rest))
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

fn hours_of_each(hours: Decimal) -> String {
    format!("{hours} h a week for each DRI")
}

impl<T> Claim<'_, T> {
    fn mention(&self, term: TermName, says: Says) -> Mention {
        Mention {
            term,
            says,
            section: self.sentence.section.clone(),
            range: self.said.at.clone(),
        }
    }
}

impl Sentence<'_> {
    /// Its source and the key of its section.
    pub(super) fn place(&self) -> (&str, &str) {
        (self.source, &self.section)
    }
}
