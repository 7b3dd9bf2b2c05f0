//! What the sponsor does with a pilot that nobody has signed, and the day it is meant to start on.

use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use sqlx::PgPool;

use super::facts::{Facts, facts_in};
use crate::change::Change;
use crate::{Error, Result};

/// What is done with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft<'a> {
    /// It is called so from now on; its address stays.
    Rename(&'a str),
    /// It asks nobody for anything and cannot be changed until it is taken back.
    Archive,
    /// It goes on where it was.
    TakeBack,
    /// Its pages are gone; its rows and entries stay.
    PutAway,
}

/// Handles a pilot that nobody has signed.
///
/// # Errors
/// [`Error::Refused`] once somebody has, while somebody is asked to, and where nothing would change.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn handle(pool: &PgPool, pilot: PilotId, what: Draft<'_>, by: PersonId, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin_all(pool, &[pilot], by, now).await?;
    let facts = facts_in(&mut change, pilot).await?;
    facts.signed().draft().map_err(|why| Error::refused(why.to_string()))?;
    let Facts { name, archived_at, .. } = facts;
    let now = change.now();
    let (done, event) = match what {
        Draft::Rename(_) if archived_at.is_some() => return Err(Error::refused("It is archived. Take it back first.")),
        Draft::Rename(to) if to == name => return Err(Error::refused("That is its name already.")),
        Draft::Rename(to) => (
            sqlx::query!("update pilot set name = $2 where pilot_id = $1", pilot.0, to),
            event::Proposal::Rename {
                from: name,
                to: to.to_owned(),
            },
        ),
        Draft::Archive if archived_at.is_some() => return Err(Error::refused("It is archived already.")),
        Draft::Archive => (
            sqlx::query!("update pilot set archived_at = $2 where pilot_id = $1", pilot.0, now),
            event::Proposal::Archive {},
        ),
        Draft::TakeBack if archived_at.is_none() => return Err(Error::refused("It is not archived.")),
        Draft::TakeBack => (
            sqlx::query!("update pilot set archived_at = null where pilot_id = $1", pilot.0),
            event::Proposal::TakeBack {},
        ),
        Draft::PutAway => (
            sqlx::query!("update pilot set put_away_at = $2 where pilot_id = $1", pilot.0, now),
            event::Proposal::PutAway {},
        ),
    };
    done.execute(&mut *change).await?;
    change.commit(event).await
}

/// Sets the day a pilot is meant to start on, in its zone; `None` takes it back.
///
/// # Errors
/// [`Error::Refused`] once the pilot has started, and where that day stands already.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn plan_start(
    pool: &PgPool,
    pilot: PilotId,
    on: Option<NaiveDate>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, by, now).await?.before_start()?;
    let changed = sqlx::query!(
        "update pilot set planned_start = $2 where pilot_id = $1 and planned_start is distinct from $2",
        pilot.0,
        on,
    )
    .execute(&mut *change)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::refused("That is the planned start already."));
    }
    change.commit(event::Start::Plan { on }).await
}
