//! Open pages: how long a fact takes until all of them have heard of it, and what each costs.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::clock::Clock;
use flate2::write::GzDecoder;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use crate::Bench;
use crate::answers;
use crate::browser::Browser;
use crate::deliveries::{Webhook, news};
use crate::process::Program;
use crate::report::Report;
use crate::told;

/// Facts of each kind.
const ROUNDS: usize = 20;
/// Quiet between two facts.
const PAUSE: Duration = Duration::from_millis(500);
/// Streams that are opened at the same time.
const TOGETHER: usize = 50;
/// Streams of one person; the program lets nobody have many more.
const OF_ONE: usize = 10;
/// Of so many streams one is read.
const READ_ONE_IN: usize = 50;
/// What a piece of a compressed stream ends with: an empty block.
const FLUSHED: [u8; 4] = [0, 0, 0xff, 0xff];
/// A stream that has not heard of a fact by then has missed it.
const MISSED: Duration = Duration::from_secs(5);

/// Opens the streams and posts facts.
pub async fn measure(report: &mut Report, bench: &Bench, wanted: usize) -> Result<()> {
    let (program, browsers) = (&bench.program, &bench.browsers);
    told("event streams");
    let readers = Browser::of_observers(program.address, &bench.database, wanted.div_ceil(OF_ONE)).await?;
    let before = program.memory()?;
    let mut streams = Streams::open(program, &readers, wanted).await?;
    let each = (program.memory()?.saturating_sub(before)) as f64 / wanted as f64;
    report.note(&format!("{wanted} event streams were open at the same time"));
    report.kilobytes("memory of an open stream", each);

    let mut browser = browsers[answers::PILOT_PM].clone();
    let mut answered = Heard::default();
    for round in 0..ROUNDS {
        let since = streams.quiet().await;
        browser
            .post(answers::PATH, &answers::form(u8::try_from(1 + round % 5)?))
            .await?;
        streams.hear(since, &mut answered).await;
    }
    answered.tell(report, "an answer");

    let mut webhook = Webhook::of(&bench.database, program.address).await?;
    let mut delivered = Heard::default();
    for round in 0..ROUNDS {
        let payload = news(5000 + round, Clock::default().now());
        let since = streams.quiet().await;
        webhook.deliver(&format!("bench-news-{round}"), &payload).await?;
        streams.hear(since, &mut delivered).await;
    }
    delivered.tell(report, "a delivery");
    report.memory("memory, with all streams open", program.memory()?, 120);
    Ok(())
}

/// What the open streams say.
struct Streams {
    count: usize,
    events: mpsc::UnboundedReceiver<(usize, Instant)>,
}

impl Streams {
    /// Opens them, for several people, some at a time, and waits until each has said where it begins.
    async fn open(program: &Program, browsers: &[Browser], count: usize) -> Result<Self> {
        let (sender, events) = mpsc::unbounded_channel();
        let mut streams = Self { count, events };
        let mut silent = BTreeSet::new();
        for number in 0..count {
            let browser = &browsers[number % browsers.len()];
            let head = "GET /p/ferry-booking/live?region=metrics HTTP/1.0\r\naccept-encoding: gzip\r\n".to_owned();
            let mut stream = TcpStream::connect(program.address).await?;
            stream.write_all(&browser.request(head, &[])).await?;
            let sender = sender.clone();
            tokio::spawn(async move { listen(stream, number, &sender).await });
            silent.insert(number);
            while silent.len() >= TOGETHER || (number + 1 == count && !silent.is_empty()) {
                let said = tokio::time::timeout(MISSED, streams.events.recv()).await;
                let (heard, _) = said
                    .ok()
                    .flatten()
                    .with_context(|| format!("{} of {} streams say nothing", silent.len(), number + 1))?;
                silent.remove(&heard);
            }
        }
        Ok(streams)
    }

    /// Waits until nothing is said any more; then it is now.
    async fn quiet(&mut self) -> Instant {
        tokio::time::sleep(PAUSE).await;
        while self.events.try_recv().is_ok() {}
        Instant::now()
    }

    /// Notes when each stream first says something.
    async fn hear(&mut self, since: Instant, heard: &mut Heard) {
        let mut firsts = vec![None; self.count];
        let mut missing = self.count;
        while missing > 0 {
            let left = MISSED.saturating_sub(since.elapsed());
            let Ok(Some((number, at))) = tokio::time::timeout(left, self.events.recv()).await else {
                break;
            };
            if firsts[number].is_none() {
                firsts[number] = Some(at.duration_since(since));
                missing -= 1;
            }
        }
        let times: Vec<Duration> = firsts.into_iter().flatten().collect();
        heard.missed += missing;
        heard.last.extend(times.iter().max());
        heard.all.extend(times);
    }
}

