//! Whether each criterion can still be met when a pilot starts, and until which day.

use chrono::{NaiveTime, Weekday};
use domain::calendar::{Moment, Window};
use domain::metric::BaselinePr;
use domain::programme::{Chance, Programme, chances, lost};

use crate::build::*;

/// Nothing of a pilot has happened: the idea is of 8 January, the bar 7.7 days, the read date 28 March.
fn before(idea: Moment) -> Programme {
    let mut programme = programme();
    programme.started_at = None;
    programme.survey_weeks.clear();
    new_model(&mut programme).idea = Some(idea);
    programme
}

fn of(programme: &Programme, number: usize, now: &str) -> Chance {
    chances(programme, None, at(now)).swap_remove(number - 1)
}

#[test]
fn the_last_day_of_the_first_commit_follows_from_idea_and_bar() {
    let by_day = Moment::Date(day("01-08"));
    let by_time = Moment::Instant(at("01-08 10:00"));
    // 7.7 days are 7 whole ones where the idea is known to the day, and 7 days, 16 hours and 48 minutes else.
    for (idea, now, until, is_lost, sentence) in [
        (
            by_day,
            "01-12 09:00",
            "01-15",
            false,
            "The first commit has to come by Thu 15 Jan 2026 to meet the bar of 7.7 days, 3 days from now.",
        ),
        (
            by_day,
            "01-14 09:00",
            "01-15",
            false,
            "The first commit has to come by Thu 15 Jan 2026 to meet the bar of 7.7 days, which is tomorrow.",
        ),
        // 23:30 in Berlin is still that day.
        (
            by_day,
            "01-15 22:30",
            "01-15",
            false,
            "The first commit has to come by Thu 15 Jan 2026 to meet the bar of 7.7 days, which is today.",
        ),
        (
            by_day,
            "01-15 23:30",
            "01-15",
            true,
            "The first commit had to come by Thu 15 Jan 2026 to meet the bar of 7.7 days; that passed yesterday.",
        ),
        (
            by_day,
            "01-25 09:00",
            "01-15",
            true,
            "The first commit had to come by Thu 15 Jan 2026 to meet the bar of 7.7 days; that passed 10 days ago.",
        ),
        (
            by_time,
            "01-16 02:48",
            "01-16",
            false,
            "The first commit has to come by 16 Jan 2026, 03:48 CET to meet the bar of 7.7 days, which is today.",
        ),
        (
            by_time,
            "01-16 02:49",
            "01-16",
            true,
            "The first commit had to come by 16 Jan 2026, 03:48 CET to meet the bar of 7.7 days; that passed earlier today.",
        ),
    ] {
        let chance = of(&before(idea), 1, now);
        assert_eq!(chance.sentence, sentence, "{now}");
        assert_eq!(
            (chance.number, chance.is_lost, chance.until),
            (1, is_lost, Some(day(until))),
            "{now}"
        );
    }
}

#[test]
fn a_bar_beyond_the_last_week_ends_with_it() {
    let mut programme = before(Moment::Date(day("01-08")));
    // A median of 60 and 30% less are 42 days after 8 January: 19 February. One week from 12 January ends on the 18th.
    programme.baseline = (1..=4).map(|id| baseline(id, 60, &[Some(1)])).collect();
    programme.terms.weeks = 1;
    let chance = of(&programme, 1, "01-12 09:00");
    assert_eq!((chance.is_lost, chance.until), (false, Some(day("01-18"))));
    assert_eq!(
        chance.sentence,
        "The first commit has to come by Sun 18 Jan 2026, the last day of a pilot that starts today. The bar is 42.0 days."
    );
}

#[test]
fn a_commit_before_the_start_counts() {
    let mut programme = before(Moment::Date(day("01-08")));
    new_model(&mut programme).first_received = received("01-14 10:00");
    let chance = of(&programme, 1, "01-25 09:00");
    assert_eq!(
        chance.sentence,
        "The first commit is there already, after 6.0 days. The bar is 7.7 days."
    );
    assert_eq!((chance.is_lost, chance.until), (false, None));
    new_model(&mut programme).first_received = received("01-17 10:00");
    let chance = of(&programme, 1, "01-25 09:00");
    assert_eq!(
        chance.sentence,
        "The first commit is there already, after 9.0 days. The bar is 7.7 days."
    );
    assert!(chance.is_lost);
    // One that was received in time and belongs to nothing yet can still turn out to be it.
    new_model(&mut programme).first_received = None;
    programme.unlinked_since = Some(at("01-14 10:00"));
    let chance = of(&programme, 1, "01-25 09:00");
    assert_eq!((chance.is_lost, chance.until), (false, None));
    assert_eq!(
        chance.sentence,
        "The first commit had to come by Thu 15 Jan 2026 to meet the bar of 7.7 days. A commit was received in time that \
         belongs to no pull request yet; only that can still be it."
    );
}

