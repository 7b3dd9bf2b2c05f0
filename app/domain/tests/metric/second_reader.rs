//! When each criterion is final, and until when its bar can be met, worked out a second time from `metrics.md` alone: in
//! New York, where the clocks go forward on 8 March 2026, with an idea that has a time of day.
//!
//! The pilot starts on Monday, 2 March 2026. A day of March begins in New York at 05:00 UTC until the 8th and at 04:00 from
//! the 9th on, so its weeks close on the 9th, 16th, 23rd and 30th at 04:00 UTC. The bar of criterion 1 is 7.7 days, that of
//! criterion 2 is 1.8; the read date is 28 March, which is over on the 29th at 04:00 UTC.

use chrono::{DateTime, Utc};
use domain::calendar::{Moment, survey_week};
use domain::criterion::State::{self, Met, MetSoFar, NotKnown, NotMet, NotMetSoFar};
use domain::programme::{Programme, chances, lost, scorecard};
use domain::pull_request::{FactKind, PullRequest};

use crate::build::*;

const NEW_YORK: chrono_tz::Tz = chrono_tz::America::New_York;

fn in_new_york() -> Programme {
    let mut programme = programme();
    programme.zone = NEW_YORK;
    programme.survey_weeks = (1..=4)
        .map(|number| survey_week(at("03-02 09:00"), NEW_YORK, number, None))
        .collect();
    programme
}

/// To the second.
fn exactly(text: &str) -> DateTime<Utc> {
    format!("2026-{}Z", text.replace(' ', "T")).parse().expect("a time")
}

fn state(programme: &Programme, number: usize, now: DateTime<Utc>) -> State {
    scorecard(programme, now).criteria[number - 1].state
}

#[test]
fn criterion_1_by_a_day() {
    // The idea is of 2 March: day 7 is the 9th, day 8 begins on the 10th at 04:00 UTC.
    let mut programme = in_new_york();
    for (now, expected) in [
        ("03-10 03:59:59", NotKnown),
        ("03-10 04:00:00", NotMet),
        ("03-28 12:00:00", NotMet),
    ] {
        assert_eq!(state(&programme, 1, exactly(now)), expected, "{now}");
    }
    // Received in its last minute it is day 7; a minute later day 8. Either is final when it is received.
    new_model(&mut programme).first_received = received("03-10 03:59");
    assert_eq!(state(&programme, 1, at("03-10 03:59")), Met);
    new_model(&mut programme).first_received = received("03-10 04:00");
    assert_eq!(state(&programme, 1, at("03-10 04:00")), NotMet);
}

#[test]
fn criterion_1_by_an_instant() {
    // 2 March 14:30 UTC and 7.7 days, which are 7 days 16 hours 48 minutes: 10 March 07:18 UTC, whatever clocks do.
    let mut programme = in_new_york();
    new_model(&mut programme).idea = Some(Moment::Instant(at("03-02 14:30")));
    for (now, expected) in [("03-10 07:18:00", NotKnown), ("03-10 07:18:01", NotMet)] {
        assert_eq!(state(&programme, 1, exactly(now)), expected, "{now}");
    }
    for (commit, expected) in [("03-10 07:18", Met), ("03-10 07:19", NotMet)] {
        new_model(&mut programme).first_received = received(commit);
        assert_eq!(state(&programme, 1, at(commit)), expected, "{commit}");
        assert_eq!(state(&programme, 1, at("03-30 12:00")), expected, "{commit}, later");
    }
}

/// Opened at a time with these facts after it.
fn one(number: i32, opened_at: &str, then: &[(&str, FactKind)]) -> PullRequest {
    let mut facts = vec![(opened_at, opened())];
    facts.extend(then.iter().map(|(time, kind)| (*time, kind.clone())));
    pull_request(number, &facts)
}

