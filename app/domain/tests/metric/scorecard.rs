//! What the scorecard says, and what would flip it.

use domain::criterion::{State, Verdict};
use domain::metric::{Ratio, Series};
use domain::programme::{Correction, FlipCause, Participated, Place, Position, Programme, Settled, scorecard, spoken};
use domain::pull_request::{Apart, Commits, PullRequest};
use domain::terms::Statistic;

use crate::build::*;

/// All four met: 6 days, 1.5 cycles, 3.5, 41 % to 46 %.
fn success() -> Programme {
    let mut programme = programme();
    programme.answers = answers(&[Some(3), Some(4), Some(3), Some(4)]);
    let feature = new_model(&mut programme);
    feature.first_received = received("03-08 10:00");
    feature.pull_requests = vec![merged_with(1, "03-09", 1), merged_with(2, "03-10", 2)];
    feature.shipped = shipped("03-19");
    feature.points = vec![point("03-17", 40.0), point("03-18", 42.0), point("03-19", 46.0)];
    programme
}

#[test]
fn a_finished_pilot_reads_as_agreed() {
    let card = scorecard(&success(), at("03-31 12:00"));
    assert!(card.criteria.iter().all(|criterion| criterion.state == State::Met));
    assert_eq!(card.outlook.verdict, Some(Verdict::Success));
    assert_eq!(
        card.first_commit.summary,
        "New model: 6.0 days, 45% below the baseline median of 11.0. The bar is 30% lower."
    );
    assert_eq!(
        card.review_cycles.summary,
        "New model: 1.5 on average over 2 PRs. Baseline: 1.8 over 5 PRs. Did not increase."
    );
    assert_eq!(
        card.cycle_time.summary,
        "New model: median 0.2 days over 2 PRs. Baseline 2.0 days over 6 PRs. Reported, not a success criterion."
    );
    assert_eq!(
        card.energy.summary,
        "New model averages 3.5 over 4 of 4 weeks. The bar is 3. There is no baseline for energy."
    );
    assert_eq!(
        card.outcome.summary,
        "New model shipped 19 Mar 2026. Invite acceptance rose from 41% to 46%. Expected: up."
    );
    assert_eq!(
        card.first_commit.place,
        Some(Place {
            place: 1,
            of: 5,
            shared: false
        })
    );
    assert_eq!(card.first_commit.position, Some(Position::Below));
    assert_eq!(card.criteria[0].bar, "7.7 days or less");
    assert_eq!(card.criteria[0].difference, "1.7 days below the bar");
}

#[test]
fn each_number_can_be_spoken_by_itself_and_the_ones_that_decide_come_first() {
    let all = spoken(&scorecard(&success(), at("03-31 12:00")));
    assert_eq!(
        all,
        [
            "Days to first commit, new model, now: 6.0 days; met.",
            "Review cycles per PR, new model, now: 1.5 over 2 PRs; met.",
            "Energy, new model, now: 3.5, 4 of 4 weeks; met.",
            "Outcome, new model, now: Invite acceptance rose from 41% to 46%; met.",
            "Cycle time, new model, now: 0.2 days over 2 PRs.",
            "Days to first commit, old model, now: no commit yet.",
            "Days to first commit, baseline, now: 11.0.",
            "Review cycles per PR, baseline, now: 1.8 over 5 PRs.",
            "Cycle time, baseline, now: 2.0 days over 6 PRs.",
        ]
    );
}

#[test]
fn a_day_that_is_still_counted_is_no_news_until_it_passes_the_bar() {
    let programme = programme();
    let spoken_at = |time| spoken(&scorecard(&programme, at(time)));
    // Days 6.1 and 6.2 of a bar of 7.7, and day 9.
    assert_eq!(spoken_at("03-08 12:00"), spoken_at("03-08 15:00"));
    let first = |time| spoken_at(time).remove(0);
    assert_eq!(
        first("03-08 15:00"),
        "Days to first commit, new model, now: no commit yet; not known."
    );
    assert_eq!(
        first("03-11 12:00"),
        "Days to first commit, new model, now: no commit yet; not met."
    );
}

#[test]
fn a_drop_that_misses_the_bar_never_reads_as_reaching_it() {
    let mut programme = success();
    // 7.75 days of 11 are 29.54 % less; the bar is 7.7.
    new_model(&mut programme).idea = Some(domain::calendar::Moment::Instant(at("03-02 09:00")));
    new_model(&mut programme).first_received = received("03-10 03:00");
    let card = scorecard(&programme, at("03-31 12:00"));
    assert_eq!(
        card.first_commit.summary,
        "New model: 7.8 days, 29% below the baseline median of 11.0. The bar is 30% lower, so this is not met."
    );
}

