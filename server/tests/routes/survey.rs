//! The survey by a personal link, which is no password.

use sqlx::PgPool;
use store::testing;

use crate::support::{TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_has_the_link_answers_and_reads_no_note(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let mira = app.played_by("mira").await;
    let week = [("pilot", "checkout"), ("week", "1")];
    mira.post(
        "survey/answer",
        &[week[0], week[1], ("score", "4"), ("note", "Between you and me")],
    )
    .await;
    mira.post("survey/make_link", &week).await.goes_to("/p/checkout/survey");
    let page = mira.get("/p/checkout/survey").await;
    page.says("Between you and me");
    let token = page.text.split("/s/").nth(1).and_then(|rest| rest.split('"').next());
    let token = token.expect("a link");
    let anybody = app.anonymous();
    let page = anybody.get(&format!("/s/{token}")).await;
    // Whose it is, of which pilot, and what counts; not what was noted.
    page.says("Mira, Checkout pilot. Week 1 of 4")
        .says("You sent 4")
        .says("The one you wrote before stays unless you write another.");
    assert!(!page.text.contains("Between you and me"), "{}", page.text);
    let noted = "select count(*) from answer where note = 'Between you and me'";
    // Left empty, the note stays.
    let answer = [("token", token), ("score", "2"), ("note", "")];
    anybody.post("survey/answer_by_link", &answer).await;
    assert_eq!(app.count(noted).await, 2);
    // Another takes its place.
    let answer = [("token", token), ("score", "2"), ("note", "Another")];
    anybody.post("survey/answer_by_link", &answer).await;
    let newest = "select count(*) from answer a where note = 'Another' and not exists \
                  (select 1 from answer b where b.answer_id > a.answer_id)";
    assert_eq!(app.count(newest).await, 1);
}
