//! Dates that lie behind, ahead, or cross, wherever one is entered.

use sqlx::PgPool;
use store::testing;

use crate::support::{TestApp, now};

/// Today is Mon 2 Mar 2026.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_readout_in_the_past_is_agreed_nowhere(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::ready_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    let complete = [("pilot", "checkout"), ("base", "1"), ("readout_at", "2020-01-01T15:00")];
    let refused = dana.post("proposal/complete", &complete).await;
    dana.get(refused.is_refused())
        .await
        .says("The readout cannot be in the past, and Wed 1 Jan 2020 is. Choose a time to come.");
    // It was to come when it was written, on Fri 3 Apr, 16:00, and has passed since.
    app.clock.set("2026-04-03T14:00:00Z");
    let refused = dana
        .post("proposal/confirm_terms", &[("pilot", "checkout"), ("revision", "1")])
        .await;
    dana.get(refused.is_refused())
        .await
        .says("The readout cannot be in the past, and Fri 3 Apr 2026 is. Choose a time to come.");
    dana.get("/p/checkout/start")
        .await
        .says("The readout was agreed for Fri 3 Apr 2026, 16:00, which has passed.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_start_says_which_dates_cross(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::ready_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    // Four weeks from 2 March end with the 29th; the readout is on 3 April, the read date on 20 April.
    let start = dana.get("/p/checkout/start").await;
    start.says(
        "The read date of the new-model feature is Mon 20 Apr 2026, and the readout is agreed for Fri 3 Apr 2026, 16:00: \
         criterion 4 is not final by then.",
    );
    assert!(!start.text.contains("before the numbers are complete"));
    app.clock.set("2026-03-12T09:00:00Z");
    dana.get("/p/checkout/start").await.says(
        "The last week runs until the end of Wed 8 Apr 2026, and the readout is agreed for Fri 3 Apr 2026, 16:00: it comes \
         before the numbers are complete.",
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn values_ahead_and_due_dates_behind_are_refused(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    let points = [
        ("pilot", "checkout"),
        ("arm", "new_model"),
        ("points", "2026-03-02,41.5\n2026-03-09,42"),
    ];
    let refused = dana.post("data/add_points", &points).await;
    dana.get(refused.is_refused())
        .await
        .says("There can be no value of Mon 9 Mar 2026 yet: today is Mon 2 Mar 2026.");
    let points = app.count("select count(*) from outcome_point").await;
    assert_eq!(points, 0, "all lines or none");
    let decision = [("pilot", "checkout"), ("snapshot", "1"), ("due_on", "2020-01-01")];
    let refused = dana.post("decision/record", &decision).await;
    dana.get(refused.is_refused())
        .await
        .says("Wed 1 Jan 2020 has passed. Choose today, Mon 2 Mar 2026, or a later day.");
}

/// A survey week is said to close on its last day, never on the day after.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_week_ends_with_its_last_day(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let mira = app.played_by("mira").await;
    mira.get("/p/checkout/survey")
        .await
        .says("You can change it until <time datetime=\"2026-03-08T23:00:00Z\">the end of Sun 8 Mar 2026</time>.")
        .says("end of Sun 29 Mar 2026");
    mira.get("/").await.says("end of Sun 8 Mar 2026");
    mira.get("/p/checkout")
        .await
        .says("Until <time datetime=\"2026-03-29T22:00:00Z\">the end of Sun 29 Mar 2026</time>");
    for page in ["/", "/p/checkout", "/p/checkout/survey"] {
        let text = mira.get(page).await.text;
        assert!(!text.contains("00:00 CE"), "{page}");
    }
}
