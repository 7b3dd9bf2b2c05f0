//! What counts of facts that were told twice, corrected, or of one instant. The values are worked out from `metrics.md`, "Facts".

use chrono::{DateTime, Utc};

use super::history;
use crate::ids::PersonId;
use crate::pull_request::{Account, Fact, FactKind, ReviewState, Source, Told};

fn at(text: &str) -> DateTime<Utc> {
    format!("2026-03-09T{text}Z").parse().expect("a time")
}

fn account(login: &str, id: Option<i64>) -> Account {
    Account {
        login: login.to_owned(),
        is_bot_type: false,
        id,
    }
}

fn fact(time: &str, arrival: i64, kind: FactKind) -> Fact {
    Fact {
        at: at(time),
        arrival,
        kind,
        source: Source::Webhook {
            delivery: format!("delivery {arrival}"),
        },
    }
}

fn pushed(sha: &str, told: Told) -> FactKind {
    FactKind::Pushed {
        sha: sha.to_owned(),
        author: account("mira", Some(7)),
        forced: false,
        content_id: None,
        merge_of_base_only: false,
        before: None,
        told,
    }
}

fn reviewed(login: &str, id: Option<i64>, state: ReviewState) -> FactKind {
    FactKind::Reviewed {
        reviewer: account(login, id),
        state,
    }
}

/// The kinds that count, whatever the order in which they came.
fn counts(facts: &[Fact]) -> Vec<FactKind> {
    let kinds = |facts: &[Fact]| -> Vec<FactKind> { history(facts).into_iter().map(|fact| fact.kind).collect() };
    let mut backwards = facts.to_vec();
    backwards.reverse();
    let (one, other) = (kinds(facts), kinds(&backwards));
    assert_eq!(one, other, "the order of the rows does not matter");
    one
}

#[test]
fn a_push_told_of_branch_and_pull_request_is_one_that_knows_what_both_knew() {
    let branch = FactKind::Pushed {
        sha: "b".to_owned(),
        author: account("mira", Some(7)),
        forced: false,
        content_id: Some("patch".to_owned()),
        merge_of_base_only: true,
        before: None,
        told: Told::Branch,
    };
    let pull = FactKind::Pushed {
        sha: "b".to_owned(),
        author: account("mira", Some(7)),
        forced: true,
        content_id: None,
        merge_of_base_only: false,
        before: Some("a".to_owned()),
        told: Told::PullRequest,
    };
    let both = FactKind::Pushed {
        sha: "b".to_owned(),
        author: account("mira", Some(7)),
        forced: true,
        content_id: Some("patch".to_owned()),
        merge_of_base_only: true,
        before: Some("a".to_owned()),
        told: Told::Both,
    };
    assert_eq!(
        counts(&[fact("10:00:00", 1, branch), fact("10:00:03", 2, pull)]),
        [both]
    );
}

#[test]
fn two_tellings_are_of_one_push_within_ten_minutes_and_no_longer() {
    for (later, pushes) in [("10:10:00", 1), ("10:10:01", 2)] {
        let told = [
            fact("10:00:00", 1, pushed("b", Told::Branch)),
            fact(later, 2, pushed("b", Told::PullRequest)),
        ];
        assert_eq!(counts(&told).len(), pushes, "{later}");
    }
}

