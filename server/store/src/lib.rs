//! Every SQL statement of the project. One module per feature, named as in `domain`; what changes a recorded
//! fact goes through `change`, which writes the activity row.

pub mod account;
pub mod activity;
pub mod approval;
pub mod arrival;
pub mod backup;
pub mod baseline;
pub mod browser;
mod change;
pub mod comment;
pub mod correction;
pub mod counting;
pub mod data;
pub mod decision;
pub mod durability;
pub mod enrolment;
mod error;
pub mod evidence_bundle;
pub mod feature;
pub mod finality;
pub mod flag;
pub mod form;
pub mod gate;
pub mod github;
pub mod hours;
pub mod import;
pub mod inbox;
pub mod incident;
pub mod live;
pub mod mail;
mod moment;
pub mod pairs;
pub mod participation;
pub mod pilot;
mod placement;
pub mod presentation;
pub mod programme;
pub mod proposal;
pub mod readout;
pub mod reconciliation;
pub mod replacement;
pub mod secret;
pub mod session;
pub mod sign_in;
pub mod start;
pub mod survey;
#[cfg(feature = "testing")]
pub mod testing;
pub mod told;
mod upgrade;
pub mod week_one;
pub mod zone;

pub use error::{Error, Result};
pub use sqlx::PgPool;

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};

/// The schema, compiled in. Tests name it as their migrator.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// Opens the pool that pages and forms share.
///
/// # Errors
/// When the address cannot be read or the database does not answer.
pub async fn connect(url: &str, connections: u32) -> Result<PgPool> {
    open(url.parse()?, connections).await
}

/// Opens the pool of sessions: one of their own, so that a crowd of pages cannot keep people from signing out. What a
/// session notes (a sentence to show once, a visit) is not waited for until it lies on the disk; its end is.
///
/// # Errors
/// When the address cannot be read or the database does not answer.
pub async fn connect_for_sessions(url: &str, connections: u32) -> Result<PgPool> {
    let options: PgConnectOptions = url.parse()?;
    open(options.options([("synchronous_commit", "off")]), connections).await
}

async fn open(options: PgConnectOptions, connections: u32) -> Result<PgPool> {
    let options = options.application_name("countersign").options([
        ("statement_timeout", "15s"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "10s"),
        // A statement is planned once by each connection. Planning what is asked of a pilot takes ten times as long as
        // answering it, and each statement here finds its rows by an index, whatever the values.
        ("plan_cache_mode", "force_generic_plan"),
        // Compiling a statement takes longer than answering any of these.
        ("jit", "off"),
    ]);
    Ok(PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(3))
        .connect_with(options)
        .await?)
}

/// Opens a pool for reading everything there is, however long that takes: comparing a log of ten million entries
/// with the facts is one statement of half a minute.
///
/// # Errors
/// When the address cannot be read or the database does not answer.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connect_patiently(url: &str) -> Result<PgPool> {
    let options: PgConnectOptions = url.parse()?;
    let options = options.application_name("countersign").disable_statement_logging();
    Ok(PgPoolOptions::new().max_connections(1).connect_with(options).await?)
}

/// Brings the schema up to date. Any number of instances may call it at once: one works, the
/// others wait. It runs on a connection of its own, so that a failure cannot leave the migration
/// lock on a pooled one. What only Rust can derive of the rows there are follows, once.
///
/// # Errors
/// When a migration fails (its transaction is rolled back) or an applied one was changed.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn migrate(url: &str) -> Result<()> {
    let mut connection = PgConnection::connect(url).await?;
    let outcome = bring_up_to_date(&mut connection).await;
    connection.close().await?;
    outcome
}

async fn bring_up_to_date(connection: &mut PgConnection) -> Result<()> {
    upgrade::begin(connection).await?;
    MIGRATOR.run(&mut *connection).await?;
    upgrade::finish(connection).await
}

/// Whether the database answers.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn answers(pool: &PgPool) -> bool {
    sqlx::query_scalar!(r#"select 1 as "one!""#)
        .fetch_one(pool)
        .await
        .is_ok()
}
