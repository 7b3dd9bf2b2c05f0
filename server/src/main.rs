//! `countersign`: one program. `serve` runs it, `verify` checks its records.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use app::clock::Clock;
use app::memory::Memory;
use app::password::Passwords;
use app::state::{AppState, Installation};
use app::token::Token;
use clap::{Parser, Subcommand};
use cluster::Cluster;
use domain::activity::Expected;
use ipnet::IpNet;
use server::counters::{self, Counters, Watched};
use server::live::Hub;
use server::log::{self, Outcome};
use server::parts::{Part, Parts, Pulse};
use server::proxies::{self, Proxies};
use server::reach::{self, Reached};
use server::session::PgSessions;
use server::{backup, durability, live, router, serve, site, sweeper, worker};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;

/// Connections to the counters at a time.
const MOST_WATCHERS: usize = 64;

/// Gives memory back that a burst of work needed; the system's keeps most of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Countersign takes one pilot proposal from first draft to joint decision.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Args)]
struct Database {
    /// Postgres to use. Without it a private cluster runs in the data directory.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    database_url: Option<String>,
    /// Where the private cluster keeps its data.
    #[arg(long, env = "COUNTERSIGN_DATA", default_value = ".data", global = true)]
    data: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Run the application.
    Serve {
        /// The address to listen on.
        #[arg(long, env = "COUNTERSIGN_LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// How people reach it; links in invitations start with it. Give https in production.
        #[arg(long, env = "COUNTERSIGN_BASE_URL")]
        base_url: Option<String>,
        /// A network of proxies, or the address of one, that may say in Forwarded or X-Forwarded-For where a request
        /// comes from. Can be repeated; in the variable commas stand between.
        #[arg(long, env = "COUNTERSIGN_TRUSTED_PROXY", value_name = "NETWORK", value_delimiter = ',', value_parser = proxies::network)]
        trusted_proxy: Vec<IpNet>,
        /// Give counters in Prometheus' text format at /metrics of this address, such as 127.0.0.1:9464. Nobody is asked who
        /// they are there: let only those reach it who watch the machine.
        #[arg(long, env = "COUNTERSIGN_COUNTERS", value_name = "ADDRESS")]
        counters: Option<SocketAddr>,
        /// Log as JSON, one object a line.
        #[arg(long, env = "COUNTERSIGN_LOG_JSON")]
        log_json: bool,
        /// A file that holds the time, for walking through weeks in a test. Every page says so.
        #[arg(long, env = "COUNTERSIGN_TEST_CLOCK", hide = true)]
        test_clock: Option<PathBuf>,
        /// Show a finished pilot of made-up people, in a data directory or database of its own.
        #[arg(long)]
        example: bool,
    },
    /// Walk the activity log from its first entry, compare the facts with what it sealed, and name the first that
    /// does not fit. It ends with 0 when all fits, 1 when something does not, 2 when it could not be read.
    Verify {
        /// An exported log. Without it the database is verified: the log, and the facts it sealed.
        file: Option<PathBuf>,
        /// A hash that was kept elsewhere: HASH of the end of the log, or SEQ:HASH of any entry. Can be repeated.
        /// Only so is a log found out that was rewritten as a whole, with its facts.
        #[arg(long)]
        head: Vec<Expected>,
    },
    /// Write the whole activity log to a new file, as JSON lines.
    ExportLog {
        /// The file. It must not exist yet.
        file: PathBuf,
    },
    /// Write everything in the database to a new file, as it is at one moment, while the application runs.
    Backup {
        /// The file. It must not exist yet.
        file: PathBuf,
    },
    /// Put a backup into a database in which nothing is yet, and verify it. It ends as `verify` does.
    Restore {
        /// The file that `backup` wrote.
        file: PathBuf,
        /// A hash that was kept elsewhere, such as the one that `backup` printed: see `verify`.
        #[arg(long)]
        head: Vec<Expected>,
    },
    /// Print a new set-up link; the earlier one stops working.
    SetupLink {
        /// How people reach the application.
        #[arg(long, env = "COUNTERSIGN_BASE_URL", default_value = "http://127.0.0.1:8080")]
        base_url: String,
    },
    /// Print a link with which somebody who forgot their password chooses a new one, within 30 minutes.
    ResetLink {
        /// Their e-mail address.
        email: String,
        /// How people reach the application.
        #[arg(long, env = "COUNTERSIGN_BASE_URL", default_value = "http://127.0.0.1:8080")]
        base_url: String,
    },
}

