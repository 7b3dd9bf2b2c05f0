//! Connections, facts that come before their feature, and values of the primary metric.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::github::{Commit, Event, Happened, PullRequestEvent, Push, Repository};
use domain::person::Arm;
use domain::pull_request::{Account, FactKind};
use store::correction::Entered;
use store::github::{Claimed, Delivery, Meaning, Outcome};
use store::secret::Key;
use store::testing::{self, Cast};
use store::{Error, PgPool, data, github};

fn now() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

fn key() -> Key {
    Key::of(&[7; 32])
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn account(login: &str) -> Account {
    Account {
        login: login.to_owned(),
        is_bot_type: false,
        id: None,
    }
}

async fn connect(pool: &PgPool, cast: &Cast, words: (&str, &str)) -> String {
    let words = (Some((&key(), words.0)), words.1);
    github::connect(pool, cast.pilot, cast.sponsor, "acme/shop", words, now())
        .await
        .unwrap()
}

/// Delivers an event, as if the payload had said it.
async fn record(pool: &PgPool, guid: &str, event: &Event) -> String {
    let connection = github::connection(pool, &key(), "key", now()).await.unwrap().unwrap();
    github::receive(pool, connection.connection_id, (guid, "event"), b"{}", now())
        .await
        .unwrap();
    let claimed = github::claim(pool, now(), 1).await.unwrap().unwrap();
    assert_eq!(claimed.deliveries[0].guid, guid);
    let means = |_: &Delivery| Meaning::Event(Box::new((repository(), event.clone())));
    let worked = claimed.record(means, now()).await.unwrap();
    let [(_, Outcome::Done(outcome))] = &worked[..] else {
        panic!("{worked:?}")
    };
    outcome.clone()
}

fn repository() -> Repository {
    Repository {
        id: Some(700),
        name: "Acme/Shop".to_owned(),
        was: None,
    }
}

fn opened() -> Event {
    Event::PullRequest(Box::new(PullRequestEvent {
        number: 7,
        described_at: now(),
        assignees: None,
        labels: None,
        head: "a".repeat(40),
        base_branch: "main".to_owned(),
        is_revert: false,
        title: "Remember addresses".to_owned(),
        url: "https://github.com/acme/shop/pull/7".to_owned(),
        author: account("mira-codes"),
        head_branch: "remember".to_owned(),
        opened_at: now(),
        was_draft: false,
        happened: vec![Happened {
            at: now(),
            kind: FactKind::Opened {
                draft: false,
                deduced_from: None,
            },
        }],
    }))
}

fn push() -> Event {
    Event::Push(Push {
        branch: "remember".to_owned(),
        to_default: false,
        before: None,
        merges: None,
        after: "a".repeat(40),
        forced: false,
        by: account("somebody"),
        at: Some(now()),
        commits: vec![Commit {
            sha: "a".repeat(40),
            message: String::new(),
            distinct: true,
            files: None,
            author_login: "somebody".to_owned(),
            authored_at: None,
        }],
    })
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn connecting_again_renews_the_secret_and_keeps_the_address(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    assert_eq!(connect(&pool, &cast, ("one", "key")).await, "key");
    assert_eq!(connect(&pool, &cast, ("two", "other")).await, "key");
    assert!(
        github::connection(&pool, &key(), "other", now())
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        github::connection(&pool, &key(), "key", now())
            .await
            .unwrap()
            .unwrap()
            .secrets,
        ["two", "one"],
        "the one before is taken beside it"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn facts_wait_for_their_feature_and_are_linked_when_it_is_saved(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    connect(&pool, &cast, ("secret", "key")).await;
    assert_eq!(record(&pool, "1", &push()).await, "push to remember: 1 new commit");
    assert_eq!(record(&pool, "2", &opened()).await, "pull request 7: 1 new fact");
    let page = data::page(&pool, cast.pilot).await.unwrap();
    assert_eq!((page.unlinked_commits, page.pull_requests[0].arm), (1, None));

    let feature = testing::feature(Arm::NewModel, now());
    store::feature::save(&pool, cast.pilot, &feature, cast.sponsor, now())
        .await
        .unwrap();
    // The pull request by its author, the commit by the pull request of its branch.
    let page = data::page(&pool, cast.pilot).await.unwrap();
    assert_eq!(page.unlinked_commits, 0);
    assert_eq!(page.pull_requests[0].arm, Some(Arm::NewModel));
    assert_eq!(page.features[0].first_commit_at, Some(now()));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_new_moves_the_pilot_and_what_is_known_does_not(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    connect(&pool, &cast, ("secret", "key")).await;
    record(&pool, "1", &opened()).await;
    let newest = store::activity::list(&pool, cast.pilot, 1).await.unwrap().remove(0);
    assert_eq!(newest.action, "pull_request.record");
    record(&pool, "2", &opened()).await;
    let same = store::activity::list(&pool, cast.pilot, 1).await.unwrap().remove(0);
    assert_eq!(same.seq, newest.seq);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_failing_delivery_waits_and_lets_others_pass(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    connect(&pool, &cast, ("secret", "key")).await;
    let connection = github::connection(&pool, &key(), "key", now())
        .await
        .unwrap()
        .unwrap()
        .connection_id;
    github::receive(&pool, connection, ("1", "push"), b"{}", now())
        .await
        .unwrap();
    github::receive(&pool, connection, ("2", "push"), b"{}", now())
        .await
        .unwrap();
    let held = github::claim(&pool, now(), 50).await.unwrap().unwrap();
    let guids = |claimed: &Claimed| claimed.deliveries.iter().map(|d| d.guid.clone()).collect::<Vec<_>>();
    assert_eq!(guids(&held), ["1", "2"], "in the order they arrived");
    let beside = pool.clone();
    let next = tokio::spawn(async move { github::claim(&beside, now(), 50).await.unwrap() });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!next.is_finished(), "one pilot is worked on by one worker at a time");
    drop(held);
    let next = next.await.unwrap().unwrap();
    assert_eq!(guids(&next), ["1", "2"], "dropped is given back");

    let delivery = next.deliveries[0].clone();
    let means = |delivery: &Delivery| match &*delivery.guid {
        "1" => Meaning::Unreadable("it does not fit".to_owned()),
        _ => Meaning::Ignored("ignored".to_owned()),
    };
    let mut worked = next.record(means, now()).await.unwrap();
    worked.sort_by(|one, other| one.0.guid.cmp(&other.0.guid));
    let outcomes: Vec<Outcome> = worked.into_iter().map(|(_, outcome)| outcome).collect();
    let (failed, done) = (
        Outcome::Failed("it does not fit".to_owned()),
        Outcome::Done("ignored".to_owned()),
    );
    assert_eq!(outcomes, [failed, done]);
    github::fail(&pool, &delivery, "it does not fit", now()).await.unwrap();
    // 2 × (4ⁿ − 1) seconds after it was received.
    let mut attempts = vec![0];
    for after in [5, 6, 29, 30, 125, 126, 509, 510, 10_000] {
        let at = now() + TimeDelta::seconds(after);
        if let Some(claimed) = github::claim(&pool, at, 50).await.unwrap() {
            drop(claimed);
            github::fail(&pool, &delivery, "it does not fit", at).await.unwrap();
            attempts.push(after);
        }
    }
    assert_eq!(attempts, [0, 6, 30, 126, 510]);
    let newest = store::activity::list(&pool, cast.pilot, 1).await.unwrap().remove(0);
    assert_eq!(newest.action, "delivery.give_up");
    let page = data::page(&pool, cast.pilot).await.unwrap();
    assert_eq!((page.connections[0].failed, page.connections[0].waiting), (1, 0));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_value_given_again_replaces_and_the_log_keeps_the_old_one(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let points = |values: &[(&str, f64)]| {
        values
            .iter()
            .map(|(on, value)| (day(on), *value))
            .collect::<BTreeMap<_, _>>()
    };
    let add = async |values: &[(&str, f64)]| {
        let read = points(values);
        let pasted = data::Pasted {
            points: &read,
            reason: "A digit was missing",
        };
        data::add_points(&pool, cast.pilot, cast.sponsor, Arm::NewModel, pasted, now()).await
    };
    assert!(matches!(add(&[("2026-02-01", 1.0)]).await, Err(Error::Refused(_))));
    let feature = testing::feature(Arm::NewModel, now());
    store::feature::save(&pool, cast.pilot, &feature, cast.sponsor, now())
        .await
        .unwrap();
    assert_eq!(
        add(&[("2026-02-01", 1.0), ("2026-02-02", 2.0)]).await.unwrap(),
        Entered::Counts { replaced: 0 }
    );
    assert_eq!(
        add(&[("2026-02-02", 2.5), ("2026-02-01", 1.0), ("2026-02-03", 3.0)])
            .await
            .unwrap(),
        Entered::Counts { replaced: 1 }
    );
    let page = data::page(&pool, cast.pilot).await.unwrap();
    assert_eq!(
        (page.features[0].points, page.features[0].last_on),
        (3, Some(day("2026-02-03")))
    );
    let newest = store::activity::list(&pool, cast.pilot, 1).await.unwrap().remove(0);
    assert_eq!(
        newest.detail["replaced"],
        serde_json::json!([{ "day": "2026-02-02", "was": 2.0, "is": 2.5 }])
    );

    data::ship(
        &pool,
        cast.pilot,
        cast.sponsor,
        Arm::NewModel,
        (day("2026-03-01"), "release 12", ""),
        now(),
    )
    .await
    .unwrap();
    let page = data::page(&pool, cast.pilot).await.unwrap();
    assert_eq!(
        page.features[0].shipped,
        Some((day("2026-03-01"), "release 12".to_owned()))
    );
}
