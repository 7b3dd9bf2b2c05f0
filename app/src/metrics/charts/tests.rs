//! Charts against pilots made by hand: nothing out of the picture, no value that the tables lack,
//! no words over one another.

use chrono::{DateTime, Utc};
use domain::programme::{Programme, Scorecard, scorecard};
use serde_json::{Value, json};

use super::{Anchor, Drawing, Mark, Size, width_of};
use crate::metrics::figure::{drawing, summary};
use crate::metrics::numbers::{Cell, tables};
use crate::metrics::{Metric, measured};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time of this test")
}

fn programme(parts: &Value) -> Programme {
    let mut whole = json!({
        "pilot_name": "Checkout", "zone": "Europe/Berlin",
        "terms": {
            "weeks": 4, "dri_hours_per_week": 2, "pilot_pms": 2, "baseline_features": 4, "baseline_statistic": "median",
            "commit_drop_percent": 30, "energy_at_least": 3, "success_at": 4, "iterate_at": 3,
            "readout_at": "2026-03-31T15:00:00"
        },
        "started_at": null, "ended_at": null, "new_model": null, "old_model": null,
        "baseline": [], "survey_weeks": [], "answers": [], "bots": [], "holidays": [], "pm_logins": []
    });
    for (name, part) in parts.as_object().expect("parts by name") {
        whole[name] = part.clone();
    }
    serde_json::from_value(whole).expect("a programme of this test")
}

/// Features of 8, 10, 12 and 17 days with 1 to 3 cycles: a median of 11, a bar of 7.7, a mean of 2.
fn baseline() -> Value {
    let features = [
        ("Saved filters", 8, 1),
        ("Bulk export", 10, 2),
        ("Invite flow of a very long name", 12, 2),
        ("Audit log", 17, 3),
    ];
    let one = |(i, (name, days, cycles)): (usize, &(&str, u32, u32))| {
        json!({
            "id": i, "name": name, "evidence": "TICKET-1",
            "idea": {"kind": "date", "at": "2025-10-01"},
            "first_commit": {"kind": "date", "at": format!("2025-10-{:02}", 1 + days)},
            "shipped_on": "2025-11-01",
            "pull_requests": [{
                "known_from": "hand", "number": i, "opened_at": "2025-10-20T10:00:00Z",
                "merged_at": format!("2025-10-2{}T10:00:00Z", 1 + cycles), "cycles": cycles
            }]
        })
    };
    features.iter().enumerate().map(one).collect()
}

fn feature(arm: &str, parts: &Value) -> Value {
    let mut whole = json!({
        "id": 1, "arm": arm, "pm_name": "Mira", "pm": if arm == "new_model" { 1 } else { 2 }, "github_login": "mira",
        "name": "Invites", "surface": "Onboarding", "idea": {"kind": "instant", "at": "2026-03-02T09:00:00Z"},
        "idea_entered_at": "2026-03-02T09:00:00Z", "first_received": null, "author_dates": [], "flag_key": "invites",
        "primary_metric": {
            "name": "Invite acceptance", "unit": "%", "source": "Dashboard", "direction": "up", "read_on": "2026-03-29"
        },
        "shipped": null, "points": [], "pull_requests": []
    });
    for (name, part) in parts.as_object().expect("parts by name") {
        whole[name] = part.clone();
    }
    whole
}

fn pull_request(number: u32, cycles: u32, merged: bool) -> Value {
    let from = json!({"from": "webhook", "delivery": "d"});
    let who = |login: &str| json!({"login": login, "is_bot_type": false});
    let mut facts = vec![
        json!({"at": "2026-03-10T09:00:00Z", "arrival": 1, "kind": {"fact": "opened", "draft": false}, "source": from}),
    ];
    for i in 0..cycles {
        let hour = 10 + i;
        facts.push(json!({
            "at": format!("2026-03-10T{hour}:00:00Z"), "arrival": 2, "source": from,
            "kind": {"fact": "reviewed", "reviewer": who("lee"), "state": "approved"}
        }));
        facts.push(json!({
            "at": format!("2026-03-10T{hour}:30:00Z"), "arrival": 3, "source": from,
            "kind": {
                "fact": "pushed", "sha": format!("{number}-{i}"), "author": who("mira"), "forced": false,
                "content_id": null, "merge_of_base_only": false
            }
        }));
    }
    if merged {
        let at = format!("2026-03-1{}T20:00:00Z", number % 7);
        facts.push(json!({"at": at, "arrival": 9, "kind": {"fact": "merged"}, "source": from}));
    }
    json!({
        "id": number, "repository": "acme/web", "number": number, "title": "Part", "url": "https://code.example/1",
        "author": who("mira"), "head_branch": "invites", "facts": facts
    })
}

