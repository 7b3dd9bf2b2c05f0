//! Open pages.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bench::process::signal;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Ground;
use crate::load::{ANSWER, PILOT_PM, answer};

/// T13: the connection that hears of changes is frozen, as one behind a broken network is. A page hears of a change
/// nevertheless.
pub async fn frozen(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t13").await?;
    let (program, browsers) = ground.people(&database).await?;
    let mut stream = TcpStream::connect(program.address).await?;
    let head = "GET /p/ferry-booking/live HTTP/1.0\r\n".to_owned();
    stream.write_all(&browsers[0].request(head, &[])).await?;
    // What it says at its beginning, to the end of that.
    let mut said = vec![0; 4096];
    let first = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut said)).await;
    ensure!(first.context("the stream says nothing")?? > 0, "the stream ended");
    while let Ok(more) = tokio::time::timeout(Duration::from_secs(2), stream.read(&mut said)).await {
        ensure!(more? > 0, "the stream ended");
    }
    let listening: Vec<(i32,)> = sqlx::query_as(
        "select pid from pg_stat_activity where datname = current_database() and query ilike 'listen%live%'",
    )
    .fetch_all(&database.pool)
    .await?;
    ensure!(!listening.is_empty(), "nobody listens");
    for (process,) in &listening {
        signal("STOP", u32::try_from(*process)?)?;
    }
    let mut browser = browsers[PILOT_PM].clone();
    let since = Instant::now();
    let outcome = async {
        browser.post(ANSWER, &answer("T13")).await?;
        loop {
            let news = tokio::time::timeout(Duration::from_secs(90), stream.read(&mut said)).await;
            let count = news.context("the page heard nothing for 90 s")??;
            ensure!(count > 0, "the stream ended");
            // A beat says only that it is there.
            if said[..count].windows(5).any(|window| window == b"data:") {
                return anyhow::Ok(since.elapsed());
            }
        }
    }
    .await;
    for (process,) in &listening {
        signal("CONT", u32::try_from(*process)?)?;
    }
    ground.at_most("until the page heard of the change", outcome?, Duration::from_secs(60));
    Ok(())
}
