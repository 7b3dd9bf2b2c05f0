//! Much at once.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use app::clock::Clock;
use bench::browser::{Answer, Browser};
use bench::database::Database;
use bench::deliveries::{Webhook, news};
use tokio::task::JoinSet;

use crate::{Ground, Times};

/// The form of an answer to the survey.
pub const ANSWER: &str = "/do/survey/answer";
/// Who answers it, in the list of people.
pub const PILOT_PM: usize = 2;

/// An answer with a note of its own.
pub fn answer(note: &str) -> String {
    format!("pilot=ferry-booking&week=3&score=4&note={note}")
}

/// Whether it was taken: a form that is refused leads back to its page as well.
pub fn is_taken(answer: &Answer) -> bool {
    answer.status == 303 && answer.location.as_ref().is_some_and(|to| to.contains("sent="))
}

/// Pages of a pilot that everybody may read.
pub const PAGES: [&str; 19] = [
    "/",
    "/help",
    "/p/ferry-booking",
    "/p/ferry-booking/proposal",
    "/p/ferry-booking/proposal/comments",
    "/p/ferry-booking/proposal/history",
    "/p/ferry-booking/proposal/understood",
    "/p/ferry-booking/approval",
    "/p/ferry-booking/people",
    "/p/ferry-booking/zone",
    "/p/ferry-booking/people/baseline",
    "/p/ferry-booking/start",
    "/p/ferry-booking/week-one",
    "/p/ferry-booking/survey",
    "/p/ferry-booking/metrics",
    "/p/ferry-booking/readout",
    "/p/ferry-booking/decision",
    "/p/ferry-booking/activity",
    "/p/ferry-booking/data",
];

/// T1: people read, and some write.
pub async fn at_work(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t1").await?;
    let (program, browsers) = ground.people(&database).await?;
    let before = program.memory()?;
    let until = Instant::now() + Duration::from_secs(20) * ground.scale;
    let mut people = JoinSet::new();
    for number in 0..50_usize {
        let mut browser = browsers[number % browsers.len()].clone();
        let mut writer = browsers[PILOT_PM].clone();
        people.spawn(async move {
            let (mut times, mut broken) = (Times::default(), 0_u64);
            let mut turn = number;
            while Instant::now() < until {
                turn += 1;
                let since = Instant::now();
                let answered = if turn.is_multiple_of(4) {
                    writer.try_post(ANSWER, &answer("T1")).await
                } else {
                    browser.get(PAGES[turn % PAGES.len()]).await
                };
                times.add(since);
                broken += u64::from(answered.is_ok_and(|answer| answer.status >= 500));
                tokio::time::sleep(Duration::from_millis(250)).await;
            }
            (times, broken)
        });
    }
    let (mut times, mut broken) = (Times::default(), 0);
    while let Some(person) = people.join_next().await {
        let (own, wrong) = person?;
        times.join(own);
        broken += wrong;
    }
    ground.figure("requests of 50 people", times.count(), "-", true);
    ground.at_most("p50", times.percent(50), Duration::from_millis(50));
    ground.at_most("p95", times.percent(95), Duration::from_millis(250));
    ground.at_most("p99", times.percent(99), Duration::from_millis(800));
    ground.none("answers from 500 on", broken);
    let grown = program.memory()?.saturating_sub(before) / 1024;
    ground.figure("memory that was added, MB", grown, "≤ 100", grown <= 100);
    Ok(())
}

/// T2: no page is cut off.
pub async fn whole(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t2").await?;
    let (_program, browsers) = ground.people(&database).await?;
    let each = 60 * ground.scale;
    let mut askers = JoinSet::new();
    for number in 0..12_usize {
        let mut browser = browsers[number % browsers.len()].clone();
        askers.spawn(async move {
            let (mut times, mut cut, mut broken) = (Times::default(), 0_u64, 0_u64);
            for turn in 0..each {
                let page = PAGES[(number * 7 + turn as usize) % PAGES.len()];
                let since = Instant::now();
                let answer = browser.get(page).await?;
                times.add(since);
                broken += u64::from(answer.status >= 500);
                cut += u64::from(answer.status == 200 && !answer.body.trim_ascii_end().ends_with(b"</html>"));
            }
            anyhow::Ok((times, cut, broken))
        });
    }
    let (mut times, mut cut, mut broken) = (Times::default(), 0, 0);
    while let Some(asker) = askers.join_next().await {
        let (own, short, wrong) = asker??;
        times.join(own);
        cut += short;
        broken += wrong;
    }
    ground.figure("pages", times.count(), "-", true);
    ground.none("pages without an end", cut);
    ground.none("answers from 500 on", broken);
    ground.at_most("p95", times.percent(95), Duration::from_secs(1));
    ground.at_most("the slowest", times.percent(100), Duration::from_secs(5));
    Ok(())
}

