//! M1, M3, M4 and M5.

use domain::calendar::Moment;
use domain::feature::{ArmFeature, Direction};
use domain::metric::cycle_time::baseline_pr_cycle_time;
use domain::metric::first_commit::{baseline_first_commit, last_chance, working_days};
use domain::metric::{
    BaselinePr, CommitSource, CycleTime, CycleTimes, DaysToCommit, PrCycleTime, Ratio, cycle_time, energy,
    first_commit, outcome,
};
use domain::person::Arm;
use domain::pull_request::{Commits, FactKind, Flaw, PullRequest, PullRequestState};
use domain::replacement::Tenure;
use domain::survey::Answer;

use crate::build::*;

#[test]
fn days_are_exact_between_instants_and_whole_with_a_date() {
    let mut feature = arm_feature(Arm::NewModel);
    feature.first_received = received("03-07 23:30");
    let with_date = first_commit(&feature, BERLIN, at("03-20 12:00"));
    // 23:30 UTC is 00:30 of the 8th in Berlin: six calendar days after the 2nd.
    assert_eq!(with_date.days(), Some(Ratio::whole(6)));
    feature.idea = Some(Moment::Instant(at("03-02 11:30")));
    let exact = first_commit(&feature, BERLIN, at("03-20 12:00"));
    assert_eq!(exact.days(), Some(Ratio::new(11, 2)));
    assert_eq!(exact.source, Some(CommitSource::Received { sha: "abc".to_owned() }));
}

#[test]
fn an_idea_entered_after_the_first_commit_is_retrospective() {
    let mut feature = arm_feature(Arm::NewModel);
    feature.first_received = received("03-05 10:00");
    assert!(!first_commit(&feature, BERLIN, at("03-20 12:00")).retrospective);
    feature.idea_entered_at = Some(at("03-05 10:00"));
    assert!(!first_commit(&feature, BERLIN, at("03-20 12:00")).retrospective);
    feature.idea_entered_at = Some(at("03-05 10:01"));
    assert!(first_commit(&feature, BERLIN, at("03-20 12:00")).retrospective);
}

#[test]
fn a_push_received_takes_precedence_and_a_gap_of_more_than_a_day_is_said() {
    let mut feature = arm_feature(Arm::NewModel);
    feature.author_dates = vec![at("03-06 10:00"), at("03-04 10:00")];
    let authored = first_commit(&feature, BERLIN, at("03-20 12:00"));
    assert_eq!(
        (authored.days(), authored.source),
        (Some(Ratio::whole(2)), Some(CommitSource::AuthorDate))
    );
    feature.first_received = received("03-05 10:00");
    assert_eq!(first_commit(&feature, BERLIN, at("03-20 12:00")).dates_differ_by, None);
    feature.first_received = received("03-05 10:01");
    let both = first_commit(&feature, BERLIN, at("03-20 12:00"));
    assert_eq!(
        (both.days(), both.dates_differ_by),
        (Some(Ratio::whole(3)), Some(86_460))
    );
}

#[test]
fn a_commit_before_the_idea_is_a_data_error() {
    let mut feature = baseline(1, -2, &[]);
    assert_eq!(
        baseline_first_commit(&feature, BERLIN).value,
        DaysToCommit::Negative { days: Ratio::whole(-2) }
    );
    feature.first_commit = feature.idea;
    assert_eq!(baseline_first_commit(&feature, BERLIN).days(), Some(Ratio::whole(0)));
}

#[test]
fn without_a_commit_the_days_run_and_the_last_chance_is_known() {
    let feature = arm_feature(Arm::NewModel);
    let waiting = first_commit(&feature, BERLIN, at("03-11 12:00"));
    assert_eq!(
        waiting.value,
        DaysToCommit::NotYet {
            running: Ratio::whole(9)
        }
    );
    let bar = Ratio::new(77, 10);
    assert_eq!(
        last_chance(Moment::Date(day("03-02")), bar),
        Some(Moment::Date(day("03-09")))
    );
    // 7.7 days are 7 days, 16 hours and 48 minutes.
    let idea = Moment::Instant(at("03-02 09:00"));
    assert_eq!(last_chance(idea, bar), Some(Moment::Instant(at("03-10 01:48"))));
}