fn answers() -> Value {
    [
        (1, 1, 3),
        (1, 3, 3),
        (1, 4, 4),
        (2, 1, 4),
        (2, 2, 3),
        (2, 3, 3),
        (2, 4, 3),
    ]
    .iter()
    .map(|(person, week, score)| {
        let at = format!("2026-03-{:02}T10:00:00Z", 7 * week);
        json!({"person": person, "week": week, "score": score, "at": at})
    })
    .collect()
}

fn weeks() -> Value {
    (0..4)
        .map(|week| {
            let day = |offset: u32| format!("2026-03-{:02}T23:00:00Z", 1 + 7 * week + offset);
            json!({"number": week + 1, "opens_at": day(0), "closes_at": day(7)})
        })
        .collect()
}

fn points() -> Value {
    (1..29)
        .filter(|day| !(10..15).contains(day))
        .map(|day| json!({"on": format!("2026-03-{day:02}"), "value": if day < 19 { 41.0 } else { 46.0 }, "source": "csv"}))
        .collect()
}

/// From nothing to finished, each with its name.
fn pilots() -> Vec<(&'static str, Programme)> {
    let started = |new: &Value, old: &Value| {
        programme(&json!({
            "started_at": "2026-03-02T08:00:00Z", "ended_at": "2026-03-29T23:00:00Z", "baseline": baseline(),
            "survey_weeks": weeks(), "answers": answers(), "new_model": feature("new_model", new),
            "old_model": feature("old_model", old)
        }))
    };
    let finished = json!({
        "first_received": {"at": "2026-03-08T09:00:00Z", "sha": "a"},
        "shipped": {"on": "2026-03-19", "evidence": "RELEASE-3"},
        "points": points(),
        "pull_requests": (1..=9).map(|n| pull_request(n, 1 + n % 7, n != 9)).collect::<Vec<_>>()
    });
    let one_point = json!({
        "points": [{"on": "2026-03-04", "value": 12.5, "source": "csv"}], "pull_requests": [pull_request(12, 0, true)]
    });
    let busy = json!({"pull_requests": (1..=30).map(|n| pull_request(n, 1, true)).collect::<Vec<_>>()});
    let mut many = started(&busy, &busy);
    for feature in &mut many.baseline {
        feature.pull_requests = feature.pull_requests.iter().cycle().take(20).cloned().collect();
    }
    let mut several = started(&finished, &one_point);
    several.terms.energy_at_least = "3.2".parse().expect("a number");
    several.terms.cycles_tolerance_percent = "12.5".parse().expect("a number");
    if let Some(feature) = &mut several.new_model {
        // Omar answers for the old model, and Ines has answered nothing.
        feature.more_pms = [(2, "Omar"), (3, "Ines")]
            .map(|(person, name)| domain::feature::Pm {
                person: domain::ids::PersonId(person),
                name: name.to_owned(),
            })
            .to_vec();
    }
    vec![
        ("nothing", programme(&json!({}))),
        ("baseline only", programme(&json!({"baseline": baseline()}))),
        ("just started", started(&json!({}), &json!({"idea": null}))),
        ("finished", started(&finished, &one_point)),
        ("past its bar", started(&one_point, &finished)),
        ("many PRs", many),
        ("several PMs, bars between", several),
    ]
}

fn cards() -> Vec<(&'static str, Programme, Scorecard)> {
    pilots()
        .into_iter()
        .map(|(name, programme)| {
            let card = scorecard(&programme, utc("2026-03-30T08:00:00Z"));
            (name, programme, card)
        })
        .collect()
}

/// Every drawing of every pilot.
fn drawings() -> Vec<(String, Size, Drawing)> {
    let all = cards().into_iter().flat_map(|(name, _, card)| {
        Metric::ALL.into_iter().flat_map(move |metric| {
            let card = card.clone();
            Size::ALL.map(|size| {
                (
                    format!("{name}, {metric:?}, {size:?}"),
                    size,
                    drawing(metric, &card, size),
                )
            })
        })
    });
    all.collect()
}