#[test]
fn on_the_last_day_of_the_pilot_the_hour_is_said() {
    // 7.7 days after 10 January, 11:00 in Berlin, are 18 January, 03:48: the last day of one week from the 12th.
    let mut programme = before(Moment::Instant(at("01-10 10:00")));
    programme.terms.weeks = 1;
    let chance = of(&programme, 1, "01-12 09:00");
    assert_eq!((chance.is_lost, chance.until), (false, Some(day("01-18"))));
    assert_eq!(
        chance.sentence,
        "The first commit has to come by 18 Jan 2026, 03:48 CET to meet the bar of 7.7 days, 6 days from now."
    );
}

#[test]
fn without_an_idea_nothing_is_lost() {
    let mut programme = before(Moment::Date(day("01-08")));
    new_model(&mut programme).idea = None;
    let chance = of(&programme, 1, "01-25 09:00");
    assert_eq!((chance.is_lost, chance.until), (false, None));
    assert_eq!(
        chance.sentence,
        "The bar is 7.7 days. It needs an idea that is before the first commit."
    );
}

#[test]
fn what_shipped_waits_for_its_values() {
    let mut programme = before(Moment::Date(day("03-18")));
    new_model(&mut programme).shipped = shipped("03-20");
    // The read date is not over; it is over; and values say that the metric did not move.
    for (now, is_lost, sentence) in [
        (
            "03-28 20:00",
            false,
            "The feature has to ship, and its primary metric to move as expected, by Sat 28 Mar 2026, the read date.",
        ),
        (
            "03-29 20:00",
            false,
            "The feature has shipped; whether its primary metric moved as expected by Sat 28 Mar 2026, the read date, is \
             not known before its values are entered.",
        ),
    ] {
        let chance = of(&programme, 4, now);
        assert_eq!((chance.is_lost, chance.sentence.as_str()), (is_lost, sentence), "{now}");
    }
    new_model(&mut programme).points = vec![point("03-19", 40.0), point("03-20", 39.0)];
    let chance = of(&programme, 4, "03-29 20:00");
    assert!(chance.is_lost);
    assert_eq!(
        chance.sentence,
        "The primary metric did not move as expected until Sat 28 Mar 2026, the read date."
    );
}

#[test]
fn review_cycles_and_the_outcome_end_with_the_read_date() {
    let programme = before(Moment::Date(day("03-26")));
    let now = "03-28 20:00";
    assert_eq!(lost(&chances(&programme, None, at(now))), [0_u8; 0]);
    assert_eq!(of(&programme, 2, now).until, Some(day("03-28")));
    assert_eq!(
        of(&programme, 2, now).sentence,
        "The review cycles of what is merged by Sat 28 Mar 2026, the read date, count. The bar is 1.8 or less on average."
    );
    assert_eq!(
        of(&programme, 4, now).sentence,
        "The feature has to ship, and its primary metric to move as expected, by Sat 28 Mar 2026, the read date."
    );
    // 00:30 of 30 March in Berlin.
    let after = "03-29 22:30";
    assert_eq!(lost(&chances(&programme, None, at(after))), [2, 4]);
    assert_eq!(
        of(&programme, 2, after).sentence,
        "A reviewed pull request had to be merged by Sat 28 Mar 2026, the read date, with 1.8 review cycles or less on \
         average; that passed 2 days ago."
    );
    assert_eq!(
        of(&programme, 4, after).sentence,
        "The feature had to ship by Sat 28 Mar 2026, the read date; that passed 2 days ago."
    );
}

#[test]
fn review_cycles_that_nothing_brings_down_are_lost_before_the_read_date() {
    let mut programme = before(Moment::Date(day("01-08")));
    programme.baseline = (1..=4).map(|id| baseline(id, 11, &[Some(1)])).collect();
    new_model(&mut programme).pull_requests = vec![merged_with(1, "01-10", 2)];
    let chance = of(&programme, 2, "01-12 09:00");
    assert!(chance.is_lost, "2 cycles and any number of ones never average 1");
    assert_eq!(
        chance.sentence,
        "Nothing that can still be merged brings the review cycles down to the bar of 1.0."
    );
    // On the read date itself it has not passed.
    new_model(&mut programme).primary_metric.read_on = day("01-12");
    assert_eq!(of(&programme, 2, "01-12 09:00").sentence, chance.sentence);
}

