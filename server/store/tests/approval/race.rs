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

use crate::cast::*;

const PILOTS: i64 = 500;
const DECISIONS: usize = 20;

/// Pilots like that of `cast`, each with a request that waits for Priya, whose deputy is Sam; both have
/// their answers ready.
async fn pilots(pool: &PgPool, cast: Cast) -> Vec<(PilotId, ApprovalRequestId)> {
    for (statement, by) in [
        (
            "insert into pilot (slug, name, zone, created_by, created_at)
             select 'race-' || n, 'Race ' || n, 'Europe/Berlin', $1, $2 from generate_series(1, $3) n",
            cast.dana,
        ),
        (
            "insert into member (pilot_id, person_id, role, arm, added_by, added_at)
             select p.pilot_id, m.person_id, m.role, m.arm, $1, $2 from pilot p cross join member m
             where p.slug like 'race-%' and m.pilot_id = (select min(pilot_id) from pilot) and $3 > 0",
            cast.dana,
        ),
        (
            "insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
             select p.pilot_id, 1, r.body, r.terms, r.digest, '', $1, $2 from pilot p cross join revision r
             where p.slug like 'race-%' and r.number = 2 and $3 > 0",
            cast.dana,
        ),
        (
            "insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at)
             select p.pilot_id, 1, z.items, z.digest, '', $1, $2 from pilot p cross join zone_version z
             where p.slug like 'race-%' and $3 > 0",
            cast.dana,
        ),
        (
            "insert into approval_request (pilot_id, revision_number, zone_version, sent_by, sent_at, due_at)
             select pilot_id, 1, 1, $1, $2, $2 from pilot where slug like 'race-%' and $3 > 0",
            cast.dana,
        ),
        (
            "insert into approval_seat (approval_request_id, approver_id)
             select approval_request_id, $1 from approval_request where sent_at = $2 and $3 > 0",
            cast.priya,
        ),
        (
            "insert into delegation (pilot_id, approver_id, deputy_id, starts_at, ends_at, named_at)
             select pilot_id, (select min(approver_id) from approval_seat), $1, $2, $2 + interval '1 day', $2
             from pilot where slug like 'race-%' and $3 > 0",
            cast.sam,
        ),
    ] {
        sqlx::query(statement)
            .bind(by.0)
            .bind(now())
            .bind(PILOTS)
            .execute(pool)
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    sqlx::query(
        "insert into approval_draft (approval_request_id, person_id, answers, saved_at)
         select approval_request_id, unnest($1::bigint[]), $2, $3 from approval_request",
    )
    .bind([cast.priya.0, cast.sam.0])
    .bind(Json(answers(Verdict::Approve, "")))
    .bind(now())
    .execute(pool)
    .await
    .expect("answers");
    sqlx::query_as::<_, (i64, i64)>("select pilot_id, approval_request_id from approval_request order by pilot_id")
        .fetch_all(pool)
        .await
        .expect("requests")
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
    assert_eq!(pilots.len() as i64, PILOTS);
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
    assert_eq!(made.len() as i64, PILOTS);
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
    assert_eq!(count(&pool, "select count(*) from approval").await, PILOTS);
    let rows = count(&pool, "select count(*) from activity where action = 'approval.decide'").await;
    assert_eq!(rows, PILOTS);
    let once = "select count(distinct pilot_id) from activity where action = 'approval.decide'";
    assert_eq!(count(&pool, once).await, PILOTS);
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}