#[test]
fn a_running_pilot_says_what_is_open() {
    let mut programme = programme();
    programme.answers = answers(&[Some(5), Some(4), None, Some(1)]);
    let card = scorecard(&programme, at("03-08 12:00"));
    assert_eq!(
        card.first_commit.summary,
        "New model: No first commit yet, day 6. It can still meet the bar until day 7.7."
    );
    let card = scorecard(&programme, at("03-27 13:00"));
    assert_eq!(
        card.first_commit.summary,
        "New model: No first commit yet, day 25. It can no longer meet the bar."
    );
    assert_eq!(
        card.review_cycles.summary,
        "New model: no reviewed, merged PRs yet. Baseline: 1.8 over 5 PRs."
    );
    assert_eq!(
        card.energy.summary,
        "New model: 3.3 over 3 of 4 weeks. The missing reply could make it 2.8 to 3.8. The bar is 3. There is no \
         baseline for energy."
    );
    assert_eq!(
        card.outcome.summary,
        "New model has not shipped yet: nothing to compare."
    );
}

#[test]
fn the_last_moment_to_meet_the_bar_is_told_until_it_has_passed() {
    let told = |time| {
        let notes = scorecard(&programme(), at(time)).first_commit.notes;
        notes.iter().any(|note| note.starts_with("Last moment to meet the bar"))
    };
    assert!(told("03-08 12:00"));
    // Day 8 of a bar of 7.7.
    assert!(!told("03-10 12:00"));
}

#[test]
fn the_first_commit_can_be_looked_up() {
    let mut programme = success();
    let received = new_model(&mut programme).first_received.as_mut().unwrap();
    received.sha = "1a2b3c4d5e6f".to_owned();
    assert!(
        scorecard(&programme, at("03-31 12:00"))
            .first_commit
            .notes
            .contains(&"New model: first commit by first push received, commit 1a2b3c4.".to_owned())
    );
}

#[test]
fn what_a_hand_took_out_is_named() {
    let mut programme = success();
    programme.set_aside = vec!["acme/shop#12".to_owned(), "acme/shop#15".to_owned()];
    let card = scorecard(&programme, at("03-31 12:00"));
    let note = "Taken out by hand: acme/shop#12, acme/shop#15.".to_owned();
    assert!(card.review_cycles.notes.contains(&note));
    assert!(card.cycle_time.notes.contains(&note));
    assert!(card.first_commit.notes.contains(&note));
}

/// The planning PR of the first day and the one-word PR of the second have 4 and 1 cycles, the work itself one PR with 2,
/// whose first commit came on 8 March at 10:00: day 6.
#[test]
fn what_proves_week_one_is_in_no_number_and_is_named() {
    let mut programme = success();
    let feature = new_model(&mut programme);
    feature.first_received = None;
    let with_commit = |mut pull: PullRequest, first: &str| {
        pull.commits = Some(Commits {
            first_received: received(first),
            first_authored: None,
        });
        pull
    };
    feature.pull_requests = vec![
        with_commit(merged_with(1, "03-03", 4), "03-02 15:00"),
        with_commit(merged_with(2, "03-04", 1), "03-03 15:00"),
        with_commit(merged_with(3, "03-09", 2), "03-08 10:00"),
    ];
    let numbers = |programme: &domain::programme::Programme| {
        let card = scorecard(programme, at("03-31 12:00"));
        let cycles = card.review_cycles.row(Series::NewModel).and_then(|row| row.set.value());
        (
            card.first_commit.new_model().and_then(|row| row.measured.days()),
            cycles,
            card,
        )
    };
    // 7 cycles of 3 PRs, and the planning push: the same day.
    let (days, cycles, _) = numbers(&programme);
    assert_eq!((days, cycles), (Some(Ratio::whole(0)), Some(Ratio::new(7, 3))));
    for pull in &mut new_model(&mut programme).pull_requests[..2] {
        pull.apart = Some(Apart::WeekOne);
    }
    let (days, cycles, card) = numbers(&programme);
    assert_eq!((days, cycles), (Some(Ratio::whole(6)), Some(Ratio::whole(2))));
    let note = "New model: the commits of acme/web#1, acme/web#2 do not count. They prove week one.";
    assert!(
        card.first_commit.notes.iter().any(|one| one == note),
        "{:?}",
        card.first_commit.notes
    );
    let note = "New model: 2 PRs not in the mean, proves week one.";
    assert!(
        card.review_cycles.notes.iter().any(|one| one == note),
        "{:?}",
        card.review_cycles.notes
    );
    // One alone: the one-word PR counts again, its commit of 3 March and its cycle: 3 of 2 PRs.
    new_model(&mut programme).pull_requests[1].apart = None;
    let (days, cycles, card) = numbers(&programme);
    assert_eq!((days, cycles), (Some(Ratio::whole(1)), Some(Ratio::new(3, 2))));
    let note = "New model: the commits of acme/web#1 do not count. It proves week one.";
    assert!(
        card.first_commit.notes.iter().any(|one| one == note),
        "{:?}",
        card.first_commit.notes
    );
}

