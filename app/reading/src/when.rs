//! Dates and times of day in a sentence.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::claims::Said;
use crate::outline::Sentence;
use crate::phrases;
use crate::words::{Word, find, holds};
use domain::document::number::Number;

/// The months by the first three letters of their names, with the ends that make a whole name or a short one.
const MONTHS: [(&str, &[&str]); 12] = [
    ("jan", &["uary", "uar", ""]),
    ("feb", &["ruary", "ruar", ""]),
    ("mar", &["ch", ""]),
    ("apr", &["il", ""]),
    ("may", &[""]),
    ("jun", &["e", "i", ""]),
    ("jul", &["y", "i", ""]),
    ("aug", &["ust", ""]),
    ("sep", &["tember", "t", ""]),
    ("oct", &["ober", ""]),
    ("nov", &["ember", ""]),
    ("dec", &["ember", ""]),
];

/// The number of a month by its name, in English, short or whole, or in German.
pub(crate) fn month(word: &str) -> Option<u32> {
    let german = ["märz", "mai", "oktober", "dezember"]
        .iter()
        .position(|name| *name == word);
    if let Some(at) = german {
        return Some([3, 5, 10, 12][at]);
    }
    let named = |(stem, ends): &(&str, &[&str])| word.strip_prefix(stem).is_some_and(|end| ends.contains(&end));
    let at = MONTHS.iter().position(named)?;
    u32::try_from(at + 1).ok()
}

/// A date with the words it takes; `None` for one without a year, that does not exist, or whose day and
/// month could be each other.
type Dated = (Option<NaiveDate>, Range<usize>);

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

/// The day and the month of a date in words without a year.
fn day_and_month(words: &[Word]) -> Option<(u32, u32)> {
    let month = words.iter().find_map(|word| month(&word.text))?;
    let day = words.iter().find_map(|word| match word.number? {
        Number::Whole(day) if day <= 31 => Some(day),
        _ => None,
    })?;
    Some((day, month))
}

/// Every date of a sentence, in order.
fn dates(words: &[Word]) -> Vec<Dated> {
    let mut dates = iso_dates(words);
    dates.extend(dotted_dates(words));
    dates.extend(slashed_dates(words));
    dates.extend(written_dates(words));
    dates.sort_by_key(|(_, place)| place.start);
    dates
}

/// Dates such as 2026-04-24, each with the words it takes.
fn iso_dates(words: &[Word]) -> Vec<Dated> {
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

/// Dates such as 24.04.2026, day first, each with the words it takes.
fn dotted_dates(words: &[Word]) -> Vec<Dated> {
    let dated = |at: usize| {
        let parts: Vec<&str> = words[at].text.split('.').collect();
        let [day, month, year] = parts[..] else { return None };
        if day.len() > 2 || month.len() > 2 || !(year.len() == 2 || year.len() == 4) {
            return None;
        }
        let whole = year.len() == 4;
        let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        Some((date.filter(|_| whole), at..at + 1))
    };
    (0..words.len()).filter_map(dated).collect()
}

/// Dates such as 24/04/2026 or 04/24/2026, each with the words it takes. Where both of the first two could be
/// the month, it is not known which is.
fn slashed_dates(words: &[Word]) -> Vec<Dated> {
    let part = |at: usize| {
        let word = words.get(at)?;
        let digits = word.text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| word.text.parse::<u32>().ok()).flatten()
    };
    let joined = |at: usize| words[at].at.end == words[at + 1].at.start;
    let dated = |at: usize| {
        let slashes = words.get(at + 3)?.text == "/" && words[at + 1].text == "/";
        let (one, two, three) = (part(at)?, part(at + 2)?, part(at + 4)?);
        if !slashes || !(at..at + 4).all(joined) {
            return None;
        }
        let date = match (one, two, three) {
            (year @ 2000..2200, month, day) => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
            (one, two, year @ 2000..2200) => {
                let year = i32::try_from(year).ok()?;
                let day_first = NaiveDate::from_ymd_opt(year, two, one);
                let month_first = NaiveDate::from_ymd_opt(year, one, two);
                match (day_first, month_first) {
                    (Some(one), Some(other)) if one != other => None,
                    (one, other) => one.or(other),
                }
            }
            _ => None,
        };
        Some((date, at..at + 5))
    };
    (0..words.len()).filter_map(dated).collect()
}

/// Dates such as 24 April 2026 or April 24th, 2026, each with the words it takes.
fn written_dates(words: &[Word]) -> Vec<Dated> {
    let whole = |at: Option<usize>| match words.get(at?)?.number? {
        Number::Whole(value) => Some(value),
        Number::Decimal(_) | Number::Unclear => None,
    };
    let ordinal = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| ["st", "nd", "rd", "th", "of"].contains(&word.text.as_str()))
    };
    let dated = |at: usize| {
        let month = month(&words[at].text)?;
        let mut before = at.checked_sub(1);
        while before.is_some_and(ordinal) {
            before = before.and_then(|before| before.checked_sub(1));
        }
        let day_of = |at: Option<usize>| whole(at).filter(|day| (1..=31).contains(day));
        let (day, year_at, from) = match day_of(before) {
            Some(day) => (day, at + 1, before.unwrap_or(at)),
            None => (day_of(Some(at + 1))?, at + 2 + usize::from(ordinal(at + 2)), at),
        };
        let year = whole(Some(year_at))
            .filter(|year| (2000..2200).contains(year))
            .and_then(|year| i32::try_from(year).ok());
        let date = year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
        let to = match (year, day_of(before)) {
            (Some(_), _) => year_at + 1,
            (None, Some(_)) => at + 1,
            (None, None) => at + 2,
        };
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
