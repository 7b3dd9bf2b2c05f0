use super::claims::{Claim, Claims, Scope, claims};
use super::doubts;
use super::lists::{Lists, lists};
use super::outline::{Outline, outline};
use super::topic::Topic;
use super::when::moment;
use super::words::holds;
use super::{Statistic, TermName, Terms};
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

/// Reads the terms out of the prose. What is unclear stays unknown and is listed as missing; two
/// sentences that differ leave the term unknown and are listed as a contradiction.
#[must_use]
pub fn read(body: &Body) -> Reading {
    let outline = outline(body.as_str());
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len());
    let mut reading = Reading::default();
    reading.numbers(&claims);
    reading.conditions(&claims);
    reading.hours(&claims);
    reading.readout(&outline);
    reading.lists(&lists);
    reading
        .contradictions
        .extend(doubts::metrics_against_criteria(&outline, &lists));
    reading.contradictions.extend(doubts::announced_criteria(&lists));
    for (stated, term) in [
        (doubts::states_energy_baseline(&outline), TermName::EnergyBaseline),
        (doubts::states_missing_data(&outline), TermName::MissingData),
    ] {
        if !stated {
            reading.missing.push(doubts::missing(term, None));
        }
    }
    reading.found.sort_by_key(|found| found.term);
    reading.missing.sort_by_key(|missing| missing.term);
    reading
}

