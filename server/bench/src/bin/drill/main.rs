//! Drills: what is promised under load, attack and loss, tried on the built program, each with its figure beside its
//! target. Run them with `scripts/drill.sh`. The short ones that need no running program are tests; `scripts/drill.sh`
//! says which.

mod attack;
mod disk;
mod live;
mod load;
mod loss;
mod pair;
mod soak;

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use app::clock::Clock;
use app::password::Passwords;
use bench::browser::Browser;
use bench::database::Database;
use bench::process::Program;
use clap::Parser;
use server::example;

#[derive(Parser)]
struct Cli {
    /// The program.
    #[arg(long)]
    program: PathBuf,
    /// The Postgres to make databases on: one that nobody else uses.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,
    /// A file for what the program logs.
    #[arg(long)]
    log: PathBuf,
    /// A directory for private clusters.
    #[arg(long)]
    data: PathBuf,
    /// How much of it: 1 takes about eight minutes, 10 about eighty.
    #[arg(long, env = "DRILL_SCALE", default_value_t = 1)]
    scale: u32,
    /// Which, `T14`; all unless said.
    drills: Vec<String>,
}

/// What a drill works with.
pub struct Ground {
    program: PathBuf,
    server: String,
    log: PathBuf,
    data: PathBuf,
    /// How much of it.
    pub scale: u32,
    failed: bool,
}

impl Ground {
    /// Prints a figure beside its target.
    pub fn figure(&mut self, what: &str, figure: impl Display, target: impl Display, holds: bool) {
        let mark = if holds { "ok" } else { "NOT MET" };
        println!("    {what:<58} {figure:>14}   target {target:<12} {mark}");
        self.failed |= !holds;
    }

    /// Says why a drill was not run here.
    pub fn not_run(&self, why: &str) {
        println!("    not run: {why}");
    }

    /// A number that has to be zero.
    pub fn none(&mut self, what: &str, count: impl Into<u64>) {
        let count = count.into();
        self.figure(what, count, 0, count == 0);
    }

    /// A time that has to be at most so long.
    pub fn at_most(&mut self, what: &str, took: Duration, most: Duration) {
        self.figure(what, seconds(took), format!("≤ {}", seconds(most)), took <= most);
    }

    /// A database of this name with the example in it.
    pub async fn example(&self, name: &'static str) -> Result<Database> {
        let database = Database::create(&self.server, name).await?;
        store::migrate(&database.url).await?;
        example::halfway(&database.pool, &Passwords::default(), Clock::default().now()).await?;
        Ok(database)
    }

    /// The program on a database, with everybody of the example signed in.
    pub async fn people(&self, database: &Database) -> Result<(Program, Vec<Browser>)> {
        let program = Program::start(&self.program, &database.url, &self.log).await?;
        let browsers = Browser::of_everybody(program.address).await?;
        Ok((program, browsers))
    }

    /// The program with these options.
    pub async fn start(&self, database: &[&str], serve: &[&str]) -> Result<Program> {
        Program::start_with(&self.program, database, serve, &self.log).await
    }

    /// A directory of its own for a private cluster.
    pub fn directory(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }

    /// The server of databases.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// The program.
    pub fn program(&self) -> &Path {
        &self.program
    }
}

/// `1.25 s`.
fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// The times of many requests.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Adds one.
    pub fn add(&mut self, since: Instant) {
        self.0.push(since.elapsed());
    }

    /// Adds those of another.
    pub fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// So many percent of them took at most this long.
    pub fn percent(&mut self, percent: usize) -> Duration {
        self.0.sort_unstable();
        let place = (self.0.len() * percent).div_ceil(100);
        self.0.get(place.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// Every drill: its number in the list of promises, and what it is about.
const DRILLS: [(&str, &str); 15] = [
    ("T1", "people at work: pages and answers at once"),
    ("T2", "every page is whole, however many are asked for"),
    ("T3", "the program is killed while it writes"),
    ("T4", "the private database is killed under the program"),
    ("T5", "every connection to the database is cut"),
    ("T6", "senders go away"),
    ("T13", "the listener is frozen"),
    ("T14", "slow heads, slow bodies, answers nobody reads"),
    ("T19", "a burst of deliveries"),
    ("T20", "guessing at passwords"),
    ("T23", "the disk with the data is full"),
    ("T24", "the disk with the database's log is full"),
    ("T26", "two instances behind a proxy, restarted in turn"),
    ("T27", "four instances start on an empty database"),
    ("T29", "what stays behind"),
];

async fn run(ground: &mut Ground, drill: &str) -> Result<()> {
    match drill {
        "T1" => load::at_work(ground).await,
        "T2" => load::whole(ground).await,
        "T3" => loss::program_killed(ground).await,
        "T4" => loss::database_killed(ground).await,
        "T5" => loss::connections_cut(ground).await,
        "T6" => loss::senders_gone(ground).await,
        "T13" => live::frozen(ground).await,
        "T14" => attack::slow(ground).await,
        "T19" => load::burst(ground).await,
        "T20" => attack::guesses(ground).await,
        "T23" => disk::data_full(ground).await,
        "T24" => disk::log_full(ground).await,
        "T26" => pair::rolling(ground).await,
        "T29" => soak::leaks(ground).await,
        "T27" => load::starts(ground).await,
        other => anyhow::bail!("there is no drill {other}"),
    }
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let mut ground = Ground {
        program: cli.program,
        server: cli.database_url,
        log: cli.log,
        data: cli.data,
        scale: cli.scale.max(1),
        failed: false,
    };
    let wanted = |name: &str| cli.drills.is_empty() || cli.drills.iter().any(|drill| drill.eq_ignore_ascii_case(name));
    for (name, about) in DRILLS {
        if !wanted(name) {
            continue;
        }
        let begun = Instant::now();
        println!("{name}  {about}");
        let outcome = run(&mut ground, name)
            .await
            .with_context(|| format!("{name} did not come to its end"));
        if let Err(error) = outcome {
            println!("    {error:#}");
            ground.failed = true;
        }
        println!("    in {}", seconds(begun.elapsed()));
    }
    Ok(ExitCode::from(u8::from(ground.failed)))
}
