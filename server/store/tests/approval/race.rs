//! The race of races: hundreds of pilots, twenty decisions on each at once, over two instances.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::approval::Verdict;
use domain::ids::{ApprovalRequestId, PersonId, PilotId};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use sqlx::types::Json;
use store::activity::{Verified, verify};
use store::approval::{Decided, Decision, decide};
use store::testing;

use crate::cast::*;

const PILOTS: i32 = 500;
const DECISIONS: usize = 20;

/// Pilots like that of `cast`, each with a request that waits for Priya, whose deputy is Sam; both have
/// their answers ready.
async fn pilots(pool: &PgPool, cast: Cast) -> Vec<(PilotId, ApprovalRequestId)> {
    let pilots = testing::copies(pool, cast.pilot, PILOTS).await.expect("copies");
    let ids: Vec<i64> = pilots.iter().map(|(pilot, _)| pilot.0).collect();
    let requests: Vec<(i64, i64)> = sqlx::query_as(
        "with request as (
             insert into approval_request (pilot_id, revision_number, zone_version, sent_by, sent_at, due_at)
             select pilot_id, 1, 1, $2, $5, $5 from unnest($1::bigint[]) pilot_id
             returning pilot_id, approval_request_id
         ), seat as (
             insert into approval_seat (approval_request_id, approver_id) select approval_request_id, $3 from request
         ), deputy as (
             insert into delegation (pilot_id, approver_id, deputy_id, starts_at, ends_at, named_at)
             select pilot_id, $3, $4, $5, $5 + interval '1 day', $5 from request
         ), draft as (
             insert into approval_draft (approval_request_id, person_id, answers, saved_at)
             select approval_request_id, unnest(array[$3, $4]), $6, $5 from request
         )
         select pilot_id, approval_request_id from request",
    )
    .bind(ids)
    .bind(cast.dana.0)
    .bind(cast.priya.0)
    .bind(cast.sam.0)
    .bind(now())
    .bind(Json(answers(Verdict::Approve, "")))
    .fetch_all(pool)
    .await
    .expect("requests");
    requests
        .into_iter()
        .map(|(pilot, request)| (PilotId(pilot), ApprovalRequestId(request)))
        .collect()
}

/// A second instance has a pool of its own on the same database.
async fn instance(pool: &PgPool) -> PgPool {
    PgPoolOptions::new()
        .max_connections(10)
        .acquire_timeout(Duration::from_secs(300))
        .connect_with((*pool.connect_options()).clone())
        .await
        .expect("a pool")
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_twenty_decisions_on_each_of_500_pilots_one_is_recorded_and_every_other_is_told(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let pilots = pilots(&pool, cast).await;
    assert_eq!(pilots.len(), 500);
    let instances = [instance(&pool).await, instance(&pool).await];
    let mut deciding = Vec::new();
    for (pilot, request) in &pilots {
        for n in 0..DECISIONS {
            // Approver and deputy, each on both instances.
            let instance = instances[n % 2].clone();
            let who: PersonId = if n / 2 % 2 == 0 { cast.priya } else { cast.sam };
            let (pilot, decision) = (
                *pilot,
                Decision {
                    request: *request,
                    seat: cast.priya,
                    answers_saved_at: now(),
                    sure: false,
                },
            );
            deciding.push(tokio::spawn(async move {
                (pilot, who, decide(&instance, pilot, who, decision, now()).await)
            }));
        }
    }
    let mut made = BTreeMap::new();
    let mut told: BTreeMap<PilotId, Vec<(PersonId, Decided)>> = BTreeMap::new();
    for one in deciding {
        let (pilot, who, outcome) = one.await.expect("ran");
        match outcome.expect("an answer") {
            Decided::Now(approval, verdict) => {
                assert_eq!(verdict, Verdict::Approve);
                assert_eq!(made.insert(pilot, (approval, who)), None, "two decisions in {pilot}");
            }
            before => told.entry(pilot).or_default().push((who, before)),
        }
    }
    assert_eq!(made.len(), 500);
    for (pilot, (approval, winner)) in &made {
        let losers = &told[pilot];
        assert_eq!(losers.len(), DECISIONS - 1);
        let by = if *winner == cast.priya {
            "Priya"
        } else {
            "Sam for Priya"
        };
        for (who, before) in losers {
            let expected = Decided::Before {
                approval: *approval,
                own: who == winner,
                by: by.to_owned(),
            };
            assert_eq!(*before, expected);
        }
    }
    assert_eq!(count(&pool, "select count(*) from approval").await, 500);
    let rows = count(&pool, "select count(*) from activity where action = 'approval.decide'").await;
    assert_eq!(rows, 500);
    let once = "select count(distinct pilot_id) from activity where action = 'approval.decide'";
    assert_eq!(count(&pool, once).await, 500);
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_waits_too_long_is_asked_to_try_again_and_nothing_is_recorded(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "")).await;
    let options = (*pool.connect_options()).clone().options([("lock_timeout", "50ms")]);
    let hurried = PgPoolOptions::new().connect_with(options).await.expect("a pool");
    let mut other = pool.begin().await.expect("a transaction");
    sqlx::query("select 1 from pilot where pilot_id = $1 for update")
        .bind(cast.pilot.0)
        .execute(&mut *other)
        .await
        .expect("locked");
    let waited = decide(&hurried, cast.pilot, cast.priya, decision, now()).await;
    assert!(matches!(&waited, Err(error) if error.is_unavailable()), "{waited:?}");
    other.rollback().await.expect("let go");
    assert_eq!(count(&pool, "select count(*) from approval").await, 0);
    let now_free = decide(&hurried, cast.pilot, cast.priya, decision, now()).await;
    assert!(
        matches!(now_free, Ok(Decided::Now(_, Verdict::Approve))),
        "{now_free:?}"
    );
}
