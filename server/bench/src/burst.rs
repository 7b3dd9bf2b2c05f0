//! Many deliveries at once: whether each is stored and worked on, and how soon.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::clock::Clock;

use crate::Bench;
use crate::deliveries::{Webhook, news};
use crate::report::Report;
use crate::told;

/// Deliveries a second.
const A_SECOND: u64 = 200;
/// How many send at the same time.
const SENDERS: u64 = 8;
/// The first number of the pull requests that are told.
const FIRST: usize = 500_000;

/// Sends 200 deliveries a second for so many seconds, then waits until all are worked on.
pub async fn measure(report: &mut Report, bench: &Bench, seconds: u64) -> Result<()> {
    told("a burst of deliveries");
    let webhook = Webhook::of(&bench.database, bench.program.address).await?;
    let all = A_SECOND * seconds;
    let begun = Instant::now();
    let mut senders = Vec::new();
    for sender in 0..SENDERS {
        let mut webhook = webhook.clone();
        senders.push(tokio::spawn(async move {
            let mut slowest = Duration::ZERO;
            for number in (sender..all).step_by(usize::try_from(SENDERS)?) {
                let due = begun + Duration::from_secs(1) * u32::try_from(number)? / u32::try_from(A_SECOND)?;
                tokio::time::sleep_until(due.into()).await;
                let sent = Instant::now();
                let place = FIRST + usize::try_from(number)?;
                webhook
                    .deliver(&format!("burst-{number}"), &news(place, Clock::default().now()))
                    .await?;
                slowest = slowest.max(sent.elapsed());
            }
            anyhow::Ok(slowest)
        }));
    }
    let mut slowest = Duration::ZERO;
    for sender in senders {
        slowest = slowest.max(sender.await.context("a sender broke")??);
    }
    let sent_in = begun.elapsed();
    let waiting = "select count(*) from delivery where processed_at is null";
    while bench.database.number(waiting).await? > 0 {
        ensure!(
            begun.elapsed() < sent_in + Duration::from_secs(180),
            "deliveries are not worked through"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let drained = begun.elapsed() - sent_in;
    let stored = bench
        .database
        .number("select count(*) from pull_request where number >= 500000")
        .await?;
    let lost = i64::try_from(all)? - stored;
    report.note(&format!(
        "{all} deliveries were sent in {:.1} s, meant to take {seconds} s; the slowest answer took {} ms",
        sent_in.as_secs_f64(),
        slowest.as_millis()
    ));
    report.count("deliveries of the burst that are lost", usize::try_from(lost)?, 0);
    report.time(
        "the burst is worked through after",
        drained.as_secs_f64() * 1000.0,
        Some(10_000.0),
    );
    Ok(())
}
