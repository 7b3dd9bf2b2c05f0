//! Charts against pilots made by hand: nothing out of the picture, no value that the tables lack,
//! no words over one another.

mod states;

use chrono::{DateTime, Utc};
use domain::programme::{Programme, Scorecard, scorecard};
use domain::readout::{Evidence, MOST_WORDS_OF_SLIDE, Stage, count as words, footer, slides};
use serde_json::{Value, json};

use super::{Anchor, Drawing, Mark, Size, instrument, width_of};
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
    let of = |(name, card): (String, Scorecard)| {
        Metric::ALL.into_iter().flat_map(move |metric| {
            Size::ALL.map(|size| {
                (
                    format!("{name}, {metric:?}, {size:?}"),
                    size,
                    drawing(metric, &card, size),
                )
            })
        })
    };
    let all = cards().into_iter().map(|(name, _, card)| (name.to_owned(), card));
    let states = states::pilots().into_iter().map(|pilot| (pilot.name, pilot.card));
    all.chain(states).flat_map(of).collect::<Vec<_>>()
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

/// A count is a whole number: the marks of few pull requests stand over it, one above another, and those of many closer to it
/// than to any other.
#[test]
fn marks_of_review_cycles_stand_over_their_count() {
    for (name, size, drawing) in drawings() {
        if !name.contains("ReviewCycles") {
            continue;
        }
        let ticks: Vec<f64> = drawing
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text {
                    at,
                    class: "chart-tick",
                    anchor: Anchor::Middle,
                    text,
                    ..
                } if text.starts_with(|c: char| c.is_ascii_digit()) => Some(at.0),
                _ => None,
            })
            .collect();
        let between = ticks[1] - ticks[0];
        // On the stage two stand one above the other, and a third beside them, hardly off its number.
        let most = match size {
            Size::Stage if name.starts_with("finished") => between * 0.15,
            _ if name.starts_with("finished") => 0.1,
            _ => between / 2.0,
        };
        for mark in &drawing.marks {
            let Some((left, _, right, _)) = mark_box(mark) else {
                continue;
            };
            let x = f64::midpoint(left, right);
            let off = ticks.iter().map(|tick| (tick - x).abs()).fold(f64::INFINITY, f64::min);
            assert!(off < most, "{name}, {size:?}: {mark:?} {ticks:?}");
        }
    }
}

/// Every word that a slide with a drawing shows, the drawing's and the footer's included; figures are not words.
#[test]
fn no_slide_with_a_drawing_has_more_than_forty_words() {
    let mut wrong = Vec::new();
    let mut most = 0;
    let cards = cards()
        .into_iter()
        .map(|(name, programme, card)| (name.to_owned(), programme, card));
    let states = states::pilots()
        .into_iter()
        .map(|pilot| (pilot.name, pilot.programme, pilot.card));
    for (name, programme, card) in cards.chain(states) {
        let stage = Stage::of(&programme, card.as_of);
        for slide in slides(&card, &programme, None) {
            let Evidence::Metric(metric) = slide.evidence else {
                continue;
            };
            let metric = crate::readout::slide::of_slide(metric);
            let foot = footer(slide.number, card.as_of, card.zone, stage, false);
            let drawn = drawing(metric, &card, Size::Stage);
            let said = [&slide.headline, &slide.status.words, &foot, "Example data"].map(words);
            let words = said.iter().sum::<usize>() + drawn.texts().map(words).sum::<usize>();
            most = most.max(words);
            if words > MOST_WORDS_OF_SLIDE {
                let texts: Vec<&str> = drawn.texts().collect();
                wrong.push(format!(
                    "{words}: {} | {} | {texts:?} ({name})",
                    slide.headline, slide.status.words
                ));
            }
        }
    }
    // One of each kind.
    wrong.sort();
    wrong.dedup_by_key(|one| {
        one.replace(|c: char| c.is_ascii_digit(), "")
            .split(" (")
            .next()
            .map(str::to_owned)
    });
    none(&wrong);
    assert!(most > 30, "{most}");
}

