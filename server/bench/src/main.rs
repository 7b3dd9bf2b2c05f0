//! How fast the program is, beside bare floors on the same machine and database, and beside its budgets. Run it with
//! `scripts/bench.sh`, which brings the database and the built program.

mod answers;
mod boundary;
mod burst;
mod crowd;
mod floors;
mod growth;
mod load;
mod pages;
mod report;
mod streams;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::clock::Clock;
use app::password::Passwords;
use bench::{browser, database, deliveries, process};
use clap::{Parser, Subcommand, ValueEnum};
use server::example;

use crate::browser::Browser;
use crate::database::Database;
use crate::load::Load;
use crate::process::Program;
use crate::report::Report;

/// Pull requests of the pilot that is measured.
const PULL_REQUESTS: usize = 200;
/// The whole course takes at most this long.
const AT_MOST: Duration = Duration::from_secs(900);

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure the program, on a server of databases that nobody else uses.
    Run {
        /// The program.
        #[arg(long)]
        program: PathBuf,
        /// The Postgres to make databases on.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
        /// How long each page is asked for.
        #[arg(long, env = "BENCH_SECONDS", default_value_t = 5)]
        seconds: u64,
        /// Event streams to open.
        #[arg(long, env = "BENCH_STREAMS", default_value_t = 1000)]
        streams: usize,
        /// Pull requests of other pilots.
        #[arg(long, env = "BENCH_CROWD", default_value_t = 100_000)]
        crowd: usize,
        /// How long 200 deliveries a second come in.
        #[arg(long, env = "BENCH_BURST", default_value_t = 60)]
        burst: u64,
        /// A file for what the program logs.
        #[arg(long)]
        log: PathBuf,
        /// A directory to keep the measured pages in.
        #[arg(long, env = "BENCH_KEEP")]
        keep: Option<PathBuf>,
        /// One part of it alone.
        #[arg(long, env = "BENCH_ONLY", value_enum)]
        only: Option<Part>,
        /// End with 1 when a budget is exceeded.
        #[arg(long)]
        strict: bool,
    },
    /// Serve the floors; prints the address.
    Floors {
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        database_url: String,
    },
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    match Cli::parse().command {
        Command::Floors { database_url } => floors::serve(&database_url).await.map(|()| ExitCode::SUCCESS),
        Command::Run {
            program,
            database_url,
            seconds,
            streams,
            crowd,
            burst,
            log,
            keep,
            only,
            strict,
        } => {
            let course = Course {
                load: Load::new(seconds)?,
                seconds,
                streams,
                crowd,
                burst,
                log,
                keep,
                only,
            };
            let report = tokio::time::timeout(AT_MOST, course.run(&program, &database_url))
                .await
                .context("measuring took longer than a quarter of an hour")??;
            println!("{report}");
            let failed = strict && report.is_over();
            Ok(ExitCode::from(u8::from(failed)))
        }
    }
}

/// What is measured, and what by.
pub struct Bench {
    load: Load,
    database: Database,
    floors: Program,
    program: Program,
    /// Everybody of the pilot, signed in.
    browsers: Vec<Browser>,
}

/// How much is measured, and how long.
struct Course {
    load: Load,
    seconds: u64,
    streams: usize,
    crowd: usize,
    burst: u64,
    log: PathBuf,
    keep: Option<PathBuf>,
    only: Option<Part>,
}

/// A part of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    Pages,
    Answers,
    Streams,
    Crowd,
    Boundary,
    Burst,
    Growth,
}

impl Course {
    async fn run(self, program: &std::path::Path, server: &str) -> Result<Report> {
        let has = |part| self.only.is_none_or(|only| only == part);
        let database = Database::create(server, "measured").await?;
        let mut report = Report::new(&self.load, self.seconds);
        report.size("the program", std::fs::metadata(program)?.len(), 50);

        told("seeding a pilot");
        store::migrate(&database.url).await?;
        let pilot = example::halfway(&database.pool, &Passwords::default(), Clock::default().now()).await?;
        let running = Program::start(program, &database.url, &self.log).await?;
        let seeded = deliveries::tell(&database, running.address, pilot, PULL_REQUESTS).await?;
        drop(running);
        report.note(&seeded);
        database.tidy().await?;

        // A program that has served nothing yet.
        let running = Program::start(program, &database.url, &self.log).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        report.memory("memory, idle", running.memory()?, 40);
        let bench = Bench {
            load: self.load,
            floors: floors::start(&database.url).await?,
            browsers: Browser::of_everybody(running.address).await?,
            program: running,
            database,
        };
        if has(Part::Pages) {
            pages::measure(&mut report, &bench, self.keep.as_deref()).await?;
        }
        if has(Part::Answers) {
            answers::measure(&mut report, &bench).await?;
        }
        if has(Part::Boundary) {
            boundary::measure(&mut report, program)?;
        }
        report.memory("memory, most under load", bench.program.most_memory()?, 120);
        if has(Part::Streams) {
            streams::measure(&mut report, &bench, self.streams).await?;
        }
        if has(Part::Burst) {
            burst::measure(&mut report, &bench, self.burst).await?;
        }
        if has(Part::Crowd) {
            crowd::measure(&mut report, &bench, self.crowd).await?;
        }
        if has(Part::Growth) {
            growth::measure(&mut report, &bench).await?;
        }
        Ok(report)
    }
}

/// Says on stderr what goes on.
fn told(what: &str) {
    eprintln!("{what} …");
}
