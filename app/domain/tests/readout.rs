//! The slides, from pilots in every state.

#[path = "metric/build.rs"]
#[expect(
    dead_code,
    reason = "the builders are the metrics' tests' own; some are not needed here"
)]
mod build;

use build::*;
use chrono::{DateTime, Duration, Utc};
use domain::criterion::{Choice, State};
use domain::decision::{Recorded, Side};
use domain::gate::Gate;
use domain::ids::{DecisionId, PersonId, SnapshotId};
use domain::programme::{Amended, Programme, Waived, scorecard};
use domain::pull_request::ReviewState;
use domain::readout::{
    Evidence, MOST_CHARACTERS, MOST_WORDS, MOST_WORDS_OF_SLIDE, Row, Signed, Slide, Stage, count, digest, footer,
    slides,
};
use proptest::prelude::*;

fn ended() -> DateTime<Utc> {
    at("03-29 22:00")
}

/// First commit after 6 days, 1 and 2 cycles, energy 3, 4, 3, 4, shipped and risen.
fn finished() -> Programme {
    let mut programme = programme();
    programme.ended_at = Some(ended());
    let feature = new_model(&mut programme);
    feature.first_received = received("03-08 10:00");
    feature.pull_requests = vec![merged_with(1, "03-09", 1), merged_with(2, "03-10", 2)];
    feature.shipped = shipped("03-19");
    feature.points = vec![point("03-10", 41.0), point("03-20", 46.0)];
    programme.answers = answers(&[Some(3), Some(4), Some(3), Some(4)]);
    programme
}

fn recorded(choice: Choice, confirmed: bool) -> Recorded {
    Recorded {
        decision_id: DecisionId(1),
        snapshot_id: SnapshotId(1),
        choice,
        pointed_to: Some(Choice::Iterate),
        reason: "The number that was not met is about to be met, all agree on that".to_owned(),
        attendees: "Dana, Priya".to_owned(),
        next_step: "Write the proposal of the second pilot with the teams that asked for it".to_owned(),
        owner: "Dana Levin of Growth".to_owned(),
        due_on: day("04-14"),
        recorded_by: PersonId(1),
        recorded_by_name: "Dana Levin".to_owned(),
        side: Side::Sponsor,
        recorded_at: at("03-31 13:40"),
        waits_for: "Priya Nair".to_owned(),
        confirmed: confirmed.then(|| ("Priya Nair".to_owned(), at("03-31 13:48"))),
    }
}

fn headlines(programme: &Programme, as_of: DateTime<Utc>) -> Vec<String> {
    slides(&scorecard(programme, as_of), programme, None)
        .map(|slide| slide.headline)
        .to_vec()
}

#[test]
fn a_finished_pilot_is_told_in_sentences() {
    assert_eq!(
        headlines(&finished(), at("03-31 12:00")),
        [
            "Spring pilot: readout",
            "For 4 weeks, one PM shipped code and one worked as before",
            "4 of 4 criteria are met",
            "The new-model PM reached a first commit in 6.0 days, 45% below the baseline",
            "Review cycles per PR fell to 1.5 from a baseline of 1.8",
            "The median PR took 0.2 days from opened to merged, baseline 2.0 days",
            "The new-model PM's energy averaged 3.5 of 5 over 4 of 4 weeks",
            "Invite acceptance rose from 41% to 46% after shipping",
            "Nothing is recorded as broken",
            "The agreed rule points to: Expand (4 of 4 met)",
            "Now two people decide: expand, iterate or roll back",
        ]
    );
}

/// Without PR 1 the other has 2 cycles, more than the 1.8 of the baseline: three met.
#[test]
fn the_room_that_decides_sees_what_would_turn_the_rule() {
    let of_rule = |programme: &Programme| {
        let [.., rule, _] = slides(&scorecard(programme, at("03-31 12:00")), programme, None);
        let Evidence::Facts(rows) = rule.evidence else {
            panic!("facts")
        };
        rows.into_iter()
            .map(|row| (row.name, row.value, row.beneath))
            .collect::<Vec<_>>()
    };
    let row = |name: &str, value: &str, beneath: &str| (name.to_owned(), value.to_owned(), beneath.to_owned());
    let bands = [
        row("4 met", "Expand", "points here"),
        row("3 met", "Iterate", "ruled out"),
        row("Fewer met", "Roll back", "ruled out"),
    ];
    let turned = [row("Without PR #1", "Iterate", "")];
    assert_eq!(of_rule(&finished()), [&bands[..], &turned[..]].concat());
    // Nothing turns what is clear.
    let mut clear = finished();
    new_model(&mut clear).pull_requests = vec![merged_with(1, "03-09", 1), merged_with(2, "03-10", 1)];
    assert_eq!(of_rule(&clear), bands);
}

