//! A pilot that nobody has signed: named anew, archived, taken back, put away. And the day it is meant to start on.

use domain::terms::Terms;
use domain::zone::Signatory;
use http::StatusCode;
use sqlx::PgPool;
use store::testing;

use crate::support::{TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_draft_is_renamed_and_its_links_go_on_working(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::pilot(&pool, "checkout", now()).await.unwrap();
    let (dana, mira) = (app.played_by("dana").await, app.played_by("mira").await);
    dana.get("/p/checkout").await.says("href=\"/p/checkout/draft\"");
    assert!(!mira.get("/p/checkout").await.text.contains("/draft"));
    dana.post(
        "pilot/rename",
        &[("pilot", "checkout"), ("name", "Basket <b>pilot</b>")],
    )
    .await
    .goes_to("/p/checkout/draft");
    mira.get("/p/checkout")
        .await
        .says("<h1>Basket &lt;b&gt;pilot&lt;/b&gt;</h1>");
    mira.get("/p/checkout/activity").await.says("renamed “");
    mira.post("pilot/rename", &[("pilot", "checkout"), ("name", "Mine")])
        .await
        .is(StatusCode::FORBIDDEN);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_archived_draft_asks_for_nothing_and_takes_nothing_until_it_is_back(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let gaps = testing::revision(&pool, &cast, &Terms::default(), now()).await;
    gaps.expect("a text with gaps, which are to be filled");
    let zone = testing::zone_version(&pool, cast.pilot, cast.sponsor, now()).await;
    zone.expect("a zone");
    let dana = app.played_by("dana").await;
    let asked = |page: &str| page.contains("href=\"/p/checkout/");
    assert!(asked(&dana.get("/").await.text), "something is to be done");
    dana.post("pilot/archive", &[("pilot", "checkout")])
        .await
        .goes_to("/p/checkout/draft");
    let inbox = dana.get("/").await;
    inbox.says("<h3>Archived</h3>").says("href=\"/p/checkout\"");
    assert!(!asked(&inbox.text), "nothing is asked");
    dana.get("/p/checkout/proposal")
        .await
        .says("Archived: nothing is asked");
    let before = app.count("select max(seq) from activity").await;
    for (endpoint, field) in [
        ("pilot/rename", ("name", "Other")),
        ("pilot/archive", ("", "")),
        ("pilot/plan_start", ("planned_start", "2026-06-01")),
        ("data/count", ("bot", "release-train")),
    ] {
        let refused = dana.post(endpoint, &[("pilot", "checkout"), field]).await;
        dana.get(refused.is_refused()).await.says("archived");
    }
    let invited = [
        ("pilot", "checkout"),
        ("name", "Noor"),
        ("email", "quentin@example.com"),
        ("role", "observer"),
    ];
    let refused = dana.post("account/invite", &invited).await;
    dana.get(refused.is_refused()).await.says("This draft is archived.");
    assert_eq!(app.count("select max(seq) from activity").await, before);
    dana.post("pilot/take_back", &[("pilot", "checkout")])
        .await
        .goes_to("/p/checkout");
    assert!(asked(&dana.get("/").await.text), "it asks again");
    assert!(!dana.get("/p/checkout").await.text.contains("Archived"));
    assert!(
        store::pilot::facts(&pool, cast.pilot)
            .await
            .unwrap()
            .archived_at
            .is_none()
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_draft_that_was_put_away_is_nowhere_and_its_entries_stay(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let (dana, mira) = (app.played_by("dana").await, app.played_by("mira").await);
    let observer = Some((cast.pilot, domain::person::Role::Observer, None));
    let (_, invitation) = app.invite(cast.sponsor, "quentin@example.com", observer).await;
    let page = app.anonymous().get(&format!("/invitation/{invitation}")).await;
    page.says("Checkout");
    let refused = dana.post("pilot/put_away", &[("pilot", "checkout")]).await;
    dana.get(refused.is_refused())
        .await
        .says("Tick that nobody needs its pages any more.");
    let entries = app.count("select count(*) from activity where pilot_id = 1").await;
    dana.post("pilot/put_away", &[("pilot", "checkout"), ("sure", "yes")])
        .await
        .goes_to("/");
    for actor in [&dana, &mira, &ada] {
        for page in ["", "/proposal", "/draft", "/activity", "/metrics"] {
            actor.get(&format!("/p/checkout{page}")).await.is(StatusCode::NOT_FOUND);
        }
        assert!(!actor.get("/").await.text.contains("/p/checkout"));
    }
    for endpoint in ["pilot/take_back", "pilot/rename", "pilot/archive"] {
        dana.post(endpoint, &[("pilot", "checkout"), ("name", "x")])
            .await
            .is(StatusCode::NOT_FOUND);
    }
    // Whoever was invited joins the installation all the same.
    let late = app.anonymous();
    let page = late.get(&format!("/invitation/{invitation}")).await;
    assert!(
        page.status.is_success() && !page.text.contains("Checkout"),
        "{}",
        page.text
    );
    assert_eq!(
        app.count("select count(*) from activity where pilot_id = 1").await,
        entries + 1,
        "what was written stays, and that it was put away"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_draft_that_was_put_away_is_brought_back_by_its_sponsor_alone(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let (dana, mira) = (app.played_by("dana").await, app.played_by("mira").await);
    let before = dana.get("/p/checkout/proposal").await;
    let away = ("draft", "checkout");
    // What is there is not brought back, by nobody.
    dana.post("pilot/bring_back", &[away]).await.is(StatusCode::NOT_FOUND);
    assert!(!dana.get("/").await.text.contains("Put away"));
    dana.get("/pilots/put-away").await.says("Nothing is put away.");
    dana.post("pilot/put_away", &[("pilot", "checkout"), ("sure", "yes")])
        .await
        .goes_to("/");
    let inbox = dana.get("/").await;
    inbox.says("Checkout pilot is put away. Nobody can open it until you bring it back.");
    // Now without the notice, and then as it is held.
    for _ in 0..2 {
        dana.get("/")
            .await
            .says("<a href=\"/pilots/put-away\">Put away (1)</a>");
    }
    dana.get("/pilots/put-away")
        .await
        .says("Put away since Mon 2 Mar 2026, 10:00 CET");
    // To a pilot PM of it and to whoever runs the installation it is nowhere.
    for actor in [&mira, &ada] {
        assert!(!actor.get("/").await.text.contains("Put away"));
        let list = actor.get("/pilots/put-away").await;
        assert!(!list.text.contains("Checkout"), "{}", list.text);
        actor.post("pilot/bring_back", &[away]).await.is(StatusCode::NOT_FOUND);
    }
    dana.post("pilot/bring_back", &[("draft", "billing")])
        .await
        .is(StatusCode::NOT_FOUND);
    dana.post("pilot/bring_back", &[away]).await.goes_to("/p/checkout");
    dana.get("/p/checkout").await.says("Checkout pilot is back, as it was.");
    let after = dana.get("/p/checkout/proposal").await;
    assert_eq!(before.text, after.text, "as it was");
    mira.get("/p/checkout/activity").await.says("brought the draft back");
    assert!(!dana.get("/").await.text.contains("Put away"));
    dana.post("pilot/bring_back", &[away]).await.is(StatusCode::NOT_FOUND);
    let verified = store::activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, store::activity::Verified::Whole { .. }));
    // Archived before, archived after.
    dana.post("pilot/archive", &[("pilot", "checkout")]).await;
    dana.post("pilot/put_away", &[("pilot", "checkout"), ("sure", "yes")])
        .await
        .goes_to("/");
    dana.post("pilot/bring_back", &[away]).await.goes_to("/p/checkout");
    let facts = store::pilot::facts(&pool, cast.pilot).await.unwrap();
    assert!(facts.archived_at.is_some());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_somebody_signed_or_is_asked_about_is_no_draft(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::ready_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    dana.get("/p/checkout/draft").await.says("Somebody has signed it.");
    for endpoint in ["pilot/rename", "pilot/archive", "pilot/put_away"] {
        let fields = [("pilot", "checkout"), ("name", "Other"), ("sure", "yes")];
        let refused = dana.post(endpoint, &fields).await;
        dana.get(refused.is_refused()).await.says("Somebody has signed it.");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_approval_with_conditions_is_a_signature_too(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let number = testing::revision(&pool, &cast, &testing::terms(), now()).await.unwrap();
    let zone = testing::zone_version(&pool, cast.pilot, cast.sponsor, now())
        .await
        .unwrap();
    sqlx::query(
        "with asked as (
             insert into approval_request (pilot_id, revision_number, zone_version, sent_by, sent_at)
             values ($1, $2, $3, $4, $5) returning approval_request_id),
         seat as (
             insert into approval_seat (approval_request_id, approver_id) select approval_request_id, $6 from asked)
         select 1",
    )
    .bind(cast.pilot.0)
    .bind(number)
    .bind(zone.number)
    .bind(cast.sponsor.0)
    .bind(now())
    .bind(cast.approver.0)
    .execute(&pool)
    .await
    .unwrap();
    let asked = store::pilot::facts(&pool, cast.pilot).await.unwrap().signed();
    assert_eq!((asked.ever, asked.is_asked), (false, true));
    sqlx::query(
        "insert into approval (approval_request_id, person_id, approver_id, verdict, asks, comment, digest, decided_at)
         select approval_request_id, $1, $1, 'approve_with_conditions', '[]', '', '', $2 from approval_request",
    )
    .bind(cast.approver.0)
    .bind(now())
    .execute(&pool)
    .await
    .unwrap();
    let signed = store::pilot::facts(&pool, cast.pilot).await.unwrap().signed();
    assert!(signed.ever);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_signature_under_an_older_zone_version_is_one_for_ever(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    testing::revision(&pool, &cast, &testing::terms(), now()).await.unwrap();
    let signed = async || store::pilot::facts(&pool, cast.pilot).await.unwrap().signed().ever;
    let zone = testing::zone_version(&pool, cast.pilot, cast.sponsor, now()).await;
    let zone = zone.unwrap();
    assert!(!signed().await);
    let version = (zone.number, &zone.digest);
    store::zone::sign(&pool, cast.pilot, cast.sponsor, Signatory::Sponsor, version, now())
        .await
        .unwrap();
    assert!(signed().await);
    sqlx::query(
        "insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at, matching)
         select pilot_id, number + 1, items, digest, summary, author_id, created_at, matching from zone_version",
    )
    .execute(&pool)
    .await
    .unwrap();
    let facts = store::pilot::facts(&pool, cast.pilot).await.unwrap();
    assert_eq!(
        facts.zone_version.as_ref().map(|(number, _)| *number),
        Some(zone.number + 1)
    );
    assert!(facts.signed().ever);
}

/// The pilot is of four weeks in Berlin, and its readout is agreed for 1 April 2026, 10:00; today is 2 March.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_start_is_planned_and_what_would_cross_is_said(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::ready_pilot(&pool, now()).await.unwrap();
    let (dana, mira) = (app.played_by("dana").await, app.played_by("mira").await);
    dana.get("/p/checkout/start").await.says("No day is planned.");
    let plan = async |day: &str| {
        dana.post("pilot/plan_start", &[("pilot", "checkout"), ("planned_start", day)])
            .await
    };
    for (day, sentence) in [
        ("2026-03-01", "has passed. A start can be planned for today"),
        ("26-03-09", "is not a day"),
        ("2101-01-01", "2100"),
        ("", "That is the planned start already."),
    ] {
        let refused = plan(day).await;
        dana.get(refused.is_refused()).await.says(sentence);
    }
    plan("2026-03-16").await.goes_to("/p/checkout/start");
    mira.get("/p/checkout").await.says("Planned for Mon 16 Mar 2026");
    mira.get("/p/checkout/start")
        .await
        .says("Planned for Mon 16 Mar 2026.")
        .says("comes before the numbers are complete");
    dana.get("/p/checkout/activity").await.says("for 16 Mar 2026");
    app.clock.set("2026-03-20T09:00:00Z");
    dana.get("/p/checkout")
        .await
        .says("Planned for Mon 16 Mar 2026, which has passed");
    // The dates cross by now, and that takes a word.
    let start = [("pilot", "checkout"), ("although", "1")];
    let refused = dana.post("pilot/start", &start).await;
    dana.get(refused.is_refused())
        .await
        .says("Tick that the pilot starts although its dates cross. Nothing was started.");
    dana.post("pilot/start", &[start[0], start[1], ("crossing", "yes")])
        .await
        .goes_to("/p/checkout/start");
    let refused = plan("2026-06-01").await;
    dana.get(refused.is_refused()).await.says("The pilot has started.");
}