#[test]
fn different_values_never_read_the_same() {
    let mut programme = success();
    // 23 cycles over 13 pull requests, 1.77 against 1.8.
    let cycles = [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1];
    new_model(&mut programme).pull_requests = (1..)
        .zip(cycles)
        .map(|(number, cycles)| merged_with(number, "03-05", cycles))
        .collect();
    let summary = scorecard(&programme, at("03-31 12:00")).review_cycles.summary;
    assert_eq!(
        summary,
        "New model: 1.77 on average over 13 PRs. Baseline: 1.80 over 5 PRs. Did not increase."
    );
}

#[test]
fn nothing_flips_a_clear_result_and_one_answer_flips_a_close_one() {
    let mut programme = success();
    programme.answers = answers(&[Some(2), Some(2), Some(3), Some(5)]);
    let found = scorecard(&programme, at("03-31 12:00")).flips;
    // Without the 5: 7 of 3 weeks, 2.3.
    let energy: Vec<_> = found.iter().filter(|flip| flip.criterion == 3).collect();
    assert_eq!(energy.len(), 1);
    assert_eq!(energy[0].cause, FlipCause::WithoutAnswer { week: 4, pm: None });
    assert!(energy[0].changes_verdict);
    assert_eq!(energy[0].possible, [Verdict::Iterate]);
    assert_eq!(
        energy[0].sentence,
        "Without the answer of week 4, criterion 3 would be not met. The agreed rule would point to: Iterate."
    );
}

#[test]
fn the_statistic_and_single_features_are_tried() {
    let mut programme = success();
    // Median 9.5, bar 6.65: 6 days meet it. Mean 8, bar 5.6: they do not.
    programme.baseline = [(1, 9), (2, 10), (3, 3), (4, 10)]
        .map(|(id, days)| baseline(id, days, &[Some(2)]))
        .to_vec();
    let found = scorecard(&programme, at("03-31 12:00")).flips;
    let statistic = FlipCause::OtherStatistic {
        statistic: Statistic::Mean,
    };
    assert!(
        found
            .iter()
            .any(|flip| flip.criterion == 1 && flip.cause == statistic && !flip.would_be_met)
    );
    // Without one of the 10s the median is 9, the bar 6.3: still met.
    assert!(
        !found
            .iter()
            .any(|flip| matches!(flip.cause, FlipCause::WithoutBaselineFeature { .. }))
    );
}

#[test]
fn a_single_pull_request_can_flip_criterion_2() {
    let mut programme = success();
    new_model(&mut programme).pull_requests = vec![merged_with(1, "03-09", 1), merged_with(2, "03-10", 3)];
    let found = scorecard(&programme, at("03-31 12:00")).flips;
    let cause = FlipCause::WithoutPullRequest {
        series: Series::NewModel,
        feature: "Feature of nell".to_owned(),
        number: 2,
    };
    assert!(found.iter().any(|flip| flip.cause == cause && flip.would_be_met));
}