#[test]
fn criterion_2_by_the_day_it_ships() {
    // Shipped on the 10th, which is over on the 11th at 04:00 UTC: until then another can be opened that counts.
    let mut programme = in_new_york();
    let feature = new_model(&mut programme);
    feature.shipped = shipped("03-10");
    feature.pull_requests = vec![merged_with(1, "03-05", 1)];
    assert_eq!(state(&programme, 2, exactly("03-11 03:59:59")), MetSoFar);
    assert_eq!(state(&programme, 2, exactly("03-11 04:00:00")), Met);
    // Opened at 23:30 of that day it is the feature's: 4 cycles of 2 are above the bar. At midnight it is a follow-up.
    let late = |opened_at| {
        let cycles = [
            ("03-12 08:00", approval()),
            ("03-12 09:00", push("b")),
            ("03-12 10:00", approval()),
            ("03-12 11:00", push("c")),
            ("03-12 12:00", approval()),
            ("03-12 13:00", FactKind::Merged),
        ];
        one(2, opened_at, &cycles)
    };
    for (opened_at, expected) in [("03-11 03:30", NotMet), ("03-11 04:00", Met)] {
        let mut programme = programme.clone();
        new_model(&mut programme).pull_requests.push(late(opened_at));
        assert_eq!(state(&programme, 2, at("03-13 12:00")), expected, "{opened_at}");
    }
}

#[test]
fn criterion_2_by_the_read_date() {
    let closed = [("03-09 12:00", approval()), ("03-09 13:00", FactKind::Closed)];
    let mut programme = in_new_york();
    let feature = new_model(&mut programme);
    feature.shipped = shipped("03-10");
    feature.pull_requests = vec![merged_with(1, "03-05", 1), one(2, "03-09 10:00", &closed)];
    // It can reopen and be merged with any number of cycles until the 28th is over.
    assert_eq!(state(&programme, 2, exactly("03-29 03:59:59")), MetSoFar);
    assert_eq!(state(&programme, 2, exactly("03-29 04:00:00")), Met);
    // Merged at 23:59 of the read date it counts, (1 + 3) / 2; at midnight it does not.
    for (merged_at, expected) in [("03-29 03:59", NotMet), ("03-29 04:00", Met)] {
        let three = [
            ("03-09 12:00", approval()),
            ("03-09 13:00", push("b")),
            ("03-09 14:00", approval()),
            ("03-09 15:00", push("c")),
            ("03-09 16:00", approval()),
            (merged_at, FactKind::Merged),
        ];
        let mut programme = programme.clone();
        new_model(&mut programme).pull_requests[1] = one(2, "03-09 10:00", &three);
        assert_eq!(state(&programme, 2, at("03-30 12:00")), expected, "{merged_at}");
    }
    // Four more of one cycle each would give (8 + 4) / 8 = 1.5; shipped, none can be opened, and nothing brings 2.0 down.
    let two = (1..=4).map(|number| merged_with(number, "03-05", 2)).collect();
    new_model(&mut programme).pull_requests = two;
    assert_eq!(state(&programme, 2, at("03-11 12:00")), NotMet);
    new_model(&mut programme).shipped = None;
    assert_eq!(state(&programme, 2, at("03-11 12:00")), NotMetSoFar);
    assert_eq!(state(&programme, 2, exactly("03-29 04:00:00")), NotMet);
    // Three open ones with a cycle each: (8 + 1 + 1 + 1) / 7 = 1.57. One alone: (8 + 1) / 5 = 1.8, exactly the bar.
    let open = |number| one(number, "03-09 10:00", &[]);
    let feature = new_model(&mut programme);
    feature.shipped = shipped("03-10");
    feature.pull_requests.push(open(5));
    assert_eq!(state(&programme, 2, at("03-11 12:00")), NotMetSoFar);
    // With two cycles already it can only give (8 + 2) / 5 = 2.
    let twice = [
        ("03-09 12:00", approval()),
        ("03-09 13:00", push("b")),
        ("03-09 14:00", approval()),
    ];
    new_model(&mut programme).pull_requests[4] = one(5, "03-09 10:00", &twice);
    assert_eq!(state(&programme, 2, at("03-11 12:00")), NotMet);
}

