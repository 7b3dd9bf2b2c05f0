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

/// The zones in which a page writes the times on which its reader acts: the pilot's, and their own where they said one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zones {
    /// The pilot's.
    pub pilot: Tz,
    /// The reader's.
    pub own: Option<Tz>,
}

impl Zones {
    /// What the reader's clock shows when the pilot's shows this instant, unless it shows the same: `17:59`, and with the day
    /// where that is another than `named`, the day that is written for the pilot.
    fn own_clock(self, at: DateTime<Utc>, named: NaiveDate, ends: bool) -> Option<String> {
        let own = self.own?;
        let (here, there) = (at.with_timezone(&own), at.with_timezone(&self.pilot));
        if here.naive_local() == there.naive_local() {
            return None;
        }
        let on = here.date_naive();
        Some(match on.pred_opt().filter(|_| ends && start_of_day(on, own) == at) {
            Some(before) => format!("the end of {}", before.format("%a %-d %b")),
            None if on == named => here.format("%H:%M").to_string(),
            None => here.format("%a %-d %b, %H:%M").to_string(),
        })
    }
}

/// How [`When`] writes the pilot's time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Written {
    /// As [`moment`].
    #[default]
    At,
    /// As [`until`].
    Until,
    /// As [`ending`].
    Ending,
}

/// The time as the pilot has it, and the reader's own, if that is another.
fn both(at: DateTime<Utc>, zones: Zones, written: Written) -> (String, Option<String>) {
    let zone = zones.pilot;
    let on = local_date(at, zone);
    let before = on.pred_opt().filter(|_| start_of_day(on, zone) == at);
    let (text, named) = match (written, before) {
        (Written::At, _) | (_, None) => (moment(at, zone), on),
        (Written::Until, Some(before)) => (until(at, zone), before),
        (Written::Ending, Some(before)) => (ending(at, zone), before),
    };
    let own = zones.own_clock(at, named, written != Written::At);
    // A day that ends says nothing of where.
    let text = match &own {
        Some(_) if named != on => format!("{text} in {}", city(zone)),
        _ => text,
    };
    (text, own.map(|own| format!("{own} your time")))
}

/// What people call a zone: `New York`.
pub fn city(zone: Tz) -> String {
    let name = zone.name();
    name.rsplit_once('/').map_or(name, |(_, city)| city).replace('_', " ")
}