#[test]
fn the_programme_survives_its_json_and_zones_are_iana_names() {
    let programme = success();
    let json = serde_json::to_string(&programme).unwrap();
    assert!(json.contains(r#""zone":"Europe/Berlin""#));
    assert!(json.contains(r#""kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"#));
    let back: Programme = serde_json::from_str(&json).unwrap();
    assert_eq!(back, programme);
    assert_eq!(serde_json::to_string(&back).unwrap(), json);
    let card = scorecard(&programme, at("03-31 12:00"));
    let card_json = serde_json::to_string(&card).unwrap();
    assert_eq!(
        serde_json::from_str::<domain::programme::Scorecard>(&card_json).unwrap(),
        card
    );
}

#[test]
fn the_answers_of_several_pms_of_an_arm_are_pooled() {
    let mut programme = programme();
    let ines = domain::ids::PersonId(3);
    new_model(&mut programme).more_pms = vec![domain::feature::Pm {
        person: ines,
        name: "ines".to_owned(),
    }];
    // 4, 4, 3 and 2, 3, 4, 5: 25 over 7 of 8 answers, with one missing.
    programme.answers = answers(&[Some(4), Some(4), Some(3), None]);
    let of_ines = answers(&[Some(2), Some(3), Some(4), Some(5)]);
    programme.answers.extend(
        of_ines
            .into_iter()
            .map(|answer| domain::survey::Answer { person: ines, ..answer }),
    );
    programme.answers.extend(answers(&[None, None, None]));
    let card = scorecard(&programme, at("03-30 12:00"));
    let panel = card.energy.panel(Series::NewModel).expect("there");
    assert_eq!(panel.name, "nell and ines");
    assert_eq!(panel.energy.mean(), Some(Ratio::new(25, 7)));
    // The missing one a 1 or a 5: 26 and 30 over 8.
    assert_eq!(panel.energy.lowest(), Some(Ratio::new(13, 4)));
    assert_eq!(panel.energy.highest(), Some(Ratio::new(15, 4)));
    assert_eq!(
        card.energy.summary,
        "New model: 3.6 over 7 of 8 answers of 2 PMs. The missing reply could make it 3.3 to 3.8. The bar is 3. There \
         is no baseline for energy."
    );
    assert_eq!(card.energy.notes[0], "New model, nell: no reply for week 4.");
    assert_eq!(card.criteria[2].value, "3.6, 7 of 8 answers");
    assert_eq!(card.criteria[2].state, State::Met);
    // 3.25 is below 3.5 and 3.75 above it: the missing answer leaves it open.
    programme.terms.energy_at_least = "3.5".parse().expect("a number");
    assert_eq!(
        scorecard(&programme, at("03-30 12:00")).criteria[2].state,
        State::NotKnown
    );
    // The PM who did not answer does not make the other's answers count twice.
    programme.answers.clear();
    assert_eq!(
        scorecard(&programme, at("03-30 12:00")).criteria[2].value,
        "No replies yet"
    );
}

/// Ines took over from Nell of the new model at a moment.
fn taken_over(moment: &str) -> Programme {
    let mut programme = programme();
    let ines = domain::ids::PersonId(3);
    programme.replaced = vec![domain::replacement::Replacement {
        post: domain::replacement::Post::PilotPm,
        arm: domain::person::Arm::NewModel,
        former: NEW_PM,
        former_name: "nell".to_owned(),
        successor: ines,
        successor_name: "ines".to_owned(),
        reason: "Another team".to_owned(),
        at: at(moment),
        former_login: "nell".to_owned(),
        login: "ines".to_owned(),
    }];
    let feature = new_model(&mut programme);
    (feature.pm, feature.pm_name) = (ines, "ines".to_owned());
    programme
}

#[test]
fn the_weeks_of_somebody_who_was_replaced_stay_theirs_and_the_gap_of_who_follows_is_no_zero() {
    // Whole weeks from Monday: Nell was asked about the first and the second, Ines about the third and the fourth.
    let mut programme = taken_over("03-11 10:00");
    let ines = |week, score, time| domain::survey::Answer {
        person: domain::ids::PersonId(3),
        week,
        score,
        at: at(time),
    };
    programme.answers = answers(&[Some(4), Some(5), Some(1)]);
    // Of a week that is not theirs nobody's answer counts: Nell's of the third, Ines's of the second.
    programme.answers.push(ines(2, 1, "03-12 09:00"));
    let card = scorecard(&programme, at("03-30 12:00"));
    let panel = card.energy.panel(Series::NewModel).expect("there");
    assert_eq!((panel.energy.given, panel.energy.sum, panel.energy.of()), (2, 9, 4));
    assert_eq!(panel.energy.mean(), Some(Ratio::new(9, 2)));
    // The two that are missing a 1 each, 11 of 4, or a 5 each, 19 of 4.
    assert_eq!(panel.energy.lowest(), Some(Ratio::new(11, 4)));
    assert_eq!(panel.energy.highest(), Some(Ratio::new(19, 4)));
    assert_eq!(panel.pms[0].name, "nell, then ines");
    assert_eq!(card.criteria[2].state, State::NotKnown);
    assert_eq!(
        card.energy.notes[0],
        "New model: weeks 1 and 2 are nell's, weeks 3 and 4 are ines's. A week is of whoever was the pilot PM when its question \
         opened."
    );
    // What Ines answers of theirs counts: 4, 5, 4, 5.
    programme
        .answers
        .extend([ines(3, 4, "03-20 09:00"), ines(4, 5, "03-27 09:00")]);
    let card = scorecard(&programme, at("03-30 12:00"));
    assert_eq!(card.criteria[2].state, State::Met);
    assert_eq!(card.criteria[2].value, "4.5, 4 of 4 weeks");
    // What is frozen reads back as it was.
    let json = serde_json::to_string(&programme).expect("a programme has a JSON form");
    assert_eq!(
        serde_json::from_str::<Programme>(&json).expect("its own JSON"),
        programme
    );
}

#[test]
fn a_replacement_moves_nothing_that_was_before_it() {
    // Three of four weeks answered and closed, and then somebody takes over: 5, 5, 5 is final whatever the fourth week brings.
    let mut before = programme();
    before.answers = answers(&[Some(5), Some(5), Some(5)]);
    let mut after = taken_over("03-23 10:00");
    after.answers = before.answers.clone();
    for (now, state) in [("03-24 12:00", State::Met), ("03-30 12:00", State::Met)] {
        for programme in [&before, &after] {
            let criterion = &scorecard(programme, at(now)).criteria[2];
            assert_eq!(
                (criterion.state, criterion.value.as_str()),
                (state, "5.0, 3 of 4 weeks"),
                "{now}"
            );
        }
    }
}

#[test]
fn an_arm_with_one_pm_has_the_json_it_always_had() {
    let json = serde_json::to_string(&programme()).expect("a programme has a JSON form");
    assert!(
        json.contains(r#""pm_name":"nell","pm":1,"github_login":"nell""#)
            && !json.contains("more_pms")
            && !json.contains("pms_for_a_time"),
        "{json}"
    );
}

/// The flips of one criterion.
fn flips_of(programme: &Programme, number: u8, now: &str) -> Vec<domain::programme::Flip> {
    let card = scorecard(programme, at(now));
    card.flips.into_iter().filter(|flip| flip.criterion == number).collect()
}

#[test]
fn a_single_value_of_the_metric_can_flip_criterion_4() {
    let mut programme = success();
    // From 41 to 42; without the 44, from 41 to 40.
    new_model(&mut programme).points = vec![
        point("03-17", 41.0),
        point("03-18", 41.0),
        point("03-19", 40.0),
        point("03-20", 44.0),
    ];
    let found = flips_of(&programme, 4, "03-31 12:00");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].cause, FlipCause::WithoutPoint { on: day("03-20") });
    assert!(!found[0].would_be_met);
    assert_eq!(
        found[0].sentence,
        "Without the value of 20 Mar 2026, criterion 4 would be not met. The agreed rule would point to: Iterate."
    );
    // Without the only value before or after there is nothing to compare, so nothing is flipped by that.
    new_model(&mut programme).points = vec![point("03-18", 42.0), point("03-19", 44.0)];
    assert_eq!(flips_of(&programme, 4, "03-31 12:00"), []);
}

#[test]
fn whose_answer_would_flip_it_is_said_where_several_pms_answer() {
    let mut programme = success();
    let ines = domain::ids::PersonId(3);
    new_model(&mut programme).more_pms = vec![domain::feature::Pm {
        person: ines,
        name: "ines".to_owned(),
    }];
    // 3, 3, 3, 3 and 1, 3, 3, 5 are 24 of 8; without the 5, 19 of 7 are below 3.
    programme.answers = answers(&[Some(3), Some(3), Some(3), Some(3)]);
    let of_ines = answers(&[Some(1), Some(3), Some(3), Some(5)]);
    programme.answers.extend(
        of_ines
            .into_iter()
            .map(|answer| domain::survey::Answer { person: ines, ..answer }),
    );
    let found = flips_of(&programme, 3, "03-31 12:00");
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].cause,
        FlipCause::WithoutAnswer {
            week: 4,
            pm: Some("ines".to_owned()),
        }
    );
    assert!(
        found[0]
            .sentence
            .starts_with("Without the answer of ines of week 4, criterion 3 would be not met.")
    );
}

#[test]
fn a_flip_that_leaves_the_verdict_as_it_is_names_none() {
    let mut programme = success();
    // Criterion 1 misses its bar and 4 has not shipped: 2 of 4 are met, and 1 of 4 would be no other verdict.
    new_model(&mut programme).first_received = received("03-20 10:00");
    new_model(&mut programme).shipped = None;
    programme.answers = answers(&[Some(2), Some(2), Some(3), Some(5)]);
    let found = flips_of(&programme, 3, "03-31 12:00");
    assert_eq!(found.len(), 1);
    assert!(!found[0].changes_verdict);
    assert_eq!(
        found[0].sentence,
        "Without the answer of week 4, criterion 3 would be not met."
    );
}

#[test]
fn a_flip_tells_of_the_verdicts_that_are_possible_while_others_are_open() {
    // It shipped, and no value is there: criterion 4 is not known, and with the other three met, success and iterate are
    // possible. Without the 5 success is not.
    let mut programme = success();
    programme.answers = answers(&[Some(2), Some(2), Some(3), Some(5)]);
    new_model(&mut programme).points.clear();
    new_model(&mut programme).primary_metric.read_on = day("04-20");
    let now = "03-31 12:00";
    assert_eq!(scorecard(&programme, at(now)).criteria[3].state, State::NotKnown);
    let found = flips_of(&programme, 3, now);
    assert_eq!(found.len(), 1);
    assert!(found[0].changes_verdict);
    assert_eq!(found[0].possible, [Verdict::Iterate, Verdict::RollBack]);
}

#[test]
fn a_flip_of_a_running_pilot_tells_where_the_values_of_today_would_point() {
    // Two answers of four, and the outcome not read: both sides of criterion 3 stay possible with the answer and without, so
    // the verdicts that are possible stay, but today's values point elsewhere.
    let mut programme = success();
    programme.answers = answers(&[Some(2), Some(4)]);
    let now = "03-20 12:00";
    let card = scorecard(&programme, at(now));
    let states: Vec<State> = card.criteria.iter().map(|criterion| criterion.state).collect();
    assert_eq!(states, [State::Met, State::Met, State::MetSoFar, State::MetSoFar]);
    let found = flips_of(&programme, 3, now);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].cause, FlipCause::WithoutAnswer { week: 2, pm: None });
    assert_eq!(found[0].possible, Verdict::possible(&states, &programme.terms));
    assert!(found[0].changes_verdict, "from success to iterate");
}

