//! The command line: what `countersign` can be asked to do.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use domain::activity::Expected;
use domain::mail::SmtpServer;
use domain::outgoing::Server;
use ipnet::IpNet;

use crate::example::Example;
use crate::proxies;

/// Countersign takes one pilot proposal from first draft to joint decision.
#[derive(Parser)]
#[command(version)]
pub struct Cli {
    #[command(flatten)]
    /// The database.
    pub database: Database,
    #[command(subcommand)]
    /// What it is to do.
    pub command: Command,
}

/// Where the database is.
#[derive(clap::Args)]
pub struct Database {
    /// Postgres to use. Without it a private cluster runs in the data directory.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Where the private cluster keeps its data.
    #[arg(long, env = "COUNTERSIGN_DATA", default_value = ".data", global = true)]
    pub data: PathBuf,
}

/// How mail goes out.
#[derive(clap::Args)]
pub struct Mail {
    /// The mail server: smtp+starttls://USER@HOST:587, smtps://USER@HOST:465, or smtp://127.0.0.1:25 for one on this machine.
    /// The password of USER is read from COUNTERSIGN_SMTP_PASSWORD or a file. Without a mail server mail is kept in the
    /// outbox, which whoever runs the installation reads in the browser.
    #[arg(long, env = "COUNTERSIGN_SMTP", value_name = "ADDRESS", requires = "mail_from")]
    pub smtp: Option<SmtpServer>,
    /// A file that holds the password for the mail server.
    #[arg(long, env = "COUNTERSIGN_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// A file with the certificate that the mail server is known by, in PEM, where it is none that everybody trusts.
    #[arg(long, env = "COUNTERSIGN_SMTP_CA", value_name = "FILE")]
    pub smtp_ca: Option<PathBuf>,
    /// From whom mail comes: "Countersign <countersign@example.com>".
    #[arg(long, env = "COUNTERSIGN_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
}

/// What the program can be asked to do.
#[derive(Subcommand)]
pub enum Command {
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
        /// The file with the key that webhook secrets and tokens are encrypted with: 64 hexadecimal digits. All instances on a
        /// database share it; keep a copy apart from the backups, which do not hold it. Without it `key` in the data directory
        /// is used. Where nothing is encrypted yet, it is made.
        #[arg(long, env = "COUNTERSIGN_KEY_FILE", value_name = "FILE")]
        key_file: Option<PathBuf>,
        /// Go on with another key because the file is lost: what was encrypted with it has to be entered again.
        #[arg(long)]
        new_key: bool,
        /// A server that may be called with a token that somebody enters: HOST or HOST:PORT, by https; http://HOST:PORT for one
        /// without. Can be repeated; without any they are api.github.com and gitlab.com.
        #[arg(long, env = "COUNTERSIGN_OUTGOING", value_name = "HOST", value_delimiter = ',')]
        outgoing: Vec<Server>,
        /// A private network that the name of such a server may lead into, such as 10.1.0.0/16. Without any, none may.
        #[arg(long, env = "COUNTERSIGN_OUTGOING_NETWORK", value_name = "NETWORK", value_delimiter = ',', value_parser = proxies::network)]
        outgoing_network: Vec<IpNet>,
        #[command(flatten)]
        mail: Box<Mail>,
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
        /// Show a finished pilot of made-up people, in a data directory or database of its own; with `=halfway` one in the
        /// middle of its weeks.
        #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "finished")]
        example: Option<Example>,
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
    /// Judge a change by an exported zone, without a database or a network. It ends with 0 when the change stays inside the
    /// PM zone, 1 when it does not, 2 when it could not be judged.
    Check {
        /// A diff, or what git diff or git status prints, in a file. Without it, and without --range and --work-tree, it is
        /// read from standard input.
        #[arg(conflicts_with_all = ["range", "work_tree"])]
        file: Option<PathBuf>,
        /// The zone, as its page exports it.
        #[arg(
            long,
            env = "COUNTERSIGN_ZONE",
            default_value = ".countersign/zone.json",
            value_name = "FILE"
        )]
        zone: PathBuf,
        /// What changed between two commits of the repository at hand, such as main...HEAD. What files hold is known then.
        #[arg(long, value_name = "A..B", conflicts_with = "work_tree")]
        range: Option<String>,
        /// What changed in the repository at hand since its last commit, with files that are new to it.
        #[arg(long)]
        work_tree: bool,
        /// Print JSON.
        #[arg(long, conflicts_with = "sarif")]
        json: bool,
        /// Print SARIF 2.1.0.
        #[arg(long)]
        sarif: bool,
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
