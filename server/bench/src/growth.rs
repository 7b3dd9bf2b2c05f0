//! What a delivery costs the worker as the facts of its pilot grow to a million.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::clock::Clock;

use crate::Bench;
use crate::database::Database;
use crate::deliveries::{Webhook, news};
use crate::report::Report;
use crate::told;

/// Deliveries that are worked through at once.
const DELIVERIES: usize = 1000;
/// Pull requests that are added, each with ten facts.
const PULL_REQUESTS: usize = 100_000;
/// The first number of those that deliveries tell of, and of those that are added.
const FIRST: usize = 700_000;
const ADDED: usize = 1_000_000;

/// Measures a delivery among few facts and among a million.
pub async fn measure(report: &mut Report, bench: &Bench) -> Result<()> {
    // The connection has a secret from here on; what is measured waits in the database already.
    Webhook::of(&bench.database, bench.program.address).await?;
    told("deliveries among few facts");
    cost(&bench.database, "warm", FIRST).await?;
    let few = cost(&bench.database, "few", FIRST + DELIVERIES).await?;
    told("growing to a million facts");
    let begun = Instant::now();
    grow(&bench.database).await?;
    bench.database.tidy().await?;
    report.note(&format!(
        "{} facts of {PULL_REQUESTS} pull requests were added in {:.0} s",
        PULL_REQUESTS * 10,
        begun.elapsed().as_secs_f64()
    ));
    told("deliveries among a million facts");
    let many = cost(&bench.database, "many", FIRST + 2 * DELIVERIES).await?;
    report.time("the worker takes for a delivery", few, None);
    report.time("the worker takes for a delivery, among a million facts", many, None);
    report.times("cost of a delivery among a million facts", many / few, 1.5);
    Ok(())
}

/// How long the worker takes for each of some deliveries that wait, in milliseconds.
async fn cost(database: &Database, name: &str, first: usize) -> Result<f64> {
    let now = Clock::default().now();
    let told: Vec<(String, Vec<u8>)> = (0..DELIVERIES)
        .map(|number| {
            let (_, payload) = news(first + number, now);
            Ok((format!("growth-{name}-{number:04}"), serde_json::to_vec(&payload)?))
        })
        .collect::<Result<_>>()?;
    let (guids, bodies): (Vec<String>, Vec<Vec<u8>>) = told.into_iter().unzip();
    sqlx::query(
        "with stored as (
             insert into delivery (connection_id, delivery_guid, event, body, received_at)
             select (select min(connection_id) from connection), d.guid, 'pull_request', d.body, $3
             from unnest($1::text[], $2::bytea[]) as d (guid, body))
         select pg_notify('delivery', '')",
    )
    .bind(&guids)
    .bind(&bodies)
    .bind(now)
    .execute(&database.pool)
    .await?;
    let begun = Instant::now();
    let waiting = "select count(*) from delivery where processed_at is null";
    while database.number(waiting).await? > 0 {
        ensure!(
            begun.elapsed() < Duration::from_secs(120),
            "deliveries are not worked through"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let failed = "select count(*) from delivery where outcome like 'failed%' or outcome like 'will be%'";
    ensure!(database.number(failed).await? == 0, "deliveries failed");
    Ok(begun.elapsed().as_secs_f64() * 1000.0 / DELIVERIES as f64)
}

/// Adds pull requests of no feature with ten facts and two commits each, as if they had been told.
async fn grow(database: &Database) -> Result<()> {
    let mut tx = database.pool.begin().await?;
    for statement in [
        "set local session_replication_role = replica".to_owned(),
        format!(
            "insert into pull_request (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch,
                 head_branches, heads, head, described_at)
             select c.pilot_id, c.repository, {ADDED} + n, 'Past ' || n, '', 'nokafor', false, 'past/' || n,
                 array['past/' || n], array[md5(n::text)], md5(n::text), now()
             from (select pilot_id, repository from connection order by connection_id limit 1) c,
                 generate_series(1, {PULL_REQUESTS}) n"
        ),
        format!(
            "insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at)
             select p.pull_request_id, now(), f.kind, f.source, 'past ' || n, now()
             from pull_request p, generate_series(1, 10) n,
                 (select kind, source from pull_request_fact order by fact_id limit 1) f
             where p.number > {ADDED}"
        ),
        format!(
            "insert into received_commit (pilot_id, repository, branch, sha, author_login, received_at)
             select p.pilot_id, p.repository, p.head_branch, md5(p.number || '-' || n), 'nokafor', now()
             from pull_request p, generate_series(1, 2) n where p.number > {ADDED}"
        ),
    ] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
            .execute(&mut *tx)
            .await
            .context("growing")?;
    }
    tx.commit().await?;
    Ok(())
}
