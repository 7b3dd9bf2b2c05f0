//! Days as people write them.

use std::ops::Range;

use chrono::NaiveDate;
use domain::document::number::Number;

use crate::words::Word;

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

/// The day and the month of a date in words without a year.
pub(super) fn day_and_month(words: &[Word]) -> Option<(u32, u32)> {
    let month = words.iter().find_map(|word| month(&word.text))?;
    let day = words.iter().find_map(|word| match word.number? {
        Number::Whole(day) if day <= 31 => Some(day),
        _ => None,
    })?;
    Some((day, month))
}

/// Every date of a sentence, in order.
pub(super) fn dates(words: &[Word]) -> Vec<Dated> {
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