#[test]
fn working_days_leave_out_weekends_and_holidays() {
    let mut feature = arm_feature(Arm::NewModel);
    feature.first_received = received("03-10 10:00");
    let measured = first_commit(&feature, BERLIN, at("03-20 12:00"));
    // Tuesday 3 to Friday 6, Monday 9, Tuesday 10.
    assert_eq!(working_days(&measured, BERLIN, &[]), Some(Ratio::whole(6)));
    assert_eq!(working_days(&measured, BERLIN, &[day("03-09")]), Some(Ratio::whole(5)));
}

fn time(pull_request: &PullRequest) -> CycleTime {
    cycle_time(pull_request, None, BERLIN, &[], at("03-20 12:00"))
}

#[test]
fn cycle_time_runs_from_first_ready_without_draft_and_closed_time() {
    // Tuesday 3 March, CET: draft until 09:00, ready to 11:00, draft to 12:00, ready to 13:00,
    // closed to 15:00, ready to 19:00. 2 + 1 + 4 = 7 h, of them 2 + 1 + 2 = 5 h before 17:00.
    let pull_request = pull_request(
        1,
        &[
            (
                "03-03 07:00",
                FactKind::Opened {
                    draft: true,
                    deduced_from: None,
                },
            ),
            ("03-03 08:00", FactKind::ReadyForReview),
            ("03-03 10:00", FactKind::ConvertedToDraft),
            ("03-03 11:00", FactKind::ReadyForReview),
            ("03-03 12:00", FactKind::Closed),
            ("03-03 14:00", FactKind::Reopened),
            ("03-03 18:00", FactKind::Merged),
        ],
    );
    let expected = CycleTime::Merged {
        seconds: Ratio::whole(7 * 3600),
        business_seconds: Ratio::whole(5 * 3600),
        draft_to_merge: false,
    };
    assert_eq!(time(&pull_request), expected);
}

#[test]
fn a_draft_merged_without_being_ready_counts_from_opening_and_is_flagged() {
    let draft = FactKind::Opened {
        draft: true,
        deduced_from: None,
    };
    let pull_request = pull_request(1, &[("03-03 08:00", draft), ("03-03 10:00", FactKind::Merged)]);
    let expected = CycleTime::Merged {
        seconds: Ratio::whole(7200),
        business_seconds: Ratio::whole(7200),
        draft_to_merge: true,
    };
    assert_eq!(time(&pull_request), expected);
}

#[test]
fn open_and_closed_pull_requests_are_not_in_the_median() {
    let open = pull_request(1, &[("03-20 08:00", opened())]);
    assert_eq!(
        time(&open),
        CycleTime::StillOpen {
            age_seconds: Ratio::whole(4 * 3600)
        }
    );
    let closed = pull_request(2, &[("03-20 08:00", opened()), ("03-20 09:00", FactKind::Closed)]);
    assert_eq!(time(&closed), CycleTime::ClosedUnmerged);
    let merged = |hours: i64| CycleTime::Merged {
        seconds: Ratio::whole(hours * 3600),
        business_seconds: Ratio::whole(0),
        draft_to_merge: false,
    };
    let row = |time| PrCycleTime {
        repository: String::new(),
        number: 1,
        title: String::new(),
        url: String::new(),
        time,
    };
    let set = CycleTimes::of(
        [time(&open), merged(1), merged(10), merged(2), merged(4)]
            .map(row)
            .to_vec(),
    );
    assert_eq!(
        (set.median, set.merged(), set.open()),
        (Some(Ratio::whole(3 * 3600)), 4, 1)
    );
    let only_open = CycleTimes::of(vec![row(time(&open)), row(time(&open))]);
    assert_eq!((only_open.median, only_open.merged(), only_open.open()), (None, 0, 2));
}

