//! Reading what people type about features: days, times, and pull requests line by line. Times are
//! local times in the pilot's zone.

mod facts;
mod picked;
mod pull_requests;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::calendar::{Moment, instant_of};

pub use crate::calendar::read_day;
pub(crate) use facts::read_facts;
pub use picked::{Pick, is_picked, picked, read_picks, write_picks};
pub use pull_requests::{read_pull_requests, write_pull_requests};

/// Reads a time of day such as `14:30`; `None` when it is empty.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn read_time(text: &str) -> Result<Option<NaiveTime>, String> {
    let time = text.trim();
    if time.is_empty() {
        return Ok(None);
    }
    NaiveTime::parse_from_str(time, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S"))
        .map(Some)
        .map_err(|_| format!("“{time}” is not a time. Write it like 14:30, or leave it empty."))
}

/// A day alone is known to the day; with a time it is an instant of the zone.
pub fn moment_of(day: NaiveDate, time: Option<NaiveTime>, zone: Tz) -> Moment {
    match time {
        Some(time) => Moment::Instant(instant_of(day.and_time(time), zone)),
        None => Moment::Date(day),
    }
}

/// A moment as typed again: the day, and the time or nothing.
pub fn typed_moment(moment: Moment, zone: Tz) -> (String, String) {
    match moment {
        Moment::Date(day) => (day.to_string(), String::new()),
        Moment::Instant(at) => {
            let local = at.with_timezone(&zone);
            let time = if local.format("%S").to_string() == "00" {
                "%H:%M"
            } else {
                "%H:%M:%S"
            };
            (local.format("%Y-%m-%d").to_string(), local.format(time).to_string())
        }
    }
}

#[cfg(test)]
mod tests;
