//! An arm with several pilot PMs, each with a DRI of their own: from enrolment to the numbers.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::PersonId;
use domain::metric::{Ratio, Series};
use domain::person::{Arm, Membership, Role};
use domain::pilot::{Answer, Blocker};
use domain::programme::scorecard;
use domain::survey::Energy;
use domain::week_one::{Progress, Side};
use domain::zone::Signatory;
use serde_json::Value;
use sqlx::PgPool;
use store::testing::{self, Cast};
use store::{Error, activity, baseline, enrolment, feature, pairs, programme, start, survey, week_one, zone};

/// Monday 14:00 in Berlin.
fn now() -> DateTime<Utc> {
    "2026-03-02T13:00:00Z".parse().unwrap()
}

const NEW: Arm = Arm::NewModel;

fn of(role: Role) -> Membership {
    Membership { role, arm: Some(NEW) }
}

async fn blockers(pool: &PgPool, cast: &Cast) -> Vec<Blocker> {
    let known = store::pilot::facts(pool, cast.pilot).await.unwrap();
    start::page(pool, &known, now()).await.unwrap().blockers
}

fn refusal<T>(outcome: store::Result<T>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("not refused"),
    }
}

/// A second pilot PM, Ines, and a second DRI, Emil, for the new model, of a pilot that lacks nothing else.
async fn with_two(pool: &PgPool) -> (Cast, PersonId, PersonId) {
    let cast = testing::pilot(pool, "checkout", now()).await.unwrap();
    let terms = domain::terms::Terms {
        pilot_pms: Some(3),
        ..testing::terms()
    };
    testing::approved(pool, &cast, &terms, &[cast.approver], now())
        .await
        .unwrap();
    let mut enrolled = Vec::new();
    for (name, role) in [("Ines", Role::PilotPm), ("Emil", Role::Dri)] {
        let person = testing::person(pool, name).await.unwrap();
        testing::member(pool, cast.pilot, person, Role::Observer, now())
            .await
            .unwrap();
        let later = now() + TimeDelta::minutes(1);
        enrolment::give_role(pool, cast.pilot, person, of(role), cast.sponsor, later)
            .await
            .unwrap();
        enrolled.push(person);
    }
    testing::signed(pool, &cast, now()).await.unwrap();
    let mut new = testing::feature(NEW, now());
    new.more_logins = vec!["ines-codes".to_owned()];
    feature::save(pool, cast.pilot, &new, cast.sponsor, now())
        .await
        .unwrap();
    let old = testing::feature(Arm::OldModel, now());
    feature::save(pool, cast.pilot, &old, cast.sponsor, now())
        .await
        .unwrap();
    for (arm, dri) in [(NEW, cast.new_dri), (Arm::OldModel, cast.old_dri)] {
        enrolment::consent(pool, cast.pilot, dri, arm, Answer::Yes, now())
            .await
            .unwrap();
    }
    for position in 1..=4 {
        let entry = testing::baseline_feature(position, now());
        baseline::save(pool, cast.pilot, position, &entry, cast.sponsor, now())
            .await
            .unwrap();
    }
    (cast, enrolled[0], enrolled[1])
}