/// The dashed line is named at every size and for every bar, and the words of its score stay where there is room.
#[test]
fn the_bar_of_energy_is_named_in_the_drawing() {
    for (name, size, drawing) in drawings() {
        if !name.contains("Energy") {
            continue;
        }
        let lines = drawing.marks.iter().filter_map(|mark| match mark {
            Mark::Path {
                points,
                class: "bar-line",
                ..
            } => Some(points[0]),
            _ => None,
        });
        let names = drawing.marks.iter().filter_map(|mark| match mark {
            Mark::Text { at, text, .. } if text.starts_with("Bar: ") => Some(*at),
            _ => None,
        });
        let (lines, names): (Vec<_>, Vec<_>) = (lines.collect(), names.collect());
        // On a phone each panel has its own scale; else the first has it for both.
        assert_eq!(names.len(), if size == Size::Narrow { 2 } else { 1 }, "{name}");
        for (name_at, line) in names.iter().zip(&lines) {
            let middle = name_at.1 - size.look().tick * 0.35;
            assert!(
                (middle - line.1).abs() < 0.01 && name_at.0 < line.0,
                "{name}: {name_at:?} {line:?}"
            );
        }
    }
    let texts = |card: &Scorecard| -> Vec<String> {
        let energy = drawing(Metric::Energy, card, Size::Wide);
        energy.texts().map(str::to_owned).collect()
    };
    let (_, _, at_three) = cards().remove(3);
    assert!(texts(&at_three).contains(&"Bar: 3 Steady".to_owned()));
    let (_, _, between) = cards().remove(6);
    let said = texts(&between);
    assert!(
        said.contains(&"Bar: 3.2".to_owned()) && !said.contains(&"3 Steady".to_owned()),
        "{said:?}"
    );
}

/// The name of a metric stands whole on the stage up to four words, and is cut between words beyond.
#[test]
fn a_name_on_the_stage_is_cut_between_words() {
    for (named, shown) in [
        ("Luggage questions to support", "Luggage questions to support"),
        ("Payments retried within a day", "Payments retried within a…"),
    ] {
        let metric = json!({
            "name": named, "unit": "%", "source": "Dashboard", "direction": "up", "read_on": "2026-03-29"
        });
        let new = feature("new_model", &json!({"primary_metric": metric}));
        let card = scorecard(&programme(&json!({"new_model": new})), utc("2026-03-30T08:00:00Z"));
        let outcome = drawing(Metric::Outcome, &card, Size::Stage);
        assert!(outcome.texts().any(|text| text == shown), "{named}");
    }
}

/// 4 hours, 2 days and a day beside one another are told in days, in the drawing, its table and its sentence.
#[test]
fn medians_that_are_compared_have_one_unit() {
    let mut seen = 0;
    for (name, size, drawing) in drawings() {
        if !name.contains("CycleTime") {
            continue;
        }
        let values = drawing.marks.iter().filter_map(|mark| match mark {
            Mark::Text { class, text, .. } if class.starts_with("chart-value") => {
                text.split_once(' ').map(|(_, unit)| unit)
            }
            _ => None,
        });
        let units: std::collections::BTreeSet<&str> = values.collect();
        seen = seen.max(units.len());
        assert!(units.len() <= 1, "{name}, {size:?}: {units:?}");
    }
    assert_eq!(seen, 1);
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
    // From the top of a capital to where a g ends.
    Some((left, at.1 - font * 0.73, left + width, at.1 + font * 0.2))
}

/// Fails with the first of these, and how many there are.
fn none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} are wrong, such as\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
}

#[test]
fn no_words_lie_over_one_another_or_leave_the_picture() {
    let mut wrong = Vec::new();
    for (name, size, drawing) in drawings() {
        let look = size.look();
        let texts: Vec<(&Mark, _)> = drawing
            .marks
            .iter()
            .filter_map(|mark| Some((mark, box_of(mark, look)?)))
            .collect();
        for (i, (one, a)) in texts.iter().enumerate() {
            if a.0 < -0.5 || a.2 > drawing.width + 0.5 || a.1 < -0.5 || a.3 > drawing.height + 0.5 {
                wrong.push(format!("{name}: {one:?} leaves the picture"));
            }
            for (other, b) in &texts[i + 1..] {
                let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
                if !apart {
                    wrong.push(format!("{name}: {one:?} and {other:?}"));
                }
            }
        }
    }
    none(&wrong);
}

