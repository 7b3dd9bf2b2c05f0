//! The log stays one chain under concurrency, and shows every kind of tampering.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Duration, Utc};
use domain::activity::{Fault, Feature, Reader, Summary, hex};
use domain::ids::{PersonId, PilotId};
use serde_json::json;
use sqlx::PgPool;
use store::Error;
use store::activity::{By, Export, Filter, PAGE, Seek, Verified, contradiction, page, verify, verify_against};
use store::testing::{self, Entry, append};

fn now() -> DateTime<Utc> {
    "2025-03-03T08:00:00.123456789Z".parse().unwrap()
}

async fn write(pool: &PgPool, n: i32) {
    let entry = Entry {
        at: now(),
        person: None,
        pilot: None,
        action: "test.write",
        detail: json!({ "n": n, "text": "ö“\u{1F600}" }),
    };
    append(pool, entry).await.unwrap();
}

/// The first row that does not fit; `None` when all do.
async fn broken(pool: &PgPool) -> Option<(i64, Fault)> {
    match verify(pool).await.unwrap() {
        Verified::Broken(broken) => Some((broken.seq, broken.fault)),
        Verified::Whole { .. } => None,
    }
}

/// Runs statements that the triggers would refuse, as somebody who owns the database could.
async fn tamper(pool: &PgPool, statements: &[&'static str]) {
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica")
        .execute(&mut *tx)
        .await
        .unwrap();
    for statement in statements {
        sqlx::query(*statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_empty_log_verifies(pool: PgPool) {
    assert!(matches!(
        verify(&pool).await.unwrap(),
        Verified::Whole { entries: 0, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn writers_at_once_make_one_chain(pool: PgPool) {
    let writers: Vec<_> = (0..8)
        .map(|w| {
            let pool = pool.clone();
            tokio::spawn(async move {
                for n in 0..25 {
                    write(&pool, w * 100 + n).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert!(matches!(
        verify(&pool).await.unwrap(),
        Verified::Whole { entries: 200, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_change_that_fails_leaves_no_entry(pool: PgPool) {
    write(&pool, 1).await;
    let nowhere = Entry {
        at: now(),
        person: None,
        pilot: Some(PilotId(7)),
        action: "test.fail",
        detail: json!({}),
    };
    assert!(matches!(append(&pool, nowhere).await, Err(Error::NotFound)));
    write(&pool, 2).await;
    assert!(matches!(
        verify(&pool).await.unwrap(),
        Verified::Whole { entries: 2, .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn rows_cannot_be_changed_or_removed(pool: PgPool) {
    write(&pool, 1).await;
    for statement in [
        "update activity set detail = '{}'",
        "delete from activity",
        "truncate activity",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_kind_of_tampering_names_its_row(pool: PgPool) {
    for n in 0..7 {
        write(&pool, n).await;
    }
    assert_eq!(broken(&pool).await, None);
    tamper(
        &pool,
        &[
            "create table kept as table activity",
            "create table kept_head as table activity_head",
        ],
    )
    .await;
    let cases: &[(&[&'static str], (i64, Fault))] = &[
        (
            &["update activity set detail = detail || ' ' where seq = 3"],
            (3, Fault::Changed),
        ),
        (
            &["update activity set at = at + interval '1 microsecond' where seq = 3"],
            (3, Fault::Changed),
        ),
        (
            &["update activity set person_id = 1 where seq = 3"],
            (3, Fault::Changed),
        ),
        (&["update activity set pilot_id = 1 where seq = 3"], (3, Fault::Changed)),
        (&["update activity set action = 'x' where seq = 3"], (3, Fault::Changed)),
        (
            &["update activity set hash = sha256('forged') where seq = 3"],
            (3, Fault::Changed),
        ),
        (
            &["update activity set prev = sha256('forged') where seq = 3"],
            (3, Fault::Unlinked),
        ),
        (&["delete from activity where seq = 1"], (2, Fault::Missing(1))),
        (&["delete from activity where seq = 3"], (4, Fault::Missing(3))),
        (&["delete from activity where seq = 7"], (6, Fault::CutOff)),
        (&["delete from activity"], (0, Fault::CutOff)),
        (&["update activity_head set seq = 6"], (7, Fault::CutOff)),
        (
            &["update activity_head set hash = sha256('forged')"],
            (7, Fault::CutOff),
        ),
        (
            &[
                "update activity set seq = 100 where seq = 3",
                "update activity set seq = 3 where seq = 4",
                "update activity set seq = 4 where seq = 100",
            ],
            (3, Fault::Unlinked),
        ),
        (
            &[
                "insert into activity select 8, at, person_id, pilot_id, action, detail, hash, hash from activity where seq = 7",
            ],
            (8, Fault::Beyond),
        ),
        (
            &[
                "insert into activity select 0, at, person_id, pilot_id, action, detail, hash, hash from activity where seq = 7",
            ],
            (0, Fault::Duplicate),
        ),
        (
            &[
                "alter table activity drop constraint activity_pkey",
                "insert into activity select * from activity where seq = 3",
            ],
            (3, Fault::Duplicate),
        ),
    ];
    for (statements, fault) in cases {
        tamper(&pool, statements).await;
        assert_eq!(broken(&pool).await, Some(*fault), "{statements:?}");
        tamper(
            &pool,
            &[
                "truncate activity, activity_head",
                "insert into activity select * from kept",
                "insert into activity_head select * from kept_head",
            ],
        )
        .await;
        assert_eq!(broken(&pool).await, None, "{statements:?} is undone");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_log_rewritten_throughout_shows_by_a_head_kept_elsewhere(pool: PgPool) {
    for n in 0..4 {
        write(&pool, n).await;
    }
    let Verified::Whole { entries: 4, head } = verify(&pool).await.unwrap() else {
        panic!("the log is whole");
    };
    let expect = |text: String| vec![text.parse().unwrap()];
    for kept in [head.clone(), format!("4:{head}")] {
        let verified = verify_against(&pool, expect(kept)).await.unwrap();
        assert!(matches!(verified, Verified::Whole { .. }));
    }
    // The end is cut, and the head row moved with it.
    tamper(
        &pool,
        &[
            "delete from activity where seq = 4",
            "update activity_head set seq = 3, hash = (select hash from activity where seq = 3)",
        ],
    )
    .await;
    assert_eq!(broken(&pool).await, None);
    let against = async |kept: String| match verify_against(&pool, expect(kept)).await.unwrap() {
        Verified::Broken(broken) => (broken.seq, broken.fault),
        Verified::Whole { .. } => panic!("it is not whole"),
    };
    assert_eq!(against(head.clone()).await, (3, Fault::Unexpected));
    assert_eq!(against(format!("4:{head}")).await, (4, Fault::Absent));
    assert_eq!(against(format!("2:{head}")).await, (2, Fault::Unexpected));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn facts_changed_behind_the_log_show(pool: PgPool) {
    let cast = testing::started_pilot(&pool, "2025-03-03T08:00:00Z".parse().unwrap())
        .await
        .unwrap();
    // The shared test pilot's revision and approval are put there without a word in the log.
    let silent = async || contradiction(&pool).await.unwrap().map(|found| found.what);
    let say = async |action: &str, detail: serde_json::Value| {
        let entry = Entry {
            at: now(),
            person: Some(cast.sponsor),
            pilot: Some(cast.pilot),
            action,
            detail,
        };
        append(&pool, entry).await.unwrap();
    };
    assert_eq!(silent().await, Some("no entry of the log speaks of it"));
    let revisions: Vec<(i32, String)> = sqlx::query_as("select number, digest from revision")
        .fetch_all(&pool)
        .await
        .unwrap();
    for (number, digest) in revisions {
        say("proposal.revise", json!({ "revision": number, "digest": digest })).await;
    }
    assert_eq!(silent().await, Some("the log does not know this decision"));
    say("approval.decide", json!({ "approval": 1, "verdict": "approve" })).await;
    assert_eq!(contradiction(&pool).await.unwrap(), None);
    tamper(
        &pool,
        &[
            "create table kept_revision as table revision",
            "create table kept_zone_version as table zone_version",
            "create table kept_zone_signature as table zone_signature",
            "create table kept_approval as table approval",
        ],
    )
    .await;
    let cases: &[(&str, &str)] = &[
        ("update revision set body = body || ' ' where number = 1", "revision 1"),
        (
            "update revision set terms = jsonb_set(terms, '{weeks}', '9') where number = 1",
            "revision 1",
        ),
        ("update revision set terms = '[]' where number = 1", "revision 1"),
        (
            "update revision set digest = repeat('0', 64) where number = 1",
            "revision 1",
        ),
        ("delete from revision where number = 1", "revision 1"),
        (
            "insert into revision select pilot_id, 77, body, terms, digest, summary, author_id, created_at from revision where number = 1",
            "revision 77",
        ),
        (
            "update zone_version set items = '[]' where number = 1",
            "zone version 1",
        ),
        (
            "update zone_version set digest = repeat('0', 64) where number = 1",
            "zone version 1",
        ),
        ("delete from zone_version where number = 1", "zone version 1"),
        ("update approval set digest = repeat('0', 64)", "approval 1"),
        ("update approval set verdict = 'decline'", "approval 1"),
        (
            "update zone_signature set digest = repeat('0', 64) where role = 'sponsor'",
            "signature under zone version 1",
        ),
    ];
    for (statement, fact) in cases {
        tamper(&pool, &[statement]).await;
        let found = contradiction(&pool).await.unwrap();
        let found = found.map(|found| found.to_string()).unwrap_or_default();
        assert!(found.contains(fact), "{statement}: {found}");
        tamper(
            &pool,
            &[
                "delete from zone_signature",
                "delete from approval",
                "delete from zone_version",
                "delete from revision",
                "insert into revision select * from kept_revision",
                "insert into zone_version select * from kept_zone_version",
                "insert into approval overriding system value select * from kept_approval",
                "insert into zone_signature overriding system value select * from kept_zone_signature",
            ],
        )
        .await;
        assert_eq!(contradiction(&pool).await.unwrap(), None, "{statement} is undone");
    }
}

/// All lines of an export.
async fn lines(mut export: Export) -> Vec<String> {
    let mut text = String::new();
    while let Some(more) = export.next().await.unwrap() {
        text.push_str(&more);
    }
    text.lines().map(ToOwned::to_owned).collect()
}

fn read(lines: &[String]) -> Summary {
    let mut reader = Reader::new(&lines[0], Vec::new()).unwrap();
    for line in &lines[1..] {
        reader.take(line).unwrap();
    }
    reader.end().unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_export_is_whole_and_shows_nothing_of_other_pilots(pool: PgPool) {
    let now = "2025-03-03T08:00:00Z".parse().unwrap();
    let one = testing::pilot(&pool, "checkout", now).await.unwrap();
    let other = testing::pilot(&pool, "billing", now).await.unwrap();
    for n in 0..1100 {
        let entry = Entry {
            at: now,
            person: Some(one.sponsor),
            pilot: Some(if n % 2 == 0 { one.pilot } else { other.pilot }),
            action: if n % 2 == 0 { "comment.add" } else { "secret.merger" },
            detail: json!({ "text": if n % 2 == 0 { "ours" } else { "theirs" }, "n": n }),
        };
        append(&pool, entry).await.unwrap();
    }
    let everything = read(&lines(Export::of_everything(&pool).await.unwrap()).await);
    assert_eq!(everything.withheld, 0);
    assert!(everything.whole >= 1100);

    let ours = lines(Export::of_pilot(&pool, one.pilot, "checkout").await.unwrap()).await;
    let text = ours.join("\n");
    for theirs in ["secret", "theirs", "billing"] {
        assert!(!text.contains(theirs), "{theirs}");
    }
    let summary = read(&ours);
    assert_eq!(summary.pilot.as_deref(), Some("checkout"));
    assert!(summary.whole >= 550 && summary.withheld >= 549, "{summary:?}");
    // It ends with the pilot's newest entry, which is the head its page shows.
    let log = page(&pool, one.pilot, Filter::default(), Seek::Newest).await.unwrap();
    let head = log.head.unwrap();
    assert_eq!((summary.head.0, hex(&summary.head.1)), (head.seq, head.hash));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn pages_go_by_position_and_keep_to_their_filter(pool: PgPool) {
    let now: DateTime<Utc> = "2025-03-03T08:00:00Z".parse().unwrap();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    let start = page(&pool, cast.pilot, Filter::default(), Seek::Newest)
        .await
        .unwrap()
        .lines
        .len();
    for n in 0..250_i64 {
        let entry = Entry {
            at: now + Duration::hours(n),
            person: (n % 2 == 0).then_some(cast.sponsor),
            pilot: Some(cast.pilot),
            action: if n % 5 == 0 {
                "comment.add"
            } else {
                "pull_request.record"
            },
            detail: json!({ "n": n }),
        };
        append(&pool, entry).await.unwrap();
    }
    let show = async |filter: Filter, seek| page(&pool, cast.pilot, filter, seek).await.unwrap();

    // Down to the oldest and up again: every entry once, in order.
    let all = Filter::default();
    let mut seqs = Vec::new();
    let mut at = show(all, Seek::Newest).await;
    assert_eq!(at.newer, None);
    loop {
        seqs.extend(at.lines.iter().map(|line| line.seq));
        let Some(older) = at.older else { break };
        at = show(all, Seek::Before(older)).await;
    }
    assert_eq!(seqs.len(), 250 + start);
    assert!(seqs.windows(2).all(|two| two[0] > two[1]));
    let up = show(all, Seek::After(at.newer.unwrap())).await;
    assert_eq!(up.lines.len(), PAGE);
    assert_eq!(up.lines.last().unwrap().seq, at.newer.unwrap() + 1);
    assert_eq!(up.older, Some(at.newer.unwrap() + 1));

    let count = async |filter| {
        let log = show(filter, Seek::Newest).await;
        (log.lines.len(), log.older.is_some())
    };
    let comments = Filter {
        feature: Some(Feature::Comments),
        ..all
    };
    assert_eq!(count(comments).await, (50, false));
    let software = Filter {
        by: By::Software,
        ..all
    };
    assert_eq!(count(software).await, (100, true));
    let person = Filter {
        by: By::Person(cast.sponsor),
        ..comments
    };
    assert_eq!(count(person).await, (25, false));
    let day = Filter {
        from: Some(now + Duration::hours(24)),
        until: Some(now + Duration::hours(48)),
        ..all
    };
    assert_eq!(count(day).await, (24, false));
    let nobody = Filter {
        by: By::Person(PersonId(0)),
        ..all
    };
    assert_eq!(count(nobody).await, (0, false));
    // Whatever the filter, the head is the pilot's newest entry.
    assert_eq!(show(nobody, Seek::Newest).await.head.unwrap().seq, seqs[0]);
}
