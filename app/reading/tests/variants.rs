//! Ten proposals in other words, orders and shapes, each with what a careful reader finds in it. The rule is
//! that no value is wrong: what is not beyond doubt is unclear or missing.

#[path = "variants/lists.rs"]
mod lists;
#[path = "variants/shapes.rs"]
mod shapes;

use TermName::{
    Asks, BaselineFeatures, BaselineStatistic, CommitDropPercent, CyclesMustNotIncrease, DriHoursPerWeek,
    EnergyAtLeast, EnergyBaseline, EngineeringZone, IterateAt, Metrics, MetricsWithoutCriterion, MissingData, NoGo,
    OutcomeMustMove, PilotPms, PmZone, ReadoutAt, SuccessAt, WeekOne, Weeks,
};
use chrono::NaiveDateTime;
use domain::document::Body;
use domain::terms::{Reading, Says, Statistic, TermName, Terms};
use reading::read;

pub fn reading(text: &str) -> Reading {
    read(&Body::new(text).expect("a body within bounds"))
}

pub fn at(text: &str) -> Option<NaiveDateTime> {
    Some(text.parse().expect("a time"))
}

pub struct Expected {
    text: &'static str,
    /// The terms with one value.
    terms: Terms,
    /// How many items each list has: asks, metrics, PM zone, engineering zone, week one, no-go.
    lists: [usize; 6],
    /// Spoken of, and open to more than one reading.
    unclear: &'static [TermName],
    /// Not spoken of.
    missing: &'static [TermName],
    contradictions: &'static [TermName],
}

pub fn check(expected: &Expected) {
    let body = Body::new(expected.text).expect("a body within bounds");
    let reading = read(&body);
    let title = expected.text.lines().next().unwrap_or_default();
    let lists = TermName::LISTS.map(|term| reading.terms.list(term).len());
    let values = Terms {
        asks: Vec::new(),
        metrics: Vec::new(),
        pm_zone: Vec::new(),
        engineering_zone: Vec::new(),
        week_one: Vec::new(),
        no_go: Vec::new(),
        ..reading.terms.clone()
    };
    assert_eq!(values, expected.terms, "{title}");
    assert_eq!(lists, expected.lists, "{title}");
    let names = |unclear: bool| -> Vec<TermName> {
        let missing = reading.missing.iter();
        missing
            .filter(|missing| missing.unclear.is_some() == unclear)
            .map(|missing| missing.term)
            .collect()
    };
    assert_eq!(names(true), expected.unclear, "{title}: unclear");
    assert_eq!(names(false), expected.missing, "{title}: missing");
    let mut contradictions: Vec<TermName> = reading.contradictions.iter().map(|found| found.term).collect();
    contradictions.sort();
    assert_eq!(
        contradictions, expected.contradictions,
        "{title}: {:#?}",
        reading.contradictions
    );
    for mention in &reading.mentions {
        if let Says::Value(said) = &mention.says {
            let value = &body.as_str()[mention.range.clone()];
            assert!(!value.trim().is_empty(), "{title}: {said}");
        }
    }
}

fn all_four(terms: Terms) -> Terms {
    Terms {
        pilot_pms: Some(2),
        cycles_must_not_increase: Some(true),
        outcome_must_move: Some(true),
        success_at: Some(4),
        iterate_at: Some(3),
        ..terms
    }
}

const NO_LISTS: [TermName; 6] = [Asks, Metrics, PmZone, EngineeringZone, WeekOne, NoGo];

#[test]
fn sections_in_another_order_under_other_headings() {
    check(&Expected {
        text: include_str!("variants/reordered.md"),
        terms: all_four(Terms {
            weeks: Some(6),
            dri_hours_per_week: Some(3.into()),
            baseline_features: Some(5),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(25.into()),
            energy_at_least: Some(4.into()),
            readout_at: at("2027-03-12T14:00:00"),
            ..Terms::default()
        }),
        lists: [4, 4, 3, 3, 2, 2],
        unclear: &[],
        missing: &[],
        contradictions: &[],
    });
}

