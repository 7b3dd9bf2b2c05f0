//! How numbers are written. Rounding happens here and nowhere else.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::Ratio;
use crate::calendar::Moment;
use crate::decimal::Decimal;

/// With this many decimals, halves away from zero.
fn decimals(value: Ratio, places: usize) -> String {
    let unit = (0..places).fold(1_i128, |unit, _| unit * 10);
    let scaled = rounded(i128::from(value.num()) * unit, i128::from(value.den()));
    let sign = if scaled < 0 { "-" } else { "" };
    format!("{sign}{}.{:0places$}", scaled.abs() / unit, scaled.abs() % unit)
}

/// One decimal, halves away from zero: days, means, cycles.
pub fn one_decimal(value: Ratio) -> String {
    decimals(value, 1)
}

/// Both with one decimal, or with as many as it takes (up to four) for different values to read
/// differently: a reader must see why `1.9` is more than `1.9`.
pub fn apart(one: Ratio, other: Ratio) -> (String, String) {
    let pairs = (1..=4).map(|places| (decimals(one, places), decimals(other, places)));
    let differing = pairs.clone().find(|(one, other)| one != other);
    differing
        .filter(|_| one != other)
        .unwrap_or_else(|| (one_decimal(one), one_decimal(other)))
}

/// A value beside a bar that terms set: with as many decimals as the bar has, at least one, and more where it
/// takes them to tell the two apart.
pub fn beside(value: Ratio, bar: Decimal) -> String {
    let (least, bar) = (bar.places().max(1), Ratio::from(bar));
    let differing = (least..=4).find(|places| decimals(value, *places) != decimals(bar, *places));
    decimals(value, differing.filter(|_| value != bar).unwrap_or(least))
}

/// One decimal, or none for a whole number: `5 days` rather than `5.0 days` where days are counted.
pub fn short(value: Ratio) -> String {
    if value.den() == 1 {
        value.num().to_string()
    } else {
        one_decimal(value)
    }
}

/// `1 day`, `6.0 days`.
pub fn days(value: Ratio) -> String {
    if value == Ratio::whole(1) {
        "1 day".to_owned()
    } else {
        format!("{} days", one_decimal(value))
    }
}

/// A length of time given in seconds, in its natural unit: `40 min`, `5.5 h`, `1.2 days`.
pub fn duration(seconds: Ratio) -> String {
    let per = |unit: i64| seconds.times(Ratio::new(1, unit)).unwrap_or(seconds);
    if seconds < Ratio::whole(3_600) {
        format!(
            "{} min",
            rounded(i128::from(seconds.num()), i128::from(seconds.den()) * 60)
        )
    } else if seconds < Ratio::whole(86_400) {
        format!("{} h", one_decimal(per(3_600)))
    } else {
        days(per(86_400))
    }
}

/// Lengths of time given in seconds, to be compared with one another: all in the unit of the longest, or in the next smaller
/// one in which none of them reads as nothing. `0.2 days`, `2.0 days`.
pub fn durations(seconds: &[Ratio]) -> Vec<String> {
    const UNITS: [(i64, &str); 2] = [(86_400, "days"), (3_600, "h")];
    let longest = seconds.iter().copied().max().unwrap_or(Ratio::whole(0));
    let shortest = seconds.iter().copied().filter(|one| *one > Ratio::whole(0)).min();
    // What rounds to a tenth of the unit.
    let reads = |unit: i64| shortest.is_none_or(|one| one >= Ratio::whole(unit / 20));
    let unit = UNITS
        .into_iter()
        .find(|(unit, _)| longest >= Ratio::whole(*unit) && reads(*unit));
    let one = |one: &Ratio| match unit {
        Some((unit, word)) => {
            let value = one.times(Ratio::new(1, unit)).unwrap_or(*one);
            format!("{} {word}", one_decimal(value))
        }
        None => format!("{} min", rounded(i128::from(one.num()), i128::from(one.den()) * 60)),
    };
    seconds.iter().map(one).collect()
}

/// Working time given in seconds, always in hours: `5.5 business hours`.
pub fn business_hours(seconds: Ratio) -> String {
    format!(
        "{} business hours",
        one_decimal(seconds.times(Ratio::new(1, 3_600)).unwrap_or(seconds))
    )
}

/// A whole percentage; never with decimals.
pub fn percent(part: Ratio) -> String {
    format!("{}%", rounded(i128::from(part.num()) * 100, i128::from(part.den())))
}

/// A value of a primary metric with its unit: at most two decimals, no trailing zeros. A unit of
/// signs alone (`%`) follows without a space.
pub fn measured(value: f64, unit: &str) -> String {
    with_unit(&plain(value, 2), unit)
}

/// Both, with as many decimals as it takes (one to six) for different values to read differently. A
/// unit of several words is said once, with the second.
pub fn measured_apart(one: f64, other: f64, unit: &str) -> (String, String) {
    let (one, other) = numbers_apart(one, other);
    let first_unit = if unit.contains(char::is_whitespace) { "" } else { unit };
    (with_unit(&one, first_unit), with_unit(&other, unit))
}

/// Both as [`measured_apart`] says them, each with its unit: they stand apart in a table.
pub fn measured_each(one: f64, other: f64, unit: &str) -> (String, String) {
    let (one, other) = numbers_apart(one, other);
    (with_unit(&one, unit), with_unit(&other, unit))
}

fn numbers_apart(one: f64, other: f64) -> (String, String) {
    let pairs = (1..=6).map(|places| (plain(one, places), plain(other, places)));
    pairs
        .clone()
        .find(|(one, other)| one != other)
        .unwrap_or_else(|| (plain(one, 1), plain(other, 1)))
}