#[test]
fn the_place_counts_those_that_were_faster_and_says_who_shares_it() {
    // 8, 9, 13 and 14 days; the idea is of 2 March.
    for (commit, place, shared) in [
        ("03-09 10:00", 1, false),
        ("03-10 10:00", 1, true),
        ("03-11 10:00", 2, true),
        ("03-12 10:00", 3, false),
        ("03-15 10:00", 3, true),
        ("03-16 10:00", 4, true),
        ("03-17 10:00", 5, false),
    ] {
        let mut programme = programme();
        new_model(&mut programme).first_received = received(commit);
        let found = scorecard(&programme, at("03-31 12:00")).first_commit.place;
        assert_eq!(found, Some(Place { place, of: 5, shared }), "{commit}");
    }
}

#[test]
fn a_number_changes_by_time_alone_right_after_the_last_moment_that_meets_the_bar() {
    let mut programme = programme();
    // 7.7 days after 2 March 09:00 is 10 March, 01:48.
    new_model(&mut programme).idea = Some(domain::calendar::Moment::Instant(at("03-02 09:00")));
    let changes = |programme: &Programme, now| scorecard(programme, at(now)).changes_at();
    assert_eq!(
        changes(&programme, "03-09 12:00"),
        Some(at("03-10 01:48") + chrono::TimeDelta::microseconds(1))
    );
    assert_eq!(changes(&programme, "03-10 01:49"), None, "it has passed");
    // An idea that is known to the day ends with a day, which is a whole minute.
    assert_eq!(changes(&self::programme(), "03-09 12:00"), None);
}

