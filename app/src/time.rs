//! Times as pages write them: always with their zone.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::calendar::{local_date, start_of_day};
use leptos::prelude::*;

/// `Fri 14 Mar 2025, 17:00 CET`.
pub fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%a %-d %b %Y, %H:%M %Z").to_string()
}

/// `14 Mar, 17:00 CET`, where the year is plain.
pub fn short(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%-d %b, %H:%M %Z").to_string()
}

/// `the end of Sun 31 Jan 2027` for the first instant of the day after, which everybody would read as the day after; any
/// other moment as it is.
pub fn until(at: DateTime<Utc>, zone: Tz) -> String {
    let on = local_date(at, zone);
    match on.pred_opt().filter(|_| start_of_day(on, zone) == at) {
        Some(before) => format!("the end of {}", day(before)),
        None => moment(at, zone),
    }
}

/// [`until`], where it stands alone: `end of Sun 31 Jan 2027`.
pub fn ending(at: DateTime<Utc>, zone: Tz) -> String {
    let until = until(at, zone);
    until.strip_prefix("the ").map_or(until.clone(), str::to_owned)
}

/// `Fri 14 Mar 2025`.
pub fn day(on: NaiveDate) -> String {
    on.format("%a %-d %b %Y").to_string()
}

/// A `<time>` element with the moment in the pilot's zone.
#[component]
pub fn Time(
    /// The instant.
    at: DateTime<Utc>,
    /// The zone to write it in.
    zone: Tz,
) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)>{moment(at, zone)}</time> }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa, Europe, Tz};

    use super::{ending, until};

    #[test]
    fn a_midnight_is_the_end_of_the_day_before() {
        for (at, zone, expected) in [
            ("2027-01-31T23:00:00Z", Europe::Berlin, "the end of Sun 31 Jan 2027"),
            ("2027-01-31T23:00:00Z", Tz::UTC, "Sun 31 Jan 2027, 23:00 UTC"),
            ("2027-02-01T00:00:00Z", Tz::UTC, "the end of Sun 31 Jan 2027"),
            ("2027-02-01T00:00:01Z", Tz::UTC, "Mon 1 Feb 2027, 00:00 UTC"),
            // The clocks of Cairo jump over midnight: Fri 28 Apr 2023 begins at 01:00.
            ("2023-04-27T22:00:00Z", Africa::Cairo, "the end of Thu 27 Apr 2023"),
            ("2026-03-06T16:00:00Z", Europe::Berlin, "Fri 6 Mar 2026, 17:00 CET"),
        ] {
            let at = at.parse().expect("a time");
            assert_eq!(until(at, zone), expected);
            assert_eq!(ending(at, zone), expected.trim_start_matches("the "));
        }
    }
}
