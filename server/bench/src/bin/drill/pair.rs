//! Two instances behind a proxy.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bench::browser::Browser;
use bench::process::Program;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::load::{ANSWER, PILOT_PM, answer, is_taken};
use crate::loss::well;
use crate::{Ground, Times};

/// Hands each connection on to the next of two instances, and to the other where one does not listen.
struct Proxy {
    address: SocketAddr,
    serving: tokio::task::JoinHandle<()>,
}

impl Proxy {
    async fn start(behind: [SocketAddr; 2], listener: TcpListener) -> Result<Self> {
        let address = listener.local_addr()?;
        let turn = Arc::new(AtomicUsize::new(0));
        let serving = tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let turn = turn.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(async move {
                    for other in 0..behind.len() {
                        if let Ok(mut instance) = TcpStream::connect(behind[(turn + other) % behind.len()]).await {
                            let _ = copy_bidirectional(&mut client, &mut instance).await;
                            break;
                        }
                    }
                });
            }
        });
        Ok(Self { address, serving })
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// An address that nobody listens at.
fn free() -> Result<SocketAddr> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// What somebody at work heard, who tries again for a while where nothing or 503 came.
#[derive(Default)]
struct Heard {
    times: Times,
    again: u64,
    in_vain: u64,
    signed_out: u64,
    /// 5xx other than 503, which says to come again.
    broken: u64,
}

async fn at_work(mut browser: Browser, number: usize, until: Instant) -> Heard {
    const PAGES: [&str; 4] = [
        "/",
        "/p/ferry-booking",
        "/p/ferry-booking/metrics",
        "/p/ferry-booking/survey",
    ];
    let mut heard = Heard::default();
    let mut turn = number;
    while Instant::now() < until {
        turn += 1;
        let since = Instant::now();
        let mut done = false;
        for _ in 0..5 {
            let answered = if turn.is_multiple_of(4) {
                browser.try_post(ANSWER, &answer("T26")).await
            } else {
                browser.get(PAGES[turn % PAGES.len()]).await
            };
            match answered {
                Ok(answer) if answer.status == 200 || is_taken(&answer) => done = true,
                Ok(answer) if answer.status == 303 => {
                    heard.signed_out += 1;
                    done = true;
                }
                Ok(answer) => heard.broken += u64::from(answer.status != 503),
                Err(_) => {}
            }
            if done {
                break;
            }
            heard.again += 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        heard.in_vain += u64::from(!done);
        heard.times.add(since);
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    heard
}

/// T26: one after the other is stopped and started again, under people at work.
pub async fn rolling(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t26").await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let url = ["--database-url", &*database.url];
    // What the program prints is how people reach it, so each is told where to listen.
    let addresses = [free()?, free()?];
    let start = async |at: SocketAddr| {
        let started = ground
            .start(&url, &["--listen", &at.to_string(), "--base-url", &base])
            .await?;
        well(at).await?;
        anyhow::Ok(started)
    };
    let mut instances = [Some(start(addresses[0]).await?), Some(start(addresses[1]).await?)];
    let proxy = Proxy::start(addresses, listener).await?;
    let browsers = Browser::of_everybody(proxy.address).await?;
    let across = heard_across(&browsers[PILOT_PM], addresses).await?;
    let rounds = 3 * ground.scale;
    let until = Instant::now() + Duration::from_secs(6) * rounds;
    let mut people = JoinSet::new();
    for number in 0..12_usize {
        people.spawn(at_work(browsers[PILOT_PM].clone(), number, until));
    }
    let (mut slowest, mut codes) = (Duration::ZERO, 0_u64);
    for round in 0..rounds {
        let one = usize::try_from(round)? % instances.len();
        tokio::time::sleep(Duration::from_secs(2)).await;
        let stopping = instances[one].take().context("it was started")?;
        let since = Instant::now();
        codes += u64::from(Program::stop(stopping).await? != Some(0));
        slowest = slowest.max(since.elapsed());
        instances[one] = Some(start(addresses[one]).await?);
    }
    let mut all = Heard::default();
    while let Some(person) = people.join_next().await {
        let heard = person?;
        all.times.join(heard.times);
        all.again += heard.again;
        all.in_vain += heard.in_vain;
        all.signed_out += heard.signed_out;
        all.broken += heard.broken;
    }
    ground.at_most(
        "until a page of one heard of a change on the other",
        across,
        Duration::from_secs(2),
    );
    ground.figure("restarts under people at work", rounds, "-", true);
    ground.figure("requests", all.times.count(), "-", true);
    ground.figure("of these tried again", all.again, "-", true);
    ground.none("tried five times in vain", all.in_vain);
    ground.none("answers of 500, 502 and the like", all.broken);
    ground.none("signed out by the other instance", all.signed_out);
    ground.none("stops that did not end well", codes);
    ground.at_most("the slowest stop", slowest, Duration::from_secs(10));
    Ok(())
}

/// An answer through one instance, heard of by a page that the other keeps live.
async fn heard_across(browser: &Browser, [here, there]: [SocketAddr; 2]) -> Result<Duration> {
    let mut stream = TcpStream::connect(there).await?;
    let head = "GET /p/ferry-booking/live?region=metrics HTTP/1.0\r\n".to_owned();
    stream.write_all(&browser.request(head, &[])).await?;
    let mut said = vec![0; 64 << 10];
    while let Ok(count) = tokio::time::timeout(Duration::from_secs(2), stream.read(&mut said)).await {
        ensure!(count? > 0, "the stream ended");
    }
    let mut writer = browser.at(here);
    let since = Instant::now();
    let answered = writer.try_post(ANSWER, &answer("T26-live")).await?;
    ensure!(is_taken(&answered), "an answer is not taken: {}", answered.status);
    loop {
        let heard = tokio::time::timeout(Duration::from_secs(30), stream.read(&mut said)).await;
        let count = heard.context("the page heard nothing for 30 s")??;
        ensure!(count > 0, "the stream ended");
        if said[..count].windows(5).any(|window| window == b"data:") {
            return Ok(since.elapsed());
        }
    }
}
