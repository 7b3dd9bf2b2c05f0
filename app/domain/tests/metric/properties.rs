//! What holds for all facts.

use chrono::{DateTime, Duration, Utc};
use domain::calendar::local_date;
use domain::criterion::{State, Verdict};
use domain::feature::{OutcomePoint, ReceivedCommit, Shipped};
use domain::metric::{Band, CycleTime, Ratio, cycle_time, energy, review_cycles};
use domain::programme::{Programme, scorecard};
use domain::pull_request::{Commits, Fact, FactKind, People, PullRequest, ReviewState, Source, Told};
use domain::replacement::Tenure;
use domain::survey::Answer;
use domain::terms::Statistic;
use proptest::prelude::*;

use crate::build::*;

fn a_kind() -> impl Strategy<Value = FactKind> {
    let reviewer = prop_oneof![Just("dana"), Just("ines"), Just("nell"), Just("omar"), Just("ci[bot]")];
    let said = prop_oneof![
        Just(ReviewState::Approved),
        Just(ReviewState::ChangesRequested),
        Just(ReviewState::Commented)
    ];
    let content = prop_oneof![Just(None), Just(Some("x".to_owned())), Just(Some("y".to_owned()))];
    let author = prop_oneof![Just("nell"), Just("ci[bot]")];
    prop_oneof![
        1 => any::<bool>().prop_map(|draft| FactKind::Opened { draft, deduced_from: None }),
        1 => Just(FactKind::ReadyForReview),
        1 => Just(FactKind::ConvertedToDraft),
        1 => Just(FactKind::ReviewDismissed),
        1 => Just(FactKind::Closed),
        1 => Just(FactKind::Reopened),
        1 => Just(FactKind::Merged),
        5 => ("[a-d]", author, any::<bool>(), content, any::<bool>()).prop_map(
            |(sha, author, forced, content_id, merge_of_base_only)| FactKind::Pushed {
                sha,
                author: account(author),
                forced,
                content_id,
                merge_of_base_only,
                before: None,
                told: Told::Unknown,
            }
        ),
        6 => (reviewer, said).prop_map(|(reviewer, state)| FactKind::Reviewed { reviewer: account(reviewer), state }),
    ]
}

/// Facts at rising times after the start, mostly beginning with an opening.
fn a_pull_request() -> impl Strategy<Value = PullRequest> {
    let steps = prop::collection::vec((1_i64..60_000, a_kind()), 0..14);
    (prop::bool::weighted(0.9), any::<bool>(), 0_i64..2_000_000, steps).prop_map(|(opens, draft, from, steps)| {
        let mut pull_request = pull_request(1, &[]);
        let mut time = at("03-02 09:00") + Duration::seconds(from);
        if opens {
            pull_request.facts.push(fact(
                time,
                0,
                FactKind::Opened {
                    draft,
                    deduced_from: None,
                },
            ));
        }
        for (arrival, (gap, kind)) in (1..).zip(steps) {
            time += Duration::seconds(gap);
            pull_request.facts.push(fact(time, arrival, kind));
        }
        pull_request
    })
}

fn people() -> (Vec<String>, Vec<String>) {
    (Vec::new(), vec!["nell".to_owned(), "omar".to_owned()])
}

/// The same facts, some of them twice from an import, in another order.
fn a_pull_request_told_twice() -> impl Strategy<Value = (PullRequest, PullRequest)> {
    a_pull_request().prop_flat_map(|pull_request| {
        let mut facts = pull_request.facts.clone();
        for (row, copied) in (1..).zip(&pull_request.facts) {
            if row % 2 == 0 {
                let source = Source::Import { import: 1, row };
                facts.push(Fact {
                    arrival: copied.arrival + 100,
                    source,
                    ..copied.clone()
                });
            }
        }
        (Just(pull_request), Just(facts).prop_shuffle())
            .prop_map(|(pull_request, facts)| (pull_request.clone(), PullRequest { facts, ..pull_request }))
    })
}

