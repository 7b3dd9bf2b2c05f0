//! What is lost on the way: the program, its database, the connections between, the senders. Nothing that was acknowledged
//! may be.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::clock::Clock;
use app::password::Passwords;
use bench::browser::Browser;
use bench::process::{Program, signal};
use server::example;
use sqlx::PgPool;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Ground;
use crate::load::{ANSWER, PILOT_PM, answer, is_taken};

/// Writers at once.
const WRITERS: usize = 8;

/// What the writers heard.
#[derive(Debug, Default)]
pub struct Heard {
    /// The notes of the answers that were acknowledged.
    pub acknowledged: Vec<String>,
    /// Answers that were neither taken nor refused for now.
    pub wrong: u64,
}

/// Writers, until they are told to stop.
pub struct Writers {
    stop: Arc<AtomicBool>,
    writing: JoinSet<Heard>,
}

impl Writers {
    /// Begins to write; `round` begins each note.
    pub fn begin(browser: &Browser, round: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut writing = JoinSet::new();
        for writer in 0..WRITERS {
            let (stop, mut browser, round) = (Arc::clone(&stop), browser.clone(), round.to_owned());
            writing.spawn(async move {
                let (mut heard, mut number) = (Heard::default(), 0);
                while !stop.load(Ordering::Relaxed) {
                    number += 1;
                    let note = format!("{round}-{writer}-{number}");
                    match browser.try_post(ANSWER, &answer(&note)).await {
                        Ok(answer) if is_taken(&answer) => heard.acknowledged.push(note),
                        Ok(answer) if answer.status == 503 => tokio::time::sleep(Duration::from_millis(20)).await,
                        Ok(_) => heard.wrong += 1,
                        // Nobody is there.
                        Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                    }
                }
                heard
            });
        }
        Self { stop, writing }
    }

    /// Stops, and gives what was heard.
    pub async fn end(mut self) -> Result<Heard> {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = Heard::default();
        while let Some(heard) = self.writing.join_next().await {
            let heard = heard?;
            all.acknowledged.extend(heard.acknowledged);
            all.wrong += heard.wrong;
        }
        Ok(all)
    }
}

/// How many of these notes are not there.
pub async fn missing(pool: &PgPool, notes: &[String]) -> Result<u64> {
    let missing: i64 = sqlx::query_scalar(
        "select count(*) from unnest($1::text[]) as n (note) where not exists (select 1 from answer a where a.note = n.note)",
    )
    .bind(notes)
    .fetch_one(pool)
    .await?;
    Ok(u64::try_from(missing)?)
}