#[test]
fn pushes_that_are_not_one_stay_apart() {
    let of = |sha: &str, before: Option<&str>, told| {
        let FactKind::Pushed {
            author,
            forced,
            content_id,
            merge_of_base_only,
            ..
        } = pushed(sha, told)
        else {
            unreachable!("a push")
        };
        FactKind::Pushed {
            sha: sha.to_owned(),
            author,
            forced,
            content_id,
            merge_of_base_only,
            before: before.map(str::to_owned),
            told,
        }
    };
    for (what, one, other) in [
        (
            "another head",
            of("b", None, Told::Branch),
            of("c", None, Told::PullRequest),
        ),
        (
            "no head known",
            of("", None, Told::Branch),
            of("", None, Told::PullRequest),
        ),
        (
            "from another head",
            of("b", Some("a"), Told::Branch),
            of("b", Some("z"), Told::PullRequest),
        ),
        (
            "both of the branch",
            of("b", None, Told::Branch),
            of("b", Some("a"), Told::Branch),
        ),
    ] {
        let told = [fact("10:00:00", 1, one), fact("10:00:03", 2, other)];
        assert_eq!(counts(&told).len(), 2, "{what}");
    }
    // Back and forth: the head is b, then c, then b again, each told twice.
    let again = [
        fact("10:00:00", 1, of("b", Some("a"), Told::Branch)),
        fact("10:00:01", 2, of("b", Some("a"), Told::PullRequest)),
        fact("10:01:00", 3, of("c", Some("b"), Told::Branch)),
        fact("10:01:01", 4, of("c", Some("b"), Told::PullRequest)),
        fact("10:02:00", 5, of("b", Some("c"), Told::Branch)),
        fact("10:02:01", 6, of("b", Some("c"), Told::PullRequest)),
    ];
    assert_eq!(counts(&again).len(), 3);
}

#[test]
fn one_review_under_two_names_of_an_account_is_one() {
    use ReviewState::{Approved, ChangesRequested, Commented};
    let first = fact("10:00:00", 1, reviewed("jonas", Some(4), Approved));
    for (what, other, reviews) in [
        (
            "renamed meanwhile",
            fact("10:00:00", 2, reviewed("jonas-weld", Some(4), Approved)),
            1,
        ),
        (
            "somebody else",
            fact("10:00:00", 2, reviewed("lee", Some(5), Approved)),
            2,
        ),
        (
            "another word of the same name",
            fact("10:00:00", 2, reviewed("jonas", Some(4), ChangesRequested)),
            2,
        ),
        (
            "another word",
            fact("10:00:00", 2, reviewed("jonas-weld", Some(4), Commented)),
            2,
        ),
        (
            "another time",
            fact("10:00:01", 2, reviewed("jonas-weld", Some(4), Approved)),
            2,
        ),
    ] {
        assert_eq!(counts(&[first.clone(), other]).len(), reviews, "{what}");
    }
    // What stands between them of the same instant parts them no more than their order does.
    let between = [
        first,
        fact("10:00:00", 2, reviewed("lee", Some(5), Approved)),
        fact("10:00:00", 3, reviewed("jonas-weld", Some(4), Approved)),
    ];
    assert_eq!(counts(&between).len(), 2);
}

#[test]
fn of_several_corrections_of_one_fact_the_last_counts() {
    let wrong = fact("10:00:00", 1, FactKind::Closed);
    let corrected = |time: &str, arrival: i64| Fact {
        source: Source::Hand {
            person: PersonId(1),
            corrects: Some(wrong.key()),
        },
        ..fact(time, arrival, FactKind::Closed)
    };
    let times = |facts: &[Fact]| -> Vec<DateTime<Utc>> { history(facts).iter().map(|fact| fact.at).collect() };
    let (first, second) = (corrected("11:00:00", 2), corrected("12:00:00", 3));
    assert_eq!(times(&[wrong.clone(), first.clone()]), [at("11:00:00")]);
    assert_eq!(times(&[wrong.clone(), first.clone(), second.clone()]), [at("12:00:00")]);
    assert_eq!(times(&[second, first, wrong]), [at("12:00:00")]);
}

#[test]
fn of_what_was_told_at_once_a_push_comes_before_a_review_and_the_close_before_nothing() {
    let kinds = counts(&[
        fact(
            "10:00:00",
            1,
            FactKind::Opened {
                draft: false,
                deduced_from: None,
            },
        ),
        fact("11:00:00", 2, FactKind::Closed),
        fact("11:00:00", 2, reviewed("lee", Some(5), ReviewState::Approved)),
        fact("11:00:00", 2, pushed("b", Told::Branch)),
    ]);
    assert_eq!(
        kinds[1..],
        [
            pushed("b", Told::Branch),
            reviewed("lee", Some(5), ReviewState::Approved),
            FactKind::Closed,
        ]
    );
}

