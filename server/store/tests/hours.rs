//! Review hours: whose, of which week, and what the log says of them.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use chrono::{DateTime, Utc};
use domain::decimal::Decimal;
use domain::ids::PersonId;
use store::testing::{self, Cast};
use store::{Error, PgPool, hours, pilot};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Monday, 2 March 2026, 09:00 in Berlin: week 2 begins at 23:00 UTC of Sunday.
fn start() -> DateTime<Utc> {
    utc("2026-03-02T08:00:00Z")
}

async fn logged(pool: &PgPool, cast: &Cast, dri: PersonId) -> Vec<(u8, String)> {
    let facts = pilot::facts(pool, cast.pilot).await.unwrap();
    let theirs = facts.hours.iter().filter(|one| one.dri == dri);
    theirs.map(|one| (one.week, one.hours.to_string())).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_newest_word_of_a_dri_counts_and_all_of_them_stay(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    let log = async |person, week, hundredths, at: &str| {
        let hours = Decimal::hundredths(hundredths);
        hours::log(&pool, cast.pilot, person, (week, hours), utc(at)).await
    };
    // Neither before a week begins, nor for one there is not, nor for anybody but a DRI.
    assert!(matches!(
        log(cast.new_dri, 2, 100, "2026-03-08T22:59:59Z").await,
        Err(Error::Refused(_))
    ));
    assert!(matches!(
        log(cast.new_dri, 9, 100, "2026-03-09T10:00:00Z").await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        log(cast.new_pm, 1, 100, "2026-03-04T10:00:00Z").await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        log(cast.sponsor, 1, 100, "2026-03-04T10:00:00Z").await,
        Err(Error::NotFound)
    ));

    log(cast.new_dri, 1, 75, "2026-03-04T10:00:00Z").await.unwrap();
    log(cast.new_dri, 1, 200, "2026-03-09T10:00:00Z").await.unwrap();
    log(cast.new_dri, 1, 200, "2026-03-09T10:00:01Z").await.unwrap();
    log(cast.new_dri, 2, 0, "2026-03-08T23:00:00Z").await.unwrap();
    log(cast.old_dri, 1, 150, "2026-03-10T10:00:00Z").await.unwrap();
    assert_eq!(
        logged(&pool, &cast, cast.new_dri).await,
        [(1, "2".to_owned()), (2, "0".to_owned())]
    );
    assert_eq!(logged(&pool, &cast, cast.old_dri).await, [(1, "1.5".to_owned())]);

    let entries: Vec<(String, String)> =
        sqlx::query_as("select action, detail from activity where action like 'hours.%' order by seq")
            .fetch_all(&pool)
            .await
            .unwrap();
    let said: Vec<&str> = entries.iter().map(|(_, detail)| detail.as_str()).collect();
    // That it was logged, never how many; the same again is no entry.
    assert_eq!(
        said,
        [
            r#"{"changed":false,"week":1}"#,
            r#"{"changed":true,"week":1}"#,
            r#"{"changed":false,"week":2}"#,
            r#"{"changed":false,"week":1}"#
        ]
    );
    let rows: i64 = sqlx::query_scalar("select count(*) from review_hours")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(rows, 4);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_sum_is_held_against_what_the_terms_promise(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    let facts = pilot::facts(&pool, cast.pilot).await.unwrap();
    assert_eq!(facts.meter(start()).unwrap().logged, Decimal::ZERO);
    for (dri, hundredths) in [(cast.new_dri, 75), (cast.old_dri, 200)] {
        let given = (1, Decimal::hundredths(hundredths));
        hours::log(&pool, cast.pilot, dri, given, utc("2026-03-05T10:00:00Z"))
            .await
            .unwrap();
    }
    let facts = pilot::facts(&pool, cast.pilot).await.unwrap();
    let meter = facts.meter(utc("2026-03-09T09:00:00Z")).unwrap();
    assert_eq!(
        (meter.logged, meter.weeks, meter.missing),
        (Decimal::hundredths(275), 1, 0)
    );
}