/// Waits until the program says that it is well.
pub async fn well(address: SocketAddr) -> Result<Duration> {
    let since = Instant::now();
    loop {
        if Browser::new(address)
            .get("/health")
            .await
            .is_ok_and(|health| health.status == 200)
        {
            return Ok(since.elapsed());
        }
        ensure!(
            since.elapsed() < Duration::from_secs(60),
            "it is not well after a minute"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// T3.
pub async fn program_killed(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t3").await?;
    let (mut program, browsers) = ground.people(&database).await?;
    let listen = program.address.to_string();
    let (mut acknowledged, mut wrong, mut slowest) = (Vec::new(), 0, Duration::ZERO);
    for round in 0..5 * ground.scale {
        let writers = Writers::begin(&browsers[PILOT_PM], &format!("t3-{round}"));
        tokio::time::sleep(Duration::from_millis(400 + u64::from(round * 137 % 300))).await;
        program.kill().await?;
        let since = Instant::now();
        program = ground
            .start(&["--database-url", &database.url], &["--listen", &listen])
            .await?;
        well(program.address).await?;
        slowest = slowest.max(since.elapsed());
        let heard = writers.end().await?;
        wrong += heard.wrong;
        acknowledged.extend(heard.acknowledged);
    }
    ground.figure("acknowledged", acknowledged.len(), "> 0", !acknowledged.is_empty());
    ground.none(
        "acknowledged and missing",
        missing(&database.pool, &acknowledged).await?,
    );
    ground.none("answers that were neither taken nor 503", wrong);
    let half =
        "select abs((select count(*) from answer) - (select count(*) from activity where action = 'survey.answer'))";
    ground.none(
        "answers without an entry, or entries without an answer",
        u64::try_from(database.number(half).await?)?,
    );
    ground.at_most("restart until healthy", slowest, Duration::from_secs(5));
    Ok(())
}

/// T4: the private cluster, killed under the running program.
pub async fn database_killed(ground: &mut Ground) -> Result<()> {
    let data = ground.directory("t4");
    let cluster = cluster::start(&data).await?;
    store::migrate(&cluster.url).await?;
    let pool = store::connect(&cluster.url, 2).await?;
    example::halfway(&pool, &Passwords::default(), Clock::default().now()).await?;
    let directory = data.to_string_lossy().into_owned();
    let program = ground
        .start(&["--data", &directory], &["--listen", "127.0.0.1:0"])
        .await?;
    let browsers = Browser::of_everybody(program.address).await?;
    let (mut acknowledged, mut wrong, mut slowest) = (Vec::new(), 0, Duration::ZERO);
    for round in 0..3 * ground.scale {
        let writers = Writers::begin(&browsers[PILOT_PM], &format!("t4-{round}"));
        tokio::time::sleep(Duration::from_millis(700)).await;
        let postmaster = file_below(&data, "postmaster.pid").context("there is no postmaster.pid")?;
        let process = std::fs::read_to_string(postmaster)?;
        let process: u32 = process.lines().next().unwrap_or_default().trim().parse()?;
        signal("KILL", process)?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        slowest = slowest.max(well(program.address).await?);
        tokio::time::sleep(Duration::from_millis(300)).await;
        let heard = writers.end().await?;
        wrong += heard.wrong;
        acknowledged.extend(heard.acknowledged);
    }
    ground.figure("acknowledged", acknowledged.len(), "> 0", !acknowledged.is_empty());
    ground.none("acknowledged and missing", missing(&pool, &acknowledged).await?);
    ground.none("answers that were neither taken nor 503", wrong);
    ground.at_most("until it was well again by itself", slowest, Duration::from_secs(10));
    let code = program.stop().await?;
    pool.close().await;
    cluster.stop().await?;
    ground.figure(
        "exit code of a stop afterwards",
        format!("{code:?}"),
        "Some(0)",
        code == Some(0),
    );
    Ok(())
}

fn file_below(directory: &Path, name: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(directory).ok()?.flatten();
    entries.map(|entry| entry.path()).find_map(|path| {
        if path.is_dir() {
            file_below(&path, name)
        } else {
            path.ends_with(name).then_some(path)
        }
    })
}

/// T5.
pub async fn connections_cut(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t5").await?;
    let (program, browsers) = ground.people(&database).await?;
    let writers = Writers::begin(&browsers[PILOT_PM], "t5");
    let mut slowest = Duration::ZERO;
    for _ in 0..5 * ground.scale {
        tokio::time::sleep(Duration::from_millis(800)).await;
        let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                   where datname = current_database() and pid <> pg_backend_pid()";
        database.number(cut).await?;
        slowest = slowest.max(well(program.address).await?);
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let heard = writers.end().await?;
    ground.figure(
        "acknowledged",
        heard.acknowledged.len(),
        "> 0",
        !heard.acknowledged.is_empty(),
    );
    ground.none(
        "acknowledged and missing",
        missing(&database.pool, &heard.acknowledged).await?,
    );
    ground.none("answers that were neither taken nor 503", heard.wrong);
    ground.at_most("until it was well again", slowest, Duration::from_secs(10));
    Ok(())
}

/// T6.
pub async fn senders_gone(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t6").await?;
    let (program, browsers) = ground.people(&database).await?;
    // As slow as a database far away.
    database
        .execute(
            "create function far_away() returns trigger language plpgsql as $$ begin perform pg_sleep(0.02); return new; end $$;
             create trigger far_away before insert on answer for each row execute function far_away()"
                .to_owned(),
        )
        .await?;
    let mut senders = JoinSet::new();
    for number in 0..1000 * u64::from(ground.scale) {
        let (browser, address) = (browsers[PILOT_PM].clone(), program.address);
        senders.spawn(async move {
            tokio::time::sleep(Duration::from_millis(number * 4)).await;
            let form = answer(&format!("t6-gone-{number}"));
            let head = format!("POST {ANSWER} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n");
            let mut request = browser.request(head, form.as_bytes());
            if number.is_multiple_of(10) {
                request.pop();
            }
            let Ok(mut stream) = TcpStream::connect(address).await else {
                return;
            };
            // Gone without a word, as a browser that is closed.
            let _ = stream.set_zero_linger();
            let _ = stream.write_all(&request).await;
            tokio::time::sleep(Duration::from_millis(number * 7919 % 51)).await;
        });
    }
    while senders.join_next().await.is_some() {}
    tokio::time::sleep(Duration::from_secs(3)).await;
    let idle = "select count(*) from pg_stat_activity where datname = current_database()
                and state like 'idle in transaction%' and now() - state_change > interval '1 second'";
    ground.none(
        "transactions that nobody ends",
        u64::try_from(database.number(idle).await?)?,
    );
    let mut browser = browsers[PILOT_PM].clone();
    let (mut notes, mut refused) = (Vec::new(), 0_u64);
    for number in 0..100 {
        let note = format!("t6-after-{number}");
        match browser.try_post(ANSWER, &answer(&note)).await {
            Ok(answer) if is_taken(&answer) => notes.push(note),
            _ => refused += 1,
        }
    }
    ground.none("of 100 that came after, not taken", refused);
    ground.none("of these, missing", missing(&database.pool, &notes).await?);
    let half =
        "select abs((select count(*) from answer) - (select count(*) from activity where action = 'survey.answer'))";
    ground.none(
        "answers without an entry, or entries without an answer",
        u64::try_from(database.number(half).await?)?,
    );
    drop::<Program>(program);
    Ok(())
}
