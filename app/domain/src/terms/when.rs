//! Dates and times of day in a sentence.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::claims::Said;
use super::outline::Sentence;
use super::words::{Number, Word, find, holds};

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

/// When a sentence says the readout is held. Unclear when a date comes without a year or a time of day,
/// does not exist, is one of several, or may be of something else; `None` when no date is named.
pub(super) fn readout(sentence: &Sentence<'_>) -> Option<Said<NaiveDateTime>> {
    let words = &sentence.words[..];
    let about = find(words, "readout* | read out")?;
    let mut dates = iso_dates(words);
    dates.extend(written_dates(words));
    let (date, place) = dates.first().cloned()?;
    let alone = dates.len() == 1;
    let rest = place.end..words.len();
    let times = times(sentence, words, &rest);
    let before = &words[place.start.saturating_sub(3)..place.start];
    let bound = holds(
        before,
        "before | by | until | after | later than | since | than | not | never | from | originally",
    );
    let between = words.get(about.end..place.start).unwrap_or_default();
    let other = holds(
        between,
        "end* | clos* | start* | begin* | expire* | due | deadline | sign* | send | submit | approv* | answer* | by",
    );
    let other = other
        || holds(
            words,
            "deck | draft* | slides | rehears* | dry run | invitation* | agenda | ready",
        );
    let its_own = about.end <= place.start && between.len() <= 10 && !other || place.start <= 3;
    let last = times.first().map_or(place.end, |(_, time)| time.end.max(place.end));
    let at = words[place.start].at.start..words[last - 1].at.end;
    let value = match &times[..] {
        [(time, _)] if alone && its_own && !bound => date.zip(*time).map(|(date, time)| date.and_time(time)),
        _ => None,
    };
    Some(Said { value, near: None, at })
}

/// Dates such as 2026-04-24, each with the words it takes.
fn iso_dates(words: &[Word]) -> Vec<(Option<NaiveDate>, Range<usize>)> {
    let digits = |at: usize, n: usize| {
        words
            .get(at)
            .is_some_and(|word| word.text.len() == n && word.text.bytes().all(|b| b.is_ascii_digit()))
    };
    let joined = |at: usize| words[at].at.end + 1 == words[at + 1].at.start;
    (0..words.len().saturating_sub(2))
        .filter(|at| digits(*at, 4) && digits(at + 1, 2) && digits(at + 2, 2) && joined(*at) && joined(at + 1))
        .map(|at| {
            let text = format!("{}-{}-{}", words[at].text, words[at + 1].text, words[at + 2].text);
            (text.parse().ok(), at..at + 3)
        })
        .collect()
}

/// Dates such as 24 April 2026 or April 24th, 2026, each with the words it takes.
fn written_dates(words: &[Word]) -> Vec<(Option<NaiveDate>, Range<usize>)> {
    let whole = |at: Option<usize>| match words.get(at?)?.number? {
        Number::Whole(value) => Some(value),
        Number::Unclear => None,
    };
    let ordinal = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| ["st", "nd", "rd", "th", "of"].contains(&word.text.as_str()))
    };
    let dated = |at: usize| {
        let month = MONTHS.iter().position(|month| *month == words[at].text)? + 1;
        let mut before = at.checked_sub(1);
        while before.is_some_and(ordinal) {
            before = before.and_then(|before| before.checked_sub(1));
        }
        let (day, year_at, from) = match whole(before) {
            Some(day) => (day, at + 1, before.unwrap_or(at)),
            None => (whole(Some(at + 1))?, at + 2 + usize::from(ordinal(at + 2)), at),
        };
        let year = whole(Some(year_at))
            .filter(|year| (2000..2200).contains(year))
            .and_then(|year| i32::try_from(year).ok());
        let date = year.and_then(|year| NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, day));
        let to = if year.is_some() { year_at + 1 } else { at + 1 };
        Some((date, from..to))
    };
    (0..words.len()).filter_map(dated).collect()
}

/// Times such as 15:30 or 3 pm, each with the words it takes. One in a named time zone, or that cannot
/// be, has no value.
fn times(sentence: &Sentence<'_>, words: &[Word], within: &Range<usize>) -> Vec<(Option<NaiveTime>, Range<usize>)> {
    let half = |at: usize| {
        words
            .get(at)
            .map(|word| word.text.as_str())
            .filter(|text| ["am", "pm"].contains(text))
    };
    let two = |text: &str| {
        (text.len() <= 2 && !text.is_empty())
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let mut found = Vec::new();
    for at in within.clone() {
        let text = words[at].text.as_str();
        let clock = text
            .strip_prefix('t')
            .filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))
            // "T15:30" is cut at the colon.
            .and_then(|hour| Some((two(hour)?, two(&words.get(at + 1)?.text)?, at + 2)))
            .or_else(|| {
                text.split_once(':')
                    .and_then(|(hour, minute)| Some((two(hour)?, two(minute)?, at + 1)))
            });
        let (hour, minute, next) = match (clock, words[at].number) {
            (Some(clock), _) => clock,
            (None, Some(Number::Whole(hour))) if half(at + 1).is_some() => (hour, 0, at + 1),
            _ => continue,
        };
        let half = half(next);
        let end = next + usize::from(half.is_some());
        let hour = match half {
            None => Some(hour),
            Some("pm") if (1..12).contains(&hour) => Some(hour + 12),
            Some("am") if hour == 12 => Some(0),
            Some(_) if (1..=12).contains(&hour) => Some(hour),
            Some(_) => None,
        };
        let zones = "utc | gmt | cet | cest | met | est | edt | et | cst | cdt | pst | pdt | pt | bst | ist | z";
        let zoned = holds(&words[end.min(words.len())..(end + 1).min(words.len())], zones);
        let shifted = words.get(end - 1).is_some_and(|word| {
            let from = word.at.end - sentence.range.start;
            let rest = sentence.source.get(from..).unwrap_or_default();
            rest.starts_with(['+', 'Z'])
        });
        let time = hour.and_then(|hour| NaiveTime::from_hms_opt(hour, minute, 0));
        found.push((time.filter(|_| !zoned && !shifted), at..end));
    }
    found
}
