//! An open data page follows what arrives from the code hosts: whoever may see it, on any instance, and as seldom as promised.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use domain::ids::ConnectionId;
use futures::future::join_all;
use http::StatusCode;
use serde_json::json;
use sqlx::PgPool;
use store::testing;
use tokio::time::timeout;

use crate::live::Events;
use crate::support::{TestApp, now, statements};

const STREAM: &str = "/p/checkout/live?region=deliveries";
/// Long enough for any machine.
const SOON: Duration = Duration::from_secs(20);

/// A running pilot with `acme/shop`, whose deliveries need no signature here.
async fn connected(pool: &PgPool) -> (testing::Cast, ConnectionId) {
    let cast = testing::started_pilot(pool, now()).await.expect("a pilot");
    store::github::connect(pool, cast.pilot, cast.sponsor, "acme/shop", (None, "word"), now())
        .await
        .expect("connected");
    let id = sqlx::query_scalar("select connection_id from connection")
        .fetch_one(pool)
        .await
        .expect("one");
    (cast, ConnectionId(id))
}

async fn arrives(pool: &PgPool, connection: ConnectionId, (guid, event): (&str, &str), body: &str) {
    let new = store::github::receive(pool, connection, (guid, event), body.as_bytes(), now())
        .await
        .expect("the database answers");
    assert!(new, "{guid}");
}

async fn work(pool: &PgPool, hours: i64) {
    while server::worker::work_some(pool, now() + TimeDelta::hours(hours))
        .await
        .expect("the database answers")
    {}
}

/// A commit pushed to `repository`.
fn push(repository: &str, sha: char) -> String {
    let sha = sha.to_string().repeat(40);
    json!({
        "ref": "refs/heads/word", "before": "0".repeat(40), "after": sha, "created": true, "deleted": false, "forced": false,
        "sender": { "login": "mira-codes", "id": 7, "type": "User" }, "pusher": { "name": "mira-codes" },
        "repository": { "full_name": repository, "default_branch": "main", "pushed_at": now().timestamp() },
        "commits": [{ "id": sha, "message": "Begin", "distinct": true, "timestamp": "2026-03-02T09:00:00Z",
            "author": { "name": "Mira", "username": "mira-codes" } }],
    })
    .to_string()
}

