//! Week one: a PM marks, the DRI of the same arm confirms, each once.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::person::Arm;
use domain::week_one::{Progress, Side};
use sqlx::PgPool;
use store::Error;
use store::activity::Verified;
use store::week_one;

const PILOT: PilotId = PilotId(1);
const MIRA: PersonId = PersonId(2);
const OMAR: PersonId = PersonId(3);

const ROWS: &str = r#"
insert into person (person_id, email, name, created_at) overriding system value values
    (1, 'dana@example.com', 'Dana', '2026-02-01Z'),
    (2, 'mira@example.com', 'Mira', '2026-02-01Z'),
    (3, 'omar@example.com', 'Omar', '2026-02-01Z');
insert into pilot (pilot_id, slug, name, zone, created_by, created_at) overriding system value values
    (1, 'checkout', 'Checkout', 'Europe/Berlin', 1, '2026-02-01Z'),
    (2, 'search', 'Search', 'Europe/Berlin', 1, '2026-02-01Z');
insert into member (pilot_id, person_id, role, arm, added_by, added_at) values
    (1, 1, 'sponsor', null, 1, '2026-02-01Z'),
    (1, 2, 'pilot_pm', 'new_model', 1, '2026-02-01Z'),
    (1, 3, 'dri', 'new_model', 1, '2026-02-01Z');
insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at) values
    (1, 1, 'Text', '{"weeks": 4, "dri_hours_per_week": 2, "pilot_pms": 2, "baseline_features": 4, "baseline_statistic": "median", "commit_drop_percent": 30, "cycles_must_not_increase": true, "energy_at_least": 3, "outcome_must_move": true, "success_at": 4, "iterate_at": 3, "readout_at": "2026-03-31T15:00:00", "week_one": ["Read the guide", "Set up"], "no_go": ["Nothing critical"]}', repeat('a', 64), 'First', 1, '2026-02-01Z'),
    (1, 2, 'Text', '{"week_one": ["Something else"]}', repeat('b', 64), 'Second', 1, '2026-02-02Z');
insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at)
    values (1, 1, '[]', repeat('c', 64), 'First', 1, '2026-02-20Z');
"#;

const START: &str = "
insert into pilot_start (pilot_id, started_at, started_by, revision_number, zone_version, frozen, digest)
    values (1, '2026-03-02T08:00Z', 1, 1, 1, '{}', repeat('d', 64))";

fn now() -> DateTime<Utc> {
    "2026-03-03T12:00:00Z".parse().unwrap()
}