/// A value never stands without what it is held against, and the hour of the readout not without its zone.
#[test]
fn values_stand_beside_their_bars_and_hours_beside_their_zone() {
    let programme = finished();
    let told = slides(&scorecard(&programme, at("03-31 12:00")), &programme, None);
    let Evidence::Scorecard(rows) = &told[2].evidence else {
        panic!("the criteria")
    };
    let said: Vec<_> = rows
        .iter()
        .map(|row| (row.name, row.value.as_str(), row.bar.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("First commit", "6.0 days", "≤ 7.7"),
            ("Review cycles", "1.5", "≤ 1.8"),
            ("Energy", "3.5", "≥ 3"),
            ("Primary metric", "41 → 46", "↑"),
        ]
    );
    let Evidence::Facts(rows) = &told[0].evidence else {
        panic!("dates")
    };
    assert_eq!(
        (rows[1].name.as_str(), rows[1].value.as_str()),
        ("Readout", "31 Mar 2026, 15:00 CEST")
    );
}

#[test]
fn a_pilot_of_which_nothing_is_known_says_so() {
    let told = headlines(&programme(), at("03-03 12:00"));
    assert_eq!(told[2], "So far 0 of 4 criteria are met");
    assert_eq!(told[3], "No first commit yet on day 1; the bar is 7.7 days");
    assert_eq!(told[4], "No reviewed PR of the new model is merged yet");
    assert_eq!(told[6], "The new-model PM has not answered a survey yet");
    assert_eq!(told[7], "The new-model feature has not shipped yet");
    assert_eq!(
        told[9],
        "The agreed rule still leaves open: expand or iterate or roll back"
    );
    let card = scorecard(&programme(), at("03-03 12:00"));
    let told = slides(&card, &programme(), None);
    let Evidence::Scorecard(rows) = &told[2].evidence else {
        panic!("{:?}", told[2])
    };
    let values: Vec<_> = rows.iter().map(|row| row.value.as_str()).collect();
    assert_eq!(values, ["none", "none", "none", "unshipped"]);
}

#[test]
fn what_was_sent_back_is_counted_once_per_pull_request() {
    let mut programme = finished();
    let changes = |at| (at, review("dana", ReviewState::ChangesRequested));
    new_model(&mut programme).pull_requests.push(pull_request(
        3,
        &[
            ("03-11 08:00", opened()),
            changes("03-11 09:00"),
            ("03-11 10:00", push("x")),
            changes("03-11 11:00"),
            ("03-11 12:00", push("y")),
            ("03-11 13:00", approval()),
            ("03-11 14:00", domain::pull_request::FactKind::Merged),
        ],
    ));
    new_model(&mut programme).pull_requests.push(pull_request(
        4,
        &[
            ("03-12 08:00", opened()),
            ("03-12 14:00", domain::pull_request::FactKind::Merged),
        ],
    ));
    assert_eq!(
        headlines(&programme, at("03-31 12:00"))[8],
        "1 PR was sent back, and 1 merged without a review"
    );
}

#[test]
fn what_a_hand_took_out_is_counted() {
    let mut programme = finished();
    programme.set_aside = vec!["acme/shop#12".to_owned()];
    let told = slides(&scorecard(&programme, at("03-31 12:00")), &programme, None);
    let Evidence::Counts(counts) = &told[8].evidence else {
        panic!("slide 9 shows counts")
    };
    assert_eq!((counts[2].count, counts[2].beneath.as_str()), (0, "1 by hand"));
}

#[test]
fn days_left_count_begun_days() {
    let mut programme = programme();
    programme.ended_at = Some(ended());
    let warning = |programme: &Programme, time| Stage::of(programme, time).warning();
    assert_eq!(
        warning(&programme, ended() - Duration::days(9)).as_deref(),
        Some("Provisional: 9 days left")
    );
    assert_eq!(
        warning(&programme, ended() - Duration::hours(1)).as_deref(),
        Some("Provisional: 1 day left")
    );
    assert_eq!(warning(&programme, ended()), None);
    programme.started_at = None;
    assert_eq!(warning(&programme, ended()).as_deref(), Some("Not started yet"));
}