fn coordinates(mark: &Mark) -> Vec<f64> {
    match mark {
        Mark::Circle { at, r, .. } => vec![at.0, at.1, *r],
        Mark::Rect { at, size, .. } => vec![at.0, at.1, size.0, size.1],
        Mark::Path { points, .. } => points.iter().flat_map(|(x, y)| [*x, *y]).collect(),
        Mark::Text { at, .. } => vec![at.0, at.1],
    }
}

#[test]
fn every_coordinate_is_a_number_within_the_picture() {
    for (name, _, drawing) in drawings() {
        for mark in &drawing.marks {
            for value in coordinates(mark) {
                assert!(value.is_finite() && value >= -1.0, "{name}: {mark:?}");
            }
            if let Mark::Rect { at, size, .. } = mark {
                assert!(
                    at.0 + size.0 <= drawing.width && at.1 + size.1 <= drawing.height,
                    "{name}: {mark:?}"
                );
            }
        }
    }
}

#[test]
fn the_stage_is_as_large_as_the_slide_has_room_for() {
    for (name, size, drawing) in drawings() {
        if size == Size::Stage {
            assert!(
                drawing.width <= 1728.0 && drawing.height <= 640.0,
                "{name}: {} high",
                drawing.height
            );
        }
    }
}

/// Left, top, right and bottom of a text.
fn box_of(mark: &Mark, look: super::Look) -> Option<(f64, f64, f64, f64)> {
    let Mark::Text {
        at,
        anchor,
        class,
        text,
        ..
    } = mark
    else {
        return None;
    };
    let font = match *class {
        "chart-label" => look.label,
        "chart-tick" => look.tick,
        _ => look.value,
    };
    let width = width_of(text, font);
    let left = match anchor {
        Anchor::Start => at.0,
        Anchor::Middle => at.0 - width / 2.0,
        Anchor::End => at.0 - width,
    };
    Some((left, at.1 - font * 0.7, left + width, at.1 + font * 0.1))
}

#[test]
fn no_words_lie_over_one_another_or_leave_the_picture() {
    for (name, size, drawing) in drawings() {
        let look = size.look();
        let texts: Vec<(&Mark, _)> = drawing
            .marks
            .iter()
            .filter_map(|mark| Some((mark, box_of(mark, look)?)))
            .collect();
        for (i, (one, a)) in texts.iter().enumerate() {
            let margin = look.label;
            assert!(
                a.0 >= -margin && a.2 <= drawing.width + margin,
                "{name}: {one:?} leaves the picture"
            );
            for (other, b) in &texts[i + 1..] {
                let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
                assert!(apart, "{name}: {one:?} and {other:?}");
            }
        }
    }
}

#[test]
fn no_mark_reaches_into_the_column_of_values() {
    for (name, size, drawing) in drawings() {
        let look = size.look();
        let values = drawing.marks.iter().filter(|mark| {
            matches!(
                mark,
                Mark::Text {
                    class: "chart-value",
                    ..
                }
            )
        });
        let begins = values
            .filter_map(|mark| Some(box_of(mark, look)?.0))
            .fold(f64::INFINITY, f64::min);
        for mark in &drawing.marks {
            let reaches = match mark {
                Mark::Circle { at, r, .. } => at.0 + r,
                Mark::Path { points, .. } => points.iter().map(|(x, _)| *x).fold(0.0, f64::max),
                Mark::Rect { .. } | Mark::Text { .. } => 0.0,
            };
            assert!(
                reaches < begins,
                "{name}: {mark:?} reaches {reaches}, values begin at {begins}"
            );
        }
    }
}

#[test]
fn every_value_on_a_chart_is_in_its_table() {
    for (name, programme, card) in cards() {
        for metric in Metric::ALL {
            let cells: Vec<String> = tables(metric, &programme, &card)
                .into_iter()
                .flat_map(|table| table.rows.into_iter().flatten())
                .map(|cell| match cell {
                    Cell::Text(text) | Cell::Link(text, _) => text,
                })
                .collect();
            for size in Size::ALL {
                for mark in drawing(metric, &card, size).marks {
                    if let Mark::Text {
                        class: "chart-value",
                        text,
                        ..
                    } = mark
                    {
                        assert!(
                            cells.iter().any(|cell| cell.contains(&text)),
                            "{name}, {metric:?}: {text}"
                        );
                    }
                }
            }
        }
    }
}

