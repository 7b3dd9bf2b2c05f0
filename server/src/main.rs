//! `countersign`: one program. `serve` runs it, `verify` checks its records.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use app::clock::Clock;
use app::token::Token;
use clap::Parser as _;
use cluster::Cluster;
use domain::activity::Expected;
use domain::outgoing::Allowed;
use server::backup;
use server::check::{self, Form, Source};
use server::cli::{Cli, Command, Database, Mail};
use server::example::Example;
use server::instance::{self, Listen};
use server::key::KeyFile;
use server::log::{self, Outcome};
use server::mail::{Smtp, SmtpSettings};
use server::proxies::Proxies;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;

/// Gives memory back that a burst of work needed; the system's keeps most of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<ExitCode> {
    // Called by name alone, as `cargo leptos watch` does, it serves.
    let mut args: Vec<_> = std::env::args_os().collect();
    if args.len() == 1 {
        args.push("serve".into());
    }
    let cli = Cli::parse_from(args);
    // Whoever checks a change waits for it, and needs nothing of what follows.
    if let Command::Check {
        file,
        zone,
        range,
        work_tree,
        json,
        sarif,
    } = cli.command
    {
        let source = match range {
            Some(range) => Source::Range(range),
            None if work_tree => Source::WorkTree,
            None => Source::Text(file),
        };
        let form = match (json, sarif) {
            (true, _) => Form::Json,
            (_, true) => Form::Sarif,
            _ => Form::Table,
        };
        return Ok(check::run(&zone, source, form));
    }
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
    let example = match cli.command {
        Command::Serve { example, .. } => example,
        _ => None,
    };
    let data = data_directory(&cli.database, example);
    let is_verify = matches!(cli.command, Command::Verify { .. });
    let (url, cluster) = match database(cli.database, &data).await {
        Err(error) if is_verify => return Ok(told(&Outcome::Unusable(format!("{error:#}")))),
        started => started?,
    };
    let outcome = command(cli.command, &url, &data, cluster.clone()).await;
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

/// Where the program keeps what is not in the database.
fn data_directory(database: &Database, example: Option<Example>) -> PathBuf {
    match example {
        Some(example) => database.data.join(example.directory()),
        None => database.data.clone(),
    }
}

async fn database(database: Database, data: &Path) -> anyhow::Result<(String, Option<Arc<Cluster>>)> {
    // A variable that is set to nothing, as files of settings do, names no database.
    if let Some(url) = database.database_url.filter(|url| !url.trim().is_empty()) {
        return Ok((url, None));
    }
    let cluster = cluster::start(data).await?;
    Ok((cluster.url.clone(), Some(Arc::new(cluster))))
}

async fn command(command: Command, url: &str, data: &Path, cluster: Option<Arc<Cluster>>) -> anyhow::Result<ExitCode> {
    let place = backup::Place {
        url: url.to_owned(),
        programs: cluster.as_ref().map(|cluster| cluster.bin_dir.clone()),
    };
    match command {
        Command::Serve {
            listen,
            base_url,
            trusted_proxy,
            key_file,
            new_key,
            outgoing,
            outgoing_network,
            mail,
            counters,
            test_clock,
            example,
            ..
        } => {
            let clock = test_clock.map_or_else(|| Ok(Clock::default()), Clock::file);
            let clock = clock.map_err(|error| anyhow::anyhow!("the test clock: {error}"))?;
            let smtp = mail_server(*mail, base_url.is_some())?;
            let listen = Listen {
                at: listen,
                base_url,
                proxies: Proxies(trusted_proxy),
                counters,
                key: KeyFile::new(key_file, data, new_key),
                outgoing: (Allowed::named(outgoing), outgoing_network),
                smtp,
            };
            instance::run(url, listen, clock, example, cluster).await?;
        }
        // Done before there was a database to ask.
        Command::Check { .. } => {}
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
            match instance::setup_link(&pool, &base_url, &Clock::default()).await? {
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

/// The mail server, with the password that nobody else on the machine sees; `None` where none is named.
fn mail_server(mail: Mail, has_base_url: bool) -> anyhow::Result<Option<Smtp>> {
    let Some(server) = mail.smtp else {
        return Ok(None);
    };
    anyhow::ensure!(
        has_base_url,
        "--smtp needs --base-url as well: links in mails start with it"
    );
    let password = match mail.smtp_password_file {
        Some(file) => {
            let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            Some(text.trim_end_matches(['\r', '\n']).to_owned())
        }
        None => std::env::var("COUNTERSIGN_SMTP_PASSWORD").ok(),
    };
    let settings = SmtpSettings {
        server,
        from: mail.mail_from.unwrap_or_default(),
        password,
        ca: mail.smtp_ca,
    };
    Smtp::new(settings).map(Some)
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
