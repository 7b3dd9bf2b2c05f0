//! The start: blocked with reasons, once, and frozen afterwards.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use domain::person::{Arm, Membership, Role};
use domain::pilot::{Answer, Blocker};
use domain::terms::Terms;
use domain::zone::Signatory;
use domain::zone::draft::Row;
use serde_json::Value;
use sqlx::PgPool;
use store::testing::{self, Cast};
use store::{Error, activity, baseline, enrolment, feature as feature_of_arm, programme, start, zone};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Monday 14:00 in Berlin, in the week in which the clocks change.
fn monday() -> DateTime<Utc> {
    utc("2026-03-23T13:00:00Z")
}

async fn blockers(pool: &PgPool, cast: &Cast) -> Vec<Blocker> {
    let known = store::pilot::facts(pool, cast.pilot).await.unwrap();
    start::page(pool, &known, monday()).await.unwrap().blockers
}

/// The sponsor saves the next version of the zone, which lacks the first item.
async fn without_first_item(pool: &PgPool, cast: &Cast, now: DateTime<Utc>) {
    let first = zone::items_of(pool, cast.pilot, 1).await.unwrap().remove(0);
    let row = Row {
        was: Some(first.text),
        item: None,
    };
    let saved = zone::join(pool, cast.pilot, cast.sponsor, 1, &[row], now).await;
    assert!(matches!(saved, Ok(zone::Joined::Saved(_))));
}