#[test]
fn the_footer_says_how_old_and_how_firm_the_numbers_are() {
    let as_of = at("03-28 16:00");
    assert_eq!(
        footer(5, as_of, BERLIN, Stage::Over, true),
        "5 / 11 · data to 28 Mar 17:00 CET"
    );
    assert_eq!(
        footer(5, as_of, BERLIN, Stage::NotStarted, false),
        "5 / 11 · not frozen · data to 28 Mar 17:00 CET"
    );
}

#[test]
fn the_last_slide_shows_who_is_still_to_confirm() {
    let programme = finished();
    let card = scorecard(&programme, at("03-31 12:00"));
    let last = |decision: &Recorded| slides(&card, &programme, Some(decision))[10].clone();
    let waiting = last(&recorded(Choice::Iterate, false));
    assert_eq!(
        waiting.status.words,
        "Recorded by Dana Levin. Waiting for Priya Nair to confirm."
    );
    let made = last(&recorded(Choice::Iterate, true));
    assert_eq!(made.headline, "The decision: Iterate");
    assert_eq!(made.status.words, "Decided together, 31 Mar 15:48 CEST");
}

/// Ten words of what happens next have room where the choice needs no reason, and five beside one; none is cut inside a word.
#[test]
fn what_happens_next_is_whole_where_there_is_room() {
    let programme = finished();
    let card = scorecard(&programme, at("03-31 12:00"));
    let next = |next_step: &str, choice| {
        let decision = Recorded {
            next_step: next_step.to_owned(),
            ..recorded(choice, true)
        };
        let Evidence::Decided { rows, .. } = &slides(&card, &programme, Some(&decision))[10].evidence else {
            panic!("a decision")
        };
        let row = rows.iter().find(|row| row.name == "Next").expect("what happens next");
        row.value.clone()
    };
    let ten = "A second pilot on the basket with the same people";
    assert_eq!(next(ten, Choice::Iterate), ten);
    assert_eq!(next(ten, Choice::Expand), "A second pilot on the…");
    let eleven = format!("{ten} again");
    assert_eq!(next(&eleven, Choice::Iterate), format!("{ten}…"));
}

