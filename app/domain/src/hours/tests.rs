use super::*;

const LEE: PersonId = PersonId(5);
const KIM: PersonId = PersonId(6);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Four weeks from Monday, 2 March 2026, in Berlin, where the clocks change on the last Sunday.
fn weeks() -> Vec<SurveyWeek> {
    (1..=4)
        .map(|number| crate::calendar::survey_week(at("2026-03-02T08:00:00Z"), chrono_tz::Europe::Berlin, number, None))
        .collect()
}

fn terms(each: u32) -> Terms {
    Terms {
        weeks: Some(4),
        pilot_pms: Some(2),
        dri_hours_per_week: Some(Decimal::hundredths(each)),
        ..Terms::default()
    }
}

fn logged(dri: PersonId, week: u8, hundredths: u32) -> Logged {
    let hours = Decimal::hundredths(hundredths);
    Logged { dri, week, hours }
}

#[test]
fn hours_are_read_as_people_type_them() {
    let table = [
        ("2", Ok(200)),
        (" 0.75 ", Ok(75)),
        ("1,5 h", Ok(150)),
        ("2h", Ok(200)),
        ("0", Ok(0)),
        ("80", Ok(8000)),
        ("80.01", Err("Enter at most 80 hours for a week.")),
        ("", Err("Enter the hours of that week; 0 where there were none.")),
        ("h", Err("Enter the hours of that week; 0 where there were none.")),
        ("-1", Err("Enter a number that is not below 0.")),
        ("two", Err("Enter a number in digits, such as 3 or 0.75.")),
        ("1.125", Err("Enter at most two decimals, such as 12.25.")),
    ];
    for (typed, expected) in table {
        let expected = expected.map(Decimal::hundredths).map_err(str::to_owned);
        assert_eq!(read(typed), expected, "{typed:?}");
    }
}

#[test]
fn a_week_is_asked_for_once_it_is_over() {
    let mine = [logged(LEE, 1, 200), logged(KIM, 2, 0)];
    let both = [LEE, KIM].map(Tenure::whole);
    let missing = |dri, now| missing(&weeks(), &mine, &both, dri, at(now));
    assert_eq!(missing(KIM, "2026-03-08T22:59:59Z"), [] as [u8; 0]);
    assert_eq!(missing(KIM, "2026-03-08T23:00:00Z"), [1]);
    assert_eq!(missing(LEE, "2026-03-15T23:00:00Z"), [2]);
    // None at all is an answer.
    assert_eq!(missing(KIM, "2026-03-15T23:00:00Z"), [1]);
    assert_eq!(missing(LEE, "2026-03-29T21:59:59Z"), [2, 3]);
    assert_eq!(missing(LEE, "2026-03-29T22:00:00Z"), [2, 3, 4]);
}

#[test]
fn the_meter_holds_what_was_logged_against_the_promise() {
    // 2 engineers × 2 h × 4 weeks = 16 h; on 16 March two weeks are over: 8 h.
    let given = [logged(LEE, 1, 200), logged(LEE, 2, 150), logged(KIM, 1, 200)];
    let read = |given: &[Logged], now| {
        Meter::of(&terms(200), &weeks(), given, &[LEE, KIM].map(Tenure::whole), at(now)).unwrap()
    };
    let meter = read(&given, "2026-03-16T09:00:00Z");
    assert_eq!(meter.logged, Decimal::hundredths(550));
    assert_eq!(meter.promised, 16.into());
    assert_eq!(meter.by_now, 8.into());
    assert_eq!(meter.missing, 1);
    assert_eq!(
        meter.sentence(),
        "5.5 h logged of 16 h promised. By the end of week 2, 8 h are promised. 1 week of a DRI is not logged."
    );
    // Before the first week is over nothing is due, and what was logged early counts.
    let early = read(&[logged(LEE, 1, 25)], "2026-03-03T09:00:00Z");
    assert_eq!(early.sentence(), "0.25 h logged of 16 h promised.");
    assert_eq!(early.missing, 0);
    // All promised is not more than promised; a quarter of an hour on top is.
    let full: Vec<Logged> = (1..=4)
        .flat_map(|week| [logged(LEE, week, 200), logged(KIM, week, 200)])
        .collect();
    let all = read(&full, "2026-04-01T09:00:00Z");
    assert_eq!(all.beyond(), None);
    assert_eq!(all.sentence(), "16 h logged of 16 h promised.");
    let mut more = full;
    more[7] = logged(KIM, 4, 225);
    let more = read(&more, "2026-04-01T09:00:00Z");
    assert_eq!(more.beyond(), Some(Decimal::hundredths(25)));
    assert_eq!(more.sentence(), "16.25 h logged: 0.25 h more than the 16 h promised.");
}

#[test]
fn without_a_promise_there_is_no_meter() {
    let none = Terms {
        dri_hours_per_week: None,
        ..terms(200)
    };
    assert_eq!(
        Meter::of(&none, &weeks(), &[], &[Tenure::whole(LEE)], at("2026-03-16T09:00:00Z")),
        None
    );
}

#[test]
fn whoever_takes_over_owes_the_weeks_from_then_on_and_what_was_left_stays_missing() {
    // Kim takes over from Lee on the Wednesday of the second week.
    let change = at("2026-03-11T10:00:00Z");
    let tenures = [
        Tenure {
            until: Some(change),
            ..Tenure::whole(LEE)
        },
        Tenure {
            since: Some(change),
            ..Tenure::whole(KIM)
        },
    ];
    let all_over = at("2026-04-01T09:00:00Z");
    let owes = |given: &[Logged], dri| missing(&weeks(), given, &tenures, dri, all_over);
    assert_eq!(owes(&[], LEE), [1]);
    assert_eq!(owes(&[], KIM), [2, 3, 4]);
    // What Lee gave of the second week counts, and Kim is still asked for it.
    let given = [logged(LEE, 2, 100), logged(KIM, 3, 200)];
    assert_eq!(owes(&given, KIM), [2, 4]);
    let meter = Meter::of(&terms(200), &weeks(), &given, &tenures, all_over).unwrap();
    assert_eq!(
        meter.sentence(),
        "3 h logged of 16 h promised. 3 weeks of DRIs are not logged."
    );
}
