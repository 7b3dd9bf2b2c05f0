use proptest::prelude::*;

use super::*;
use crate::terms::Statistic;

const BERLIN: Tz = chrono_tz::Europe::Berlin;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

#[test]
fn working_days_leave_out_weekends() {
    for (from, n, expected) in [
        ("2026-03-02", 2, "2026-03-04"), // Monday to Wednesday
        ("2026-03-05", 2, "2026-03-09"), // Thursday to Monday
        ("2026-03-06", 1, "2026-03-09"), // Friday to Monday
        ("2026-03-07", 2, "2026-03-10"), // Saturday to Tuesday
        ("2026-03-08", 1, "2026-03-09"), // Sunday to Monday
        ("2026-03-04", 5, "2026-03-11"), // a week later
        ("2026-03-04", 0, "2026-03-04"),
    ] {
        assert_eq!(working_days_after(day(from), n), day(expected), "{from} + {n}");
    }
}

#[test]
fn reminders_come_after_two_working_days_and_then_every_two() {
    // Sent on Thursday 26 March at 16:00 in Berlin; the clocks change on the 29th.
    let sent = at("2026-03-26T15:00:00Z");
    let reminded = |until: &str| reminders(sent, at(until), BERLIN);
    assert!(reminded("2026-03-30T13:59:59Z").is_empty());
    assert_eq!(reminded("2026-03-30T14:00:00Z"), [at("2026-03-30T14:00:00Z")]);
    assert_eq!(
        reminded("2026-04-05T00:00:00Z"),
        [
            at("2026-03-30T14:00:00Z"),
            at("2026-04-01T14:00:00Z"),
            at("2026-04-03T14:00:00Z")
        ]
    );
    assert!(reminders(sent, sent, BERLIN).is_empty());
}

#[test]
fn a_decision_is_due_after_five_working_days_at_the_end_of_work() {
    assert_eq!(decision_due(day("2026-03-03")), day("2026-03-10"));
    assert_eq!(decision_due(day("2026-03-07")), day("2026-03-13"));
    assert_eq!(end_of_work(day("2026-03-10"), BERLIN), at("2026-03-10T16:00:00Z"));
    assert_eq!(end_of_work(day("2026-04-10"), BERLIN), at("2026-04-10T15:00:00Z"));
}

#[test]
fn a_condition_is_due_before_the_latest_start() {
    let terms = AgreedTerms {
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
        readout_at: "2026-04-24T15:00:00".parse().expect("a time"),
    };
    // Four weeks before Friday 24 April is Friday 27 March; the day before it is a Thursday.
    assert_eq!(condition_due(&terms, day("2026-03-02")), day("2026-03-26"));
    assert_eq!(condition_due(&terms, day("2026-03-26")), day("2026-03-26"));
    assert_eq!(condition_due(&terms, day("2026-03-27")), day("2026-03-30"));
    let on_monday = AgreedTerms {
        readout_at: "2026-04-20T15:00:00".parse().expect("a time"),
        ..terms
    };
    // Sunday 22 March goes back to Friday.
    assert_eq!(condition_due(&on_monday, day("2026-03-02")), day("2026-03-20"));
}

#[test]
fn an_absence_is_whole_days_of_the_zone() {
    let now = at("2026-03-03T12:00:00Z");
    let absence = Absence::of_days(day("2026-03-28"), day("2026-03-29"), BERLIN, now).expect("days to come");
    assert_eq!(absence.starts_at, at("2026-03-27T23:00:00Z"));
    assert_eq!(absence.ends_at, at("2026-03-29T22:00:00Z"));
    for (instant, covered) in [
        ("2026-03-27T22:59:59Z", false),
        ("2026-03-27T23:00:00Z", true),
        ("2026-03-29T21:59:59Z", true),
        ("2026-03-29T22:00:00Z", false),
    ] {
        assert_eq!(absence.covers(at(instant)), covered, "{instant}");
    }
    for (first, last, problem) in [
        ("2026-03-05", "2026-03-04", AbsenceProblem::Backwards),
        ("2026-03-01", "2026-03-02", AbsenceProblem::Past),
        ("2026-03-03", "2026-06-03", AbsenceProblem::Long),
    ] {
        assert_eq!(Absence::of_days(day(first), day(last), BERLIN, now), Err(problem));
    }
    assert!(Absence::of_days(day("2026-03-03"), day("2026-03-03"), BERLIN, now).is_ok());
    assert!(Absence::of_days(day("2026-03-03"), day("2026-06-02"), BERLIN, now).is_ok());
}

#[test]
fn absences_that_touch_do_not_overlap() {
    let now = at("2026-03-01T12:00:00Z");
    let days = |first, last| Absence::of_days(day(first), day(last), BERLIN, now).expect("days to come");
    let one = days("2026-03-03", "2026-03-05");
    assert!(!one.overlaps(&days("2026-03-06", "2026-03-07")));
    assert!(one.overlaps(&days("2026-03-05", "2026-03-07")));
    assert!(days("2026-03-01", "2026-03-09").overlaps(&one));
}

proptest! {
    #[test]
    fn reminders_fall_on_working_days_two_apart(sent in 1_700_000_000_i64..1_900_000_000, days in 0_i64..60) {
        let sent = DateTime::from_timestamp(sent, 0).expect("in range");
        let until = sent + TimeDelta::days(days);
        let reminded = reminders(sent, until, BERLIN);
        let mut before = local_date(sent, BERLIN);
        for at in &reminded {
            let day = local_date(*at, BERLIN);
            prop_assert!(is_working_day(day));
            prop_assert!(*at <= until);
            prop_assert_eq!(day, working_days_after(before, 2));
            before = day;
        }
        // Ten days hold at least six working days, and so three reminders.
        if days >= 10 {
            prop_assert!(reminded.len() >= 3);
        }
    }
}

#[test]
fn times_that_only_touch_share_no_instant() {
    let absence = |first: &str, last: &str| {
        Absence::of_days(day(first), day(last), BERLIN, at("2026-03-01T00:00:00Z")).expect("a time to come")
    };
    let week = absence("2026-03-09", "2026-03-13");
    for (first, last, overlaps) in [
        ("2026-03-02", "2026-03-08", false),
        ("2026-03-14", "2026-03-15", false),
        ("2026-03-02", "2026-03-09", true),
        ("2026-03-13", "2026-03-15", true),
        ("2026-03-10", "2026-03-10", true),
        ("2026-03-02", "2026-03-20", true),
    ] {
        let other = absence(first, last);
        assert_eq!(week.overlaps(&other), overlaps, "{first} to {last}");
        assert_eq!(other.overlaps(&week), overlaps, "{first} to {last}");
    }
    // Midnight in Berlin is the first instant, and the last day ends with the one after it.
    assert!(week.covers(at("2026-03-08T23:00:00Z")));
    assert!(!week.covers(at("2026-03-08T22:59:59Z")));
    assert!(week.covers(at("2026-03-13T22:59:59Z")));
    assert!(!week.covers(at("2026-03-13T23:00:00Z")));
}
