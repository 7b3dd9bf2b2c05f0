use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::{Dated, Timeline};
use crate::calendar::Moment;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

fn on(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn local(text: &str) -> NaiveDateTime {
    text.parse().expect("a local time")
}

/// Wed 11 Feb 2026, 00:30 in Berlin, while it is the day before in UTC.
fn berlin() -> Timeline {
    Timeline {
        now: utc("2026-02-10T23:30:00Z"),
        zone: chrono_tz::Europe::Berlin,
    }
}

#[test]
fn what_has_happened_lies_behind_and_what_is_agreed_ahead() {
    use Dated::*;
    let (future, past) = (Moment::Date(on("2026-02-12")), Moment::Date(on("2026-02-10")));
    let today = Moment::Date(on("2026-02-11"));
    let instant = |text| Moment::Instant(utc(text));
    for (what, at, sentence) in [
        (Idea, today, ""),
        (Idea, instant("2026-02-10T23:30:00Z"), ""),
        (
            Idea,
            instant("2026-02-10T23:31:00Z"),
            "The idea cannot be in the future.",
        ),
        (Idea, future, "The idea cannot be in the future."),
        (BaselineShipped, today, ""),
        (
            BaselineShipped,
            future,
            "A baseline feature shipped before the pilot, not in the future.",
        ),
        (Shipped, today, ""),
        (Shipped, past, ""),
        (Shipped, future, "The day it reached users cannot lie ahead."),
        (Value, today, ""),
        (
            Value,
            future,
            "There can be no value of Thu 12 Feb 2026 yet: today is Wed 11 Feb 2026.",
        ),
        (Opened, instant("2026-02-10T23:30:00Z"), ""),
        (
            Opened,
            instant("2026-02-10T23:31:00Z"),
            "It cannot have been opened in the future.",
        ),
        (PlannedStart, today, ""),
        (PlannedStart, future, ""),
        (
            PlannedStart,
            past,
            "Tue 10 Feb 2026 has passed. A start can be planned for today, Wed 11 Feb 2026, or later.",
        ),
        (ReadDate, future, ""),
        (ReadDate, today, "The read date must be in the future."),
        (Readout, instant("2026-02-10T23:31:00Z"), ""),
        (
            Readout,
            instant("2026-02-10T23:30:00Z"),
            "The readout cannot be in the past, and Wed 11 Feb 2026 is. Choose a time to come.",
        ),
        (
            Readout,
            Moment::Date(on("2020-01-01")),
            "The readout cannot be in the past, and Wed 1 Jan 2020 is. Choose a time to come.",
        ),
        (Due, today, ""),
        (Due, future, ""),
        (
            Due,
            past,
            "Tue 10 Feb 2026 has passed. Choose today, Wed 11 Feb 2026, or a later day.",
        ),
    ] {
        let said = berlin().takes(what, at).err().unwrap_or_default();
        assert_eq!(said, sentence, "{what:?} {at:?}");
    }
}

#[test]
fn a_readout_is_in_local_time() {
    // 00:31 in Berlin is a minute from now; in UTC it would be long past.
    assert_eq!(berlin().takes_readout(local("2026-02-11T00:31:00")), Ok(()));
    assert!(berlin().takes_readout(local("2026-02-11T00:30:00")).is_err());
}

#[test]
fn of_several_values_ahead_the_first_is_named() {
    let days = [on("2026-02-10"), on("2026-02-11")];
    assert_eq!(berlin().takes_values(days.iter()), Ok(()));
    let days = [on("2026-02-11"), on("2026-03-01"), on("2026-03-02"), on("2026-03-03")];
    assert_eq!(
        berlin().takes_values(days.iter()).err().unwrap_or_default(),
        "There can be no value of Sun 1 Mar 2026 yet: today is Wed 11 Feb 2026. 2 more of the days lie ahead."
    );
}

#[test]
fn a_start_says_what_crosses() {
    let start = Timeline {
        now: utc("2026-02-15T09:00:00Z"),
        zone: chrono_tz::Europe::Berlin,
    };
    // Four weeks from Sun 15 Feb end with Sat 14 Mar.
    let early = "The last week runs until the end of Sat 14 Mar 2026, and the readout is agreed for Tue 24 Feb 2026, 15:00: it \
                 comes before the numbers are complete.";
    let last_day = "The last week runs until the end of Sat 14 Mar 2026, and the readout is agreed for Sat 14 Mar 2026, 23:59: \
                    it comes before the numbers are complete.";
    let passed = "The readout was agreed for Wed 1 Jan 2020, 15:00, which has passed.";
    let read = "The read date of the new-model feature is Sun 15 Mar 2026, and the readout is agreed for Sun 15 Mar 2026, \
                00:00: criterion 4 is not final by then.";
    for (readout, read_on, sentences) in [
        ("2026-02-24T15:00:00", None, vec![early]),
        ("2026-03-14T23:59:00", None, vec![last_day]),
        ("2026-03-15T00:00:00", Some("2026-03-14"), vec![]),
        ("2026-03-15T00:00:00", Some("2026-03-15"), vec![read]),
        ("2020-01-01T15:00:00", None, vec![passed]),
    ] {
        assert_eq!(
            start.start_crosses(4, local(readout), read_on.map(on)),
            sentences,
            "{readout}"
        );
    }
}
