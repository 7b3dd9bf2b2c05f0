//! How often a page asks the database. Each test counts what is sent while one page is answered.

use app::password::Passwords;
use http::StatusCode;
use server::example::PASSWORD;
use sqlx::PgPool;
use store::testing;
use tower::ServiceExt as _;

use crate::support::{TestApp, now, statements};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_page_for_signing_in_asks_nothing(pool: PgPool) {
    let app = TestApp::new(&pool);
    let (page, asked) = statements(app.anonymous().get("/sign-in")).await;
    page.is(StatusCode::OK);
    assert_eq!(asked, Vec::<String>::new());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn settings_ask_who_asks_and_for_the_account(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    // The first visit notes in the session when it was.
    ada.get("/").await.is(StatusCode::OK);
    let (page, asked) = statements(ada.get("/settings")).await;
    page.is(StatusCode::OK);
    // Who asks; sessions, the wish for another address, links that were made for them.
    assert_eq!(asked.len(), 4, "{asked:#?}");
    assert!(asked[0].contains("left join session"), "{}", asked[0]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_inbox_asks_the_same_of_any_number_of_pilots(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let running = testing::started_pilot(&pool, now()).await.unwrap();
    let people = [app.played_by("dana").await, app.played_by("mira").await];
    for person in &people {
        // The first visit notes in the session when it was.
        person.get("/").await.is(StatusCode::OK);
        app.clock.set("2026-03-02T09:01:00Z");
        let (page, asked) = statements(person.get("/")).await;
        page.is(StatusCode::OK).says("Checkout pilot");
        // Who asks; pilots; what waits in their comments; what was done.
        assert!(asked.len() <= 4, "{asked:#?}");
    }
    let approved = testing::pilot(&pool, "billing", now()).await.unwrap();
    testing::decided(&pool, &approved, domain::approval::Verdict::Approve, now())
        .await
        .unwrap();
    testing::copies(&pool, running.pilot, 9).await.unwrap();
    for person in &people {
        let (page, asked) = statements(person.get("/")).await;
        page.is(StatusCode::OK).says("Billing pilot").says("Checkout pilot 9");
        assert!(asked.len() <= 4, "{asked:#?}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_inbox_reads_of_pilots_only_what_has_changed(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let running = testing::started_pilot(&pool, now()).await.unwrap();
    testing::copies(&pool, running.pilot, 9).await.unwrap();
    let (dana, mira) = (app.played_by("dana").await, app.played_by("mira").await);
    for person in [&dana, &mira] {
        person.get("/").await.is(StatusCode::OK);
    }
    let reads = |asked: &[String]| asked.iter().filter(|one| one.contains("t.survey_opens")).count();
    // A minute later the page is made anew, from what is held of ten pilots.
    app.clock.set("2026-03-02T09:01:00Z");
    let (page, asked) = statements(dana.get("/")).await;
    page.says("Checkout pilot 9");
    assert_eq!(reads(&asked), 0, "{asked:#?}");
    // What was read for one of them is held for the other, who is in all of them, too.
    let (_, asked) = statements(mira.get("/")).await;
    assert_eq!(reads(&asked), 0, "{asked:#?}");
    // One of them changes: it is read again, and the page says so.
    app.sql("update pilot set name = 'Billing, renamed' where name = 'Checkout pilot 7'")
        .await;
    let (page, asked) = statements(dana.get("/")).await;
    page.says("Billing, renamed").says("Checkout pilot 9");
    assert!(!page.text.contains("Checkout pilot 7"), "{}", page.text);
    assert_eq!((reads(&asked), asked.len()), (1, 4), "{asked:#?}");
    // Whoever is out of a pilot finds it no more, whatever is held of it.
    app.sql(
        "delete from member m using person p, pilot t where p.person_id = m.person_id and t.pilot_id = m.pilot_id
             and p.email = 'mira@example.com' and t.name = 'Billing, renamed'",
    )
    .await;
    let page = mira.get("/").await;
    page.says("Checkout pilot 9");
    assert!(!page.text.contains("Billing"), "{}", page.text);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_page_of_a_pilot_asks_for_nothing_twice(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ready = testing::ready_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    dana.get("/").await.is(StatusCode::OK);
    // Of each page, with the facts of the pilot held and the page itself not: before the start, and after it. All ask
    // who asks.
    let pages = [
        // What waits in comments.
        ("", 2, 2),
        // The text that froze.
        ("/people", 1, 2),
        ("/start", 1, 2),
        // The version with its signatures, the history, and what is said of items; one's own draft.
        ("/zone", 5, 5),
        ("/zone/v/1", 3, 3),
        // The newest revision.
        ("/approval", 2, 2),
    ];
    // The inbox has read the pilot: its page asks who asks, and nothing more.
    let (_, loaded) = statements(dana.get("/p/checkout/people")).await;
    assert_eq!(loaded.len(), 1, "{loaded:#?}");
    // What the numbers rest on, for whether each criterion can still be met, is held with the version.
    dana.get("/p/checkout/start").await.is(StatusCode::OK);
    // Pages are made anew every minute.
    app.clock.set("2026-03-02T09:01:00Z");
    for (page, before, _) in pages {
        let (answer, asked) = statements(dana.get(&format!("/p/checkout{page}?before"))).await;
        answer.is(StatusCode::OK);
        assert_eq!(asked.len(), before, "{page}: {asked:#?}");
    }
    store::start::start(&pool, ready.pilot, &[], ready.sponsor, now())
        .await
        .unwrap();
    let (_, loaded) = statements(dana.get("/p/checkout/people")).await;
    assert_eq!(loaded.len(), 3, "{loaded:#?}");
    // The front page and the numbers have what they rest on from one place.
    dana.get("/p/checkout/metrics").await.is(StatusCode::OK);
    app.clock.set("2026-03-02T09:02:00Z");
    for (page, _, after) in pages {
        let (answer, asked) = statements(dana.get(&format!("/p/checkout{page}?after"))).await;
        answer.is(StatusCode::OK);
        assert_eq!(asked.len(), after, "{page}: {asked:#?}");
    }
}

/// The pages of a pilot, in their order.
const PAGES: &[&str] = &[
    "/",
    "/p/ferry-booking",
    "/p/ferry-booking/proposal",
    "/p/ferry-booking/proposal/history",
    "/p/ferry-booking/proposal/comments",
    "/p/ferry-booking/approval",
    "/p/ferry-booking/zone",
    "/p/ferry-booking/people",
    "/p/ferry-booking/survey",
    "/p/ferry-booking/week-one",
    "/p/ferry-booking/metrics",
    "/p/ferry-booking/metrics/review-cycles",
    "/p/ferry-booking/readout",
    "/p/ferry-booking/readout/4",
    "/p/ferry-booking/decision",
    "/p/ferry-booking/activity",
];

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_page_whose_version_is_held_asks_once(pool: PgPool) {
    let app = TestApp::new(&pool);
    server::example::ensure(&pool, &Passwords::default(), server::example::Example::Finished, now())
        .await
        .expect("the example");
    let (mut hanna, mut greta) = (app.anonymous(), app.anonymous());
    for (actor, email) in [(&mut hanna, "hanna@example.com"), (&mut greta, "greta@example.com")] {
        actor.sign_in(email, PASSWORD).await.goes_to("/");
        actor.get("/").await.is(StatusCode::OK);
    }
    for page in PAGES {
        hanna.get(page).await.is(StatusCode::OK);
        let (answer, asked) = statements(hanna.get(page)).await;
        answer.is(StatusCode::OK);
        assert_eq!(asked.len(), 1, "{page}: {asked:#?}");
    }
    // The numbers are held for everybody.
    for page in ["metrics", "metrics/review-cycles"] {
        let (answer, asked) = statements(greta.get(&format!("/p/ferry-booking/{page}"))).await;
        answer.is(StatusCode::OK);
        assert_eq!(asked.len(), 1, "{page}: {asked:#?}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_page_is_the_same_compressed_and_sent_again(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let (_, slug) = app.pilot(app.id("ada@example.com").await, "Checkout").await;
    let address = format!("/p/{slug}/proposal");
    ada.get("/").await.is(StatusCode::OK);
    let plain = ada.get(&address).await.text;
    for coding in ["br", "gzip, br;q=0.5", "br"] {
        let request = ada
            .request(http::Method::GET, &address)
            .header(http::header::ACCEPT_ENCODING, coding);
        let request = request.body(axum::body::Body::empty()).expect("a request");
        let response = app.router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.headers()["content-encoding"], "br");
        assert_eq!(response.headers()["vary"], "accept-encoding");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(response.headers().contains_key("content-security-policy"));
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("a body");
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut &body[..], &mut read).expect("brotli");
        assert_eq!(String::from_utf8(read).expect("text"), plain);
    }
    // Whoever takes none gets none.
    assert_eq!(ada.get(&address).await.text, plain);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_data_page_asks_the_same_of_any_number_of_deliveries(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let running = testing::started_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    dana.get("/").await.is(StatusCode::OK);
    for (name, deliveries, said) in [
        ("acme/shop", 3, "3, 3 waiting"),
        ("acme/web", 1000, "1000, 1000 waiting"),
        ("acme/api", 1001, "more than 1,000, more than 1,000 waiting"),
    ] {
        store::github::connect(&pool, running.pilot, running.sponsor, name, (None, name), now())
            .await
            .unwrap();
        let stored = "insert into delivery (connection_id, delivery_guid, event, body, received_at)
            select connection_id, n::text, 'ping', '{}', '2026-03-02 09:00Z' from connection, generate_series(1, $2) n
            where repository = $1";
        sqlx::query(stored)
            .bind(name)
            .bind(deliveries)
            .execute(&pool)
            .await
            .unwrap();
        // The facts of the pilot are held from here on.
        dana.get("/p/checkout/people").await.is(StatusCode::OK);
        let (page, asked) = statements(dana.get("/p/checkout/data")).await;
        page.is(StatusCode::OK).says(name);
        page.says(said);
        // Who asks; repositories; features; pull requests.
        assert_eq!(asked.len(), 4, "{asked:#?}");
    }
}
