//! Documents in shapes of other people, each with the state of every term as worked out by hand. What is not named in a
//! table is missing: nobody wrote it, or the reader does not know the words, and then it is asked.

use std::path::Path;

use domain::document::Body;
use domain::terms::{Source, State, TermName, rows};
use reading::read;

use TermName::{
    Asks, BaselineFeatures, BaselineStatistic, CommitDropPercent, CyclesMustNotIncrease, DriHoursPerWeek,
    EnergyAtLeast, EnergyBaseline, EngineeringZone, IterateAt, Metrics, MetricsWithoutCriterion, MissingData, NoGo,
    OutcomeMustMove, PilotPms, PmZone, ReadoutAt, SuccessAt, WeekOne, Weeks,
};

/// What stands in a row: settled with this value, contradicted between these fields, or not clear in this many places.
#[derive(Debug, PartialEq)]
enum Stands {
    Settled(String),
    Between(Vec<String>),
    Unclear(usize),
}

fn settled(value: &str) -> Stands {
    Stands::Settled(value.to_owned())
}

fn between(values: &[&str]) -> Stands {
    Stands::Between(values.iter().map(|value| (*value).to_owned()).collect())
}

#[track_caller]
fn check(text: &str, is_pilot: bool, expected: &[(TermName, Stands)]) {
    let reading = read(&Body::new(text).expect("short"));
    assert_eq!(reading.is_pilot, is_pilot);
    let rows = rows(&reading.beyond_doubt(), &reading);
    for (at, row) in rows.iter().enumerate() {
        assert!(
            rows[..at].iter().all(|before| before.term != row.term),
            "{} stands twice",
            row.term
        );
        let stands = match &row.state {
            State::Settled { value, source } => {
                let Source::Text(place) = source else {
                    panic!("{}: nobody said it but the text", row.term)
                };
                assert!(text.contains(&place.sentence), "{}: {}", row.term, place.sentence);
                Some(Stands::Settled(value.clone()))
            }
            State::Contradicted { choices, why } => {
                assert!(!why.is_empty());
                Some(Stands::Between(
                    choices.iter().filter_map(|choice| choice.typed.clone()).collect(),
                ))
            }
            State::Unclear { places, .. } => Some(Stands::Unclear(places.len())),
            State::Missing { .. } => None,
        };
        let wanted = expected
            .iter()
            .find(|(term, _)| *term == row.term)
            .map(|(_, stands)| stands);
        assert_eq!(stands.as_ref(), wanted, "{}", row.term);
    }
    for (term, _) in expected {
        assert!(rows.iter().any(|row| row.term == *term), "{term} has no row");
    }
}

/// The document this was made for: hours in two ways, five metrics for four criteria, no statistic, no day for the
/// readout, nothing about missing numbers.
#[test]
fn the_case_for_pms_who_ship() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/make-the-case.md");
    let Ok(text) = std::fs::read_to_string(path) else {
        return;
    };
    check(
        &text,
        true,
        &[
            (Weeks, settled("4 weeks")),
            (PilotPms, settled("2 pilot PMs")),
            (DriHoursPerWeek, between(&["1", "2"])),
            (BaselineFeatures, settled("4 features")),
            (CommitDropPercent, settled("at least 30 %")),
            (CyclesMustNotIncrease, settled("required")),
            (EnergyAtLeast, settled("at least 3 of 5")),
            (OutcomeMustMove, settled("required")),
            (SuccessAt, settled("4 criteria met")),
            (IterateAt, settled("3 criteria met")),
            (ReadoutAt, Stands::Unclear(1)),
            (Asks, settled("4 items")),
            (Metrics, settled("5 items")),
            (PmZone, settled("6 items")),
            (EngineeringZone, settled("6 items")),
            (WeekOne, settled("4 items")),
            (NoGo, settled("4 items")),
            (MetricsWithoutCriterion, Stands::Unclear(1)),
        ],
    );
}

