use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use crate::calendar::{instant_of, local_date, start_of_day};
use crate::terms::AgreedTerms;

/// A request is due at the end of the working day: 17:00.
const END_OF_WORK: NaiveTime = NaiveTime::from_hms_opt(17, 0, 0).expect("17:00 is a time of day");

/// How many working days an approver has unless the sponsor says otherwise.
const DAYS_TO_DECIDE: u32 = 5;

/// How many working days pass before the first reminder, and between two.
const DAYS_BETWEEN_REMINDERS: u32 = 2;

/// The longest time a deputy is named for, in days.
const LONGEST_ABSENCE: i64 = 92;

fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day `n` working days after `day`; Monday to Friday are working days.
#[must_use]
pub fn working_days_after(day: NaiveDate, n: u32) -> NaiveDate {
    let mut reached = day;
    for _ in 0..n {
        reached = reached + Days::new(1);
        while !is_working_day(reached) {
            reached = reached + Days::new(1);
        }
    }
    reached
}

/// The end of the working day, in the pilot's zone.
#[must_use]
pub fn end_of_work(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    instant_of(day.and_time(END_OF_WORK), zone)
}

/// The day a decision is due unless the sponsor chooses another: five working days after `today`.
#[must_use]
pub fn decision_due(today: NaiveDate) -> NaiveDate {
    working_days_after(today, DAYS_TO_DECIDE)
}

/// The day a condition is due unless the approver chooses another: the last working day on which the pilot
/// can still start and have all its weeks before the readout; when that has passed, the next working day.
#[must_use]
pub fn condition_due(terms: &AgreedTerms, today: NaiveDate) -> NaiveDate {
    let mut due = terms.readout_at.date() - TimeDelta::weeks(i64::from(terms.weeks)) - TimeDelta::days(1);
    while !is_working_day(due) {
        due = due - Days::new(1);
    }
    if due < today { working_days_after(today, 1) } else { due }
}

/// When somebody who was asked at `sent_at` and has not answered was reminded, up to `until`: first after
/// two working days, then every two, at the local time of day it was sent.
#[must_use]
pub fn reminders(sent_at: DateTime<Utc>, until: DateTime<Utc>, zone: Tz) -> Vec<DateTime<Utc>> {
    let time = sent_at.with_timezone(&zone).time();
    let mut day = local_date(sent_at, zone);
    let mut reminders = Vec::new();
    loop {
        day = working_days_after(day, DAYS_BETWEEN_REMINDERS);
        let at = instant_of(day.and_time(time), zone);
        if at > until {
            return reminders;
        }
        reminders.push(at);
    }
}

/// A time in which a deputy may decide: whole days of the pilot's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The first instant of it.
    pub starts_at: DateTime<Utc>,
    /// The first instant after it.
    pub ends_at: DateTime<Utc>,
}

/// Why nobody can be named deputy for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AbsenceProblem {
    /// The last day comes before the first.
    #[error("The last day comes before the first. Change one or the other.")]
    Backwards,
    /// All of it has passed.
    #[error("These days have passed. Choose a later last day.")]
    Past,
    /// It is longer than three months.
    #[error("Name a deputy for at most {LONGEST_ABSENCE} days. You can name them again.")]
    Long,
}

impl Absence {
    /// From the start of the first day to the end of the last.
    ///
    /// # Errors
    /// [`AbsenceProblem`] when there are no such days left.
    pub fn of_days(first: NaiveDate, last: NaiveDate, zone: Tz, now: DateTime<Utc>) -> Result<Self, AbsenceProblem> {
        if last < first {
            return Err(AbsenceProblem::Backwards);
        }
        if last < local_date(now, zone) {
            return Err(AbsenceProblem::Past);
        }
        if (last - first).num_days() >= LONGEST_ABSENCE {
            return Err(AbsenceProblem::Long);
        }
        Ok(Self {
            starts_at: start_of_day(first, zone),
            ends_at: start_of_day(last + Days::new(1), zone),
        })
    }

    /// Whether it holds at `now`.
    #[must_use]
    pub fn covers(&self, now: DateTime<Utc>) -> bool {
        self.starts_at <= now && now < self.ends_at
    }

    /// Whether two of them share an instant.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }
}

#[cfg(test)]
mod tests {
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
}