/// Reads what is told until it shows these words; how many messages that took.
async fn shows(events: &mut Events, words: &[&str]) -> usize {
    let mut last = String::new();
    for count in 1.. {
        let Ok(told) = timeout(SOON, events.told(2 * SOON)).await else {
            panic!("{words:?} are not told; the last was {last}");
        };
        told["html"].as_str().unwrap_or_default().clone_into(&mut last);
        if words.iter().all(|words| last.contains(words)) {
            return count;
        }
    }
    unreachable!("messages are counted up to more than there are")
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_arrives_shows_on_open_data_pages_of_every_instance_and_nowhere_else(pool: PgPool) {
    let (one, two) = (TestApp::new(&pool), TestApp::new(&pool));
    one.set_up().await;
    let (_, connection) = connected(&pool).await;
    let dana = one.played_by("dana").await;
    let mira = one.played_by("mira").await;
    let listeners = [&one, &two].map(|app| tokio::spawn(app.listen(&pool)));
    let mut here = Events::at(&one, &dana, STREAM).await;
    let mut there = Events::at(&two, &dana, STREAM).await;
    let mut versions = Events::open(&one, &mira, "checkout").await;
    let mut numbers = Events::region(&one, &mira, "checkout").await;
    for events in [&mut here, &mut there] {
        shows(events, &["Nothing has arrived yet", ">None yet<"]).await;
    }
    versions.told(SOON).await;
    numbers.told(SOON).await;

    // A delivery is stored: no entry of the log says so.
    arrives(&pool, connection, ("guid-1", "ping"), "{}").await;
    for events in [&mut here, &mut there] {
        shows(events, &[">Waiting<", "ping on Mon 2 Mar 2026", "1, 1 waiting"]).await;
    }
    // It is worked on; the log has no entry of the first that every webhook sends.
    work(&pool, 0).await;
    for events in [&mut here, &mut there] {
        shows(events, &[">Arrived<", "ping: the webhook works", "data-piece>1</div>"]).await;
    }
    // The connections that hear of entries are lost: this does not depend on them.
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen %'";
    assert_eq!(one.count(cut).await, 2);
    store::github::refuse(&pool, connection, "The signature does not fit.", now())
        .await
        .expect("noted");
    for events in [&mut here, &mut there] {
        shows(
            events,
            &[">Refused</span> on Mon 2 Mar 2026", "The signature does not fit."],
        )
        .await;
    }
    // Of all this nobody else heard: neither who follows entries nor who follows numbers.
    for events in [&mut versions, &mut numbers] {
        assert!(timeout(Duration::from_millis(1500), events.told(SOON)).await.is_err());
    }
    // One of another repository, one that is used, one that is given up after five attempts.
    arrives(&pool, connection, ("guid-2", "push"), &push("acme/other", 'a')).await;
    work(&pool, 0).await;
    shows(
        &mut here,
        &[">Not used<", "1 delivery was not used: they are about acme/other"],
    )
    .await;
    arrives(&pool, connection, ("guid-3", "push"), &push("acme/shop", 'b')).await;
    work(&pool, 0).await;
    shows(&mut here, &[">Arrived<", "push on Mon 2 Mar 2026"]).await;
    arrives(&pool, connection, ("guid-4", "pull_request"), "{}").await;
    for hours in 0..6 {
        work(&pool, hours).await;
    }
    shows(
        &mut here,
        &["Deliveries that failed", "action=\"/do/data/replay\"", "4, 1 failed"],
    )
    .await;

    for app in [&one, &two] {
        app.stop.cancel();
    }
    for listener in listeners {
        timeout(SOON, listener).await.expect("it stops").expect("it is whole");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_changes_beside_the_log_and_is_no_delivery_is_told_to_nobody(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let (_, connection) = connected(&pool).await;
    let dana = app.played_by("dana").await;
    let listener = tokio::spawn(app.listen(&pool));
    let mut events = Events::at(&app, &dana, STREAM).await;
    shows(&mut events, &["Nothing has arrived yet"]).await;
    let beside = "select number from pilot_change where person_id = 0";
    let before = app.count(beside).await;
    app.sql("update person set name = 'Mira Vale' where email = 'mira@example.com'")
        .await;
    assert!(app.count(beside).await > before, "it is counted");
    assert!(timeout(Duration::from_millis(2500), events.told(SOON)).await.is_err());
    // The next that is told is the delivery.
    arrives(&pool, connection, ("guid-1", "ping"), "{}").await;
    assert_eq!(shows(&mut events, &["ping on Mon 2 Mar 2026"]).await, 1);
    app.stop.cancel();
    timeout(SOON, listener).await.expect("it stops").expect("it is whole");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_hundred_deliveries_are_told_and_read_once_a_second_at_most(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let (_, connection) = connected(&pool).await;
    let dana = app.played_by("dana").await;
    let listener = tokio::spawn(app.listen(&pool));
    let mut pages = Vec::new();
    for _ in 0..3 {
        let mut page = Events::at(&app, &dana, STREAM).await;
        shows(&mut page, &["Nothing has arrived yet"]).await;
        pages.push(page);
    }
    let began = Instant::now();
    let burst = async {
        for number in 0..200 {
            arrives(&pool, connection, (&format!("guid-{number}"), "ping"), "{}").await;
            if number % 10 == 9 {
                work(&pool, 0).await;
            }
        }
    };
    // All of them at the same time, as pages do.
    let all_shown = join_all(pages.iter_mut().map(|page| shows(page, &["data-piece>200</div>"])));
    let ((told, ()), asked) = statements(async { tokio::join!(all_shown, burst) }).await;
    // One for each second that began, and one for the second that was under way.
    let at_most = usize::try_from(began.elapsed().as_secs()).expect("few") + 2;
    for count in told {
        assert!(count <= at_most, "{count} messages, {at_most} at most");
    }
    // However many pages follow, what they show is read once for all of them.
    let read = asked.iter().filter(|one| one.contains("as \"elsewhere!")).count();
    assert!((1..=at_most).contains(&read), "{read} readings, {at_most} at most");
    // Nobody follows any more: nobody looks.
    drop(pages);
    let quiet = tokio::time::sleep(Duration::from_millis(2500));
    let ((), asked) = statements(quiet).await;
    assert!(!asked.iter().any(|one| one.contains("unnest")), "{asked:#?}");
    app.stop.cancel();
    timeout(SOON, listener).await.expect("it stops").expect("it is whole");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_page_that_is_as_it_should_be_is_sent_nothing_and_has_every_piece(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let (_, connection) = connected(&pool).await;
    arrives(&pool, connection, ("guid-1", "ping"), "{}").await;
    arrives(&pool, connection, ("guid-2", "pull_request"), "{}").await;
    for hours in 0..6 {
        work(&pool, hours).await;
    }
    let dana = app.played_by("dana").await;
    let page = dana.get("/p/checkout/data").await;
    let (_, rest) = page.text.split_once("data-digest=\"").expect("a digest");
    let (digest, _) = rest.split_once('"').expect("its end");
    let told = Events::at(&app, &dana, &format!("{STREAM}&shows={digest}"))
        .await
        .told(SOON)
        .await;
    assert!(told["html"].is_null(), "{told}");
    let told = Events::at(&app, &dana, STREAM).await.told(SOON).await;
    let html = told["html"].as_str().expect("all pieces");
    let pieces: Vec<&str> = html.split("<div id=\"").skip(1).collect();
    assert_eq!(pieces.len(), 8, "seven of the repository, and what is spoken");
    for piece in pieces {
        let (id, rest) = piece.split_once("\" data-piece>").expect("an id");
        let inside = rest.strip_suffix("</div>").expect("its end");
        let there = page.text.split(&format!(" id=\"{id}\" data-piece=\"\"")).nth(1);
        let (_, there) = there.and_then(|rest| rest.split_once('>')).expect("the page has it");
        assert!(there.starts_with(inside), "{id}: {inside}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn only_who_may_open_the_data_page_follows_it_and_only_as_long(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let (cast, _) = connected(&pool).await;
    for address in [STREAM, "/p/checkout/live?region=elsewhere"] {
        app.anonymous().get(address).await.is(StatusCode::UNAUTHORIZED);
        ada.get(address).await.is(StatusCode::NOT_FOUND);
    }
    for name in ["mira", "lee", "priya", "omar"] {
        let member = app.played_by(name).await;
        member.get("/p/checkout/data").await.is(StatusCode::FORBIDDEN);
        member.get(STREAM).await.is(StatusCode::FORBIDDEN);
    }
    let dana = app.played_by("dana").await;
    dana.get("/p/checkout/live?region=elsewhere")
        .await
        .is(StatusCode::NOT_FOUND);
    let mut page = Events::at(&app, &dana, STREAM).await;
    let mut numbers = Events::region(&app, &dana, "checkout").await;
    page.told(SOON).await;
    numbers.told(SOON).await;
    // The role is taken away, by hand, and the person stays in the pilot.
    sqlx::query("update member set role = 'observer' where pilot_id = $1 and role = 'sponsor'")
        .bind(cast.pilot.0)
        .execute(&pool)
        .await
        .expect("one");
    timeout(Duration::from_secs(40), page.end()).await.expect("it ends");
    assert!(
        timeout(Duration::from_secs(1), numbers.end()).await.is_err(),
        "the numbers are theirs to read"
    );
}
