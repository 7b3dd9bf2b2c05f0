use super::*;

fn at(minute: i64) -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse::<DateTime<Utc>>().expect("a time") + TimeDelta::minutes(minute)
}

fn commit(sha: &str, headline: &str, minute: i64) -> PastCommit {
    PastCommit {
        sha: sha.to_owned(),
        headline: headline.to_owned(),
        author_login: "mira".to_owned(),
        authored_at: Some(at(minute)),
        committed_at: Some(at(minute)),
    }
}

fn review(commit: &str, minute: i64) -> PastReview {
    PastReview {
        reviewer: Account::named("lee"),
        state: ReviewState::Commented,
        at: at(minute),
        commit: Some(commit.to_owned()),
    }
}

fn push(before: &str, after: &str, minute: i64) -> PastPush {
    PastPush {
        at: at(minute),
        by: Account::named("mira"),
        before: before.to_owned(),
        after: after.to_owned(),
        forced: false,
    }
}

fn past() -> Past {
    Past {
        described: PullRequestEvent {
            number: 7,
            described_at: at(100),
            title: "Saved addresses".to_owned(),
            url: String::new(),
            author: Account::named("mira"),
            assignees: None,
            labels: None,
            head_branch: "feat/saved".to_owned(),
            head: "c".to_owned(),
            base_branch: "main".to_owned(),
            is_revert: false,
            opened_at: at(10),
            was_draft: false,
            happened: Vec::new(),
        },
        is_draft: false,
        closed_at: None,
        turns: None,
        reviews: Vec::new(),
        commits: vec![
            commit("a", "Begin", 0),
            commit("b", "Merge branch 'main' into feat/saved", 30),
            commit("c", "More", 35),
        ],
        pushes: None,
        receipts: true,
    }
}

fn pushes(past: &Past) -> Vec<(String, i64, bool, Told)> {
    let event = past.event();
    let pushed = event.happened.iter().filter_map(|happened| match &happened.kind {
        FactKind::Pushed {
            sha,
            merge_of_base_only,
            told,
            ..
        } => Some((
            sha.clone(),
            (happened.at - at(0)).num_microseconds()?,
            *merge_of_base_only,
            *told,
        )),
        _ => None,
    });
    pushed.collect()
}

#[test]
fn between_reviews_of_two_commits_there_was_a_push() {
    const MINUTE: i64 = 60_000_000;
    let mut past = past();
    past.reviews = vec![review("a", 20), review("a", 25), review("b", 32), review("c", 60)];
    assert_eq!(
        pushes(&past),
        [
            ("b".to_owned(), 30 * MINUTE, true, Told::Inferred),
            ("c".to_owned(), 35 * MINUTE, false, Told::Inferred)
        ]
    );
    // A commit made before the review of the one before it, and pushed after that.
    past.reviews = vec![review("a", 40), review("c", 60)];
    assert_eq!(
        pushes(&past),
        [("c".to_owned(), 40 * MINUTE + 1, false, Told::Inferred)]
    );
    // A review that names no commit says nothing.
    past.reviews[0].commit = None;
    assert_eq!(pushes(&past), []);
}

#[test]
fn told_pushes_take_the_place_of_inferred_ones_and_say_what_only_merges_the_base() {
    let mut past = past();
    past.reviews = vec![review("a", 20), review("c", 60)];
    past.pushes = Some(vec![push("", "a", 1), push("a", "b", 31), push("b", "c", 36)]);
    let told: Vec<(String, bool, Told)> = pushes(&past)
        .into_iter()
        .map(|(sha, _, merge, told)| (sha, merge, told))
        .collect();
    assert_eq!(
        told,
        [
            ("a".to_owned(), false, Told::Listed),
            ("b".to_owned(), true, Told::Listed),
            ("c".to_owned(), false, Told::Listed)
        ]
    );
}

#[test]
fn gitlab_names_both_branches_of_a_merge_in_quotation_marks() {
    let mut past = past();
    past.pushes = Some(vec![push("", "a", 1), push("a", "b", 31)]);
    let merges = |past: &Past| pushes(past).last().map(|(_, _, merges, _)| *merges);
    past.commits[1].headline = "Merge branch 'main' into 'feat/saved'".to_owned();
    assert_eq!(merges(&past), Some(true));
    for other in [
        "Merge branch 'main' into 'feat/other'",
        "Merge branch 'main' into 'feat/saved",
    ] {
        other.clone_into(&mut past.commits[1].headline);
        assert_eq!(merges(&past), Some(false), "{other}");
    }
}

#[test]
fn a_commit_arrived_with_the_first_push_that_has_it() {
    let mut past = past();
    past.pushes = Some(vec![
        push("", "of-the-base", 0),
        push("of-the-base", "x", 1),
        push("x", "b", 31),
        push("b", "c", 36),
    ]);
    let arrived = past.arrived();
    let told: Vec<(&str, i64, bool)> = arrived
        .iter()
        .map(|one| (one.sha, (one.at - at(0)).num_minutes(), one.is_own))
        .collect();
    // The branch began with a commit of the base, which is not its own; x was rewritten away.
    assert_eq!(
        told,
        [("x", 1, false), ("a", 31, true), ("b", 31, true), ("c", 36, true)]
    );
    // Where the list does not go back to its beginning, nothing is said to have come with what is told later.
    past.receipts = false;
    assert_eq!(past.arrived(), []);
}

#[test]
fn what_it_left_first_it_was_opened_as() {
    let turn = |minute, kind| Happened { at: at(minute), kind };
    let opened = |past: &Past| past.event().happened[0].kind.clone();
    let is = |draft| FactKind::Opened {
        draft,
        deduced_from: None,
    };
    let mut past = past();
    assert_eq!(opened(&past), is(false));
    past.is_draft = true;
    assert_eq!(opened(&past), is(true));
    past.turns = Some(vec![
        turn(30, FactKind::ConvertedToDraft),
        turn(20, FactKind::ReadyForReview),
    ]);
    assert_eq!(opened(&past), is(true));
    past.turns = Some(vec![turn(30, FactKind::ConvertedToDraft)]);
    assert_eq!(opened(&past), is(false));
}

#[test]
fn its_last_closing_is_a_fact_where_turns_are_not_told() {
    let closings = |past: &Past| {
        let event = past.event();
        let closed = event.happened.iter().filter(|h| h.kind == FactKind::Closed);
        closed.map(|h| h.at).collect::<Vec<_>>()
    };
    let mut past = past();
    past.closed_at = Some(at(90));
    assert_eq!(closings(&past), [at(90)]);
    past.turns = Some(Vec::new());
    assert!(closings(&past).is_empty());
    past.turns = None;
    past.described.happened.push(Happened {
        at: at(90),
        kind: FactKind::Merged,
    });
    assert!(closings(&past).is_empty());
}
