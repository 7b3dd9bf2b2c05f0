//! Review hours, as each person sees them.

use http::StatusCode;
use sqlx::PgPool;
use store::testing;

use crate::support::{TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_dri_logs_a_week_in_one_tap_and_sponsor_and_approver_see_the_sum(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let [dana, priya, lee, kim, mira] = [
        app.played_by("dana").await,
        app.played_by("priya").await,
        app.played_by("lee").await,
        app.played_by("kim").await,
        app.played_by("mira").await,
    ];

    let page = lee.get("/p/checkout/hours").await;
    page.is(StatusCode::OK)
        .says("How many hours have you reviewed in week 1 so far?")
        .says(r#"name="hours" value="2""#);
    assert!(!page.text.contains("By engineering DRI"));
    let week = |more: (&'static str, &'static str)| [("pilot", "checkout"), ("week", "1"), more];
    lee.post("hours/log", &week(("hours", "2")))
        .await
        .goes_to("/p/checkout/hours");
    lee.get("/p/checkout/hours")
        .await
        .says("You logged 2 h for week 1. Change it?");
    // What cannot be is said beside the field, and stays.
    let refused = kim.post("hours/log", &week(("other", "a few"))).await;
    let again = kim.get(refused.location()).await;
    again.says("Enter a number in digits, such as 3 or 0.75.").says("a few");
    kim.post("hours/log", &week(("other", "0,75")))
        .await
        .goes_to("/p/checkout/hours");
    // A DRI sees nobody's hours but their own.
    let own = kim.get("/p/checkout/hours").await;
    assert!(!own.says("0.75 h").text.contains("By engineering DRI"));

    for granted in [&dana, &priya] {
        let all = granted.get("/p/checkout/hours").await;
        all.says("2.75 h logged of").says("By engineering DRI");
        assert!(!all.text.contains("Change it?"));
        granted.get("/p/checkout").await.says("2.75 h logged of");
        granted
            .post("hours/log", &week(("hours", "1")))
            .await
            .is(StatusCode::FORBIDDEN);
    }
    mira.get("/p/checkout/hours").await.is(StatusCode::FORBIDDEN);
    assert!(!mira.get("/p/checkout").await.text.contains("h logged of"));
    // The log says that it was logged, never how many hours.
    let log = mira.get("/p/checkout/activity").await;
    assert!(!log.says("review hours").text.contains("0.75"));

    // Over without a word: the inbox asks, once for all weeks.
    app.clock.set("2026-03-17T09:00:00Z");
    lee.get("/").await.says("Log your review hours of week 2");
    lee.get("/p/checkout/hours")
        .await
        .says("How many hours did you review in week 2?");
}
