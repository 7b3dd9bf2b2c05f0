use super::*;
use crate::terms::Statistic;

fn terms() -> AgreedTerms {
    AgreedTerms {
        weeks: 4,
        dri_hours_per_week: 2.into(),
        pilot_pms: 2,
        baseline_features: 4,
        baseline_statistic: Statistic::Median,
        commit_drop_percent: 30.into(),
        cycles_tolerance_percent: 0.into(),
        energy_at_least: 3.into(),
        success_at: 4,
        iterate_at: 3,
        readout_at: "2026-04-24T15:00:00".parse().expect("a time"),
    }
}

#[test]
fn the_four_asks_are_concrete() {
    let details: Vec<String> = asks(&terms(), &Terms::default(), 3, chrono_tz::Europe::Berlin)
        .into_iter()
        .map(|ask| ask.detail)
        .collect();
    assert_eq!(
        details,
        [
            "2 pilot PMs, 4 weeks",
            "2 engineers × 2 h × 4 weeks = 16 h",
            "Zone version 3",
            "Fri 24 Apr 2026, 15:00 CEST",
        ]
    );
}

#[test]
fn nothing_the_document_asks_is_dropped() {
    let written = Terms {
        asks: vec![
            "Lend us a designer.".to_owned(),
            "Two hours a week.".to_owned(),
            "Three hours in week one.".to_owned(),
        ],
        ..Terms::default()
    };
    let asks = asks(&terms(), &written, 1, Tz::UTC);
    let titles: Vec<&str> = asks.iter().skip(4).map(|ask| ask.title.as_str()).collect();
    assert_eq!(asks[1].words.as_deref(), Some("Two hours a week."));
    assert_eq!(titles, ["Lend us a designer.", "Three hours in week one."]);
}

#[test]
fn a_time_the_clocks_jump_over_still_names_its_zone() {
    let gap = "2026-03-29T02:30:00".parse().expect("a time");
    assert_eq!(
        local_moment(gap, chrono_tz::Europe::Berlin),
        "Sun 29 Mar 2026, 02:30 Europe/Berlin"
    );
}

#[test]
fn an_ask_in_several_sentences_is_answered_once() {
    let mut written = Terms {
        asks: vec![
            "Say yes.".to_owned(),
            "Two hours a week.".to_owned(),
            "An engineer of each team.".to_owned(),
            "Be there on the last Friday.".to_owned(),
            "A desk for the guests.".to_owned(),
        ],
        ..Terms::default()
    };
    assert_eq!(
        written
            .ask_subjects()
            .into_iter()
            .map(|(_, about)| about)
            .collect::<Vec<_>>(),
        [None, Some(Subject::ReviewHours), None, None, None]
    );
    written.assigned = [
        ("Say yes.", Subject::Run),
        ("An engineer of each team.", Subject::ReviewHours),
        ("Be there on the last Friday.", Subject::Readout),
        ("A desk for the guests.", Subject::Other),
    ]
    .map(|(words, subject)| (words.to_owned(), subject))
    .into();
    let asks = asks(&terms(), &written, 1, Tz::UTC);
    let words: Vec<Option<&str>> = asks.iter().map(|ask| ask.words.as_deref()).collect();
    assert_eq!(
        words,
        [
            Some("Say yes."),
            Some("Two hours a week. An engineer of each team."),
            None,
            Some("Be there on the last Friday."),
            None
        ]
    );
    assert_eq!((asks.len(), asks[4].title.as_str()), (5, "A desk for the guests."));
}

#[test]
fn only_what_clearly_says_the_same_is_one_of_the_four() {
    for (words, about) in [
        ("Your approval to run the pilot.", Some(Subject::Run)),
        (
            "Two hours per week of one senior engineer's time per pilot PM, for four weeks.",
            Some(Subject::ReviewHours),
        ),
        (
            "Your agreement on the PM zone boundaries as written above. Any adjustments should be made before the pilot starts.",
            Some(Subject::ZoneBoundary),
        ),
        (
            "Your participation in the end-of-pilot readout meeting so we decide together.",
            Some(Subject::Readout),
        ),
        ("Approve a budget of 500 euros.", None),
        ("Open the support line for 24 hours.", None),
        ("Tell us your time zone.", None),
        ("Two hours a week inside the zone.", None),
        ("Say yes.", None),
    ] {
        let written = Terms {
            asks: vec![words.to_owned()],
            ..Terms::default()
        };
        assert_eq!(written.ask_subjects()[0].1, about, "{words}");
    }
}