/// Something that happens to a pilot.
#[derive(Clone, Debug)]
enum Event {
    Pull(usize, FactKind),
    Answer(u8, u8),
    Received,
    Authored,
    Point(u8),
    Shipped,
    Ended,
}

fn an_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => (0_usize..3, a_kind()).prop_map(|(number, kind)| Event::Pull(number, kind)),
        3 => (1_u8..=4, 1_u8..=5).prop_map(|(week, score)| Event::Answer(week, score)),
        1 => Just(Event::Received),
        1 => Just(Event::Authored),
        4 => (0_u8..6).prop_map(Event::Point),
        1 => Just(Event::Shipped),
        1 => prop::bool::weighted(0.3).prop_map(|ended| if ended { Event::Ended } else { Event::Shipped }),
    ]
}

/// Events at rising times over some seven weeks from the start.
fn a_pilot() -> impl Strategy<Value = Vec<(DateTime<Utc>, Event)>> {
    prop::collection::vec((1_i64..250_000, an_event()), 1..40).prop_map(|steps| {
        let mut time = at("03-02 09:00");
        steps
            .into_iter()
            .map(|(gap, event)| {
                time += Duration::seconds(gap);
                (time, event)
            })
            .collect()
    })
}

/// The pilot after these events. An answer changes until its week has closed, and a day has one point; the first
/// first commit and the first shipping stand.
fn after(events: &[(DateTime<Utc>, Event)]) -> Programme {
    let mut programme = programme();
    for number in 0..3 {
        new_model(&mut programme).pull_requests.push(pull_request(number, &[]));
    }
    for (arrival, (time, event)) in (1..).zip(events) {
        let today = local_date(*time, programme.zone);
        let takes = |week: u8| {
            let open = programme
                .survey_weeks
                .iter()
                .any(|w| w.number == week && *time < w.closes_at);
            open || !programme.answers.iter().any(|answer| answer.week == week)
        };
        match event {
            Event::Answer(week, score) if takes(*week) => {
                programme.answers.push(Answer {
                    person: NEW_PM,
                    week: *week,
                    score: *score,
                    at: *time,
                });
            }
            Event::Answer(..) => {}
            Event::Ended => programme.ended_at = programme.ended_at.or(Some(*time)),
            Event::Pull(number, kind) => {
                new_model(&mut programme).pull_requests[*number]
                    .facts
                    .push(fact(*time, arrival, kind.clone()));
            }
            Event::Received => {
                let first = &mut new_model(&mut programme).first_received;
                first.get_or_insert(ReceivedCommit {
                    at: *time,
                    sha: "abc".to_owned(),
                });
            }
            // A fork's pull request: nobody received its commits, and its author says they are older.
            Event::Authored => {
                let mut fork = pull_request(100 + i32::try_from(arrival).expect("few"), &[]);
                fork.facts.push(fact(*time, arrival, opened()));
                fork.commits = Some(Commits {
                    first_received: None,
                    first_authored: Some(*time - Duration::days(3)),
                });
                new_model(&mut programme).pull_requests.push(fork);
            }
            Event::Point(value) => {
                let points = &mut new_model(&mut programme).points;
                if points.iter().all(|point| point.on != today) {
                    points.push(OutcomePoint {
                        on: today,
                        value: f64::from(*value),
                        source: "CSV".to_owned(),
                    });
                }
            }
            Event::Shipped => {
                let shipped = &mut new_model(&mut programme).shipped;
                shipped.get_or_insert(Shipped {
                    on: today,
                    evidence: "https://example.com".to_owned(),
                });
            }
        }
    }
    programme
}

fn states(programme: &Programme, as_of: DateTime<Utc>) -> Vec<State> {
    scorecard(programme, as_of)
        .criteria
        .iter()
        .map(|criterion| criterion.state)
        .collect()
}

