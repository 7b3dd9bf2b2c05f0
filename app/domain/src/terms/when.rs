//! Dates and times of day in a sentence.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::words::{Number, Word};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The moment a sentence names. `Some(None)` when it names a date without a year or without a time
/// of day, or one that does not exist; `None` when it names no date at all.
pub(super) fn moment(source: &str, words: &[Word]) -> Option<Option<NaiveDateTime>> {
    let (date, rest) = match iso_date(source) {
        Some((date, rest)) => (date, rest),
        None => (written_date(words)?, source),
    };
    Some(date.and_then(|date| Some(date.and_time(time_of_day(rest, words)?))))
}

/// A date such as 2026-04-24, and what follows it.
fn iso_date(source: &str) -> Option<(Option<NaiveDate>, &str)> {
    let shape = |text: &str| {
        text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| {
                if at == 4 || at == 7 {
                    byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            })
    };
    let at = (0..source.len()).find(|at| source.get(*at..at + 10).is_some_and(shape))?;
    Some((source[at..at + 10].parse().ok(), &source[at + 10..]))
}

/// A date such as 24 April 2026 or April 24th, 2026.
fn written_date(words: &[Word]) -> Option<Option<NaiveDate>> {
    let whole = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .and_then(|word| word.number)
            .and_then(|number| match number {
                Number::Whole(value) => Some(value),
                Number::Unclear => None,
            })
    };
    let ordinal = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| ["st", "nd", "rd", "th", "of"].contains(&word.text.as_str()))
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let month = MONTHS.iter().position(|month| *month == word.text)? + 1;
        let mut before = at.checked_sub(1);
        while before.is_some_and(ordinal) {
            before = before.and_then(|before| before.checked_sub(1));
        }
        let (day, year) = match whole(before) {
            Some(day) => (day, whole(Some(at + 1))),
            None => (whole(Some(at + 1))?, whole(Some(at + 2 + usize::from(ordinal(at + 2))))),
        };
        let year = year
            .filter(|year| (2000..2200).contains(year))
            .and_then(|year| i32::try_from(year).ok());
        Some(year.and_then(|year| NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, day)))
    })
}

/// A time such as 15:30 or 3 pm.
fn time_of_day(source: &str, words: &[Word]) -> Option<NaiveTime> {
    let digits = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let clock = source.match_indices(':').find_map(|(at, _)| {
        let hour_from = at
            - source[..at]
                .bytes()
                .rev()
                .take(2)
                .take_while(u8::is_ascii_digit)
                .count();
        Some((digits(&source[hour_from..at])?, digits(source.get(at + 1..at + 3)?)?))
    });
    let half = |at: usize| {
        words
            .get(at)
            .map(|word| word.text.as_str())
            .filter(|text| ["am", "pm"].contains(text))
    };
    let (hour, minute, half) = match clock {
        Some((hour, minute)) => (hour, minute, (0..words.len()).find_map(half)),
        None => words.iter().enumerate().find_map(|(at, word)| match word.number {
            Some(Number::Whole(hour)) => half(at + 1).map(|half| (hour, 0, Some(half))),
            _ => None,
        })?,
    };
    let hour = match half {
        None => hour,
        Some("pm") if (1..12).contains(&hour) => hour + 12,
        Some("am") if hour == 12 => 0,
        Some(_) if (1..=12).contains(&hour) => hour,
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}
