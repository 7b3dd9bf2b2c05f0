//! Zone versions and signatures: races end in one outcome, and a signature is under one version.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::document::Digest;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Standing};
use domain::zone::amendment::Outcome;
use domain::zone::draft::{Clash, Row};
use domain::zone::remark::{Happened, Place, RemarkKind, Stands, Turn};
use domain::zone::{Side, Signatory, ZoneItem};
use sqlx::PgPool;
use store::Error;
use store::activity::Verified;
use store::testing;
use store::zone::{self, Joined, NewRemark, Revised, Said, ZoneVersion};

const PILOT: PilotId = PilotId(1);
const DANA: PersonId = PersonId(1);
const PRIYA: PersonId = PersonId(2);
const OMAR: PersonId = PersonId(3);
const LENA: PersonId = PersonId(4);
const OTHER: PilotId = PilotId(2);

const ROWS: &str = r#"
insert into person (person_id, email, name, created_at) overriding system value values
    (1, 'dana@example.com', 'Dana', '2026-02-01Z'),
    (2, 'priya@example.com', 'Priya', '2026-02-01Z'),
    (3, 'omar@example.com', 'Omar', '2026-02-01Z'),
    (4, 'lena@example.com', 'Lena', '2026-02-01Z');
insert into pilot (pilot_id, slug, name, zone, created_by, created_at) overriding system value values
    (1, 'checkout', 'Checkout', 'Europe/Berlin', 1, '2026-02-01Z'),
    (2, 'search', 'Search', 'Europe/Berlin', 2, '2026-02-01Z');
insert into member (pilot_id, person_id, role, arm, added_by, added_at) values
    (1, 1, 'sponsor', null, 1, '2026-02-01Z'),
    (1, 2, 'approver', null, 1, '2026-02-01Z'),
    (1, 3, 'dri', 'new_model', 1, '2026-02-01Z'),
    (1, 4, 'dri', 'old_model', 1, '2026-02-01Z'),
    (2, 2, 'sponsor', null, 2, '2026-02-01Z');
insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at) values
    (1, 1, 'Text', '{"pm_zone": ["Copy"], "engineering_zone": ["Data models", "Sign-in"]}', repeat('a', 64), 'First', 1, '2026-02-01Z');
"#;

fn now() -> DateTime<Utc> {
    "2026-02-10T12:00:00Z".parse().unwrap()
}

async fn rows(pool: &PgPool) {
    sqlx::raw_sql(ROWS).execute(pool).await.unwrap();
}

/// Version 1, as a new pilot gets it.
async fn first(pool: &PgPool) -> ZoneVersion {
    testing::zone_version(pool, PILOT, DANA, now()).await.unwrap()
}

async fn start(pool: &PgPool) {
    sqlx::raw_sql(
        "insert into pilot_start (pilot_id, started_at, started_by, revision_number, zone_version, frozen, digest)
         values (1, '2026-03-02T08:00Z', 1, 1, 1, '{}', repeat('d', 64));
         insert into survey_week (pilot_id, number, opens_at, closes_at)
         values (1, 1, '2026-03-02T08:00Z', '2026-03-09T23:00Z')",
    )
    .execute(pool)
    .await
    .unwrap();
}

fn item(text: &str, rules: &[&str]) -> ZoneItem {
    ZoneItem {
        side: Side::PmZone,
        category: None,
        text: text.to_owned(),
        rules: rules.iter().map(|rule| rule.parse().unwrap()).collect(),
        limit: None,
        examples: Vec::new(),
    }
}

fn added(item: ZoneItem) -> Row {
    Row {
        was: None,
        item: Some(item),
    }
}

fn written(was: &str, item: ZoneItem) -> Row {
    Row {
        was: Some(was.to_owned()),
        item: Some(item),
    }
}

/// Saves version `base` of Dana's with this row.
async fn save(pool: &PgPool, base: i32, row: Row) -> Result<Joined, Error> {
    zone::join(pool, PILOT, DANA, base, &[row], now()).await
}

