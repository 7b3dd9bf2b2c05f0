//! People who mean no good, from a few addresses: what they hold, how long, and what everybody else notices.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;
use bench::browser::Browser;
use bench::process::Program;
use server::example::PASSWORD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::{Ground, Times};

/// Nothing that is slow on purpose is kept longer.
const CLOSED_WITHIN: Duration = Duration::from_secs(15);

/// Sends a beginning and nothing more; how long the connection was kept, `None` for longer than a minute.
async fn held(address: SocketAddr, beginning: Vec<u8>) -> Result<Option<Duration>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(&beginning).await?;
    let since = Instant::now();
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut answer)).await;
    Ok(ended.is_ok().then(|| since.elapsed()))
}

/// How a request begins, with the lines that say where it comes from.
type Beginning = fn(&str) -> String;

/// T14.
pub async fn slow(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t14").await?;
    let (program, browsers) = ground.people(&database).await?;
    let address = program.address;
    let count = 300 * ground.scale as usize;
    let kinds: [(&str, Beginning); 3] = [
        ("slow heads", |from| format!("GET / HTTP/1.1\r\n{from}x: y")),
        ("slow bodies of forms", |from| {
            format!(
                "POST /do/account/sign_in HTTP/1.1\r\n{from}sec-fetch-site: same-origin\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\ne"
            )
        }),
        ("slow bodies of deliveries", |from| {
            format!("POST /webhook/github/nobody HTTP/1.1\r\n{from}content-length: 25000000\r\n\r\n{{")
        }),
    ];
    for (kind, beginning) in kinds {
        let mut slow = JoinSet::new();
        for number in 0..count {
            let from = format!("host: x\r\nx-forwarded-for: 198.51.100.{}\r\n", number % 8);
            slow.spawn(held(address, beginning(&from).into_bytes()));
        }
        let mut times = others(&browsers, Duration::from_secs(5)).await?;
        let (mut longest, mut kept) = (Duration::ZERO, 0_u64);
        while let Some(outcome) = slow.join_next().await {
            match outcome?? {
                Some(time) => longest = longest.max(time),
                None => kept += 1,
            }
        }
        ground.none(&format!("{count} {kind}, kept longer than a minute"), kept);
        ground.at_most("the longest was kept", longest, CLOSED_WITHIN);
        ground.at_most("p95 of others meanwhile", times.percent(95), Duration::from_secs(1));
    }
    unread(ground, &program, &browsers).await
}

/// Pages are asked for, one after the other, and never read.
async fn unread(ground: &mut Ground, program: &Program, browsers: &[Browser]) -> Result<()> {
    tokio::time::sleep(Duration::from_secs(1)).await;
    let Some(before) = program.descriptors() else {
        ground.figure("answers nobody reads", "not seen", "-", true);
        return Ok(());
    };
    let page = browsers[0].request("GET /p/ferry-booking/metrics HTTP/1.1\r\n".to_owned(), &[]);
    let mut deaf = Vec::new();
    for _ in 0..20 {
        let mut stream = TcpStream::connect(program.address).await?;
        // More than the buffers on the way hold.
        let asking = page.repeat(150);
        let _ = tokio::time::timeout(Duration::from_millis(100), stream.write_all(&asking)).await;
        deaf.push(stream);
    }
    let since = Instant::now();
    let mut times = others(browsers, Duration::from_secs(5)).await?;
    // Pages for others may have opened a connection or two to the database.
    let kept = || program.descriptors().unwrap_or_default().saturating_sub(before + 5);
    while kept() > 0 && since.elapsed() < Duration::from_secs(60) {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    ground.none(
        "20 that read nothing, kept longer than a minute",
        u64::try_from(kept())?,
    );
    ground.at_most(
        "until all were closed",
        since.elapsed(),
        CLOSED_WITHIN + Duration::from_secs(10),
    );
    ground.at_most("p95 of others meanwhile", times.percent(95), Duration::from_secs(1));
    drop(deaf);
    Ok(())
}

/// What others wait for a page meanwhile.
async fn others(browsers: &[Browser], long: Duration) -> Result<Times> {
    let (mut times, until) = (Times::default(), Instant::now() + long);
    let mut browser = browsers[1].clone();
    while Instant::now() < until {
        let since = Instant::now();
        browser.get("/p/ferry-booking/metrics").await?;
        times.add(since);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(times)
}

/// T20: forty people guess at one account from five addresses.
pub async fn guesses(ground: &mut Ground) -> Result<()> {
    let database = ground.example("t20").await?;
    let (program, browsers) = ground.people(&database).await?;
    let address = program.address;
    let until = Instant::now() + Duration::from_secs(10) * ground.scale;
    let mut attackers = JoinSet::new();
    for number in 0..40_usize {
        attackers.spawn(async move {
            let mut guessed = 0_u64;
            while Instant::now() < until {
                let form = format!("email=hanna%40example.com&password=guess-{number}-{guessed}");
                let head = format!(
                    "POST /do/account/sign_in HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                     X-Forwarded-For: 198.51.100.{}\r\n",
                    number % 5
                );
                let _ = Browser::new(address).send(head, form.as_bytes()).await;
                guessed += 1;
            }
            guessed
        });
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (mut times, mut locked) = (Times::default(), 0_u64);
    while Instant::now() < until {
        // Somebody else, and the one that is guessed at, where she signed in before.
        for (number, email) in [(1, "rafael"), (0, "hanna")] {
            let mut browser = browsers[number].signed_out();
            let form = format!("email={email}%40example.com&password={PASSWORD}");
            let since = Instant::now();
            let mut in_time = false;
            while since.elapsed() < Duration::from_secs(5) && !in_time {
                let _ = browser.try_post("/do/account/sign_in", &form).await;
                in_time = browser.get("/").await.is_ok_and(|page| page.status == 200);
            }
            times.add(since);
            locked += u64::from(!in_time);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let mut guessed = 0;
    while let Some(count) = attackers.join_next().await {
        guessed += count?;
    }
    ground.figure("guesses", guessed, "-", true);
    ground.none("right passwords that did not open within 5 s", locked);
    ground.at_most("p95 of signing in", times.percent(95), Duration::from_secs(2));
    Ok(())
}
