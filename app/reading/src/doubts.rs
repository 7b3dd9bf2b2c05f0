//! What a document contradicts itself about, and which rules about numbers it states.

use std::collections::{HashMap, HashSet};

use crate::claims::{Claim, Claims, Scope};
use crate::lists::{Item, Lists};
use crate::outline::{Outline, Sentence, plain};
use crate::phrases;
use crate::words::{Phrases, Word, holds, words};
use domain::decimal::Decimal;
use domain::terms::{Contradiction, TermName};

/// What is known of the review hours, with which other counts of them are compared.
pub(crate) struct Hours<'c, 'a> {
    /// The hours a week of each DRI, and where they are stated.
    pub(crate) each: (Decimal, &'c Claim<'a, Decimal>),
    /// All hours of each DRI that the document names, should it name several.
    pub(crate) stated: Vec<Decimal>,
    pub(crate) weeks: Option<u8>,
    /// All lengths of the pilot that the document names, should it name several.
    pub(crate) lengths: Vec<u8>,
    pub(crate) pms: u8,
}

/// Hours that do not come to the same: of one engineer, of all together, of nobody in particular, or in all.
pub(crate) fn hours(known: &Hours<'_, '_>, claims: &Claims<'_>) -> Vec<Contradiction> {
    let (each, stated) = known.each;
    let (pms, place) = (u32::from(known.pms), stated.sentence.place());
    let each_week = each.times(pms);
    let mut found = Vec::new();
    let mut differs = |other: &Sentence<'_>, explanation: String| {
        let places = (other.place(), place);
        found.push(contradiction(TermName::DriHoursPerWeek, places, explanation));
    };
    let of = |wanted: Scope| {
        claims
            .hours
            .iter()
            .filter(move |(scope, _)| *scope == wanted)
            .map(|(_, claim)| claim)
    };
    if let Some(one) = of(Scope::OneEngineer).next() {
        match (one.said.value.or(one.said.near), known.weeks) {
            (Some(hours), _) if pms == 1 && hours == each => {}
            (Some(hours), Some(weeks)) => {
                let (one_all, all) = (hours.times(weeks.into()), each_week.times(weeks.into()));
                differs(
                    one.sentence,
                    format!(
                        "The one counts one engineer ({hours} h × {weeks} weeks = {one_all} h), the other one engineer for each pilot PM ({pms} × {each} h × {weeks} weeks = {all} h)."
                    ),
                );
            }
            (Some(hours), None) => differs(
                one.sentence,
                format!("The one counts one engineer at {hours} h a week, the other {pms} engineers at {each} h each."),
            ),
            (None, _) => differs(
                one.sentence,
                format!(
                    "The one counts one engineer and does not say how many hours, the other {pms} engineers at {each} h each."
                ),
            ),
        }
    }
    let together = of(Scope::Together).find_map(|claim| {
        let hours = claim.said.value.or(claim.said.near);
        let mut stated = known.stated.iter();
        let fits = stated.any(|each| Some(each.times(pms)) == hours);
        (!fits).then_some((claim, hours))
    });
    if let Some((claim, hours)) = together {
        let said = hours.map_or_else(
            || "hours a week in all that are not clear".into(),
            |hours| format!("{hours} h a week in all"),
        );
        differs(
            claim.sentence,
            format!("The one says {said}, the other comes to {pms} × {each} h = {each_week} h a week."),
        );
    }
    // Hours of nobody in particular may be those of each, or of all.
    let unknown = of(Scope::Unknown).find_map(|claim| {
        let hours = claim.said.value.or(claim.said.near)?;
        let mut stated = known.stated.iter();
        let fits = stated.any(|each| hours == *each || hours == each.times(pms));
        (!fits).then_some((claim, hours))
    });
    if let Some((claim, hours)) = unknown {
        differs(
            claim.sentence,
            format!("The one says {hours} h a week, the other {each} h a week for each DRI."),
        );
    }
    let due = |scope: Scope, each: Decimal, weeks: u8| {
        let engineers = if scope == Scope::EachDri { 1 } else { pms };
        each.times(engineers).times(weeks.into())
    };
    let total = claims.totals.iter().find_map(|(scope, claim)| {
        let hours = claim.said.value?;
        let weeks = known.weeks.or(known.lengths.first().copied())?;
        let fits = known.lengths.iter().any(|weeks| {
            let mut stated = known.stated.iter();
            stated.any(|each| due(*scope, *each, *weeks) == hours)
        });
        (!fits).then_some((claim, hours, weeks, *scope))
    });
    if let Some((claim, hours, weeks, scope)) = total {
        let due = due(scope, each, weeks);
        let sum = if scope == Scope::EachDri {
            format!("{each} h × {weeks} weeks = {due} h for each DRI")
        } else {
            format!("{pms} × {each} h × {weeks} weeks = {due} h")
        };
        differs(
            claim.sentence,
            format!("The one says {hours} h in all, the other comes to {sum}."),
        );
    }
    found
}

