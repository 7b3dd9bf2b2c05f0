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
