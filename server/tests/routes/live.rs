//! Open pages hear of changes, on every instance, and again after the database went away.

use std::pin::Pin;
use std::time::{Duration, Instant};

use axum::body::Body;
use futures::{Stream, StreamExt as _};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::PgPool;
use store::testing::{Entry, append};
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::support::{Actor, TestApp, now};

/// An open event stream.
pub struct Events {
    bytes: Pin<Box<dyn Stream<Item = Result<axum::body::Bytes, axum::Error>> + Send>>,
    unread: String,
}

impl Events {
    /// Of a pilot's versions.
    pub async fn open(app: &TestApp, actor: &Actor, slug: &str) -> Self {
        Self::at(app, actor, &format!("/p/{slug}/live")).await
    }

    /// Of the live region of a pilot's metrics.
    pub async fn region(app: &TestApp, actor: &Actor, slug: &str) -> Self {
        Self::at(app, actor, &format!("/p/{slug}/live?region=metrics")).await
    }

    /// At an address.
    pub async fn at(app: &TestApp, actor: &Actor, address: &str) -> Self {
        let request = actor
            .request(Method::GET, address)
            .body(Body::empty())
            .expect("a request");
        let response = app.router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK);
        let header = |name: &str| response.headers()[name].to_str().expect("readable").to_owned();
        assert_eq!(header("content-type"), "text/event-stream");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-accel-buffering"), "no");
        assert!(response.headers().get("content-encoding").is_none());
        Self {
            bytes: Box::pin(response.into_body().into_data_stream()),
            unread: String::new(),
        }
    }

    /// The next version, within `limit`.
    async fn next(&mut self, limit: Duration) -> i64 {
        self.told(limit).await["version"].as_i64().expect("a version")
    }

    /// Waits for its end.
    pub async fn end(&mut self) {
        while self.bytes.next().await.is_some() {}
    }

    /// What is told next, within `limit`.
    pub async fn told(&mut self, limit: Duration) -> Value {
        timeout(limit, async {
            loop {
                if let Some((event, rest)) = self.unread.split_once("\n\n") {
                    let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                    let told = data.map(|data| serde_json::from_str(data).expect("JSON"));
                    self.unread = rest.to_owned();
                    if let Some(told) = told {
                        return told;
                    }
                } else {
                    let bytes = self.bytes.next().await.expect("the stream goes on").expect("bytes");
                    self.unread.push_str(&String::from_utf8_lossy(&bytes));
                }
            }
        })
        .await
        .expect("something is told in time")
    }
}