#[test]
fn a_frozen_text_is_named_by_its_sha_256() {
    assert_eq!(
        digest("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

/// Every word on the slide, except what a drawing of the metric says.
fn words(slide: &Slide, card_zone: chrono_tz::Tz, as_of: DateTime<Utc>, stage: Stage) -> usize {
    let of_rows = |rows: &[Row]| -> usize {
        let words = |row: &Row| count(&row.name) + count(&row.value) + count(&row.beneath);
        rows.iter().map(words).sum()
    };
    let evidence = match &slide.evidence {
        Evidence::Facts(rows) => of_rows(rows),
        Evidence::Counts(counts) => counts
            .iter()
            // `2 of 6`
            .map(|counted| usize::from(counted.of.is_some()) + count(counted.name) + count(&counted.beneath))
            .sum(),
        Evidence::Decided { rows, sides } => {
            let of_side = |side: &Signed| count(side.act) + count(&side.name);
            of_rows(rows) + sides.iter().map(of_side).sum::<usize>()
        }
        Evidence::Scorecard(rows) => rows
            .iter()
            .map(|row| count(row.state.label()) + count(row.name) + count(&row.value) + count(&row.bar))
            .sum(),
        // A drawing has at most ten words: three rows, bar, statistic, unit.
        Evidence::Metric(_) => 10,
    };
    let foot = count(&footer(slide.number, as_of, card_zone, stage, false));
    count(&slide.headline) + evidence + count(&slide.status.words) + foot
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,12}( [a-z]{1,12}){0,4}",
        "[a-z](\\PC| [a-z]){0,78}",
        "[a-zß]{60,80}",
    ]
}

fn waiver() -> Waived {
    Waived {
        pull_request: "acme/shop#12".to_owned(),
        gate: Gate::Zone,
        files: 1,
        reason: "Written together".to_owned(),
        by: "Lee".to_owned(),
        at: at("03-10 12:00"),
    }
}

fn amendment() -> Amended {
    Amended {
        version: 3,
        before: 2,
        reason: "Texts of mails".to_owned(),
        by: "Dana Levin".to_owned(),
        at: at("03-11 12:00"),
    }
}

fn a_pilot() -> impl Strategy<Value = (Programme, DateTime<Utc>)> {
    let facts = (
        prop::option::of(0_i64..2_000_000),
        prop::collection::vec(1_usize..5, 0..4),
        prop::collection::vec(prop::option::of(1_u8..=5), 4),
        prop::option::of(0_i64..30),
        prop::collection::vec((-20_i64..30, -1e7_f64..1e7), 0..6),
    );
    let shape = (
        (any::<bool>(), any::<bool>(), 0_usize..=2, 0_usize..=2),
        any::<bool>(),
        prop::option::weighted(0.8, Just(ended())),
        0_usize..=4,
        0_u8..=5,
        0_u8..=5,
    );
    let words = (typed(), typed(), typed(), typed(), typed());
    (facts, shape, words, 0_i64..5_000_000).prop_map(|(facts, shape, words, time)| {
        let mut programme = programme();
        let start = at("03-02 09:00");
        let (commit, cycles, scores, shipped, points) = facts;
        let ((enrolled, lost, waived, amended), started, ended, baseline, success, iterate) = shape;
        let (pilot, feature, pm, metric, unit) = words;
        let row = new_model(&mut programme);
        row.first_received = commit.map(|after| domain::feature::ReceivedCommit {
            at: start + Duration::seconds(after),
            sha: "abc".to_owned(),
        });
        row.pull_requests = (1..)
            .zip(cycles)
            .map(|(number, cycles)| merged_with(number, "03-09", cycles))
            .collect();
        row.shipped = shipped.map(|after| domain::feature::Shipped {
            on: day("03-02") + Duration::days(after),
            evidence: "Release".to_owned(),
        });
        row.points = points
            .into_iter()
            .map(|(after, value)| domain::feature::OutcomePoint {
                on: day("03-02") + Duration::days(after),
                value,
                source: "CSV".to_owned(),
            })
            .collect();
        row.name = feature;
        row.pm_name = pm;
        row.primary_metric.name = metric;
        row.primary_metric.unit = unit;
        programme.answers = answers(&scores);
        programme.pilot_name = pilot;
        programme.ended_at = ended;
        programme.baseline.truncate(baseline);
        programme.terms.success_at = success;
        programme.terms.iterate_at = iterate;
        if lost {
            programme.although = vec![1, 2];
        }
        programme.waivers = vec![waiver(); waived];
        programme.amendments = vec![amendment(); amended];
        if !enrolled {
            programme.new_model = None;
        }
        if !started {
            programme.started_at = None;
        }
        (programme, start + Duration::seconds(time))
    })
}

proptest! {
    #[test]
    fn every_slide_can_be_read_from_the_back(
        (programme, as_of) in a_pilot(),
        choice in prop::sample::select(Choice::ALL.to_vec()),
        confirmed in any::<bool>(),
        (reason, next_step, owner, name) in (typed(), typed(), typed(), typed()),
    ) {
        let card = scorecard(&programme, as_of);
        let stage = Stage::of(&programme, as_of);
        let decision = Recorded { reason, next_step, owner, recorded_by_name: name, ..recorded(choice, confirmed) };
        for decision in [None, Some(&decision)] {
            for (number, slide) in (1..).zip(slides(&card, &programme, decision)) {
                prop_assert_eq!(slide.number, number);
                prop_assert!(!slide.headline.is_empty());
                prop_assert!(slide.headline.chars().count() <= MOST_CHARACTERS, "{}", slide.headline);
                prop_assert!(count(&slide.headline) <= MOST_WORDS, "{}", slide.headline);
                let words = words(&slide, programme.zone, as_of, stage);
                prop_assert!(words <= MOST_WORDS_OF_SLIDE, "{} words: {:?}", words, slide);
                if let Evidence::Facts(rows) | Evidence::Decided { rows, .. } = &slide.evidence {
                    prop_assert!((1..=4).contains(&rows.len()));
                }
            }
        }
    }

    #[test]
    fn a_slide_never_calls_final_what_is_not((programme, as_of) in a_pilot()) {
        let card = scorecard(&programme, as_of);
        let told = slides(&card, &programme, None);
        let settled = card.criteria.iter().all(|criterion| criterion.state.is_final());
        prop_assert_eq!(told[2].headline.starts_with("So far"), !settled);
        for (slide, criterion) in [(3, 0), (4, 1), (6, 2), (7, 3)] {
            let state: Option<State> = told[slide].status.state;
            prop_assert_eq!(state, Some(card.criteria[criterion].state));
        }
    }
}