#[test]
fn criterion_3_by_the_weeks_that_have_closed() {
    // A closed week is fixed, an open one anything from 1 to 5; the bar is a mean of 3, a sum of 12 in four weeks.
    for (scores, now, expected) in [
        // 5, and 1 three times: 8. 5, and 5 three times: 20.
        (&[Some(5), Some(5)][..], "03-16 03:59:59", MetSoFar),
        // 10 and 1 twice: exactly 12.
        (&[Some(5), Some(5)], "03-16 04:00:00", Met),
        // 9 and 1 twice: 11.
        (&[Some(5), Some(4)], "03-16 04:00:00", MetSoFar),
        (&[Some(5), Some(4), Some(1)], "03-23 03:59:59", MetSoFar),
        // 10 and 1: 11; 10 and 5: 15. The mean of the three is 3.33.
        (&[Some(5), Some(4), Some(1)], "03-23 04:00:00", MetSoFar),
        // 11 and 1: exactly 12.
        (&[Some(5), Some(4), Some(2)], "03-23 04:00:00", Met),
        // 2 and 5 twice: exactly 12.
        (&[Some(1), Some(1)], "03-16 04:00:00", NotMetSoFar),
        // 6 and 5: 11.
        (&[Some(2), Some(2), Some(2)], "03-23 04:00:00", NotMet),
        (&[Some(2), Some(2), Some(2)], "03-23 03:59:59", NotMetSoFar),
        // Week 2 has none: 7 and 1 to 5, so 8 to 12 with all weeks closed.
        (&[Some(3), None, Some(2), Some(2)], "03-30 04:00:00", NotKnown),
        // 6 and 1 to 5: at most 11.
        (&[Some(2), None, Some(2), Some(2)], "03-30 04:00:00", NotMet),
        // 11 and 1: at least 12.
        (&[Some(4), None, Some(4), Some(3)], "03-30 04:00:00", Met),
    ] {
        let mut programme = in_new_york();
        programme.ended_at = Some(at("03-30 04:00"));
        programme.answers = answers(scores);
        assert_eq!(state(&programme, 3, exactly(now)), expected, "{scores:?} at {now}");
    }
}

#[test]
fn criterion_4_by_the_read_date() {
    let mut programme = in_new_york();
    assert_eq!(state(&programme, 4, exactly("03-29 03:59:59")), NotMetSoFar);
    assert_eq!(state(&programme, 4, exactly("03-29 04:00:00")), NotMet);
    let feature = new_model(&mut programme);
    feature.shipped = shipped("03-20");
    // Before: (40 + 42) / 2 = 41. After, with the shipping day: 41, no move; with 43 on the read date 42.
    feature.points = vec![point("03-10", 40.0), point("03-19", 42.0), point("03-20", 41.0)];
    assert_eq!(state(&programme, 4, at("03-21 12:00")), NotMetSoFar);
    new_model(&mut programme).points.push(point("03-28", 43.0));
    assert_eq!(state(&programme, 4, exactly("03-29 03:59:59")), MetSoFar);
    assert_eq!(state(&programme, 4, exactly("03-29 04:00:00")), Met);
    // A value of the day after changes nothing; 41 instead of 43 is no move.
    new_model(&mut programme).points.push(point("03-29", 10.0));
    assert_eq!(state(&programme, 4, at("03-30 12:00")), Met);
    new_model(&mut programme).points[3].value = 41.0;
    assert_eq!(state(&programme, 4, at("03-30 12:00")), NotMet);
    // Shipped, and no value after.
    new_model(&mut programme).points.truncate(2);
    assert_eq!(state(&programme, 4, at("03-30 12:00")), NotKnown);
    // Shipped the day after the read date is not shipped.
    new_model(&mut programme).shipped = shipped("03-29");
    assert_eq!(state(&programme, 4, at("03-30 12:00")), NotMet);
}

/// Until which day each bar can be met by a pilot that starts then, and what is lost.
#[test]
fn chances_of_a_later_start() {
    let not_started = || {
        let mut programme = in_new_york();
        programme.started_at = None;
        programme.survey_weeks.clear();
        programme
    };
    for (now, expected_lost) in [
        ("03-10 03:59:59", &[][..]),
        ("03-10 04:00:00", &[1]),
        ("03-29 03:59:59", &[1]),
        ("03-29 04:00:00", &[1, 2, 4]),
    ] {
        let found = chances(&not_started(), None, exactly(now));
        assert_eq!(lost(&found), expected_lost, "{now}");
    }
    // From Monday the 9th, four weeks end with Sunday, 5 April.
    let until: Vec<_> = chances(&not_started(), None, at("03-09 15:00"))
        .into_iter()
        .map(|chance| chance.until)
        .collect();
    assert_eq!(
        until,
        [
            Some(day("03-09")),
            Some(day("03-28")),
            Some(day("04-05")),
            Some(day("03-28"))
        ]
    );
    // Shipped, and the read date is over without a value after: what is there for it can still be entered.
    let mut shipped_before = not_started();
    new_model(&mut shipped_before).shipped = shipped("03-20");
    let found = chances(&shipped_before, None, at("03-30 12:00"));
    assert_eq!(lost(&found), [1, 2]);
    assert_eq!(
        found[3].sentence,
        "The feature has shipped; whether its primary metric moved as expected by Sat 28 Mar 2026, the read date, is not \
         known before its values are entered."
    );
}
