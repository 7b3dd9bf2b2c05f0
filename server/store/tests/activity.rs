//! The log stays one chain under concurrency, and shows every kind of tampering.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgPool;
use store::activity::{Act, Verified, append, verify};

fn now() -> DateTime<Utc> {
    "2025-03-03T08:00:00.123456789Z".parse().unwrap()
}

async fn write(pool: &PgPool, n: i32) {
    let mut tx = pool.begin().await.unwrap();
    let act = Act {
        at: now(),
        person: None,
        pilot: None,
        action: "test.write",
        detail: json!({ "n": n, "text": "ö“\u{1F600}" }),
    };
    append(&mut tx, act).await.unwrap();
    tx.commit().await.unwrap();
}

async fn broken_at(pool: &PgPool) -> i64 {
    match verify(pool).await.unwrap() {
        Verified::Broken(broken) => broken.seq,
        Verified::Whole { .. } => 0,
    }
}

/// Runs a statement that the triggers would refuse, as somebody who owns the database could.
async fn tamper(pool: &PgPool, statement: &'static str) {
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("alter table activity disable trigger user")
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query(statement).execute(&mut *tx).await.unwrap();
    sqlx::query("alter table activity enable trigger user")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_empty_log_verifies(pool: PgPool) {
    assert!(matches!(
        verify(&pool).await.unwrap(),
        Verified::Whole { entries: 0, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn writers_at_once_make_one_chain(pool: PgPool) {
    let writers: Vec<_> = (0..8)
        .map(|w| {
            let pool = pool.clone();
            tokio::spawn(async move {
                for n in 0..25 {
                    write(&pool, w * 100 + n).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert!(matches!(
        verify(&pool).await.unwrap(),
        Verified::Whole { entries: 200, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_transaction_that_fails_leaves_no_entry(pool: PgPool) {
    write(&pool, 1).await;
    let mut tx = pool.begin().await.unwrap();
    let act = Act {
        at: now(),
        person: None,
        pilot: None,
        action: "test.fail",
        detail: json!({}),
    };
    append(&mut tx, act).await.unwrap();
    tx.rollback().await.unwrap();
    write(&pool, 2).await;
    assert!(matches!(
        verify(&pool).await.unwrap(),
        Verified::Whole { entries: 2, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn rows_cannot_be_changed_or_removed(pool: PgPool) {
    write(&pool, 1).await;
    for statement in [
        "update activity set detail = '{}'",
        "delete from activity",
        "truncate activity",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_first_tampered_row_is_named(pool: PgPool) {
    for n in 0..5 {
        write(&pool, n).await;
    }
    tamper(&pool, "update activity set detail = detail || ' ' where seq = 3").await;
    assert_eq!(broken_at(&pool).await, 3);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_removed_row_and_a_cut_end_show(pool: PgPool) {
    for n in 0..5 {
        write(&pool, n).await;
    }
    tamper(&pool, "delete from activity where seq = 5").await;
    assert_eq!(broken_at(&pool).await, 4);
    tamper(&pool, "delete from activity where seq = 2").await;
    assert_eq!(broken_at(&pool).await, 3);
}