async fn rows(pool: &PgPool, sql: &'static str) {
    sqlx::raw_sql(sql).execute(pool).await.unwrap();
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        other => panic!("not refused: {other:?}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_lists_are_those_the_pilot_started_with(pool: PgPool) {
    rows(&pool, ROWS).await;
    let before = week_one::page(&pool, PILOT).await.unwrap();
    assert_eq!((before.revision, before.started_at), (Some(2), None));
    rows(&pool, START).await;
    let after = week_one::page(&pool, PILOT).await.unwrap();
    assert_eq!(after.revision, Some(1));
    let texts: Vec<_> = after.activities.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["Read the guide", "Set up"]);
    assert_eq!(after.no_go, ["Nothing critical"]);
    assert!(
        after
            .activities
            .iter()
            .flat_map(|a| &a.progress)
            .all(|doing| doing.progress == Progress::Open)
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nothing_is_ticked_before_the_start(pool: PgPool) {
    rows(&pool, ROWS).await;
    let tick = week_one::tick(&pool, PILOT, MIRA, (Arm::NewModel, 1, Side::PilotPm), "a note", now()).await;
    assert_eq!(refusal(tick), "The pilot has not started.");
    assert_eq!(
        refusal(week_one::acknowledge(&pool, PILOT, MIRA, now()).await),
        "The pilot has not started."
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_pm_marks_and_the_dri_confirms_each_once(pool: PgPool) {
    rows(&pool, ROWS).await;
    rows(&pool, START).await;
    let confirm = || week_one::tick(&pool, PILOT, OMAR, (Arm::NewModel, 1, Side::Dri), "", now());
    let mark = |evidence| week_one::tick(&pool, PILOT, MIRA, (Arm::NewModel, 1, Side::PilotPm), evidence, now());
    assert!(refusal(confirm().await).contains("not marked this as done"));
    let (a, b) = tokio::join!(mark("first"), mark("first"));
    a.unwrap();
    b.unwrap();
    mark("later").await.unwrap();
    let (a, b) = tokio::join!(confirm(), confirm());
    a.unwrap();
    b.unwrap();
    let page = week_one::page(&pool, PILOT).await.unwrap();
    let Progress::Confirmed { done, confirmed } = &page.activities[0].progress[0].progress else {
        panic!("{page:?}");
    };
    assert_eq!((done.name.as_str(), done.evidence.as_str()), ("Mira", "first"));
    assert_eq!(confirmed.name, "Omar");
    let other = &page.activities[0].progress[1];
    assert_eq!((other.arm, &other.progress), (Arm::OldModel, &Progress::Open));
    assert!(matches!(
        store::activity::verify(&pool).await.unwrap(),
        Verified::Whole { entries: 2, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nobody_ticks_for_another_role_arm_pilot_or_list(pool: PgPool) {
    rows(&pool, ROWS).await;
    rows(&pool, START).await;
    for (person, arm, side) in [
        (MIRA, Arm::OldModel, Side::PilotPm),
        (MIRA, Arm::NewModel, Side::Dri),
        (OMAR, Arm::NewModel, Side::PilotPm),
        (PersonId(1), Arm::NewModel, Side::PilotPm),
    ] {
        let outcome = week_one::tick(&pool, PILOT, person, (arm, 1, side), "x", now()).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    }
    let third = week_one::tick(&pool, PILOT, MIRA, (Arm::NewModel, 3, Side::PilotPm), "x", now()).await;
    assert!(refusal(third).contains("no such activity"));
    assert!(
        week_one::tick(&pool, PilotId(2), MIRA, (Arm::NewModel, 1, Side::PilotPm), "x", now())
            .await
            .is_err()
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_no_go_list_is_acknowledged_once(pool: PgPool) {
    rows(&pool, ROWS).await;
    rows(&pool, START).await;
    assert!(matches!(
        week_one::acknowledge(&pool, PILOT, OMAR, now()).await,
        Err(Error::NotFound)
    ));
    let (a, b) = tokio::join!(
        week_one::acknowledge(&pool, PILOT, MIRA, now()),
        week_one::acknowledge(&pool, PILOT, MIRA, now()),
    );
    a.unwrap();
    b.unwrap();
    let page = week_one::page(&pool, PILOT).await.unwrap();
    let acknowledged: Vec<_> = page.acknowledgements.iter().map(|a| (a.person_id, a.at)).collect();
    assert_eq!(acknowledged, [(MIRA, Some(now()))]);
    assert!(matches!(
        store::activity::verify(&pool).await.unwrap(),
        Verified::Whole { entries: 1, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_sent_back_is_marked_again_and_then_confirmed(pool: PgPool) {
    rows(&pool, ROWS).await;
    rows(&pool, START).await;
    let first = (Arm::NewModel, 1);
    let mark = |evidence| week_one::tick(&pool, PILOT, MIRA, (Arm::NewModel, 1, Side::PilotPm), evidence, now());
    let confirm = || week_one::tick(&pool, PILOT, OMAR, (Arm::NewModel, 1, Side::Dri), "", now());
    let back = |reason| week_one::send_back(&pool, PILOT, OMAR, first, reason, now());
    assert!(refusal(back("x").await).contains("nothing to send back"));
    mark("a draft").await.unwrap();
    // Nobody sends back what is not of their pilot PM.
    for person in [MIRA, PersonId(1)] {
        let outcome = week_one::send_back(&pool, PILOT, person, first, "x", now()).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    }
    let doing = async || {
        let page = week_one::page(&pool, PILOT).await.unwrap();
        page.activities[0].progress[0].clone()
    };
    for (round, evidence) in ["the second link", "the third link"].into_iter().enumerate() {
        back("The link leads to a draft").await.unwrap();
        let sent_back = doing().await;
        assert_eq!(sent_back.progress, Progress::Open, "round {round}");
        let by = sent_back.returned.expect("who sent it back");
        assert_eq!(
            (by.name.as_str(), by.evidence.as_str()),
            ("Omar", "The link leads to a draft")
        );
        assert!(refusal(confirm().await).contains("not marked this as done"));
        mark(evidence).await.unwrap();
        let again = doing().await;
        assert_eq!(again.returned, None);
        assert!(
            matches!(&again.progress, Progress::Done(done) if done.evidence == evidence),
            "{again:?}"
        );
    }
    confirm().await.unwrap();
    assert!(refusal(back("x").await).contains("confirmed already"));
    assert!(matches!(&doing().await.progress, Progress::Confirmed { done, .. } if done.evidence == "the third link"));
    // Marked, twice back, twice again, confirmed.
    assert!(matches!(
        store::activity::verify(&pool).await.unwrap(),
        Verified::Whole { entries: 6, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_pm_takes_back_what_nobody_has_confirmed(pool: PgPool) {
    rows(&pool, ROWS).await;
    rows(&pool, START).await;
    let first = (Arm::NewModel, 1);
    let mark = |evidence| week_one::tick(&pool, PILOT, MIRA, (Arm::NewModel, 1, Side::PilotPm), evidence, now());
    let confirm = || week_one::tick(&pool, PILOT, OMAR, (Arm::NewModel, 1, Side::Dri), "", now());
    let take_back = |person| week_one::take_back(&pool, PILOT, person, first, now());
    assert!(refusal(take_back(MIRA).await).contains("nothing to take back"));
    mark("the wrong link").await.unwrap();
    // Their DRI sends it back instead, and nobody else has a say.
    for person in [OMAR, PersonId(1)] {
        let outcome = take_back(person).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    }
    take_back(MIRA).await.unwrap();
    let doing = async || {
        let page = week_one::page(&pool, PILOT).await.unwrap();
        page.activities[0].progress[0].clone()
    };
    let open = doing().await;
    assert_eq!((open.progress, open.returned, open.waits), (Progress::Open, None, None));
    assert!(refusal(confirm().await).contains("not marked this as done"));
    assert!(refusal(take_back(MIRA).await).contains("nothing to take back"));
    mark("the right link").await.unwrap();
    assert!(matches!(&doing().await.progress, Progress::Done(done) if done.evidence == "the right link"));
    confirm().await.unwrap();
    assert!(refusal(take_back(MIRA).await).contains("confirmed already"));
    // Marked, taken back, marked again, confirmed.
    assert!(matches!(
        store::activity::verify(&pool).await.unwrap(),
        Verified::Whole { entries: 4, .. }
    ));
}
