//! Arms with several pilot PMs on the people pages.

use domain::person::{Arm, Role};
use sqlx::PgPool;

use crate::support::TestApp;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn each_pm_of_an_arm_is_given_a_dri(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(by, "Checkout").await;
    let people = format!("/p/{slug}/people");
    let of = |role| Some((pilot, role, Some(Arm::NewModel)));
    app.person(by, "mira@example.com", of(Role::PilotPm)).await;
    let emil = app.person(by, "emil@example.com", of(Role::Dri)).await;
    app.person(by, "naomi@example.com", of(Role::Dri)).await;
    assert!(
        !ada.get(&people).await.text.contains("Who reviews whom"),
        "one PM needs no naming"
    );
    app.person(by, "ines@example.com", of(Role::PilotPm)).await;
    ada.get(&people)
        .await
        .says("Who reviews whom")
        .says("emil@example.com, new-model DRI, reviews");

    let id = |name: &str| {
        let email = format!("{name}@example.com");
        let app = &app;
        async move { app.id(&email).await.to_string() }
    };
    let (ines, of_emil, of_naomi) = (id("ines").await, id("emil").await, id("naomi").await);
    let fields = |dri: &str, pm: &str| {
        [("pilot", slug.as_str()), ("arm", "new_model"), ("dri", dri), ("pm", pm)]
            .map(|(name, value)| (name, value.to_owned()))
    };
    let send = |dri: String, pm: String| {
        let (ada, fields) = (&ada, fields(&dri, &pm));
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            ada.post("enrolment/assign_dri", &fields).await
        }
    };
    send(of_emil.clone(), ines.clone()).await.goes_to(&people);
    ada.get(&people)
        .await
        .says(&format!("<option value=\"{ines}\" selected>ines@example.com</option>"));
    emil.get(&format!("/p/{slug}/people/consent"))
        .await
        .says("Will you be the engineering DRI for ines@example.com, the new-model PM?");
    let refused = send(of_naomi, ines).await;
    let page = ada.get(refused.is_refused()).await;
    page.says("This pilot PM has an engineering DRI already. Each has one.");
    send(of_emil, String::new()).await.goes_to(&people);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_wrong_is_named_by_its_field(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let (_, slug) = app.pilot(app.id("ada@example.com").await, "Checkout").await;
    let long = "x".repeat(61);
    let somebody = [
        ("pilot", slug.as_str()),
        ("name", &long),
        ("email", "nobody"),
        ("role", "observer"),
    ];
    let refused = ada.post("account/invite", &somebody).await;
    ada.get(refused.is_refused())
        .await
        .says("<a href=\"#name\">Name: Use at most 60 characters.</a>")
        .says("<a href=\"#email\">E-mail address: ");

    // The same sentence twice, each with its own field.
    let feature = [("pilot", slug.as_str()), ("arm", "new_model")];
    let refused = ada.post("enrolment/save_feature", &feature).await;
    ada.get(refused.is_refused())
        .await
        .says("<a href=\"#idea_date\">Day of the idea: Enter a day")
        .says("<a href=\"#metric_read_on\">Read date: Enter a day")
        .says("<a href=\"#metric_direction\">Which way is it expected to move? Choose ");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_form_proposes_the_role_that_nobody_has(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(by, "Checkout").await;
    let people = format!("/p/{slug}/people");
    ada.get(&people).await.says("<option value=\"approver\" selected>");
    app.person(by, "sam@example.com", Some((pilot, Role::Observer, None)))
        .await;
    let priya = [
        ("pilot", slug.as_str()),
        ("name", "Priya"),
        ("email", "priya@example.com"),
        ("role", "approver"),
    ];
    ada.post("account/invite", &priya).await.goes_to(&people);
    // What was done says what is next.
    ada.get(&people)
        .await
        .says("Priya is invited.")
        .says("Next for you: <a href=\"/p/checkout/proposal/complete\">Fill ")
        .says("<option value=\"pilot_pm:new_model\" selected>");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_baseline_feature_leads_to_the_first_that_is_missing(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let (_, slug) = app.pilot(app.id("ada@example.com").await, "Checkout").await;
    // The template asks for four.
    for (position, next) in [("2", "/1"), ("1", "/3"), ("4", "/3"), ("3", "")] {
        let fields = [
            ("pilot", slug.as_str()),
            ("position", position),
            ("name", "Saved filters"),
            ("evidence", "A ticket"),
            ("idea_date", "2026-01-01"),
            ("first_commit_date", "2026-01-09"),
            ("shipped_on", "2026-02-01"),
            ("pull_requests", "7, 2026-01-10 09:00, 2026-01-11 09:00, 1"),
        ];
        let to = format!("/p/{slug}/people/baseline{next}");
        ada.post("baseline/save", &fields).await.goes_to(&to);
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_further_role_is_said_of_whom(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(by, "Checkout").await;
    app.person(by, "mira@example.com", Some((pilot, Role::Observer, None)))
        .await;
    let mira = app.id("mira@example.com").await.to_string();
    let fields = [
        ("pilot", slug.as_str()),
        ("person", &mira),
        ("as_role", "dri:old_model"),
    ];
    let given = ada.post("enrolment/give_role", &fields).await;
    ada.get(given.location())
        .await
        .says("mira@example.com has a further role now: engineering DRI, old model.");
}