/// Whether criteria, their count, a zone, asks or metrics can be read from this text on its own.
pub(crate) fn carries_terms(text: &str) -> bool {
    let outline = outline(text);
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len());
    let judges = |term: &TermName| {
        matches!(
            term,
            TermName::CommitDropPercent | TermName::EnergyAtLeast | TermName::SuccessAt | TermName::IterateAt
        )
    };
    !lists.items.is_empty() || !claims.conditions.is_empty() || claims.numbers.iter().any(|(term, _)| judges(term))
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
        self.terms.weeks = self.settle(TermName::Weeks, &of(TermName::Weeks), plain("week"));
        self.terms.pilot_pms = self.settle(TermName::PilotPms, &of(TermName::PilotPms), plain("pilot PM"));
        let baseline = of(TermName::BaselineFeatures);
        self.terms.baseline_features = self.settle(TermName::BaselineFeatures, &baseline, plain("feature"));
        let drop = of(TermName::CommitDropPercent);
        self.terms.commit_drop_percent = self.settle(TermName::CommitDropPercent, &drop, |value| {
            format!("at least {value} %")
        });
        let energy = of(TermName::EnergyAtLeast);
        self.terms.energy_at_least = self.settle(TermName::EnergyAtLeast, &energy, |value| {
            format!("at least {value} of 5")
        });
        let met = |value: u8| format!("{value} criteria met");
        self.terms.success_at = self.settle(TermName::SuccessAt, &of(TermName::SuccessAt), met);
        let iterate = of(TermName::IterateAt);
        self.terms.iterate_at = self.settle(TermName::IterateAt, &iterate, met);
        let differing = claims
            .roll_back_below
            .iter()
            .find(|below| self.terms.iterate_at.is_some() && below.value != self.terms.iterate_at);
        if let (Some(below), Some(iterate)) = (differing, iterate.iter().find(|claim| claim.value.is_some())) {
            let explanation = format!(
                "The one iterates at {} criteria met, the other rolls back below {}.",
                self.terms.iterate_at.unwrap_or_default(),
                below.value.unwrap_or_default()
            );
            let (a, b) = (iterate.sentence.source, below.sentence.source);
            self.contradictions
                .push(doubts::contradiction(TermName::IterateAt, a, b, explanation));
            self.terms.iterate_at = None;
            self.found.retain(|found| found.term != TermName::IterateAt);
            self.missing.push(doubts::missing(TermName::IterateAt, None));
        }
        let statistic: Vec<&Claim<'_, Statistic>> = claims.statistic.iter().collect();
        self.terms.baseline_statistic = self.settle(TermName::BaselineStatistic, &statistic, |value| {
            match value {
                Statistic::Median => "median",
                Statistic::Mean => "mean",
            }
            .into()
        });
    }

    fn conditions(&mut self, claims: &Claims<'_>) {
        let of = |wanted: TermName| -> Vec<&Claim<'_, bool>> {
            claims
                .conditions
                .iter()
                .filter(|(term, _)| *term == wanted)
                .map(|(_, claim)| claim)
                .collect()
        };
        let required = |_| "required".to_owned();
        let cycles = of(TermName::CyclesMustNotIncrease);
        self.terms.cycles_must_not_increase = self.settle(TermName::CyclesMustNotIncrease, &cycles, required);
        let outcome = of(TermName::OutcomeMustMove);
        self.terms.outcome_must_move = self.settle(TermName::OutcomeMustMove, &outcome, required);
    }

    /// Hours count only when it is said whose they are.
    fn hours(&mut self, claims: &Claims<'_>) {
        let term = TermName::DriHoursPerWeek;
        let of = |wanted: Scope| -> Vec<&Claim<'_, u8>> {
            claims
                .hours
                .iter()
                .filter(|(scope, _)| *scope == wanted)
                .map(|(_, claim)| claim)
                .collect()
        };
        let each = of(Scope::EachDri);
        if each.is_empty() {
            let unclear = claims.hours.first().map(|(_, claim)| claim.sentence.source);
            self.missing.push(doubts::missing(term, unclear));
            return;
        }
        self.terms.dri_hours_per_week = self.settle(term, &each, |value| format!("{value} h a week for each DRI"));
        let (weeks, pms) = (self.terms.weeks, self.terms.pilot_pms);
        self.contradictions.extend(doubts::hours(&claims.hours, weeks, pms));
    }

    fn readout(&mut self, outline: &Outline<'_>) {
        let readout = "readout* | read out";
        let claims: Vec<Claim<'_, chrono::NaiveDateTime>> = outline
            .sentences
            .iter()
            .filter(|sentence| !matches!(sentence.topic, Topic::Background | Topic::Risk))
            .filter(|sentence| holds(&sentence.words, readout))
            .filter_map(|sentence| {
                let value = moment(sentence.source, &sentence.words)?;
                Some(Claim {
                    value,
                    sentence: sentence.clone(),
                })
            })
            .collect();
        let claims: Vec<_> = claims.iter().collect();
        let shown = |value: chrono::NaiveDateTime| value.format("%Y-%m-%d %H:%M").to_string();
        self.terms.readout_at = self.settle(TermName::ReadoutAt, &claims, shown);
    }

    fn lists(&mut self, lists: &Lists<'_>) {
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
                self.missing.push(doubts::missing(term, None));
            }
            self.found.extend(items.iter().map(|item| Found {
                term,
                value: item.text.clone(),
                sentence: item.source.into(),
                section: item.section.clone(),
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
        term: TermName,
        claims: &[&Claim<'_, T>],
        shown: impl Fn(T) -> String,
    ) -> Option<T> {
        let clear = || {
            claims
                .iter()
                .filter_map(|claim| claim.value.map(|value| (value, &claim.sentence)))
        };
        let Some((value, sentence)) = clear().next() else {
            self.missing
                .push(doubts::missing(term, claims.first().map(|claim| claim.sentence.source)));
            return None;
        };
        if let Some(other) = claims.iter().find(|claim| claim.value != Some(value)) {
            let said = other.value.map_or_else(|| "something that is not clear".into(), &shown);
            let explanation = format!("The one says {}, the other {said}.", shown(value));
            let (a, b) = (sentence.source, other.sentence.source);
            self.contradictions.push(doubts::contradiction(term, a, b, explanation));
            self.missing.push(doubts::missing(term, None));
            return None;
        }
        // The short version at the top repeats; the sentence that rules stands further down.
        let (_, ruling) = clear()
            .find(|(_, sentence)| sentence.topic != Topic::Summary)
            .unwrap_or((value, sentence));
        self.found.push(Found {
            term,
            value: shown(value),
            sentence: ruling.source.into(),
            section: ruling.section.clone(),
        });
        Some(value)
    }
}
