//! Frozen numbers: what is stored is what was hashed, and it never changes.

mod ended;

use domain::ids::{PilotId, SnapshotId};
use domain::programme::scorecard;
use ended::{APPROVER, PILOT, SPONSOR, at, pilot, write};
use sqlx::PgPool;
use store::Error;
use store::readout::{latest, list, snapshot, take};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_snapshot_keeps_the_facts_of_its_moment(pool: PgPool) {
    pilot(&pool).await;
    let taken_at = at("2026-03-31T13:00Z");
    let before = store::programme::load(&pool, PILOT).await.unwrap();
    let id = take(&pool, PILOT, SPONSOR, taken_at).await.unwrap();
    write(
        &pool,
        "insert into answer (pilot_id, week, person_id, score, note, answered_at) values (1, 3, 3, 1, '', '2026-03-31T14:00Z')",
    )
    .await;
    let frozen = snapshot(&pool, PILOT, id).await.unwrap();
    assert_eq!(frozen.programme, before);
    assert_eq!((frozen.taken_at, frozen.taken_by.as_str()), (taken_at, "Dana"));
    assert_eq!(frozen.scorecard(), scorecard(&before, taken_at));
    assert_ne!(store::programme::load(&pool, PILOT).await.unwrap(), before);

    let log = store::activity::list(&pool, PILOT, 10).await.unwrap();
    assert_eq!(log[0].action, "readout.freeze");
    assert_eq!(log[0].detail["sha256"], frozen.digest);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_newest_snapshot_is_the_latest_and_none_is_lost(pool: PgPool) {
    pilot(&pool).await;
    assert!(latest(&pool, PILOT).await.unwrap().is_none());
    let first = take(&pool, PILOT, SPONSOR, at("2026-03-20T13:00Z")).await.unwrap();
    let second = take(&pool, PILOT, APPROVER, at("2026-03-31T13:00Z")).await.unwrap();
    assert_eq!(latest(&pool, PILOT).await.unwrap().unwrap().snapshot_id, second);
    let listed = list(&pool, PILOT).await.unwrap();
    assert_eq!(listed.iter().map(|s| s.snapshot_id).collect::<Vec<_>>(), [second, first]);
    // Only the moment differs, so the text and its hash are the same.
    assert_eq!(listed[0].digest, listed[1].digest);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_text_that_is_not_what_was_hashed_is_not_read(pool: PgPool) {
    pilot(&pool).await;
    let id = take(&pool, PILOT, SPONSOR, at("2026-03-31T13:00Z")).await.unwrap();
    write(
        &pool,
        "alter table snapshot disable trigger snapshot_append_only;
         update snapshot set programme = replace(programme, '\"score\":3', '\"score\":5')",
    )
    .await;
    let read = snapshot(&pool, PILOT, id).await;
    assert!(matches!(read, Err(Error::Inconsistent { table: "snapshot", .. })), "{read:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_snapshot_cannot_be_changed_or_found_from_another_pilot(pool: PgPool) {
    pilot(&pool).await;
    let id = take(&pool, PILOT, SPONSOR, at("2026-03-31T13:00Z")).await.unwrap();
    let changed = sqlx::raw_sql("update snapshot set digest = repeat('0', 64)").execute(&pool).await;
    assert!(changed.is_err());
    let elsewhere = snapshot(&pool, PilotId(2), id).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    let nowhere = snapshot(&pool, PILOT, SnapshotId(99)).await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn before_the_start_there_is_nothing_to_freeze(pool: PgPool) {
    pilot(&pool).await;
    let refused = take(&pool, PilotId(2), SPONSOR, at("2026-03-31T13:00Z")).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    assert!(list(&pool, PilotId(2)).await.unwrap().is_empty());
}
