//! What people change about their own account.

use http::StatusCode;
use sqlx::PgPool;

use crate::support::{PASSWORD, TestApp};

const NEW: &str = "a sentence nobody forgets";

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn another_password_takes_the_one_before_and_ends_every_other_session(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let elsewhere = app.signed_in("ada@example.com").await;
    let page = ada.get("/settings").await;
    page.says("This browser. ").says("Sign out elsewhere");
    assert_eq!(page.text.matches(", signed in ").count(), 2, "{}", page.text);
    let change = async |before: &str, new: &str| {
        let form = [("password", before), ("new_password", new)];
        ada.post("account/change_password", &form).await
    };
    let refused = change("not the password", NEW).await;
    let page = ada.get(refused.is_refused()).await;
    page.says("This is not your password. Nothing was changed.");
    assert!(!page.text.contains(NEW) && !page.text.contains("not the password"));
    let refused = change(PASSWORD, "short").await;
    ada.get(refused.is_refused()).await.says("Use at least 10 characters.");
    let refused = change(PASSWORD, PASSWORD).await;
    ada.get(refused.is_refused())
        .await
        .says("This is the password you have.");
    let kept = "select count(*) from refused_form where typed ? 'password' or typed ? 'new_password'";
    assert_eq!(app.count(kept).await, 0);
    elsewhere.get("/settings").await.is(StatusCode::OK);

    change(PASSWORD, NEW).await.goes_to("/settings");
    ada.get("/settings")
        .await
        .is(StatusCode::OK)
        .says("Other browsers are signed out.");
    elsewhere.get("/settings").await.goes_to("/sign-in?next=/settings");
    app.anonymous().sign_in("ada@example.com", PASSWORD).await.is_refused();
    app.anonymous().sign_in("ada@example.com", NEW).await.goes_to("/");
    let logged = "select count(*) from activity where action = 'person.change_password' and pilot_id is null";
    assert_eq!(app.count(logged).await, 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn signing_out_elsewhere_leaves_this_browser_and_everybody_else(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let bob = app.person(by, "bob@example.com", None).await;
    let (here, one, two) = (
        app.signed_in("bob@example.com").await,
        app.signed_in("bob@example.com").await,
        bob,
    );
    here.post("account/end_sessions", &[]).await.goes_to("/settings");
    let page = here.get("/settings").await;
    page.says("You are signed out in 2 other browsers.");
    assert!(!page.text.contains("Sign out elsewhere"), "nothing is left to end");
    for ended in [&one, &two] {
        ended.get("/settings").await.goes_to("/sign-in?next=/settings");
    }
    ada.get("/settings").await.is(StatusCode::OK);
    here.post("account/end_sessions", &[]).await.goes_to("/settings");
    here.get("/settings").await.says("You were signed in nowhere else.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_new_address_counts_once_it_is_confirmed_by_its_link(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let bob = app.person(by, "bob@example.com", None).await;
    let id = app.id("bob@example.com").await;
    let ask = async |email: &str| {
        let form = [("email", email), ("password", PASSWORD)];
        bob.post("account/ask_address", &form).await
    };
    // That somebody has it is told to nobody who has not shown that it is theirs.
    ask("ada@example.com").await.goes_to("/settings/email");
    bob.get("/settings/email")
        .await
        .says("ada@example.com has to be confirmed.");
    ask(" Bob@Example.ORG ").await.goes_to("/settings/email");
    bob.get("/settings")
        .await
        .says("bob@example.org waits to be confirmed.");
    app.anonymous().sign_in("bob@example.org", PASSWORD).await.is_refused();

    let page_of_bob = format!("/admin/person/{id}");
    let make = async || {
        let form = [("person", id.to_string())];
        let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        ada.post("account/make_address_link", &form).await.goes_to(&page_of_bob);
        let page = ada.get(&page_of_bob).await;
        page.says("Send this link to bob@example.org and nowhere else.");
        let (_, rest) = page
            .text
            .split_once("href=\"http://127.0.0.1:8080/new-address/")
            .expect("a link");
        rest.split_once('"').expect("its end").0.to_owned()
    };
    let (old, link) = (make().await, make().await);
    let anybody = app.anonymous();
    anybody
        .get(&format!("/new-address/{old}"))
        .await
        .is(StatusCode::NOT_FOUND)
        .says("a newer one took its place");
    for _ in 0..10 {
        let page = anybody.get(&format!("/new-address/{link}")).await;
        page.is(StatusCode::OK)
            .says("wants to sign in with bob@example.org instead of bob@example.com");
        assert_eq!(page.header("x-robots-tag"), "noindex");
    }
    assert_eq!(
        app.count("select count(*) from person where email = 'bob@example.org'")
            .await,
        0
    );
    app.clock.set("2026-03-05T09:00:00Z");
    anybody
        .get(&format!("/new-address/{link}"))
        .await
        .is(StatusCode::GONE)
        .says("This link has run out: it works for 72 hours.");
    anybody
        .post("account/confirm_address", &[("token", &link)])
        .await
        .is_refused();
    app.clock.set("2026-03-05T08:59:59Z");
    anybody
        .post("account/confirm_address", &[("token", &link)])
        .await
        .goes_to("/sign-in");
    anybody
        .get(&format!("/new-address/{link}"))
        .await
        .is(StatusCode::GONE)
        .says("bob@example.org is confirmed.");
    anybody
        .post("account/confirm_address", &[("token", &link)])
        .await
        .is_refused();
    app.anonymous().sign_in("bob@example.com", PASSWORD).await.is_refused();
    app.anonymous().sign_in("bob@example.org", PASSWORD).await.goes_to("/");
    anybody.get("/new-address/x").await.is(StatusCode::NOT_FOUND);
    // The address of the log's entries is nobody's business.
    let said = "select count(*) from activity where detail::text like '%example.org%'";
    assert_eq!(app.count(said).await, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_address_that_another_account_has_is_refused_to_whoever_received_the_link(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let by = app.id("ada@example.com").await;
    let bob = app.person(by, "bob@example.com", None).await;
    let id = app.id("bob@example.com").await;
    let form = [("email", "ada@example.com"), ("password", PASSWORD)];
    bob.post("account/ask_address", &form).await.goes_to("/settings/email");
    let token = app::token::Token::random();
    store::account::make_address_link(&pool, id, None, &token.hash(), crate::support::now())
        .await
        .unwrap();
    let refused = app
        .anonymous()
        .post("account/confirm_address", &[("token", token.as_str())])
        .await;
    refused.is_refused();
    assert_eq!(
        app.count("select count(*) from person where email = 'bob@example.com'")
            .await,
        1
    );
    // It can still be taken back.
    bob.post("account/drop_address", &[]).await.goes_to("/settings");
    let again = bob.post("account/drop_address", &[]).await;
    bob.get(again.is_refused())
        .await
        .says("No other e-mail address waits to be confirmed.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn another_name_shows_everywhere_at_once(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(by, "Checkout").await;
    let observer = Some((pilot, domain::person::Role::Observer, None));
    let olga = app.person(by, "olga@example.com", observer).await;
    let people = format!("/p/{slug}/people");
    ada.get(&people).await.says("olga@example.com");
    olga.post("account/rename", &[("name", "  Olga Petrova ")])
        .await
        .goes_to("/settings");
    ada.get(&people).await.says("Olga Petrova");
    let refused = olga.post("account/rename", &[("name", "\u{200b} ")]).await;
    olga.get(refused.is_refused()).await.says("Enter your name.");
    // The same again is no news.
    olga.post("account/rename", &[("name", "Olga Petrova")]).await;
    assert_eq!(
        app.count("select count(*) from activity where action = 'person.rename'")
            .await,
        1
    );
}
