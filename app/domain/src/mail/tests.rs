use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
use chrono_tz::{America, Asia, Europe, Pacific, Tz};

use super::*;
use crate::calendar::SurveyWeek;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

fn sender(secret: Option<&str>) -> Sender<'_> {
    Sender {
        base_url: "https://countersign.example/",
        secret,
        unsubscribe: None,
    }
}

#[test]
fn one_source_gives_plain_text_and_html_that_say_the_same() {
    let letter = letters::invitation("Dana", Some("Checkout pilot"));
    let text = letter.text(&sender(Some("s3cret")));
    assert_eq!(
        text,
        "You are invited\n\
         \n\
         Dana invites you to the pilot Checkout pilot.\n\
         \n\
         Choose a password, and you are in. The link works once, within 72 hours,\n\
         and is yours alone: do not pass it on.\n\
         \n\
         Choose a password:\n\
         https://countersign.example/invitation/s3cret\n\
         \n\
         If you do not know what this is about, do nothing: without you nothing\n\
         happens.\n\
         \n\
         -- \n\
         You get this because Dana entered your address.\n\
         What you get by mail:\n\
         https://countersign.example/settings\n"
    );
    let html = letter.html(&sender(Some("s3cret")));
    for said in [
        "You are invited",
        "Dana invites you to the pilot Checkout pilot.",
        "href=\"https://countersign.example/invitation/s3cret\"",
        "without you nothing happens",
    ] {
        assert!(html.contains(said), "{said}");
    }
    // Nothing is fetched, so nobody learns whether and when it is read.
    for fetched in ["<img", "<script", "<link", "url(", "src="] {
        assert!(!html.contains(fetched), "{fetched}");
    }
}

#[test]
fn a_name_is_no_link_no_line_and_no_markup() {
    for (typed, written) in [
        ("Dana", "Dana"),
        ("Dr. Ada Lovelace", "Dr. Ada Lovelace"),
        ("win at evil.example/now", "win at evil. example now"),
        ("https://evil.example", "https evil. example"),
        ("Dana\r\nBcc: all@example.com", "Dana Bcc all example. com"),
        ("Dana\u{202e}\u{200b}", "Dana"),
        ("a\0b", "ab"),
    ] {
        assert_eq!(name(typed), written, "{typed:?}");
    }
    assert_eq!(name(&"x".repeat(80)).len(), 60);
    let letter = letters::invitation("<b>\"Dana\"&</b>", None);
    let html = letter.html(&sender(None));
    assert!(html.contains("b &quot;Dana&quot;&amp; b invites you"), "{html}");
    assert_eq!(letter.subject, "You are invited to Countersign");
}

#[test]
fn the_survey_has_five_links_that_only_preselect() {
    let letter = Letter {
        buttons: crate::survey::Energy::ALL
            .map(|energy| Button::new(energy.word(), format!("/s/{{secret}}?a={}", energy.score())))
            .into(),
        ..Letter::default()
    };
    let html = letter.html(&sender(Some("tok")));
    for score in 1..=5 {
        assert!(
            html.contains(&format!("https://countersign.example/s/tok?a={score}\"")),
            "{score}"
        );
    }
    assert_eq!(html.matches("class=\"choice\"").count(), 5);
}

#[test]
fn times_are_the_pilots_and_the_readers_own_where_that_is_another() {
    let due = at("2026-03-13T16:00:00Z");
    for (own, written) in [
        (None, "Fri 13 Mar 2026, 17:00 CET"),
        (Some(Europe::Paris), "Fri 13 Mar 2026, 17:00 CET"),
        (Some(America::New_York), "Fri 13 Mar 2026, 17:00 CET (12:00 your time)"),
        (
            Some(Pacific::Auckland),
            "Fri 13 Mar 2026, 17:00 CET (Sat 14 Mar, 05:00 your time)",
        ),
    ] {
        assert_eq!(when(due, Europe::Berlin, own), written);
    }
}

