//! M2.

use domain::ids::PersonId;
use domain::metric::review_cycles::{CyclesOutcome, NotCounted, PushIgnored, Scope, mean_of_feature_means, pr_cycles};
use domain::metric::{CyclesOfSet, Ratio, ReviewCycles, review_cycles};
use domain::person::Arm;
use domain::pull_request::{
    Account, Fact, FactKind, Flaw, People, PullRequest, PullRequestState, ReviewState, Source, Told,
};

use crate::build::*;

fn counted(pull_request: &PullRequest) -> ReviewCycles {
    review_cycles(
        pull_request,
        People {
            bots: &["ci-account".to_owned()],
            pms: &["nell".to_owned(), "omar".to_owned()],
            pm_ids: &[],
            pms_for_a_time: &[],
        },
    )
}

fn cycles(kinds: Vec<FactKind>) -> u32 {
    counted(&hourly(kinds)).cycles
}

#[test]
fn a_straight_approval_is_one_cycle() {
    assert_eq!(cycles(vec![opened(), approval(), FactKind::Merged]), 1);
}

#[test]
fn a_comment_a_push_and_an_approval_are_two() {
    let comment = review("dana", ReviewState::Commented);
    assert_eq!(
        cycles(vec![opened(), comment, push("b"), approval(), FactKind::Merged]),
        2
    );
}

#[test]
fn two_reviewers_without_a_push_between_are_one() {
    let changes = review("ines", ReviewState::ChangesRequested);
    assert_eq!(cycles(vec![opened(), changes, approval(), FactKind::Merged]), 1);
}

#[test]
fn approve_commit_approve_merge_is_two_with_a_rival_of_no_rework() {
    let result = counted(&hourly(vec![
        opened(),
        approval(),
        push("b"),
        approval(),
        FactKind::Merged,
    ]));
    assert_eq!(
        (result.cycles, result.rework(), result.rework_until_approval),
        (2, 1, 0)
    );
}

#[test]
fn rework_until_the_first_approval_stops_there() {
    let changes = || review("dana", ReviewState::ChangesRequested);
    let kinds = vec![
        opened(),
        changes(),
        push("b"),
        changes(),
        push("c"),
        approval(),
        push("d"),
        approval(),
    ];
    let result = counted(&hourly(kinds));
    assert_eq!(
        (result.cycles, result.rework(), result.rework_until_approval),
        (4, 3, 2)
    );
}

#[test]
fn reviews_that_do_not_count_are_listed_with_their_reason() {
    let bot_type = Account {
        login: "scanner".to_owned(),
        is_bot_type: true,
        id: None,
    };
    let by_type = FactKind::Reviewed {
        reviewer: bot_type,
        state: ReviewState::Approved,
    };
    let result = counted(&hourly(vec![
        FactKind::Opened {
            draft: true,
            deduced_from: None,
        },
        approval(),
        FactKind::ReadyForReview,
        review("renovate[bot]", ReviewState::Approved),
        review("CI-account", ReviewState::Approved),
        by_type,
        review("Nell", ReviewState::Commented),
        review("omar", ReviewState::Approved),
        FactKind::Closed,
        approval(),
        FactKind::Reopened,
        FactKind::Merged,
        approval(),
    ]));
    let reasons: Vec<NotCounted> = result
        .reviews
        .iter()
        .filter_map(|review| review.outcome.err())
        .collect();
    assert_eq!(result.cycles, 0);
    assert_eq!(
        reasons,
        [
            NotCounted::InDraft,
            NotCounted::Bot,
            NotCounted::Bot,
            NotCounted::Bot,
            NotCounted::Author,
            NotCounted::EnrolledPm,
            NotCounted::WhileClosed,
            NotCounted::AfterMerge,
        ]
    );
}

#[test]
fn a_dismissed_review_still_happened() {
    let changes = review("dana", ReviewState::ChangesRequested);
    assert_eq!(
        cycles(vec![
            opened(),
            changes,
            FactKind::ReviewDismissed,
            push("b"),
            approval()
        ]),
        2
    );
}

#[test]
fn bot_pushes_and_base_merges_do_not_separate_cycles() {
    let by_bot = FactKind::Pushed {
        sha: "b".to_owned(),
        author: account("renovate[bot]"),
        forced: false,
        content_id: None,
        merge_of_base_only: false,
        before: None,
        told: Told::Unknown,
    };
    let base = FactKind::Pushed {
        sha: "c".to_owned(),
        author: account("nell"),
        forced: false,
        content_id: None,
        merge_of_base_only: true,
        before: None,
        told: Told::Unknown,
    };
    let result = counted(&hourly(vec![
        opened(),
        approval(),
        by_bot,
        approval(),
        base,
        approval(),
    ]));
    assert_eq!(result.cycles, 1);
    let reasons: Vec<PushIgnored> = result.ignored_pushes.iter().map(|push| push.reason).collect();
    assert_eq!(reasons, [PushIgnored::Bot, PushIgnored::BaseMergeInferred]);
}