/// How many marks of a class a drawing has.
fn count(drawing: &Drawing, wanted: &str) -> usize {
    let class = |mark: &Mark| match mark {
        Mark::Circle { class, .. } | Mark::Path { class, .. } | Mark::Rect { class, .. } | Mark::Text { class, .. } => {
            *class
        }
    };
    drawing.marks.iter().filter(|mark| class(mark) == wanted).count()
}

#[test]
fn a_missing_answer_is_a_ring_outside_the_scale_and_breaks_the_line() {
    let (_, _, card) = cards().remove(3);
    let energy = drawing(Metric::Energy, &card, Size::Wide);
    // The new-model PM answered 3, nothing, 3, 4; the old-model PM answered every week.
    assert_eq!(
        (
            count(&energy, "mark-new"),
            count(&energy, "missing"),
            count(&energy, "series-new")
        ),
        (3, 1, 1)
    );
    assert_eq!((count(&energy, "mark-old"), count(&energy, "series-old")), (4, 3));
    let ring = energy.marks.iter().find_map(|mark| match mark {
        Mark::Circle {
            at, class: "missing", ..
        } => Some(at.1),
        _ => None,
    });
    let lowest = energy.marks.iter().find_map(|mark| match mark {
        Mark::Text { at, text, .. } if text == "1 Drained" => Some(at.1),
        _ => None,
    });
    assert!(ring > lowest);
}

#[test]
fn the_weeks_of_several_pms_stand_side_by_side_under_a_bar_between_two_scores() {
    let (_, _, card) = cards().remove(6);
    let energy = drawing(Metric::Energy, &card, Size::Wide);
    // 3 and 4 answers, and none of 4.
    assert_eq!((count(&energy, "mark-new"), count(&energy, "missing")), (7, 1 + 4));
    // Five scores in each of two panels, and the bar on none of them.
    assert_eq!((count(&energy, "guide"), count(&energy, "bar-line")), (10, 2));
    let mut circles = energy.marks.iter().filter_map(|mark| match mark {
        Mark::Circle { at, .. } => Some((at.0.to_bits(), at.1.to_bits())),
        _ => None,
    });
    let mut seen = std::collections::BTreeSet::new();
    assert!(circles.all(|at| seen.insert(at)), "no mark hides another");
}

#[test]
fn a_gap_in_the_values_breaks_the_line() {
    let (_, _, card) = cards().remove(3);
    // 1 to 9 and 15 to 18 March before shipping, 19 to 28 March after.
    let outcome = drawing(Metric::Outcome, &card, Size::Wide);
    assert_eq!(
        (count(&outcome, "statistic-line"), count(&outcome, "series-new")),
        (2, 1)
    );
}

#[test]
fn a_feature_without_a_commit_is_an_open_arrow_with_words() {
    let (_, _, card) = cards().remove(4);
    let days = drawing(Metric::IdeaToCommit, &card, Size::Wide);
    assert_eq!(
        (
            count(&days, "mark-new"),
            count(&days, "mark-new mark-open"),
            count(&days, "arrow-new")
        ),
        (0, 1, 2)
    );
    assert!(days.texts().any(|text| text == "no commit yet"));
}

#[test]
fn before_anything_is_there_the_frame_says_so() {
    let (_, _, card) = cards().remove(0);
    for size in Size::ALL {
        let days = drawing(Metric::IdeaToCommit, &card, size);
        let texts: Vec<&str> = days.texts().collect();
        assert!(
            texts.contains(&"Bar: not set") && texts.contains(&"Not set yet"),
            "{texts:?}"
        );
        assert_eq!(texts.iter().filter(|text| **text == "No data yet").count(), 2);
    }
}

#[test]
fn the_sentences_of_a_finished_pilot_are_the_ones_worked_out_by_hand() {
    let (_, programme, card) = cards().remove(3);
    let sentences = Metric::ALL.map(|metric| summary(metric, &card));
    assert_eq!(
        sentences[0],
        "New model: 6.0 days, 45% below the baseline median of 11.0. The bar is 30% lower."
    );
    assert_eq!(
        sentences[3],
        "New model: 3.3 over 3 of 4 weeks. The missing reply could make it 2.8 to 3.8. The bar is 3. There is no \
         baseline for energy."
    );
    assert_eq!(
        sentences[4],
        "New model shipped 19 Mar 2026. Invite acceptance rose from 41% to 46%. Expected: up."
    );
    assert!(sentences[2].ends_with("Reported, not a success criterion."));
    for metric in Metric::ALL {
        assert!(measured::how(metric, &programme).len() >= 3);
    }
}