#[test]
fn tables_instead_of_lists() {
    check(&Expected {
        text: include_str!("variants/tables.md"),
        terms: all_four(Terms {
            weeks: Some(6),
            dri_hours_per_week: Some(3.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(25.into()),
            energy_at_least: Some(3.into()),
            readout_at: at("2027-02-05T10:30:00"),
            ..Terms::default()
        }),
        lists: [0; 6],
        unclear: &[],
        missing: &[
            Asks,
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[],
    });
}

#[test]
fn bullets_instead_of_prose() {
    check(&Expected {
        text: include_str!("variants/bullets.md"),
        terms: Terms {
            iterate_at: Some(2),
            ..all_four(Terms {
                weeks: Some(4),
                dri_hours_per_week: Some(2.into()),
                baseline_features: Some(4),
                baseline_statistic: Some(Statistic::Median),
                commit_drop_percent: Some(25.into()),
                energy_at_least: Some(3.into()),
                ..Terms::default()
            })
        },
        lists: [2, 4, 0, 0, 0, 0],
        unclear: &[],
        missing: &[
            ReadoutAt,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[],
    });
}

#[test]
fn running_text_instead_of_lists() {
    let missing: Vec<TermName> = [ReadoutAt]
        .into_iter()
        .chain(NO_LISTS)
        .chain([EnergyBaseline, MissingData])
        .collect();
    check(&Expected {
        text: include_str!("variants/running_text.md"),
        terms: all_four(Terms {
            weeks: Some(8),
            dri_hours_per_week: Some(1.into()),
            baseline_features: Some(3),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(40.into()),
            energy_at_least: Some(3.into()),
            ..Terms::default()
        }),
        lists: [0; 6],
        unclear: &[],
        missing: Box::leak(missing.into_boxed_slice()),
        contradictions: &[],
    });
}

#[test]
fn a_draft_with_half_of_it_missing() {
    check(&Expected {
        text: include_str!("variants/partly_missing.md"),
        terms: Terms::default(),
        lists: [0; 6],
        // "Some PMs", "energy is fine": spoken of, and nothing said.
        unclear: &[
            PilotPms,
            CommitDropPercent,
            CyclesMustNotIncrease,
            EnergyAtLeast,
            OutcomeMustMove,
        ],
        missing: &[
            Weeks,
            DriHoursPerWeek,
            BaselineFeatures,
            BaselineStatistic,
            SuccessAt,
            IterateAt,
            ReadoutAt,
            Asks,
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[],
    });
}

#[test]
fn british_words_and_fortnights() {
    check(&Expected {
        text: include_str!("variants/british.md"),
        terms: all_four(Terms {
            weeks: Some(6),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            energy_at_least: Some(3.into()),
            ..Terms::default()
        }),
        lists: [0; 6],
        unclear: &[],
        missing: &[
            ReadoutAt,
            Asks,
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[],
    });
}

#[test]
fn ranges_and_alternatives_settle_nothing() {
    check(&Expected {
        text: include_str!("variants/unsure.md"),
        terms: Terms::default(),
        lists: [1, 0, 0, 0, 0, 0],
        unclear: &[
            Weeks,
            PilotPms,
            DriHoursPerWeek,
            BaselineFeatures,
            BaselineStatistic,
            CommitDropPercent,
            CyclesMustNotIncrease,
            EnergyAtLeast,
            OutcomeMustMove,
            SuccessAt,
            IterateAt,
            ReadoutAt,
        ],
        missing: &[
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[],
    });
}

#[test]
fn what_is_said_twice_and_differently_is_no_value() {
    check(&Expected {
        text: include_str!("variants/contradicting.md"),
        terms: Terms {
            pilot_pms: Some(2),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            ..Terms::default()
        },
        lists: [2, 5, 0, 0, 0, 0],
        unclear: &[SuccessAt],
        missing: &[
            Weeks,
            DriHoursPerWeek,
            CommitDropPercent,
            IterateAt,
            ReadoutAt,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[
            Weeks,
            DriHoursPerWeek,
            CommitDropPercent,
            SuccessAt,
            IterateAt,
            ReadoutAt,
            MetricsWithoutCriterion,
        ],
    });
}

#[test]
fn numbers_of_other_things_are_not_terms() {
    check(&Expected {
        text: include_str!("variants/noisy.md"),
        terms: Terms {
            weeks: Some(5),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(4.into()),
            baseline_features: Some(3),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            ..Terms::default()
        },
        lists: [0; 6],
        unclear: &[],
        missing: &[
            BaselineStatistic,
            CommitDropPercent,
            IterateAt,
            ReadoutAt,
            Asks,
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        // Of 80 % of users in one place and without that in the next; and five follow where four are announced.
        contradictions: &[CommitDropPercent, SuccessAt],
    });
}

#[test]
fn names_and_sentences_in_other_languages() {
    check(&Expected {
        text: include_str!("variants/names.md"),
        terms: all_four(Terms {
            weeks: Some(7),
            dri_hours_per_week: Some(2.into()),
            commit_drop_percent: Some(15.into()),
            energy_at_least: Some(3.into()),
            ..Terms::default()
        }),
        lists: [0; 6],
        unclear: &[],
        missing: &[
            BaselineFeatures,
            BaselineStatistic,
            ReadoutAt,
            Asks,
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[],
    });
}
