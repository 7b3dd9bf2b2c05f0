//! Taking over from an engineering DRI while the pilot runs: who can offer it, who signs, and what follows from the last signature.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use chrono::{DateTime, Utc};
use domain::decimal::Decimal;
use domain::ids::{PersonId, ReplacementId};
use domain::person::{Arm, Membership, Role};
use domain::week_one::Side;
use domain::zone::Signatory;
use store::activity::{self, Verified};
use store::pilot::{self, Facts};
use store::testing::{self, Cast};
use store::{Error, PgPool, hours, programme, replacement, week_one};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Monday, 2 March 2026, 09:00 in Berlin; weeks end on Sundays at 23:00 UTC.
fn start() -> DateTime<Utc> {
    utc("2026-03-02T08:00:00Z")
}

/// Wednesday of the second week.
fn change() -> DateTime<Utc> {
    utc("2026-03-11T10:00:00Z")
}

/// A started pilot, and Nell, who observes it.
async fn observed(pool: &PgPool) -> (Cast, PersonId) {
    let cast = testing::started_pilot(pool, start()).await.unwrap();
    let nell = testing::person(pool, "Nell").await.unwrap();
    testing::member(pool, cast.pilot, nell, Role::Observer, start())
        .await
        .unwrap();
    (cast, nell)
}

async fn facts(pool: &PgPool, cast: &Cast) -> Facts {
    pilot::facts(pool, cast.pilot).await.unwrap()
}

async fn offer(pool: &PgPool, cast: &Cast, by: PersonId, from: PersonId) -> Result<ReplacementId, Error> {
    let seat = (Arm::NewModel, from);
    replacement::offer(pool, cast.pilot, by, seat, "Lee is on parental leave.", change()).await?;
    Ok(facts(pool, cast).await.offer.unwrap().id)
}

