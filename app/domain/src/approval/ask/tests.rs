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
    let details: Vec<String> = asks(&terms(), &[], 3, chrono_tz::Europe::Berlin)
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
    let written = [
        "Lend us a designer.".to_owned(),
        "Two hours a week.".to_owned(),
        "Three hours in week one.".to_owned(),
    ];
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
