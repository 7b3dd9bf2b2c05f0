//! Pilots in every state of their data, from nothing to the largest that can be entered, and what any drawing of them
//! promises. `CHARTS=DIRECTORY` writes them all as a page to look at.

use std::fmt::Write as _;

use chrono::{NaiveDate, TimeDelta};
use leptos::prelude::*;
use serde_json::{Value, json};

use super::{baseline, feature, programme, pull_request, utc, weeks};
use crate::metrics::Metric;
use crate::metrics::charts::{Size, inline, instrument, svg};
use crate::metrics::figure::{drawing, summary};
use domain::programme::{Programme, Scorecard, scorecard};

const LONG: &str = "Invitation flow with single sign-on and roles, part two";

/// A pilot, its name, and its numbers.
pub struct Pilot {
    pub name: String,
    pub programme: Programme,
    pub card: Scorecard,
}

/// A feature of the baseline: days to its first commit, and the cycles of its pull requests.
fn earlier(id: usize, name: &str, days: i64, cycles: &[Option<u32>]) -> Value {
    let idea = NaiveDate::from_ymd_opt(1999, 1, 1).expect("a day") + TimeDelta::days(365);
    let pull_requests: Vec<Value> = (1..)
        .zip(cycles)
        .map(|(number, cycles)| {
            json!({
                "known_from": "hand", "number": number, "opened_at": "2025-10-20T10:00:00Z",
                "merged_at": format!("2025-10-{}T{}:00:00Z", 20 + number % 9, 11 + number % 12), "cycles": cycles
            })
        })
        .collect();
    json!({
        "id": id, "name": name, "evidence": "TICKET-1", "idea": {"kind": "date", "at": idea},
        "first_commit": {"kind": "date", "at": idea + TimeDelta::days(days)},
        "shipped_on": "2027-11-01", "pull_requests": pull_requests
    })
}

fn baselines() -> Vec<(&'static str, Value)> {
    let of = |days: &[i64], cycles: &[Option<u32>]| -> Value {
        let one = |(i, days): (usize, &i64)| earlier(i, &format!("Feature {i}"), *days, cycles);
        days.iter().enumerate().map(one).collect()
    };
    let forty: Value = (0..40)
        .map(|i| {
            earlier(
                i,
                LONG,
                3 + i64::try_from(i).expect("small"),
                &[Some(1), Some(2), Some(14), None],
            )
        })
        .collect();
    vec![
        ("no baseline", json!([])),
        ("four earlier features", baseline()),
        ("one earlier feature", of(&[12], &[Some(2)])),
        ("four equal ones", of(&[10, 10, 10, 10], &[Some(1), Some(1)])),
        ("all in no time", of(&[0, 0, 0, 0], &[])),
        ("ten thousand days", of(&[1, 10, 9_999, 10_000], &[Some(40)])),
        ("forty earlier features", forty),
    ]
}

/// Values of a metric, a day each from 2 March.
fn points(values: &[f64]) -> Value {
    let first = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    (0..)
        .zip(values)
        .map(|(day, value)| json!({"on": first + TimeDelta::days(day), "value": value, "source": "csv"}))
        .collect()
}

fn metric(name: &str, unit: &str) -> Value {
    json!({"name": name, "unit": unit, "source": "Dashboard", "direction": "up", "read_on": "2026-05-29"})
}

/// A pull request that was merged after so many minutes, or is still open.
fn taking(number: u32, cycles: u32, minutes: Option<i64>) -> Value {
    let mut pull = pull_request(number, cycles, false);
    if let (Some(minutes), Some(facts)) = (minutes, pull["facts"].as_array_mut()) {
        let at = utc("2026-03-10T09:00:00Z") + TimeDelta::minutes(minutes);
        facts.push(json!({
            "at": at, "arrival": 9, "kind": {"fact": "merged"}, "source": {"from": "webhook", "delivery": "d"}
        }));
    }
    pull
}

