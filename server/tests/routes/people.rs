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

/// What a newcomer reads first: a start is called a start only where a pilot starts, numbers that are promised are true, and
/// every word of our own is explained.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_newcomer_is_told_what_words_mean_and_nothing_is_called_a_start_before_it(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    for page in ["/", "/sign-in"] {
        app.anonymous()
            .get(page)
            .await
            .says("<meta name=\"description\" content=\"");
    }
    let home = ada.get("/").await;
    home.says("Begin a proposal");
    assert!(!home.text.contains("Start a pilot"));
    let form = ada.get("/pilots/new").await;
    // A list to choose a zone from, and no word to guess.
    form.says("<select id=\"zone\" name=\"zone\"")
        .says("value=\"Europe/Berlin\"");
    let fields = [("name", "Checkout"), ("zone", "Berlin"), ("built_in", "yes")];
    let refused = ada.post("pilot/add", &fields).await;
    ada.get(refused.is_refused()).await.says("<a href=\"#zone\">");
    let fields = [("name", "Checkout"), ("zone", "Europe/Berlin"), ("built_in", "yes")];
    let begun = ada.post("pilot/add", &fields).await;
    let page = ada.get(begun.location()).await;
    assert!(!page.text.contains("is started") && !page.text.contains("has started"));

    let help = ada.get("/help").await;
    let main = help.text.split("<main").nth(1).expect("a main part");
    let (steps, glossary) = main.split_once("Words").expect("a glossary");
    help.says("One pilot, seven steps.");
    assert_eq!(steps.split("<ol").nth(1).expect("the steps").matches("<li").count(), 7);
    for word in [
        "Arm", "Bar", "Baseline", "DRI", "Observer", "Readout", "Verdict", "Zone",
    ] {
        assert!(glossary.contains(&format!(">{word}<")), "{word}");
    }
}

/// Nobody is taken out of a role by one press: the page says who and what it means first.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_release_is_asked_about_first(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(by, "Checkout").await;
    app.person(by, "sam@example.com", Some((pilot, Role::Observer, None)))
        .await;
    let sam = app.id("sam@example.com").await;
    let people = ada.get(&format!("/p/{slug}/people")).await;
    assert!(!people.text.contains("/do/enrolment/release"), "no button in the list");
    let asks = format!("people/release?person={sam}&amp;role=observer");
    let link = people
        .text
        .split("<a ")
        .find(|link| link.contains(&asks))
        .expect("a link");
    assert!(
        link.contains("data-kind=\"quiet\""),
        "it is no larger than its row: {link}"
    );
    ada.get(&format!("/p/{slug}/people/release?person={sam}&role=observer"))
        .await
        .says("sam@example.com")
        .says("/do/enrolment/release");
    assert_eq!(
        app.count("select count(*) from member where role = 'observer'").await,
        1
    );
}