#[test]
fn energy_is_bounded_by_filling_the_missing() {
    let schedule = programme().survey_weeks;
    let measured = energy(
        &[Tenure::whole(NEW_PM)],
        4,
        &schedule,
        &answers(&[Some(5), Some(4), None, Some(1)]),
        at("04-01 12:00"),
    );
    assert_eq!(measured.mean(), Some(Ratio::new(10, 3)));
    assert_eq!(measured.lowest(), Some(Ratio::new(11, 4)));
    assert_eq!(measured.highest(), Some(Ratio::new(15, 4)));
    assert!(!measured.more_to_come());
}

#[test]
fn a_week_without_an_answer_can_still_have_one_until_it_closes() {
    let schedule = programme().survey_weeks;
    // Week 3 closes on Sunday 22 March at 23:00 UTC, week 4 a week later.
    let more = |scores: &[Option<u8>], time| {
        energy(&[Tenure::whole(NEW_PM)], 4, &schedule, &answers(scores), at(time)).more_to_come()
    };
    let without_the_third = [Some(5), Some(4), None, Some(1)];
    assert!(more(&without_the_third, "03-22 22:59"));
    assert!(!more(&without_the_third, "03-22 23:00"));
    assert!(!more(&[Some(5), Some(4), Some(3), Some(1)], "03-22 22:59"));
}

#[test]
fn the_latest_answer_counts_and_a_late_one_is_marked() {
    let schedule = programme().survey_weeks;
    let answer = |score, time: &str| Answer {
        person: NEW_PM,
        week: 1,
        score,
        at: at(time),
    };
    // Week 1 closes on Monday 9 March 00:00 in Berlin, 23:00 UTC the day before.
    let in_time = vec![answer(4, "03-08 22:59"), answer(2, "03-06 12:00")];
    let week = energy(&[Tenure::whole(NEW_PM)], 4, &schedule, &in_time, at("03-20 12:00")).weeks[0].clone();
    assert_eq!((week.score, week.late, week.closed), (Some(4), false, true));
    let late = vec![answer(4, "03-08 23:00")];
    let measured = energy(&[Tenure::whole(NEW_PM)], 4, &schedule, &late, at("03-20 12:00"));
    assert_eq!((measured.weeks[0].score, measured.weeks[0].late), (Some(4), true));
    // The other PM's answers are not this PM's.
    assert_eq!(
        energy(&[Tenure::whole(OLD_PM)], 4, &schedule, &late, at("03-20 12:00")).mean(),
        None
    );
}

#[test]
fn the_outcome_compares_the_window_before_with_the_days_since_shipping() {
    let mut feature = arm_feature(Arm::NewModel);
    feature.shipped = shipped("03-19");
    feature.points = vec![
        // 28 days before the 19th: from 19 February.
        point("02-18", 90.0),
        point("02-19", 40.0),
        point("03-18", 42.0),
        point("03-19", 46.0),
        point("03-28", 46.0),
        point("03-29", 0.0),
    ];
    let measured = outcome(&feature, BERLIN, at("03-29 12:00"));
    let mean = |window: &Option<domain::metric::Window>| window.as_ref().and_then(domain::metric::Window::mean);
    assert_eq!(
        (mean(&measured.before), mean(&measured.after)),
        (Some(41.0), Some(46.0))
    );
    assert_eq!((measured.moved, measured.inside_normal_range), (Some(true), false));
    feature.primary_metric.direction = Direction::Down;
    assert_eq!(outcome(&feature, BERLIN, at("03-29 12:00")).moved, Some(false));
}

#[test]
fn an_equal_mean_has_not_moved_and_the_normal_range_includes_its_ends() {
    let mut feature = arm_feature(Arm::NewModel);
    feature.shipped = shipped("03-19");
    feature.points = vec![
        point("03-17", 0.1),
        point("03-18", 0.2),
        point("03-19", 0.15),
        point("03-20", 0.15),
    ];
    let measured = outcome(&feature, BERLIN, at("03-29 12:00"));
    assert_eq!((measured.moved, measured.inside_normal_range), (Some(false), true));
    feature.points = vec![point("03-17", 0.1), point("03-18", 0.2), point("03-19", 0.2)];
    let measured = outcome(&feature, BERLIN, at("03-29 12:00"));
    assert_eq!((measured.moved, measured.inside_normal_range), (Some(true), true));
}

