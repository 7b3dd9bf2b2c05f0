//! Flags of the features: when each was turned on and off, and how soon one was turned off again (`product.md` section 7).

use chrono::{DateTime, TimeDelta, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::calendar;

#[cfg(test)]
mod tests;

/// A flag turned on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Whether it was turned on.
    pub on: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// What flips of one flag, in the order they happened, say one by one: "Turned on", "Turned off after 40 s".
#[must_use]
pub fn told(flips: &[Flip]) -> Vec<String> {
    let before = std::iter::once(None).chain(flips.iter().map(Some));
    before
        .zip(flips)
        .map(|(before, flip)| {
            let what = if flip.on { "Turned on" } else { "Turned off" };
            match before.filter(|before| before.on != flip.on) {
                None => what.to_owned(),
                Some(before) if flip.on => format!("{what} again after {}", length(flip.at - before.at)),
                Some(before) => format!("{what} after {}", length(flip.at - before.at)),
            }
        })
        .collect()
}

/// A length of time as people say it: `40 s`, `12 min`, `3 h 5 min`, `2 days`. Parts of its smallest unit are left out.
#[must_use]
pub fn length(time: TimeDelta) -> String {
    let seconds = time.num_seconds().max(0);
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) if minutes < 10 && seconds % 60 > 0 => format!("{minutes} min {} s", seconds % 60),
        (0, 0, _) => format!("{minutes} min"),
        (0, _, _) if minutes % 60 > 0 => format!("{hours} h {} min", minutes % 60),
        (0, ..) => format!("{hours} h"),
        (1, ..) => "1 day".to_owned(),
        _ => format!("{days} days"),
    }
}

/// Whether a flag can be recorded as flipped then: the flips of it that count, in order, must turn it the other way each time.
///
/// # Errors
/// A sentence for whoever enters it.
pub fn fits(flips: &[Flip], new: Flip, now: DateTime<Utc>) -> Result<(), String> {
    if new.at > now + TimeDelta::minutes(5) {
        return Err("This is still to come. Record it once it has happened.".to_owned());
    }
    if !calendar::fits(new.at.date_naive()) {
        return Err("This is in no year from 2000 to 2100.".to_owned());
    }
    let state = if new.on { "on" } else { "off" };
    let before = flips.iter().rev().find(|flip| flip.at <= new.at);
    match before {
        Some(before) if before.on == new.on => Err(format!("It was {state} already then.")),
        None if !new.on => Err("It was off already then: nothing turned it on before.".to_owned()),
        _ => match flips.iter().find(|flip| flip.at > new.at) {
            Some(after) if after.on == new.on => Err(format!(
                "It was turned {state} later, and nothing turned it back between. Withdraw that first."
            )),
            _ => Ok(()),
        },
    }
}

/// What a program says of a flag.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlipReport {
    /// The flag's key, as its feature declares it.
    pub key: String,
    /// Whether it was turned on.
    pub on: bool,
    /// When; now, where it is left out.
    #[serde(default, deserialize_with = "told_instant")]
    pub at: Option<DateTime<Utc>>,
    /// Why, or by whom; may be empty or left out.
    #[serde(default)]
    pub note: Option<String>,
}

/// An instant that can be left out or null. What is none is named, with what one is.
fn told_instant<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let told = Option::<String>::deserialize(reader)?;
    let instant = |word: String| {
        let none = || format!("at: “{word}” is not a time with its zone, such as 2026-03-10T09:00:40Z");
        word.parse().map_err(|_| D::Error::custom(none()))
    };
    told.map(instant).transpose()
}

/// The longest note, in characters.
pub const MAX_NOTE: usize = 500;