/// Left, top, right and bottom of a mark: a circle, or a closed shape.
fn mark_box(mark: &Mark) -> Option<(f64, f64, f64, f64)> {
    match mark {
        Mark::Circle { at, r, .. } => Some((at.0 - r, at.1 - r, at.0 + r, at.1 + r)),
        Mark::Path {
            points, closed: true, ..
        } => {
            let of = |of: fn(&(f64, f64)) -> f64| {
                let values = || points.iter().map(of);
                (
                    values().fold(f64::INFINITY, f64::min),
                    values().fold(f64::NEG_INFINITY, f64::max),
                )
            };
            let (x, y) = (of(|point| point.0), of(|point| point.1));
            Some((x.0, y.0, x.1, y.1))
        }
        _ => None,
    }
}

#[test]
fn no_mark_touches_a_word_or_leaves_the_picture() {
    let mut wrong = Vec::new();
    for (name, size, drawing) in drawings() {
        let look = size.look();
        let texts: Vec<_> = drawing.marks.iter().filter_map(|mark| box_of(mark, look)).collect();
        for (mark, a) in drawing.marks.iter().filter_map(|mark| Some((mark, mark_box(mark)?))) {
            if a.0 < 0.0 || a.1 < 0.0 || a.2 > drawing.width || a.3 > drawing.height {
                wrong.push(format!("{name}: {mark:?} leaves the picture"));
            }
            if texts
                .iter()
                .any(|b| !(a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1))
            {
                wrong.push(format!("{name}: {mark:?} touches a word"));
            }
        }
    }
    none(&wrong);
}

/// Whether a straight line from one point to another crosses a box.
fn crosses((from, to): ((f64, f64), (f64, f64)), (left, top, right, bottom): (f64, f64, f64, f64)) -> bool {
    let steps = 200;
    (0..=steps).any(|step| {
        let share = f64::from(step) / f64::from(steps);
        let (x, y) = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
        left < x && x < right && top < y && y < bottom
    })
}

/// On a phone a name stands above its row, over bar and statistic: both are left out where it does.
#[test]
fn on_a_phone_neither_bar_nor_statistic_runs_under_a_name() {
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for (name, size, drawing) in drawings().into_iter().filter(|(_, size, _)| *size == Size::Narrow) {
        let look = size.look();
        let names: Vec<_> = drawing
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Text { at, class: "chart-label", anchor: Anchor::Start, .. } if at.0 == 0.0))
            .filter_map(|mark| box_of(mark, look))
            .collect();
        for mark in &drawing.marks {
            let Mark::Path {
                points,
                class: "bar-line" | "statistic-line",
                ..
            } = mark
            else {
                continue;
            };
            let [from, to] = points[..] else { continue };
            if from.0 != to.0 {
                continue;
            }
            looked_at += 1;
            wrong.extend(
                names
                    .iter()
                    .filter(|words| crosses((from, to), **words))
                    .map(|_| format!("{name}: {mark:?}")),
            );
        }
    }
    assert!(looked_at > 0);
    none(&wrong);
}

/// Names and sentences are bare of what lies behind them, and still nothing that is thick or means a value passes under
/// one; ticks and values have nothing behind them at all.
#[test]
fn no_line_runs_through_a_word() {
    const THIN: [&str; 4] = ["bar-line", "statistic-line", "guide", "event-line"];
    let mut wrong = Vec::new();
    for (name, size, drawing) in drawings() {
        let look = size.look();
        for mark in &drawing.marks {
            let Mark::Path {
                points,
                closed: false,
                class,
            } = mark
            else {
                continue;
            };
            for text in &drawing.marks {
                let Some(words) = box_of(text, look) else { continue };
                let bare = matches!(
                    text,
                    Mark::Text {
                        class: "chart-label",
                        ..
                    }
                ) && THIN.contains(class);
                if !bare && points.windows(2).any(|pair| crosses((pair[0], pair[1]), words)) {
                    wrong.push(format!("{name}: {class} runs through {text:?}"));
                }
            }
        }
    }
    none(&wrong);
}

