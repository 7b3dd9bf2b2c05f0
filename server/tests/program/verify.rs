//! `countersign verify` and `export-log`, run as programs: what they say, and how they end.

use std::path::{Path, PathBuf};

use sqlx::PgPool;
use store::testing::{self, url};

use super::countersign;

/// A file of this name that is not there yet.
fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

async fn tamper(pool: &PgPool, statement: &'static str) {
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica")
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query(statement).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_log_is_exported_and_verified_on_both_sides(pool: PgPool) {
    let now = "2025-03-03T08:00:00Z".parse().unwrap();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    for n in 1..=5 {
        store::account::note_sign_in(&pool, cast.sponsor, now + chrono::Duration::seconds(n))
            .await
            .unwrap();
    }
    testing::sealed(&pool, now).await.unwrap();
    let url = url(&pool);
    let database = |more: &[&str]| countersign(&[&["verify", "--database-url", &url], more].concat());
    let file = fresh("log.jsonl");
    let path = file.to_str().unwrap();

    let whole = database(&[]);
    assert_eq!(whole.code, 0, "{}", whole.text);
    for said in [
        // Six people, six roles, one pilot.
        "13 rows of",
        "Covered are answer, approval, ",
        "Not covered are ",
        "draft (text on its way)",
        "only against a head that was kept elsewhere",
    ] {
        assert!(whole.text.contains(said), "{said}: {}", whole.text);
    }
    let head = whole.text.split_once("head ").unwrap().1;
    let head = head.split_whitespace().next().unwrap();

    let exported = countersign(&["export-log", path, "--database-url", &url]);
    assert_eq!(exported.code, 0, "{}", exported.text);
    let again = countersign(&["export-log", path, "--database-url", &url]);
    assert_eq!(again.code, 1, "a file is never overwritten: {}", again.text);

    for kept in [head, head.split_once(':').unwrap().1] {
        for said in [
            database(&["--head", kept]),
            countersign(&["verify", path, "--head", kept]),
        ] {
            said.is(0, ", as expected");
        }
    }
    let other = format!("3:{}", "0".repeat(64));
    for said in [
        database(&["--head", &other]),
        countersign(&["verify", path, "--head", &other]),
    ] {
        said.is(1, "entry 3");
    }

    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("person.sign_in", "person.sign_on", 1)).unwrap();
    let said = countersign(&["verify", path]);
    said.is(1, "its content was changed");

    tamper(&pool, "update activity set detail = '{\"x\":1}' where seq = 4").await;
    let said = database(&[]);
    said.is(1, "entry 4: its content was changed");
    std::fs::remove_file(&file).unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_fact_changed_behind_the_log_ends_it_with_one(pool: PgPool) {
    let now = "2025-03-03T08:00:00Z".parse().unwrap();
    testing::ready_pilot(&pool, now).await.unwrap();
    tamper(&pool, "update revision set body = body || '!'").await;
    let said = countersign(&["verify", "--database-url", &url(&pool)]);
    said.is(1, "revision 1 of checkout");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_fact_without_a_digest_of_its_own_is_found_as_well(pool: PgPool) {
    let now = "2025-03-03T08:00:00Z".parse().unwrap();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    testing::sealed(&pool, now).await.unwrap();
    let id: i64 = sqlx::query_scalar("select member_id from member where person_id = $1")
        .bind(cast.sponsor.0)
        .fetch_one(&pool)
        .await
        .unwrap();
    tamper(
        &pool,
        "update member set added_at = added_at - interval '1 day' where role = 'sponsor'",
    )
    .await;
    let said = countersign(&["verify", "--database-url", &url(&pool)]);
    assert_eq!(said.code, 1, "{}", said.text);
    let found = format!("facts were changed: member {id} of checkout: it is not as it was sealed (entry 1).");
    assert!(said.text.contains(&found), "{}", said.text);
}

#[test]
fn what_cannot_be_read_ends_with_two() {
    let file = fresh("unusable.jsonl");
    let path = file.to_str().unwrap();
    let missing = countersign(&["verify", path]);
    assert_eq!(missing.code, 2, "{}", missing.text);
    for (content, line) in [("", "line 1"), ("hello\n", "line 1"), ("\u{feff}{}\n", "line 1")] {
        std::fs::write(&file, content).unwrap();
        let said = countersign(&["verify", path]);
        said.is(2, line);
    }
    std::fs::write(&file, [0xff, 0xfe, b'\n']).unwrap();
    assert_eq!(countersign(&["verify", path]).code, 2);
    let head = countersign(&["verify", path, "--head", "nonsense"]);
    assert_eq!(head.code, 2, "{}", head.text);
    let nowhere = countersign(&["verify", "--database-url", "postgres://nobody@127.0.0.1:1/none"]);
    assert_eq!(nowhere.code, 2, "{}", nowhere.text);
    std::fs::remove_file(&file).unwrap();
}
