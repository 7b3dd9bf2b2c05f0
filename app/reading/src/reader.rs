use crate::Edition;
use crate::claims::{Claim, Claims, Said, Scope, claims, is_hedged, told};
use crate::doubts;
use crate::lists::{Lists, lists};
use crate::outline::{Outline, Sentence, outline};
use crate::phrases;
use crate::pilot::is_pilot;
use crate::topic::Topic;
use crate::when;
use crate::words::holds;
use domain::decimal::Decimal;
use domain::document::Body;
use domain::terms::{Found, Mention, Missing, Reading, Says, Statistic, TermName, at_most_more};

/// Reads the terms out of the prose. What is unclear stays unknown and is listed as missing; two
/// sentences that differ leave the term unknown and are listed as a contradiction. A text that is the proposal of no
/// pilot states no terms, whatever its lists look like.
#[must_use]
pub fn read(body: &Body) -> Reading {
    let outline = outline(body.as_str(), Edition::NEWEST);
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len());
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
    let claims = claims(&outline, lists.criteria.len());
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
pub(crate) fn carries_terms(text: &str, edition: Edition) -> bool {
    let outline = outline(text, edition);
    let lists = lists(&outline);
    let claims = claims(&outline, lists.criteria.len());
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
        self.reading.terms.weeks = self.settle(claims, TermName::Weeks, &of(TermName::Weeks), plain("week"));
        self.reading.terms.pilot_pms =
            self.settle(claims, TermName::PilotPms, &of(TermName::PilotPms), plain("pilot PM"));
        let baseline = of(TermName::BaselineFeatures);
        self.reading.terms.baseline_features =
            self.settle(claims, TermName::BaselineFeatures, &baseline, plain("feature"));
        let met = |value: u8| format!("{value} criteria met");
        self.reading.terms.success_at = self.settle(claims, TermName::SuccessAt, &of(TermName::SuccessAt), met);
        let iterate = of(TermName::IterateAt);
        self.reading.terms.iterate_at = self.settle(claims, TermName::IterateAt, &iterate, met);
        let differing = claims
            .roll_back_below
            .iter()
            .find(|below| self.reading.terms.iterate_at.is_some() && below.said.value != self.reading.terms.iterate_at);
        if let (Some(below), Some(iterate)) = (differing, iterate.iter().find(|claim| claim.said.value.is_some())) {
            let explanation = format!(
                "The one iterates at {} criteria met, the other rolls back below {}.",
                self.reading.terms.iterate_at.unwrap_or_default(),
                below.said.value.unwrap_or_default()
            );
            let term = TermName::IterateAt;
            let places = (iterate.sentence.place(), below.sentence.place());
            self.reading
                .contradictions
                .push(doubts::contradiction(term, places, explanation));
            self.reading.terms.iterate_at = None;
            self.reading.found.retain(|found| found.term != term);
            self.reading.missing.push(missing(term, None));
        }
        let statistic: Vec<&Claim<'_, Statistic>> = claims.statistic.iter().collect();
        self.reading.terms.baseline_statistic = self.settle(claims, TermName::BaselineStatistic, &statistic, |value| {
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
        self.reading.terms.commit_drop_percent = self.settle(claims, TermName::CommitDropPercent, &drop, |value| {
            format!("at least {value} %")
        });
        let energy = of(TermName::EnergyAtLeast);
        self.reading.terms.energy_at_least = self.settle(claims, TermName::EnergyAtLeast, &energy, |value| {
            format!("at least {value} of 5")
        });
        let cycles: Vec<&Claim<'_, Decimal>> = claims.cycles.iter().collect();
        let more = |percent: Decimal| match percent {
            Decimal::ZERO => "required".to_owned(),
            percent => at_most_more(percent),
        };
        let tolerance = self.settle(claims, TermName::CyclesMustNotIncrease, &cycles, more);
        self.reading.terms.cycles_must_not_increase = tolerance.map(|_| true);
        self.reading.terms.cycles_tolerance_percent = tolerance.unwrap_or_default();
        let outcome: Vec<&Claim<'_, bool>> = claims.outcome.iter().collect();
        let required = |_| "required".to_owned();
        self.reading.terms.outcome_must_move = self.settle(claims, TermName::OutcomeMustMove, &outcome, required);
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
        self.reading.mentions.extend(others);
        let in_all = claims.totals.iter().filter(|(scope, _)| *scope != Scope::EachDri);
        self.reading.mentions.extend(in_all.map(|(_, claim)| {
            let says = claim.said.value.map_or(Says::Unclear, Says::Total);
            claim.mention(term, says)
        }));
        if each.is_empty() {
            let unclear = claims.hours.first().map(|(_, claim)| claim.sentence);
            let total = || claims.totals.first().map(|(_, claim)| claim.sentence);
            let unclear = unclear.or_else(total).or_else(|| claims.spoken_of(term));
            self.reading.missing.push(missing(term, unclear));
            return;
        }
        self.reading.terms.dri_hours_per_week = self.settle(claims, term, &each, hours_of_each);
        let stated = |claim: &&&Claim<'_, Decimal>| claim.said.value.or(claim.said.near).is_some();
        if let Some(claim) = each.iter().find(stated) {
            let known = doubts::Hours {
                each: (claim.said.value.or(claim.said.near).unwrap_or_default(), claim),
                stated: each
                    .iter()
                    .filter_map(|claim| claim.said.value.or(claim.said.near))
                    .collect(),
                weeks: self.reading.terms.weeks,
                lengths: claims
                    .numbers
                    .iter()
                    .filter(|(term, _)| *term == TermName::Weeks)
                    .filter_map(|(_, claim)| claim.said.value.or(claim.said.near))
                    .collect(),
                pms: self.reading.terms.pilot_pms.unwrap_or(2),
            };
            self.reading.contradictions.extend(doubts::hours(&known, claims));
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
        self.reading.terms.readout_at = self.settle(claims, TermName::ReadoutAt, &found, shown);
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
                self.reading.missing.push(missing(term, spoken_list(term, outline)));
            }
            self.reading.found.extend(items.iter().map(|item| Found {
                term,
                value: item.text.clone(),
                sentence: item.source.into(),
                section: item.section.clone(),
                range: item.range.clone(),
            }));
            let texts = items.into_iter().map(|item| item.text.clone()).collect();
            match term {
                TermName::Asks => self.reading.terms.asks = texts,
                TermName::Metrics => self.reading.terms.metrics = texts,
                TermName::PmZone => self.reading.terms.pm_zone = texts,
                TermName::EngineeringZone => self.reading.terms.engineering_zone = texts,
                TermName::WeekOne => self.reading.terms.week_one = texts,
                _ => self.reading.terms.no_go = texts,
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
    let sided = &phrases::ZONE_OR_BOUNDARY;
    let told = |sentence: &&Sentence<'_>| {
        sentence.topic == topic && !sentence.source.ends_with(':') && (!zone || holds(&sentence.words, sided))
    };
    // "Everything else stays with engineering."
    let rest = |sentence: &&Sentence<'_>| {
        let rest = &phrases::EVERYTHING_ELSE;
        let engineering = term == TermName::EngineeringZone && !sentence.topic.is_aside();
        engineering && holds(&sentence.words, rest) && holds(&sentence.words, &phrases::ENGINEERING_OR_ENGINEERS_ALONE)
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