/// Emil reviews Ines, has said yes and has signed.
async fn ready(pool: &PgPool) -> (Cast, PersonId, PersonId) {
    let (cast, ines, emil) = with_two(pool).await;
    pairs::assign_dri(pool, cast.pilot, (NEW, emil), Some(ines), cast.sponsor, now())
        .await
        .unwrap();
    enrolment::consent(pool, cast.pilot, emil, NEW, Answer::Yes, now())
        .await
        .unwrap();
    let version = zone::current(pool, cast.pilot).await.unwrap().unwrap();
    let signed = (version.number, &version.digest);
    zone::sign(pool, cast.pilot, emil, Signatory::Dri(NEW), signed, now())
        .await
        .unwrap();
    (cast, ines, emil)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn each_pm_needs_a_dri_who_said_yes_and_signed(pool: PgPool) {
    let (cast, ines, emil) = with_two(&pool).await;
    let missing = blockers(&pool, &cast).await;
    assert!(missing.contains(&Blocker::NotReady(NEW)), "{missing:?}");
    for name in ["Emil", "Naomi"] {
        let nobody = |one: &&Blocker| matches!(one, Blocker::DriOfNobody { name: of, .. } if of == name);
        assert_eq!(
            missing.iter().filter(nobody).count(),
            usize::from(name == "Emil"),
            "{missing:?}"
        );
    }
    let unsigned = Blocker::DriUnsigned {
        version: 1,
        name: "Emil".to_owned(),
    };
    assert!(missing.contains(&unsigned), "{missing:?}");

    // Two DRIs for one PM are one too many, and nobody is the DRI of somebody who is no pilot PM of the arm.
    let assign = |dri, pm| pairs::assign_dri(&pool, cast.pilot, (NEW, dri), Some(pm), cast.sponsor, now());
    assign(cast.new_dri, ines).await.unwrap();
    assert_eq!(
        refusal(assign(emil, ines).await),
        "This pilot PM has an engineering DRI already. Each has one."
    );
    assert_eq!(
        refusal(assign(emil, cast.old_pm).await),
        "This person is not a pilot PM of the arm."
    );
    assert_eq!(
        refusal(assign(cast.old_dri, ines).await),
        "This person is not an engineering DRI of the arm."
    );
    // The one left belongs to the one left.
    assert!(
        !blockers(&pool, &cast)
            .await
            .iter()
            .any(|one| matches!(one, Blocker::DriOfNobody { .. }))
    );
    pairs::assign_dri(&pool, cast.pilot, (NEW, cast.new_dri), None, cast.sponsor, now())
        .await
        .unwrap();
    assign(emil, ines).await.unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_terms_say_how_many_there_are(pool: PgPool) {
    let (cast, ines, _) = ready(&pool).await;
    assert_eq!(blockers(&pool, &cast).await, []);
    enrolment::release(&pool, cast.pilot, ines, of(Role::PilotPm), cast.sponsor, now())
        .await
        .unwrap();
    let missing = blockers(&pool, &cast).await;
    let differs = Blocker::PilotPms { agreed: 3, enrolled: 2 };
    assert!(missing.contains(&differs), "{missing:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_froze_says_who_reviews_whom_and_the_answers_are_pooled(pool: PgPool) {
    let (cast, ines, emil) = ready(&pool).await;
    start::start(&pool, cast.pilot, &[], cast.sponsor, now()).await.unwrap();
    let started = start::started(&pool, cast.pilot).await.unwrap().unwrap();
    let frozen: Value = serde_json::from_str(&started.frozen).unwrap();
    let members = frozen["members"].as_array().unwrap();
    let pm_of = |person: PersonId, role: &str| {
        let mut found = members.iter().filter(|m| m["person"] == person.0 && m["role"] == role);
        found.next().unwrap().get("pm").cloned()
    };
    assert_eq!(pm_of(emil, "dri"), Some(ines.0.into()));
    assert_eq!(
        pm_of(cast.old_dri, "dri"),
        None,
        "nothing is added where nothing was said"
    );
    assert_eq!(frozen["features"][0]["more_logins"][0], "ines-codes");
    assert!(frozen["features"][1].get("more_logins").is_none());

    // 4 and 5 in week 1: a mean of 4.5 over 2 of 8 answers.
    for (person, energy) in [(cast.new_pm, 4), (ines, 5), (cast.old_pm, 1)] {
        let new = survey::NewAnswer {
            week: 1,
            energy: Energy::try_from(energy).unwrap(),
            note: "",
        };
        survey::answer(&pool, cast.pilot, person, &new, now()).await.unwrap();
    }
    let programme = programme::load(&pool, cast.pilot).await.unwrap();
    assert_eq!(programme.pm_logins, ["mira-codes", "ines-codes", "omar-codes"]);
    let feature = programme.new_model.as_ref().unwrap();
    assert_eq!(feature.pms().map(|(pm, _)| pm).collect::<Vec<_>>(), [cast.new_pm, ines]);
    let card = scorecard(&programme, now());
    let panel = card.energy.panel(Series::NewModel).unwrap();
    assert_eq!(panel.energy.mean(), Some(Ratio::new(9, 2)));
    assert_eq!((panel.energy.given, panel.energy.of()), (2, 8));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn each_pm_does_week_one_and_their_own_dri_confirms_it(pool: PgPool) {
    let (cast, ines, emil) = ready(&pool).await;
    start::start(&pool, cast.pilot, &[], cast.sponsor, now()).await.unwrap();
    let tick = |person, side| week_one::tick(&pool, cast.pilot, person, (NEW, 1, side), "a note", now());
    tick(ines, Side::PilotPm).await.unwrap();
    assert!(refusal(tick(cast.new_dri, Side::Dri).await).contains("not marked this as done"));
    tick(emil, Side::Dri).await.unwrap();
    tick(cast.new_pm, Side::PilotPm).await.unwrap();
    let page = week_one::page(&pool, cast.pilot).await.unwrap();
    let doing = &page.activities[0].progress;
    let of = |person: PersonId| &doing.iter().find(|doing| doing.is_of(person)).unwrap().progress;
    assert!(matches!(of(ines), Progress::Confirmed { confirmed, .. } if confirmed.name == "Emil"));
    assert!(matches!(of(cast.new_pm), Progress::Done(_)));
    assert_eq!(doing[1].whose(), "New model, Ines");
    assert_eq!(doing[2].whose(), "Old model");
    assert!(matches!(
        activity::verify(&pool).await.unwrap(),
        activity::Verified::Whole { .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_dri_does_not_know_what_another_answered(pool: PgPool) {
    let (cast, _, emil) = ready(&pool).await;
    let standing = store::pilot::find(&pool, "checkout", emil, now())
        .await
        .unwrap()
        .unwrap()
        .1;
    let facts = store::pilot::facts(&pool, cast.pilot).await.unwrap();
    let people = enrolment::page(&pool, &facts, &standing, now()).await.unwrap();
    let known = people.consents;
    assert_eq!(known.iter().map(|one| one.dri).collect::<Vec<_>>(), [emil]);
    let asked = enrolment::consent_page(&facts, &standing);
    assert_eq!(asked.pms, [(NEW, "Ines".to_owned())]);
}
