//! What stays behind after a while.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bench::browser::Browser;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Ground;
use crate::load::{ANSWER, PAGES, PILOT_PM, answer};

/// So long nothing is measured: what is kept for speed has its weight by then.
const WARM: Duration = Duration::from_secs(30);

/// T29: people at work and pages that are opened and closed, and no memory or descriptor more than before.
pub async fn leaks(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t29").await?;
    let (program, browsers) = ground.people(&database).await?;
    let measured = Duration::from_secs(90) * ground.scale;
    let until = Instant::now() + WARM + measured;
    let mut busy = JoinSet::new();
    for number in 0..25_usize {
        let (mut browser, mut writer) = (browsers[number % browsers.len()].clone(), browsers[PILOT_PM].clone());
        busy.spawn(async move {
            let mut turn = number;
            while Instant::now() < until {
                turn += 1;
                let answered = if turn.is_multiple_of(4) {
                    writer.try_post(ANSWER, &answer("T29")).await
                } else {
                    browser.get(PAGES[turn % PAGES.len()]).await
                };
                drop(answered);
                tokio::time::sleep(Duration::from_millis(250)).await;
            }
        });
    }
    for number in 0..10_usize {
        let browser = browsers[number % browsers.len()].clone();
        busy.spawn(async move {
            while Instant::now() < until {
                let _ = open_and_close(&browser, program.address, number).await;
            }
        });
    }
    tokio::time::sleep(WARM).await;
    let (begun, mut samples) = (Instant::now(), Vec::new());
    while Instant::now() + Duration::from_secs(2) < until {
        let descriptors = program.descriptors().unwrap_or_default();
        samples.push((
            begun.elapsed().as_secs_f64(),
            program.memory()? as f64 / 1024.0,
            descriptors,
        ));
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    while busy.join_next().await.is_some() {}
    tokio::time::sleep(Duration::from_secs(3)).await;
    let left = program.descriptors();
    let quarter = samples.len().div_ceil(4);
    let mean = |part: &[(f64, f64, usize)]| part.iter().map(|(_, memory, _)| memory).sum::<f64>() / part.len() as f64;
    let (first, last) = (&samples[..quarter], &samples[samples.len() - quarter..]);
    let grown = mean(last) - mean(first);
    let ten_minutes = slope(&samples) * 600.0;
    ground.figure("measured for", crate::seconds(measured), "-", true);
    ground.figure("memory at its end, MB", format!("{:.1}", mean(last)), "-", true);
    ground.figure(
        "grown from the first quarter to the last, MB",
        format!("{grown:.1}"),
        "≤ 2",
        grown <= 2.0,
    );
    // Over minutes it is mostly noise, so the target is that of a long run.
    let long = measured >= Duration::from_secs(1200);
    ground.figure(
        "slope, MB in ten minutes",
        format!("{ten_minutes:.2}"),
        if long { "< 1" } else { "< 1 in 20 min" },
        !long || ten_minutes < 1.0,
    );
    let first = samples.first().context("nothing was measured")?.2;
    let most = samples
        .iter()
        .map(|(_, _, descriptors)| *descriptors)
        .max()
        .unwrap_or_default();
    ground.figure(
        "descriptors at first, and at most",
        format!("{first}, {most}"),
        "-",
        true,
    );
    ground.figure(
        "descriptors when everybody has gone",
        format!("{left:?}"),
        "≤ at first",
        left.is_some_and(|left| left <= first),
    );
    Ok(())
}

/// Keeps a page live for a moment.
async fn open_and_close(browser: &Browser, address: std::net::SocketAddr, number: usize) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let head = "GET /p/ferry-booking/live?region=metrics HTTP/1.0\r\naccept-encoding: gzip\r\n".to_owned();
    stream.write_all(&browser.request(head, &[])).await?;
    let mut said = vec![0; 16 << 10];
    let _ = tokio::time::timeout(Duration::from_secs(2), stream.read(&mut said)).await;
    tokio::time::sleep(Duration::from_millis(300 + 50 * number as u64)).await;
    Ok(())
}

/// Megabytes a second, by least squares.
fn slope(samples: &[(f64, f64, usize)]) -> f64 {
    let count = samples.len() as f64;
    let (x, y) = samples
        .iter()
        .fold((0.0, 0.0), |(x, y), sample| (x + sample.0, y + sample.1));
    let (x, y) = (x / count, y / count);
    let (mut across, mut along) = (0.0, 0.0);
    for (time, memory, _) in samples {
        across += (time - x) * (memory - y);
        along += (time - x) * (time - x);
    }
    if along > 0.0 { across / along } else { 0.0 }
}