fn plain(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let number = text.trim_end_matches('0').trim_end_matches('.');
    if number == "-0" {
        "0".to_owned()
    } else {
        number.to_owned()
    }
}

fn with_unit(number: &str, unit: &str) -> String {
    match unit.chars().next() {
        None => number.to_owned(),
        Some(first) if first.is_alphanumeric() => format!("{number} {unit}"),
        Some(_) => format!("{number}{unit}"),
    }
}

/// `19 Mar 2026`.
pub fn date(on: NaiveDate) -> String {
    on.format("%-d %b %Y").to_string()
}

/// `19 Mar 2026, 14:02 CET`.
pub fn instant(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%-d %b %Y, %H:%M %Z").to_string()
}

/// A date, or an instant with its zone.
pub fn moment(moment: Moment, zone: Tz) -> String {
    match moment {
        Moment::Instant(at) => instant(at, zone),
        Moment::Date(on) => date(on),
    }
}

/// `1 PR`, `5 PRs`.
pub fn prs(count: usize) -> String {
    if count == 1 {
        "1 PR".to_owned()
    } else {
        format!("{count} PRs")
    }
}

/// `num / den` to the nearest whole number, halves away from zero; `den` is positive.
fn rounded(num: i128, den: i128) -> i128 {
    num.signum() * ((2 * num.abs() + den) / (2 * den))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_half_away_from_zero() {
        assert_eq!(one_decimal(Ratio::new(5, 4)), "1.3");
        assert_eq!(one_decimal(Ratio::new(-5, 4)), "-1.3");
        assert_eq!(one_decimal(Ratio::new(-1, 100)), "0.0");
        assert_eq!(percent(Ratio::new(5, 11)), "45%");
        assert_eq!(
            apart(Ratio::new(17, 9), Ratio::new(15, 8)),
            ("1.89".to_owned(), "1.88".to_owned())
        );
        assert_eq!(
            apart(Ratio::new(3, 2), Ratio::new(3, 2)),
            ("1.5".to_owned(), "1.5".to_owned())
        );
    }

    #[test]
    fn a_value_beside_a_bar_reads_on_its_side_of_it() {
        let bar = |text: &str| text.parse::<Decimal>().expect("a number");
        assert_eq!(beside(Ratio::new(7, 2), bar("3")), "3.5");
        // 3.25 is met by exactly 13 of 4, and not by 3.2 that would read the same in one decimal.
        assert_eq!(beside(Ratio::new(13, 4), bar("3.25")), "3.25");
        assert_eq!(beside(Ratio::new(16, 5), bar("3.25")), "3.20");
        // 29 of 9 is 3.222: below a bar of 3.25, and above one of 3.2.
        assert_eq!(beside(Ratio::new(29, 9), bar("3.2")), "3.22");
        assert_eq!(beside(Ratio::new(2_999, 1_000), bar("3")), "2.999");
    }

    #[test]
    fn lengths_of_time_are_written_in_their_natural_unit() {
        assert_eq!(duration(Ratio::whole(2_400)), "40 min");
        assert_eq!(duration(Ratio::whole(3_600)), "1.0 h");
        assert_eq!(duration(Ratio::whole(19_800)), "5.5 h");
        assert_eq!(business_hours(Ratio::whole(19_800)), "5.5 business hours");
        assert_eq!(duration(Ratio::whole(86_400)), "1 day");
        assert_eq!(duration(Ratio::whole(103_680)), "1.2 days");
    }

    #[test]
    fn lengths_that_are_compared_have_one_unit() {
        let said = |seconds: &[i64]| durations(&seconds.iter().copied().map(Ratio::whole).collect::<Vec<_>>());
        // 23.5 h and 1.1 days.
        assert_eq!(said(&[84_600, 95_040]), ["1.0 days", "1.1 days"]);
        assert_eq!(said(&[14_400, 172_800, 86_400]), ["0.2 days", "2.0 days", "1.0 days"]);
        assert_eq!(said(&[19_800, 5_400]), ["5.5 h", "1.5 h"]);
        // 10 minutes are no 0.0 days.
        assert_eq!(said(&[600, 172_800]), ["0.2 h", "48.0 h"]);
        assert_eq!(said(&[60, 172_800]), ["1 min", "2880 min"]);
        assert_eq!(said(&[0, 172_800]), ["0.0 days", "2.0 days"]);
        assert_eq!(said(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_moment_is_a_day_or_a_time_of_its_zone() {
        let at: DateTime<Utc> = "2026-03-19T13:02:00Z".parse().expect("a time");
        assert_eq!(
            moment(Moment::Instant(at), Tz::Europe__Berlin),
            "19 Mar 2026, 14:02 CET"
        );
        let on: NaiveDate = "2026-03-19".parse().expect("a day");
        assert_eq!(moment(Moment::Date(on), Tz::Europe__Berlin), "19 Mar 2026");
    }

    #[test]
    fn measured_values_carry_their_unit() {
        assert_eq!(measured(41.0, "%"), "41%");
        assert_eq!(measured(3.456, "invites"), "3.46 invites");
        assert_eq!(measured(-0.001, ""), "0");
        let both = |one, other, unit| {
            let (one, other) = measured_apart(one, other, unit);
            format!("{one} to {other}")
        };
        assert_eq!(both(41.04, 46.0, "%"), "41% to 46%");
        assert_eq!(both(41.04, 41.01, "%"), "41.04% to 41.01%");
        assert_eq!(both(6.42, 5.3, "per 1,000 bookings"), "6.4 to 5.3 per 1,000 bookings");
        let (one, other) = measured_each(6.42, 5.3, "per 1,000");
        assert_eq!((&*one, &*other), ("6.4 per 1,000", "5.3 per 1,000"));
    }
}