impl Events {
    /// The next event of this kind, within `limit`; others are passed over.
    async fn hears(&mut self, kind: &str, limit: Duration) {
        let line = format!("event: {kind}\n");
        timeout(limit, async {
            while !self.unread.contains(&line) {
                let bytes = self.bytes.next().await.expect("the stream goes on").expect("bytes");
                self.unread.push_str(&String::from_utf8_lossy(&bytes));
            }
        })
        .await
        .expect("it is heard in time");
        self.unread.clear();
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_stream_that_cannot_know_says_so_until_it_knows(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(id, "Checkout").await;
    let listener = tokio::spawn(app.listen(&pool));
    let mut events = Events::region(&app, &ada, &slug).await;
    events.told(Duration::from_secs(3)).await;
    app.sql("alter table revision rename to hidden").await;
    change(&app, pilot.0).await;
    events.hears("unsure", Duration::from_secs(3)).await;
    app.sql("alter table hidden rename to revision").await;
    let newest = version(&app).await;
    assert_eq!(events.next(Duration::from_secs(5)).await, newest);
    // What shows that the stream is there is an event, too: a page hears of no comments.
    events.hears("beat", Duration::from_secs(20)).await;
    app.stop.cancel();
    timeout(Duration::from_secs(8), listener).await.unwrap().unwrap();
}

async fn change(app: &TestApp, pilot: i64) {
    let entry = Entry {
        at: now(),
        person: None,
        pilot: Some(domain::ids::PilotId(pilot)),
        action: "test.change",
        detail: json!({}),
    };
    append(&app.pool, entry).await.expect("an entry");
}

async fn version(app: &TestApp) -> i64 {
    app.count("select max(seq) from activity").await
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_open_page_hears_of_every_change_on_any_instance(pool: PgPool) {
    let (one, two) = (TestApp::new(&pool), TestApp::new(&pool));
    let ada = one.set_up().await;
    let id = one.id("ada@example.com").await;
    let (pilot, slug) = one.pilot(id, "Checkout").await;
    let (other, _) = one.pilot(id, "Billing").await;
    change(&one, pilot.0).await;
    let first = version(&one).await;
    let listeners = [&one, &two].map(|app| tokio::spawn(app.listen(&app.pool)));

    let mut here = Events::open(&one, &ada, &slug).await;
    let mut there = Events::open(&two, &ada, &slug).await;
    let soon = Duration::from_secs(2);
    assert_eq!(here.next(soon).await, first);
    assert_eq!(there.next(soon).await, first);

    // The listeners may still be connecting: they read everything again once they listen.
    for _ in 0..3 {
        change(&one, pilot.0).await;
        let newest = version(&one).await;
        for events in [&mut here, &mut there] {
            while events.next(soon).await != newest {}
        }
    }
    // A burst ends in the newest version; another pilot's change says nothing here.
    for _ in 0..20 {
        change(&one, pilot.0).await;
    }
    let newest = version(&one).await;
    change(&one, other.0).await;
    while here.next(soon).await != newest {}
    assert!(timeout(Duration::from_millis(400), here.next(soon)).await.is_err());

    // A rollback is never announced.
    let mut tx = pool.begin().await.unwrap();
    sqlx::query(
        "insert into activity (seq, at, pilot_id, action, detail, prev, hash)
         select seq + 1, now(), $1, 'test.rollback', '{}', hash, hash from activity_head",
    )
    .bind(pilot.0)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.rollback().await.unwrap();
    assert!(timeout(Duration::from_millis(400), here.next(soon)).await.is_err());

    for app in [&one, &two] {
        app.stop.cancel();
    }
    for listener in listeners {
        timeout(Duration::from_secs(5), listener).await.unwrap().unwrap();
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_listener_that_loses_the_database_finds_it_again(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(id, "Checkout").await;
    let listener = tokio::spawn(app.listen(&pool));
    let mut events = Events::open(&app, &ada, &slug).await;
    events.next(Duration::from_secs(2)).await;
    change(&app, pilot.0).await;
    events.next(Duration::from_secs(3)).await;

    for round in 0..2 {
        let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen %'";
        assert_eq!(app.count(cut).await, 1, "round {round}");
        // Announced to nobody.
        change(&app, pilot.0).await;
        let newest = version(&app).await;
        let began = Instant::now();
        while events.next(Duration::from_secs(8)).await != newest {}
        assert!(began.elapsed() < Duration::from_secs(8));
        // And heard at once again.
        change(&app, pilot.0).await;
        let newest = version(&app).await;
        while events.next(Duration::from_secs(3)).await != newest {}
    }
    app.stop.cancel();
    timeout(Duration::from_secs(8), listener).await.unwrap().unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_stream_ends_with_the_session_and_with_the_part_in_the_pilot(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(id, "Checkout").await;
    let observer = Some((pilot, domain::person::Role::Observer, None));
    let olga = app.person(id, "olga@example.com", observer).await;
    let otto = app.person(id, "otto@example.com", observer).await;
    let mut stays = Events::open(&app, &ada, &slug).await;
    let mut leaves = Events::open(&app, &olga, &slug).await;
    let mut removed = Events::open(&app, &otto, &slug).await;
    for events in [&mut stays, &mut leaves, &mut removed] {
        events.next(Duration::from_secs(10)).await;
    }
    olga.post("account/sign_out", &[]).await.is(StatusCode::SEE_OTHER);
    app.sql("delete from member m using person p where m.person_id = p.person_id and p.email = 'otto@example.com'")
        .await;
    let end = async |events: &mut Events| while events.bytes.next().await.is_some() {};
    // Each is asked for after ten seconds; a machine that is busy with other tests may take its time.
    for events in [&mut leaves, &mut removed] {
        timeout(Duration::from_secs(40), end(events))
            .await
            .expect("the stream ends soon after the right to read it");
    }
    assert!(
        timeout(Duration::from_secs(1), end(&mut stays)).await.is_err(),
        "whoever still may goes on listening"
    );
}