#[test]
fn a_pure_rebase_does_not_separate_cycles_and_unknown_content_does() {
    let before = |content| forced("a", content);
    let separated = |first, second| {
        cycles(vec![
            before(first),
            opened(),
            approval(),
            forced("b", second),
            approval(),
            FactKind::Merged,
        ])
    };
    assert_eq!(separated(Some("same"), Some("same")), 1);
    assert_eq!(separated(Some("same"), Some("other")), 2);
    assert_eq!(separated(None, Some("same")), 2);
    assert_eq!(separated(Some("same"), None), 2);
    assert_eq!(separated(None, None), 2);
}

#[test]
fn equal_content_without_force_is_still_a_push() {
    let plain = FactKind::Pushed {
        sha: "b".to_owned(),
        author: account("nell"),
        forced: false,
        content_id: Some("same".to_owned()),
        merge_of_base_only: false,
        before: None,
        told: Told::Unknown,
    };
    assert_eq!(
        cycles(vec![forced("a", Some("same")), opened(), approval(), plain, approval()]),
        2
    );
}

#[test]
fn pushes_before_the_opening_and_in_draft_separate_nothing_that_was_not_reviewed() {
    let kinds = vec![
        push("a"),
        FactKind::Opened {
            draft: true,
            deduced_from: None,
        },
        push("b"),
        FactKind::ReadyForReview,
        approval(),
    ];
    assert_eq!(cycles(kinds), 1);
    let back_to_draft = vec![
        opened(),
        approval(),
        FactKind::ConvertedToDraft,
        push("b"),
        FactKind::ReadyForReview,
        approval(),
    ];
    assert_eq!(cycles(back_to_draft), 2);
}

#[test]
fn the_same_push_from_a_webhook_and_a_late_import_counts_once() {
    let pull_request = pull_request(
        1,
        &[
            ("03-03 08:00", opened()),
            ("03-03 09:00", approval()),
            ("03-03 10:00", push("b")),
            ("03-03 10:01", approval()),
            ("03-03 10:02", push("b")),
            ("03-03 10:03", approval()),
        ],
    );
    assert_eq!(counted(&pull_request).cycles, 2);
}

#[test]
fn a_correction_replaces_the_fact_it_names() {
    let mut pull_request = hourly(vec![opened(), approval(), push("b"), approval(), FactKind::Merged]);
    let mut correction = pull_request.facts[2].clone();
    correction.arrival = 9;
    correction.kind = FactKind::Pushed {
        sha: "b".to_owned(),
        author: account("nell"),
        forced: false,
        content_id: None,
        merge_of_base_only: true,
        before: None,
        told: Told::Unknown,
    };
    correction.source = Source::Hand {
        person: PersonId(7),
        corrects: Some(pull_request.facts[2].key()),
    };
    let first_correction = correction.key();
    pull_request.facts.push(correction.clone());
    assert_eq!(counted(&pull_request).cycles, 1);
    // Correcting the correction brings the second cycle back.
    correction.arrival = 10;
    correction.kind = push("b");
    correction.source = Source::Hand {
        person: PersonId(7),
        corrects: Some(first_correction),
    };
    pull_request.facts.push(correction);
    assert_eq!(pull_request.life().facts().count(), 5);
    assert_eq!(counted(&pull_request).cycles, 2);
}

/// What happens between an opening at 8 and a last approval at 11, told in this order.
fn at_ten(told: &[FactKind]) -> PullRequest {
    let mut facts = vec![("03-03 08:00", opened())];
    facts.extend(told.iter().map(|kind| ("03-03 10:00", kind.clone())));
    facts.push(("03-03 11:00", approval()));
    pull_request(1, &facts)
}

#[test]
fn of_a_push_and_a_review_of_one_instant_the_one_that_was_told_first_came_first() {
    // Reviewed, pushed, approved: 2. Pushed, reviewed, approved with no push between: 1.
    let comment = review("ines", ReviewState::Commented);
    assert_eq!(counted(&at_ten(&[comment.clone(), push("b")])).cycles, 2);
    assert_eq!(counted(&at_ten(&[push("b"), comment.clone()])).cycles, 1);
    // Told again, by an import, it still arrived when it was told first.
    let mut again = at_ten(&[comment.clone(), push("b")]);
    again.facts.push(Fact {
        arrival: 90,
        source: Source::Import { import: 1, row: 1 },
        ..again.facts[1].clone()
    });
    assert_eq!(counted(&again).cycles, 2);
    again.facts[1].arrival = 90;
    again.facts[4].arrival = 2;
    assert_eq!(counted(&again).cycles, 2, "the import came first");
    // Told by one delivery: the push stands before what was said of it.
    let mut at_once = at_ten(&[comment, push("b")]);
    at_once.facts[1].arrival = 3;
    at_once.facts[2].arrival = 3;
    assert_eq!(counted(&at_once).cycles, 1);
}