#[test]
fn nobody_is_written_to_at_night() {
    for (zone, now, then) in [
        (Europe::Berlin, "2026-03-02T07:00:00Z", "2026-03-02T07:00:00Z"),
        (Europe::Berlin, "2026-03-02T06:59:59Z", "2026-03-02T07:00:00Z"),
        (Europe::Berlin, "2026-03-02T18:59:59Z", "2026-03-02T18:59:59Z"),
        (Europe::Berlin, "2026-03-02T19:00:00Z", "2026-03-03T07:00:00Z"),
        (Asia::Kolkata, "2026-03-02T00:00:00Z", "2026-03-02T02:30:00Z"),
        // The night in which the clock is put on.
        (Europe::Berlin, "2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z"),
    ] {
        assert_eq!(awake(at(now), zone), at(then), "{now} {zone}");
    }
}

#[test]
fn whoever_has_not_answered_is_reminded_after_two_working_days_and_then_every_two() {
    // Asked on a Thursday at 10:00 in Berlin.
    let asked = at("2026-03-05T09:00:00Z");
    let due = |reminded, now: &str| due_reminder(asked, reminded, at(now), Europe::Berlin);
    assert_eq!(due(0, "2026-03-06T23:00:00Z"), None);
    assert_eq!(due(0, "2026-03-09T08:59:59Z"), None);
    assert_eq!(due(0, "2026-03-09T09:00:00Z"), Some(1));
    assert_eq!(due(1, "2026-03-09T09:00:00Z"), None);
    assert_eq!(due(1, "2026-03-11T09:00:00Z"), Some(2));
    // The program was off for a week: one mail, not three.
    assert_eq!(due(0, "2026-03-13T09:00:00Z"), Some(3));
    assert_eq!(due(9, "2027-03-01T09:00:00Z"), Some(10));
    assert_eq!(due(10, "2027-03-01T09:00:00Z"), None, "ten, and no more");
}

#[test]
fn a_survey_is_reminded_of_once_on_its_last_day() {
    let week = |opens: &str, closes: &str| SurveyWeek {
        number: 1,
        opens_at: at(opens),
        closes_at: at(closes),
        begins_at: None,
        ends_at: None,
    };
    let berlin = week("2026-03-06T14:00:00Z", "2026-03-08T23:00:00Z");
    for (zone, then) in [
        (Europe::Berlin, "2026-03-08T08:00:00Z"),
        (America::New_York, "2026-03-08T13:00:00Z"),
        // In Auckland the last day is the Monday, and it closes at noon.
        (Pacific::Auckland, "2026-03-08T20:00:00Z"),
    ] {
        assert_eq!(last_day_reminder(&berlin, zone), Some(at(then)), "{zone}");
    }
    // It closes at 09:30 where the reader is: the evening before.
    let early = week("2026-03-02T08:00:00Z", "2026-03-09T08:30:00Z");
    assert_eq!(
        last_day_reminder(&early, Europe::Berlin),
        Some(at("2026-03-08T18:00:00Z"))
    );
    // Open for an hour: nobody is reminded of what they were just asked.
    let short = week("2026-03-09T09:00:00Z", "2026-03-09T10:00:00Z");
    assert_eq!(last_day_reminder(&short, Europe::Berlin), None);
}

proptest::proptest! {
    #[test]
    fn a_reminder_comes_while_the_survey_is_open_and_never_at_night(
        zone in 0..chrono_tz::TZ_VARIANTS.len(), start in 1_700_000_000_i64..1_900_000_000, hours in 1_i64..200,
    ) {
        let zone: Tz = chrono_tz::TZ_VARIANTS[zone];
        let opens_at = DateTime::from_timestamp(start, 0).expect("a time");
        let closes_at = opens_at + TimeDelta::hours(hours);
        let week = SurveyWeek { number: 1, opens_at, closes_at, begins_at: None, ends_at: None };
        if let Some(at) = last_day_reminder(&week, zone) {
            proptest::prop_assert!(week.opens_at < at && at < week.closes_at);
            let hour = at.with_timezone(&zone).hour();
            // A zone may skip an hour at 09:00 or 19:00, as few ever did.
            proptest::prop_assert!((8..20).contains(&hour), "{hour} {zone}");
        }
        let awake = awake(opens_at, zone);
        proptest::prop_assert!(awake >= opens_at && awake - opens_at <= TimeDelta::hours(14));
    }
}