/// A time on which somebody acts: the pilot's, and after it the reader's own where their clock shows another:
/// `Fri 14 Mar 2025, 17:00 CET · 12:00 your time`. On paper the pilot's stands alone.
#[component]
pub fn When(
    /// The instant.
    at: DateTime<Utc>,
    /// The zones to write it in.
    zones: Zones,
    /// How the pilot's is written.
    #[prop(optional)]
    written: Written,
) -> impl IntoView {
    let (text, own) = both(at, zones, written);
    let machine = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    view! {
        <time datetime=machine>
            {text} {own.map(|own| view! { <span class="own-time">{format!(" · {own}")}</span> })}
        </time>
    }
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

    use super::{Written, Zones, both, ending, until};

    /// Clocks go forward on 14 March 2027 in New York and on 28 March in Berlin, at 2 in the morning; back on 31 October in
    /// Berlin and on 7 November in New York. Kolkata has none of it and is half an hour off.
    #[test]
    fn the_readers_own_time_follows_where_their_clock_shows_another() {
        const YORK: Tz = Tz::America__New_York;
        for (at, pilot, own, expected, aside) in [
            // Winter in both: 6 hours.
            (
                "2027-03-12T16:00:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "Fri 12 Mar 2027, 17:00 CET",
                Some("11:00 your time"),
            ),
            // New York alone has changed its clock: 5 hours, for two weeks.
            (
                "2027-03-19T16:00:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "Fri 19 Mar 2027, 17:00 CET",
                Some("12:00 your time"),
            ),
            // Both have.
            (
                "2027-04-02T15:00:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "Fri 2 Apr 2027, 17:00 CEST",
                Some("11:00 your time"),
            ),
            // In autumn Berlin goes first.
            (
                "2027-11-05T16:00:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "Fri 5 Nov 2027, 17:00 CET",
                Some("12:00 your time"),
            ),
            // The hour that New York has twice: 01:30 EDT and 01:30 EST.
            (
                "2027-11-07T05:30:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "Sun 7 Nov 2027, 06:30 CET",
                Some("01:30 your time"),
            ),
            (
                "2027-11-07T06:30:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "Sun 7 Nov 2027, 07:30 CET",
                Some("01:30 your time"),
            ),
            // Another day there.
            (
                "2027-01-31T22:59:00Z",
                Tz::Europe__Berlin,
                Some(Tz::Asia__Kolkata),
                "Sun 31 Jan 2027, 23:59 CET",
                Some("Mon 1 Feb, 04:29 your time"),
            ),
            (
                "2027-02-01T01:00:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "Mon 1 Feb 2027, 02:00 CET",
                Some("Sun 31 Jan, 20:00 your time"),
            ),
            (
                "2027-07-01T12:00:00Z",
                Tz::UTC,
                Some(Tz::Asia__Kolkata),
                "Thu 1 Jul 2027, 12:00 UTC",
                Some("17:30 your time"),
            ),
            // Another name, the same clock.
            (
                "2027-03-19T16:00:00Z",
                Tz::Europe__Berlin,
                Some(Tz::Europe__Stockholm),
                "Fri 19 Mar 2027, 17:00 CET",
                None,
            ),
            // London and Lisbon, Phoenix and Denver in winter: the same that day; Denver is another in summer.
            (
                "2027-01-15T16:00:00Z",
                Tz::America__Denver,
                Some(Tz::America__Phoenix),
                "Fri 15 Jan 2027, 09:00 MST",
                None,
            ),
            (
                "2027-07-15T16:00:00Z",
                Tz::America__Denver,
                Some(Tz::America__Phoenix),
                "Thu 15 Jul 2027, 10:00 MDT",
                Some("09:00 your time"),
            ),
            // Nobody said where they are.
            (
                "2027-03-12T16:00:00Z",
                Tz::Europe__Berlin,
                None,
                "Fri 12 Mar 2027, 17:00 CET",
                None,
            ),
        ] {
            let zones = Zones { pilot, own };
            let got = both(at.parse().expect("a time"), zones, Written::At);
            assert_eq!((&*got.0, got.1.as_deref()), (expected, aside), "{at} {own:?}");
        }
    }

    #[test]
    fn the_end_of_a_day_says_where_it_ends_and_when_that_is_for_the_reader() {
        const YORK: Tz = Tz::America__New_York;
        for (at, pilot, own, expected, aside) in [
            // The day that was named is the reader's, too.
            (
                "2027-01-31T23:00:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "end of Sun 31 Jan 2027 in Berlin",
                Some("18:00 your time"),
            ),
            (
                "2027-01-31T23:00:00Z",
                Tz::Europe__Berlin,
                Some(Tz::Asia__Kolkata),
                "end of Sun 31 Jan 2027 in Berlin",
                Some("Mon 1 Feb, 04:30 your time"),
            ),
            (
                "2027-03-21T23:00:00Z",
                Tz::Europe__Berlin,
                Some(YORK),
                "end of Sun 21 Mar 2027 in Berlin",
                Some("19:00 your time"),
            ),
            (
                "2027-02-01T05:00:00Z",
                YORK,
                Some(Tz::Europe__Berlin),
                "end of Sun 31 Jan 2027 in New York",
                Some("Mon 1 Feb, 06:00 your time"),
            ),
            // The reader's day ends.
            (
                "2027-01-31T23:00:00Z",
                Tz::UTC,
                Some(Tz::Europe__Berlin),
                "Sun 31 Jan 2027, 23:00 UTC",
                Some("the end of Sun 31 Jan your time"),
            ),
            // The same midnight in both.
            (
                "2027-01-31T23:00:00Z",
                Tz::Europe__Berlin,
                Some(Tz::Europe__Paris),
                "end of Sun 31 Jan 2027",
                None,
            ),
            (
                "2027-01-31T23:00:00Z",
                Tz::Europe__Berlin,
                None,
                "end of Sun 31 Jan 2027",
                None,
            ),
        ] {
            let zones = Zones { pilot, own };
            let got = both(at.parse().expect("a time"), zones, Written::Ending);
            assert_eq!((&*got.0, got.1.as_deref()), (expected, aside), "{at} {own:?}");
        }
    }

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
