//! Days and times as programs write them.

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

use crate::calendar::{fits, read_day};

/// A day or a time, as exactly as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// A day.
    Day(NaiveDate),
    /// A local time, of nobody says which zone.
    Local(NaiveDateTime),
    /// A time with its zone.
    Instant(DateTime<Utc>),
}

impl Stamp {
    /// Reads `2026-03-02`, `2026/03/02` or `02.03.2026`, with a time behind it or without, and with `Z` or an offset or
    /// without.
    ///
    /// # Errors
    /// A word for the kind, and a sentence.
    pub fn read(text: &str) -> Result<Self, (&'static str, String)> {
        let text = text.trim();
        let no_day = || ("day", format!("“{text}” is not a day. Write it like 2026-03-02."));
        let day_ends = text.find([' ', 'T', 't', ',']).unwrap_or(text.len());
        let day = read_date(&text[..day_ends], text)?;
        let rest = text[day_ends..].trim_start_matches([' ', 'T', 't', ',']).trim();
        if rest.is_empty() {
            return Ok(Self::Day(day));
        }
        let (time, offset) = zoned(rest);
        let local = day.and_time(read_clock(time).ok_or_else(no_day)?);
        let Some(offset) = offset else {
            return Ok(Self::Local(local));
        };
        let at = offset.from_local_datetime(&local).single().map(|at| at.to_utc());
        at.filter(|at| fits(at.date_naive()))
            .map(Self::Instant)
            .ok_or_else(no_day)
    }

    /// The day in the zone.
    #[must_use]
    pub fn day(self, zone: Tz) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Local(at) => at.date(),
            Self::Instant(at) => at.with_timezone(&zone).date_naive(),
        }
    }

    /// The instant, where the zone has it exactly once.
    ///
    /// # Errors
    /// The end of a sentence about the time: why it is none.
    pub fn instant(self, zone: Tz) -> Result<DateTime<Utc>, String> {
        match self {
            Self::Instant(at) => Ok(at),
            Self::Day(_) => Err("is a day without a time. Write it like 2026-03-02 14:30.".to_owned()),
            Self::Local(local) => match zone.from_local_datetime(&local) {
                LocalResult::Single(at) => Ok(at.to_utc()),
                LocalResult::None => Err(format!(
                    "is skipped in {}, where the clocks went forward. Write it with its offset, such as 2026-03-02T14:30+01:00.",
                    zone.name()
                )),
                LocalResult::Ambiguous(one, other) => Err(format!(
                    "comes twice in {}, where the clocks went back. Write it with its offset, as {} or {}.",
                    zone.name(),
                    one.format("%Y-%m-%dT%H:%M%:z"),
                    other.format("%Y-%m-%dT%H:%M%:z")
                )),
            },
        }
    }
}

fn read_date(date: &str, text: &str) -> Result<NaiveDate, (&'static str, String)> {
    let parts = |mark: char| -> Option<[&str; 3]> {
        let parts: Vec<&str> = date.split(mark).collect();
        parts.try_into().ok()
    };
    if let Some([first, month, day]) = parts('/') {
        if first.len() == 4 {
            return read_day(&format!("{first}-{month}-{day}")).map_err(|sentence| ("day", sentence));
        }
        return Err((
            "two ways",
            format!("“{text}” can be read in two ways: day or month first. Write it like 2026-03-02."),
        ));
    }
    if let Some([day, month, year]) = parts('.')
        && year.len() == 4
    {
        return read_day(&format!("{year}-{month}-{day}"))
            .map_err(|_| ("day", format!("“{text}” is not a day. Write it like 2026-03-02.")));
    }
    match read_day(date) {
        Ok(day) => Ok(day),
        Err(sentence) if date == text => Err(("day", sentence)),
        Err(_) => Err(("day", format!("“{text}” is not a day. Write it like 2026-03-02."))),
    }
}

/// A time of day and the offset behind it.
fn zoned(text: &str) -> (&str, Option<FixedOffset>) {
    let utc = FixedOffset::east_opt(0);
    for name in ["Z", "z", "UTC", "GMT"] {
        if let Some(time) = text.strip_suffix(name) {
            return (time.trim_end(), utc);
        }
    }
    let Some(at) = text.rfind(['+', '-', '−']) else {
        return (text, None);
    };
    let mark = text[at..].chars().next().map_or(1, char::len_utf8);
    let digits: String = text[at + mark..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (&digits[..], "0"),
        4 => (&digits[..2], &digits[2..]),
        _ => return (text, None),
    };
    let seconds = match (hours.parse::<i32>(), minutes.parse::<i32>()) {
        (Ok(hours @ 0..=14), Ok(minutes @ 0..=59)) => hours * 3600 + minutes * 60,
        _ => return (text, None),
    };
    let sign = if text[at..].starts_with('+') { 1 } else { -1 };
    (text[..at].trim_end(), FixedOffset::east_opt(sign * seconds))
}

fn read_clock(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f", "%I:%M %p", "%I:%M:%S %p"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// Whether a field is a day or a time.
#[must_use]
pub fn is_stamp(field: &str) -> bool {
    Stamp::read(field).is_ok() || looks_dated(field)
}

/// Whether a field is meant as a day, though none that can be taken: `26-03-02`, `3/2/2026`.
fn looks_dated(field: &str) -> bool {
    let day = field.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.trim_start_matches(['-', '+']).split(['-', '/', '.']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(digits)
}

#[cfg(test)]
mod tests;