/// Two places that cannot both hold, each a source with the key of its section.
pub(crate) fn contradiction(
    term: TermName,
    (a, b): ((&str, &str), (&str, &str)),
    explanation: String,
) -> Contradiction {
    Contradiction {
        term,
        sentence_a: a.0.into(),
        section_a: a.1.into(),
        sentence_b: b.0.into(),
        section_b: b.1.into(),
        explanation,
    }
}

/// What a metric or a criterion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    FirstCommit,
    ReviewCycles,
    CycleTime,
    Energy,
    Outcome,
}

pub(crate) fn subject(words: &[Word]) -> Option<Subject> {
    if holds(words, &phrases::FIRST_COMMIT) || holds(words, &phrases::IDEA_ALONE) && holds(words, &phrases::COMMIT) {
        Some(Subject::FirstCommit)
    } else if holds(words, &phrases::REVIEW_CYCLE) {
        Some(Subject::ReviewCycles)
    } else if holds(words, &phrases::CYCLE_TIME_OR_TIME_TO_MERGE)
        || holds(words, &phrases::OPEN) && holds(words, &phrases::MERGE)
    {
        Some(Subject::CycleTime)
    } else if holds(words, &phrases::ENERGY) {
        Some(Subject::Energy)
    } else if holds(words, &phrases::PRIMARY_METRIC) {
        Some(Subject::Outcome)
    } else {
        None
    }
}

const COUNTED: [&str; 8] = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

/// The sentences that say of something that it is reported and decides nothing.
fn only_reported<'o, 'a>(outline: &'o Outline<'a>) -> Vec<&'o Sentence<'a>> {
    let only = &phrases::ONLY_REPORTED;
    outline
        .sentences
        .iter()
        .filter(|sentence| holds(&sentence.words, only))
        // More than anybody writes, and each is compared with each metric.
        .take(50)
        .collect()
}

/// Metrics and criteria that do not belong to each other.
pub(crate) fn metrics_against_criteria(outline: &Outline<'_>, lists: &Lists<'_>) -> Vec<Contradiction> {
    let metrics = lists.of(TermName::Metrics);
    let mut found = Vec::new();
    if metrics.is_empty() || lists.criteria.is_empty() {
        return found;
    }
    let judged: Vec<Subject> = lists
        .criteria
        .iter()
        .filter_map(|item| subject(&words(item.source)))
        .collect();
    let measured: Vec<Subject> = metrics.iter().filter_map(|item| subject(&words(item.source))).collect();
    let only = only_reported(outline);
    let reported_only = |about: Subject, place: usize, item: &Item<'_>| {
        let names = [item.label.clone().unwrap_or_default(), format!("m{}", place + 1)];
        let counted = [
            (place + 1).to_string(),
            COUNTED.get(place).copied().unwrap_or_default().to_owned(),
        ];
        only.iter().any(|sentence| {
            let words = &sentence.words;
            // Said behind the metric itself, it needs no name.
            item.range.contains(&sentence.range.start)
                || subject(words) == Some(about)
                || words.iter().any(|word| names.contains(&word.text))
                || words
                    .windows(2)
                    .any(|pair| pair[0].text == "metric" && counted.contains(&pair[1].text))
        })
    };
    fn other_side<'s>(lead: &'s str, item: &'s Item<'_>) -> (&'s str, &'s str) {
        (if lead.is_empty() { item.source } else { lead }, &item.section)
    }
    for (place, metric) in metrics.iter().enumerate() {
        let Some(about) = subject(&words(metric.source)) else {
            continue;
        };
        if !judged.contains(&about) && !reported_only(about, place, metric) {
            let explanation = format!(
                "{} metrics are reported and {} criteria decide: nothing says what “{}” has to reach, or that it is only reported.",
                metrics.len(),
                lists.criteria.len(),
                metric.text
            );
            let places = (
                (metric.source, &metric.section[..]),
                other_side(lists.criteria_lead, &lists.criteria[0]),
            );
            found.push(contradiction(TermName::MetricsWithoutCriterion, places, explanation));
        }
    }
    for criterion in &lists.criteria {
        let Some(about) = subject(&words(criterion.source)) else {
            continue;
        };
        if !measured.contains(&about) && measured.len() == metrics.len() {
            let explanation = format!(
                "“{}” decides, and no metric in the list measures it.",
                plain(criterion.source)
            );
            let places = (
                (criterion.source, &criterion.section[..]),
                other_side(lists.metrics_lead, metrics[0]),
            );
            found.push(contradiction(TermName::MetricsWithoutCriterion, places, explanation));
        }
    }
    found
}

