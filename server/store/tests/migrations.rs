//! Three checks that keep migrations safe: they do not trip over existing rows, each has sample
//! data, and each applies to the data of the ones before it. And instances may start at once.

use std::collections::BTreeSet;
use std::path::Path;

use sqlx::PgPool;
use sqlx::migrate::Migrate as _;

fn samples() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/migrations")
}

#[test]
fn a_new_column_that_must_be_filled_has_a_default() {
    for migration in store::MIGRATOR.iter() {
        let sql = migration.sql.as_str().to_lowercase();
        for statement in sql
            .split(';')
            .filter(|s| s.contains("alter table") && s.contains("add column"))
        {
            let fits = !statement.contains("not null") || statement.contains("default");
            assert!(
                fits,
                "{}: a new column is not null and has no default: {statement}",
                migration.version
            );
        }
    }
}

#[test]
fn every_migration_has_sample_data() {
    let wanted: BTreeSet<_> = store::MIGRATOR
        .iter()
        .map(|m| format!("{:04}.sql", m.version))
        .collect();
    let found: BTreeSet<_> = std::fs::read_dir(samples())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(wanted, found);
}

#[sqlx::test(migrations = false)]
async fn each_migration_applies_to_the_data_before_it(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    connection.ensure_migrations_table("_sqlx_migrations").await.unwrap();
    for migration in store::MIGRATOR.iter() {
        connection.apply("_sqlx_migrations", migration).await.unwrap();
        let sample = std::fs::read_to_string(samples().join(format!("{:04}.sql", migration.version))).unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(sample))
            .execute(&mut *connection)
            .await
            .unwrap_or_else(|e| panic!("sample data of {}: {e}", migration.version));
    }
}

#[sqlx::test(migrations = false)]
async fn four_instances_starting_at_once_migrate_once(pool: PgPool) {
    let database = pool.connect_options().get_database().unwrap().to_owned();
    let base = std::env::var("DATABASE_URL").unwrap();
    let url = format!("{}/{database}", base.rsplit_once('/').unwrap().0);
    let start = || store::migrate(&url);
    let (a, b, c, d) = tokio::join!(start(), start(), start(), start());
    for outcome in [a, b, c, d] {
        outcome.unwrap();
    }
    let applied: i64 = sqlx::query_scalar("select count(*) from _sqlx_migrations where success")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(applied, store::MIGRATOR.iter().count() as i64);
}