#[test]
fn not_shipped_or_shipped_without_evidence_compares_nothing() {
    let mut feature = arm_feature(Arm::NewModel);
    feature.points = vec![point("03-18", 41.0), point("03-20", 46.0)];
    assert_eq!(outcome(&feature, BERLIN, at("03-22 12:00")).moved, None);
    feature.shipped = shipped("03-19");
    if let Some(shipped) = &mut feature.shipped {
        shipped.evidence = " ".to_owned();
    }
    assert!(outcome(&feature, BERLIN, at("03-22 12:00")).shipped.is_none());
}

#[test]
fn of_several_sources_of_one_moment_a_receipt_counts_first_and_an_opening_last() {
    // Both of forks, opened at the same moment; the commit of one was written at that moment too.
    let fork = |number, authored: Option<&str>| {
        let mut fork = pull_request(number, &[("03-05 10:00", opened())]);
        fork.commits = Some(Commits {
            first_received: None,
            first_authored: authored.map(at),
        });
        fork
    };
    let source = |feature: &ArmFeature| first_commit(feature, BERLIN, at("03-20 12:00")).source;
    let mut feature = arm_feature(Arm::NewModel);
    feature.pull_requests = vec![fork(40, None)];
    let opening = Some(CommitSource::Opening {
        pull_request: "acme/web#40".to_owned(),
    });
    assert_eq!(source(&feature), opening);
    feature.pull_requests.push(fork(41, Some("03-05 10:00")));
    assert_eq!(source(&feature), Some(CommitSource::AuthorDate));
    feature.first_received = received("03-05 10:00");
    assert_eq!(source(&feature), Some(CommitSource::Received { sha: "abc".to_owned() }));
}

#[test]
fn a_baseline_counts_from_the_earliest_author_date_where_that_of_every_pull_request_is_known() {
    let known = |number, authored: &str| {
        let mut known = pull_request(number, &[("01-20 10:00", opened())]);
        known.commits = Some(Commits {
            first_received: None,
            first_authored: Some(at(authored)),
        });
        BaselinePr::Facts(Box::new(known))
    };
    let mut feature = baseline(1, 9, &[]);
    feature.pull_requests = vec![known(1, "01-12 10:00"), known(2, "01-10 10:00")];
    let measured = baseline_first_commit(&feature, BERLIN);
    assert_eq!(
        (measured.days(), measured.source),
        (Some(Ratio::whole(5)), Some(CommitSource::AuthorDate))
    );
    feature.pull_requests.push(BaselinePr::Facts(Box::new(pull_request(
        3,
        &[("01-20 10:00", opened())],
    ))));
    let measured = baseline_first_commit(&feature, BERLIN);
    assert_eq!(
        (measured.days(), measured.source),
        (Some(Ratio::whole(9)), Some(CommitSource::ByHand { person: None }))
    );
}

#[test]
fn a_pull_request_entered_by_hand_takes_the_time_from_its_opening_to_its_merge() {
    let time = |opened_at, merged_at| {
        let by_hand = BaselinePr::Hand {
            number: 1,
            opened_at: at(opened_at),
            merged_at: at(merged_at),
            cycles: None,
        };
        baseline_pr_cycle_time(&by_hand, BERLIN, &[], at("03-20 12:00")).time
    };
    let took = |seconds| CycleTime::Merged {
        seconds: Ratio::whole(seconds),
        business_seconds: Ratio::whole(seconds),
        draft_to_merge: false,
    };
    assert_eq!(time("03-03 08:00", "03-03 10:00"), took(7200));
    assert_eq!(time("03-03 08:00", "03-03 08:00"), took(0));
    assert_eq!(
        time("03-03 10:00", "03-03 08:00"),
        CycleTime::Flawed {
            flaw: Flaw::MergedBeforeOpened
        }
    );
}

