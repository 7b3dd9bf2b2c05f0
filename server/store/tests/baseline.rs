//! The baseline features: entered by position, replaced until the start.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use sqlx::PgPool;
use store::{Error, baseline, testing};

fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_feature_is_kept_at_its_position_and_replaced_there(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    testing::decided(&pool, &cast, Verdict::Approve, now()).await.unwrap();
    for position in [2, 1, 2] {
        let entry = testing::baseline_feature(position, now());
        baseline::save(&pool, cast.pilot, position, &entry, cast.sponsor, now())
            .await
            .unwrap();
    }
    let kept = baseline::list(&pool, cast.pilot).await.unwrap();
    let positions: Vec<u8> = kept.iter().map(|(position, _)| *position).collect();
    assert_eq!(positions, [1, 2]);
    let entry = testing::baseline_feature(2, now());
    let (_, second) = &kept[1];
    assert_eq!(
        (
            &second.name,
            second.idea,
            second.first_commit,
            second.shipped_on,
            &second.pull_requests
        ),
        (
            &entry.name,
            entry.idea,
            entry.first_commit,
            entry.shipped_on,
            &entry.pull_requests
        )
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_terms_say_how_many_there_are(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let entry = testing::baseline_feature(1, now());
    let save = |position| baseline::save(&pool, cast.pilot, position, &entry, cast.sponsor, now());
    assert!(matches!(save(1).await, Err(Error::NotFound)), "no terms yet");
    testing::decided(&pool, &cast, Verdict::Approve, now()).await.unwrap();
    for position in [0, 5] {
        assert!(matches!(save(position).await, Err(Error::NotFound)), "{position}");
    }
    save(4).await.unwrap();
}
