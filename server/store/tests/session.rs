//! A session that has ended stays ended.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgPool;
use store::session::{add, load, revoke, save};

fn later() -> DateTime<Utc> {
    "2100-01-01T00:00:00Z".parse().unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn saving_does_not_bring_a_session_back(pool: PgPool) {
    let id = [7; 32];
    assert!(add(&pool, &id, &json!({ "person": 1 }), later()).await.unwrap());
    assert_eq!(load(&pool, &id).await.unwrap().unwrap().0, json!({ "person": 1 }));
    revoke(&pool, &id).await.unwrap();
    // A request that was under way when the session ended writes what it had read.
    save(&pool, &id, &json!({ "person": 1 }), later()).await.unwrap();
    assert!(load(&pool, &id).await.unwrap().is_none());
    // Nor can the id be taken again.
    assert!(!add(&pool, &id, &json!({ "person": 2 }), later()).await.unwrap());
    assert!(load(&pool, &id).await.unwrap().is_none());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn saving_an_unknown_session_makes_none(pool: PgPool) {
    save(&pool, &[1; 32], &json!({}), later()).await.unwrap();
    assert!(load(&pool, &[1; 32]).await.unwrap().is_none());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_idle_or_old_session_is_over(pool: PgPool) {
    let (idle, old) = ([2; 32], [3; 32]);
    add(&pool, &idle, &json!({}), "2020-01-01T00:00:00Z".parse().unwrap())
        .await
        .unwrap();
    assert!(load(&pool, &idle).await.unwrap().is_none());
    add(&pool, &old, &json!({}), later()).await.unwrap();
    sqlx::query("update session set created_at = now() - interval '8 days'")
        .execute(&pool)
        .await
        .unwrap();
    assert!(load(&pool, &old).await.unwrap().is_none());
}