#[test]
fn no_author_date_takes_the_place_of_a_receipt_but_the_opening_is_the_latest_it_can_have_been() {
    let opened_on_the_fifth = |received_at: Option<&str>, authored: &str| {
        let mut pull_request = pull_request(40, &[("03-05 10:00", opened())]);
        pull_request.commits = Some(Commits {
            first_received: received_at.and_then(received),
            first_authored: Some(at(authored)),
        });
        let mut feature = arm_feature(Arm::NewModel);
        feature.pull_requests = vec![pull_request];
        let measured = first_commit(&feature, BERLIN, at("03-20 12:00"));
        (measured.days(), measured.source)
    };
    let opening = CommitSource::Opening {
        pull_request: "acme/web#40".to_owned(),
    };
    let on_the_fifth = (Some(Ratio::whole(3)), Some(opening));
    assert_eq!(opened_on_the_fifth(Some("03-06 10:00"), "03-04 10:00"), on_the_fifth);
    assert_eq!(opened_on_the_fifth(None, "03-06 10:00"), on_the_fifth);
    assert_eq!(
        opened_on_the_fifth(None, "03-04 10:00"),
        (Some(Ratio::whole(2)), Some(CommitSource::AuthorDate))
    );
    assert_eq!(
        opened_on_the_fifth(Some("03-04 10:00"), "03-03 10:00"),
        (
            Some(Ratio::whole(2)),
            Some(CommitSource::Received { sha: "abc".to_owned() })
        )
    );
}

#[test]
fn what_one_point_less_would_say_is_told() {
    let mut feature = arm_feature(Arm::NewModel);
    feature.shipped = shipped("03-19");
    // 41 before, 42.5 after; without the 19th 39.
    feature.points = vec![
        point("03-17", 40.0),
        point("03-18", 42.0),
        point("03-19", 46.0),
        point("03-20", 39.0),
    ];
    let measured = outcome(&feature, BERLIN, at("03-29 12:00"));
    assert_eq!(measured.moved, Some(true));
    assert_eq!(measured.moved_without(day("03-19")), Some(false));
    assert_eq!(measured.moved_without(day("03-20")), Some(true));
    assert_eq!(measured.moved_without(day("03-18")), Some(true));
    feature.points.truncate(3);
    let measured = outcome(&feature, BERLIN, at("03-29 12:00"));
    assert_eq!(measured.moved_without(day("03-19")), None);
}

#[test]
fn the_normal_range_is_that_of_the_points_before() {
    let inside = |after: f64| {
        let mut feature = arm_feature(Arm::NewModel);
        feature.shipped = shipped("03-19");
        feature.points = vec![point("03-17", 40.0), point("03-18", 42.0), point("03-19", after)];
        outcome(&feature, BERLIN, at("03-29 12:00")).inside_normal_range
    };
    assert!(inside(41.0));
    assert!(!inside(39.0));
    assert!(!inside(43.0));
}

#[test]
fn a_pull_request_stands_where_its_facts_up_to_then_put_it() {
    use PullRequestState::{Closed, Merged, NotOpened, Ready};
    let pr = pull_request(
        1,
        &[
            ("03-09 10:00", opened()),
            ("03-09 12:00", FactKind::Closed),
            ("03-10 09:00", FactKind::Reopened),
            ("03-11 09:00", FactKind::Merged),
        ],
    );
    let life = pr.life();
    for (time, state) in [
        ("03-09 09:59", NotOpened),
        ("03-09 10:00", Ready),
        ("03-09 12:00", Closed),
        ("03-10 08:59", Closed),
        ("03-10 09:00", Ready),
        ("03-11 08:59", Ready),
        ("03-11 09:00", Merged),
    ] {
        assert_eq!(life.state_at(at(time)), state, "{time}");
    }
}

#[test]
fn a_merge_at_the_instant_of_the_opening_is_no_error_and_one_before_it_is() {
    let merged = |at| pull_request(1, &[("03-09 10:00", opened()), (at, FactKind::Merged)]);
    assert_eq!(merged("03-09 10:00").life().flaw(), None);
    assert_eq!(merged("03-09 09:59").life().flaw(), Some(Flaw::MergedBeforeOpened));
}
