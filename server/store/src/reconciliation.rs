//! Pull requests read again through the code host's interface, in the place of deliveries that were missed: when a reading is
//! due, how far it is, and what it found, which the worker records as it records deliveries. One instance reads a connection
//! at a time; another goes on where it stopped.

mod reading;

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::event;
use domain::ids::{ConnectionId, PersonId, PilotId};
use sqlx::PgPool;

use crate::change::Change;
use crate::{Error, Result};

pub use reading::{Commit, Listed, Next, ReadFiles, Reading, Waiting, claim};

/// How long after a reading the next one begins.
pub const EVERY: TimeDelta = TimeDelta::hours(1);
/// How far back before the connection the first reading goes, and one that somebody asks for.
pub const BACK: TimeDelta = TimeDelta::days(180);
/// How far before the beginning of the last complete reading the next one looks: clocks differ.
const OVERLAP: TimeDelta = TimeDelta::minutes(10);

/// Has everything of a connection read again.
///
/// # Errors
/// [`Error::NotFound`] when the connection is not of this pilot; [`Error::Refused`] when it has no token, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn ask(pool: &PgPool, pilot: PilotId, person: PersonId, id: ConnectionId, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let connected = sqlx::query!(
        r#"select repository, exists (select from connection_token t where t.connection_id = c.connection_id) as "token!"
           from connection c where connection_id = $1 and pilot_id = $2"#,
        id.0,
        pilot.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    let repository = connected.repository;
    if !connected.token {
        return Err(Error::refused(format!(
            "{repository} has no token: nothing of it can be read."
        )));
    }
    sqlx::query!(
        "insert into reconciliation (connection_id, asked_by, asked_at, not_before) values ($1, $2, $3, $3)
         on conflict (connection_id) do update set asked_by = excluded.asked_by, asked_at = excluded.asked_at,
             not_before = excluded.not_before, attempts = 0",
        id.0,
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    change.commit(event::Data::ReadAgain { repository }).await
}

/// How far reading is at a connection, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Who asked for a reading that has not begun.
    pub asked_by: Option<String>,
    /// When the reading under way, or the last one, began; `None` before the first.
    pub begun_at: Option<DateTime<Utc>>,
    /// What did not change after this was left alone.
    pub since: Option<DateTime<Utc>>,
    /// When it ended; `None` while it is under way.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether the list was read to its end, so that it is known how many there are.
    pub is_listed: bool,
    /// How many pull requests it has to read, as far as they are listed.
    pub of: i64,
    /// How many it has read.
    pub read: i64,
    /// Those that could not be read, and why.
    pub left_out: Vec<(i32, String)>,
    /// Those whose files could not be read, and why.
    pub without_files: Vec<(i32, String)>,
    /// Why the last call failed.
    pub trouble: Option<String>,
    /// What the token may not read.
    pub without: Option<String>,
}