/// Hours of nobody in particular, energy of ten, three of three where a programme has four, and a go-ahead for who knows what.
#[test]
fn two_wards_of_a_clinic() {
    check(
        include_str!("documents/clinic.md"),
        true,
        &[
            (Weeks, settled("6 weeks")),
            (DriHoursPerWeek, Stands::Unclear(1)),
            (EnergyAtLeast, Stands::Unclear(1)),
            (SuccessAt, Stands::Unclear(1)),
            (ReadoutAt, settled("2027-05-14 10:00")),
            (Asks, Stands::Unclear(1)),
        ],
    );
}

/// Fractions, "not by much" and the first Friday in May are asked about, not computed.
#[test]
fn numbers_spelled_out_and_verdicts_inside_a_sentence() {
    check(
        include_str!("documents/spelled.md"),
        true,
        &[
            (Weeks, settled("4 weeks")),
            (DriHoursPerWeek, Stands::Unclear(1)),
            (CommitDropPercent, Stands::Unclear(1)),
            (CyclesMustNotIncrease, Stands::Unclear(1)),
            (EnergyAtLeast, Stands::Unclear(1)),
            (SuccessAt, Stands::Unclear(1)),
            (IterateAt, Stands::Unclear(1)),
            (ReadoutAt, Stands::Unclear(1)),
        ],
    );
}

/// Three hours each, 16 in all (2 each: 2 × 2 h × 4 weeks), and two of one engineer (1 each); three criteria for a
/// success and three for another round; energy of nine out of five.
#[test]
fn what_cannot_all_be() {
    check(
        include_str!("documents/impossible.md"),
        true,
        &[
            (Weeks, settled("4 weeks")),
            (PilotPms, settled("2 pilot PMs")),
            (DriHoursPerWeek, between(&["3", "2", "1"])),
            (BaselineFeatures, settled("4 features")),
            (BaselineStatistic, settled("median")),
            (CommitDropPercent, settled("at least 30 %")),
            (CyclesMustNotIncrease, settled("required")),
            (EnergyAtLeast, Stands::Unclear(1)),
            (OutcomeMustMove, settled("required")),
            (SuccessAt, between(&["3"])),
            (IterateAt, between(&["3"])),
            (ReadoutAt, settled("2027-05-14 15:00")),
            (Asks, Stands::Unclear(1)),
            (EnergyBaseline, settled("as the text says")),
            (MissingData, settled("as the text says")),
        ],
    );
}

/// A time in a zone of its own is not taken for one of the pilot's.
#[test]
fn a_pilot_in_tables() {
    check(
        include_str!("documents/table.md"),
        true,
        &[
            (PilotPms, settled("2 pilot PMs")),
            (DriHoursPerWeek, Stands::Unclear(1)),
            (BaselineFeatures, settled("6 features")),
            (BaselineStatistic, settled("median")),
            (CommitDropPercent, settled("at least 25 %")),
            (CyclesMustNotIncrease, settled("at most 10 % more")),
            (EnergyAtLeast, settled("at least 3.5 of 5")),
            (OutcomeMustMove, settled("required")),
            (SuccessAt, settled("4 criteria met")),
            (IterateAt, settled("3 criteria met")),
            (ReadoutAt, Stands::Unclear(1)),
            (PmZone, settled("2 items")),
            (EngineeringZone, settled("2 items")),
        ],
    );
}

/// What is asked in a question or only thought about is not stated.
#[test]
fn a_mail_that_asks() {
    check(
        include_str!("documents/mail.md"),
        true,
        &[
            (Weeks, Stands::Unclear(1)),
            (PilotPms, Stands::Unclear(1)),
            (DriHoursPerWeek, Stands::Unclear(1)),
            (ReadoutAt, settled("2027-05-21 14:00")),
        ],
    );
}

/// Hours of an oven are no review hours.
#[test]
fn a_bakery_is_no_pilot() {
    check(include_str!("documents/bakery.md"), false, &[]);
}
