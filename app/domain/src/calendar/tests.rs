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
    let first = survey_week(started, BERLIN, 1, None);
    assert_eq!(first.opens_at, utc("2026-03-22T23:00:00Z"));
    assert_eq!(first.closes_at, utc("2026-03-29T22:00:00Z"));
    assert_eq!((first.closes_at - first.opens_at).num_hours(), 167);
    let second = survey_week(started, BERLIN, 2, None);
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

/// Forty zones: the large ones, every half and quarter of an hour, both ends of the day, changes at midnight and at noon of UTC,
/// and those that change by half an hour or by no clock that others have.
const ZONES: [&str; 40] = [
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Atlantic/Azores",
    "Europe/Athens",
    "Europe/Chisinau",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Johannesburg",
    "Asia/Beirut",
    "Asia/Jerusalem",
    "Asia/Gaza",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Kabul",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Almaty",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Australia/Eucla",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Santiago",
    "America/Asuncion",
    "America/Havana",
];

/// The days of 2024 to 2030 on which the clocks of a zone change, by looking at each noon.
fn changes(zone: Tz) -> Vec<NaiveDate> {
    use chrono::Offset as _;
    let offset = |on: NaiveDate| {
        let noon = on.and_hms_opt(12, 0, 0).unwrap().and_utc();
        noon.with_timezone(&zone).offset().fix().local_minus_utc()
    };
    let days = day("2024-01-01").iter_days().take_while(|on| *on <= day("2030-12-31"));
    days.filter(|on| offset(*on) != offset(on.succ_opt().unwrap()))
        .map(|on| on.succ_opt().unwrap())
        .collect()
}

/// Settings of a window: none, the usual, over the end of the week, an hour where clocks change, and whole weeks but an hour.
fn windows() -> Vec<Option<Window>> {
    let day = 24 * 60;
    let mut windows = vec![None, Some(Window::USUAL)];
    for minutes in [
        (4 * day + 17 * 60, 7 * day),
        (3 * day, 7 * day),
        (4 * day + 12 * 60, 12 * 60),
        (6 * day, 7 * day),
        (6 * day + 2 * 60, 6 * day + 3 * 60),
        (5 * day + 23 * 60, 6 * day),
        (0, 7 * day),
        (0, 60),
        (60, 7 * day),
        (2 * day + 30, 2 * day),
    ] {
        windows.push(Some(Window::try_from(minutes).unwrap()));
    }
    windows
}

