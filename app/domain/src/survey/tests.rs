use super::*;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn week() -> SurveyWeek {
    SurveyWeek {
        number: 2,
        opens_at: utc("2026-03-08T23:00:00Z"),
        closes_at: utc("2026-03-15T23:00:00Z"),
        begins_at: None,
        ends_at: None,
    }
}

#[test]
fn a_week_is_open_from_its_first_instant_to_before_its_last() {
    let week = week();
    let until = week.closes_at;
    for (now, state) in [
        (
            "2026-03-08T22:59:59Z",
            WeekState::NotOpenYet {
                opens_at: week.opens_at,
            },
        ),
        ("2026-03-08T23:00:00Z", WeekState::Open { until }),
        ("2026-03-15T22:59:59Z", WeekState::Open { until }),
        ("2026-03-15T23:00:00Z", WeekState::Closed { at: until }),
    ] {
        assert_eq!(week_state(&week, utc(now)), state, "{now}");
    }
}

#[test]
fn answers_change_until_the_week_closes_and_a_first_one_after_that_is_late() {
    let before = week_state(&week(), utc("2026-03-01T12:00:00Z"));
    let during = week_state(&week(), utc("2026-03-10T12:00:00Z"));
    let after = week_state(&week(), utc("2026-03-20T12:00:00Z"));
    assert_eq!(take(before, false), Err(NotTaken::NotOpenYet));
    assert_eq!(take(during, false), Ok(Timing::InTime));
    assert_eq!(take(during, true), Ok(Timing::InTime));
    assert_eq!(take(after, false), Ok(Timing::Late));
    assert_eq!(take(after, true), Err(NotTaken::Settled));
}

#[test]
fn only_one_to_five_are_answers() {
    for text in ["", "0", "6", "-1", "4.5", "four", "256"] {
        assert_eq!(Energy::parse(text), Err(NoAnswer), "{text}");
    }
    assert_eq!(Energy::parse(" 4 ").unwrap().to_string(), "4, Good");
    let words: Vec<_> = Energy::ALL.iter().map(|e| e.word()).collect();
    assert_eq!(words, ["Drained", "Low", "Steady", "Good", "Energised"]);
}