/// Version 1 without its first item.
async fn remove(pool: &PgPool) -> Result<Joined, Error> {
    let row = Row {
        was: Some("Copy".to_owned()),
        item: None,
    };
    save(pool, 1, row).await
}

fn saved(outcome: Result<Joined, Error>) -> Revised {
    match outcome.unwrap() {
        Joined::Saved(revised) => revised,
        clashes @ Joined::Clashes(..) => panic!("not saved: {clashes:?}"),
    }
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        other => panic!("not refused: {other:?}"),
    }
}

async fn known(pool: &PgPool, pilot: PilotId) -> store::pilot::Facts {
    store::pilot::facts(pool, pilot).await.unwrap()
}

async fn sign_all(pool: &PgPool, number: i32, digest: &Digest) {
    for (person, signatory) in [
        (DANA, Signatory::Sponsor),
        (PRIYA, Signatory::Approver),
        (OMAR, Signatory::Dri(Arm::NewModel)),
        (LENA, Signatory::Dri(Arm::OldModel)),
    ] {
        zone::sign(pool, PILOT, person, signatory, (number, digest), now())
            .await
            .unwrap();
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn version_one_comes_from_the_document_once(pool: PgPool) {
    rows(&pool).await;
    assert!(zone::current(&pool, PILOT).await.unwrap().is_none());
    let version = first(&pool).await;
    assert_eq!(first(&pool).await.number, 1);
    assert_eq!(version.number, 1);
    let texts: Vec<_> = version.items.iter().map(|i| (i.side, i.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            (Side::PmZone, "Copy"),
            (Side::EngineeringZone, "Data models"),
            (Side::EngineeringZone, "Sign-in")
        ]
    );
    assert_eq!(version.status().missing, Signatory::ALL);
    let nothing = testing::zone_version(&pool, OTHER, PRIYA, now()).await;
    assert!(refusal(nothing).contains("no proposal"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn edits_of_one_version_at_once_come_together(pool: PgPool) {
    rows(&pool).await;
    first(&pool).await;
    let edits: Vec<_> = (0..6)
        .map(|n| {
            let pool = pool.clone();
            tokio::spawn(async move { save(&pool, 1, added(item(&format!("Item {n}"), &[]))).await })
        })
        .collect();
    let mut numbers = Vec::new();
    for edit in edits {
        numbers.push(saved(edit.await.unwrap()).number);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [2, 3, 4, 5, 6, 7]);
    assert_eq!(zone::current(&pool, PILOT).await.unwrap().unwrap().items.len(), 9);
    assert!(matches!(
        store::activity::verify(&pool).await.unwrap(),
        Verified::Whole { entries: 7, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_edits_of_the_same_item_at_once_one_is_saved(pool: PgPool) {
    rows(&pool).await;
    first(&pool).await;
    let edits: Vec<_> = (0..6)
        .map(|n| {
            let pool = pool.clone();
            let mine = item("Copy", &[&format!("/{n}/")]);
            tokio::spawn(async move { save(&pool, 1, written("Copy", mine)).await })
        })
        .collect();
    let mut count = 0;
    for edit in edits {
        match edit.await.unwrap().unwrap() {
            Joined::Saved(revised) => {
                assert_eq!(revised.number, 2);
                count += 1;
            }
            Joined::Clashes(newest, clashes) => {
                assert_eq!(newest.number, 2);
                assert_eq!(clashes, [(0, Clash::Changed(newest.items[0].clone()))]);
            }
        }
    }
    assert_eq!(count, 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_edit_that_changes_nothing_makes_no_version(pool: PgPool) {
    rows(&pool).await;
    first(&pool).await;
    let row = written("Copy", item("Copy", &["**/locales/**"]));
    let revised = saved(save(&pool, 1, row.clone()).await);
    assert_eq!(revised, Revised { number: 2, cleared: 0 });
    assert!(refusal(save(&pool, 2, row.clone()).await).contains("Nothing was changed"));
    assert!(matches!(
        zone::join(&pool, OTHER, PRIYA, 1, &[row], now()).await,
        Err(Error::NotFound)
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn all_four_sign_and_an_edit_leaves_the_next_version_unsigned(pool: PgPool) {
    rows(&pool).await;
    let one = first(&pool).await;
    sign_all(&pool, 1, &one.digest).await;
    assert!(
        zone::current(&pool, PILOT)
            .await
            .unwrap()
            .unwrap()
            .status()
            .is_complete()
    );
    let revised = saved(save(&pool, 1, added(item("Prompts", &["prompts/"]))).await);
    assert_eq!(revised.cleared, 4);
    let page = zone::page(&pool, &known(&pool, PILOT).await).await.unwrap();
    assert_eq!(page.version.status().missing, Signatory::ALL);
    let signed: Vec<_> = page.history.iter().map(|line| (line.number, line.signatures)).collect();
    assert_eq!(signed, [(2, 0), (1, 4)]);
    assert!(
        zone::version(&pool, &known(&pool, PILOT).await, 1)
            .await
            .unwrap()
            .status()
            .is_complete()
    );
    assert!(matches!(
        zone::version(&pool, &known(&pool, PILOT).await, 3).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        zone::version(&pool, &known(&pool, OTHER).await, 1).await,
        Err(Error::NotFound)
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_stale_version_is_not_signed(pool: PgPool) {
    rows(&pool).await;
    let one = first(&pool).await;
    saved(remove(&pool).await);
    let two = zone::current(&pool, PILOT).await.unwrap().unwrap();
    for read in [(1, &one.digest), (2, &one.digest), (3, &two.digest)] {
        let outcome = zone::sign(&pool, PILOT, PRIYA, Signatory::Approver, read, now()).await;
        assert!(refusal(outcome).contains("Nothing was signed"));
    }
    assert_eq!(
        zone::current(&pool, PILOT).await.unwrap().unwrap().status().missing,
        Signatory::ALL
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_signature_races_an_edit_and_lands_under_what_was_read(pool: PgPool) {
    rows(&pool).await;
    let one = first(&pool).await;
    let (signed, edited) = tokio::join!(
        zone::sign(&pool, PILOT, PRIYA, Signatory::Approver, (1, &one.digest), now()),
        remove(&pool),
    );
    assert_eq!(saved(edited).number, 2);
    let under_one = zone::version(&pool, &known(&pool, PILOT).await, 1)
        .await
        .unwrap()
        .signatures
        .len();
    assert_eq!(under_one, usize::from(signed.is_ok()));
    assert!(
        zone::version(&pool, &known(&pool, PILOT).await, 2)
            .await
            .unwrap()
            .signatures
            .is_empty()
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn signing_twice_is_one_signature(pool: PgPool) {
    rows(&pool).await;
    let one = first(&pool).await;
    let signings: Vec<_> = (0..5)
        .map(|n| {
            let (pool, digest) = (pool.clone(), one.digest.clone());
            let at = now() + TimeDelta::seconds(n);
            tokio::spawn(async move { zone::sign(&pool, PILOT, PRIYA, Signatory::Approver, (1, &digest), at).await })
        })
        .collect();
    for signing in signings {
        signing.await.unwrap().unwrap();
    }
    assert_eq!(zone::current(&pool, PILOT).await.unwrap().unwrap().signatures.len(), 1);
    assert!(matches!(
        store::activity::verify(&pool).await.unwrap(),
        Verified::Whole { entries: 2, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nobody_signs_for_another_role_arm_or_pilot(pool: PgPool) {
    rows(&pool).await;
    let one = first(&pool).await;
    for (pilot, person, signatory) in [
        (PILOT, DANA, Signatory::Approver),
        (PILOT, OMAR, Signatory::Dri(Arm::OldModel)),
        (PILOT, PersonId(99), Signatory::Sponsor),
        (OTHER, DANA, Signatory::Sponsor),
        (OTHER, PRIYA, Signatory::Sponsor),
        (PilotId(99), DANA, Signatory::Sponsor),
    ] {
        let outcome = zone::sign(&pool, pilot, person, signatory, (1, &one.digest), now()).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{signatory:?} {outcome:?}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn after_the_start_nothing_is_edited_or_signed(pool: PgPool) {
    rows(&pool).await;
    let one = first(&pool).await;
    start(&pool).await;
    assert!(refusal(remove(&pool).await).contains("has started"));
    let signed = zone::sign(&pool, PILOT, DANA, Signatory::Sponsor, (1, &one.digest), now()).await;
    assert!(refusal(signed).contains("has started"));
    assert!(zone::page(&pool, &known(&pool, PILOT).await).await.unwrap().frozen);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn items_that_do_not_fit_their_digest_are_an_impossible_row(pool: PgPool) {
    rows(&pool).await;
    sqlx::raw_sql(
        "insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at)
         values (1, 1, '[]', repeat('c', 64), 'First', 1, '2026-02-20Z')",
    )
    .execute(&pool)
    .await
    .unwrap();
    assert!(matches!(
        zone::current(&pool, PILOT).await,
        Err(Error::Inconsistent {
            table: "zone_version",
            ..
        })
    ));
}

async fn standing(pool: &PgPool, person: PersonId) -> Standing {
    let facts = store::pilot::facts(pool, PILOT).await.unwrap();
    facts.standing(person, false, now())
}

/// The turn of each open remark, and the item it stands at.
async fn open(pool: &PgPool) -> Vec<(Turn, String)> {
    let remarks = store::pilot::facts(pool, PILOT).await.unwrap().remarks;
    remarks.into_iter().map(|one| (one.turn, one.item)).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_objection_follows_its_item_until_whoever_raised_it_resolves_it(pool: PgPool) {
    rows(&pool).await;
    first(&pool).await;
    saved(save(&pool, 1, written("Copy", item("Copy", &["/locales/", "/texts/"]))).await);
    let rule = "/texts/".parse().unwrap();
    let objection = NewRemark {
        version: 2,
        item: "Copy",
        rule: Some(&rule),
        kind: RemarkKind::Objection,
        text: "Generated files lie there, too.",
    };
    let raise = async |new: NewRemark<'_>| zone::remark(&pool, PILOT, OMAR, new, now()).await;
    let id = raise(objection).await.unwrap();
    let copy = || "Copy".to_owned();
    assert_eq!(open(&pool).await, [(Turn::Zone, copy())]);

    let respond = async |person, said: Said<'_>| {
        let standing = standing(&pool, person).await;
        zone::respond(&pool, PILOT, &standing, id, said, now()).await
    };
    respond(DANA, Said::Answer("They go to engineering.")).await.unwrap();
    assert_eq!(open(&pool).await, [(Turn::Answered, copy())]);
    respond(OMAR, Said::Answer("They are still there.")).await.unwrap();
    assert_eq!(open(&pool).await, [(Turn::Zone, copy())]);
    // A version that changes another item is nothing to it; the next one words its item anew, without the rule.
    saved(save(&pool, 2, added(item("Flags", &["/flags/"]))).await);
    assert_eq!(open(&pool).await, [(Turn::Zone, copy())]);
    saved(save(&pool, 3, written("Copy", item("All copy", &["/locales/"]))).await);
    assert_eq!(open(&pool).await, [(Turn::Changed(4), "All copy".to_owned())]);

    // Of the others nobody resolves it, and an approver has no part in it.
    assert!(matches!(respond(DANA, Said::Resolve("")).await, Err(Error::Refused(_))));
    assert!(matches!(
        respond(PRIYA, Said::Answer("Well")).await,
        Err(Error::Refused(_))
    ));
    respond(OMAR, Said::Resolve("It is out.")).await.unwrap();
    assert_eq!(open(&pool).await, []);
    assert!(matches!(
        respond(OMAR, Said::Answer("Wait")).await,
        Err(Error::Refused(_))
    ));

    // Raised on an older version, it is carried over at once.
    let late = NewRemark {
        text: "What about tests?",
        kind: RemarkKind::Comment,
        rule: None,
        ..objection
    };
    raise(late).await.unwrap();
    assert_eq!(open(&pool).await, [(Turn::Changed(4), "All copy".to_owned())]);
    let said = zone::remarks(&pool, PILOT).await.unwrap();
    let happened: Vec<Vec<&Happened>> = said
        .iter()
        .map(|remark| remark.steps.iter().map(|step| &step.what).collect())
        .collect();
    let carried = |stands| {
        Happened::Carried(
            4,
            Place {
                item: "All copy".to_owned(),
                stands,
            },
        )
    };
    assert_eq!(
        happened,
        [
            vec![
                &Happened::Answered("They go to engineering.".to_owned()),
                &Happened::Answered("They are still there.".to_owned()),
                &carried(Stands::WithoutRule),
                &Happened::Resolved("It is out.".to_owned()),
            ],
            vec![&carried(Stands::There)],
        ]
    );
    let nowhere = NewRemark {
        item: "Prices",
        ..objection
    };
    assert!(matches!(raise(nowhere).await, Err(Error::NotFound)));
    let verified = store::activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_objection_is_resolved_by_the_sponsor_once_whoever_raised_it_has_left(pool: PgPool) {
    rows(&pool).await;
    first(&pool).await;
    let new = NewRemark {
        version: 1,
        item: "Copy",
        rule: None,
        kind: RemarkKind::Objection,
        text: "It names no path.",
    };
    let id = zone::remark(&pool, PILOT, OMAR, new, now()).await.unwrap();
    let dana = standing(&pool, DANA).await;
    let resolve = async || zone::respond(&pool, PILOT, &dana, id, Said::Resolve("They left."), now()).await;
    assert!(matches!(resolve().await, Err(Error::Refused(_))));
    sqlx::query("delete from member where person_id = 3")
        .execute(&pool)
        .await
        .unwrap();
    resolve().await.unwrap();
    assert_eq!(open(&pool).await, []);
}

/// Everybody whose signature the zone takes signs version `number`, each a minute after the other; Lena last.
async fn all_sign(pool: &PgPool, number: i32, at: DateTime<Utc>) {
    let known = store::pilot::facts(pool, PILOT).await.unwrap();
    let version = zone::version(pool, &known, number).await.unwrap();
    for (minute, person, signatory) in [
        (0, PRIYA, Signatory::Approver),
        (1, DANA, Signatory::Sponsor),
        (2, OMAR, Signatory::Dri(Arm::NewModel)),
        (3, LENA, Signatory::Dri(Arm::OldModel)),
    ] {
        let at = at + TimeDelta::minutes(minute);
        zone::sign(pool, PILOT, person, signatory, (number, &version.digest), at)
            .await
            .unwrap();
    }
}

fn in_march(text: &str) -> DateTime<Utc> {
    format!("2026-03-{text}:00Z").parse().unwrap()
}

async fn propose(pool: &PgPool, base: i32, row: Row) -> Result<Joined, Error> {
    zone::propose(
        pool,
        PILOT,
        DANA,
        (base, &[row]),
        "The texts moved.",
        in_march("04T09:00"),
    )
    .await
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_amendment_is_in_force_from_the_last_signature_on(pool: PgPool) {
    rows(&pool).await;
    first(&pool).await;
    let early = propose(&pool, 1, written("Copy", item("Copy", &["/texts/"]))).await;
    assert!(matches!(early, Err(Error::Refused(_))), "before the start: {early:?}");
    start(&pool).await;
    let facts = async || store::pilot::facts(&pool, PILOT).await.unwrap();
    let counts = async || facts().await.zone_version.map(|(number, _)| number);
    let objection = NewRemark {
        version: 1,
        item: "Copy",
        rule: None,
        kind: RemarkKind::Objection,
        text: "It names no path.",
    };
    zone::remark(&pool, PILOT, OMAR, objection, in_march("03T09:00"))
        .await
        .unwrap();

    let proposed = saved(propose(&pool, 1, written("Copy", item("Copy", &["/texts/"]))).await);
    assert_eq!(proposed.number, 2);
    assert_eq!(counts().await, Some(1), "nothing is in force by being proposed");
    let twice = propose(&pool, 1, added(item("Flags", &[]))).await;
    assert!(matches!(twice, Err(Error::Refused(_))), "one waits already: {twice:?}");
    // The boundary is locked for every other edit.
    let edit = save(&pool, 1, added(item("Flags", &[]))).await;
    assert!(matches!(edit, Err(Error::Refused(_))), "{edit:?}");

    all_sign(&pool, 2, in_march("05T10:00")).await;
    assert_eq!(counts().await, Some(2));
    let gates = store::gate::gates(&pool, PILOT).await.unwrap();
    let since: Vec<_> = gates.zones.iter().map(|zone| (zone.number, zone.since)).collect();
    assert_eq!(
        since,
        [(1, Some(in_march("02T08:00"))), (2, Some(in_march("05T10:03")))]
    );
    // What was said of the item follows it only now.
    assert_eq!(open(&pool).await, [(Turn::Changed(2), "Copy".to_owned())]);
    let again = zone::sign(
        &pool,
        PILOT,
        LENA,
        Signatory::Dri(Arm::OldModel),
        (1, &facts().await.zone_version.unwrap().1),
        in_march("05T11:00"),
    )
    .await;
    assert!(matches!(again, Err(Error::Refused(_))), "nothing waits: {again:?}");
    let verified = store::activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_amendment_that_somebody_objects_to_is_taken_back_and_binds_nobody(pool: PgPool) {
    rows(&pool).await;
    first(&pool).await;
    start(&pool).await;
    saved(propose(&pool, 1, written("Copy", item("Copy", &["/texts/"]))).await);
    let rule = "/texts/".parse().unwrap();
    let objection = NewRemark {
        version: 2,
        item: "Copy",
        rule: Some(&rule),
        kind: RemarkKind::Objection,
        text: "Generated files lie there.",
    };
    zone::remark(&pool, PILOT, LENA, objection, in_march("04T10:00"))
        .await
        .unwrap();
    assert_eq!(open(&pool).await, [(Turn::Zone, "Copy".to_owned())]);
    let withdraw = async || {
        let why = (2, "Lena is right.");
        zone::withdraw(&pool, PILOT, DANA, why, in_march("04T11:00")).await
    };
    withdraw().await.unwrap();
    assert!(matches!(withdraw().await, Err(Error::Refused(_))), "once");
    // Lena is answered by that.
    assert_eq!(open(&pool).await, [(Turn::Answered, "Copy".to_owned())]);
    let known = store::pilot::facts(&pool, PILOT).await.unwrap();
    assert_eq!(known.zone_version.as_ref().map(|(number, _)| *number), Some(1));
    assert!(known.amendment.is_none());
    let version = zone::version(&pool, &known, 2).await.unwrap();
    let late = zone::sign(
        &pool,
        PILOT,
        PRIYA,
        Signatory::Approver,
        (2, &version.digest),
        in_march("04T12:00"),
    )
    .await;
    assert!(matches!(late, Err(Error::Refused(_))), "{late:?}");
    // The next one goes on from what is in force, under a number of its own.
    let next = saved(propose(&pool, 1, added(item("Flags", &["/flags/"]))).await);
    assert_eq!(next.number, 3);
    let items = zone::items_of(&pool, PILOT, 3).await.unwrap();
    assert!(items.iter().any(|item| item.text == "Copy" && item.rules.is_empty()));
    let page = zone::page(&pool, &store::pilot::facts(&pool, PILOT).await.unwrap())
        .await
        .unwrap();
    let outcomes: Vec<_> = page
        .history
        .iter()
        .map(|line| (line.number, line.amendment.as_ref().map(|of| of.outcome.clone())))
        .collect();
    let withdrawn = Outcome::Withdrawn {
        by: "Dana".to_owned(),
        at: in_march("04T11:00"),
        reason: "Lena is right.".to_owned(),
    };
    assert_eq!(outcomes, [(3, Some(None)), (2, Some(Some(withdrawn))), (1, None)]);
    let verified = store::activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}