#[test]
fn of_equal_tellings_the_one_that_knows_more_is_kept_and_it_arrived_when_it_was_told_first() {
    let bare = fact("10:00:00", 1, pushed("b", Told::Branch));
    let FactKind::Pushed { author, .. } = pushed("b", Told::Branch) else {
        unreachable!("a push")
    };
    let full = fact(
        "10:00:00",
        9,
        FactKind::Pushed {
            sha: "b".to_owned(),
            author,
            forced: false,
            content_id: Some("patch".to_owned()),
            merge_of_base_only: false,
            before: Some("a".to_owned()),
            told: Told::Branch,
        },
    );
    let kept = history(&[bare, full.clone()]);
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].arrival, &kept[0].kind), (1, &full.kind));
    // A review whose reviewer the host names by number says more than one by login alone.
    let by_login = fact("10:00:00", 1, reviewed("jonas", None, ReviewState::Approved));
    let by_id = fact("10:00:00", 2, reviewed("jonas", Some(4), ReviewState::Approved));
    assert_eq!(counts(&[by_login, by_id.clone()]), [by_id.kind]);
}

#[test]
fn two_tellings_of_one_instant_are_joined_and_none_is_dropped() {
    let telling = |arrival, told, content: Option<&str>, from: Option<&str>| {
        let FactKind::Pushed { author, .. } = pushed("b", told) else {
            unreachable!("a push")
        };
        let kind = FactKind::Pushed {
            sha: "b".to_owned(),
            author,
            forced: false,
            content_id: content.map(str::to_owned),
            merge_of_base_only: false,
            before: from.map(str::to_owned),
            told,
        };
        fact("10:00:00", arrival, kind)
    };
    // Each knows what the other does not: one push that knows both.
    let both = [
        telling(1, Told::Branch, Some("patch"), None),
        telling(2, Told::PullRequest, None, Some("a")),
    ];
    assert_eq!(counts(&both), [telling(1, Told::Both, Some("patch"), Some("a")).kind]);
    // Of the same telling the one that knows one thing more counts, whichever came first.
    let bare = telling(1, Told::Branch, None, None);
    for more in [
        telling(2, Told::Branch, Some("patch"), None),
        telling(2, Told::Branch, None, Some("a")),
    ] {
        let kept = counts(&[bare.clone(), more.clone()]);
        assert_eq!(kept, std::slice::from_ref(&more.kind));
    }
}

#[test]
fn what_was_told_is_not_told_again_by_reading_it_a_moment_apart() {
    let read = |time: &str, kind: FactKind| Fact {
        source: Source::Api {
            delivery: "history".to_owned(),
        },
        ..fact(time, 9, kind)
    };
    let approved = || reviewed("lee", Some(4), ReviewState::Approved);
    let told = [fact("09:00:00", 1, approved()), fact("10:00:00", 2, FactKind::Merged)];
    let again = [read("09:00:02", approved()), read("09:59:59", FactKind::Merged)];
    let both: Vec<Fact> = told.iter().chain(&again).cloned().collect();
    assert_eq!(history(&both), history(&told), "the delivery's times count");
    assert_eq!(history(&again).len(), 2, "without a delivery they count themselves");
    // Six seconds apart, by another person, or of another kind, they are two; each delivery stands for one reading.
    for other in [
        read("09:00:06", approved()),
        read("09:00:02", reviewed("kim", Some(5), ReviewState::Approved)),
        read("09:00:02", reviewed("lee", Some(4), ReviewState::ChangesRequested)),
    ] {
        assert_eq!(counts(&[told[0].clone(), other]).len(), 2);
    }
    assert_eq!(
        counts(&[
            told[0].clone(),
            read("09:00:01", approved()),
            read("09:00:03", approved())
        ])
        .len(),
        2
    );
    // Comments have one time, however soon another follows.
    let comment = || reviewed("lee", Some(4), ReviewState::Commented);
    assert_eq!(
        counts(&[fact("09:00:00", 1, comment()), read("09:00:02", comment())]).len(),
        2
    );
}
