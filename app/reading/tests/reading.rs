//! Terms read from prose: the built-in proposal, a real document where it is at hand, and variants
//! whose terms were worked out by hand.

use std::path::Path;

use chrono::NaiveDate;
use domain::decimal::Decimal;
use domain::document::{Body, fill_placeholders, placeholders};
use domain::template;
use domain::terms::{AgreedTerms, Reading, Statistic, TermName, Terms, hours_sum, hours_total};
use reading::read;

fn reading(text: &str) -> Reading {
    read(&Body::new(text).expect("a body within bounds"))
}

/// The numbers of the terms, with the lists as their lengths.
fn figures(terms: &Terms) -> (Terms, [usize; 6]) {
    let lengths = [
        &terms.asks,
        &terms.metrics,
        &terms.pm_zone,
        &terms.engineering_zone,
        &terms.week_one,
        &terms.no_go,
    ];
    let (asks, metrics) = (Vec::new(), Vec::new());
    let (pm_zone, engineering_zone, week_one, no_go) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let numbers = Terms {
        asks,
        metrics,
        pm_zone,
        engineering_zone,
        week_one,
        no_go,
        ..terms.clone()
    };
    (numbers, lengths.map(Vec::len))
}

/// What the user's document and the built-in proposal both state.
fn stated() -> Terms {
    Terms {
        weeks: Some(4),
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
    }
}

fn missing(reading: &Reading) -> Vec<TermName> {
    reading.missing.iter().map(|missing| missing.term).collect()
}

fn contradicted(reading: &Reading) -> Vec<TermName> {
    reading
        .contradictions
        .iter()
        .map(|contradiction| contradiction.term)
        .collect()
}

/// Every sentence given as a source stands in the document, word for word.
fn assert_sources(text: &str, reading: &Reading) {
    let contradictions = reading
        .contradictions
        .iter()
        .flat_map(|found| [&found.sentence_a, &found.sentence_b]);
    for sentence in reading.found.iter().map(|found| &found.sentence).chain(contradictions) {
        assert!(text.contains(sentence.as_str()), "{sentence}");
    }
}

#[test]
fn the_built_in_proposal_states_everything_but_its_two_choices() {
    let body = template::body();
    let reading = read(&body);
    assert_eq!(figures(&reading.terms), (stated(), [4, 5, 6, 6, 4, 4]));
    assert_eq!(contradicted(&reading), []);
    assert_eq!(missing(&reading), [TermName::BaselineStatistic, TermName::ReadoutAt]);
    assert_eq!(
        reading.terms.agreed(),
        Err(vec![TermName::BaselineStatistic, TermName::ReadoutAt])
    );
    assert_eq!(reading.terms.check(), []);
    assert_sources(body.as_str(), &reading);

    let values = [
        ("median or mean", "median"),
        ("YYYY-MM-DD at HH:MM", "2027-01-29 at 15:00"),
    ];
    let filled = read(&fill_placeholders(&body, &values).unwrap());
    let readout_at = NaiveDate::from_ymd_opt(2027, 1, 29)
        .unwrap()
        .and_hms_opt(15, 0, 0)
        .unwrap();
    let agreed = AgreedTerms {
        weeks: 4,
        dri_hours_per_week: 2.into(),
        pilot_pms: 2,
        baseline_features: 4,
        baseline_statistic: Statistic::Median,
        commit_drop_percent: 30.into(),
        cycles_tolerance_percent: 0.into(),
        energy_at_least: 3.into(),
        success_at: 4,
        iterate_at: 3,
        readout_at,
    };
    assert_eq!(missing(&filled), []);
    assert_eq!(filled.terms.agreed(), Ok(agreed.clone()));
    assert_eq!(hours_total(&agreed), 16.into());
    assert_eq!(hours_sum(&agreed), "2 engineers × 2 h × 4 weeks = 16 h");
}

