//! Frozen numbers: what is stored is what was hashed, and it never changes.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Utc};
use domain::ids::SnapshotId;
use domain::programme::scorecard;
use sqlx::PgPool;
use store::readout::{latest, list, snapshot, take};
use store::testing::{self, Cast};
use store::{Error, programme};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Long after the end.
fn day() -> DateTime<Utc> {
    at("2026-05-04T13:00:00Z")
}

/// Started on 2 March 2026, with three answers.
async fn pilot(pool: &PgPool) -> Cast {
    let started = at("2026-03-02T09:00:00Z");
    let cast = testing::started_pilot(pool, started).await.unwrap();
    testing::answered(pool, &cast, &[3, 4, 3], started).await.unwrap();
    cast
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_snapshot_keeps_the_facts_of_its_moment(pool: PgPool) {
    let cast = pilot(&pool).await;
    let before = programme::load(&pool, cast.pilot).await.unwrap();
    let id = take(&pool, cast.pilot, cast.sponsor, day()).await.unwrap();
    testing::answered(&pool, &cast, &[1], day()).await.unwrap();
    let frozen = snapshot(&pool, cast.pilot, id).await.unwrap();
    assert_eq!(frozen.programme, before);
    assert_eq!((frozen.taken_at, frozen.taken_by.as_str()), (day(), "Dana"));
    assert_eq!(frozen.scorecard(), scorecard(&before, day()));
    assert_ne!(programme::load(&pool, cast.pilot).await.unwrap(), before);

    let log = store::activity::list(&pool, cast.pilot, 10).await.unwrap();
    assert_eq!(log[0].action, "readout.freeze");
    assert_eq!(log[0].detail["sha256"], frozen.digest);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_newest_snapshot_is_the_latest_and_none_is_lost(pool: PgPool) {
    let cast = pilot(&pool).await;
    assert!(latest(&pool, cast.pilot).await.unwrap().is_none());
    let first = take(&pool, cast.pilot, cast.sponsor, at("2026-03-20T13:00:00Z"))
        .await
        .unwrap();
    let second = take(&pool, cast.pilot, cast.approver, day()).await.unwrap();
    assert_eq!(latest(&pool, cast.pilot).await.unwrap().unwrap().snapshot_id, second);
    let listed = list(&pool, cast.pilot).await.unwrap();
    assert_eq!(
        listed.iter().map(|s| s.snapshot_id).collect::<Vec<_>>(),
        [second, first]
    );
    // Only the moment differs, so the text and its hash are the same.
    assert_eq!(listed[0].digest, listed[1].digest);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_text_that_is_not_what_was_hashed_is_not_read(pool: PgPool) {
    let cast = pilot(&pool).await;
    let id = take(&pool, cast.pilot, cast.sponsor, day()).await.unwrap();
    sqlx::raw_sql(
        "alter table snapshot disable trigger snapshot_append_only;
         update snapshot set programme = replace(programme, '\"score\":3', '\"score\":5')",
    )
    .execute(&pool)
    .await
    .unwrap();
    let read = snapshot(&pool, cast.pilot, id).await;
    assert!(
        matches!(read, Err(Error::Inconsistent { table: "snapshot", .. })),
        "{read:?}"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_snapshot_cannot_be_changed_or_found_from_another_pilot(pool: PgPool) {
    let cast = pilot(&pool).await;
    let id = take(&pool, cast.pilot, cast.sponsor, day()).await.unwrap();
    let changed = sqlx::raw_sql("update snapshot set digest = repeat('0', 64)")
        .execute(&pool)
        .await;
    assert!(changed.is_err());
    let other = testing::pilot(&pool, "search", day()).await.unwrap();
    let elsewhere = snapshot(&pool, other.pilot, id).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    let nowhere = snapshot(&pool, cast.pilot, SnapshotId(99)).await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn before_the_start_there_is_nothing_to_freeze(pool: PgPool) {
    let cast = testing::ready_pilot(&pool, day()).await.unwrap();
    let refused = take(&pool, cast.pilot, cast.sponsor, day()).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    assert!(list(&pool, cast.pilot).await.unwrap().is_empty());
}
