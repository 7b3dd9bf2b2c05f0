use super::*;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const BERLIN: Tz = chrono_tz::Europe::Berlin;

#[test]
fn a_day_has_four_digits_of_a_year_from_2000_to_2100() {
    for (text, read) in [
        ("2026-03-02", "2026-03-02"),
        (" 2026-3-4 ", "2026-03-04"),
        ("2000-01-01", "2000-01-01"),
        ("2100-12-31", "2100-12-31"),
    ] {
        assert_eq!(read_day(text), Ok(day(read)), "{text}");
    }
    for text in [
        "",
        "26-03-02",
        "-2026-03-02",
        "+2026-03-02",
        "2026-02-30",
        "2026-003-2",
        "2026-03",
        "2.3.2026",
        "1999-12-31",
        "2101-01-01",
        "0026-03-02",
        "9999-01-01",
        "20260-3-2",
        "2026- 3-2",
        "２０２６-03-02",
    ] {
        assert!(read_day(text).is_err(), "{text}");
    }
    assert_eq!(
        read_day("2101-01-01"),
        Err("“2101-01-01” is in no year from 2000 to 2100.".to_owned())
    );
}

#[test]
fn a_local_day_starts_where_the_zone_says() {
    assert_eq!(local_date(utc("2026-03-01T23:30:00Z"), BERLIN), day("2026-03-02"));
    assert_eq!(start_of_day(day("2026-03-02"), BERLIN), utc("2026-03-01T23:00:00Z"));
    assert_eq!(start_of_day(day("2026-07-02"), BERLIN), utc("2026-07-01T22:00:00Z"));
}

#[test]
fn a_skipped_time_is_the_first_instant_after_the_gap() {
    // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
    let skipped = day("2026-03-29").and_hms_opt(2, 30, 0).unwrap();
    assert_eq!(instant_of(skipped, BERLIN), utc("2026-03-29T01:00:00Z"));
    // Beirut, 27 March 2022: the day has no midnight.
    assert_eq!(
        start_of_day(day("2022-03-27"), chrono_tz::Asia::Beirut),
        utc("2022-03-26T22:00:00Z")
    );
    // Apia skipped the whole of 30 December 2011.
    assert_eq!(
        start_of_day(day("2011-12-30"), chrono_tz::Pacific::Apia),
        utc("2011-12-30T10:00:00Z")
    );
}

#[test]
fn a_time_that_happens_twice_is_the_earlier_one() {
    // Berlin, 25 October 2026: 02:30 is 00:30 UTC and again 01:30 UTC.
    let twice = day("2026-10-25").and_hms_opt(2, 30, 0).unwrap();
    assert_eq!(instant_of(twice, BERLIN), utc("2026-10-25T00:30:00Z"));
}

#[test]
fn a_week_is_seven_local_days_over_a_clock_change() {
    let started = utc("2026-03-23T13:00:00Z");
    let first = survey_week(started, BERLIN, 1);
    assert_eq!(first.opens_at, utc("2026-03-22T23:00:00Z"));
    assert_eq!(first.closes_at, utc("2026-03-29T22:00:00Z"));
    assert_eq!((first.closes_at - first.opens_at).num_hours(), 167);
    let second = survey_week(started, BERLIN, 2);
    assert_eq!(second.opens_at, first.closes_at);
    assert_eq!(second.closes_at, utc("2026-04-05T22:00:00Z"));
}

#[test]
fn working_time_leaves_out_nights_weekends_and_holidays() {
    // Friday 16:00 to Monday 10:00 local (CET): one hour and one hour.
    let (from, to) = (utc("2026-03-06T15:00:00Z"), utc("2026-03-09T09:00:00Z"));
    assert_eq!(business_time(from, to, BERLIN, &[]), 2 * 3_600_000_000);
    assert_eq!(business_time(from, to, BERLIN, &[day("2026-03-09")]), 3_600_000_000);
    assert_eq!(business_time(to, from, BERLIN, &[]), 0);
}