fn refusal<T>(outcome: store::Result<T>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("not refused"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_missing_is_read_from_the_rows(pool: PgPool) {
    let now = monday();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    let at_first = blockers(&pool, &cast).await;
    assert!(
        at_first.contains(&Blocker::NotSent) && at_first.contains(&Blocker::NoZone),
        "{at_first:?}"
    );

    testing::decided(&pool, &cast, Verdict::Approve, now).await.unwrap();
    testing::signed(&pool, &cast, now).await.unwrap();
    assert_eq!(
        blockers(&pool, &cast).await,
        [
            Blocker::NoFeature(Arm::NewModel),
            Blocker::NotReady(Arm::NewModel),
            Blocker::NoFeature(Arm::OldModel),
            Blocker::NotReady(Arm::OldModel),
            Blocker::Baseline { entered: 0, needed: 4 },
        ]
    );
    let sentence = refusal(start::start(&pool, cast.pilot, &[], cast.sponsor, now).await);
    assert!(sentence.contains("0 of 4 baseline features are entered."), "{sentence}");

    testing::enrolled(&pool, &cast, now).await.unwrap();
    assert_eq!(blockers(&pool, &cast).await, []);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn changed_terms_and_a_released_dri_block_again(pool: PgPool) {
    let now = monday();
    let cast = testing::ready_pilot(&pool, now).await.unwrap();
    let mut terms = testing::terms();
    terms.commit_drop_percent = Some(20.into());
    testing::revision(&pool, &cast, &terms, now).await.unwrap();
    assert_eq!(blockers(&pool, &cast).await, [Blocker::Outdated { revision: 1 }]);
    testing::revision(&pool, &cast, &testing::terms(), now).await.unwrap();
    assert_eq!(blockers(&pool, &cast).await, []);

    let dri = Membership {
        role: Role::Dri,
        arm: Some(Arm::OldModel),
    };
    enrolment::release(&pool, cast.pilot, cast.old_dri, dri, cast.sponsor, now)
        .await
        .unwrap();
    assert_eq!(
        blockers(&pool, &cast).await,
        [Blocker::NobodyIs(Role::Dri, Some(Arm::OldModel))]
    );
    enrolment::give_role(&pool, cast.pilot, cast.new_dri, dri, cast.sponsor, now)
        .await
        .unwrap();
    assert_eq!(
        blockers(&pool, &cast).await,
        [
            Blocker::ZoneUnsigned(1, Role::Dri, Some(Arm::OldModel)),
            Blocker::NotReady(Arm::OldModel)
        ]
    );

    let version = zone::current(&pool, cast.pilot).await.unwrap().unwrap();
    assert_eq!(version.status().missing, [Signatory::Dri(Arm::OldModel)]);
    let read = (version.number, &version.digest);
    zone::sign(
        &pool,
        cast.pilot,
        cast.new_dri,
        Signatory::Dri(Arm::OldModel),
        read,
        now,
    )
    .await
    .unwrap();
    enrolment::consent(&pool, cast.pilot, cast.new_dri, Arm::OldModel, Answer::Yes, now)
        .await
        .unwrap();
    assert_eq!(blockers(&pool, &cast).await, []);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn only_whoever_approved_signs_the_zone_as_approver(pool: PgPool) {
    let now = monday();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    let approver = Membership {
        role: Role::Approver,
        arm: None,
    };
    enrolment::give_role(&pool, cast.pilot, cast.new_pm, approver, cast.sponsor, now)
        .await
        .unwrap();
    testing::revision(&pool, &cast, &testing::terms(), now).await.unwrap();
    let version = testing::zone_version(&pool, cast.pilot, cast.sponsor, now)
        .await
        .unwrap();
    let read = (version.number, &version.digest);
    zone::sign(&pool, cast.pilot, cast.new_pm, Signatory::Approver, read, now)
        .await
        .unwrap();
    testing::decided(&pool, &cast, Verdict::Approve, now).await.unwrap();
    let unsigned = Blocker::ZoneUnsigned(1, Role::Approver, None);
    assert!(blockers(&pool, &cast).await.contains(&unsigned));
    testing::signed(&pool, &cast, now).await.unwrap();
    assert!(!blockers(&pool, &cast).await.contains(&unsigned));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn baseline_features_beyond_the_agreed_number_do_not_count(pool: PgPool) {
    let now = monday();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    let mut terms = testing::terms();
    terms.baseline_features = Some(5);
    testing::revision(&pool, &cast, &terms, now).await.unwrap();
    let fifth = testing::baseline_feature(5, now);
    baseline::save(&pool, cast.pilot, 5, &fifth, cast.sponsor, now)
        .await
        .unwrap();
    testing::decided(&pool, &cast, Verdict::Approve, now).await.unwrap();
    testing::signed(&pool, &cast, now).await.unwrap();
    testing::enrolled(&pool, &cast, now).await.unwrap();
    let counted = async || programme::load(&pool, cast.pilot).await.unwrap().baseline.len();
    assert_eq!(counted().await, 4);
    start::start(&pool, cast.pilot, &[], cast.sponsor, now).await.unwrap();
    let frozen = start::started(&pool, cast.pilot).await.unwrap().unwrap().frozen;
    let frozen: Value = serde_json::from_str(&frozen).unwrap();
    assert_eq!(frozen["baseline"].as_array().unwrap().len(), 4);
    assert_eq!(counted().await, 4);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn many_starts_at_once_are_one(pool: PgPool) {
    let now = monday();
    let cast = testing::ready_pilot(&pool, now).await.unwrap();
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move { start::start(&pool, cast.pilot, &[], cast.sponsor, now).await })
        })
        .collect();
    let mut digests = Vec::new();
    for started in starts {
        match started.await.unwrap() {
            Ok(digest) => digests.push(digest),
            outcome => assert_eq!(refusal(outcome), "The pilot has started. What was agreed is frozen."),
        }
    }
    assert_eq!(digests.len(), 1);
    let started = start::started(&pool, cast.pilot).await.unwrap().unwrap();
    assert_eq!(started.digest, digests[0]);
    let lines = activity::list(&pool, cast.pilot, 100).await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.action == "pilot.start").count(), 1);
    assert!(matches!(
        activity::verify(&pool).await.unwrap(),
        activity::Verified::Whole { .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn weeks_are_seven_local_days_over_the_clock_change(pool: PgPool) {
    let cast = testing::started_pilot(&pool, monday()).await.unwrap();
    let weeks = start::started(&pool, cast.pilot).await.unwrap().unwrap().weeks;
    let bounds: Vec<_> = weeks.iter().map(|w| (w.number, w.opens_at, w.closes_at)).collect();
    assert_eq!(
        bounds,
        [
            (1, utc("2026-03-22T23:00:00Z"), utc("2026-03-29T22:00:00Z")),
            (2, utc("2026-03-29T22:00:00Z"), utc("2026-04-05T22:00:00Z")),
            (3, utc("2026-04-05T22:00:00Z"), utc("2026-04-12T22:00:00Z")),
            (4, utc("2026-04-12T22:00:00Z"), utc("2026-04-19T22:00:00Z")),
        ]
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn everything_agreed_is_in_the_frozen_text(pool: PgPool) {
    let cast = testing::started_pilot(&pool, monday()).await.unwrap();
    let started = start::started(&pool, cast.pilot).await.unwrap().unwrap();
    let frozen: Value = serde_json::from_str(&started.frozen).unwrap();
    assert_eq!(frozen["definitions"], 1);
    assert_eq!(frozen["zone_of_time"], "Europe/Berlin");
    assert_eq!(frozen["terms"]["commit_drop_percent"], 30);
    assert_eq!(frozen["revision"]["number"], 1);
    assert_eq!(frozen["zone"]["items"].as_array().unwrap().len(), 4);
    assert_eq!(frozen["members"].as_array().unwrap().len(), 6);
    assert_eq!(frozen["features"][1]["github_login"], "omar-codes");
    assert_eq!(frozen["baseline"].as_array().unwrap().len(), 4);
    assert_eq!(frozen["survey_weeks"].as_array().unwrap().len(), 4);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nothing_agreed_changes_after_the_start(pool: PgPool) {
    let now = monday();
    let cast = testing::started_pilot(&pool, now).await.unwrap();
    let frozen = "The pilot has started. What was agreed is frozen.";
    let feature = testing::feature(Arm::NewModel, now);
    let entry = testing::baseline_feature(1, now);
    let pm = Membership {
        role: Role::PilotPm,
        arm: Some(Arm::NewModel),
    };
    let (pilot, by) = (cast.pilot, cast.sponsor);
    assert_eq!(
        refusal(feature_of_arm::save(&pool, pilot, &feature, by, now).await),
        frozen
    );
    assert_eq!(refusal(baseline::save(&pool, pilot, 1, &entry, by, now).await), frozen);
    let answer = enrolment::consent(&pool, pilot, cast.new_dri, Arm::NewModel, Answer::No, now).await;
    assert_eq!(refusal(answer), frozen);
    assert_eq!(
        refusal(enrolment::release(&pool, pilot, cast.new_pm, pm, by, now).await),
        frozen
    );
    assert!(
        sqlx::query("update pilot_start set digest = repeat('0', 64)")
            .execute(&pool)
            .await
            .is_err()
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_save_racing_the_start_is_in_the_frozen_text_or_refused(pool: PgPool) {
    let now = monday();
    let cast = testing::ready_pilot(&pool, now).await.unwrap();
    let mut entry = testing::baseline_feature(1, now);
    entry.name = "Replaced".to_owned();
    let (started, saved) = tokio::join!(
        start::start(&pool, cast.pilot, &[], cast.sponsor, now),
        baseline::save(&pool, cast.pilot, 1, &entry, cast.sponsor, now)
    );
    started.unwrap();
    let frozen = start::started(&pool, cast.pilot).await.unwrap().unwrap().frozen;
    assert_eq!(frozen.contains("Replaced"), saved.is_ok());
    let (_, first) = baseline::list(&pool, cast.pilot).await.unwrap().remove(0);
    assert_eq!(first.name == "Replaced", saved.is_ok());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_zone_that_the_signed_terms_do_not_name_does_not_start(pool: PgPool) {
    let now = monday();
    let cast = testing::ready_pilot(&pool, now).await.unwrap();
    // The same terms again, naming the boundary that is signed.
    let naming = |version| Terms {
        zone_version: Some(version),
        ..testing::terms()
    };
    testing::approved(&pool, &cast, &naming(1), &[cast.approver], now)
        .await
        .unwrap();
    assert_eq!(blockers(&pool, &cast).await, []);
    // Everybody signs the next version. The terms still name the one before.
    without_first_item(&pool, &cast, now).await;
    testing::signed(&pool, &cast, now).await.unwrap();
    assert_eq!(
        blockers(&pool, &cast).await,
        [Blocker::OtherZone { named: 1, newest: 2 }]
    );
    assert_eq!(
        refusal(start::start(&pool, cast.pilot, &[], cast.sponsor, now).await),
        "The terms name zone version 1, and the zone is at version 2. Name version 2 in the terms and send them for approval, so that what is approved is what starts."
    );
    testing::approved(&pool, &cast, &naming(2), &[cast.approver], now)
        .await
        .unwrap();
    start::start(&pool, cast.pilot, &[], cast.sponsor, now).await.unwrap();
    let started = start::started(&pool, cast.pilot).await.unwrap().unwrap();
    assert_eq!(started.zone_version, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn terms_that_name_no_zone_leave_it_to_the_signatures(pool: PgPool) {
    let now = monday();
    let cast = testing::ready_pilot(&pool, now).await.unwrap();
    without_first_item(&pool, &cast, now).await;
    let unsigned = blockers(&pool, &cast).await;
    assert_eq!(unsigned.len(), 4);
    assert!(
        unsigned.iter().all(|b| matches!(b, Blocker::ZoneUnsigned(2, ..))),
        "{unsigned:?}"
    );
    testing::signed(&pool, &cast, now).await.unwrap();
    assert_eq!(blockers(&pool, &cast).await, []);
    let known = store::pilot::facts(&pool, cast.pilot).await.unwrap();
    let facts = known.start_facts(now);
    assert_eq!(
        (facts.approved_zone, facts.zone.map(|zone| zone.version)),
        (Some(1), Some(2))
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn everybody_whose_approval_it_took_signs_the_zone(pool: PgPool) {
    let now = monday();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    let otto = testing::person(&pool, "Otto").await.unwrap();
    let third = testing::person(&pool, "Tess").await.unwrap();
    for approver in [otto, third] {
        testing::member(&pool, cast.pilot, approver, Role::Approver, now)
            .await
            .unwrap();
    }
    testing::approved(&pool, &cast, &testing::terms(), &[cast.approver, otto], now)
        .await
        .unwrap();
    testing::signed(&pool, &cast, now).await.unwrap();
    testing::enrolled(&pool, &cast, now).await.unwrap();
    let waits = Blocker::ApproverUnsigned {
        version: 1,
        name: "Otto".to_owned(),
    };
    assert_eq!(blockers(&pool, &cast).await, [waits]);
    let approver = [Membership {
        role: Role::Approver,
        arm: None,
    }];
    let version = zone::current(&pool, cast.pilot).await.unwrap().unwrap();
    assert_eq!(version.unsigned_approvers(), ["Otto"]);
    assert_eq!(version.owed_by(otto, &approver), [Signatory::Approver]);
    assert_eq!(version.owed_by(cast.approver, &approver), []);
    // A third approver, who was not asked, does not sign in the place of one who was.
    let read = (version.number, &version.digest);
    let sentence = refusal(zone::sign(&pool, cast.pilot, third, Signatory::Approver, read, now).await);
    assert!(
        sentence.starts_with("For the approver whoever approved signs: ") && sentence.contains("Otto"),
        "{sentence}"
    );
    // Ten times at once it is one signature.
    let signings: Vec<_> = (0..10)
        .map(|_| {
            let (pool, digest) = (pool.clone(), version.digest.clone());
            tokio::spawn(
                async move { zone::sign(&pool, cast.pilot, otto, Signatory::Approver, (1, &digest), now).await },
            )
        })
        .collect();
    for signing in signings {
        signing.await.unwrap().unwrap();
    }
    let version = zone::current(&pool, cast.pilot).await.unwrap().unwrap();
    assert_eq!(version.signatures.len(), 5);
    assert!(version.status().is_complete());
    assert_eq!(blockers(&pool, &cast).await, []);
}
