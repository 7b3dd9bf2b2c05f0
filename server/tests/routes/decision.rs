//! What the form of the decision says.

use sqlx::PgPool;
use store::testing;

use crate::support::{PASSWORD, TestApp, now};

/// Nobody committed and nobody answered: the agreed rule points to no choice, so each needs a reason.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_missing_reason_is_said_with_whatever_else_is_and_confirming_takes_the_password(pool: PgPool) {
    const WHY: &str = "Say why. The agreed rule does not point to this choice.";
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    app.clock.set("2026-04-06T09:00:00Z");
    dana.post("readout/take_snapshot", &[("pilot", "checkout")])
        .await
        .goes_to("/p/checkout/readout");
    let whole = [
        ("pilot", "checkout"),
        ("snapshot", "1"),
        ("choice", "expand"),
        ("attendees", "Dana, Priya"),
        ("next_step", "Write to the team"),
        ("owner", "Dana"),
        ("due_on", "2026-04-20"),
    ];
    // Alone it is the one problem.
    let refused = dana.post("decision/record", &whole).await;
    let page = dana.get(refused.is_refused()).await;
    page.says(WHY);
    assert!(!page.text.contains("Say who was there."));
    // With others it is said at once, not on the next try.
    let refused = dana.post("decision/record", &whole[..3]).await;
    dana.get(refused.is_refused())
        .await
        .says(WHY)
        .says("Say who was there.")
        .says("Say what happens next.")
        .says("Say who sees to it.");
    // White space is none.
    let mut blank = whole.to_vec();
    blank.push(("reason", " \n "));
    let refused = dana.post("decision/record", &blank).await;
    dana.get(refused.is_refused()).await.says(WHY);
    assert_eq!(app.count("select count(*) from decision").await, 0);
    let mut reasoned = whole.to_vec();
    reasoned.push(("reason", "Both teams want it."));
    dana.post("decision/record", &reasoned)
        .await
        .goes_to("/p/checkout/decision");
    assert_eq!(app.count("select count(*) from decision").await, 1);

    // Whoever finds Priya's browser open decides nothing.
    let priya = app.played_by("priya").await;
    let confirm = async |password| {
        let form = [("pilot", "checkout"), ("decision", "1"), ("password", password)];
        priya.post("decision/confirm", &form).await
    };
    let confirmed = "select count(*) from decision_confirmation";
    for wrong in ["", "not hers at all"] {
        let refused = confirm(wrong).await;
        let page = priya.get(refused.is_refused()).await;
        page.says("This is not your password. Nothing was confirmed.");
    }
    assert_eq!(app.count(confirmed).await, 0);
    confirm(PASSWORD).await.goes_to("/p/checkout/decision");
    assert_eq!(app.count(confirmed).await, 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn iterate_begins_a_second_proposal_and_what_was_recorded_before_stays_to_be_read(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let (dana, priya) = (app.played_by("dana").await, app.played_by("priya").await);
    let zoe = app
        .person(app.id("dana@example.com").await, "zoe@example.com", None)
        .await;
    app.clock.set("2026-04-06T09:00:00Z");
    dana.post("readout/take_snapshot", &[("pilot", "checkout")])
        .await
        .goes_to("/p/checkout/readout");
    let record = async |choice: &str, next: &str| {
        let fields = [
            ("pilot", "checkout"),
            ("snapshot", "1"),
            ("choice", choice),
            ("reason", "Both teams want it."),
            ("attendees", "Dana, Priya"),
            ("next_step", next),
            ("owner", "Olu"),
            ("due_on", "2026-04-20"),
        ];
        dana.post("decision/record", &fields)
            .await
            .goes_to("/p/checkout/decision");
    };
    record("expand", "Write to eleven teams").await;
    record("iterate", "Write the second proposal").await;
    let page = dana.get("/p/checkout/decision").await;
    page.says("Recorded before").says("Write to eleven teams");
    assert!(
        !page.text.contains("Begin the second proposal"),
        "nobody has confirmed it"
    );
    let form = [("pilot", "checkout"), ("decision", "2"), ("password", PASSWORD)];
    priya
        .post("decision/confirm", &form)
        .await
        .goes_to("/p/checkout/decision");
    // The one side decided begins it, the other reads that it can be.
    priya
        .get("/p/checkout/decision")
        .await
        .says("The sponsor begins it here.");
    dana.get("/p/checkout/decision")
        .await
        .says("Write to eleven teams")
        .says("Begin the second proposal")
        .says("People are not taken over");
    let name = [("pilot", "checkout"), ("name", "Checkout again")];
    let begun = dana.post("decision/iterate", &name).await;
    begun.goes_to("/p/checkout-again/proposal/first");
    dana.get("/p/checkout-again/proposal/first")
        .await
        .says("What differs from Checkout pilot")
        .says("No difference: the items and their path rules are the same.")
        .says("Readout");
    for page in ["/p/checkout-again", "/p/checkout-again/proposal"] {
        dana.get(page).await.says("which was decided to iterate");
    }
    priya.get("/p/checkout/decision").await.says("Open the second proposal");
    priya.get("/p/checkout-again").await.is(http::StatusCode::NOT_FOUND);
    // Whoever is in the second alone does not read the first by it.
    let dana_id = app.id("dana@example.com").await;
    let second = store::pilot::find(&pool, "checkout-again", dana_id, now())
        .await
        .unwrap();
    let (second, zoe_id) = (second.unwrap().0.pilot_id, app.id("zoe@example.com").await);
    testing::member(&pool, second, zoe_id, domain::person::Role::Observer, now())
        .await
        .unwrap();
    zoe.get("/p/checkout-again/proposal")
        .await
        .says("which was decided to iterate");
    zoe.get("/p/checkout-again/proposal/first")
        .await
        .is(http::StatusCode::NOT_FOUND);
    // Nothing is entered on the data page of what is decided.
    let data = dana.get("/p/checkout/data").await;
    let (_, main) = data.text.split_once("<main").expect("a page");
    assert!(!main.contains("action=\"/do/"), "a decided pilot takes no data");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_decision_to_expand_says_what_follows(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let (dana, priya) = (app.played_by("dana").await, app.played_by("priya").await);
    app.clock.set("2026-04-06T09:00:00Z");
    dana.post("readout/take_snapshot", &[("pilot", "checkout")]).await;
    let fields = [
        ("pilot", "checkout"),
        ("snapshot", "1"),
        ("choice", "expand"),
        ("reason", "Both teams want it."),
        ("attendees", "Dana, Priya"),
        ("next_step", "Write to the teams"),
        ("owner", "Olu"),
        ("due_on", "2026-04-20"),
    ];
    dana.post("decision/record", &fields)
        .await
        .goes_to("/p/checkout/decision");
    let form = [("pilot", "checkout"), ("decision", "1"), ("password", PASSWORD)];
    priya
        .post("decision/confirm", &form)
        .await
        .goes_to("/p/checkout/decision");
    let page = priya.get("/p/checkout/decision").await;
    page.says("two waves over a quarter")
        .says("There is no page for that plan here. Olu keeps it");
    assert!(!page.text.contains("Begin the second proposal"));
    let refused = dana
        .post("decision/iterate", &[("pilot", "checkout"), ("name", "Checkout again")])
        .await;
    dana.get(refused.is_refused())
        .await
        .says("A second proposal follows once both sides have decided to iterate.");
}