fn main() -> anyhow::Result<ExitCode> {
    // Called by name alone, as `cargo leptos watch` does, it serves.
    let mut args: Vec<_> = std::env::args_os().collect();
    if args.len() == 1 {
        args.push("serve".into());
    }
    let cli = Cli::parse_from(args);
    // Rendering polls many futures: with one worker per core a blocked one could stall the rest.
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(
            std::thread::available_parallelism()
                .map_or(4, std::num::NonZero::get)
                .max(4),
        )
        .enable_all()
        .build()?
        .block_on(run(cli))
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let log_json = matches!(cli.command, Command::Serve { log_json: true, .. });
    log_to_stderr(log_json);
    if let Command::Verify { file: Some(file), head } = cli.command {
        return Ok(told(&log::verify_file(&file, head)));
    }
    let example = matches!(cli.command, Command::Serve { example: true, .. });
    let is_verify = matches!(cli.command, Command::Verify { .. });
    let (url, cluster) = match database(cli.database, example).await {
        Err(error) if is_verify => return Ok(told(&Outcome::Unusable(format!("{error:#}")))),
        started => started?,
    };
    let outcome = command(cli.command, &url, cluster.clone()).await;
    if let Some(cluster) = cluster {
        cluster.stop().await.context("stopping the private database")?;
    }
    outcome
}

fn log_to_stderr(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| "info,tower_sessions=warn,sqlx=warn".into());
    // How long each request and each call of the store took, for whoever asks for as much.
    let asked_for_times = filter.max_level_hint().is_none_or(|level| level >= LevelFilter::DEBUG);
    let times = if asked_for_times { FmtSpan::CLOSE } else { FmtSpan::NONE };
    let format = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_span_events(times)
        .with_writer(std::io::stderr);
    if json { format.json().init() } else { format.init() }
}

async fn database(database: Database, example: bool) -> anyhow::Result<(String, Option<Arc<Cluster>>)> {
    if let Some(url) = database.database_url {
        return Ok((url, None));
    }
    let data = if example {
        database.data.join("example")
    } else {
        database.data
    };
    let cluster = cluster::start(&data).await?;
    Ok((cluster.url.clone(), Some(Arc::new(cluster))))
}

