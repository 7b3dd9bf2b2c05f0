//! A session that has ended stays ended.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Days, Utc};
use serde_json::json;
use sqlx::PgPool;
use store::arrival::living;
use store::session::{add, revoke, save, sweep};
use store::testing;

fn later() -> DateTime<Utc> {
    "2100-01-01T00:00:00Z".parse().unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn saving_does_not_bring_a_session_back(pool: PgPool) {
    let id = [7; 32];
    assert!(add(&pool, &id, &json!({ "person": 1 }), later()).await.unwrap());
    assert_eq!(living(&pool, &id).await.unwrap().unwrap().data, json!({ "person": 1 }));
    revoke(&pool, &id).await.unwrap();
    // A request that was under way when the session ended writes what it had read.
    save(&pool, &id, &json!({ "person": 1 }), later()).await.unwrap();
    assert!(living(&pool, &id).await.unwrap().is_none());
    // Nor can the id be taken again.
    assert!(!add(&pool, &id, &json!({ "person": 2 }), later()).await.unwrap());
    assert!(living(&pool, &id).await.unwrap().is_none());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn drafts_are_swept_by_the_clock_they_were_saved_by(pool: PgPool) {
    // Long ago for the database, whose clock has nothing to say about it.
    let saved: DateTime<Utc> = "2020-03-02T09:00:00Z".parse().unwrap();
    let cast = testing::pilot(&pool, "checkout", saved).await.unwrap();
    sqlx::query(
        "insert into draft (pilot_id, person_id, section, base_number, body, saved_at)
         values ($1, $2, 'opening', 1, 'Half a sentence', $3)",
    )
    .bind(cast.pilot.0)
    .bind(cast.sponsor.0)
    .bind(saved)
    .execute(&pool)
    .await
    .unwrap();
    let drafts = async || {
        let count = sqlx::query_scalar::<_, i64>("select count(*) from draft");
        count.fetch_one(&pool).await.unwrap()
    };
    sweep(&pool, saved + Days::new(29)).await.unwrap();
    assert_eq!(drafts().await, 1);
    sweep(&pool, saved + Days::new(31)).await.unwrap();
    assert_eq!(drafts().await, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn saving_an_unknown_session_makes_none(pool: PgPool) {
    save(&pool, &[1; 32], &json!({}), later()).await.unwrap();
    assert!(living(&pool, &[1; 32]).await.unwrap().is_none());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_idle_or_old_session_is_over(pool: PgPool) {
    let (idle, old) = ([2; 32], [3; 32]);
    add(&pool, &idle, &json!({}), "2020-01-01T00:00:00Z".parse().unwrap())
        .await
        .unwrap();
    assert!(living(&pool, &idle).await.unwrap().is_none());
    add(&pool, &old, &json!({}), later()).await.unwrap();
    sqlx::query("update session set created_at = now() - interval '8 days'")
        .execute(&pool)
        .await
        .unwrap();
    assert!(living(&pool, &old).await.unwrap().is_none());
}