#[test]
fn of_one_instant_what_can_only_have_come_first_did_whichever_was_told_first() {
    let same = "03-03 10:00";
    let life = |told: &[FactKind]| {
        let facts: Vec<_> = told.iter().map(|kind| (same, kind.clone())).collect();
        pull_request(1, &facts)
    };
    // A review of an open PR, whose opening or merge is of the same second.
    for told in [
        [opened(), approval(), FactKind::Merged],
        [FactKind::Merged, approval(), opened()],
        [approval(), FactKind::Merged, opened()],
    ] {
        assert_eq!(counted(&life(&told)).cycles, 1, "{told:?}");
    }
    // Closed and opened again, to draft and ready again: still open, still ready, and the approval at 11 counts.
    for (one, other) in [
        (FactKind::Closed, FactKind::Reopened),
        (FactKind::ConvertedToDraft, FactKind::ReadyForReview),
    ] {
        for told in [[one.clone(), other.clone()], [other.clone(), one.clone()]] {
            let pull_request = at_ten(&told);
            assert_eq!(pull_request.state(), PullRequestState::Ready, "{told:?}");
            assert_eq!(counted(&pull_request).cycles, 1, "{told:?}");
        }
    }
    // Opened as a draft: it is ready before it can go back to draft.
    let draft = FactKind::Opened {
        draft: true,
        deduced_from: None,
    };
    for told in [
        [draft.clone(), FactKind::ReadyForReview, FactKind::ConvertedToDraft],
        [FactKind::ConvertedToDraft, FactKind::ReadyForReview, draft],
    ] {
        assert_eq!(life(&told).state(), PullRequestState::Draft, "{told:?}");
    }
}

#[test]
fn a_set_pools_reviewed_merged_pull_requests_only() {
    let people = People {
        bots: &[],
        pms: &[],
        pm_ids: &[],
        pms_for_a_time: &[],
    };
    let set = CyclesOfSet::of(
        [
            merged_with(1, "03-03", 1),
            merged_with(2, "03-04", 2),
            merged_with(3, "03-05", 0),
            pull_request(4, &[("03-05 08:00", opened()), ("03-05 09:00", approval())]),
            pull_request(5, &[("03-05 08:00", opened()), ("03-05 09:00", FactKind::Closed)]),
            pull_request(6, &[("03-05 09:00", approval()), ("03-05 10:00", FactKind::Merged)]),
        ]
        .iter()
        .map(|pull_request| pr_cycles(pull_request, people, None))
        .collect(),
    );
    assert_eq!(set.value(), Some(Ratio::new(3, 2)));
    assert_eq!(set.unreviewed(), 1);
    let outcomes: Vec<CyclesOutcome> = set.prs.iter().skip(2).map(|pr| pr.outcome).collect();
    assert_eq!(
        outcomes,
        [
            CyclesOutcome::Unreviewed,
            CyclesOutcome::StillOpen { cycles: 1 },
            CyclesOutcome::ClosedUnmerged,
            CyclesOutcome::Flawed { flaw: Flaw::NoOpening },
        ]
    );
    assert_eq!(set.rework_until_approval(), Some(Ratio::whole(0)));
}

#[test]
fn a_set_without_a_reviewed_pull_request_has_no_value() {
    assert_eq!(CyclesOfSet::default().value(), None);
    assert_eq!(CyclesOfSet::default().unreviewed(), 0);
}

/// Of features with 3 cycles in one pull request, 1 in each of two, and none that was reviewed.
#[test]
fn a_rival_is_the_mean_of_the_features_own_values() {
    let people = People {
        bots: &[],
        pms: &[],
        pm_ids: &[],
        pms_for_a_time: &[],
    };
    let set = |cycles: &[usize]| {
        let prs = cycles
            .iter()
            .zip(1..)
            .map(|(cycles, number)| merged_with(number, "03-03", *cycles));
        CyclesOfSet::of(prs.map(|pr| pr_cycles(&pr, people, None)).collect())
    };
    let features = [set(&[3]), set(&[1, 1]), set(&[0, 0])];
    // (3 + 1) / 2; pooled it would be 5 / 3.
    assert_eq!(mean_of_feature_means(&features), Some(Ratio::whole(2)));
    assert_eq!(mean_of_feature_means(&features[2..]), None);
    assert_eq!(features.map(|set| set.unreviewed()), [0, 0, 2]);
}

