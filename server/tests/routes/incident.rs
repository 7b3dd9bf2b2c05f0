//! Incidents: recorded by those who work in the pilot, read by everybody in it, on the metrics and in the readout.

use http::StatusCode;
use sqlx::PgPool;
use store::activity::{Verified, verify};
use store::testing;

use crate::support::{TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_went_wrong_stands_on_metrics_and_readout_until_who_recorded_it_withdraws_it(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.expect("a pilot");
    app.sql(
        "insert into pull_request (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch)
         select pilot_id, 'acme/shop', 7, 'Change a word', '', 'mira', false, 'word' from pilot",
    )
    .await;
    let [dana, priya, mira, lee] = [
        app.played_by("dana").await,
        app.played_by("priya").await,
        app.played_by("mira").await,
        app.played_by("lee").await,
    ];
    let incident = [
        ("pilot", "checkout"),
        ("incident_date", "2026-03-02"),
        ("incident_time", "09:30"),
        ("against", "1"),
        ("what", "A payment page changed"),
        ("done", "It was taken back within the hour"),
        ("linked", "acme/shop#7"),
    ];
    let with = |name: &'static str, value: &'static str| {
        incident.map(|field| if field.0 == name { (name, value) } else { field })
    };
    // An approver reads and records nothing.
    priya
        .get("/p/checkout/incidents")
        .await
        .says("No incident is recorded.");
    priya.post("incident/record", &incident).await.is(StatusCode::FORBIDDEN);
    for (name, value, sentence) in [
        ("incident_date", "2026-03-03", "This is still to come."),
        ("incident_date", "26-03-02", ""),
        ("incident_time", "", "Enter the time, such as 14:30."),
        ("against", "", "Choose what it went against."),
        ("against", "file", "Name the file or folder."),
        ("what", " ", "Say what happened."),
        ("done", "", "Say what was done about it."),
        ("linked", "12", "Write it like acme/shop#12"),
        ("linked", "acme/shop#8", "acme/shop#8 is not known here."),
    ] {
        let refused = mira.post("incident/record", &with(name, value)).await;
        let page = mira.get(refused.is_refused()).await;
        page.says(sentence);
        assert!(
            name == "what" || page.text.contains("A payment page changed"),
            "{name} {value}"
        );
    }
    // A file beside a statement is not dropped: it is asked which of them it was.
    let both = [&incident[..], &[("file", "web/prices.ts")]].concat();
    let refused = mira.post("incident/record", &both).await;
    mira.get(refused.is_refused())
        .await
        .says("Choose “A file or folder” above, or leave this empty.")
        .says("web/prices.ts");
    mira.post("incident/record", &with("against", "99"))
        .await
        .is(StatusCode::NOT_FOUND);
    assert_eq!(app.count("select count(*) from incident").await, 0);

    // The pilot's zone is an hour ahead of UTC: 09:30 there is 08:30 here, half an hour ago.
    // Pressed twice, it is recorded once.
    for _ in 0..2 {
        mira.post("incident/record", &incident)
            .await
            .goes_to("/p/checkout/incidents");
    }
    assert_eq!(app.count("select count(*) from incident").await, 1);
    let file = [
        ("pilot", "checkout"),
        ("incident_date", "2026-03-02"),
        ("incident_time", "09:45"),
        ("against", "file"),
        ("file", "web/prices.ts"),
        ("what", "A price changed"),
        ("done", "Nothing yet"),
    ];
    lee.post("incident/record", &file)
        .await
        .goes_to("/p/checkout/incidents");
    let at = app
        .count("select extract(epoch from '2026-03-02T09:00:00Z' - max(happened_at))::bigint from incident")
        .await;
    assert!(at >= 0, "{at}");
    for person in [&dana, &priya, &mira] {
        person
            .get("/p/checkout/incidents")
            .await
            .says("No change to payments")
            .says("In acme/shop#7.")
            .says("the file web/prices.ts");
        person
            .get("/p/checkout/metrics")
            .await
            .says("A payment page changed")
            .says("It was taken back within the hour");
        person
            .get("/p/checkout/readout/overview")
            .await
            .says("2 incidents against the no-go list")
            .says("2 incidents are recorded");
    }
    dana.get("/p/checkout/activity")
        .await
        .says("an incident")
        .says(": No change to payments");

    // Whoever recorded it withdraws it, with a reason; the sponsor does not.
    let id = app.count("select min(incident_id) from incident").await.to_string();
    let withdraw = [
        ("pilot", "checkout"),
        ("incident", &*id),
        ("reason", "It was another page"),
    ];
    let refused = dana.post("incident/withdraw", &withdraw).await;
    dana.get(refused.is_refused())
        .await
        .says("Whoever recorded an incident withdraws it");
    let without = [("pilot", "checkout"), ("incident", &*id), ("reason", "")];
    mira.post("incident/withdraw", &without).await.is_refused();
    mira.get(&format!("/p/checkout/incidents/{id}"))
        .await
        .says("Why it does not count");
    mira.post("incident/withdraw", &withdraw)
        .await
        .goes_to("/p/checkout/incidents");
    mira.post("incident/withdraw", &withdraw).await.is_refused();
    let page = dana.get("/p/checkout/incidents").await;
    page.says("(withdrawn)")
        .says("It was another page")
        .says("A payment page changed");
    let metrics = dana.get("/p/checkout/metrics").await;
    assert!(!metrics.text.contains("A payment page changed"));
    metrics.says("A price changed");
    dana.get("/p/checkout/readout/overview")
        .await
        .says("1 incident against the no-go list");
    assert!(matches!(verify(&pool).await.expect("answers"), Verified::Whole { .. }));
}