/// Why a criterion is in its state, of a pilot without facts that is changed.
fn why(number: usize, now: &str, change: impl FnOnce(&mut Programme)) -> String {
    let mut programme = programme();
    change(&mut programme);
    scorecard(&programme, at(now)).criteria.swap_remove(number - 1).why
}

#[test]
fn why_the_first_commit_stands_as_it_does_is_said() {
    // Days are counted from 2 March, the bar is 7.7.
    assert_eq!(
        why(1, "03-05 12:00", |p| new_model(p).idea = None),
        "No idea is recorded."
    );
    assert_eq!(
        why(1, "03-05 12:00", |p| new_model(p).first_received =
            received("03-01 10:00")),
        "The first commit is before the idea, which is a data error."
    );
    assert_eq!(why(1, "03-05 12:00", |p| p.baseline.clear()), "There is no baseline.");
    assert_eq!(
        why(1, "03-05 12:00", |_| ()),
        "There is no commit yet, and the bar can still be met."
    );
    assert_eq!(
        why(1, "03-20 12:00", |_| ()),
        "Final: the day count has passed the bar without a commit."
    );
    assert_eq!(
        why(1, "03-20 12:00", |p| p.unlinked_since = Some(at("03-05 10:00"))),
        "The day count has passed the bar, but a commit received before that belongs to no feature yet."
    );
    for commit in ["03-05 10:00", "03-19 10:00"] {
        assert_eq!(
            why(1, "03-20 12:00", |p| new_model(p).first_received = received(commit)),
            "Final: the first commit exists."
        );
    }
    // Of a fork, known by its opening alone.
    let mut fork = pull_request(1, &[("03-05 10:00", opened())]);
    fork.commits = Some(domain::pull_request::Commits {
        first_received: None,
        first_authored: None,
    });
    assert_eq!(
        why(1, "03-20 12:00", |p| new_model(p).pull_requests = vec![fork]),
        "No receipt of it is known: an earlier push could still take its place until the pilot ends."
    );
    assert_eq!(
        why(1, "03-20 12:00", |p| p.new_model = None),
        "No new-model feature is enrolled."
    );
}

