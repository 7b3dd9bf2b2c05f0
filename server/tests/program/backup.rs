//! `countersign backup` and `restore`, run as programs: what was there is there again, and nothing is overwritten.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::PgPool;
use store::testing::{self, url};

use super::countersign;

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("countersign-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The programs that a backup needs come with Postgres, but not with every way to have it.
async fn can_back_up() -> bool {
    let found = cluster::client("pg_dump", 14, None).await;
    if let Err(why) = &found {
        eprintln!("not tried: {why}");
    }
    found.is_ok()
}

/// Rows of every table, so that what is left out is seen.
async fn rows(pool: &PgPool) -> Vec<(String, i64)> {
    sqlx::query_as(
        "select relname::text, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', relname), false, true, '')))[1]::text::bigint
         from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

async fn database(pool: &PgPool, name: &str) -> (String, PgPool) {
    let own = url(pool);
    let (base, _) = own.rsplit_once('/').unwrap();
    let name = format!("{name}_{}", std::process::id());
    sqlx::query(sqlx::AssertSqlSafe(format!("create database \"{name}\"")))
        .execute(pool)
        .await
        .unwrap();
    let url = format!("{base}/{name}");
    let pool = PgPool::connect(&url).await.unwrap();
    (url, pool)
}

async fn drop_database(pool: &PgPool, other: PgPool) {
    let name = other.connect_options().get_database().unwrap().to_owned();
    other.close().await;
    sqlx::query(sqlx::AssertSqlSafe(format!("drop database \"{name}\" with (force)")))
        .execute(pool)
        .await
        .unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_backed_up_while_people_work_is_there_again(pool: PgPool) {
    if !can_back_up().await {
        return;
    }
    let now = "2025-03-03T08:00:00Z".parse().unwrap();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    testing::sealed(&pool, now).await.unwrap();
    sqlx::query("insert into session values (sha256('x'), '{}', now(), now() + interval '1 hour')")
        .execute(&pool)
        .await
        .unwrap();
    let folder = Folder::new("backup");
    let (file, url) = (folder.path("one.backup"), url(&pool));

    // Somebody signs in again and again meanwhile. Cut off, they could leave a connection within a transaction.
    let enough = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (pool, sponsor, enough) = (pool.clone(), cast.sponsor, Arc::clone(&enough));
        async move {
            let mut at = now;
            while !enough.load(Ordering::Relaxed) {
                at += chrono::Duration::milliseconds(1);
                store::account::note_sign_in(&pool, sponsor, at).await.unwrap();
            }
        }
    });
    let backup = tokio::task::spawn_blocking({
        let (file, url) = (file.clone(), url.clone());
        move || countersign(&["backup", &file, "--database-url", &url])
    });
    let said = backup.await.unwrap();
    enough.store(true, Ordering::Relaxed);
    writing.await.unwrap();
    said.is(0, "holds everything up to head ");
    let head = said.text.split_once("--head ").unwrap().1.trim().to_owned();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing beside it");
    countersign(&["backup", &file, "--database-url", &url]).is(1, "exists already");

    // Into a database with anything in it: never.
    countersign(&["restore", &file, "--database-url", &url]).is(1, "is not empty");
    let (other_url, other) = database(&pool, "other").await;
    sqlx::query("create table note (text text)")
        .execute(&other)
        .await
        .unwrap();
    countersign(&["restore", &file, "--database-url", &other_url]).is(1, "is not empty");
    sqlx::query("drop table note").execute(&other).await.unwrap();

    // What was cut short or is something else leaves nothing behind.
    let whole = fs::read(&file).unwrap();
    let (cut, text) = (folder.path("cut.backup"), folder.path("notes.txt"));
    fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    fs::write(&text, "Seventeen swans").unwrap();
    for broken in [&cut, &text] {
        countersign(&["restore", broken, "--database-url", &other_url]).is(1, "pg_restore failed");
        assert_eq!(rows(&other).await, []);
    }
    countersign(&["restore", &folder.path("none"), "--database-url", &other_url]).is(1, "reading");

    countersign(&["restore", &file, "--database-url", &other_url, "--head", &head])
        .is(0, "is restored")
        .is(0, &format!("head {head}, as expected"));
    let (before, after) = (rows(&pool).await, rows(&other).await);
    assert_eq!(before.len(), after.len());
    for ((name, there), (_, here)) in before.into_iter().zip(after) {
        match name.as_str() {
            // It went on after that moment.
            "activity" => assert!(here > 1 && here <= there),
            "session" => assert_eq!((there, here), (1, 0), "whoever signed out stays signed out"),
            _ => assert_eq!(there, here, "{name}"),
        }
    }
    // It is one to go on with.
    store::account::note_sign_in(&other, cast.sponsor, now).await.unwrap();
    drop_database(&pool, other).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_backup_becomes_a_private_cluster_and_one_of_that(pool: PgPool) {
    if !can_back_up().await {
        return;
    }
    let now = "2025-03-03T08:00:00Z".parse().unwrap();
    testing::pilot(&pool, "checkout", now).await.unwrap();
    testing::sealed(&pool, now).await.unwrap();
    let folder = Folder::new("private");
    // The user that a cluster of root's belongs to passes through here.
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).unwrap();
    let (one, two, data) = (
        folder.path("one.backup"),
        folder.path("two.backup"),
        folder.path("data"),
    );
    let said = countersign(&["backup", &one, "--database-url", &url(&pool)]);
    let head = said
        .is(0, "head")
        .text
        .split_once("--head ")
        .unwrap()
        .1
        .trim()
        .to_owned();
    countersign(&["restore", &one, "--data", &data, "--head", &head]).is(0, "as expected");
    countersign(&["restore", &one, "--data", &data]).is(1, "is not empty");
    countersign(&["backup", &two, "--data", &data]).is(0, &head);
    countersign(&["verify", "--data", &data, "--head", &head]).is(0, "as expected");
    assert!(
        !Path::new(&data).join("postgres/data/postmaster.pid").exists(),
        "it is stopped again"
    );
}

#[tokio::test]
async fn a_database_that_is_none_of_ours_is_not_backed_up() {
    let folder = Folder::new("foreign");
    let file = folder.path("one.backup");
    let url = std::env::var("DATABASE_URL").unwrap();
    countersign(&["backup", &file, "--database-url", &url]).is(1, "has Countersign run there?");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 0);
}
