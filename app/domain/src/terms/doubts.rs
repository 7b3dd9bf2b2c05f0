//! What a document contradicts itself about, and what it leaves out.

use super::claims::{Claim, Scope};
use super::lists::{Item, Lists};
use super::outline::{Outline, Sentence, plain};
use super::words::{Word, holds, words};
use super::{Contradiction, Missing, TermName};

/// Hours that count one engineer in one place and one per pilot PM in another.
pub(super) fn hours(hours: &[(Scope, Claim<'_, u8>)], weeks: Option<u8>, pms: Option<u8>) -> Option<Contradiction> {
    let of = |wanted| {
        hours
            .iter()
            .find(|(scope, claim)| *scope == wanted && claim.said.value.or(claim.said.near).is_some())
            .map(|(_, claim)| claim)
    };
    let (one, each) = (of(Scope::OneEngineer)?, of(Scope::EachDri)?);
    let (one_hours, each_hours) = (one.said.value.or(one.said.near)?, each.said.value.or(each.said.near)?);
    let pms = pms.unwrap_or(2);
    if pms == 1 && one_hours == each_hours {
        return None;
    }
    let explanation = match weeks {
        Some(weeks) => {
            let total = |engineers: u8, hours: u8| u32::from(engineers) * u32::from(hours) * u32::from(weeks);
            format!(
                "The one counts one engineer ({one_hours} h × {weeks} weeks = {} h), the other one engineer for each pilot PM ({pms} × {each_hours} h × {weeks} weeks = {} h).",
                total(1, one_hours),
                total(pms, each_hours),
            )
        }
        None => format!(
            "The one counts one engineer at {one_hours} h a week, the other {pms} engineers at {each_hours} h each."
        ),
    };
    Some(contradiction(
        TermName::DriHoursPerWeek,
        (one.sentence.place(), each.sentence.place()),
        explanation,
    ))
}

/// Two places that cannot both hold, each a source with the key of its section.
pub(super) fn contradiction(
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
enum Subject {
    FirstCommit,
    ReviewCycles,
    CycleTime,
    Energy,
    Outcome,
}

fn subject(words: &[Word]) -> Option<Subject> {
    if holds(words, "first commit") || holds(words, "idea") && holds(words, "commit*") {
        Some(Subject::FirstCommit)
    } else if holds(
        words,
        "review cycle* | review round* | rounds of review | cycles of review | review iteration*",
    ) {
        Some(Subject::ReviewCycles)
    } else if holds(words, "cycle time") || holds(words, "open*") && holds(words, "merge*") {
        Some(Subject::CycleTime)
    } else if holds(words, "energy") {
        Some(Subject::Energy)
    } else if holds(
        words,
        "primary metric | main metric | key metric | headline metric | its metric | outcome",
    ) {
        Some(Subject::Outcome)
    } else {
        None
    }
}

/// Metrics and criteria that do not belong to each other.
pub(super) fn metrics_against_criteria(outline: &Outline<'_>, lists: &Lists<'_>) -> Vec<Contradiction> {
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
    let reported_only = |wanted: Subject| {
        let only = "only reported | reported only | for information | no criterion | not a criterion | without a \
         criterion | does not decide | decides nothing | not judged | no bar | for context";
        outline
            .sentences
            .iter()
            .any(|sentence| subject(&sentence.words) == Some(wanted) && holds(&sentence.words, only))
    };
    fn other_side<'s>(lead: &'s str, item: &'s Item<'_>) -> (&'s str, &'s str) {
        (if lead.is_empty() { item.source } else { lead }, &item.section)
    }
    for metric in &metrics {
        let Some(about) = subject(&words(metric.source)) else {
            continue;
        };
        if !judged.contains(&about) && !reported_only(about) {
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
pub(super) fn announced_criteria(lists: &Lists<'_>) -> Option<Contradiction> {
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

/// Whether the document says what the energy is compared with.
pub(super) fn states_energy_baseline(outline: &Outline<'_>) -> bool {
    told(outline).any(|sentence| {
        holds(&sentence.words, "energy") && holds(&sentence.words, "baseline* | before the pilot | beforehand")
    })
}

/// Whether the document says what counts when a number cannot be had.
pub(super) fn states_missing_data(outline: &Outline<'_>) -> bool {
    let gone = "missing | no data | unknown | not known | unavailable | no answer | unanswered | cannot be \
         measured | can't be measured | not available";
    let what = "data | number* | value* | measure* | metric* | survey* | criteri* | answer* | week*";
    told(outline).any(|sentence| holds(&sentence.words, gone) && holds(&sentence.words, what))
}

fn told<'o, 'a>(outline: &'o Outline<'a>) -> impl Iterator<Item = &'o Sentence<'a>> {
    outline.sentences.iter().filter(|sentence| !sentence.topic.is_aside())
}

/// A term that is not stated, or, with a sentence, not stated clearly.
pub(super) fn missing(term: TermName, unclear: Option<&Sentence<'_>>) -> Missing {
    let (why, suggestion) = match term {
        TermName::Weeks => (
            "Everything is scheduled from it.",
            "Write how many weeks the pilot lasts.",
        ),
        TermName::PilotPms => (
            "Each pilot PM takes one arm.",
            "Write that two PMs take part, one per arm.",
        ),
        TermName::DriHoursPerWeek => (
            "The approver agrees to a number of hours.",
            "Write how many hours a week each engineering DRI gives, and that there is one per pilot PM.",
        ),
        TermName::BaselineFeatures => (
            "The criteria compare with earlier features.",
            "Write how many earlier features make the baseline.",
        ),
        TermName::BaselineStatistic => (
            "Median and mean of four features can lie far apart, and the choice can decide a criterion.",
            "Write whether the baseline is the median or the mean.",
        ),
        TermName::CommitDropPercent => (
            "It is the bar of the first criterion.",
            "Write by how many percent, at least, the days from idea to first commit have to drop.",
        ),
        TermName::CyclesMustNotIncrease => (
            "It is the second criterion.",
            "Write that review cycles per pull request must not increase.",
        ),
        TermName::EnergyAtLeast => (
            "It is the bar of the third criterion.",
            "Write the lowest average energy, as a whole number from 1 to 5.",
        ),
        TermName::OutcomeMustMove => (
            "It is the fourth criterion.",
            "Write that the feature ships and moves its primary metric in the expected direction.",
        ),
        TermName::SuccessAt => (
            "The verdict counts criteria.",
            "Write how many criteria have to be met for a success.",
        ),
        TermName::IterateAt => (
            "The verdict counts criteria.",
            "Write how many criteria have to be met to iterate; fewer is a roll back.",
        ),
        TermName::ReadoutAt => (
            "The approver agrees to attend.",
            "Write the date and the time of the readout.",
        ),
        TermName::Asks => (
            "The approver answers them one by one.",
            "List what you ask of the approver.",
        ),
        TermName::Metrics => (
            "Both sides have to expect the same report.",
            "List the metrics you will report.",
        ),
        TermName::PmZone => ("Both sides sign the boundary.", "List what the pilot PMs may change."),
        TermName::EngineeringZone => ("Both sides sign the boundary.", "List what stays with engineering."),
        TermName::WeekOne => (
            "The first week proves that the tooling works.",
            "List what the pilot PMs do in week one.",
        ),
        TermName::NoGo => (
            "The pilot PMs acknowledge it once.",
            "List what may not happen in week one.",
        ),
        TermName::ZoneVersion => ("Both sides sign one version of the boundary.", "Name the zone version."),
        TermName::MetricDefinitions => (
            "The same words can be counted in more than one way.",
            "Name the definitions the numbers are computed by.",
        ),
        TermName::EnergyBaseline => (
            "Earlier features cannot be asked about energy afterwards.",
            "Write that energy has no baseline, or how you will get one before the start.",
        ),
        TermName::MissingData => (
            "A missing number must not count as met for some and as not met for others.",
            "Write what a criterion counts as while its data is missing.",
        ),
        TermName::MetricsWithoutCriterion => (
            "A metric without a bar invites an argument at the readout.",
            "Write which metrics are only reported.",
        ),
    };
    Missing {
        term,
        unclear: unclear.map(|sentence| (sentence.source.into(), sentence.section.clone())),
        why: why.into(),
        suggestion: suggestion.into(),
    }
}
