//! Entries that no other function writes.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use serde_json::Value;
use sqlx::PgPool;

use crate::Result;
use crate::change::Change;

/// An entry of the log as another edition of the software wrote it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// In which pilot; `None` for the installation.
    pub pilot: Option<PilotId>,
    /// Who; `None` for the software itself.
    pub person: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done, `feature.verb`.
    pub action: &'a str,
    /// What exactly.
    pub detail: Value,
}

/// Appends an entry to the log.
///
/// # Errors
/// [`Error::NotFound`] without such a pilot.
pub async fn append(pool: &PgPool, entry: Entry<'_>) -> Result<()> {
    let pilots: Vec<PilotId> = entry.pilot.into_iter().collect();
    let change = Change::begin_all(pool, &pilots, entry.person, entry.at).await?;
    change.commit_as(entry.action, entry.detail).await
}

/// Has the log seal what was put there without an entry, so that all of it fits.
///
/// # Errors
/// When the database fails.
pub async fn sealed(pool: &PgPool, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::of_installation(pool, None, now).await?;
    for statement in [
        "set local session_replication_role = replica",
        "update seal set batch = batch_under_way()
         where batch not in (select batch from activity where batch is not null)",
        "set local session_replication_role = origin",
    ] {
        sqlx::query(statement).execute(&mut *change).await?;
    }
    // The one entry that may seal anything.
    change.commit(event::Account::Upgrade { sealed: 0 }).await
}