#[test]
fn the_real_document_is_understood_and_its_contradictions_are_found() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/make-the-case.md");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: the real document is not at hand");
        return;
    };
    let body = Body::new(&text).unwrap();
    let reading = read(&body);
    assert_eq!(figures(&reading.terms), (stated(), [4, 5, 6, 6, 4, 4]));
    assert_eq!(
        contradicted(&reading),
        [TermName::DriHoursPerWeek, TermName::MetricsWithoutCriterion]
    );
    let [hours, metrics] = &reading.contradictions[..] else {
        panic!()
    };
    assert!(
        hours.sentence_a.contains("roughly") && hours.sentence_b.contains("per DRI"),
        "{hours:?}"
    );
    assert!(
        hours.explanation.contains("8 h") && hours.explanation.contains("16 h"),
        "{hours:?}"
    );
    assert!(
        metrics.sentence_a.starts_with("Cycle time") && metrics.sentence_b.contains("all four"),
        "{metrics:?}"
    );
    let left_out = [
        TermName::BaselineStatistic,
        TermName::ReadoutAt,
        TermName::EnergyBaseline,
        TermName::MissingData,
    ];
    assert_eq!(missing(&reading), left_out);
    assert_eq!(figures(&read(&template::body()).terms), figures(&reading.terms));
    assert_sources(&text, &reading);
    let gaps: Vec<String> = placeholders(&body).into_iter().map(|gap| gap.text).collect();
    assert_eq!(
        gaps,
        ["CTO / VP Engineering", "Your name, title", "YYYY-MM-DD", "your name"]
    );
}

const REWORDED: &str = "\
# Pilot: shipping by product

## In short

A trial of 6 weeks with a pair of product managers.

## Decisions wanted: what we need from the CTO

* Say yes to the trial
* 3 hours weekly from each DRI
* Sign the boundary

## What counts as success

We call the trial a success if 4 of 4 criteria are met. With 2 of 4 we run a second pilot; 1 or fewer and we roll back.

* Time between idea and first commit falls by 25 per cent or more against the baseline
* Review rounds per pull request are not higher
* Energy scores 4 or better on average
* The feature is live and its main metric went the intended way

## Numbers we report

The baseline is built from the last 5 features. We take the arithmetic mean.

* First commit: days since the idea
* Review rounds
* Energy
* Outcome of the feature

## Where the boundary runs

They may change:

* texts
* flags

They may not touch:

* the schema
* sign-in
* deployment

## First week

* Meet the team
* Ship a word

Not allowed in the first week:

* Surprises
";

#[test]
fn a_reworded_and_reordered_document_reads_the_same_way() {
    let reading = reading(REWORDED);
    let expected = Terms {
        weeks: Some(6),
        pilot_pms: Some(2),
        dri_hours_per_week: Some(3.into()),
        baseline_features: Some(5),
        baseline_statistic: Some(Statistic::Mean),
        commit_drop_percent: Some(25.into()),
        cycles_must_not_increase: Some(true),
        energy_at_least: Some(4.into()),
        outcome_must_move: Some(true),
        success_at: Some(4),
        iterate_at: Some(2),
        ..Terms::default()
    };
    assert_eq!(figures(&reading.terms), (expected, [3, 4, 2, 3, 2, 1]));
    assert_eq!(reading.terms.engineering_zone, ["the schema", "sign-in", "deployment"]);
    assert_eq!(contradicted(&reading), []);
    assert_eq!(
        missing(&reading),
        [TermName::ReadoutAt, TermName::EnergyBaseline, TermName::MissingData]
    );
    assert_sources(REWORDED, &reading);
}

#[test]
fn sections_may_come_in_any_order() {
    let body = template::body();
    let mut sections: Vec<String> = domain::document::sections(&body)
        .into_iter()
        .map(|section| section.text)
        .collect();
    let opening = sections.remove(0);
    sections.reverse();
    let turned = reading(&format!("{opening}\n{}", sections.join("\n\n")));
    assert_eq!(turned.terms, read(&body).terms);
    assert_eq!(contradicted(&turned), []);
}

