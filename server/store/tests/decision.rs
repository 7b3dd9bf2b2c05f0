//! Two people, one decision.

mod ended;

use chrono::{DateTime, NaiveDate, Utc};
use domain::decision::Choice;
use domain::ids::{DecisionId, PersonId, PilotId, SnapshotId};
use domain::pilot::Status;
use ended::{APPROVER, OTHER_SPONSOR, PILOT, SPONSOR, at, pilot, write};
use sqlx::PgPool;
use store::Error;
use store::decision::{New, confirm, current, record};
use store::readout::take;

fn day() -> DateTime<Utc> {
    at("2026-03-31T13:40Z")
}

fn new(snapshot: SnapshotId, choice: Choice, reason: &str) -> New {
    New {
        snapshot,
        choice,
        reason: reason.to_owned(),
        attendees: "Dana, Priya".to_owned(),
        next_step: "Write the second proposal".to_owned(),
        owner: "Dana".to_owned(),
        due_on: NaiveDate::from_ymd_opt(2026, 4, 14).unwrap(),
    }
}

/// The ended pilot with its final numbers frozen. One criterion is met: the rule says roll back.
async fn frozen(pool: &PgPool) -> SnapshotId {
    pilot(pool).await;
    take(pool, PILOT, SPONSOR, at("2026-03-31T13:00Z")).await.unwrap()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        other => panic!("not refused: {other:?}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn recorded_by_one_side_and_confirmed_by_the_other(pool: PgPool) {
    let snapshot = frozen(&pool).await;
    let decision = record(&pool, PILOT, SPONSOR, new(snapshot, Choice::RollBack, ""), day()).await.unwrap();

    let waiting = current(&pool, PILOT).await.unwrap().unwrap();
    assert_eq!((waiting.choice, waiting.pointed_to), (Choice::RollBack, Some(Choice::RollBack)));
    assert_eq!((waiting.recorded_by_name.as_str(), waiting.waits_for.as_str()), ("Dana", "Priya"));
    assert_eq!(waiting.confirmed, None);
    assert_eq!(store::pilot::status(&pool, PILOT, day()).await.unwrap(), Status::Readout);

    confirm(&pool, PILOT, APPROVER, decision, at("2026-03-31T13:48Z")).await.unwrap();
    let made = current(&pool, PILOT).await.unwrap().unwrap();
    assert_eq!(made.confirmed, Some(("Priya".to_owned(), at("2026-03-31T13:48Z"))));
    assert_eq!(
        store::pilot::status(&pool, PILOT, day()).await.unwrap(),
        Status::Decided(Choice::RollBack)
    );
    let log = store::activity::list(&pool, PILOT, 10).await.unwrap();
    let acts: Vec<_> = log.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(acts, ["decision.confirm", "decision.record", "readout.freeze"]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn neither_the_recorder_nor_their_side_confirms(pool: PgPool) {
    let snapshot = frozen(&pool).await;
    let decision = record(&pool, PILOT, SPONSOR, new(snapshot, Choice::RollBack, ""), day()).await.unwrap();
    refused(confirm(&pool, PILOT, SPONSOR, decision, day()).await);
    refused(confirm(&pool, PILOT, OTHER_SPONSOR, decision, day()).await);
    let outsider = confirm(&pool, PILOT, PersonId(3), decision, day()).await;
    assert!(matches!(outsider, Err(Error::NotFound)));
    let elsewhere = confirm(&pool, PilotId(2), APPROVER, decision, day()).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    assert_eq!(current(&pool, PILOT).await.unwrap().unwrap().confirmed, None);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn against_the_rule_needs_a_reason(pool: PgPool) {
    let snapshot = frozen(&pool).await;
    let without = record(&pool, PILOT, SPONSOR, new(snapshot, Choice::Iterate, " "), day()).await;
    assert_eq!(refused(without), "Say why. The agreed rule does not point to this choice.");
    record(&pool, PILOT, SPONSOR, new(snapshot, Choice::Iterate, "One incident explains it"), day())
        .await
        .unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_second_record_takes_the_place_of_an_unconfirmed_one(pool: PgPool) {
    let snapshot = frozen(&pool).await;
    let first = record(&pool, PILOT, SPONSOR, new(snapshot, Choice::RollBack, ""), day()).await.unwrap();
    let second = record(&pool, PILOT, APPROVER, new(snapshot, Choice::Expand, "We saw enough"), day())
        .await
        .unwrap();
    refused(confirm(&pool, PILOT, APPROVER, first, day()).await);
    confirm(&pool, PILOT, SPONSOR, second, day()).await.unwrap();
    assert_eq!(current(&pool, PILOT).await.unwrap().unwrap().choice, Choice::Expand);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_confirmed_decision_is_final_and_confirming_twice_does_nothing(pool: PgPool) {
    let snapshot = frozen(&pool).await;
    let decision = record(&pool, PILOT, SPONSOR, new(snapshot, Choice::RollBack, ""), day()).await.unwrap();
    confirm(&pool, PILOT, APPROVER, decision, day()).await.unwrap();
    confirm(&pool, PILOT, APPROVER, decision, at("2026-04-01T10:00Z")).await.unwrap();
    let made = current(&pool, PILOT).await.unwrap().unwrap();
    assert_eq!(made.confirmed, Some(("Priya".to_owned(), day())));
    refused(record(&pool, PILOT, APPROVER, new(snapshot, Choice::RollBack, ""), day()).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_running_pilot_is_only_rolled_back(pool: PgPool) {
    pilot(&pool).await;
    let (friday, monday) = (at("2026-03-20T13:00Z"), at("2026-03-31T13:00Z"));
    let early = take(&pool, PILOT, SPONSOR, friday).await.unwrap();
    refused(record(&pool, PILOT, SPONSOR, new(early, Choice::Iterate, "Enough seen"), friday).await);
    refused(record(&pool, PILOT, SPONSOR, new(early, Choice::RollBack, ""), friday).await);
    // After the end, numbers frozen before it decide nothing.
    refused(record(&pool, PILOT, SPONSOR, new(early, Choice::RollBack, "Too risky"), monday).await);
    let decision = record(&pool, PILOT, SPONSOR, new(early, Choice::RollBack, "Too risky"), friday).await.unwrap();
    confirm(&pool, PILOT, APPROVER, decision, friday).await.unwrap();
    assert_eq!(
        store::pilot::status(&pool, PILOT, friday).await.unwrap(),
        Status::Decided(Choice::RollBack)
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn numbers_frozen_again_must_be_looked_at_first(pool: PgPool) {
    let old = frozen(&pool).await;
    take(&pool, PILOT, SPONSOR, day()).await.unwrap();
    refused(record(&pool, PILOT, SPONSOR, new(old, Choice::RollBack, ""), day()).await);
    let unknown = record(&pool, PILOT, SPONSOR, new(SnapshotId(99), Choice::RollBack, ""), day()).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
}

/// Both sides record at the same time and everybody confirms everything at once: one decision comes
/// out, confirmed once, by somebody of the other side than its recorder's.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn records_and_confirmations_at_once_make_one_decision(pool: PgPool) {
    let snapshot = frozen(&pool).await;
    let (one, other) = tokio::join!(
        record(&pool, PILOT, SPONSOR, new(snapshot, Choice::RollBack, ""), day()),
        record(&pool, PILOT, APPROVER, new(snapshot, Choice::RollBack, ""), day()),
    );
    let decisions: Vec<DecisionId> = vec![one.unwrap(), other.unwrap()];
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..3 {
        for who in [SPONSOR, APPROVER] {
            for decision in decisions.clone() {
                let pool = pool.clone();
                tasks.spawn(async move { confirm(&pool, PILOT, who, decision, day()).await });
            }
            let pool = pool.clone();
            let again = new(snapshot, Choice::RollBack, "");
            tasks.spawn(async move { record(&pool, PILOT, who, again, day()).await.map(drop) });
        }
    }
    while let Some(done) = tasks.join_next().await {
        match done.unwrap() {
            Ok(()) | Err(Error::Refused(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    // Whatever the order was, the newest record can be confirmed if none was.
    let newest = current(&pool, PILOT).await.unwrap().unwrap();
    for who in [SPONSOR, APPROVER] {
        let _ = confirm(&pool, PILOT, who, newest.decision_id, day()).await;
    }
    let confirmations: i64 = sqlx::query_scalar("select count(*) from decision_confirmation")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(confirmations, 1);
    let made = current(&pool, PILOT).await.unwrap().unwrap();
    assert_ne!(made.confirmed.unwrap().0, made.recorded_by_name);
    write(&pool, "select 1").await;
}