/// The host tells of a draft, an import of a later opening that was none: what was a draft when it was opened stays one
/// until it is ready.
#[test]
fn what_is_opened_is_not_opened_again() {
    let draft = FactKind::Opened {
        draft: true,
        deduced_from: None,
    };
    let twice = pull_request(
        1,
        &[
            ("03-03 08:00", draft),
            ("03-03 08:30", opened()),
            ("03-03 09:00", approval()),
        ],
    );
    assert_eq!(twice.state(), PullRequestState::Draft);
    assert_eq!(twice.life().opened_at(), Some(at("03-03 08:00")));
    assert_eq!(counted(&twice).reviews[0].outcome, Err(NotCounted::InDraft));
}

#[test]
fn an_opening_by_hand_completes_a_pull_request_until_the_real_one_is_told() {
    let deduced = FactKind::Opened {
        draft: false,
        deduced_from: Some(at("03-03 10:00")),
    };
    let mut told = pull_request(
        1,
        &[
            ("03-03 08:30", deduced),
            ("03-03 10:00", approval()),
            ("03-03 12:00", FactKind::Merged),
        ],
    );
    assert_eq!(told.life().flaw(), Some(Flaw::OpeningDeduced));
    let by_hand = |time: &str, arrival| Fact {
        source: Source::Hand {
            person: PersonId(7),
            corrects: None,
        },
        ..fact(at(time), arrival, opened())
    };
    told.facts.push(by_hand("03-03 09:00", 10));
    assert_eq!(
        (told.life().flaw(), told.life().opened_at()),
        (None, Some(at("03-03 09:00")))
    );
    assert_eq!(counted(&told).cycles, 1);
    // What was entered last counts, and what the code host tells before anything by hand.
    told.facts.push(by_hand("03-03 08:00", 11));
    assert_eq!(told.life().opened_at(), Some(at("03-03 08:00")));
    told.facts.push(fact(at("03-03 09:30"), 3, opened()));
    assert_eq!(told.life().opened_at(), Some(at("03-03 09:30")));
}

#[test]
fn a_colleague_who_pushes_separates_cycles_and_what_was_pushed_before_the_opening_does_not_count() {
    let mut by_colleague = push("b");
    if let FactKind::Pushed { author, .. } = &mut by_colleague {
        *author = account("omar-eng");
    }
    let result = counted(&hourly(vec![push("a"), opened(), approval(), by_colleague, approval()]));
    assert_eq!((result.cycles, result.author_pushes), (2, 1));
    // The branch was pushed before the opening, the second time without a change.
    let before = counted(&hourly(vec![push("a"), push("a"), opened(), approval()]));
    assert_eq!((before.cycles, before.author_pushes), (1, 0));
    assert_eq!(before.ignored_pushes, []);
}

/// A pull request is a follow-up when it was opened after the day the feature shipped, with evidence, by the read date and not
/// in the future (`metrics.md` M2). Days are those of Berlin: 23:30 UTC belongs to the next.
#[test]
fn what_is_opened_after_the_day_it_shipped_is_a_follow_up() {
    let follows = |shipped_on: &str, evidence: &str, as_of: &str, opened: &str| {
        let mut feature = arm_feature(Arm::NewModel);
        feature.shipped = shipped(shipped_on);
        feature.shipped.as_mut().expect("it shipped").evidence = evidence.to_owned();
        Scope::of(&feature, BERLIN, at(as_of)).is_follow_up(at(opened))
    };
    let read_on = arm_feature(Arm::NewModel).primary_metric.read_on;
    let (last, beyond) = (
        read_on.format("%m-%d").to_string(),
        read_on.succ_opt().expect("a day").format("%m-%d").to_string(),
    );
    for (shipped_on, evidence, as_of, opened, expected) in [
        ("03-10", "Release", "03-20 12:00", "03-11 00:00", true),
        ("03-10", "Release", "03-20 12:00", "03-10 12:00", false),
        ("03-10", "Release", "03-20 12:00", "03-10 23:30", true),
        ("03-10", " ", "03-20 12:00", "03-11 12:00", false),
        // It ships today, and tomorrow.
        ("03-10", "Release", "03-10 12:00", "03-11 12:00", true),
        ("03-11", "Release", "03-10 12:00", "03-12 12:00", false),
    ] {
        let found = follows(shipped_on, evidence, as_of, opened);
        assert_eq!(
            found, expected,
            "shipped {shipped_on}, {evidence:?}, as of {as_of}, opened {opened}"
        );
    }
    let long_after = "05-31 12:00";
    assert!(follows(&last, "Release", long_after, long_after));
    assert!(
        !follows(&beyond, "Release", long_after, long_after),
        "shipped after the read date"
    );
}
