//! Proposals as other companies would write them: tables, task lists, letters, memos, no headings at all. What
//! is expected was worked out by hand from each text.

use super::{Expected, at, check};
use TermName::{
    Asks, BaselineFeatures, BaselineStatistic, CommitDropPercent, CyclesMustNotIncrease, DriHoursPerWeek,
    EnergyAtLeast, EnergyBaseline, EngineeringZone, IterateAt, Metrics, MetricsWithoutCriterion, MissingData, NoGo,
    OutcomeMustMove, PilotPms, PmZone, ReadoutAt, SuccessAt, WeekOne, Weeks,
};
use domain::terms::{Statistic, TermName, Terms};

#[test]
fn every_term_in_a_table() {
    check(&Expected {
        text: include_str!("tables_throughout.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-05-08T14:00:00"),
            ..Terms::default()
        },
        lists: [4, 5, 5, 4, 3, 3],
        unclear: &[],
        missing: &[],
        contradictions: &[],
    });
}

#[test]
fn paragraphs_that_begin_with_bold_words() {
    check(&Expected {
        text: include_str!("bold_leads.md"),
        terms: Terms {
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-04-30T15:00:00"),
            ..Terms::default()
        },
        lists: [4, 5, 5, 5, 0, 0],
        unclear: &[Weeks],
        missing: &[WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[DriHoursPerWeek, MetricsWithoutCriterion],
    });
}

#[test]
fn task_lists_and_a_date_that_could_be_two() {
    check(&Expected {
        text: include_str!("task_lists.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [4, 5, 4, 3, 0, 0],
        unclear: &[ReadoutAt],
        missing: &[WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[MetricsWithoutCriterion],
    });
}

#[test]
fn what_was_rejected_states_nothing() {
    check(&Expected {
        text: include_str!("rejected_numbers.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [4, 0, 0, 0, 0, 0],
        unclear: &[ReadoutAt],
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
fn windows_line_ends_and_thin_spaces() {
    check(&Expected {
        text: include_str!("crlf_and_thin_spaces.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-04-24T15:00:00"),
            ..Terms::default()
        },
        lists: [4, 5, 0, 0, 0, 0],
        unclear: &[OutcomeMustMove],
        missing: &[PmZone, EngineeringZone, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[MetricsWithoutCriterion],
    });
}

#[test]
fn another_scale_of_energy_is_not_translated() {
    check(&Expected {
        text: include_str!("ten_point_scale.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            outcome_must_move: Some(true),
            success_at: Some(4),
            ..Terms::default()
        },
        lists: [4, 5, 0, 0, 0, 0],
        unclear: &[EnergyAtLeast, IterateAt],
        missing: &[
            BaselineStatistic,
            ReadoutAt,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[MetricsWithoutCriterion],
    });
}

#[test]
fn lists_inside_lists() {
    check(&Expected {
        text: include_str!("nested_lists.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [4, 5, 3, 3, 0, 0],
        unclear: &[SuccessAt],
        missing: &[ReadoutAt, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[MetricsWithoutCriterion],
    });
}

#[test]
fn hours_of_each_and_in_total_do_not_agree() {
    check(&Expected {
        text: include_str!("hours_in_total.md"),
        terms: Terms {
            pilot_pms: Some(2),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-05-04T09:30:00"),
            ..Terms::default()
        },
        lists: [4, 0, 0, 0, 0, 0],
        unclear: &[],
        missing: &[
            Weeks,
            DriHoursPerWeek,
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        // Two or three hours for each, and two in all. The 16 h in all fit one of them.
        contradictions: &[Weeks, DriHoursPerWeek, DriHoursPerWeek],
    });
}

#[test]
fn a_letter_with_lettered_criteria() {
    check(&Expected {
        text: include_str!("letter.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [0, 0, 4, 3, 0, 0],
        unclear: &[
            DriHoursPerWeek,
            CommitDropPercent,
            CyclesMustNotIncrease,
            EnergyAtLeast,
            ReadoutAt,
            Asks,
        ],
        missing: &[Metrics, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn a_proposal_without_numbers() {
    check(&Expected {
        text: include_str!("no_numbers.md"),
        terms: Terms::default(),
        lists: [0, 4, 3, 0, 0, 0],
        unclear: &[
            Weeks,
            PilotPms,
            DriHoursPerWeek,
            CyclesMustNotIncrease,
            OutcomeMustMove,
            SuccessAt,
            Asks,
            EngineeringZone,
        ],
        missing: &[
            BaselineFeatures,
            BaselineStatistic,
            CommitDropPercent,
            EnergyAtLeast,
            IterateAt,
            ReadoutAt,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[],
    });
}

#[test]
fn criteria_and_asks_as_subheadings() {
    check(&Expected {
        text: include_str!("subheadings.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [4, 0, 3, 3, 0, 0],
        unclear: &[ReadoutAt],
        missing: &[Metrics, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn running_text_without_headings() {
    check(&Expected {
        text: include_str!("without_headings.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            readout_at: at("2026-05-11T14:00:00"),
            ..Terms::default()
        },
        lists: [4, 5, 4, 4, 0, 0],
        unclear: &[SuccessAt, IterateAt],
        missing: &[WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn ranges_units_and_todays_figures() {
    check(&Expected {
        text: include_str!("ranges_and_units.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            energy_at_least: Some(3.into()),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-05-06T13:00:00"),
            ..Terms::default()
        },
        lists: [4, 5, 0, 0, 0, 0],
        unclear: &[
            DriHoursPerWeek,
            BaselineFeatures,
            CyclesMustNotIncrease,
            OutcomeMustMove,
        ],
        missing: &[PmZone, EngineeringZone, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn criteria_by_number() {
    check(&Expected {
        text: include_str!("numbered_table.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-05-06T11:00:00"),
            ..Terms::default()
        },
        lists: [4, 0, 0, 0, 2, 2],
        unclear: &[],
        missing: &[
            BaselineFeatures,
            Metrics,
            PmZone,
            EngineeringZone,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[],
    });
}

#[test]
fn a_memo_with_labels_in_the_text() {
    check(&Expected {
        text: include_str!("memo.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            iterate_at: Some(3),
            readout_at: at("2026-05-08T15:00:00"),
            ..Terms::default()
        },
        lists: [4, 0, 5, 4, 0, 0],
        unclear: &[SuccessAt],
        missing: &[Metrics, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn all_in_one_table() {
    check(&Expected {
        text: include_str!("one_table.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-05-08T15:00:00"),
            ..Terms::default()
        },
        lists: [0, 0, 4, 3, 0, 0],
        unclear: &[],
        missing: &[Asks, Metrics, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn every_kind_of_conflict() {
    check(&Expected {
        text: include_str!("conflicts.md"),
        terms: Terms {
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [0, 5, 3, 3, 0, 0],
        unclear: &[],
        missing: &[
            Weeks,
            BaselineStatistic,
            CommitDropPercent,
            SuccessAt,
            ReadoutAt,
            Asks,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[
            Weeks,
            DriHoursPerWeek,
            DriHoursPerWeek,
            BaselineStatistic,
            CommitDropPercent,
            SuccessAt,
            Metrics,
            PmZone,
            MetricsWithoutCriterion,
        ],
    });
}

#[test]
fn the_appendix_first() {
    check(&Expected {
        text: include_str!("back_to_front.md"),
        terms: Terms {
            weeks: Some(4),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-05-06T09:00:00"),
            ..Terms::default()
        },
        lists: [4, 5, 2, 2, 2, 2],
        unclear: &[BaselineStatistic],
        missing: &[PilotPms, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn bars_of_another_kind_are_not_translated() {
    check(&Expected {
        text: include_str!("other_bars.md"),
        terms: Terms {
            weeks: Some(6),
            cycles_must_not_increase: Some(true),
            cycles_tolerance_percent: 10.into(),
            success_at: Some(3),
            iterate_at: Some(2),
            ..Terms::default()
        },
        lists: [2, 0, 0, 0, 0, 0],
        unclear: &[
            PilotPms,
            DriHoursPerWeek,
            CommitDropPercent,
            EnergyAtLeast,
            OutcomeMustMove,
        ],
        missing: &[
            BaselineFeatures,
            BaselineStatistic,
            ReadoutAt,
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
fn a_proposal_like_a_telegram() {
    check(&Expected {
        text: include_str!("telegram.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            energy_at_least: Some(3.into()),
            ..Terms::default()
        },
        lists: [0, 0, 3, 3, 0, 0],
        unclear: &[
            CyclesMustNotIncrease,
            OutcomeMustMove,
            SuccessAt,
            IterateAt,
            ReadoutAt,
            Asks,
        ],
        missing: &[Metrics, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn numbers_of_an_earlier_attempt() {
    check(&Expected {
        text: include_str!("second_attempt.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-06-12T13:30:00"),
            ..Terms::default()
        },
        lists: [4, 0, 0, 0, 0, 0],
        unclear: &[],
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
fn a_matrix_of_ticks() {
    check(&Expected {
        text: include_str!("matrix.md"),
        terms: Terms {
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [0, 5, 3, 2, 0, 0],
        unclear: &[BaselineFeatures, CyclesMustNotIncrease, EnergyAtLeast],
        missing: &[
            Weeks,
            PilotPms,
            DriHoursPerWeek,
            ReadoutAt,
            Asks,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[MetricsWithoutCriterion],
    });
}

#[test]
fn a_one_pager_with_dots_and_arrows() {
    check(&Expected {
        text: include_str!("one_pager.md"),
        terms: Terms {
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [4, 5, 6, 6, 3, 2],
        unclear: &[Weeks, ReadoutAt],
        missing: &[BaselineStatistic, EnergyBaseline, MissingData],
        contradictions: &[DriHoursPerWeek, MetricsWithoutCriterion],
    });
}

#[test]
fn numbered_clauses() {
    check(&Expected {
        text: include_str!("clauses.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-05-08T14:00:00"),
            ..Terms::default()
        },
        lists: [4, 0, 0, 0, 0, 0],
        unclear: &[],
        missing: &[
            DriHoursPerWeek,
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[DriHoursPerWeek],
    });
}

#[test]
fn key_results_with_arrows_and_german_dates() {
    check(&Expected {
        text: include_str!("key_results.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Median),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-05-08T15:00:00"),
            ..Terms::default()
        },
        lists: [0, 0, 3, 3, 0, 0],
        unclear: &[DriHoursPerWeek],
        missing: &[Asks, Metrics, WeekOne, NoGo, EnergyBaseline, MissingData],
        contradictions: &[],
    });
}

#[test]
fn what_a_number_was_is_not_what_it_is() {
    check(&Expected {
        text: include_str!("changes.md"),
        terms: Terms {
            weeks: Some(4),
            pilot_pms: Some(2),
            dri_hours_per_week: Some(2.into()),
            baseline_features: Some(4),
            baseline_statistic: Some(Statistic::Mean),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            ..Terms::default()
        },
        lists: [0, 0, 0, 0, 0, 0],
        unclear: &[ReadoutAt],
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
fn each_of_two_places_is_told() {
    check(&Expected {
        text: include_str!("two_places.md"),
        terms: Terms {
            pilot_pms: Some(2),
            baseline_features: Some(4),
            commit_drop_percent: Some(30.into()),
            cycles_must_not_increase: Some(true),
            energy_at_least: Some(3.into()),
            outcome_must_move: Some(true),
            success_at: Some(4),
            iterate_at: Some(3),
            readout_at: at("2026-04-24T16:00:00"),
            ..Terms::default()
        },
        lists: [4, 0, 0, 0, 0, 0],
        unclear: &[],
        missing: &[
            Weeks,
            DriHoursPerWeek,
            BaselineStatistic,
            Metrics,
            PmZone,
            EngineeringZone,
            WeekOne,
            NoGo,
            EnergyBaseline,
            MissingData,
        ],
        contradictions: &[Weeks, DriHoursPerWeek, BaselineStatistic, Asks],
    });
}

#[test]
fn a_chat_is_shown_and_not_guessed() {
    check(&Expected {
        text: include_str!("chatty.md"),
        terms: Terms {
            pilot_pms: Some(2),
            ..Terms::default()
        },
        lists: [0, 0, 0, 0, 0, 0],
        unclear: &[
            Weeks,
            DriHoursPerWeek,
            CommitDropPercent,
            EnergyAtLeast,
            SuccessAt,
            IterateAt,
        ],
        missing: &[
            BaselineFeatures,
            BaselineStatistic,
            CyclesMustNotIncrease,
            OutcomeMustMove,
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
