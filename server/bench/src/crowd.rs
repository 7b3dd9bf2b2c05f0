//! The same page beside many other pilots in the database.

use std::time::Instant;

use anyhow::{Result, ensure};

use crate::Bench;
use crate::answers;
use crate::browser::Browser;
use crate::database::Database;
use crate::load::Asked;
use crate::pages::METRICS;
use crate::report::Report;
use crate::told;

/// Other pilots.
const PILOTS: usize = 200;
/// Times that the page is opened after a change.
const ROUNDS: usize = 15;

/// Measures the page of the metrics before and after others have joined, held and after a change.
pub async fn measure(report: &mut Report, bench: &Bench, pull_requests: usize) -> Result<()> {
    let (load, database, browsers) = (&bench.load, &bench.database, &bench.browsers);
    let asked = || Asked {
        address: bench.program.address,
        path: METRICS,
        headers: vec![("cookie", browsers[0].cookie())],
        forms: Vec::new(),
    };
    told("metrics, alone");
    let alone = (load.ask(&asked()).await?, changed(browsers).await?);
    told("filling the database with other pilots");
    let begun = Instant::now();
    fill(database, pull_requests / PILOTS).await?;
    database.tidy().await?;
    report.note(&format!(
        "{pull_requests} pull requests of {PILOTS} other pilots were added in {:.0} s",
        begun.elapsed().as_secs_f64()
    ));
    told("metrics, beside others");
    let beside = (load.ask(&asked()).await?, changed(browsers).await?);
    report.times("cost of metrics beside other pilots", alone.0.rate / beside.0.rate, 1.5);
    report.time("metrics after a change, alone", alone.1, None);
    report.time("metrics after a change, beside other pilots", beside.1, None);
    report.times(
        "cost of metrics after a change, beside other pilots",
        beside.1 / alone.1,
        1.5,
    );
    inbox(report, bench).await
}

/// The longest time that an inbox may take the server, in milliseconds.
const LONGEST_INBOX: f64 = 20.0;

/// The sponsor has a part in every other pilot as well, and all of them run: how long their inbox takes when one of them has changed.
async fn inbox(report: &mut Report, bench: &Bench) -> Result<()> {
    told("the inbox of somebody in all of them");
    let (database, browsers) = (&bench.database, &bench.browsers);
    for table in [
        "member",
        "revision",
        "terms_confirmation",
        "zone_version",
        "pilot_start",
        "survey_week",
        "no_go_acknowledgement",
        "baseline_feature",
        "consent",
        "answer",
    ] {
        let of_others = format!("{table} t join pilot o on o.slug like 'other-%' where t.pilot_id = 1");
        copy(database, table, &[("pilot_id", "o.pilot_id")], &of_others).await?;
    }
    database.tidy().await?;
    let (mut reader, mut writer) = (browsers[0].clone(), browsers[answers::PILOT_PM].clone());
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let score = u8::try_from(1 + round % 5)?;
        writer.post(answers::PATH, &answers::form(score)).await?;
        let begun = Instant::now();
        let answer = reader.get("/").await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        ensure!(answer.status == 200, "the inbox answers {}", answer.status);
        let shown = String::from_utf8_lossy(&answer.body)
            .matches("href=\"/p/other-")
            .count();
        ensure!(shown >= PILOTS, "the inbox shows {shown} of {PILOTS} pilots");
    }
    times.sort_unstable_by(f64::total_cmp);
    report.time(
        &format!("inbox of {} pilots, after a change", PILOTS + 1),
        times[times.len() / 2],
        Some(LONGEST_INBOX),
    );
    Ok(())
}

/// The median time to open the page after a fact has changed it, in milliseconds.
async fn changed(browsers: &[Browser]) -> Result<f64> {
    let (mut reader, mut writer) = (browsers[0].clone(), browsers[answers::PILOT_PM].clone());
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let score = u8::try_from(1 + round % 5)?;
        writer.post(answers::PATH, &answers::form(score)).await?;
        let begun = Instant::now();
        let answer = reader.get(METRICS).await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        ensure!(answer.status == 200, "{METRICS} answers {}", answer.status);
    }
    times.sort_unstable_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

/// Copies the pilot, its features and its pull requests with all that hangs on them, whatever their columns are.
async fn fill(database: &Database, each: usize) -> Result<()> {
    // Pull requests are copied in rounds of the pilot's own, with other numbers; `src` is one that is copied.
    let copies = |from: &str| {
        format!(
            "{from} join pilot o on o.slug like 'other-%'
             join generate_series(0, 100) round on true
             join (select pull_request_id, row_number() over (order by pull_request_id) as place, count(*) over () as whole
                   from pull_request where pilot_id = 1) src using (pull_request_id)
             where src.place + src.whole * round <= {each}"
        )
    };
    let others = format!("pilot t join generate_series(1, {PILOTS}) n on t.pilot_id = 1");
    copy(
        database,
        "pilot",
        &[("slug", "'other-' || n"), ("name", "'Other ' || n")],
        &others,
    )
    .await?;
    let of_others = "feature t join pilot o on o.slug like 'other-%' where t.pilot_id = 1";
    copy(database, "feature", &[("pilot_id", "o.pilot_id")], of_others).await?;
    let feature =
        "(select f.feature_id from feature f join feature own on own.feature_id = t.feature_id and own.arm = f.arm
                    where f.pilot_id = o.pilot_id)";
    let number = "t.number + 10000 * round";
    let overrides = [("pilot_id", "o.pilot_id"), ("number", number), ("feature_id", feature)];
    copy(database, "pull_request", &overrides, &copies("pull_request t")).await?;
    let hanging: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.columns
         where table_schema = 'public' and column_name = 'pull_request_id' and table_name <> 'pull_request'",
    )
    .fetch_all(&database.pool)
    .await?;
    for table in hanging {
        let from = format!(
            "{table} t join pull_request own using (pull_request_id)
             join pull_request copy on copy.repository = own.repository and copy.number % 10000 = own.number
                 and copy.pilot_id <> own.pilot_id
             where own.pilot_id = 1"
        );
        copy(database, &table, &[("pull_request_id", "copy.pull_request_id")], &from).await?;
    }
    Ok(())
}

/// Inserts copies of rows `t`: all columns that are not made by the database, some of them otherwise.
async fn copy(database: &Database, table: &str, otherwise: &[(&str, &str)], from: &str) -> Result<u64> {
    let columns: Vec<String> = sqlx::query_scalar(
        "select column_name::text from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'
         order by ordinal_position",
    )
    .bind(table)
    .fetch_all(&database.pool)
    .await?;
    let values: Vec<String> = columns
        .iter()
        .map(|column| {
            let other = otherwise.iter().find(|(name, _)| name == column);
            other.map_or_else(|| format!("t.{column}"), |(_, value)| (*value).to_owned())
        })
        .collect();
    let (columns, values) = (columns.join(", "), values.join(", "));
    database
        .execute(format!("insert into {table} ({columns}) select {values} from {from}"))
        .await
}
