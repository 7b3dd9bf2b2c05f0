//! Whoever runs the installation: what they see of accounts and pilots, what they do, and that it is no say in any pilot.

use std::time::{Duration, Instant};

use domain::person::Role;
use http::StatusCode;
use sqlx::PgPool;
use store::testing;

use crate::live::Events;
use crate::support::{PASSWORD, TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_closed_account_has_no_access_from_that_moment_on(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(by, "Checkout").await;
    let observer = Some((pilot, Role::Observer, None));
    let olga = app.person(by, "olga@example.com", observer).await;
    let otto = app.person(by, "otto@example.com", observer).await;
    let id = app.id("olga@example.com").await.to_string();
    let listener = tokio::spawn(app.listen(&pool));
    let mut hers = Events::open(&app, &olga, &slug).await;
    let mut his = Events::open(&app, &otto, &slug).await;
    hers.told(Duration::from_secs(10)).await;
    his.told(Duration::from_secs(10)).await;
    // The listener is there once a change is heard of.
    olga.post(
        "comment/start",
        &[
            ("pilot", &slug),
            ("base", "1"),
            ("section", "opening"),
            ("text", "Why?"),
        ],
    )
    .await;
    hers.told(Duration::from_secs(10)).await;

    let close = async |reason: &str| {
        let form = [("person", id.as_str()), ("closing_reason", reason)];
        ada.post("account/disable", &form).await
    };
    let refused = close(" ").await;
    ada.get(refused.is_refused()).await.says("Say why.");
    let page = format!("/admin/person/{id}");
    close("Left the company").await.goes_to(&page);
    let began = Instant::now();
    olga.get("/settings").await.goes_to("/sign-in?next=/settings");
    app.anonymous().sign_in("olga@example.com", PASSWORD).await.is_refused();
    tokio::time::timeout(Duration::from_secs(5), hers.end())
        .await
        .expect("the open stream ends at once, and not when it is asked again after ten seconds");
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    assert!(
        tokio::time::timeout(Duration::from_millis(500), his.end())
            .await
            .is_err(),
        "whoever still may goes on listening"
    );
    ada.get(&page)
        .await
        .says("The account of olga@example.com is closed.")
        .says("Closed since Mon 2 Mar 2026");
    let again = close("Once more").await;
    ada.get(again.is_refused()).await.says("is closed already");
    // Their part stays as it is recorded, and a link that was made before opens nothing.
    assert_eq!(
        app.count("select count(*) from member m join person using (person_id) where email like 'olga%'")
            .await,
        1
    );

    ada.post("account/enable", &[("person", &id)]).await.goes_to(&page);
    olga.get("/settings").await.goes_to("/sign-in?next=/settings");
    app.anonymous().sign_in("olga@example.com", PASSWORD).await.goes_to("/");
    let own = by.to_string();
    let refused = ada
        .post("account/disable", &[("person", &own), ("closing_reason", "Enough")])
        .await;
    ada.get(refused.is_refused()).await.says("This is your own account.");
    for (person, status) in [("999999", StatusCode::NOT_FOUND), ("x", StatusCode::NOT_FOUND)] {
        ada.get(&format!("/admin/person/{person}")).await.is(status);
        let form = [("person", person), ("closing_reason", "Enough")];
        ada.post("account/disable", &form).await.is(status);
    }
    app.stop.cancel();
    listener.await.unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_reset_link_made_in_the_browser_says_who_made_it_and_why(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let bob = app.person(by, "bob@example.com", None).await;
    let id = app.id("bob@example.com").await.to_string();
    let page = format!("/admin/person/{id}");
    let form = [("person", id.as_str()), ("reset_reason", "Bob asked on the phone")];
    ada.post("account/make_reset_link", &form).await.goes_to(&page);
    let shown = ada.get(&page).await;
    let (_, rest) = shown
        .text
        .split_once("href=\"http://127.0.0.1:8080/reset/")
        .expect("a link");
    let link = rest.split_once('"').expect("its end").0.to_owned();
    assert!(!ada.get(&page).await.text.contains(&link), "it is shown once");
    bob.get("/settings")
        .await
        .says("by Ada: Bob asked on the phone.")
        .says("It was not used.");
    let form = [("token", link.as_str()), ("password", "a sentence nobody forgets")];
    app.anonymous().post("account/reset_password", &form).await.goes_to("/");
    let bob = app.anonymous();
    bob.sign_in("bob@example.com", "a sentence nobody forgets")
        .await
        .goes_to("/");
    bob.get("/settings").await.says("It was used.");
    let logged = "select count(*) from activity where action = 'person.make_reset_link'
        and detail::json ->> 'reason' = 'Bob asked on the phone' and person_id = (select person_id from person where site_admin)";
    assert_eq!(app.count(logged).await, 1);
}

/// The pages of a pilot, its exports and its stream.
const OF_A_PILOT: [&str; 19] = [
    "",
    "/proposal",
    "/approval",
    "/zone",
    "/people",
    "/people/consent",
    "/people/feature/new_model",
    "/people/baseline",
    "/start",
    "/week-one",
    "/survey",
    "/metrics",
    "/data",
    "/readout",
    "/decision",
    "/activity",
    "/activity/export",
    "/evidence-bundle",
    "/live",
];

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn running_the_installation_is_no_say_in_a_pilot(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    for page in OF_A_PILOT {
        ada.get(&format!("/p/checkout{page}")).await.is(StatusCode::NOT_FOUND);
    }
    // The installation's page names the pilot and who answers for it, and nothing that is said in it.
    let page = ada.get("/admin").await;
    page.is(StatusCode::OK)
        .says("Checkout pilot")
        .says("Dana")
        .says("Started");
    let terms = store::proposal::latest(&pool, cast.pilot).await.unwrap();
    for section in domain::document::sections(&terms.body) {
        let words = section.title.trim();
        assert!(words.len() < 8 || !page.text.contains(words), "{words}");
    }
    assert!(!page.text.contains("/p/checkout"), "no way leads into it");
    // What they do for accounts gives nobody a role, and them none.
    let roles = "select count(*) from member";
    let before = app.count(roles).await;
    let dana = app.id("dana@example.com").await.to_string();
    ada.post("account/disable", &[("person", &dana), ("closing_reason", "A test")])
        .await;
    ada.post("account/enable", &[("person", &dana)]).await;
    assert_eq!(app.count(roles).await, before);
    ada.get("/p/checkout").await.is(StatusCode::NOT_FOUND);
    let invite = [
        ("pilot", "checkout"),
        ("name", "Ada"),
        ("email", "ada@example.com"),
        ("role", "approver"),
    ];
    ada.post("account/invite", &invite).await.is(StatusCode::NOT_FOUND);
    assert_eq!(app.count(roles).await, before);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nobody_else_sees_the_installation(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let bob = app.person(by, "bob@example.com", None).await;
    let id = by.to_string();
    for page in [
        "/admin".to_owned(),
        format!("/admin/person/{id}"),
        "/admin/person/999999".to_owned(),
    ] {
        bob.get(&page).await.is(StatusCode::FORBIDDEN);
    }
    assert!(!bob.get("/").await.text.contains("/admin"));
    ada.get("/").await.says("href=\"/admin\"");
    // Failed sign-ins are shown by what was typed.
    app.anonymous()
        .sign_in("mallory@example.com", "a wrong password")
        .await
        .is_refused();
    app.anonymous()
        .sign_in("mallory@example.com", "another wrong one")
        .await
        .is_refused();
    ada.get("/admin").await.says("mallory@example.com");
}