/// Reads events until the stream ends, compressed as a browser asks for them. All of them are read by one in fifty; of
/// the others, whose work would be this machine's and not that of a thousand others, it is told when a piece has come to
/// its end.
async fn listen(mut stream: TcpStream, number: usize, sender: &mpsc::UnboundedSender<(usize, Instant)>) -> Result<()> {
    let mut buffer = vec![0; 8 << 10];
    let mut arrived = Vec::new();
    let start = loop {
        let read = stream.read(&mut buffer).await?;
        ensure!(read > 0, "it ended");
        arrived.extend_from_slice(&buffer[..read]);
        if let Some(end) = arrived.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break end + 4;
        }
    };
    arrived.drain(..start);
    let mut text = number
        .is_multiple_of(READ_ONE_IN)
        .then(|| (GzDecoder::new(Vec::new()), Events::default()));
    loop {
        let at = Instant::now();
        let whole = match &mut text {
            Some((decoder, events)) => {
                decoder.write_all(&std::mem::take(&mut arrived))?;
                decoder.flush()?;
                events.read(&std::mem::take(decoder.get_mut()))
            }
            None => {
                let whole = usize::from(arrived.ends_with(&FLUSHED));
                // The end of a piece can come in two reads.
                arrived.drain(
                    ..arrived
                        .len()
                        .saturating_sub(if whole == 0 { FLUSHED.len() - 1 } else { 0 }),
                );
                whole
            }
        };
        for _ in 0..whole {
            sender.send((number, at))?;
        }
        let read = stream.read(&mut buffer).await?;
        ensure!(read > 0, "it ended");
        arrived.extend_from_slice(&buffer[..read]);
    }
}

/// Counts events in what arrives: blocks with a line of data that end with an empty line. Comments keep a connection
/// alive and are none, and so are events without data.
#[derive(Default)]
struct Events {
    line: usize,
    start: [u8; 5],
    has_data: bool,
}

impl Events {
    fn read(&mut self, bytes: &[u8]) -> usize {
        let mut whole = 0;
        for byte in bytes {
            match byte {
                b'\r' => {}
                b'\n' if self.line == 0 => {
                    whole += usize::from(self.has_data);
                    self.has_data = false;
                }
                b'\n' => {
                    self.has_data |= self.line > 5 && &self.start == b"data:";
                    self.line = 0;
                }
                byte => {
                    if let Some(place) = self.start.get_mut(self.line) {
                        *place = *byte;
                    }
                    self.line += 1;
                }
            }
        }
        whole
    }
}

/// How long facts took.
#[derive(Default)]
struct Heard {
    /// To the last stream, for each fact.
    last: Vec<Duration>,
    /// To each stream, for each fact.
    all: Vec<Duration>,
    missed: usize,
}

impl Heard {
    fn tell(mut self, report: &mut Report, what: &str) {
        self.last.sort_unstable();
        self.all.sort_unstable();
        let [last50, last99] = [50, 99].map(|percent| at(&self.last, percent));
        let [all50, all99] = [50, 99].map(|percent| at(&self.all, percent));
        report.time(&format!("{what} → one screen, p50"), all50, None);
        report.time(&format!("{what} → one screen, p99"), all99, None);
        report.time(&format!("{what} → all screens, p50"), last50, None);
        report.time(&format!("{what} → all screens, p99"), last99, Some(250.0));
        report.count(&format!("{what} → screens that missed it"), self.missed, 0);
    }
}

/// The time within which so many percent came, in milliseconds.
fn at(sorted: &[Duration], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted
        .get(place)
        .map_or(f64::INFINITY, |time| time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Events, at};

    #[test]
    fn events_are_counted_across_reads() {
        let mut events = Events::default();
        assert_eq!(events.read(b"HTTP/1.0 200 OK\r\nx: y\r\n\r\ndata: 41\n"), 0);
        assert_eq!(events.read(b"\n:\n\nevent: beat\ndata:\n\nda"), 1);
        assert_eq!(events.read(b"ta: 42\n\nevent: metrics\ndata: 43\n\n"), 2);
    }

    #[test]
    fn percentiles_are_of_what_was_measured() {
        let times: Vec<Duration> = (1..=20).map(Duration::from_millis).collect();
        assert_eq!((at(&times, 50), at(&times, 99)), (10.0, 20.0));
    }
}
