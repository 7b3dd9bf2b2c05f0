//! Dates and times of day in a sentence.

mod dates;

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use domain::document::number::Number;

use crate::claims::Said;
use crate::outline::Sentence;
use crate::phrases;
use crate::words::{Word, find, holds};
use dates::{dates, day_and_month};

pub(crate) use dates::month;

/// When a sentence says the readout is held. Unclear when a date comes without a year or a time of day,
/// does not exist, is one of several, or may be of something else; `None` when no date is named.
pub(crate) fn readout(sentence: &Sentence<'_>) -> Option<Said<NaiveDateTime>> {
    let words = &sentence.words[..];
    let about = match find(words, &phrases::READOUT_OR_READ_OUT) {
        Some(about) => about,
        // "8 May 2026, 14:00" under the heading "Readout"
        None if holds(&sentence.under, &phrases::READOUT_OR_READ_OUT) => 0..0,
        None => return None,
    };
    let dates = dates(words);
    let (date, place) = dates.first().cloned()?;
    let alone = dates.len() == 1;
    let rest = place.end..words.len();
    let times = times(sentence, words, &rest);
    let before = &words[place.start.saturating_sub(3)..place.start];
    let bound = holds(before, &phrases::BEFORE);
    let between = words.get(about.end..place.start).unwrap_or_default();
    let other = holds(between, &phrases::END);
    let other = other || holds(words, &phrases::DECK);
    let its_own = about.end <= place.start && between.len() <= 10 && !other || place.start <= 3;
    let last = times.first().map_or(place.end, |(_, time)| time.end.max(place.end));
    let at = words[place.start].at.start..words[last - 1].at.end;
    // "9:00–10:00" begins at nine.
    let times = match &times[..] {
        [first, (_, second)] if first.1.end == second.start => &times[..1],
        all => all,
    };
    let value = match times {
        [(time, _)] if alone && its_own && !bound => date.zip(*time).map(|(date, time)| date.and_time(time)),
        _ => None,
    };
    Some(Said { value, near: None, at })
}

/// The weeks from a first to a last day of the pilot, as about so many: a Monday to the fourth Friday is
/// about four weeks. `None` when the sentence does not name both days of the pilot.
pub(crate) fn span(sentence: &Sentence<'_>) -> Option<Said<u8>> {
    let words = &sentence.words[..];
    let pilot = &phrases::PILOT_OR_TRIAL_OR_EXPERIMENT_OR_PROGRAMME_OR_PROGRAM;
    let from = &phrases::FROM;
    let other = &phrases::READOUT_OR_BASELINE;
    if !holds(words, pilot) && !holds(&sentence.under, pilot) || !holds(words, from) || holds(words, other) {
        return None;
    }
    let dates = dates(words);
    let [(first, from), (last, to)] = &dates[..] else {
        return None;
    };
    let between = words.get(from.end..to.start).unwrap_or_default();
    let days = &phrases::MON;
    let joined = between.is_empty() || holds(between, &phrases::UNTIL) || between.len() == 1 && holds(between, days);
    let at = words[from.start].at.start..words[to.end - 1].at.end;
    // "from 30 March until 24 April 2026": the year of the second is that of both.
    let first = first.or_else(|| {
        let (day, month) = day_and_month(&words[from.clone()])?;
        let year = chrono::Datelike::year(&(*last)?);
        NaiveDate::from_ymd_opt(year, month, day)
    });
    let days = first
        .zip(*last)
        .map(|(first, last)| (last - first).num_days() + 1)
        .filter(|days| joined && (5..=26 * 7).contains(days));
    let near = days.and_then(|days| u8::try_from((days + 3) / 7).ok())?;
    Some(Said {
        value: None,
        near: Some(near),
        at,
    })
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
            (None, Some(Number::Whole(hour))) if words.get(at + 1).is_some_and(|next| next.text == "uhr") => {
                (hour, 0, at + 1)
            }
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
        let zones = &phrases::UTC;
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
