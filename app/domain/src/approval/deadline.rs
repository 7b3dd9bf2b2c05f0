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
mod tests;