async fn command(command: Command, url: &str, cluster: Option<Arc<Cluster>>) -> anyhow::Result<ExitCode> {
    let place = backup::Place {
        url: url.to_owned(),
        programs: cluster.as_ref().map(|cluster| cluster.bin_dir.clone()),
    };
    match command {
        Command::Serve {
            listen,
            base_url,
            trusted_proxy,
            counters,
            test_clock,
            example,
            ..
        } => {
            let clock = test_clock.map_or_else(|| Ok(Clock::default()), Clock::file);
            let clock = clock.map_err(|error| anyhow::anyhow!("the test clock: {error}"))?;
            let listen = Listen {
                at: listen,
                base_url,
                proxies: Proxies(trusted_proxy),
                counters,
            };
            run_server(url, listen, clock, example, cluster).await?;
        }
        Command::Verify { head, .. } => return Ok(told(&verify(url, head).await)),
        Command::ExportLog { file } => {
            let pool = store::connect_patiently(url).await?;
            log::export(&pool, &file).await?;
        }
        Command::Backup { file } => println!("{}", backup::back_up(&place, &file).await?),
        Command::Restore { file, head } => {
            backup::restore(&place, &file).await?;
            println!("{} is restored.", file.display());
            return Ok(told(&verify(url, head).await));
        }
        Command::SetupLink { base_url } => {
            store::migrate(url).await?;
            let pool = store::connect(url, 2).await?;
            match setup_link(&pool, &base_url, &Clock::default()).await? {
                Some(link) => println!("{link}"),
                None => println!("Somebody is set up already. Sign in at {base_url}/sign-in"),
            }
        }
        Command::ResetLink { email, base_url } => {
            store::migrate(url).await?;
            let pool = store::connect(url, 2).await?;
            let token = Token::random();
            let email = email.trim().to_lowercase();
            store::account::make_reset_link(&pool, &email, &token.hash(), Clock::default().now()).await?;
            println!("{}/reset/{}", base_url.trim_end_matches('/'), token.as_str());
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn verify(url: &str, head: Vec<Expected>) -> Outcome {
    match store::connect_patiently(url).await {
        Ok(pool) => log::verify_database(&pool, head).await,
        Err(error) => Outcome::Unusable(error.to_string()),
    }
}

/// Says what verifying came to.
fn told(outcome: &Outcome) -> ExitCode {
    if outcome.code() == 0 {
        println!("{outcome}");
    } else {
        eprintln!("{outcome}");
    }
    ExitCode::from(outcome.code())
}

async fn setup_link(pool: &store::PgPool, base_url: &str, clock: &Clock) -> anyhow::Result<Option<String>> {
    let token = Token::random();
    let made = store::account::renew_setup_link(pool, &token.hash(), clock.now()).await?;
    Ok(made.then(|| format!("{}/setup/{}", base_url.trim_end_matches('/'), token.as_str())))
}

/// Where it is reached.
struct Listen {
    at: SocketAddr,
    base_url: Option<String>,
    proxies: Proxies,
    counters: Option<SocketAddr>,
}

async fn run_server(
    url: &str,
    listen: Listen,
    clock: Clock,
    example: bool,
    cluster: Option<Arc<Cluster>>,
) -> anyhow::Result<()> {
    store::migrate(url)
        .await
        .context("bringing the database schema up to date")?;
    let pool = store::connect(url, 20).await?;
    durability::check(&pool).await?;
    let passwords = Passwords::default();
    if example {
        server::example::ensure(&pool, &passwords, clock.now()).await?;
    }
    let session_pool = store::connect_for_sessions(url, 5).await?;

    let bound = async |address| {
        let listener = tokio::net::TcpListener::bind(address).await;
        listener.map_err(|error| not_listening(address, error))
    };
    let listener = bound(listen.at).await?;
    let counting = match listen.counters {
        Some(address) => Some(bound(address).await?),
        None => None,
    };
    let listening = listener.local_addr().unwrap_or(listen.at);
    let Reached { base_url, advice } =
        reach::reached(listening, listen.base_url.as_deref()).map_err(anyhow::Error::msg)?;
    let stop = CancellationToken::new();
    let hub = Hub::new(stop.clone());
    let state = AppState::from(Installation {
        pool: pool.clone(),
        clock: clock.clone(),
        passwords,
        site: site::site(&base_url),
        memory: Memory::default(),
    });

    let parts = Parts::new(stop.clone());
    if let Some(cluster) = cluster {
        let stop = stop.clone();
        parts.keep(Part::Cluster, move |pulse| watch(cluster.clone(), stop.clone(), pulse));
    }
    parts.keep(Part::Listener, {
        let (hub, pool, url) = (hub.clone(), pool.clone(), url.to_owned());
        move |pulse| live::listen(hub.clone(), pool.clone(), url.clone(), pulse)
    });
    parts.keep(Part::Worker, {
        let (pool, url, clock, stop) = (pool.clone(), url.to_owned(), clock.clone(), stop.clone());
        move |pulse| worker::run(pool.clone(), url.clone(), clock.clone(), stop.clone(), pulse)
    });
    parts.keep(Part::Sweeper, {
        let (pool, clock, stop) = (session_pool.clone(), clock.clone(), stop.clone());
        move |pulse| sweeper::run(pool.clone(), clock.clone(), stop.clone(), pulse)
    });

    println!("Countersign runs at {base_url}");
    for sentence in advice {
        println!("{sentence}");
    }
    if example {
        println!("{}", server::example::invitation(&base_url));
    }
    if !store::account::is_set_up(&pool).await?
        && let Some(link) = setup_link(&pool, &base_url, &clock).await?
    {
        println!("Set it up once, with this link: {link}");
    }

    let router = router::router(state, PgSessions(session_pool.clone()), hub.clone(), parts.health());
    let counters = Arc::new(Counters::default());
    let router = counters.around(router);
    if let Some(counting) = counting {
        let watched = Watched {
            counters,
            pools: [pool.clone(), session_pool.clone()],
            hub,
            parts: parts.health(),
        };
        let address = counting.local_addr()?;
        println!("Counters are at http://{address}/metrics for whoever reaches that address.");
        let router = counters::router(watched);
        tokio::spawn(serve::serve(
            MOST_WATCHERS,
            counting,
            router,
            Proxies::default(),
            stop.clone(),
        ));
    }
    println!("Ready. Ctrl-C stops it.");
    tokio::spawn({
        let stop = stop.clone();
        async move {
            asked_to_stop().await;
            tracing::info!("stopping");
            stop.cancel();
        }
    });
    serve::serve(serve::room(), listener, router, listen.proxies, stop).await;
    let ended = parts.ended().await;
    pool.close().await;
    session_pool.close().await;
    Ok(ended?)
}

/// Says why an address cannot be listened on: mostly because this program, started twice, does already.
fn not_listening(listen: SocketAddr, error: std::io::Error) -> anyhow::Error {
    if error.kind() == std::io::ErrorKind::AddrInUse {
        return anyhow::anyhow!(
            "{listen} is taken, perhaps by a Countersign that runs already. Use that one, or give another address, such \
             as --listen {}:{}.",
            listen.ip(),
            listen.port().wrapping_add(2)
        );
    }
    anyhow::Error::new(error).context(format!("listening on {listen}"))
}

/// Watches the private cluster, and starts it again when it is gone.
async fn watch(cluster: Arc<Cluster>, stop: CancellationToken, pulse: Pulse) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = cluster.lost() => {}
        }
        pulse.unwell("starting again");
        match cluster.revive().await {
            Ok(()) => {
                tracing::warn!("the private database was gone and is up again");
                pulse.well();
            }
            Err(error) => return tracing::error!(error = format!("{error:#}"), "the private database stays away"),
        }
    }
}

async fn asked_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