#[test]
fn why_review_cycles_stand_as_they_do_is_said() {
    let merged = |p: &mut Programme| new_model(p).pull_requests = vec![merged_with(1, "03-05", 1)];
    let shipped_too = |p: &mut Programme| {
        merged(p);
        new_model(p).shipped = shipped("03-10");
    };
    assert_eq!(
        why(2, "03-20 12:00", merged),
        "It can change until the feature has shipped and the PRs opened by then are merged, or the read date is over."
    );
    assert_eq!(
        why(2, "03-20 12:00", shipped_too),
        "Final: nothing that can still happen to its PRs changes it."
    );
    assert_eq!(why(2, "03-20 12:00", |_| ()), "No reviewed PR is merged.");
    assert_eq!(
        why(2, "03-20 12:00", |p| {
            merged(p);
            p.baseline = vec![baseline(1, 9, &[None])];
        }),
        "There is no baseline."
    );
}

#[test]
fn why_energy_stands_as_it_does_is_said() {
    let answered = |scores: &'static [Option<u8>]| move |p: &mut Programme| p.answers = answers(scores);
    for (now, scores, expected) in [
        ("03-04 12:00", &[][..], "There are no replies yet."),
        (
            "03-10 12:00",
            &[Some(4)],
            "It can change until the last week has closed.",
        ),
        // The bar is 3, and what closed cannot change. Two 5s and two 1s are 12 of 4.
        (
            "03-16 12:00",
            &[Some(5), Some(5)],
            "Final: even with 1s for every week still open or not answered it meets the bar.",
        ),
        // Three 1s and a 5 are 8 of 4.
        (
            "03-23 12:00",
            &[Some(1), Some(1), Some(1)],
            "Final: even with 5s for every week still open or not answered it cannot meet the bar.",
        ),
        (
            "03-31 12:00",
            &[Some(4), Some(2), Some(3)],
            "The missing replies could put it on either side of the bar.",
        ),
        (
            "03-31 12:00",
            &[],
            "The missing replies could put it on either side of the bar.",
        ),
        (
            "03-31 12:00",
            &[Some(3), Some(4), Some(3), Some(4)],
            "Final: every week is answered.",
        ),
        (
            "03-31 12:00",
            &[Some(3), Some(1), Some(3), Some(4)],
            "Final: every week is answered.",
        ),
    ] {
        assert_eq!(why(3, now, answered(scores)), expected, "{now} {scores:?}");
    }
    assert_eq!(
        why(3, "03-20 12:00", |p| p.new_model = None),
        "No new-model PM is enrolled."
    );
}

