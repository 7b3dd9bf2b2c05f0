//! "What we understood": what is open is chosen or filled in on its row, and only then anything is confirmed.

use http::StatusCode;
use sqlx::PgPool;

use crate::support::{Actor, TestApp};

const TEXT: &str = include_str!("../../../app/reading/tests/variants/contradicting.md");
const PAGE: &str = "/p/orchard/proposal/understood";

async fn imported(pool: &PgPool) -> (TestApp, Actor) {
    let app = TestApp::new(pool);
    let ada = app.set_up().await;
    let fields = [("name", "Orchard"), ("zone", "Europe/Berlin"), ("document", TEXT)];
    ada.post("pilot/add", &fields).await.goes_to(PAGE);
    (app, ada)
}

/// What answers all that is open: two sentences each for weeks, hours, drop, iterating and the readout; five criteria
/// announced and four listed; one ask that is none of the four; both sides of the zone and week one missing.
const ANSWERS: [(&str, &str); 19] = [
    ("pilot", "orchard"),
    ("base", "1"),
    ("only", "open"),
    ("choice_weeks", "6"),
    ("choice_dri_hours_per_week", "3"),
    ("choice_commit_drop_percent", "30"),
    ("success_at", "4"),
    ("choice_iterate_at", "3"),
    ("choice_readout_at", "2027-02-05T15:00"),
    (
        "ask_words_1",
        "Accept a bar of 20%: days from idea to first commit drop by at least 20%.",
    ),
    ("ask_subject_1", "other"),
    ("pm_zone", "copy"),
    ("engineering_zone", "payments"),
    ("none_week_one", "yes"),
    ("none_no_go", "yes"),
    ("energy_baseline", "There is none."),
    ("missing_data", "It counts as neither."),
    ("metrics_without_criterion", "yes"),
    ("weeks", ""),
];

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nothing_is_confirmed_while_a_row_is_open(pool: PgPool) {
    let (app, ada) = imported(&pool).await;
    let page = ada.get(PAGE).await;
    page.says("14 of 21 are open: go to the first")
        .says("href=\"/p/orchard/proposal/understood#row-weeks\"")
        .says("One sentence says 4 weeks; another says 6 weeks.")
        .says("3 h a week for each DRI");
    assert!(!page.text.contains("Confirm these terms"));
    for term in ["weeks", "asks", "energy_baseline", "metrics_without_criterion"] {
        assert_eq!(
            page.text.matches(&format!("id=\"row-{term}\"")).count(),
            1,
            "{term} stands once"
        );
    }
    ada.get("/p/orchard/proposal").await.says("14 of 21 terms are open.");
    let early = [("pilot", "orchard"), ("revision", "1")];
    let refused = ada.post("proposal/confirm_terms", &early).await;
    ada.get(refused.is_refused())
        .await
        .says("14 of the terms are open. Settle them, then confirm.");
    assert_eq!(app.count("select count(*) from terms_confirmation").await, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_open_row_is_answered_on_the_page_without_scripts(pool: PgPool) {
    let (app, ada) = imported(&pool).await;
    // A sentence and a number of one's own: both stay as typed.
    let mut both = ANSWERS;
    both[18] = ("weeks", "5");
    let refused = ada.post("proposal/complete", &both).await;
    let page = ada.get(refused.is_refused()).await;
    page.says("Choose one of the sentences or enter a value, not both.")
        .says("It counts as neither.");
    assert!(page.text.contains("value=\"5\""), "what was typed stays");
    assert_eq!(app.count("select count(*) from revision").await, 1);

    ada.post("proposal/complete", &ANSWERS).await.goes_to(PAGE);
    let page = ada.get(PAGE).await;
    page.says("Confirm these terms")
        .says("6 weeks")
        .says("2 engineers × 3 h × 6 weeks = 36 h")
        .says("A further ask of its own")
        .says("There is none.");
    assert!(!page.text.contains("go to the first"));
    assert_eq!(
        app.count("select count(*) from terms_confirmation").await,
        0,
        "answering some rows confirms none of the others"
    );
    ada.post("proposal/confirm_terms", &[("pilot", "orchard"), ("revision", "2")])
        .await
        .goes_to("/p/orchard/proposal");
    ada.get(PAGE).await.says("Terms confirmed by");
    // And each row can stay open for another day.
    let again = ada
        .post(
            "proposal/complete",
            &[("pilot", "orchard"), ("base", "2"), ("only", "open")],
        )
        .await;
    ada.get(again.is_refused()).await.is(StatusCode::OK);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_nobody_wrote_is_said_to_be_ours(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let text = format!(
        "{}\n## When\n\nThe readout is held on 2027-05-14 at 15:00.\n",
        domain::template::body().as_str()
    );
    let fields = [
        ("name", "Orchard"),
        ("zone", "Europe/Berlin"),
        ("document", text.as_str()),
    ];
    ada.post("pilot/add", &fields).await.goes_to(PAGE);
    ada.get(PAGE)
        .await
        .says("Fri 14 May 2027, 15:00 CEST")
        .says("Added by us: no zone in the text; read as Europe/Berlin, the pilot’s.")
        .says("Added by us, from the metric definitions: all pull requests are pooled.")
        .says("2 h a week for each DRI: 2 engineers × 2 h × 4 weeks = 16 h");
}
