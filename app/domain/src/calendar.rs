//! Zone arithmetic: days, weeks and working hours belong to the pilot's zone, never to the server's.

mod window;

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use window::{DAYS, TooShort, Window, named, survey_week};

const OPENS: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("09:00 is a time of day");
const CLOSES: NaiveTime = NaiveTime::from_hms_opt(17, 0, 0).expect("17:00 is a time of day");

/// The years in which anything of a pilot can happen. What is typed, pasted or delivered outside of them is a slip, and
/// the database refuses it, too.
pub const YEARS: RangeInclusive<i32> = 2000..=2100;

/// Whether anything of a pilot can happen on the day.
pub fn fits(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// Reads a day: four digits of the year, one or two of the month and of the day, such as `2026-03-02`.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn read_day(text: &str) -> Result<NaiveDate, String> {
    let text = text.trim();
    let no_day = || format!("“{text}” is not a day. Write it like 2026-03-02.");
    if text.is_empty() {
        return Err("Enter a day, such as 2026-03-02.".to_owned());
    }
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return Err(no_day());
    };
    let number = |digits: &str, lengths: RangeInclusive<usize>| {
        let fits = lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| digits.parse::<u32>().ok()).flatten()
    };
    let day = number(year, 4..=4)
        .and_then(|year| i32::try_from(year).ok())
        .zip(number(month, 1..=2).zip(number(day, 1..=2)))
        .and_then(|(year, (month, day))| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or_else(no_day)?;
    if fits(day) {
        Ok(day)
    } else {
        Err(format!(
            "“{text}” is in no year from {} to {}.",
            YEARS.start(),
            YEARS.end()
        ))
    }
}

/// When something happened, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "at", rename_all = "snake_case")]
pub enum Moment {
    /// Known to the second.
    Instant(DateTime<Utc>),
    /// Known to the day, in the pilot's zone.
    Date(NaiveDate),
}

impl Moment {
    /// The day in the zone.
    pub fn local_date(self, zone: Tz) -> NaiveDate {
        match self {
            Self::Instant(at) => local_date(at, zone),
            Self::Date(on) => on,
        }
    }

    /// The first instant it can stand for: itself, or the start of the day.
    pub fn starts_at(self, zone: Tz) -> DateTime<Utc> {
        match self {
            Self::Instant(at) => at,
            Self::Date(on) => start_of_day(on, zone),
        }
    }
}

/// The day of an instant in the zone.
pub fn local_date(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The instant of a local time. A time the zone skips is the first instant after the gap; a time
/// it has twice is the earlier one.
pub fn instant_of(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => at.to_utc(),
        LocalResult::Ambiguous(one, other) => one.min(other).to_utc(),
        LocalResult::None => end_of_gap(local, zone),
    }
}

/// The first instant whose local time is at or past a time the zone skips. No zone is further
/// than 26 hours from UTC, and no zone changes twice around one gap.
fn end_of_gap(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    let mut before = local.and_utc() - Duration::hours(27);
    let mut reached = local.and_utc() + Duration::hours(27);
    while reached - before > Duration::seconds(1) {
        let middle = before + Duration::seconds((reached - before).num_seconds() / 2);
        if middle.with_timezone(&zone).naive_local() >= local {
            reached = middle;
        } else {
            before = middle;
        }
    }
    reached
}

/// The first instant of a day in the zone.
pub fn start_of_day(on: NaiveDate, zone: Tz) -> DateTime<Utc> {
    instant_of(on.and_time(NaiveTime::MIN), zone)
}

/// Microseconds of working time between two instants: Monday to Friday, 09:00 to 17:00 in the zone,
/// minus the holidays (`metrics.md` M3). 0 if `to` is not after `from`.
pub fn business_time(from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz, holidays: &[NaiveDate]) -> i64 {
    if to <= from {
        return 0;
    }
    let last = local_date(to, zone);
    local_date(from, zone)
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(day))
        .map(|day| {
            let opens = instant_of(day.and_time(OPENS), zone).max(from);
            let closes = instant_of(day.and_time(CLOSES), zone).min(to);
            (closes - opens).num_microseconds().unwrap_or(0).max(0)
        })
        .sum()
}

/// One week of the survey: seven local days of the pilot's zone, with the time in which its question is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyWeek {
    /// From 1.
    pub number: u8,
    /// From when the question can be answered.
    pub opens_at: DateTime<Utc>,
    /// The first instant after that. An answer from here on is late.
    pub closes_at: DateTime<Utc>,
    /// The first instant of the week; left out where the question opens with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins_at: Option<DateTime<Utc>>,
    /// The first instant after the week; left out where the question is open for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime<Utc>>,
}

impl SurveyWeek {
    /// The first instant of the week.
    #[must_use]
    pub fn begins(&self) -> DateTime<Utc> {
        self.begins_at.unwrap_or(self.opens_at)
    }

    /// The first instant after the week.
    #[must_use]
    pub fn ends(&self) -> DateTime<Utc> {
        self.ends_at.unwrap_or(self.closes_at)
    }
}

#[cfg(test)]
mod tests;