/// A lead that announces another number of criteria than follow.
pub(crate) fn announced_criteria(lists: &Lists<'_>) -> Option<Contradiction> {
    let first = lists.criteria.first()?;
    let lead = words(lists.criteria_lead);
    let announced = lead
        .windows(2)
        .find(|pair| pair[0].text == "all" && pair[1].number.is_some())?[1]
        .number?
        .value()?;
    let listed = lists.criteria.len();
    (usize::from(announced) != listed).then(|| {
        let explanation = format!("It announces {announced} criteria, and {listed} follow.");
        let places = (
            (lists.criteria_lead, &first.section[..]),
            (first.source, &first.section[..]),
        );
        contradiction(TermName::SuccessAt, places, explanation)
    })
}

/// A lead that announces another number of asks or metrics than follow.
pub(crate) fn announced_items(outline: &Outline<'_>, lists: &Lists<'_>) -> Vec<Contradiction> {
    let of = |term: TermName, what: &Phrases| {
        let items = lists.of(term);
        let first = items.first()?;
        // The paragraph that introduces the items is the last sentence before them.
        let before = outline
            .sentences
            .partition_point(|sentence| sentence.range.start < first.range.start);
        let lead = &outline.sentences[before.checked_sub(1)?];
        let counted = lead.words.iter().filter(|word| word.number.is_some()).count() == 1;
        let announced = lead.words.windows(2).find_map(|pair| {
            let number = pair[0].number?.value()?;
            holds(&pair[1..], what).then_some(number)
        })?;
        let listed = items.len();
        let stands = lead.section == first.section && lead.source.ends_with(':') && counted;
        (stands && usize::from(announced) != listed).then(|| {
            let explanation = format!("It announces {announced}, and {listed} follow.");
            contradiction(term, (lead.place(), (first.source, &first.section)), explanation)
        })
    };
    let asks = of(TermName::Asks, &phrases::ASK);
    let metrics = of(TermName::Metrics, &phrases::METRICS);
    asks.into_iter().chain(metrics).collect()
}

/// What stands on both sides of the zone, in one list of a side or in another.
pub(crate) fn both_sides(lists: &Lists<'_>) -> Vec<Contradiction> {
    let key = |item: &Item<'_>| {
        let text: Vec<String> = words(&item.text).into_iter().map(|word| word.text).collect();
        text.join(" ")
    };
    let all = |term: TermName| {
        let listed = lists.items.iter().chain(&lists.again);
        listed.filter(move |(name, _)| *name == term).map(|(_, item)| item)
    };
    let engineering: HashMap<String, &Item<'_>> =
        all(TermName::EngineeringZone).map(|item| (key(item), item)).collect();
    let mut told = HashSet::new();
    all(TermName::PmZone)
        .filter_map(|item| {
            let words = key(item);
            let other = engineering.get(&words)?;
            told.insert(words).then(|| {
                let places = ((item.source, &item.section[..]), (other.source, &other.section[..]));
                let explanation = format!("“{}” is on both sides of the zone.", item.text);
                contradiction(TermName::PmZone, places, explanation)
            })
        })
        .collect()
}

/// Where the document says what the energy is compared with.
pub(crate) fn states_energy_baseline<'o, 'a>(outline: &'o Outline<'a>) -> Option<&'o Sentence<'a>> {
    told(outline).find(|sentence| {
        holds(&sentence.words, &phrases::ENERGY_ALONE) && holds(&sentence.words, &phrases::BASELINE_OR_BEFORE_THE_PILOT)
    })
}

/// Where the document says what counts when a number cannot be had.
pub(crate) fn states_missing_data<'o, 'a>(outline: &'o Outline<'a>) -> Option<&'o Sentence<'a>> {
    let gone = &phrases::MISSING;
    let what = &phrases::DATA;
    told(outline).find(|sentence| holds(&sentence.words, gone) && holds(&sentence.words, what))
}

fn told<'o, 'a>(outline: &'o Outline<'a>) -> impl Iterator<Item = &'o Sentence<'a>> {
    outline.sentences.iter().filter(|sentence| !sentence.topic.is_aside())
}
