//! The start, when a criterion is lost before it.

use http::StatusCode;
use sqlx::PgPool;
use store::testing;

use crate::support::{TestApp, now};

/// The idea is of 23 February and the bar 7.7 days, so that the last day is 2 March.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_start_with_a_lost_criterion_takes_a_word(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::ready_pilot(&pool, now()).await.unwrap();
    let (dana, mira) = (app.played_by("dana").await, app.played_by("mira").await);
    let in_time = "The first commit has to come by Mon 2 Mar 2026 to meet the bar of 7.7 days, which is today.";
    let feature = "/p/checkout/people/feature/new_model";
    for page in ["/p/checkout/start", feature] {
        dana.get(page).await.says(in_time).says("Criterion 4");
        mira.get(page).await.says(in_time);
    }
    let start = dana.get("/p/checkout/start").await;
    assert!(!start.text.contains("name=\"although\""), "nothing is lost yet");
    let other = dana.get("/p/checkout/people/feature/old_model").await;
    assert!(!other.text.contains("Criterion 1"), "criteria are about the other arm");

    app.clock.set("2026-03-12T09:00:00Z");
    let passed = "The first commit had to come by Mon 2 Mar 2026 to meet the bar of 7.7 days; that passed 10 days ago.";
    dana.get(feature).await.says(passed);
    dana.get("/p/checkout/start")
        .await
        .says(passed)
        .says("It cannot be met any more.")
        .says("Start although criterion 1 cannot be met any more");
    for although in ["", "4", "yes"] {
        let refused = dana
            .post("pilot/start", &[("pilot", "checkout"), ("although", although)])
            .await;
        dana.get(refused.is_refused()).await.says(
            "id=\"although-error\" class=\"error\">Tick that the pilot starts although criterion 1 cannot be met any more. Nothing was started.",
        );
    }
    dana.post(
        "pilot/start",
        &[("pilot", "checkout"), ("although", "1"), ("crossing", "yes")],
    )
    .await
    .goes_to("/p/checkout/start");

    // It stands in the record, in the log, beside the numbers and on the first slide.
    dana.get("/p/checkout/start")
        .await
        .says("criterion 1 could not be met any more");
    dana.get("/p/checkout/activity")
        .await
        .says("are frozen, although criterion 1 could not be met any more");
    dana.get("/p/checkout/metrics")
        .await
        .says(", although criterion 1 could not be met any more")
        .says("The pilot was started although this could not be met any more.");
    dana.get("/p/checkout/readout/1")
        .await
        .says("Although criterion 1 could not be met any more");
    let although = app
        .count("select count(*) from pilot_start where frozen::json -> 'although' ->> 0 = '1'")
        .await;
    assert_eq!(although, 1, "it is part of what the hash is over");
}

/// Whoever starts in time says nothing of the kind, and nothing of it stands anywhere.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_start_in_time_is_recorded_as_ever(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::ready_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    dana.post(
        "pilot/start",
        &[("pilot", "checkout"), ("although", "1"), ("crossing", "yes")],
    )
    .await
    .goes_to("/p/checkout/start");
    for page in ["/p/checkout/start", "/p/checkout/activity", "/p/checkout/metrics"] {
        let answer = dana.get(page).await;
        answer.is(StatusCode::OK);
        assert!(!answer.text.contains("although"), "{page}");
    }
    let entries = app
        .count("select count(*) from activity where action = 'pilot.start' and detail::text like '%although%'")
        .await;
    assert_eq!(entries, 0, "old entries have the same form");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_dri_sends_a_week_one_activity_back_with_a_reason(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let (mira, lee) = (app.played_by("mira").await, app.played_by("lee").await);
    let activity = "/p/checkout/week-one/new_model/1";
    lee.get(activity).await.says("There is nothing to send back");
    let named = [("pilot", "checkout"), ("arm", "new_model"), ("item", "1")];
    let mark = async |evidence| {
        let form = [named[0], named[1], named[2], ("evidence", evidence)];
        mira.post("week_one/tick", &form).await
    };
    mark("https://example.com/draft").await.goes_to("/p/checkout/week-one");
    lee.get("/").await.says("Confirm 1 week-one activity");
    let back = async |reason| {
        let form = [named[0], named[1], named[2], ("return_reason", reason)];
        lee.post("week_one/send_back", &form).await
    };
    let refused = back(" ").await;
    lee.get(refused.is_refused()).await.says("Say what is missing.");
    back("The link leads to a draft").await.goes_to("/p/checkout/week-one");
    let page = lee.get("/").await;
    assert!(!page.text.contains("Confirm 1 week-one activity"), "{}", page.text);
    mira.get(activity)
        .await
        .says("Sent back by Lee")
        .says("The link leads to a draft");
    mira.get("/p/checkout/week-one").await.says("Sent back by Lee");
    mark("https://example.com/merged").await.goes_to("/p/checkout/week-one");
    lee.get("/").await.says("Confirm 1 week-one activity");
    mira.get("/p/checkout/activity").await.says("The link leads to a draft");
}

/// The tick is gone for everybody, the button with it, and the log says who took it back.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_pm_takes_back_a_week_one_activity_until_it_is_confirmed(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let (mira, lee) = (app.played_by("mira").await, app.played_by("lee").await);
    let week = "/p/checkout/week-one";
    let named = [("pilot", "checkout"), ("arm", "new_model"), ("item", "1")];
    let mark = async |evidence| {
        let form = [named[0], named[1], named[2], ("evidence", evidence)];
        mira.post("week_one/tick", &form).await.goes_to(week);
    };
    const BUTTON: &str = "action=\"/do/week_one/take_back\"";
    assert!(!mira.get(week).await.text.contains(BUTTON), "nothing is marked");
    mark("https://example.com/wrong").await;
    mira.get(week).await.says(BUTTON);
    assert!(!lee.get(week).await.text.contains(BUTTON), "it is the pilot PM's word");
    mira.post("week_one/take_back", &named).await.goes_to(week);
    let page = mira.get(week).await;
    page.says("Taken back. You can mark it again.").says("Not done");
    assert!(!page.text.contains("https://example.com/wrong"));
    lee.post("week_one/confirm", &named).await.is_refused();
    mira.get("/p/checkout/activity")
        .await
        .says("took back that ")
        .says(" is done, new model");
    mark("https://example.com/right").await;
    lee.post("week_one/confirm", &named).await.goes_to(week);
    assert!(!mira.get(week).await.text.contains(BUTTON), "it is confirmed");
    let refused = mira.post("week_one/take_back", &named).await;
    mira.get(refused.is_refused()).await.says("This was confirmed already.");
}

/// As the page leaves the server, before any script: it is of a moment and says so, says its caveat once, what could turn a
/// criterion right under the criteria, and of each number who told it.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_page_of_metrics_promises_nothing_that_a_script_would_have_to_keep(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    let page = dana.get("/p/checkout/metrics").await;
    page.says("Reload for newer numbers.");
    assert!(
        !page.text.contains(">Live") && !page.text.contains("Live. Updated"),
        "it is of a moment"
    );
    assert_eq!(
        page.text
            .matches("One feature per arm. This shows what happened")
            .count(),
        1
    );
    let at = |words: &str| page.text.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(
        at("What would change a criterion") < at("<figure"),
        "before the first drawing"
    );
    dana.get("/p/checkout/metrics/idea-to-commit")
        .await
        .says("hand, entered by Dana");
}