fn arms() -> Vec<(&'static str, Value)> {
    let shipped = json!({"on": "2026-03-19", "evidence": "RELEASE-3"});
    let commit = |at: &str| json!({"at": at, "sha": "a"});
    let with = |values: &[f64], unit: &str| json!({"shipped": shipped, "points": points(values), "primary_metric": metric("Invite acceptance", unit)});
    let forty = |minutes: fn(u32) -> i64| -> Value {
        json!({"pull_requests": (1..=40).map(|n| taking(n, n % 8, Some(minutes(n)))).collect::<Vec<_>>()})
    };
    let days = |values: fn(i32) -> f64, count: i32| -> Vec<f64> { (0..count).map(values).collect() };
    vec![
        ("nothing yet", json!({})),
        ("no idea", json!({"idea": null})),
        (
            "a commit at once",
            json!({"first_received": commit("2026-03-02T09:00:00Z")}),
        ),
        (
            "a commit after a quarter of an hour",
            json!({"first_received": commit("2026-03-02T09:15:00Z")}),
        ),
        (
            "a commit after 10 days",
            json!({"first_received": commit("2026-03-12T09:00:00Z")}),
        ),
        (
            "a commit before the idea",
            json!({"first_received": commit("2026-02-12T09:00:00Z")}),
        ),
        (
            "waiting for 26 years",
            json!({"idea": {"kind": "instant", "at": "2000-01-01T09:00:00Z"}}),
        ),
        (
            "one PR, merged at once",
            json!({"pull_requests": [taking(1, 1, Some(0))]}),
        ),
        (
            "one PR, not reviewed",
            json!({"pull_requests": [taking(1, 0, Some(600))]}),
        ),
        ("one PR, still open", json!({"pull_requests": [taking(1, 2, None)]})),
        (
            "PRs of a minute and of two months",
            json!({"pull_requests": [taking(1, 1, Some(1)), taking(2, 12, Some(86_400)), taking(3, 3, None)]}),
        ),
        ("forty PRs alike", forty(|_| 600)),
        ("forty PRs", forty(|n| i64::from(n * n) * 7)),
        ("shipped, no values", json!({"shipped": shipped})),
        ("one value", json!({"points": points(&[12.5])})),
        (
            "one value before and one after",
            with(&days(|day| f64::from(day % 17), 18), "%"),
        ),
        ("all values 0", with(&[0.0; 30], "%")),
        ("all values 10,000", with(&[10_000.0; 30], " €")),
        (
            "from -40 to 10,000",
            with(&days(|day| if day < 17 { -40.0 } else { 10_000.0 }, 40), "$"),
        ),
        ("hundredths", with(&days(|day| 0.01 * f64::from(day % 3), 40), "%")),
        (
            "thousandths of 100",
            with(&days(|day| 100.0 + 0.001 * f64::from(day % 3), 40), "%"),
        ),
        (
            "billions",
            with(&days(|day| -2.5e9 + 1e9 * f64::from(day % 6), 40), "$"),
        ),
        (
            "a long name and unit",
            json!({
                "shipped": shipped, "points": points(&days(|day| 40.0 + f64::from(day % 5), 40)), "name": LONG,
                "primary_metric": metric(&format!("{LONG}, {LONG}"), "/seat and month, before tax")
            }),
        ),
        (
            "shipped on its first day",
            json!({"shipped": {"on": "2026-03-02", "evidence": "R"}, "points": points(&days(f64::from, 12))}),
        ),
    ]
}

/// The terms, with other numbers of weeks.
fn terms(weeks: u8, energy_at_least: f64) -> Value {
    json!({
        "weeks": weeks, "dri_hours_per_week": 2, "pilot_pms": 2, "baseline_features": 4, "baseline_statistic": "median",
        "commit_drop_percent": 30, "cycles_tolerance_percent": 12.5, "energy_at_least": energy_at_least,
        "success_at": 4, "iterate_at": 3, "readout_at": "2026-10-31T15:00:00"
    })
}

/// What a person answered in a week.
type Score = fn(i64, u8) -> Option<u8>;

/// The answers of some PMs.
fn answers(pms: i64, weeks: u8, score: Score) -> Value {
    let all = (1..=pms).flat_map(|person| (1..=weeks).map(move |week| (person, week)));
    all.filter_map(|(person, week)| {
        let at = utc("2026-03-06T10:00:00Z") + TimeDelta::weeks(i64::from(week) - 1);
        Some(json!({"person": person, "week": week, "score": score(person, week)?, "at": at}))
    })
    .collect()
}