/// Every hour around every change of the clocks, and the edges themselves, in every zone with every setting: each instant lies in
/// exactly one week, and at most one question is open.
#[test]
fn each_instant_is_in_one_week_and_at_most_one_question_is_open() {
    let windows = windows();
    let (mut looked, mut zones_that_change) = (0_u64, 0);
    for name in ZONES {
        let zone: Tz = name.parse().unwrap();
        let changes = changes(zone);
        zones_that_change += u32::from(!changes.is_empty());
        // A zone that never changes is looked at all the same.
        let days = if changes.is_empty() {
            vec![day("2027-06-30")]
        } else {
            changes
        };
        for on in days {
            // Started so that the change falls on each day of a week in turn, four weeks that lie around it.
            for ahead in 8..15 {
                let started = instant_of((on - Duration::days(ahead)).and_hms_opt(9, 30, 0).unwrap(), zone);
                for window in &windows {
                    let weeks: Vec<SurveyWeek> = (1..=4)
                        .map(|number| survey_week(started, zone, number, *window))
                        .collect();
                    for (week, next) in weeks.iter().zip(&weeks[1..]) {
                        assert_eq!(week.ends(), next.begins(), "{name} {on} {window:?}");
                        assert!(week.closes_at <= next.opens_at, "{name} {on} {window:?}: {week:?}");
                    }
                    for week in &weeks {
                        let whole = week.begins() <= week.opens_at && week.closes_at <= week.ends();
                        assert!(
                            whole && week.opens_at < week.closes_at,
                            "{name} {on} {window:?}: {week:?}"
                        );
                        let edges = [week.begins(), week.opens_at, week.closes_at, week.ends()];
                        let around = edges.into_iter().flat_map(|edge| {
                            let second = Duration::seconds(1);
                            [edge - second, edge, edge + second]
                        });
                        let noon = on.and_hms_opt(12, 0, 0).unwrap().and_utc();
                        let hours = (-30..=30).map(|hour| noon + Duration::hours(hour));
                        for at in around.chain(hours) {
                            let inside = weeks.first().unwrap().begins() <= at && at < weeks.last().unwrap().ends();
                            let of = weeks
                                .iter()
                                .filter(|week| week.begins() <= at && at < week.ends())
                                .count();
                            let open = weeks
                                .iter()
                                .filter(|week| week.opens_at <= at && at < week.closes_at)
                                .count();
                            assert_eq!(of, usize::from(inside), "{name} {at} {window:?}");
                            assert!(open <= 1, "{name} {at} {window:?}");
                            looked += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(
        zones_that_change >= 20,
        "only {zones_that_change} zones change their clocks at all"
    );
    assert!(looked > 1_000_000, "only {looked} instants were looked at");
}

#[test]
fn a_window_opens_and_closes_when_people_say_it_does() {
    // Started on a Monday: Friday noon to the end of Sunday, over the change of 29 March.
    let started = utc("2026-03-23T08:00:00Z");
    let week = survey_week(started, BERLIN, 1, Some(Window::USUAL));
    assert_eq!(
        (week.opens_at, week.closes_at),
        (utc("2026-03-27T11:00:00Z"), utc("2026-03-29T22:00:00Z"))
    );
    assert_eq!(
        (week.begins(), week.ends()),
        (utc("2026-03-22T23:00:00Z"), utc("2026-03-29T22:00:00Z"))
    );
    // Started on a Thursday: the weekend lies within the week, which goes on until Wednesday.
    let week = survey_week(utc("2026-03-05T08:00:00Z"), BERLIN, 1, Some(Window::USUAL));
    assert_eq!(
        (week.opens_at, week.closes_at),
        (utc("2026-03-06T11:00:00Z"), utc("2026-03-08T23:00:00Z"))
    );
    assert_eq!(week.ends(), utc("2026-03-11T23:00:00Z"));
    // Started on a Saturday: the first Friday is the last day, and the question closes with the week.
    let week = survey_week(utc("2026-03-07T08:00:00Z"), BERLIN, 1, Some(Window::USUAL));
    assert_eq!(
        (week.opens_at, week.closes_at),
        (utc("2026-03-13T11:00:00Z"), utc("2026-03-13T23:00:00Z"))
    );
    // An hour that the clocks skip is over at once: the rest of the week is open instead.
    let skipped = Window::try_from((6 * 24 * 60 + 120, 6 * 24 * 60 + 180)).unwrap();
    let week = survey_week(started, BERLIN, 1, Some(skipped));
    assert_eq!(
        (week.opens_at, week.closes_at),
        (utc("2026-03-29T01:00:00Z"), utc("2026-03-29T22:00:00Z"))
    );
}

#[test]
fn a_window_is_said_as_people_say_it() {
    let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    let usual = Window::new((Weekday::Fri, at(12, 0)), (Weekday::Sun, None)).unwrap();
    assert_eq!(usual, Window::USUAL);
    assert_eq!(usual.to_string(), "from Friday 12:00 until the end of Sunday");
    let over = Window::new((Weekday::Sat, at(0, 0)), (Weekday::Mon, Some(at(9, 5)))).unwrap();
    assert_eq!(over.to_string(), "from Saturday 00:00 until Monday 09:05");
    assert_eq!(
        (over.opens(), over.closes()),
        ((Weekday::Sat, at(0, 0)), (Weekday::Mon, Some(at(9, 5))))
    );
    assert_eq!(serde_json::to_string(&over).unwrap(), "[7200,545]");
    for minutes in [
        (10_080, 60),
        (0, 0),
        (0, 10_081),
        (600, 601),
        (600, 659),
        (65_535, 65_535),
    ] {
        assert_eq!(Window::try_from(minutes), Err(TooShort), "{minutes:?}");
    }
    assert!(
        Window::try_from((600, 600)).is_ok(),
        "a whole week, from Monday 10:00 on"
    );
    assert!(serde_json::from_str::<Window>("[600,601]").is_err());
}
