//! Deliveries as GitHub sends them: through the webhook's checks, the worker, into facts and M2.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod again;
mod any_order;
mod code_host;
mod contents;
mod field;
mod files;
mod former;
mod gates;
mod github_app;
mod gitlab;
mod gitlab_again;
mod gitlab_told;
mod imported;
mod life;
mod remembered;
mod said;
mod story;
mod telling;
mod world;

use std::path::Path;

use app::clock::Clock;
use axum::extract::{Path as UrlPath, State};
use chrono::{DateTime, Utc};
use domain::github::LinkedBy;
use domain::metric::review_cycles;
use domain::person::Arm;
use domain::pull_request::PullRequest;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};
use server::github::payload::Heard;
use server::github::receive;
use server::worker::{work_one, work_some};
use sha2::Sha256;
use store::PgPool;
use store::activity::Verified;
use store::secret::Key;
use store::testing::{self, Cast};

const SECRET: &str = "a secret between two programs";
const KEY: &str = "path-key";
const REPOSITORY: &str = "Codertocat/Hello-World";

fn key() -> Key {
    Key::of(&[7; 32])
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    utc("2026-03-02T08:00:00Z")
}

fn payload(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/webhook/{name}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn signature(body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect();
    format!("sha256={hex}")
}

async fn connected(pool: &PgPool) -> Cast {
    let cast = testing::started_pilot(pool, now()).await.unwrap();
    store::github::connect(
        pool,
        cast.pilot,
        cast.sponsor,
        REPOSITORY,
        (Some((&key(), SECRET)), KEY),
        now(),
    )
    .await
    .unwrap();
    cast
}

async fn post(pool: &PgPool, word: &str, headers: &[(&'static str, &str)], body: &[u8]) -> StatusCode {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, HeaderValue::from_str(value).unwrap());
    }
    let body = axum::body::Body::from(body.to_vec());
    receive(
        State(pool.clone()),
        State(Clock::System),
        State(key()),
        UrlPath(word.to_owned()),
        map,
        body,
    )
    .await
    .status()
}

async fn deliver(pool: &PgPool, guid: &str, event: &str, payload: &Value) -> StatusCode {
    let body = serde_json::to_vec(payload).unwrap();
    let headers = [
        ("x-hub-signature-256", &*signature(&body)),
        ("x-github-delivery", guid),
        ("x-github-event", event),
        ("content-type", "application/json"),
    ];
    post(pool, KEY, &headers, &body).await
}

async fn work(pool: &PgPool) {
    while work_some(pool, Clock::System.now()).await.unwrap() {}
}

async fn outcomes(pool: &PgPool) -> Vec<(String, Option<String>)> {
    sqlx::query_as("select delivery_guid, outcome from delivery where event <> 'refused' order by delivery_guid")
        .fetch_all(pool)
        .await
        .unwrap()
}

async fn pull_requests(pool: &PgPool, cast: &Cast, arm: Arm) -> Vec<PullRequest> {
    let programme = store::programme::load(pool, cast.pilot).await.unwrap();
    programme.feature(arm).unwrap().pull_requests.clone()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn only_a_signature_over_the_very_bytes_is_accepted(pool: PgPool) {
    connected(&pool).await;
    let body = serde_json::to_vec(&payload("ping")).unwrap();
    let good = signature(&body);
    let mut changed = body.clone();
    changed.push(b' ');
    let sha1 = "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6";
    let send = async |key: &str, signature: Option<&str>, id: &str, body: &[u8]| {
        let mut headers = vec![("x-github-event", "ping")];
        headers.extend((!id.is_empty()).then_some(("x-github-delivery", id)));
        headers.extend(signature.map(|s| ("x-hub-signature-256", s)));
        post(&pool, key, &headers, body).await
    };
    assert_eq!(send(KEY, None, "1", &body).await, StatusCode::UNAUTHORIZED);
    assert_eq!(send(KEY, Some(sha1), "1", &body).await, StatusCode::UNAUTHORIZED);
    assert_eq!(send(KEY, Some("sha256=00"), "1", &body).await, StatusCode::UNAUTHORIZED);
    assert_eq!(send(KEY, Some(&good), "1", &changed).await, StatusCode::UNAUTHORIZED);
    assert_eq!(send("other", Some(&good), "1", &body).await, StatusCode::NOT_FOUND);
    assert_eq!(send(KEY, Some(&good), "", &body).await, StatusCode::BAD_REQUEST);
    assert!(outcomes(&pool).await.is_empty());

    let sha1_only = [
        ("x-hub-signature", sha1),
        ("x-github-delivery", "1"),
        ("x-github-event", "ping"),
    ];
    assert_eq!(post(&pool, KEY, &sha1_only, &body).await, StatusCode::UNAUTHORIZED);

    assert_eq!(send(KEY, Some(&good), "1", &body).await, StatusCode::ACCEPTED);
    assert_eq!(outcomes(&pool).await, [("1".to_owned(), None)]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_delivery_sent_again_is_stored_and_counted_once(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut opened = payload("pull_request.opened");
    opened["pull_request"]["title"] = json!("Add saved-addresses");
    for _ in 0..3 {
        assert_eq!(deliver(&pool, "1", "pull_request", &opened).await, StatusCode::ACCEPTED);
    }
    // The same content under a new id is stored, and adds no fact.
    assert_eq!(deliver(&pool, "2", "pull_request", &opened).await, StatusCode::ACCEPTED);
    work(&pool).await;
    let said = outcomes(&pool).await;
    assert_eq!(said[0].1.as_deref(), Some("pull request 2: 1 new fact"));
    assert_eq!(said[1].1.as_deref(), Some("pull request 2: no new fact"));
    assert_eq!(said.len(), 2);
    let prs = pull_requests(&pool, &cast, Arm::NewModel).await;
    assert_eq!(prs.len(), 1);
    assert_eq!(prs[0].facts.len(), 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_example_is_processed_and_unknown_events_are_kept(pool: PgPool) {
    connected(&pool).await;
    for (number, name) in [
        "ping",
        "pull_request.opened",
        "pull_request.synchronize",
        "pull_request.ready_for_review",
        "pull_request.closed",
        "pull_request_review.submitted",
        "pull_request_review.dismissed",
        "push",
    ]
    .into_iter()
    .enumerate()
    {
        let event = name.split('.').next().unwrap();
        let sent = deliver(&pool, &number.to_string(), event, &payload(name)).await;
        assert_eq!(sent, StatusCode::ACCEPTED, "{name}");
    }
    let unknown = json!({ "action": "created", "repository": { "full_name": REPOSITORY } });
    assert_eq!(deliver(&pool, "8", "star", &unknown).await, StatusCode::ACCEPTED);
    work(&pool).await;
    let outcomes = outcomes(&pool).await;
    assert_eq!(outcomes.len(), 9);
    for (guid, outcome) in &outcomes {
        let outcome = outcome.as_deref().expect("processed");
        assert!(!outcome.starts_with("failed"), "{guid}: {outcome}");
    }
    assert_eq!(outcomes[0].1.as_deref(), Some("ping: the webhook works"));
    assert_eq!(outcomes[7].1.as_deref(), Some("push to master: 1 new commit"));
    assert_eq!(
        outcomes[8].1.as_deref(),
        Some("ignored: star holds no facts of a pilot")
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn another_repository_adds_nothing_and_a_broken_payload_is_given_up(pool: PgPool) {
    connected(&pool).await;
    let mut elsewhere = payload("pull_request.opened");
    elsewhere["repository"]["full_name"] = json!("Codertocat/Another");
    deliver(&pool, "1", "pull_request", &elsewhere).await;
    deliver(&pool, "2", "pull_request", &json!({ "action": "opened" })).await;
    work(&pool).await;
    let first = outcomes(&pool).await;
    assert_eq!(
        first[0].1.as_deref(),
        Some("ignored: it is about Codertocat/Another, another repository")
    );
    assert!(
        first[1].1.as_deref().unwrap().starts_with("will be tried again: "),
        "{first:?}"
    );
    // Four more attempts, each far enough ahead of the last.
    for hours in 1..=6 {
        work_one(&pool, Clock::System.now() + chrono::TimeDelta::hours(hours))
            .await
            .unwrap();
    }
    let last = outcomes(&pool).await;
    let said = last[1].1.as_deref().unwrap();
    assert!(
        said.starts_with("failed: the payload does not have the form of a pull_request event"),
        "{said}"
    );
}

/// The pull request of the example, as it would be sent at a time.
fn about(name: &str, at: &str) -> Value {
    let mut payload = payload(name);
    let pr = &mut payload["pull_request"];
    pr["title"] = json!("Add saved-addresses to checkout");
    pr["created_at"] = json!("2026-03-03T09:00:00Z");
    pr["updated_at"] = json!(at);
    pr["user"] = json!({ "login": "mira-codes", "type": "User" });
    payload["sender"] = json!({ "login": "mira-codes", "type": "User" });
    payload
}

fn review(state: &str, reviewer: &str, at: &str) -> Value {
    let mut payload = about("pull_request_review.submitted", at);
    payload["review"]["state"] = json!(state);
    payload["review"]["submitted_at"] = json!(at);
    payload["review"]["user"] = json!({ "login": reviewer, "type": "User" });
    payload
}

fn synchronize(sha: &str, at: &str) -> Value {
    let mut payload = about("pull_request.synchronize", at);
    payload["after"] = json!(sha);
    payload["pull_request"]["head"]["sha"] = json!(sha);
    payload
}

/// The push of a branch, told at a time; GitHub gives that in seconds.
fn push(branch: &str, sha: &str, author: &str, at: &str) -> Value {
    let mut payload = payload("push");
    payload["ref"] = json!(format!("refs/heads/{branch}"));
    payload["after"] = json!(sha);
    payload["repository"]["pushed_at"] = json!(utc(at).timestamp());
    payload["sender"] = json!({ "login": author, "type": "User" });
    payload["commits"][0]["id"] = json!(sha);
    payload["commits"][0]["author"]["username"] = json!(author);
    payload
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn approve_push_approve_merge_is_two_cycles(pool: PgPool) {
    let cast = connected(&pool).await;
    let (a, b) = ("a".repeat(40), "b".repeat(40));
    let mut merged = about("pull_request.closed", "2026-03-05T12:00:00Z");
    merged["pull_request"]["merged"] = json!(true);
    for field in ["merged_at", "closed_at"] {
        merged["pull_request"][field] = json!("2026-03-05T12:00:00Z");
    }
    // The branch of the example is called changes. Each push is told twice, in either order.
    let story = [
        ("push", push("changes", &a, "mira-codes", "2026-03-03T08:59:58Z")),
        ("pull_request", about("pull_request.opened", "2026-03-03T09:00:00Z")),
        (
            "pull_request_review",
            review("approved", "lee-codes", "2026-03-03T15:00:00Z"),
        ),
        ("pull_request", synchronize(&b, "2026-03-04T10:00:02Z")),
        ("push", push("changes", &b, "mira-codes", "2026-03-04T10:00:00Z")),
        (
            "pull_request_review",
            review("approved", "lee-codes", "2026-03-05T11:00:00Z"),
        ),
        ("pull_request", merged),
    ];
    // Whatever order they arrive in, the number is the same.
    for (guid, (event, payload)) in story.iter().rev().enumerate() {
        assert_eq!(
            deliver(&pool, &guid.to_string(), event, payload).await,
            StatusCode::ACCEPTED
        );
        work(&pool).await;
    }
    let programme = store::programme::load(&pool, cast.pilot).await.unwrap();
    let prs = &programme.feature(Arm::NewModel).unwrap().pull_requests;
    assert_eq!(prs.len(), 1);
    let cycles = review_cycles::review_cycles(&prs[0], programme.people());
    assert_eq!(cycles.cycles, 2);
    assert_eq!(cycles.author_pushes, 1);
    assert_eq!(prs[0].life().merged_at(), Some(utc("2026-03-05T12:00:00Z")));
}

fn by_hand(to: store::data::LinkTo) -> store::data::Link<'static> {
    store::data::Link {
        to,
        reason: "It was tidying up",
        of: None,
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn commits_are_dated_by_their_arrival_and_linked_by_key_author_or_hand(pool: PgPool) {
    let cast = connected(&pool).await;
    let first = |arm: Arm| {
        let pool = pool.clone();
        async move {
            let programme = store::programme::load(&pool, cast.pilot).await.unwrap();
            let feature = programme.feature(arm).unwrap();
            let of_pulls = feature
                .pull_requests
                .iter()
                .filter_map(|pr| pr.commits.clone()?.first_received);
            let received = feature.first_received.clone().into_iter().chain(of_pulls);
            received.min_by_key(|commit| commit.at).map(|commit| commit.sha)
        }
    };
    let (a, b, c) = ("a".repeat(40), "b".repeat(40), "c".repeat(40));
    deliver(
        &pool,
        "1",
        "push",
        &push("feat/gift-notes", &a, "mira-codes", "2026-03-03T10:00:00Z"),
    )
    .await;
    deliver(
        &pool,
        "2",
        "push",
        &push("tidy", &b, "Mira-Codes", "2026-03-03T11:00:00Z"),
    )
    .await;
    deliver(
        &pool,
        "3",
        "push",
        &push("tidy", &c, "somebody", "2026-03-03T12:00:00Z"),
    )
    .await;
    work(&pool).await;
    // A branch names its flag key. Its author alone says nothing before there is a pull request.
    assert_eq!(first(Arm::OldModel).await.as_deref(), Some(&*a));
    assert_eq!(first(Arm::NewModel).await, None);

    let mut opened = payload("pull_request.opened");
    opened["pull_request"]["head"]["ref"] = json!("tidy");
    opened["pull_request"]["user"]["login"] = json!("mira-codes");
    deliver(&pool, "4", "pull_request", &opened).await;
    work(&pool).await;
    let pr = pull_requests(&pool, &cast, Arm::NewModel).await.remove(0);
    assert_eq!(first(Arm::NewModel).await.as_deref(), Some(&*b));
    let by = || async {
        let (listed, _) = store::data::pulls(&pool, cast.pilot, "", 0).await.unwrap();
        let heard = store::data::heard(&pool, cast.pilot, pr.id).await.unwrap();
        assert_eq!(
            (heard.arm, heard.by),
            (listed[0].arm, listed[0].by),
            "its page and the list"
        );
        (listed[0].arm, listed[0].by)
    };
    assert_eq!(by().await, (Some(Arm::NewModel), Some(LinkedBy::Author)));
    store::data::link(
        &pool,
        cast.pilot,
        cast.sponsor,
        pr.id,
        by_hand(store::data::LinkTo::Nothing),
        now(),
    )
    .await
    .unwrap();
    assert_eq!(by().await, (None, Some(LinkedBy::Hand)));
    assert!(pull_requests(&pool, &cast, Arm::NewModel).await.is_empty());
    // The commits of its branch went with it, and a later delivery does not undo what a hand did.
    deliver(
        &pool,
        "5",
        "push",
        &push("tidy", &"d".repeat(40), "mira-codes", "2026-03-03T13:00:00Z"),
    )
    .await;
    work(&pool).await;
    assert_eq!(first(Arm::NewModel).await, None);
    store::data::link(
        &pool,
        cast.pilot,
        cast.sponsor,
        pr.id,
        by_hand(store::data::LinkTo::Rule),
        now(),
    )
    .await
    .unwrap();
    assert_eq!(first(Arm::NewModel).await.as_deref(), Some(&*b));
    assert_eq!(by().await, (Some(Arm::NewModel), Some(LinkedBy::Author)));
    // Its title names the key of the other feature.
    opened["action"] = json!("edited");
    opened["pull_request"]["title"] = json!("Tidy up gift-notes");
    opened["pull_request"]["updated_at"] = json!("2019-05-15T16:00:00Z");
    deliver(&pool, "6", "pull_request", &opened).await;
    work(&pool).await;
    assert_eq!(by().await, (Some(Arm::OldModel), Some(LinkedBy::FlagKey)));
}

/// Nell takes over from Mira as the pilot PM of the new model, while the worker records and links pull requests of both.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_pull_request_is_of_whoever_was_the_pilot_pm_when_it_was_opened(pool: PgPool) {
    let cast = connected(&pool).await;
    let nell = testing::person(&pool, "Nell").await.unwrap();
    testing::member(&pool, cast.pilot, nell, domain::person::Role::Observer, now())
        .await
        .unwrap();
    let change = utc("2026-03-11T10:00:00Z");
    let new = store::replacement::NewOffer {
        post: domain::replacement::Post::PilotPm,
        arm: Arm::NewModel,
        former: cast.new_pm,
        reason: "Another team",
        login: "nell-codes",
        former_login: "",
    };
    store::replacement::offer(&pool, cast.pilot, nell, new, change)
        .await
        .unwrap();
    let offer = store::pilot::facts(&pool, cast.pilot).await.unwrap().offer.unwrap().id;
    let sign = |person| store::replacement::sign(&pool, cast.pilot, person, offer, change);
    for person in [cast.sponsor, cast.new_dri, cast.old_dri] {
        assert!(!sign(person).await.unwrap());
    }
    let send = async |number: i32, login: &str, created: &str, action: &str| {
        let mut sent = opened(number);
        sent["action"] = json!(action);
        let pull = &mut sent["pull_request"];
        pull["title"] = json!("Tidy up");
        pull["head"]["ref"] = json!(format!("tidy-{number}"));
        pull["labels"] = json!([]);
        pull["created_at"] = json!(created);
        pull["updated_at"] = json!(if action == "opened" {
            created
        } else {
            "2026-03-13T09:00:00Z"
        });
        pull["user"] = json!({ "login": login, "type": "User" });
        deliver(&pool, &format!("{number}-{action}"), "pull_request", &sent).await;
    };
    let (before, after) = ("2026-03-11T09:59:59Z", "2026-03-11T10:00:00Z");
    for (number, login, created) in [
        (11, "mira-codes", before),
        (12, "mira-codes", after),
        (13, "nell-codes", before),
        (14, "nell-codes", after),
    ] {
        send(number, login, created, "opened").await;
    }
    let (bound, ()) = tokio::join!(sign(cast.approver), work(&pool));
    assert!(bound.unwrap());
    // What is heard of them again links them again, each by when it was opened.
    for (number, login, created) in [
        (11, "mira-codes", before),
        (12, "mira-codes", after),
        (13, "nell-codes", before),
        (14, "nell-codes", after),
    ] {
        send(number, login, created, "edited").await;
        work(&pool).await;
    }
    let of_feature: Vec<i32> = pull_requests(&pool, &cast, Arm::NewModel)
        .await
        .iter()
        .map(|pull| pull.number)
        .collect();
    assert_eq!(of_feature, [11, 14]);
    let (listed, _) = store::data::pulls(&pool, cast.pilot, "", 0).await.unwrap();
    let by: Vec<(i32, Option<LinkedBy>)> = listed.iter().map(|pull| (pull.number, pull.by)).collect();
    let author = Some(LinkedBy::Author);
    assert_eq!(by, [(14, author), (13, None), (12, None), (11, author)]);
    let gates = store::gate::gates(&pool, cast.pilot).await.unwrap();
    let bound: Vec<bool> = gates
        .features
        .iter()
        .flat_map(|of| &of.pulls)
        .map(|pull| pull.of_pm)
        .collect();
    assert_eq!(bound, [true, true]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn many_workers_process_each_delivery_once(pool: PgPool) {
    let cast = connected(&pool).await;
    for number in 0..20 {
        let sha = format!("{number:040x}");
        let at = format!("2026-03-04T10:00:{number:02}Z");
        deliver(
            &pool,
            &format!("{number:02}"),
            "push",
            &push("saved-addresses", &sha, "mira-codes", &at),
        )
        .await;
    }
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let mut done = 0;
                while work_one(&pool, Clock::System.now()).await.unwrap() {
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for worker in workers {
        done += worker.await.unwrap();
    }
    assert_eq!(done, 20);
    let commits: i64 =
        sqlx::query_scalar("select count(*) from received_commit where pilot_id = $1 and feature_id is not null")
            .bind(cast.pilot.0)
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(commits, 20);
    let attempts: i64 = sqlx::query_scalar("select sum(attempts) from delivery")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(attempts, 20);
}

/// The pull request of the example under another number.
fn opened(number: i32) -> Value {
    let mut opened = about("pull_request.opened", "2026-03-03T09:00:00Z");
    opened["pull_request"]["number"] = json!(number);
    opened["number"] = json!(number);
    opened
}

/// How often the log has each kind of entry that deliveries leave.
async fn entries(pool: &PgPool, cast: &Cast) -> (usize, usize) {
    let log = store::activity::list(pool, cast.pilot, 1000).await.unwrap();
    let of = |action: &str| log.iter().filter(|entry| entry.action == action).count();
    (of("pull_request.record"), of("gate.record_skill"))
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn one_that_cannot_be_recorded_neither_stops_nor_undoes_the_others(pool: PgPool) {
    let cast = connected(&pool).await;
    // Postgres keeps no text with this character.
    let mut odd = opened(3);
    odd["pull_request"]["title"] = json!("saved-addresses \u{0}");
    let skill = json!({
        "action": "completed", "repository": opened(1)["repository"],
        "check_run": {
            "name": "PM PR Review", "head_sha": "a".repeat(40), "conclusion": "success",
            "completed_at": "2026-03-03T10:00:00Z", "html_url": "https://github.com/Codertocat/Hello-World/runs/1",
        },
    });
    for (guid, event, payload) in [
        ("1", "pull_request", opened(1)),
        ("2", "check_run", skill),
        ("3", "pull_request", odd),
        ("4", "pull_request", json!({ "action": "opened" })),
        ("5", "star", json!({ "repository": { "full_name": REPOSITORY } })),
        ("6", "pull_request", opened(6)),
    ] {
        assert_eq!(deliver(&pool, guid, event, &payload).await, StatusCode::ACCEPTED);
    }
    assert!(work_some(&pool, Clock::System.now()).await.unwrap());
    let said: Vec<(String, String)> = outcomes(&pool)
        .await
        .into_iter()
        .map(|(guid, outcome)| (guid, outcome.unwrap()))
        .collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(guid, outcome)| (&**guid, &**outcome)).collect();
    assert_eq!(said[0], ("1", "pull request 1: 1 new fact"));
    assert_eq!(said[1], ("2", "the skill file passed"));
    assert_eq!(said[2], ("3", "will be tried again: its facts could not be recorded"));
    assert!(
        said[3]
            .1
            .starts_with("will be tried again: the payload does not have the form"),
        "{said:?}"
    );
    assert_eq!(said[4], ("5", "ignored: star holds no facts of a pilot"));
    assert_eq!(said[5], ("6", "pull request 6: 1 new fact"));
    let attempts: Vec<i32> = sqlx::query_scalar("select attempts from delivery order by delivery_guid")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(attempts, [1; 6], "an attempt of several is one attempt of each");
    assert!(
        !work_some(&pool, Clock::System.now()).await.unwrap(),
        "the others wait for their time"
    );
    assert_eq!(entries(&pool, &cast).await, (2, 1));
    assert_eq!(pull_requests(&pool, &cast, Arm::NewModel).await.len(), 2);
    let verified = store::activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn many_at_once_are_what_they_are_one_by_one(pool: PgPool) {
    let cast = connected(&pool).await;
    // The first has the name that the repository got later, and only the second tells that it is the same one.
    let mut renamed = opened(1);
    renamed["repository"]["full_name"] = json!("Codertocat/Renamed");
    deliver(&pool, "001", "pull_request", &renamed).await;
    for number in 2..=60 {
        deliver(&pool, &format!("{number:03}"), "pull_request", &opened(number)).await;
    }
    let mut times = 0;
    while work_some(&pool, Clock::System.now()).await.unwrap() {
        times += 1;
    }
    assert_eq!(times, 2, "50 at once, then what is left with what is looked at again");
    for (guid, outcome) in outcomes(&pool).await {
        let number: i32 = guid.parse().unwrap();
        assert_eq!(outcome.unwrap(), format!("pull request {number}: 1 new fact"));
    }
    assert_eq!(pull_requests(&pool, &cast, Arm::NewModel).await.len(), 60);
    assert_eq!(entries(&pool, &cast).await.0, 60, "each has its entry");
    let verified = store::activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}

/// Ends the database's side of whoever is within a transaction of this database, as a kill of the worker does to it: called from
/// within the work itself.
fn kill_who_is_within(name: &str) {
    let name = name.to_owned();
    let killing = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let url = std::env::var("DATABASE_URL").unwrap();
            let mut other = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.unwrap();
            let killed: Vec<bool> = sqlx::query_scalar(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and state = 'idle in transaction'",
            )
            .bind(name)
            .fetch_all(&mut other)
            .await
            .unwrap();
            assert_eq!(killed, [true], "the worker alone is within a transaction");
        });
    });
    killing.join().unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_worker_that_is_killed_within_a_batch_loses_and_doubles_nothing(pool: PgPool) {
    let cast = connected(&pool).await;
    for number in 1..=12 {
        let guid = format!("{number:03}");
        let sent = match number % 3 {
            0 => {
                deliver(
                    &pool,
                    &guid,
                    "push",
                    &push(
                        "saved-addresses",
                        &format!("{number:040x}"),
                        "mira-codes",
                        "2026-03-04T10:00:00Z",
                    ),
                )
                .await
            }
            _ => deliver(&pool, &guid, "pull_request", &opened(number)).await,
        };
        assert_eq!(sent, StatusCode::ACCEPTED);
    }
    let name: String = sqlx::query_scalar("select current_database()")
        .fetch_one(&pool)
        .await
        .unwrap();
    // Before the first, in the midst of them, and before the last.
    for at in [1, 7, 12] {
        let now = Clock::System.now();
        let claimed = store::github::claim(&pool, now, store::github::MOST_AT_ONCE)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(claimed.deliveries.len(), 12, "nothing of it was done before");
        let so_far = std::sync::atomic::AtomicUsize::new(0);
        let meaning = |delivery: &store::github::Delivery| {
            if so_far.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1 == at {
                kill_who_is_within(&name);
            }
            match server::github::payload::read(&delivery.event, &delivery.body) {
                Ok(Heard::Event(heard)) => store::github::Meaning::Event(heard),
                other => panic!("{other:?}"),
            }
        };
        let broken = claimed.record(meaning, now).await.unwrap_err();
        assert!(so_far.into_inner() >= at, "{broken}");
        assert!(outcomes(&pool).await.iter().all(|(_, outcome)| outcome.is_none()));
        assert_eq!(entries(&pool, &cast).await, (0, 0));
    }
    // A fresh worker, with connections of its own.
    let fresh = PgPool::connect_with((*pool.connect_options()).clone()).await.unwrap();
    work(&fresh).await;
    for (guid, outcome) in outcomes(&pool).await {
        let number: i32 = guid.parse().unwrap();
        let said = match number % 3 {
            0 => "push to saved-addresses: 1 new commit".to_owned(),
            _ => format!("pull request {number}: 1 new fact"),
        };
        assert_eq!(outcome.unwrap(), said);
    }
    assert_eq!(pull_requests(&pool, &cast, Arm::NewModel).await.len(), 8);
    assert_eq!(entries(&pool, &cast).await.0, 12, "each has its entry");
    let count = async |what: &'static str| -> i64 { sqlx::query_scalar(what).fetch_one(&pool).await.unwrap() };
    assert_eq!(count("select count(*) from pull_request_fact").await, 8);
    assert_eq!(count("select count(*) from received_commit").await, 4);
    assert_eq!(
        count("select sum(attempts)::bigint from delivery").await,
        12,
        "each was worked on once"
    );
    assert!(!work_some(&pool, Clock::System.now()).await.unwrap(), "nothing is left");
    let verified = store::activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}
