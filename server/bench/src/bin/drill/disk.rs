//! A disk that is full: the one with the data, or the one with the log of what was written.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::clock::Clock;
use app::password::Passwords;
use bench::browser::Browser;
use cluster::Cluster;
use server::example;
use sqlx::PgPool;

use crate::Ground;
use crate::load::{ANSWER, PILOT_PM, answer, is_taken};
use crate::loss::{Writers, missing, well};

/// A small disk in memory. It is gone when this is dropped.
struct Disk(PathBuf);

impl Disk {
    /// `None` where nobody may mount one.
    fn mount(at: &Path, size: &str) -> Result<Option<Self>> {
        std::fs::create_dir_all(at)?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("mode=755,size={size}"), "tmpfs"])
            .arg(at)
            .stderr(std::process::Stdio::null())
            .status();
        Ok(mounted
            .is_ok_and(|status| status.success())
            .then(|| Self(at.to_owned())))
    }

    /// Fills it to the last byte.
    fn fill(&self) -> Result<()> {
        let mut file = File::create(self.0.join("ballast"))?;
        for size in [1 << 20, 4 << 10, 1] {
            let piece = vec![b'x'; size];
            while file.write_all(&piece).is_ok() {}
        }
        Ok(())
    }

    /// Makes room again.
    fn clear(&self) -> Result<()> {
        Ok(std::fs::remove_file(self.0.join("ballast"))?)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

/// T23: there is no room for anything any more.
pub async fn data_full(ground: &mut Ground) -> Result<()> {
    let data = ground.directory("t23");
    let Some(disk) = Disk::mount(&data, "256m")? else {
        ground.not_run("nobody may mount a disk here");
        return Ok(());
    };
    let (cluster, pool) = with_example(&data).await?;
    let outcome = full(ground, &data, &disk, &pool).await;
    pool.close().await;
    cluster.stop().await?;
    outcome
}

/// T24: there is no room for the log of what is written, which ends the database.
pub async fn log_full(ground: &mut Ground) -> Result<()> {
    let data = ground.directory("t24");
    std::fs::create_dir_all(&data)?;
    let (cluster, pool) = with_example(&data).await?;
    pool.close().await;
    cluster.stop().await?;
    let written = directory_below(&data, "pg_wal").context("there is no pg_wal")?;
    let before = written.with_extension("before");
    std::fs::rename(&written, &before)?;
    let disk = Disk::mount(&written, "64m")?;
    if disk.is_none() {
        std::fs::remove_dir(&written)?;
        ground.not_run("nobody may mount a disk here");
        return Ok(());
    }
    let moved = Command::new("cp")
        .arg("-a")
        .arg(format!("{}/.", before.display()))
        .arg(&written)
        .status()?;
    ensure!(moved.success(), "the log was not copied");
    let cluster = cluster::start(&data).await?;
    let pool = store::connect(&cluster.url, 2).await?;
    let outcome = match &disk {
        Some(disk) => full(ground, &data, disk, &pool).await,
        None => Ok(()),
    };
    pool.close().await;
    cluster.stop().await?;
    outcome
}

async fn with_example(data: &Path) -> Result<(Cluster, PgPool)> {
    let cluster = cluster::start(data).await?;
    store::migrate(&cluster.url).await?;
    let pool = store::connect(&cluster.url, 2).await?;
    example::halfway(&pool, &Passwords::default(), Clock::default().now()).await?;
    Ok((cluster, pool))
}

fn directory_below(directory: &Path, name: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(directory).ok()?.flatten();
    let mut below = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
    below.find_map(|path| {
        if path.ends_with(name) {
            Some(path)
        } else {
            directory_below(&path, name)
        }
    })
}

/// People write while the disk fills up, and after there is room again.
async fn full(ground: &mut Ground, data: &Path, disk: &Disk, pool: &PgPool) -> Result<()> {
    let directory = data.to_string_lossy().into_owned();
    let program = ground
        .start(&["--data", &directory], &["--listen", "127.0.0.1:0"])
        .await?;
    let browsers = Browser::of_everybody(program.address).await?;
    let mut probe = browsers[PILOT_PM].clone();
    let writers = Writers::begin(&browsers[PILOT_PM], "full");
    tokio::time::sleep(Duration::from_millis(500)).await;
    disk.fill()?;
    // What was made ready for writing has to be used up first.
    let since = Instant::now();
    let mut refused = None;
    while refused.is_none() && since.elapsed() < Duration::from_secs(60) {
        match probe.try_post(ANSWER, &answer("probe")).await {
            Ok(answer) if is_taken(&answer) => {
                // Begins the next file of the log, which otherwise takes 16 MB of writing.
                let _ = sqlx::query("select pg_switch_wal()").execute(pool).await;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(answer) => refused = Some(answer.status),
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    let full_for = Duration::from_secs(5) * ground.scale;
    let until = Instant::now() + full_for;
    let (mut read, mut unread, mut wrong) = (0_u64, 0_u64, 0_u64);
    while Instant::now() < until {
        match probe.get("/p/ferry-booking/metrics").await {
            Ok(page) if page.status == 200 => read += 1,
            Ok(page) if page.status == 503 => unread += 1,
            _ => wrong += 1,
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    disk.clear()?;
    let room = Instant::now();
    let healthy = well(program.address).await?;
    let mut taken = false;
    while !taken && room.elapsed() < Duration::from_secs(60) {
        taken = probe
            .try_post(ANSWER, &answer("room"))
            .await
            .is_ok_and(|answer| is_taken(&answer));
        if !taken {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    let again = room.elapsed();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let heard = writers.end().await?;
    ground.figure(
        "what a form is answered on a full disk",
        refused.map_or("taken".to_owned(), |status| status.to_string()),
        "503",
        refused == Some(503),
    );
    ground.figure("pages shown while it was full", read, "-", true);
    ground.figure("pages that were 503 while it was full", unread, "-", true);
    ground.none("pages that were neither", wrong);
    ground.figure(
        "acknowledged",
        heard.acknowledged.len(),
        "> 0",
        !heard.acknowledged.is_empty(),
    );
    ground.none("acknowledged and missing", missing(pool, &heard.acknowledged).await?);
    ground.none("answers that were neither taken nor 503", heard.wrong);
    ground.at_most(
        "until it was well after there was room",
        healthy,
        Duration::from_secs(10),
    );
    ground.figure("writes again, without a restart", crate::seconds(again), "taken", taken);
    let code = program.stop().await?;
    ground.figure(
        "exit code of a stop afterwards",
        format!("{code:?}"),
        "Some(0)",
        code == Some(0),
    );
    Ok(())
}