#[test]
fn digits_words_and_signs_are_the_same_numbers() {
    let document = |weeks: &str, hours: &str, drop: &str, energy: &str, all: &str, some: &str| {
        format!(
            "## Pilot\n\nThe pilot lasts {weeks}. Each DRI gives {hours}.\n\n## Criteria\n\n\
             The pilot is a success if {all}. If {some}, we iterate.\n\n\
             - Days from idea to first commit drop by {drop}.\n- Energy averages {energy}.\n"
        )
    };
    let expected = Terms {
        weeks: Some(12),
        dri_hours_per_week: Some(2.into()),
        commit_drop_percent: Some(25.into()),
        energy_at_least: Some(3.into()),
        success_at: Some(4),
        iterate_at: Some(3),
        ..Terms::default()
    };
    for (weeks, hours, drop, energy, all, some) in [
        (
            "12 weeks",
            "2 hours per week",
            "at least 25%",
            "at least 3",
            "all 4 are met",
            "3 of 4 hold",
        ),
        (
            "twelve weeks",
            "two hours a week",
            "at least twenty-five percent",
            "at least three",
            "all four hold",
            "three of four are met",
        ),
        (
            "a dozen weeks",
            "2 h/week",
            "≥ 25 %",
            "≥ 3",
            "4/4 are met",
            "3/4 are met",
        ),
        (
            "twelve-week stretches of work, 12 weeks in all",
            "2h per week",
            ">= 25 per cent",
            "three or more out of 5",
            "every one of 4 is met",
            "exactly three are met",
        ),
        (
            "12 weeks",
            "two weekly hours",
            "a quarter",
            "no lower than 3",
            "four of the four are met",
            "only 3 are met",
        ),
    ] {
        let text = document(weeks, hours, drop, energy, all, some);
        assert_eq!(figures(&reading(&text).terms).0, expected, "{text}");
    }
}

#[test]
fn terms_are_read_from_a_form() {
    let text = "\
# P\n\n- **Duration:** 4 weeks\n- **DRI time:** 2h/week per DRI\n- **Participants:** two product managers, one per arm\n\
- **Baseline:** median of the 4 last shipped features\n
## Bars\n\nAll of the following must hold for success:\n\n\
- Idea to first commit: 30% fewer days\n- Review cycles: no increase\n- Energy: 3 or higher\n\
- Primary metric: moves as expected\n\n3 of 4: iterate. Fewer: roll back.\n";
    let expected = Terms {
        baseline_statistic: Some(Statistic::Median),
        ..stated()
    };
    assert_eq!(reading(text).terms, expected);

    let text = "\
## Pilot\n\n1. Weeks: 4\n2. PMs: 2\n3. DRI hours per week: 2\n4. Baseline features: 4\n5. Baseline statistic: mean\n\
6. Drop in days from idea to first commit: 30%\n";
    let expected = Terms {
        weeks: Some(4),
        pilot_pms: Some(2),
        dri_hours_per_week: Some(2.into()),
        baseline_features: Some(4),
        baseline_statistic: Some(Statistic::Mean),
        commit_drop_percent: Some(30.into()),
        ..Terms::default()
    };
    assert_eq!(reading(text).terms, expected);
}

#[test]
fn terms_are_read_from_running_text() {
    let text = "\
## Plan\n\nOver the course of four weeks, two of our most experienced PMs will ship. Two DRIs review, two hours per week \
each. We compare with the median of the previous four features.\n
## Success looks like this\n\nSuccess means all four: days from idea to first commit fall by thirty percent or more, review \
cycles don't increase, energy stays at or above 3, and the feature ships and moves its primary metric in the expected \
direction. Three out of four means iterate, and anything less means rolling back.\n";
    let expected = Terms {
        baseline_statistic: Some(Statistic::Median),
        ..stated()
    };
    assert_eq!(reading(text).terms, expected);

    let text = "\
## Trial\n\nIt takes 4 weeks, and the readout follows one week after.\n
## Criteria\n
1. Idea-to-first-commit time at least 30% below baseline\n2. PR review cycles at or below baseline\n\
3. Average PM energy >= 3\n4. Feature shipped; primary metric up as expected\n
We expand if four of four are met, iterate at three of four, and roll back otherwise.\n";
    let expected = Terms {
        pilot_pms: None,
        dri_hours_per_week: None,
        baseline_features: None,
        ..stated()
    };
    assert_eq!(reading(text).terms, expected);
}