#[test]
fn answers_count_to_the_end_of_the_last_week() {
    let chance = of(&before(Moment::Date(day("02-27"))), 3, "03-02 09:00");
    assert_eq!((chance.is_lost, chance.until), (false, Some(day("03-29"))));
    assert_eq!(
        chance.sentence,
        "The answers of 4 weeks count, the last until the end of Sun 29 Mar 2026. The bar is 3 or more on average."
    );
}

#[test]
fn the_last_answer_is_in_time_until_the_window_of_the_last_week_closes() {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    let window = |opens, closes| Window::new(opens, closes).expect("an hour or more");
    let usual = Window::USUAL;
    let afternoon = window((Weekday::Fri, hour(12)), (Weekday::Fri, Some(hour(17))));
    let over_night = window((Weekday::Sun, hour(12)), (Weekday::Mon, Some(hour(9))));
    let midnight = window((Weekday::Thu, hour(12)), (Weekday::Sat, None));
    // Four weeks from Monday 2 March end with Sunday 29 March, on which the clocks change; from Wednesday 4 March with Tuesday 31 March.
    for (window, now, until, words) in [
        (Some(usual), "03-02 09:00", "03-29", "the end of Sun 29 Mar 2026"),
        (Some(usual), "03-04 09:00", "03-29", "the end of Sun 29 Mar 2026"),
        (Some(afternoon), "03-02 09:00", "03-27", "27 Mar 2026, 17:00 CET"),
        (Some(afternoon), "03-04 09:00", "03-27", "27 Mar 2026, 17:00 CET"),
        (Some(midnight), "03-02 09:00", "03-28", "the end of Sat 28 Mar 2026"),
        // Monday belongs to the week after it: the question closes with its week.
        (Some(over_night), "03-02 09:00", "03-29", "the end of Sun 29 Mar 2026"),
        (Some(over_night), "03-04 09:00", "03-30", "30 Mar 2026, 09:00 CEST"),
        (None, "03-04 09:00", "03-31", "the end of Tue 31 Mar 2026"),
    ] {
        let programme = before(Moment::Date(day("02-27")));
        let chance = chances(&programme, window, at(now)).swap_remove(2);
        assert_eq!(
            (chance.is_lost, chance.until),
            (false, Some(day(until))),
            "{window:?} {now}"
        );
        assert_eq!(
            chance.sentence,
            format!("The answers of 4 weeks count, the last until {words}. The bar is 3 or more on average."),
            "{now}"
        );
        // The pilot ends with its week, whenever the question closes.
        let mut late = before(Moment::Date(day("01-08")));
        late.baseline = (1..=4).map(|id| baseline(id, 200, &[Some(1)])).collect();
        let ends = if now.starts_with("03-02") { "03-29" } else { "03-31" };
        assert_eq!(
            chances(&late, window, at(now)).swap_remove(0).until,
            Some(day(ends)),
            "{now}"
        );
    }
}

#[test]
fn without_the_whole_baseline_there_is_no_bar() {
    let mut programme = before(Moment::Date(day("01-08")));
    programme.baseline.pop();
    for number in [1, 2] {
        let chance = of(&programme, number, "01-25 09:00");
        assert_eq!(
            chance.sentence,
            "The bar is known once the baseline is complete: 3 of 4 features are entered."
        );
        assert_eq!((chance.is_lost, chance.until), (false, None));
    }
    // Nor where no pull request of the baseline was reviewed.
    programme.baseline = (1..=4).map(|id| baseline(id, 11, &[None])).collect();
    assert!(
        programme
            .baseline
            .iter()
            .all(|one| matches!(one.pull_requests[0], BaselinePr::Hand { cycles: None, .. }))
    );
    assert_eq!(of(&programme, 2, "01-25 09:00").until, None);
    programme.new_model = None;
    assert_eq!(chances(&programme, None, at("01-25 09:00")), []);
}

#[test]
fn what_was_known_to_be_lost_stays_said() {
    let mut programme = before(Moment::Date(day("01-08")));
    programme.started_at = Some(at("01-25 09:00"));
    programme.although = vec![1];
    let card = domain::programme::scorecard(&programme, at("01-25 10:00"));
    assert!(
        card.criteria[0]
            .why
            .ends_with(" The pilot was started although this could not be met any more.")
    );
    assert!(!card.criteria[1].why.contains("although"));
}
