//! How often a page asks the database. Each test counts what is sent while one page is answered.

use http::StatusCode;
use sqlx::PgPool;

use crate::support::{TestApp, statements};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_page_for_signing_in_asks_nothing(pool: PgPool) {
    let app = TestApp::new(&pool);
    let (page, asked) = statements(app.anonymous().get("/sign-in")).await;
    page.is(StatusCode::OK);
    assert_eq!(asked, Vec::<String>::new());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn settings_ask_who_asks(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    // The first visit notes in the session when it was.
    ada.get("/").await.is(StatusCode::OK);
    let (page, asked) = statements(ada.get("/settings")).await;
    page.is(StatusCode::OK);
    assert_eq!(asked.len(), 1, "{asked:#?}");
    assert!(asked[0].contains("left join session"), "{}", asked[0]);
}