#[test]
fn counts_of_what_may_be_missed_are_not_counts_of_what_is_met() {
    for text in [
        "## Criteria\n\nIt is a success even if one of four is missed.",
        "## Criteria\n\nIf one of four fails we iterate.",
        "## Ask\n\n1. A month-long pilot.\n2. 8 hours a month.",
    ] {
        assert_eq!(figures(&reading(text).terms).0, Terms::default(), "{text}");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_not_read() {
    for (text, term) in [
        ("## Pilot\n\nThe pilot lasts four to six weeks.", TermName::Weeks),
        ("## Pilot\n\nThe pilot lasts 4-6 weeks.", TermName::Weeks),
        ("## Pilot\n\nTwo or three PMs take part.", TermName::PilotPms),
        (
            "## Review\n\nEach DRI gives between one and two hours a week.",
            TermName::DriHoursPerWeek,
        ),
        ("## Review\n\nIt takes two hours a week.", TermName::DriHoursPerWeek),
        (
            "## Review\n\nOne senior engineer gives two hours a week.",
            TermName::DriHoursPerWeek,
        ),
        (
            "## Criteria\n\nDays from idea to first commit drop by a third.",
            TermName::CommitDropPercent,
        ),
        (
            "## Criteria\n\nDays from idea to first commit drop by up to 30%.",
            TermName::CommitDropPercent,
        ),
        (
            "## Criteria\n\nDays from idea to first commit drop noticeably.",
            TermName::CommitDropPercent,
        ),
        (
            "## Criteria\n\nReview cycles may increase by one.",
            TermName::CyclesMustNotIncrease,
        ),
        ("## Criteria\n\nEnergy averages at least 3,5.", TermName::EnergyAtLeast),
        (
            "## Criteria\n\nEnergy averages at least 3.125.",
            TermName::EnergyAtLeast,
        ),
        ("## Criteria\n\nEnergy averages above 3.", TermName::EnergyAtLeast),
        (
            "## Criteria\n\nIf one criterion is missed we iterate.",
            TermName::IterateAt,
        ),
        (
            "## Metrics\n\nThe baseline is the median or the mean of four features.",
            TermName::BaselineStatistic,
        ),
        ("## Asks\n\n1. Come to the readout on 2027-01-29.", TermName::ReadoutAt),
        (
            "## Asks\n\n1. Come to the readout on 29 January at 15:00.",
            TermName::ReadoutAt,
        ),
    ] {
        let text = &format!("# A pilot\n\n{text}");
        let reading = reading(text);
        assert!(reading.found.iter().all(|found| found.term != term), "{text}");
        let missing = reading.missing.iter().find(|missing| missing.term == term).unwrap();
        let (sentence, _) = missing.unclear.as_ref().expect("the sentence that is not clear");
        assert!(text.contains(sentence), "{text}: {sentence}");
    }
}

#[test]
fn a_readout_needs_a_date_and_a_time() {
    let at = |text: &str| {
        reading(&format!("## Asks\n\n1. Attend the readout {text}.\n"))
            .terms
            .readout_at
    };
    let expected = NaiveDate::from_ymd_opt(2027, 1, 29).unwrap().and_hms_opt(15, 30, 0);
    for text in [
        "on 2027-01-29 at 15:30",
        "on 2027-01-29T15:30",
        "on 29 January 2027, 15:30",
        "on January 29th, 2027 at 3:30 pm",
        "on Friday the 29th of January 2027 (15:30)",
    ] {
        assert_eq!(at(text), expected, "{text}");
    }
    for text in [
        "on 2027-02-30 at 15:30",
        "on 2027-01-29 at 25:00",
        "in January 2027",
        "at 15:30",
        "soon",
    ] {
        assert_eq!(at(text), None, "{text}");
    }
}

#[test]
fn numbers_that_differ_are_a_contradiction_and_no_value() {
    let text = "\
## Summary\n\nA five-week pilot with two PMs.\n
## Pilot\n\nThe pilot lasts four weeks. Three pilot PMs take part.\n
## Criteria\n\nThe pilot is a success if all four of these hold:\n\n\
1. Days from idea to first commit drop by at least 30%.\n2. Energy averages at least 3.\n\n\
With three of four we iterate. With fewer than two we roll back.\n
## Asks\n\n1. Accept that days from idea to first commit drop by at least 20%.\n";
    let reading = reading(text);
    let mut contradicted = contradicted(&reading);
    contradicted.sort();
    let expected = [
        TermName::Weeks,
        TermName::PilotPms,
        TermName::CommitDropPercent,
        TermName::SuccessAt,
        TermName::IterateAt,
    ];
    assert_eq!(contradicted, expected);
    let expected = Terms {
        energy_at_least: Some(3.into()),
        success_at: Some(4),
        ..Terms::default()
    };
    assert_eq!(figures(&reading.terms).0, expected);
    let weeks = reading
        .contradictions
        .iter()
        .find(|found| found.term == TermName::Weeks)
        .unwrap();
    assert_eq!(weeks.sentence_a, "A five-week pilot with two PMs.");
    assert_eq!(weeks.sentence_b, "The pilot lasts four weeks.");
    assert_eq!(weeks.explanation, "The one says 5 weeks, the other 4 weeks.");
    for term in [
        TermName::Weeks,
        TermName::PilotPms,
        TermName::CommitDropPercent,
        TermName::IterateAt,
    ] {
        assert!(missing(&reading).contains(&term), "{term}");
    }
    assert_sources(text, &reading);
}

#[test]
fn hours_of_one_engineer_and_of_one_per_pm_contradict_each_other() {
    let text = "\
## Overview\n\nFor four weeks it needs a senior engineer for about three hours per week.\n
## Reviewers\n\nEvery pilot PM has a DRI. Three hours per week for each DRI.\n
## Pilot\n\nTwo PMs, four weeks.\n";
    let reading = reading(text);
    assert_eq!(contradicted(&reading), [TermName::DriHoursPerWeek]);
    let explanation = &reading.contradictions[0].explanation;
    // 3 × 4 = 12 and 2 × 3 × 4 = 24.
    assert!(
        explanation.contains("12 h") && explanation.contains("24 h"),
        "{explanation}"
    );
    assert_eq!(reading.terms.dri_hours_per_week, Some(3.into()));
}

#[test]
fn a_partial_document_lists_what_is_missing_and_invents_nothing() {
    for text in [
        "",
        "# Title\n\nSome words.",
        "## Thoughts\n\nWe waited six weeks for three features and two PMs left.\n",
    ] {
        let reading = reading(text);
        assert_eq!(figures(&reading.terms), (Terms::default(), [0; 6]), "{text}");
        // All eighteen terms and the two rules about numbers.
        assert_eq!(missing(&reading).len(), 20, "{:?}", missing(&reading));
    }
}

#[test]
fn background_and_risks_state_no_terms() {
    let text = "\
## Why now\n\nThe last pilot took nine weeks, and five PMs asked. Days from idea to first commit dropped by 70%.\n
## Risks\n\nThe pilot could take seven weeks. Each DRI may need six hours a week.\n
### Review\n\nEach DRI may need five hours a week.\n";
    let reading = reading(text);
    assert_eq!(figures(&reading.terms), (Terms::default(), [0; 6]));
    assert_eq!(contradicted(&reading), []);
}

#[test]
fn terms_are_read_from_tables() {
    let text = "\
## Criteria\n
| Criterion | Bar |\n|---|---|\n\
| Days from idea to first commit | at least 40% lower |\n\
| Review cycles per PR | no increase |\n\
| Energy | at least 4 |\n\
| Primary metric | moves in the expected direction |\n
## Pilot\n
| What | How much |\n|---|---|\n| Duration | 8 weeks |\n| Review | 1 hour a week for each DRI |\n";
    let expected = Terms {
        weeks: Some(8),
        dri_hours_per_week: Some(1.into()),
        commit_drop_percent: Some(40.into()),
        cycles_must_not_increase: Some(true),
        energy_at_least: Some(4.into()),
        outcome_must_move: Some(true),
        ..Terms::default()
    };
    assert_eq!(reading(text).terms, expected);
}

#[test]
fn a_metric_said_to_be_only_reported_needs_no_criterion() {
    let document = |note: &str| {
        format!(
            "## Metrics\n\n1. Days from idea to first commit\n2. Cycle time{note}\n\n\
             ## Criteria\n\n1. Days from idea to first commit drop by at least 30%.\n"
        )
    };
    let flagged = reading(&document(""));
    assert_eq!(contradicted(&flagged), [TermName::MetricsWithoutCriterion]);
    assert_eq!(flagged.contradictions[0].sentence_a, "Cycle time");
    assert_eq!(contradicted(&reading(&document(" (for information)"))), []);
    let unmeasured = "## Metrics\n\n1. Cycle time, reported only\n\n## Criteria\n\n1. Energy averages at least 3.\n";
    assert_eq!(
        reading(unmeasured).contradictions[0].sentence_a,
        "Energy averages at least 3."
    );
}

#[test]
fn both_sides_of_the_zone_are_read_from_sentences_too() {
    let text = "## Zone\n\nThe zone covers copy, flags (their own, not others'), and prompts.\n\n\
                Engineering keeps schemas, sign-in and releases.\n";
    let terms = reading(text).terms;
    assert_eq!(terms.pm_zone, ["copy", "flags (their own, not others')", "prompts"]);
    assert_eq!(terms.engineering_zone, ["schemas", "sign-in", "releases"]);
    // A bold label and a sentence that says it once more.
    let text = "## The zone\n\n- **PM zone.** Copy, flags, and prompts.\n- **Engineering zone (as ever).** Schemas, sign-in, and code that guards data all remain with engineering.\n";
    let terms = read(&Body::new(text).expect("short")).terms;
    assert_eq!(terms.engineering_zone, ["Schemas", "sign-in", "code that guards data"]);
}

#[test]
fn values_out_of_bounds_are_told_with_their_field() {
    let terms = Terms {
        weeks: Some(27),
        pilot_pms: Some(1),
        energy_at_least: Some(6.into()),
        success_at: Some(3),
        iterate_at: Some(3),
        pm_zone: vec!["Copy".into()],
        engineering_zone: vec!["copy".into()],
        ..Terms::default()
    };
    let problems = terms.check();
    let terms: Vec<TermName> = problems.iter().map(|problem| problem.term).collect();
    let expected = [
        TermName::Weeks,
        TermName::PilotPms,
        TermName::EnergyAtLeast,
        TermName::IterateAt,
        TermName::EngineeringZone,
    ];
    assert_eq!(terms, expected);
    assert_eq!(
        problems[0].sentence,
        "The number of weeks must be from 1 to 26, and is 27."
    );
    assert_eq!(
        problems[1].sentence,
        "The number of pilot PMs, at least one in each arm, must be from 2 to 20, and is 1."
    );
    assert_eq!(Terms::default().check(), []);
}

/// Terms as they were stored before zone version and definitions became terms.
const OLD_TERMS: &str = r#"{"weeks":4,"pilot_pms":2,"dri_hours_per_week":2,"baseline_features":4,"baseline_statistic":"median","commit_drop_percent":30,"cycles_must_not_increase":true,"energy_at_least":3,"outcome_must_move":true,"success_at":4,"iterate_at":3,"readout_at":"2026-04-24T15:00:00","asks":["Approve"],"metrics":[],"pm_zone":["Copy"],"engineering_zone":[],"week_one":[],"no_go":[]}"#;

#[test]
fn terms_of_old_revisions_keep_their_digest() {
    let old: Terms = serde_json::from_str(OLD_TERMS).unwrap();
    assert_eq!(old.canonical_json(), OLD_TERMS);
    // printf of the two lengths and texts through sha256sum.
    let body = Body::new("# P\n").unwrap();
    let digest = domain::proposal::digest(&body, &old);
    assert_eq!(
        digest.as_str(),
        "b6ff36cf4e83a186086b733bce4738d1ef58809019e4907aab68bc1052f568ff"
    );
    assert_eq!(
        old.digest().as_str(),
        "8859fa27cb3634b7957697fa5f9526b63888fbcb15e15c07aa4294b39af4a865"
    );
    let named = Terms {
        zone_version: Some(2),
        metric_definitions: Some(domain::terms::Definitions {
            edition: 1,
            hash: "0123456789ab".into(),
        }),
        ..old.clone()
    };
    assert_ne!(domain::proposal::digest(&body, &named), digest);
    assert_eq!(
        old.differences(&named),
        [TermName::ZoneVersion, TermName::MetricDefinitions]
    );
    assert!(
        named
            .canonical_json()
            .ends_with(r#","no_go":[],"zone_version":2,"metric_definitions":{"edition":1,"hash":"0123456789ab"}}"#)
    );
}

/// Terms of a start, of a readout and of the pages between, as they were frozen when every number was whole.
const OLD_AGREED: &str = r#"{"weeks":4,"dri_hours_per_week":2,"pilot_pms":2,"baseline_features":4,"baseline_statistic":"median","commit_drop_percent":30,"energy_at_least":3,"success_at":4,"iterate_at":3,"readout_at":"2026-04-24T15:00:00"}"#;

#[test]
fn what_was_frozen_before_numbers_had_decimals_reads_and_writes_the_same() {
    let old: AgreedTerms = serde_json::from_str(OLD_AGREED).unwrap();
    assert_eq!(serde_json::to_string(&old).unwrap(), OLD_AGREED);
    let terms: Terms = serde_json::from_str(OLD_TERMS).unwrap();
    assert_eq!(terms.agreed(), Ok(old));
}

#[test]
fn decimals_and_a_tolerance_stand_in_the_json_as_they_are_written() {
    let old: Terms = serde_json::from_str(OLD_TERMS).unwrap();
    let terms = Terms {
        dri_hours_per_week: Some(Decimal::hundredths(75)),
        commit_drop_percent: Some(Decimal::hundredths(1_250)),
        energy_at_least: Some(Decimal::hundredths(320)),
        cycles_tolerance_percent: 15.into(),
        ..old.clone()
    };
    let json = OLD_TERMS
        .replace(r#""dri_hours_per_week":2"#, r#""dri_hours_per_week":0.75"#)
        .replace(r#""commit_drop_percent":30"#, r#""commit_drop_percent":12.5"#)
        .replace(r#""energy_at_least":3"#, r#""energy_at_least":3.2"#)
        .replace(r#""no_go":[]"#, r#""no_go":[],"cycles_tolerance_percent":15"#);
    assert_eq!(terms.canonical_json(), json);
    assert_eq!(serde_json::from_str::<Terms>(&json).unwrap(), terms);
    assert_eq!(
        old.differences(&terms),
        [
            TermName::DriHoursPerWeek,
            TermName::CommitDropPercent,
            TermName::CyclesMustNotIncrease,
            TermName::EnergyAtLeast
        ]
    );
    let agreed = terms.agreed().unwrap();
    // Two engineers, three quarters of an hour a week, four weeks.
    assert_eq!(hours_sum(&agreed), "2 engineers × 0.75 h × 4 weeks = 6 h");
    let json = serde_json::to_string(&agreed).unwrap();
    assert!(
        json.contains(r#""commit_drop_percent":12.5,"cycles_tolerance_percent":15,"energy_at_least":3.2"#),
        "{json}"
    );
    assert_eq!(serde_json::from_str::<AgreedTerms>(&json).unwrap(), agreed);
}

#[test]
fn decimals_are_read_from_the_prose_and_compared_with_the_terms() {
    let text = "## Pilot\n\nThe pilot lasts four weeks. Two PMs take part, one per arm.\n\n\
                ## Reviewers\n\nEach DRI gives 0.75 hours a week. Both engineers give 6 hours in total.\n\n\
                ## Criteria\n\n- Days from idea to first commit drop by at least 12.5 %.\n\
                - Review cycles increase by at most 15 %.\n- Energy averages at least 3.2 of 5.\n";
    let reading = reading(text);
    let terms = &reading.terms;
    assert_eq!(
        terms.shown(TermName::DriHoursPerWeek).as_deref(),
        Some("0.75 h a week for each DRI")
    );
    assert_eq!(
        terms.shown(TermName::CommitDropPercent).as_deref(),
        Some("at least 12.5 %")
    );
    assert_eq!(
        terms.shown(TermName::CyclesMustNotIncrease).as_deref(),
        Some("at most 15 % more")
    );
    assert_eq!(
        terms.shown(TermName::EnergyAtLeast).as_deref(),
        Some("at least 3.2 of 5")
    );
    assert_eq!(reading.contradictions, [], "2 × 0.75 × 4 is 6");
    // Where the terms say otherwise, the text is quoted as it is and nothing is rounded.
    let other = Terms {
        dri_hours_per_week: Some(1.into()),
        commit_drop_percent: Some(12.into()),
        cycles_tolerance_percent: 0.into(),
        energy_at_least: Some(3.into()),
        ..terms.clone()
    };
    let said: Vec<_> = reading
        .differing(&other)
        .into_iter()
        .filter_map(|d| d.text.zip(d.terms))
        .collect();
    let expected = [
        ("0.75 h a week for each DRI", "1 h a week for each DRI"),
        ("at least 12.5 %", "at least 12 %"),
        ("at most 15 % more", "required"),
        ("at least 3.2 of 5", "at least 3 of 5"),
    ];
    assert_eq!(said, expected.map(|(text, terms)| (text.to_owned(), terms.to_owned())));
}
