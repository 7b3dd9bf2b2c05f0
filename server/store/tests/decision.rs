//! Two people, one decision.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, NaiveDate, Utc};
use domain::criterion::Choice::{self, Expand, Iterate, RollBack};
use domain::ids::{DecisionId, SnapshotId};
use domain::person::Arm;
use domain::pilot::Status;
use domain::survey::Energy;
use sqlx::PgPool;
use store::data;
use store::decision::{New, confirm, current, record};
use store::readout::take;
use store::survey::{NewAnswer, answer};
use store::testing::{self, Cast};
use store::{Error, activity, pilot};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Long after the end and the read date.
fn day() -> DateTime<Utc> {
    at("2026-05-04T13:40:00Z")
}

fn start() -> DateTime<Utc> {
    at("2026-03-02T09:00:00Z")
}

fn friday() -> DateTime<Utc> {
    at("2026-03-20T13:00:00Z")
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

/// An ended pilot with its final numbers frozen. No commit, nothing shipped, energy 1: three
/// criteria are not met, so the rule says roll back whatever the fourth would be.
async fn frozen(pool: &PgPool) -> (Cast, SnapshotId) {
    let cast = testing::started_pilot(pool, start()).await.unwrap();
    testing::answered(pool, &cast, &[1, 1, 1, 1], start()).await.unwrap();
    let snapshot = take(pool, cast.pilot, cast.sponsor, day()).await.unwrap();
    (cast, snapshot)
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        other => panic!("not refused: {other:?}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn recorded_by_one_side_and_confirmed_by_the_other(pool: PgPool) {
    let (cast, snapshot) = frozen(&pool).await;
    let decision = record(&pool, cast.pilot, cast.sponsor, new(snapshot, RollBack, ""), day())
        .await
        .unwrap();

    let waiting = current(&pool, cast.pilot).await.unwrap().unwrap();
    assert_eq!((waiting.choice, waiting.pointed_to), (RollBack, Some(RollBack)));
    assert_eq!(
        (waiting.recorded_by_name.as_str(), waiting.waits_for.as_str()),
        ("Dana", "Priya")
    );
    assert_eq!(waiting.confirmed, None);
    assert_eq!(pilot::status(&pool, cast.pilot, day()).await.unwrap(), Status::Readout);

    confirm(&pool, cast.pilot, cast.approver, decision, at("2026-05-04T13:48:00Z"))
        .await
        .unwrap();
    let made = current(&pool, cast.pilot).await.unwrap().unwrap();
    assert_eq!(made.confirmed, Some(("Priya".to_owned(), at("2026-05-04T13:48:00Z"))));
    assert_eq!(
        pilot::status(&pool, cast.pilot, day()).await.unwrap(),
        Status::Decided(RollBack)
    );
    let log = activity::list(&pool, cast.pilot, 3).await.unwrap();
    let acts: Vec<_> = log.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(acts, ["decision.confirm", "decision.record", "readout.freeze"]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn neither_the_recorder_nor_their_side_confirms(pool: PgPool) {
    let (cast, snapshot) = frozen(&pool).await;
    let decision = record(&pool, cast.pilot, cast.sponsor, new(snapshot, RollBack, ""), day())
        .await
        .unwrap();
    refused(confirm(&pool, cast.pilot, cast.sponsor, decision, day()).await);
    let second_sponsor = testing::person(&pool, "Sam").await.unwrap();
    sqlx::query(
        "insert into member (pilot_id, person_id, role, added_by, added_at) values ($1, $2, 'sponsor', $2, $3)",
    )
    .bind(cast.pilot.0)
    .bind(second_sponsor.0)
    .bind(day())
    .execute(&pool)
    .await
    .unwrap();
    refused(confirm(&pool, cast.pilot, second_sponsor, decision, day()).await);
    let outsider = confirm(&pool, cast.pilot, cast.new_pm, decision, day()).await;
    assert!(matches!(outsider, Err(Error::NotFound)));
    let other = testing::pilot(&pool, "search", day()).await.unwrap();
    let elsewhere = confirm(&pool, other.pilot, cast.approver, decision, day()).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    assert_eq!(current(&pool, cast.pilot).await.unwrap().unwrap().confirmed, None);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn against_the_rule_needs_a_reason(pool: PgPool) {
    let (cast, snapshot) = frozen(&pool).await;
    let without = record(&pool, cast.pilot, cast.sponsor, new(snapshot, Iterate, " "), day()).await;
    assert_eq!(
        refused(without),
        "Say why. The agreed rule does not point to this choice."
    );
    record(
        &pool,
        cast.pilot,
        cast.sponsor,
        new(snapshot, Iterate, "One incident explains it"),
        day(),
    )
    .await
    .unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_second_record_takes_the_place_of_an_unconfirmed_one(pool: PgPool) {
    let (cast, snapshot) = frozen(&pool).await;
    let first = record(&pool, cast.pilot, cast.sponsor, new(snapshot, RollBack, ""), day())
        .await
        .unwrap();
    let second = record(
        &pool,
        cast.pilot,
        cast.approver,
        new(snapshot, Expand, "We saw enough"),
        day(),
    )
    .await
    .unwrap();
    refused(confirm(&pool, cast.pilot, cast.approver, first, day()).await);
    confirm(&pool, cast.pilot, cast.sponsor, second, day()).await.unwrap();
    assert_eq!(current(&pool, cast.pilot).await.unwrap().unwrap().choice, Expand);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_confirmed_decision_is_final_and_confirming_twice_does_nothing(pool: PgPool) {
    let (cast, snapshot) = frozen(&pool).await;
    let decision = record(&pool, cast.pilot, cast.sponsor, new(snapshot, RollBack, ""), day())
        .await
        .unwrap();
    confirm(&pool, cast.pilot, cast.approver, decision, day())
        .await
        .unwrap();
    confirm(&pool, cast.pilot, cast.approver, decision, at("2026-05-05T10:00:00Z"))
        .await
        .unwrap();
    let made = current(&pool, cast.pilot).await.unwrap().unwrap();
    assert_eq!(made.confirmed, Some(("Priya".to_owned(), day())));
    refused(record(&pool, cast.pilot, cast.approver, new(snapshot, RollBack, ""), day()).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_facts_of_a_decided_pilot_stay_as_they_were(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    let snapshot = take(&pool, cast.pilot, cast.sponsor, day()).await.unwrap();
    let choice = new(snapshot, RollBack, "We stop here");
    let decision = record(&pool, cast.pilot, cast.sponsor, choice, day()).await.unwrap();
    let shipped = (
        NaiveDate::from_ymd_opt(2026, 3, 19).unwrap(),
        "release 12",
        "It was on all along",
    );
    let ship = async || data::ship(&pool, cast.pilot, cast.sponsor, Arm::NewModel, shipped, day()).await;
    let late = NewAnswer {
        week: 1,
        energy: Energy::try_from(4).unwrap(),
        note: "",
    };
    // Recorded, it can still change; confirmed, nothing can.
    ship().await.unwrap();
    confirm(&pool, cast.pilot, cast.approver, decision, day())
        .await
        .unwrap();
    let sentence = "This pilot is decided. Its facts stay as they were.";
    assert_eq!(refused(ship().await), sentence);
    assert_eq!(
        refused(answer(&pool, cast.pilot, cast.new_pm, &late, day()).await),
        sentence
    );
    assert_eq!(refused(take(&pool, cast.pilot, cast.sponsor, day()).await), sentence);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_running_pilot_is_only_rolled_back(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    let early = take(&pool, cast.pilot, cast.sponsor, friday()).await.unwrap();
    refused(
        record(
            &pool,
            cast.pilot,
            cast.sponsor,
            new(early, Iterate, "Enough seen"),
            friday(),
        )
        .await,
    );
    refused(record(&pool, cast.pilot, cast.sponsor, new(early, RollBack, ""), friday()).await);
    // After the end, numbers frozen before it decide nothing.
    refused(
        record(
            &pool,
            cast.pilot,
            cast.sponsor,
            new(early, RollBack, "Too risky"),
            day(),
        )
        .await,
    );
    let decision = record(
        &pool,
        cast.pilot,
        cast.sponsor,
        new(early, RollBack, "Too risky"),
        friday(),
    )
    .await
    .unwrap();
    confirm(&pool, cast.pilot, cast.approver, decision, friday())
        .await
        .unwrap();
    assert_eq!(
        pilot::status(&pool, cast.pilot, friday()).await.unwrap(),
        Status::Decided(RollBack)
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn numbers_frozen_again_must_be_looked_at_first(pool: PgPool) {
    let (cast, old) = frozen(&pool).await;
    take(&pool, cast.pilot, cast.sponsor, day()).await.unwrap();
    refused(record(&pool, cast.pilot, cast.sponsor, new(old, RollBack, ""), day()).await);
    let unknown = record(
        &pool,
        cast.pilot,
        cast.sponsor,
        new(SnapshotId(99), RollBack, ""),
        day(),
    )
    .await;
    assert!(matches!(unknown, Err(Error::NotFound)));
}

/// Both sides record at the same time and everybody confirms everything at once: one decision comes
/// out, confirmed once, by somebody of the other side than its recorder's.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn records_and_confirmations_at_once_make_one_decision(pool: PgPool) {
    let (cast, snapshot) = frozen(&pool).await;
    let (one, other) = tokio::join!(
        record(&pool, cast.pilot, cast.sponsor, new(snapshot, RollBack, ""), day()),
        record(&pool, cast.pilot, cast.approver, new(snapshot, RollBack, ""), day()),
    );
    let decisions: Vec<DecisionId> = vec![one.unwrap(), other.unwrap()];
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..3 {
        for who in [cast.sponsor, cast.approver] {
            for decision in decisions.clone() {
                let pool = pool.clone();
                tasks.spawn(async move { confirm(&pool, cast.pilot, who, decision, day()).await });
            }
            let pool = pool.clone();
            let again = new(snapshot, RollBack, "");
            tasks.spawn(async move { record(&pool, cast.pilot, who, again, day()).await.map(drop) });
        }
    }
    while let Some(done) = tasks.join_next().await {
        match done.unwrap() {
            Ok(()) | Err(Error::Refused(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    // Whatever the order was, the newest record can be confirmed if none was.
    let newest = current(&pool, cast.pilot).await.unwrap().unwrap();
    for who in [cast.sponsor, cast.approver] {
        let _ = confirm(&pool, cast.pilot, who, newest.decision_id, day()).await;
    }
    let confirmations: i64 = sqlx::query_scalar("select count(*) from decision_confirmation")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(confirmations, 1);
    let made = current(&pool, cast.pilot).await.unwrap().unwrap();
    assert_ne!(made.confirmed.unwrap().0, made.recorded_by_name);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_decision_to_iterate_begins_a_second_proposal_from_what_was_signed(pool: PgPool) {
    let (cast, snapshot) = frozen(&pool).await;
    let begin = |name| pilot::iterate(&pool, cast.pilot, cast.sponsor, name, day());
    let not_yet = "A second proposal follows once both sides have decided to iterate.";
    assert_eq!(refused(begin("Checkout 2").await), not_yet);
    let decision = record(
        &pool,
        cast.pilot,
        cast.sponsor,
        new(snapshot, Iterate, "We learned much"),
        day(),
    )
    .await
    .unwrap();
    assert_eq!(refused(begin("Checkout 2").await), not_yet);
    confirm(&pool, cast.pilot, cast.approver, decision, day())
        .await
        .unwrap();
    refused(begin("").await);
    let slug = begin("Checkout 2").await.unwrap();
    assert_eq!(slug, "checkout-2");
    let (second, _) = pilot::find(&pool, &slug, cast.sponsor, day()).await.unwrap().unwrap();
    let signed = pilot::signed_text(&pool, cast.pilot).await.unwrap();
    let begun = store::proposal::latest(&pool, second.pilot_id).await.unwrap();
    assert_eq!(begun.body, signed.revision.body);
    assert_eq!((begun.terms.readout_at, begun.terms.zone_version), (None, None));
    assert_eq!(
        domain::terms::Terms {
            readout_at: signed.revision.terms.readout_at,
            zone_version: signed.revision.terms.zone_version,
            metric_definitions: signed.revision.terms.metric_definitions.clone(),
            ..begun.terms.clone()
        },
        signed.revision.terms
    );
    let items = store::zone::items_of(&pool, second.pilot_id, 1).await.unwrap();
    assert!(!items.is_empty());
    assert_eq!(items, signed.items);
    // Nobody is taken over, and each knows of the other.
    let facts = pilot::facts(&pool, second.pilot_id).await.unwrap();
    let people: Vec<_> = facts.members().map(|member| member.person_id).collect();
    assert_eq!(people, [cast.sponsor]);
    assert_eq!(facts.first.unwrap().pilot_id, cast.pilot);
    assert_eq!(facts.life, domain::pilot::Life::default());
    let first = pilot::facts(&pool, cast.pilot).await.unwrap();
    let seconds: Vec<_> = first
        .seconds
        .iter()
        .map(|one| (one.slug.as_str(), one.by.as_str()))
        .collect();
    assert_eq!(seconds, [("checkout-2", "Dana")]);
    for of in [cast.pilot, second.pilot_id] {
        let log = activity::list(&pool, of, 1).await.unwrap();
        assert_eq!(log[0].action, "pilot.iterate");
    }
    assert!(matches!(
        activity::verify(&pool).await.unwrap(),
        activity::Verified::Whole { .. }
    ));
    // Its first entry speaks of its first revision, and the whole of it fits.
    let found = activity::contradiction(&pool).await.unwrap();
    let found = found.filter(|one| one.pilot.as_deref() == Some("checkout-2"));
    assert_eq!(found, None);
}
