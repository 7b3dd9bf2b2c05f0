//! What the sponsor does with a pilot that nobody has signed, and the day it is meant to start on.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use sqlx::PgPool;

use super::facts::{Facts, facts_in};
use super::zone;
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

/// A draft that was put away, as its sponsor finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutAway {
    /// In addresses, where nothing is now.
    pub slug: String,
    /// What it was called last.
    pub name: String,
    /// Its zone.
    pub zone: Tz,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// What a person put away, or another sponsor of the same pilot did, the latest first.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn put_away(pool: &PgPool, sponsor: PersonId) -> Result<Vec<PutAway>> {
    let rows = sqlx::query!(
        r#"select t.slug, t.name, t.zone, t.put_away_at as "at!" from pilot t
           where t.put_away_at is not null and exists (select 1 from member m
               where m.pilot_id = t.pilot_id and m.person_id = $1 and m.role = 'sponsor')
           order by t.put_away_at desc, t.pilot_id desc limit 1000"#,
        sponsor.0,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PutAway {
                slug: row.slug,
                name: row.name,
                zone: zone(&row.zone)?,
                at: row.at,
            })
        })
        .collect()
}

/// Brings a draft back that was put away: it goes on where it was, archived if it was that. Gives its name.
///
/// # Errors
/// [`Error::NotFound`] unless it is put away and `by` is its sponsor.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn bring_back(pool: &PgPool, slug: &str, by: PersonId, now: DateTime<Utc>) -> Result<String> {
    let mut change = Change::of_installation(pool, by, now).await?;
    // For other changes of it there is no such pilot until this is committed.
    let back = sqlx::query!(
        r#"update pilot t set put_away_at = null
           where t.slug = $1 and t.put_away_at is not null and exists (select 1 from member m
               where m.pilot_id = t.pilot_id and m.person_id = $2 and m.role = 'sponsor')
           returning t.pilot_id as "pilot_id: PilotId", t.name"#,
        slug,
        by.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    change.of_pilot(back.pilot_id);
    change.commit(event::Proposal::BringBack {}).await?;
    Ok(back.name)
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
