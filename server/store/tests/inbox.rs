//! What everybody is asked, over all their pilots, as the rows have it.

use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use domain::document::placeholders;
use domain::ids::PersonId;
use domain::inbox::tasks;
use domain::person::Arm;
use domain::pilot::Answer;
use domain::terms::Terms;
use domain::week_one::Side;
use domain::zone::Signatory;
use sqlx::PgPool;
use store::pilot::{NewPilot, add};
use store::testing::{self, ZONE};
use store::{enrolment, inbox, survey, week_one, zone};

/// Monday 14:00 in Berlin, in the week in which the clocks change.
fn monday() -> DateTime<Utc> {
    "2026-03-23T13:00:00Z".parse().expect("a time")
}

/// "address: title" of everything that waits for somebody.
async fn waits_for(pool: &PgPool, person: PersonId) -> Vec<String> {
    let pilots = inbox::facts(pool, person, None).await.expect("facts");
    let of = |one: &inbox::InPilot| tasks(&inbox::asked_of(&one.pilot, &one.comments, person, monday()));
    let mut titles = Vec::new();
    for one in pilots {
        let pilot = one.pilot.pilot_id;
        let alone = inbox::InPilot {
            pilot: store::pilot::facts(pool, pilot).await.expect("facts of one").into(),
            comments: inbox::comments(pool, pilot, person).await.expect("comments of one"),
        };
        assert_eq!(of(&alone), of(&one), "{}", one.pilot.slug);
        let found = of(&one).into_iter();
        titles.extend(found.map(|task| format!("{}: {}", one.pilot.slug, task.title)));
    }
    titles
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_pilots_in_different_phases_ask_everybody_for_what_is_theirs(pool: PgPool) {
    let running = testing::started_pilot(&pool, monday()).await.expect("checkout");
    let approved = testing::pilot(&pool, "billing", monday()).await.expect("billing");
    testing::decided(&pool, &approved, Verdict::Approve, monday())
        .await
        .expect("approved");
    let in_week_one = [
        "billing: Say whether you agree to what is measured",
        "checkout: Say whether you agree to what is measured",
        "checkout: Acknowledge the no-go list",
        "checkout: Do 2 week-one activities",
        "checkout: Answer the week 1 survey",
    ];
    let of_sponsor = [
        "billing: Sign version 1 of the zone",
        "billing: Enter the new-model feature",
        "billing: Enter the old-model feature",
        "billing: Enter baseline features, 0 of 4",
        "checkout: Connect the repository",
    ];
    let sign = "billing: Sign version 1 of the zone";
    let expected: [(&str, PersonId, &[&str]); 6] = [
        ("Dana", running.sponsor, &of_sponsor),
        ("Priya", running.approver, &[sign]),
        ("Mira", running.new_pm, &in_week_one),
        ("Omar", running.old_pm, &in_week_one),
        (
            "Lee",
            running.new_dri,
            &["billing: Say whether you will be the new-model DRI", sign],
        ),
        (
            "Kim",
            running.old_dri,
            &["billing: Say whether you will be the old-model DRI", sign],
        ),
    ];
    for (name, person, expected) in expected {
        assert_eq!(waits_for(&pool, person).await, expected, "{name}");
    }

    // What is done is gone at once, and what follows from it is there.
    let now = monday();
    week_one::acknowledge(&pool, running.pilot, running.new_pm, now)
        .await
        .expect("read");
    let mark = (Arm::NewModel, 1, Side::PilotPm);
    week_one::tick(&pool, running.pilot, running.new_pm, mark, "A link", now)
        .await
        .expect("marked");
    let answer = survey::NewAnswer {
        week: 1,
        energy: domain::survey::Energy::parse("4").expect("an answer"),
        note: "",
    };
    survey::answer(&pool, running.pilot, running.new_pm, &answer, now)
        .await
        .expect("taken");
    assert_eq!(
        waits_for(&pool, running.new_pm).await,
        [in_week_one[0], in_week_one[1], "checkout: Do 1 week-one activity"]
    );
    assert_eq!(waits_for(&pool, running.old_pm).await, in_week_one);
    let version = zone::current(&pool, approved.pilot)
        .await
        .expect("a zone")
        .expect("version 1");
    let signed = (version.number, &version.digest);
    zone::sign(
        &pool,
        approved.pilot,
        approved.new_dri,
        Signatory::Dri(Arm::NewModel),
        signed,
        now,
    )
    .await
    .expect("signed");
    enrolment::consent(&pool, approved.pilot, approved.new_dri, Arm::NewModel, Answer::No, now)
        .await
        .expect("answered");
    assert_eq!(
        waits_for(&pool, approved.new_dri).await,
        ["checkout: Confirm 1 week-one activity"]
    );
    let of_sponsor = waits_for(&pool, approved.sponsor).await;
    assert_eq!(of_sponsor[2], "billing: Ask another engineer to be the new-model DRI");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn gaps_are_counted_when_a_revision_is_saved_and_where_nobody_counted_them(pool: PgPool) {
    let dana = testing::person(&pool, "Dana").await.expect("Dana");
    let body = domain::template::body();
    let new = NewPilot {
        name: "Search",
        zone: ZONE,
        body: &body,
        summary: "",
    };
    add(&pool, dana, &new, monday()).await.expect("a pilot");
    let counted: Option<i32> = sqlx::query_scalar("select placeholders from revision")
        .fetch_one(&pool)
        .await
        .expect("revision 1");
    let gaps = placeholders(&body).len();
    assert_eq!(counted.and_then(|n| usize::try_from(n).ok()), Some(gaps));
    let fill = format!("search: Fill {gaps} placeholders");
    assert_eq!(waits_for(&pool, dana).await, [fill.as_str()]);
    // Rows of the version before say nothing about it.
    sqlx::query(
        "insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
         select pilot_id, 2, body, terms, digest, summary, author_id, created_at from revision",
    )
    .execute(&pool)
    .await
    .expect("an older row");
    assert_eq!(waits_for(&pool, dana).await, [fill.as_str()]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_edit_of_the_terms_outdates_one_approval_and_not_the_other(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", monday()).await.expect("checkout");
    let other = testing::pilot(&pool, "billing", monday()).await.expect("billing");
    for cast in [&cast, &other] {
        testing::decided(&pool, cast, Verdict::Approve, monday())
            .await
            .expect("approved");
    }
    let changed = Terms {
        commit_drop_percent: Some(20.into()),
        ..testing::terms()
    };
    testing::revision(&pool, &cast, &changed, monday())
        .await
        .expect("revision 2");
    testing::revision(&pool, &other, &testing::terms(), monday())
        .await
        .expect("revision 2");
    let of = |pilots: Vec<inbox::InPilot>| {
        pilots
            .into_iter()
            .map(|one| one.pilot.pilot(monday()).status.label())
            .collect::<Vec<_>>()
    };
    let labels = of(inbox::facts(&pool, cast.sponsor, None).await.expect("facts"));
    assert_eq!(labels, ["Revision 1 approved", "Approval of revision 1 outdated"]);
    for (pilot, label) in [other.pilot, cast.pilot].into_iter().zip(labels) {
        let status = store::pilot::status(&pool, pilot, monday()).await.expect("a status");
        assert_eq!(status.label(), label);
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn deliveries_that_are_not_used_are_told_until_one_is(pool: PgPool) {
    let started = testing::started_pilot(&pool, monday()).await.expect("a pilot");
    let minute = |minute: i64| monday() + chrono::TimeDelta::minutes(minute);
    let words = (None, "key");
    store::github::connect(&pool, started.pilot, started.sponsor, "acme/shop", words, monday())
        .await
        .expect("a connection");
    let connection = store::github::connection_id(&pool, "key")
        .await
        .expect("a row")
        .expect("it");
    let asks = async || {
        let told = "checkout: See why deliveries of the code host are not used".to_owned();
        [
            waits_for(&pool, started.sponsor).await.contains(&told),
            waits_for(&pool, started.approver).await.contains(&told),
        ]
    };
    let used = async |guid: &str, at: i64, about: Option<&str>| {
        sqlx::query(
            "insert into delivery (connection_id, delivery_guid, event, body, received_at, processed_at, outcome, about)
             values ($1, $2, 'push', '', $3, $3, 'done', $4)",
        )
        .bind(connection.0)
        .bind(guid)
        .bind(minute(at))
        .bind(about)
        .execute(&pool)
        .await
        .expect("a delivery");
    };
    assert_eq!(asks().await, [false, false]);
    store::github::refuse(&pool, connection, "The signature does not fit.", minute(1))
        .await
        .expect("noted");
    assert_eq!(asks().await, [true, false]);
    used("1", 2, None).await;
    assert_eq!(asks().await, [false, false]);
    used("2", 3, Some("acme/docs")).await;
    assert_eq!(asks().await, [true, false]);
    used("3", 4, None).await;
    assert_eq!(asks().await, [false, false]);
}
