//! The write path: nobody but a `Change` commits what is recorded, and it comes after others of its pilot.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::person::{Membership, Role};
use sqlx::PgPool;
use store::account::{Invitee, accept_invitation, invite};
use store::{activity, enrolment, survey, testing};

fn now() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Whoever begins a transaction of their own changes nothing that the log speaks of: drafts, deliveries on their way to the
/// worker, which key the instances share, what is on its way to the code host, and what is read again from there.
#[test]
fn only_a_change_begins_a_transaction() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut begin: Vec<String> = sources(&folder)
        .into_iter()
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            text.contains(".begin()") || text.contains("insert into activity ")
        })
        .map(|path| path.strip_prefix(&folder).unwrap().display().to_string())
        .collect();
    begin.sort_unstable();
    assert_eq!(
        begin,
        [
            "change.rs",
            "change/log.rs",
            "github.rs",
            "proposal/draft.rs",
            "proposal/revise.rs",
            "reconciliation/reading.rs",
            "secret.rs",
            "told.rs"
        ]
    );
}

/// Whoever changes a row that is sealed does it on the connection of a change: on the pool itself it would have no entry.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_sealed_is_changed_on_no_pool(pool: PgPool) {
    let covered: Vec<String> = sqlx::query_scalar("select relation from seal_width")
        .fetch_all(&pool)
        .await
        .unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    let testing = folder.join("testing");
    let of_tests = |path: &PathBuf| path.with_extension("").starts_with(&testing);
    for path in sources(&folder).iter().filter(|path| !of_tests(path)) {
        let text = fs::read_to_string(path).unwrap();
        for (at, verb) in ["insert into ", "update ", "delete from "]
            .iter()
            .flat_map(|verb| text.match_indices(verb))
        {
            let statement = &text[at + verb.len()..];
            let table = statement
                .split(|c: char| c != '_' && !c.is_alphabetic())
                .next()
                .unwrap();
            if !covered.iter().any(|covered| covered == table) {
                continue;
            }
            let runs = [".execute(", ".fetch_one(", ".fetch_optional(", ".fetch_all("];
            let run = runs
                .iter()
                .filter_map(|run| statement.split_once(run))
                .map(|(_, on)| on);
            let on = run.max_by_key(|on| on.len()).unwrap().split(')').next().unwrap();
            assert!(!on.contains("pool"), "{}: {table} on {on}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= covered.len(), "{seen} statements");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn changes_of_one_pilot_come_one_after_another(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let mut other = pool.begin().await.unwrap();
    sqlx::query("select 1 from pilot where pilot_id = $1 for update")
        .bind(cast.pilot.0)
        .execute(&mut *other)
        .await
        .unwrap();
    let observer = Membership {
        role: Role::Observer,
        arm: None,
    };
    let give = enrolment::give_role(&pool, cast.pilot, cast.new_pm, observer, cast.sponsor, now());
    let mut give = std::pin::pin!(give);
    assert!(
        tokio::time::timeout(Duration::from_millis(200), &mut give)
            .await
            .is_err()
    );
    other.rollback().await.unwrap();
    give.await.unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_refused_change_leaves_no_entry(pool: PgPool) {
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    let before = activity::list(&pool, cast.pilot, 100).await.unwrap().len();
    let late = now() + chrono::TimeDelta::days(300);
    assert!(
        survey::make_link(&pool, cast.pilot, cast.new_pm, 1, &[7; 32], late)
            .await
            .is_err()
    );
    assert_eq!(activity::list(&pool, cast.pilot, 100).await.unwrap().len(), before);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_joins_is_seen_to_join_in_every_pilot_they_are_in(pool: PgPool) {
    let one = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let two = testing::pilot(&pool, "billing", now()).await.unwrap();
    let apart = testing::pilot(&pool, "search", now()).await.unwrap();
    for (n, pilot) in [(1, one.pilot), (2, two.pilot)] {
        let lea = Invitee {
            email: "lea@example.com",
            name: "Lea",
            role: Some((pilot, Role::Observer, None)),
        };
        invite(&pool, one.sponsor, &lea, &[n; 32], now()).await.unwrap();
    }
    accept_invitation(&pool, &[1; 32], "Lea Lang", "hash", now())
        .await
        .unwrap();
    for (pilot, joined) in [(one.pilot, true), (two.pilot, true), (apart.pilot, false)] {
        let newest = activity::list(&pool, pilot, 1).await.unwrap();
        let joins = newest.iter().any(|line| line.action == "person.accept_invitation");
        assert_eq!(joins, joined);
    }
    assert!(matches!(
        activity::verify(&pool).await.unwrap(),
        activity::Verified::Whole { .. }
    ));
}