proptest! {
    #[test]
    fn telling_facts_twice_and_in_another_order_changes_nothing((told_once, told_twice) in a_pull_request_told_twice()) {
        let (bots, pms) = people();
        let people = People { bots: &bots, pms: &pms, pm_ids: &[], pms_for_a_time: &[] };
        let as_of = at("05-01 12:00");
        prop_assert_eq!(review_cycles(&told_once, people), review_cycles(&told_twice, people));
        prop_assert_eq!(
            cycle_time(&told_once, None, BERLIN, &[], as_of),
            cycle_time(&told_twice, None, BERLIN, &[], as_of)
        );
        prop_assert_eq!(told_once.state(), told_twice.state());
    }

    #[test]
    fn cycles_lie_between_one_and_the_engineering_reviews(pull_request in a_pull_request()) {
        let (bots, pms) = people();
        let result = review_cycles(&pull_request, People { bots: &bots, pms: &pms, pm_ids: &[], pms_for_a_time: &[] });
        let reviews = u32::try_from(result.counted_reviews()).unwrap();
        prop_assert!(result.cycles <= reviews);
        prop_assert!(result.cycles <= result.author_pushes + 1);
        prop_assert_eq!(result.cycles >= 1, reviews >= 1);
        prop_assert!(result.rework_until_approval <= result.rework());
    }

    #[test]
    fn cycle_time_is_never_negative_and_holds_its_working_time(pull_request in a_pull_request()) {
        if let CycleTime::Merged { seconds, business_seconds, .. } = cycle_time(&pull_request, None, BERLIN, &[], at("05-01 12:00")) {
            prop_assert!(Ratio::whole(0) <= business_seconds && business_seconds <= seconds);
        }
    }

    #[test]
    fn energy_bounds_hold_every_completion(
        scores in prop::collection::vec(prop::option::of(1_u8..=5), 4),
        rest in prop::collection::vec(1_u8..=5, 4),
    ) {
        let schedule = programme().survey_weeks;
        let partial = energy(&[Tenure::whole(NEW_PM)], 4, &schedule, &answers(&scores), at("04-01 12:00"));
        let filled: Vec<Option<u8>> = scores.iter().zip(&rest).map(|(score, rest)| score.or(Some(*rest))).collect();
        let complete = energy(&[Tenure::whole(NEW_PM)], 4, &schedule, &answers(&filled), at("04-01 12:00")).mean();
        prop_assert!(partial.lowest() <= complete && complete <= partial.highest());
    }

    #[test]
    fn a_final_state_stays_and_possible_verdicts_only_shrink(events in a_pilot(), later in 0_i64..3_000_000) {
        let mut known: Vec<State> = vec![State::NotKnown; 4];
        let mut possible = Verdict::ALL.to_vec();
        let mut check = |programme: &Programme, as_of: DateTime<Utc>| {
            let now = states(programme, as_of);
            for (before, now) in known.iter().zip(&now) {
                if before.is_final() {
                    prop_assert_eq!(before, now, "at {}", as_of);
                }
            }
            let still = Verdict::possible(&now, &programme.terms);
            prop_assert!(!still.is_empty() && still.iter().all(|verdict| possible.contains(verdict)));
            known = now;
            possible = still;
            Ok(())
        };
        for count in 1..=events.len() {
            check(&after(&events[..count]), events[count - 1].0)?;
        }
        let last = events[events.len() - 1].0;
        check(&after(&events), last + Duration::seconds(later))?;
    }

    #[test]
    fn a_statistic_lies_within_the_band(days in prop::collection::vec((0_i64..5_000_000, 1_i64..100_000), 1..9)) {
        let values: Vec<Ratio> = days.iter().map(|(num, den)| Ratio::new(*num, *den)).collect();
        let band = Band::of(&values).unwrap();
        prop_assert!(band.contains(Statistic::Median.of(&values).unwrap()));
        // A mean of unlike fractions may not fit; it is then not known rather than wrong.
        prop_assert!(Statistic::Mean.of(&values).is_none_or(|mean| band.contains(mean)));
    }
}