#[test]
fn no_mark_hides_another() {
    let mut wrong = Vec::new();
    for (name, _, drawing) in drawings() {
        let boxes = drawing.marks.iter().filter_map(mark_box);
        // As finely as it is written.
        let places: Vec<[String; 4]> = boxes
            .map(|place| [place.0, place.2, place.1, place.3].map(|at| format!("{at:.1}")))
            .collect();
        let mut heights = std::collections::BTreeMap::<_, std::collections::BTreeSet<_>>::new();
        let mut alike = std::collections::BTreeMap::<_, usize>::new();
        for [left, right, top, bottom] in places {
            heights
                .entry((left.clone(), right.clone()))
                .or_default()
                .insert((top, bottom));
            *alike.entry((left, right)).or_default() += 1;
        }
        // More than nine of the same value are more than can be told apart.
        for (place, heights) in heights {
            if heights.len() < alike[&place] && heights.len() < 9 {
                wrong.push(format!(
                    "{name}: {} marks at {place:?} show as {}",
                    alike[&place],
                    heights.len()
                ));
            }
        }
    }
    none(&wrong);
}

#[test]
fn a_metric_in_one_line_stays_in_its_line() {
    let mut wrong = Vec::new();
    for pilot in states::pilots() {
        for line in Metric::ALL
            .into_iter()
            .filter_map(|metric| instrument(metric, &pilot.card))
        {
            for mark in &line.marks {
                let points = match mark {
                    Mark::Path { points, .. } => points.clone(),
                    Mark::Circle { at, r, .. } => vec![(at.0 - r, at.1 - r), (at.0 + r, at.1 + r)],
                    Mark::Rect { at, size, .. } => vec![*at, (at.0 + size.0, at.1 + size.1)],
                    Mark::Text { .. } => vec![(-1.0, -1.0)],
                };
                let inside = |(x, y): &(f64, f64)| (0.0..=line.width).contains(x) && (0.0..=line.height).contains(y);
                if !points.iter().all(inside) {
                    wrong.push(format!("{}: {mark:?}", pilot.name));
                }
            }
            if let Some((new, old)) = mark_of(&line, "mark-new").zip(mark_of(&line, "mark-old"))
                && old.0 >= new.0
                && old.2 <= new.2
            {
                wrong.push(format!("{}: the old model is behind the new one", pilot.name));
            }
        }
    }
    none(&wrong);
}

fn mark_of(line: &Drawing, wanted: &str) -> Option<(f64, f64, f64, f64)> {
    let of = |mark: &&Mark| match mark {
        Mark::Circle { class, .. } | Mark::Path { class, .. } => class.starts_with(wanted),
        _ => false,
    };
    mark_box(line.marks.iter().find(of)?)
}

/// On the narrowest phone a unit is 288 of 358 pixels. The style sheet gives letters these sizes there.
#[test]
fn words_on_a_phone_are_never_smaller_than_twelve_pixels() {
    let look = Size::Narrow.look();
    for font in [look.label, look.tick, look.value] {
        assert!(font * 288.0 / look.width >= 12.0, "{font}");
    }
    let css = include_str!("../../../../style/components/figure.css");
    for font in ["17.5px", "16.25px", "18.75px", "14.8px", "13.75px", "15.85px"] {
        assert!(css.contains(font), "{font}");
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
    let mut wrong = Vec::new();
    let all = cards()
        .into_iter()
        .map(|(name, programme, card)| (name.to_owned(), programme, card));
    let states = states::pilots()
        .into_iter()
        .map(|pilot| (pilot.name, pilot.programme, pilot.card));
    for (name, programme, card) in all.chain(states) {
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
                    let Mark::Text { class, text, .. } = mark else { continue };
                    // Of energy and outcome the values stand in the heading of a panel.
                    let values: Vec<&str> = match (metric, class) {
                        (_, "chart-value") => vec![&text],
                        (Metric::Energy, "chart-label") => {
                            let said = text.split_once(' ').filter(|(word, _)| *word == "average");
                            let said = said.map_or(&*text, |(_, rest)| rest);
                            said.split([',', ' '])
                                .take(1)
                                .filter(|word| word.contains('.'))
                                .collect()
                        }
                        (Metric::Outcome, "chart-tick") => {
                            let said = text.strip_prefix("Before ").and_then(|said| said.split_once(','));
                            said.map(|(before, _)| before).into_iter().collect()
                        }
                        _ => Vec::new(),
                    };
                    for value in values {
                        if !cells.iter().any(|cell| cell.contains(value)) {
                            wrong.push(format!("{name}, {metric:?}, {size:?}: {value}"));
                        }
                    }
                }
            }
        }
    }
    none(&wrong);
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