fn pilot(name: String, parts: &Value, as_of: &str) -> Pilot {
    let programme = programme(parts);
    let card = scorecard(&programme, utc(as_of));
    Pilot { name, programme, card }
}

/// Every state of an arm under every baseline, beside another state of the other arm or none; then the weeks.
pub fn pilots() -> Vec<Pilot> {
    let (baselines, arms) = (baselines(), arms());
    let mut pilots = vec![pilot("before anything".to_owned(), &json!({}), "2026-02-01T08:00:00Z")];
    for (i, (arm, new)) in arms.iter().enumerate() {
        for (j, (before, baseline)) in baselines.iter().enumerate() {
            let (other, old) = &arms[(i + j * 5) % arms.len()];
            let alone = j == 2;
            let parts = json!({
                "started_at": "2026-03-02T08:00:00Z", "ended_at": "2026-05-29T23:00:00Z", "baseline": baseline,
                "survey_weeks": weeks(), "new_model": feature("new_model", new),
                "old_model": if alone { Value::Null } else { feature("old_model", old) }
            });
            let other = if alone { "nobody" } else { other };
            pilots.push(pilot(
                format!("{before}; new: {arm}; old: {other}"),
                &parts,
                "2026-04-10T08:00:00Z",
            ));
        }
    }
    let kinds: [(&str, Score); 5] = [
        ("none", |_, _| None),
        ("week 1 only", |_, week| (week == 1).then_some(4)),
        ("all alike", |_, _| Some(3)),
        ("all", |person, week| {
            u8::try_from((person + i64::from(week)) % 5 + 1).ok()
        }),
        ("every other", |_, week| (week % 2 == 0).then_some(5)),
    ];
    for (weeks, pms, bar) in [
        (1, 1, 3.0),
        (4, 1, 3.2),
        (4, 5, 5.0),
        (12, 2, 1.0),
        (26, 1, 4.75),
        (26, 3, 3.0),
    ] {
        for (kind, score) in kinds {
            let more: Vec<Value> = (2..=pms)
                .map(|pm| json!({"person": 10 * pm, "name": format!("Person {pm}")}))
                .collect();
            let parts = json!({
                "started_at": "2026-03-02T08:00:00Z", "terms": terms(weeks, bar), "baseline": baseline(),
                "answers": answers(40, weeks, score),
                "new_model": feature("new_model", &json!({"more_pms": more})), "old_model": feature("old_model", &json!({})),
            });
            for (when, as_of) in [
                ("in the middle", "2026-03-25T08:00:00Z"),
                ("at the end", "2026-10-25T08:00:00Z"),
            ] {
                let name = format!("{weeks} weeks, {pms} PMs, bar {bar}, answers: {kind}, {when}");
                pilots.push(pilot(name, &parts, as_of));
            }
        }
    }
    pilots
}

#[test]
fn all_of_them_can_be_looked_at() {
    let Ok(directory) = std::env::var("CHARTS") else { return };
    let mut css = String::new();
    for file in ["tokens.css", "base.css", "type.css", "components/figure.css"] {
        let path = format!("{}/../style/{file}", env!("CARGO_MANIFEST_DIR"));
        css += &std::fs::read_to_string(path).expect("a style sheet");
    }
    let fonts = format!("file://{}/../style/assets/fonts", env!("CARGO_MANIFEST_DIR"));
    let css = css
        .replace("/fonts", &fonts)
        .replace("font-display: optional", "font-display: block");
    for metric in Metric::ALL {
        let mut page = format!(
            "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width><style>{css} body{{margin:1rem}}</style>"
        );
        for (n, pilot) in pilots().into_iter().enumerate() {
            let drawn = |size, class| svg(drawing(metric, &pilot.card, size), class, format!("n{n} s{n}")).to_html();
            write!(
                page,
                "<figure class=chart><figcaption><p id=n{n}>{}</p><p id=s{n}>{}</p></figcaption>{}{}</figure>",
                pilot.name,
                summary(metric, &pilot.card),
                drawn(Size::Wide, "wide"),
                drawn(Size::Narrow, "narrow"),
            )
            .expect("a text");
            if let Some(line) = instrument(metric, &pilot.card) {
                page += &inline(&line).to_html();
            }
        }
        let path = format!("{directory}/{}.html", metric.id());
        std::fs::write(path, page).expect("a file");
    }
}