async fn roles(pool: &PgPool, cast: &Cast, person: PersonId) -> Vec<(Role, Option<Arm>)> {
    let facts = facts(pool, cast).await;
    let theirs = facts.members().filter(|member| member.person_id == person);
    theirs
        .map(|member| (member.membership.role, member.membership.arm))
        .collect()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>, words: &str) {
    match outcome {
        Err(Error::Refused(sentence)) => assert!(sentence.contains(words), "{sentence}"),
        other => panic!("{other:?}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn somebody_takes_over_with_the_last_signature_and_never_before(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    // What Lee does as a DRI stays theirs.
    let two = Decimal::hundredths(200);
    hours::log(&pool, cast.pilot, cast.new_dri, (1, two), utc("2026-03-09T10:00:00Z"))
        .await
        .unwrap();
    for (person, side) in [(cast.new_pm, Side::PilotPm), (cast.new_dri, Side::Dri)] {
        let word = (Arm::NewModel, 1, side);
        week_one::tick(
            &pool,
            cast.pilot,
            person,
            word,
            "acme/shop#3",
            utc("2026-03-09T11:00:00Z"),
        )
        .await
        .unwrap();
    }
    let before = facts(&pool, &cast).await;
    let id = offer(&pool, &cast, nell, cast.new_dri).await.unwrap();
    let owed = async |person| facts(&pool, &cast).await.offer_owed_by(person);
    assert_eq!(owed(cast.sponsor).await, [Signatory::Sponsor]);
    assert_eq!(owed(cast.approver).await, [Signatory::Approver]);
    assert_eq!(owed(cast.old_dri).await, [Signatory::Dri(Arm::OldModel)]);
    for nobody in [cast.new_dri, cast.new_pm, nell] {
        assert_eq!(owed(nobody).await, []);
        let signed = replacement::sign(&pool, cast.pilot, nobody, id, change()).await;
        assert!(matches!(signed, Err(Error::NotFound)), "{signed:?}");
    }
    for (person, bound, at) in [
        (cast.sponsor, false, "2026-03-11T11:00:00Z"),
        // Again: it changes nothing.
        (cast.sponsor, false, "2026-03-11T11:01:00Z"),
        (cast.old_dri, false, "2026-03-11T12:00:00Z"),
        (cast.approver, true, "2026-03-11T13:00:00Z"),
    ] {
        assert_eq!(roles(&pool, &cast, nell).await, [(Role::Observer, None)]);
        let signed = replacement::sign(&pool, cast.pilot, person, id, utc(at)).await;
        assert_eq!(signed.unwrap(), bound, "{at}");
    }
    let dri = (Role::Dri, Some(Arm::NewModel));
    assert_eq!(roles(&pool, &cast, nell).await, [dri, (Role::Observer, None)]);
    // Lee goes on reading, and does nothing more as a DRI.
    assert_eq!(roles(&pool, &cast, cast.new_dri).await, [(Role::Observer, None)]);

    let after = facts(&pool, &cast).await;
    assert!(after.offer.is_none());
    let said: Vec<String> = after.replaced.iter().map(|one| one.sentence()).collect();
    assert_eq!(said, ["The engineering DRI of the new model changed from Lee to Nell"]);
    assert_eq!(after.replaced[0].at, utc("2026-03-11T13:00:00Z"));
    // The zone is signed by everybody still, Nell among them; who reviews whom and what was confirmed stays.
    assert!(after.unsigned().unwrap().is_complete());
    let paired = |facts: &Facts| facts.arms()[0].pairs().pairs;
    assert_eq!(paired(&before), [(cast.new_pm, cast.new_dri)]);
    assert_eq!(paired(&after), [(cast.new_pm, nell)]);
    assert_eq!(after.ticks, before.ticks);
    let page = week_one::page(&pool, cast.pilot).await.unwrap();
    let of_mira = page.activities[0]
        .progress
        .iter()
        .find(|doing| doing.is_of(cast.new_pm));
    assert!(
        matches!(of_mira.unwrap().progress, domain::week_one::Progress::Confirmed { .. }),
        "{of_mira:?}"
    );

    // Weeks are of whoever is the DRI at their end.
    let log = async |person, week, at: &str| hours::log(&pool, cast.pilot, person, (week, two), utc(at)).await;
    let left = log(cast.new_dri, 2, "2026-03-16T10:00:00Z").await;
    assert!(matches!(left, Err(Error::NotFound)), "{left:?}");
    refused(
        log(nell, 1, "2026-03-16T10:00:00Z").await,
        "Week 1 was over before you became the engineering DRI.",
    );
    log(nell, 2, "2026-03-16T10:00:00Z").await.unwrap();
    let meter = facts(&pool, &cast).await.meter(utc("2026-03-16T11:00:00Z")).unwrap();
    // Lee's first week and Nell's second are logged; Kim's two are not.
    assert_eq!((meter.logged.in_hundredths(), meter.missing), (400, 2));

    let numbers = programme::load(&pool, cast.pilot).await.unwrap();
    assert_eq!(numbers.replaced, after.replaced);
    let log = activity::list(&pool, cast.pilot, 3).await.unwrap();
    assert!(log.iter().any(|line| line.action == "replacement.bind"));
    let verified = activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nobody_takes_over_before_the_start(pool: PgPool) {
    let waiting = testing::ready_pilot(&pool, start()).await.unwrap();
    let nell = testing::person(&pool, "Nell").await.unwrap();
    testing::member(&pool, waiting.pilot, nell, Role::Observer, start())
        .await
        .unwrap();
    let early = replacement::offer(
        &pool,
        waiting.pilot,
        nell,
        (Arm::NewModel, waiting.new_dri),
        "Too early",
        start(),
    )
    .await;
    refused(early, "The pilot has not started.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_has_a_part_keeps_to_it_and_a_second_offer_waits(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    for person in [cast.sponsor, cast.approver, cast.new_pm, cast.new_dri, cast.old_dri] {
        refused(
            offer(&pool, &cast, person, cast.new_dri).await,
            "Only an observer takes over",
        );
    }
    refused(
        offer(&pool, &cast, nell, cast.old_dri).await,
        "no engineering DRI of that arm any more",
    );
    refused(offer(&pool, &cast, nell, nell).await, "no engineering DRI of that arm");
    let id = offer(&pool, &cast, nell, cast.new_dri).await.unwrap();
    let ole = testing::person(&pool, "Ole").await.unwrap();
    testing::member(&pool, cast.pilot, ole, Role::Observer, change())
        .await
        .unwrap();
    refused(
        offer(&pool, &cast, ole, cast.new_dri).await,
        "Nell offers to take over from Lee already.",
    );
    let back = async |person| {
        replacement::withdraw(
            &pool,
            cast.pilot,
            person,
            (id, "Lee stays."),
            utc("2026-03-12T09:00:00Z"),
        )
        .await
    };
    for other in [cast.approver, cast.old_dri, ole] {
        let withdrawn = back(other).await;
        assert!(matches!(withdrawn, Err(Error::NotFound)), "{withdrawn:?}");
    }
    back(nell).await.unwrap();
    refused(back(cast.sponsor).await, "This offer is not open any more.");
    refused(
        replacement::sign(&pool, cast.pilot, cast.sponsor, id, utc("2026-03-12T10:00:00Z")).await,
        "This offer is not open any more.",
    );
    let known = facts(&pool, &cast).await;
    assert!(known.offer.is_none() && known.replaced.is_empty());
    assert_eq!(known.tenures().len(), 2);
    // Whoever becomes something else meanwhile cannot take over by an older offer.
    let id = offer(&pool, &cast, ole, cast.new_dri).await.unwrap();
    for person in [cast.sponsor, cast.old_dri] {
        let signed = replacement::sign(&pool, cast.pilot, person, id, utc("2026-03-12T11:00:00Z")).await;
        assert!(!signed.unwrap());
    }
    sqlx::query("insert into member (pilot_id, person_id, role, arm, added_by, added_at) values ($1, $2, 'dri', 'old_model', $3, $4)")
        .bind(cast.pilot.0)
        .bind(ole.0)
        .bind(cast.sponsor.0)
        .bind(change())
        .execute(&pool)
        .await
        .unwrap();
    refused(
        replacement::sign(&pool, cast.pilot, cast.approver, id, utc("2026-03-12T12:00:00Z")).await,
        "Only an observer takes over",
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_last_signatures_at_once_bind_once(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    let id = offer(&pool, &cast, nell, cast.new_dri).await.unwrap();
    replacement::sign(&pool, cast.pilot, cast.old_dri, id, change())
        .await
        .unwrap();
    let sign = async |person| {
        replacement::sign(&pool, cast.pilot, person, id, change())
            .await
            .unwrap()
    };
    let (one, other) = tokio::join!(sign(cast.sponsor), sign(cast.approver));
    assert!(one != other, "one of them is the last: {one} {other}");
    let dri = Membership {
        role: Role::Dri,
        arm: Some(Arm::NewModel),
    };
    let known = facts(&pool, &cast).await;
    let holders: Vec<PersonId> = known
        .members()
        .filter(|member| member.membership == dri)
        .map(|member| member.person_id)
        .collect();
    assert_eq!(holders, [nell]);
    // Nothing of it can be changed afterwards.
    for statement in [
        "delete from replacement_outcome",
        "update replacement set reason = 'Another'",
        "delete from replacement_signature",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}
