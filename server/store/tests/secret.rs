//! Secrets at rest: encrypted with the key that instances share, by the upgrade, too; another key opens nothing and loses
//! nothing.

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use store::activity::{contradiction, sealed};
use store::secret::{Key, sealed_by, share};
use store::testing::{self, Cast};
use store::{Error, github};

const SECRET: &str = "a secret between two programs";

fn now() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().expect("a time")
}

fn ours() -> Key {
    Key::of(&[7; 32])
}

fn another() -> Key {
    Key::of(&[8; 32])
}

async fn connect(pool: &PgPool, cast: &Cast, key: &Key) -> store::Result<String> {
    let words = (Some((key, SECRET)), "word");
    github::connect(pool, cast.pilot, cast.sponsor, "acme/shop", words, now()).await
}

async fn opened(pool: &PgPool, key: &Key) -> Option<String> {
    let connection = github::connection(pool, key, "word", now()).await.expect("answers");
    connection.expect("a connection").secrets.into_iter().next()
}

/// Everything that stands in the database, as text.
async fn everything(pool: &PgPool) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    )
    .fetch_all(pool)
    .await
    .expect("tables");
    let mut all = String::new();
    for table in tables {
        let rows = format!("select coalesce(string_agg(t::text, ' '), '') from {table} t");
        let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(rows))
            .fetch_one(pool)
            .await
            .expect("rows");
        all.push_str(&rows);
    }
    all
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nothing_in_the_database_holds_a_secret_as_it_is(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.expect("a pilot");
    connect(&pool, &cast, &ours()).await.expect("connected");
    assert_eq!(opened(&pool, &ours()).await.as_deref(), Some(SECRET));
    assert_eq!(opened(&pool, &another()).await, None);
    let all = everything(&pool).await;
    assert!(all.contains("acme/shop") && !all.contains(SECRET));
    let bytes: String = SECRET.bytes().map(|b| format!("{b:02x}")).collect();
    assert!(!all.contains(&bytes));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_first_start_encrypts_what_stood_there_and_the_log_fits(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.expect("a pilot");
    let words = (None, "word");
    github::connect(&pool, cast.pilot, cast.sponsor, "acme/shop", words, now())
        .await
        .expect("connected");
    // As the version before wrote it, and sealed it.
    sqlx::query("update connection set plain_secret = $1")
        .bind(SECRET)
        .execute(&pool)
        .await
        .expect("written");
    testing::sealed(&pool, now()).await.expect("sealed");
    store::migrate(&testing::url(&pool)).await.expect("up to date");
    assert_eq!(
        opened(&pool, &ours()).await,
        None,
        "a start before the first with a key"
    );
    for _ in 0..2 {
        share(&pool, &ours(), false, now())
            .await
            .expect("answers")
            .expect("ours");
        assert_eq!(opened(&pool, &ours()).await.as_deref(), Some(SECRET));
    }
    assert!(!everything(&pool).await.contains(SECRET));
    assert_eq!(contradiction(&pool).await.expect("answers"), None);
    assert!(sealed(&pool).await.expect("answers").is_ok());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn another_key_is_refused_while_something_is_sealed_and_loses_nothing(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.expect("a pilot");
    assert_eq!(sealed_by(&pool).await.expect("answers"), None);
    // Nothing is sealed: whichever comes last is shared.
    share(&pool, &another(), false, now())
        .await
        .expect("answers")
        .expect("the first");
    share(&pool, &ours(), false, now())
        .await
        .expect("answers")
        .expect("nothing is lost by it");
    let refused = connect(&pool, &cast, &another()).await.expect_err("another key");
    assert!(
        matches!(&refused, Error::Refused(sentence) if sentence.contains("the same key file")),
        "{refused}"
    );
    connect(&pool, &cast, &ours()).await.expect("connected");
    assert_eq!(
        sealed_by(&pool).await.expect("answers").as_deref(),
        Some(ours().fingerprint())
    );

    let said = share(&pool, &another(), false, now())
        .await
        .expect("answers")
        .expect_err("another key");
    let said = said.to_string();
    for part in [
        "--key-file",
        "COUNTERSIGN_KEY_FILE",
        "--new-key",
        ours().fingerprint(),
        another().fingerprint(),
    ] {
        assert!(said.contains(part), "{said}");
    }
    share(&pool, &ours(), false, now())
        .await
        .expect("answers")
        .expect("still ours");
    assert_eq!(opened(&pool, &ours()).await.as_deref(), Some(SECRET));

    // The file is lost: what was sealed opens no more, and is entered again.
    share(&pool, &another(), true, now())
        .await
        .expect("answers")
        .expect("said so");
    assert_eq!(opened(&pool, &another()).await, None);
    connect(&pool, &cast, &another()).await.expect("connected again");
    assert_eq!(opened(&pool, &another()).await.as_deref(), Some(SECRET));
}
