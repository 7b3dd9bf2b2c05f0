//! Sessions: new at sign-in, dead after sign-out, the same on every instance.

use http::StatusCode;
use server::session::PgSessions;
use sqlx::PgPool;
use tower_sessions::SessionStore as _;
use tower_sessions::session::Id;

use crate::support::{PASSWORD, TestApp};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn signing_in_changes_the_session_and_leaves_the_earlier_one_dead(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    // A secret waits in Ada's session, for the next page.
    let form = [("name", "Cleo"), ("email", "cleo@example.com")];
    ada.post("account/invite_to_installation", &form)
        .await
        .goes_to("/admin");
    let (_, token) = app.invite(id, "bob@example.com", None).await;
    let before = ada.cookie_header();
    assert!(before.contains("countersign-8080="), "{before}");
    let planted = ada.copy();

    // By a link, in the same browser, as by a password: another session, which holds nothing of hers.
    let form = [("token", token.as_str()), ("name", "Bob"), ("password", PASSWORD)];
    ada.post("account/accept_invitation", &form).await.goes_to("/");
    assert_ne!(before, ada.cookie_header());
    planted.get("/settings").await.goes_to("/sign-in?next=/settings");
    let page = ada.get("/").await;
    page.is(StatusCode::OK).says("Welcome, Bob.");
    assert!(!page.text.contains("/invitation/"), "{}", page.text);

    let (before, planted) = (ada.cookie_header(), ada.copy());
    ada.sign_in("bob@example.com", PASSWORD).await.goes_to("/");
    assert_ne!(before, ada.cookie_header());
    ada.get("/settings").await.is(StatusCode::OK);
    planted.get("/settings").await.goes_to("/sign-in?next=/settings");

    // The id in the cookie is not what is stored.
    let stored = "select count(*) from session where length(session_hash) = 32 and revoked_at is null";
    assert!(app.count(stored).await >= 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_signed_out_session_stays_dead(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let thief = ada.copy();
    thief.get("/settings").await.is(StatusCode::OK);

    // A request that is under way when the session ends: it has loaded, and will save.
    let sessions = PgSessions(pool.clone());
    let cookie = ada.cookie_header();
    let id: Id = cookie
        .split("; ")
        .find_map(|pair| pair.strip_prefix("countersign-8080="))
        .expect("a session cookie")
        .parse()
        .expect("a session id");
    let mut under_way = sessions.load(&id).await.unwrap().expect("the session lives");

    ada.post("account/sign_out", &[]).await.goes_to("/sign-in");
    sessions.save(&under_way).await.unwrap();
    assert!(sessions.load(&id).await.unwrap().is_none());
    thief.get("/settings").await.goes_to("/sign-in?next=/settings");

    // Nor by creating it again under the same id.
    sessions.create(&mut under_way).await.unwrap();
    assert_ne!(under_way.id, id, "the id of a dead session is not given out again");
    assert!(sessions.load(&id).await.unwrap().is_none());

    // What was stored in it is gone, too.
    assert_eq!(
        app.count("select count(*) from session where revoked_at is not null and data <> '{}'")
            .await,
        0
    );
    ada.post("account/sign_out", &[]).await.goes_to("/sign-in");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn signing_out_wins_against_requests_under_way(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    for _ in 0..5 {
        let ada = app.signed_in("ada@example.com").await;
        let copies: Vec<_> = (0..10).map(|_| ada.copy()).collect();
        let storm = copies.iter().map(|copy| {
            let copy = copy.clone();
            tokio::spawn(async move { copy.post("account/invite_to_installation", &[]).await })
        });
        let storm: Vec<_> = storm.collect();
        ada.copy().post("account/sign_out", &[]).await.goes_to("/sign-in");
        for answer in futures::future::join_all(storm).await {
            assert!(!answer.unwrap().status.is_server_error());
        }
        for copy in &copies {
            copy.get("/settings").await.goes_to("/sign-in?next=/settings");
        }
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn somebody_disabled_is_out_at_once(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let id = app.id("ada@example.com").await;
    let bob = app.person(id, "bob@example.com", None).await;
    bob.get("/settings").await.is(StatusCode::OK);
    app.sql("update person set disabled_at = now() where email = 'bob@example.com'")
        .await;
    bob.get("/settings").await.goes_to("/sign-in?next=/settings");
    let answer = bob.post("account/invite_to_installation", &[]).await;
    assert!(answer.leads_back_to().starts_with("/admin?refused="));
    bob.sign_in("bob@example.com", PASSWORD).await.is_refused();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_session_counts_on_every_instance_and_ends_on_all(pool: PgPool) {
    let (one, two) = (TestApp::new(&pool), TestApp::new(&pool));
    let ada = one.set_up().await;
    ada.get("/settings").await.is(StatusCode::OK);
    ada.at(&two).get("/settings").await.is(StatusCode::OK);
    let copy = ada.copy();
    ada.at(&two).post("account/sign_out", &[]).await.goes_to("/sign-in");
    copy.at(&one).get("/settings").await.goes_to("/sign-in?next=/settings");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_session_ends_when_idle_and_after_a_week(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    app.sql("update session set expires_at = now() - interval '1 second'")
        .await;
    ada.copy().get("/settings").await.goes_to("/sign-in?next=/settings");
    app.sql("update session set expires_at = now() + interval '8 hours', created_at = now() - interval '8 days'")
        .await;
    ada.copy().get("/settings").await.goes_to("/sign-in?next=/settings");
    app.sql("update session set created_at = now() - interval '6 days'")
        .await;
    ada.get("/settings").await.is(StatusCode::OK);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_session_cookie_is_kept_from_scripts_and_other_sites(pool: PgPool) {
    let plain = TestApp::new(&pool);
    plain.set_up().await;
    let answer = plain.anonymous().sign_in("ada@example.com", PASSWORD).await;
    let cookie = answer.cookies().join("\n");
    for flag in ["countersign-8080=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(flag), "{flag} is missing in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");

    let secure = TestApp::at(&pool, &pool, "https://countersign.example");
    let answer = secure.anonymous().sign_in("ada@example.com", PASSWORD).await;
    let cookie = answer.cookies().join("\n");
    for flag in ["__Host-countersign=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(flag), "{flag} is missing in {cookie}");
    }

    // Whoever only looks gets no cookie.
    for page in ["/", "/sign-in", "/help"] {
        assert!(plain.anonymous().get(page).await.cookies().is_empty(), "{page}");
    }
}