/// T19: 200 deliveries a second.
pub async fn burst(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t19").await?;
    let (program, _) = ground.people(&database).await?;
    let webhook = Webhook::of(&database, program.address).await?;
    let before = database.number("select count(*) from delivery").await?;
    let count = 1000 * ground.scale as usize;
    let begun = Instant::now();
    let mut senders = JoinSet::new();
    for number in 0..count {
        let mut webhook = webhook.clone();
        let due = begun + Duration::from_millis(5) * u32::try_from(number)?;
        senders.spawn(async move {
            tokio::time::sleep_until(due.into()).await;
            let since = Instant::now();
            let payload = news(20_000 + number, Clock::default().now());
            let taken = webhook.deliver(&format!("burst-{number}"), &payload).await.is_ok();
            (since.elapsed(), taken)
        });
    }
    let (mut times, mut refused) = (Times::default(), 0_u64);
    while let Some(sender) = senders.join_next().await {
        let (took, taken) = sender?;
        times.0.push(took);
        refused += u64::from(!taken);
    }
    let stored = database.number("select count(*) from delivery").await? - before;
    ground.none("not taken", refused);
    ground.none("taken and not stored", u64::try_from(i64::try_from(count)? - stored)?);
    ground.at_most("p50", times.percent(50), Duration::from_millis(50));
    ground.at_most("p99", times.percent(99), Duration::from_millis(200));
    let waiting = Instant::now();
    while database
        .number("select count(*) from delivery where processed_at is null")
        .await?
        > 0
    {
        ensure!(
            waiting.elapsed() < Duration::from_secs(60),
            "deliveries are not worked through"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    ground.at_most(
        "until all were worked through",
        waiting.elapsed(),
        Duration::from_secs(10),
    );
    Ok(())
}

/// T27: several start at once, one of them is killed, and the schema is made once.
pub async fn starts(ground: &mut Ground) -> Result<()> {
    let mut slowest = Duration::ZERO;
    let (mut schemas, mut locks) = (0_u64, 0_u64);
    for (round, name) in ["t27_1", "t27_2", "t27_3"].into_iter().enumerate() {
        let database = Database::create(ground.server(), name).await?;
        let url = database.url.clone();
        let mut victim = std::process::Command::new(ground.program())
            .args(["--database-url", &url, "serve", "--listen", "127.0.0.1:0"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()?;
        let begun = Instant::now();
        let options = ["--database-url", &*url];
        let listen = ["--listen", "127.0.0.1:0"];
        let started = async {
            tokio::try_join!(
                ground.start(&options, &listen),
                ground.start(&options, &listen),
                ground.start(&options, &listen),
            )
        };
        let killed = async {
            tokio::time::sleep(Duration::from_millis(150) * u32::try_from(round).unwrap_or_default()).await;
            let _ = victim.kill();
            let _ = victim.wait();
        };
        let (all, ()) = tokio::join!(started, killed);
        let all = all?;
        for address in [all.0.address, all.1.address, all.2.address] {
            let health = Browser::new(address).get("/health").await?;
            ensure!(health.status == 200, "/health answers {}", health.status);
        }
        slowest = slowest.max(begun.elapsed());
        let applied = database
            .number("select count(*) from _sqlx_migrations where success")
            .await?;
        schemas += u64::from(usize::try_from(applied)? != store::MIGRATOR.iter().count());
        tokio::time::sleep(Duration::from_millis(500)).await;
        let held = "select count(*) from pg_locks l join pg_database d on d.oid = l.database
                    where l.locktype = 'advisory' and d.datname = current_database()";
        locks += u64::try_from(database.number(held).await?)?;
    }
    ground.none("schemas that are not whole", schemas);
    ground.none("locks that were left", locks);
    ground.at_most("until all three were healthy", slowest, Duration::from_secs(30));
    Ok(())
}