#[test]
fn what_was_final_stays_when_its_answers_are_taken_back_and_the_answers_are_a_gap() {
    // 5, 5, 5 and week 3 of 4 closed on 23 March: final, since a 1 still gives 4.0.
    let final_since = |state, on| Settled {
        criterion: 3,
        state,
        value: "5.0, 3 of 4".to_owned(),
        because: String::new(),
        at: at(on),
    };
    let says = |person, agrees, on| Participated {
        person,
        name: "Nell".to_owned(),
        agrees,
        at: at(on),
    };
    let corrected = |on| Correction {
        criteria: vec![3],
        what: "an answer".to_owned(),
        reason: "mistyped".to_owned(),
        by: "Dana".to_owned(),
        at: at(on),
        confirmed: Some(("Priya".to_owned(), at(on))),
    };
    let met = || vec![final_since(State::Met, "03-23 08:00")];
    for (settled, said, corrections, expected) in [
        // Taken back after it was final, in the very moment, and given again.
        (met(), vec![says(NEW_PM, false, "03-24 08:00")], vec![], State::Met),
        (met(), vec![says(NEW_PM, false, "03-23 08:00")], vec![], State::Met),
        (
            met(),
            vec![says(NEW_PM, false, "03-24 08:00"), says(NEW_PM, true, "03-25 08:00")],
            vec![],
            State::Met,
        ),
        (
            vec![final_since(State::NotMet, "03-23 08:00")],
            vec![says(NEW_PM, false, "03-24 08:00")],
            vec![],
            State::NotMet,
        ),
        // Before, nothing was final: four gaps leave 1.0 to 5.0.
        (
            vec![],
            vec![says(NEW_PM, false, "03-20 08:00")],
            vec![],
            State::NotKnown,
        ),
        (
            vec![
                final_since(State::Met, "03-16 08:00"),
                final_since(State::MetSoFar, "03-17 08:00"),
            ],
            vec![says(NEW_PM, false, "03-20 08:00")],
            vec![],
            State::NotKnown,
        ),
        (met(), vec![says(NEW_PM, false, "03-22 08:00")], vec![], State::NotKnown),
        // The other arm decides nothing.
        (met(), vec![says(OLD_PM, false, "03-24 08:00")], vec![], State::NotKnown),
        // What two people corrected since counts as it is.
        (
            met(),
            vec![says(NEW_PM, false, "03-24 08:00")],
            vec![corrected("03-25 08:00")],
            State::NotKnown,
        ),
    ] {
        let mut programme = success();
        programme.answers.clear();
        programme.settled = settled;
        programme.participation = said.clone();
        programme.corrections = corrections;
        let card = scorecard(&programme, at("03-31 12:00"));
        let energy = &card.criteria[2];
        assert_eq!(energy.state, expected, "{said:?}");
        assert_eq!(energy.value, "No replies yet", "a gap, never a zero");
        let panel = card.energy.panel(Series::NewModel).expect("a panel");
        assert_eq!(
            (panel.energy.given, panel.energy.missing(), panel.energy.mean()),
            (0, 4, None)
        );
        assert!(card.flips.iter().all(|flip| flip.criterion != 3), "{:?}", card.flips);
        if expected.is_final() {
            assert_eq!(
                programme
                    .to_note(&card)
                    .iter()
                    .filter(|(number, ..)| *number == 3)
                    .count(),
                0
            );
            assert!(energy.why.starts_with("It was final before Nell "), "{}", energy.why);
        }
    }
}

#[test]
fn why_the_outcome_stands_as_it_does_is_said() {
    let moved = |p: &mut Programme| {
        new_model(p).shipped = shipped("03-19");
        new_model(p).points = vec![point("03-18", 40.0), point("03-19", 46.0)];
    };
    assert_eq!(
        why(4, "03-20 12:00", |_| ()),
        "Not shipped yet. The read date is 28 Mar 2026."
    );
    assert_eq!(
        why(4, "03-29 12:00", |_| ()),
        "Final: not shipped by the read date, 28 Mar 2026."
    );
    assert_eq!(
        why(4, "03-20 12:00", moved),
        "It can change until the read date, 28 Mar 2026, is over."
    );
    assert_eq!(why(4, "03-29 12:00", moved), "Final: the read date was 28 Mar 2026.");
    assert_eq!(
        why(4, "03-20 12:00", |p| new_model(p).shipped = shipped("03-19")),
        "The values before or after shipping are missing."
    );
    assert_eq!(
        why(4, "03-20 12:00", |p| p.new_model = None),
        "No new-model feature is enrolled."
    );
}

#[test]
fn a_single_baseline_feature_can_flip_criterion_1() {
    let mut programme = success();
    // 6, 8, 10 and 12 days: the median 9 gives a bar of 6.3, which 6 days meet. Without one of the two longest it is 8 and
    // 5.6, without one of the two shortest 10 and 7.
    programme.baseline = [(1, 6), (2, 8), (3, 10), (4, 12)]
        .map(|(id, days)| baseline(id, days, &[Some(2)]))
        .to_vec();
    let found = flips_of(&programme, 1, "03-31 12:00");
    let features: Vec<&FlipCause> = found
        .iter()
        .map(|flip| &flip.cause)
        .filter(|cause| matches!(cause, FlipCause::WithoutBaselineFeature { .. }))
        .collect();
    let of = |name: &str| FlipCause::WithoutBaselineFeature {
        feature: name.to_owned(),
    };
    assert_eq!(features, [&of("Feature 3"), &of("Feature 4")]);
}
