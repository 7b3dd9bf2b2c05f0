//! When within a week the question of the survey is open: as people say it, "from Friday 12:00 until the end of Sunday".

use std::fmt;

use chrono::{DateTime, Datelike as _, Duration, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{SurveyWeek, instant_of, local_date, start_of_day};

const DAY: u16 = 24 * 60;
const WEEK: u16 = 7 * DAY;

/// The shortest time the question can be open, in minutes.
const SHORTEST: u16 = 60;

/// From when to when the question of a week can be answered in time, by the clock of the pilot's zone. A week begins on the day of
/// the week on which the pilot started; the question opens the first time that `opens` comes in it, and closes the next time that
/// `closes` comes, or with the week, so that at most one question is ever open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u16, u16)", into = "(u16, u16)")]
pub struct Window {
    /// In minutes since Monday 00:00.
    opens: u16,
    /// In minutes since Monday 00:00; the end of a day is that of its last minute, so that of Sunday is 10,080.
    closes: u16,
}

/// Two times between which no question can be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Leave at least an hour between opening and closing.")]
pub struct TooShort;

impl Window {
    /// What a new pilot has: from the last working day on, when there is something to look back on.
    pub const USUAL: Self = Self {
        opens: 4 * DAY + 12 * 60,
        closes: WEEK,
    };

    /// From a time of a day to a time of a day, or to the end of that day.
    ///
    /// # Errors
    /// [`TooShort`] for less than an hour.
    pub fn new(opens: (Weekday, NaiveTime), closes: (Weekday, Option<NaiveTime>)) -> Result<Self, TooShort> {
        let opens = day(opens.0) + minutes(opens.1);
        let closes = day(closes.0) + closes.1.map_or(DAY, minutes);
        (opens, closes).try_into()
    }

    /// When it opens.
    #[must_use]
    pub fn opens(self) -> (Weekday, NaiveTime) {
        (weekday(self.opens / DAY), time(self.opens % DAY))
    }

    /// When it closes; without a time at the end of the day.
    #[must_use]
    pub fn closes(self) -> (Weekday, Option<NaiveTime>) {
        if self.closes.is_multiple_of(DAY) {
            (weekday(self.closes / DAY - 1), None)
        } else {
            (weekday(self.closes / DAY), Some(time(self.closes % DAY)))
        }
    }

    /// In minutes since Monday 00:00, as it is stored.
    #[must_use]
    pub fn minutes(self) -> (u16, u16) {
        (self.opens, self.closes)
    }

    /// From opening to closing, in minutes: 60 to 10,080.
    fn length(self) -> u16 {
        match (WEEK + self.closes - self.opens) % WEEK {
            0 => WEEK,
            length => length,
        }
    }

    /// The instants of one week. What the clocks skip is over at once, and the question is open for the rest of the week then.
    pub(super) fn within(self, week: SurveyWeek, zone: Tz) -> SurveyWeek {
        let (begins, ends) = (week.opens_at, week.closes_at);
        let first = local_date(begins, zone);
        let days = (7 + self.opens / DAY - day(first.weekday()) / DAY) % 7;
        let opens = first.and_time(time(self.opens % DAY)) + Duration::days(days.into());
        let closes = instant_of(opens + Duration::minutes(self.length().into()), zone).min(ends);
        let opens = instant_of(opens, zone).clamp(begins, ends);
        let (opens_at, closes_at) = if opens < closes { (opens, closes) } else { (opens, ends) };
        SurveyWeek {
            number: week.number,
            opens_at,
            closes_at,
            begins_at: Some(begins),
            ends_at: Some(ends),
        }
    }
}

impl TryFrom<(u16, u16)> for Window {
    type Error = TooShort;

    fn try_from((opens, closes): (u16, u16)) -> Result<Self, TooShort> {
        let window = Self { opens, closes };
        let fits = opens < WEEK && (1..=WEEK).contains(&closes) && window.length() >= SHORTEST;
        fits.then_some(window).ok_or(TooShort)
    }
}

impl From<Window> for (u16, u16) {
    fn from(window: Window) -> Self {
        window.minutes()
    }
}

/// `from Friday 12:00 until the end of Sunday`.
impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (on, at) = self.opens();
        write!(f, "from {} {} until ", named(on), at.format("%H:%M"))?;
        match self.closes() {
            (on, None) => write!(f, "the end of {}", named(on)),
            (on, Some(at)) => write!(f, "{} {}", named(on), at.format("%H:%M")),
        }
    }
}

/// A day of the week, as people write it.
#[must_use]
pub fn named(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// The days of a week, Monday first.
pub const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

fn weekday(number: u16) -> Weekday {
    DAYS.get(usize::from(number)).copied().unwrap_or(Weekday::Sun)
}

/// The first minute of a day, since Monday 00:00.
fn day(day: Weekday) -> u16 {
    DAYS.iter()
        .zip(0..)
        .find(|(one, _)| **one == day)
        .map_or(0, |(_, number)| number * DAY)
}

fn minutes(at: NaiveTime) -> u16 {
    use chrono::Timelike as _;
    u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(0)
}

fn time(minutes: u16) -> NaiveTime {
    NaiveTime::MIN + Duration::minutes(minutes.into())
}

/// Week `number` (from 1) of a pilot. Week 1 begins at 00:00 of the local day of the start; every week is seven local days, so it
/// is an hour longer or shorter where the clocks change. Without a window its question is open for all of it.
pub fn survey_week(started_at: DateTime<Utc>, zone: Tz, number: u8, window: Option<Window>) -> SurveyWeek {
    let first = local_date(started_at, zone);
    let week = i64::from(number);
    let all = SurveyWeek {
        number,
        opens_at: start_of_day(first + Duration::days(7 * (week - 1)), zone),
        closes_at: start_of_day(first + Duration::days(7 * week), zone),
        begins_at: None,
        ends_at: None,
    };
    match window {
        Some(window) => window.within(all, zone),
        None => all,
    }
}