#[test]
fn a_meeting_is_in_utc_and_keeps_its_name_when_it_moves() {
    let mut meeting = Meeting {
        method: Method::Request,
        uid: "readout-7".to_owned(),
        sequence: 0,
        written_at: at("2026-03-02T08:00:00Z"),
        starts_at: at("2026-04-10T08:00:00Z"),
        minutes: 60,
        summary: "Readout of Checkout; the one, with\na long name that goes on and on: ääääääääääääääääää".to_owned(),
        path: "/p/checkout/readout/overview".to_owned(),
    };
    let ics = meeting.ics("https://countersign.example", "from@example.com", "dana@example.com");
    assert!(ics.ends_with("END:VCALENDAR\r\n"));
    assert!(
        ics.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')),
        "{ics}"
    );
    let unfolded = ics.replace("\r\n ", "");
    for line in [
        "METHOD:REQUEST",
        "UID:readout-7@countersign.example",
        "SEQUENCE:0",
        "DTSTAMP:20260302T080000Z",
        "DTSTART:20260410T080000Z",
        "DTEND:20260410T090000Z",
        "SUMMARY:Readout of Checkout\\; the one\\, with\\na long name that goes on and on: ääääääääääääääääää",
        "ORGANIZER;CN=Countersign:mailto:from@example.com",
        "STATUS:CONFIRMED",
    ] {
        assert!(unfolded.split("\r\n").any(|there| there == line), "{line}\n{unfolded}");
    }
    meeting.method = Method::Cancel;
    meeting.sequence = 2;
    let ics = meeting.ics(
        "https://countersign.example:8443",
        "from@example.com",
        "dana@example.com\r\nX-EVIL:1",
    );
    for line in [
        "METHOD:CANCEL",
        "SEQUENCE:2",
        "STATUS:CANCELLED",
        "UID:readout-7@countersign.example-8443",
    ] {
        assert!(ics.split("\r\n").any(|there| there == line), "{line}\n{ics}");
    }
    assert!(!ics.split("\r\n").any(|line| line.starts_with("X-EVIL")));
}

#[test]
fn a_mail_server_is_named_without_its_password_and_without_tls_only_on_this_machine() {
    let server = |text: &str| text.parse::<SmtpServer>();
    assert_eq!(
        server("smtp+starttls://post%40example.com@Mail.example.com"),
        Ok(SmtpServer {
            security: Security::StartTls,
            host: "mail.example.com".to_owned(),
            port: 587,
            user: Some("post@example.com".to_owned()),
        })
    );
    for (text, security, host, port) in [
        ("smtps://mail.example.com/", Security::Tls, "mail.example.com", 465),
        ("smtp://127.0.0.1:2525", Security::None, "127.0.0.1", 2525),
        ("smtp://[::1]", Security::None, "::1", 25),
        ("smtp://localhost", Security::None, "localhost", 25),
    ] {
        let server = server(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(
            (server.security, server.host.as_str(), server.port, server.user),
            (security, host, port, None)
        );
    }
    for (text, problem) in [
        ("smtp://mail.example.com", NoServer::Open),
        ("smtp://10.0.0.1", NoServer::Open),
        ("smtps://user:word@mail.example.com", NoServer::Password),
        ("mail.example.com", NoServer::Unknown),
        ("http://mail.example.com", NoServer::Unknown),
        ("smtps://mail.example.com:0", NoServer::Unknown),
        ("smtps://mail.example.com:x", NoServer::Unknown),
        ("smtps://@mail.example.com", NoServer::Unknown),
        ("smtps://a%0Ab@mail.example.com", NoServer::Unknown),
        ("smtps://mail example.com", NoServer::Unknown),
        ("smtps://", NoServer::Unknown),
    ] {
        assert_eq!(server(text), Err(problem), "{text}");
    }
}

#[test]
fn every_kind_has_its_word() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!(
        Kind::Consent.label(),
        Kind::Survey.label(),
        "what is private is called alike"
    );
}

#[test]
fn the_week_and_reminders_are_no_duty_and_everything_else_is() {
    for kind in Kind::ALL {
        let first = (kind == Kind::Digest).then_some(Optional::Digest);
        assert_eq!(Optional::of(kind, 0), first, "{kind:?}");
        let again = if kind == Kind::Digest {
            Optional::Digest
        } else {
            Optional::Reminders
        };
        assert_eq!(Optional::of(kind, 2), Some(again), "{kind:?}");
    }
    for one in Optional::ALL {
        assert_eq!(Optional::parse(one.as_str()), Some(one));
    }
    assert_eq!(Optional::parse("invitation"), None);
}
