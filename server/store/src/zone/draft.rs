//! The zone on its way: a draft of each person, and what it becomes when it is saved.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::zone::ZoneItem;
use domain::zone::draft::{Clash, NotJoined, Row, joined};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use sqlx::{PgExecutor, PgPool};

use super::change::{New, insert};
use super::remark::carry;
use super::{Revised, ZoneVersion, current_in, items_of};
use crate::change::Change;
use crate::{Error, Result};

/// A row of the form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedRow {
    /// The sentence it had when it was read; empty for a new item.
    pub was: String,
    /// What it covers.
    pub text: String,
    /// Its side.
    pub side: String,
    /// Its category; empty for none.
    pub category: String,
    /// Its path rules, one a line.
    pub rules: String,
    /// What may change in its files; empty for everything.
    #[serde(default)]
    pub limit: String,
    /// The keys it owns, one a line.
    #[serde(default)]
    pub keys: String,
    /// Paths it is meant to cover, one a line.
    #[serde(default)]
    pub examples: String,
    /// Whether it is taken out.
    pub removed: bool,
}

/// Somebody's draft.
#[derive(Clone, Debug)]
pub struct ZoneDraft {
    /// The version it was begun from.
    pub base: i32,
    /// Its rows.
    pub rows: Vec<TypedRow>,
    /// Why the boundary is to change, where it is to be an amendment.
    pub reason: String,
    /// When it was kept.
    pub saved_at: DateTime<Utc>,
}

/// What saving a draft came to.
#[derive(Debug)]
pub enum Joined {
    /// It is the next version.
    Saved(Revised),
    /// Somebody else changed the same items: what stands there now, and which rows that are.
    Clashes(Box<ZoneVersion>, Vec<(usize, Clash)>),
}

/// The person's draft, if they have kept one.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn draft(pool: &PgPool, pilot: PilotId, person: PersonId) -> Result<Option<ZoneDraft>> {
    let row = sqlx::query!(
        r#"select base, rows as "rows: Json<Vec<TypedRow>>", reason, saved_at from zone_draft where pilot_id = $1 and person_id = $2"#,
        pilot.0,
        person.0,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| ZoneDraft {
        base: row.base,
        rows: row.rows.0,
        reason: row.reason,
        saved_at: row.saved_at,
    }))
}

/// Keeps a draft in place of the person's earlier one. Nobody else sees it.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no version `base`.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn keep_draft(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (base, rows, reason): (i32, &[TypedRow], &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let kept = sqlx::query!(
        "insert into zone_draft (pilot_id, person_id, base, rows, reason, saved_at)
         select v.pilot_id, $2, v.number, $4, $6, $5 from zone_version v where v.pilot_id = $1 and v.number = $3
         on conflict (pilot_id, person_id)
             do update set base = excluded.base, rows = excluded.rows, reason = excluded.reason, saved_at = excluded.saved_at",
        pilot.0,
        person.0,
        base,
        Json(rows) as _,
        now,
        reason,
    )
    .execute(pool)
    .await?;
    if kept.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Throws the person's draft away.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn discard_draft(pool: &PgPool, pilot: PilotId, person: PersonId) -> Result<()> {
    drop_draft(pool, pilot, person).await
}

/// Makes the next version of all that somebody changed of version `base`, joined with what others have saved since;
/// their draft is gone then.
///
/// # Errors
/// [`Error::NotFound`] without such a version, [`Error::Refused`] when the pilot has started or when nothing comes of it.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn join(
    pool: &PgPool,
    pilot: PilotId,
    author: PersonId,
    base: i32,
    rows: &[Row],
    now: DateTime<Utc>,
) -> Result<Joined> {
    let mut change = Change::begin(pool, pilot, author, now).await?.before_start()?;
    let newest = current_in(&mut change, pilot).await?.ok_or(Error::NotFound)?;
    let (items, summary) = match made(&mut change, pilot, (base, rows), &newest).await? {
        Made::Version(items, summary) => (items, summary),
        Made::Clashes(clashes) => return Ok(Joined::Clashes(Box::new(newest), clashes)),
    };
    let number = newest.number + 1;
    let new = New {
        number,
        items: &items,
        summary: &summary,
    };
    let digest = insert(&mut change, pilot, author, new).await?;
    carry(&mut change, pilot, author, number, (&newest.items, &items)).await?;
    drop_draft(&mut *change, pilot, author).await?;
    let event = event::Zone::Revise {
        version: number,
        digest: digest.into(),
        summary,
    };
    change.commit(event).await?;
    let cleared = newest.signatures.len();
    Ok(Joined::Saved(Revised { number, cleared }))
}

/// What comes of a draft.
pub(super) enum Made {
    /// The items of a version, and what was done in a few words.
    Version(Vec<ZoneItem>, String),
    /// Somebody else changed the items of these rows.
    Clashes(Vec<(usize, Clash)>),
}

/// Joins a draft of version `base` with the version that counts now.
///
/// # Errors
/// [`Error::NotFound`] without version `base`, [`Error::Refused`] when nothing comes of it.
pub(super) async fn made(
    change: &mut Change<'_>,
    pilot: PilotId,
    (base, rows): (i32, &[Row]),
    newest: &ZoneVersion,
) -> Result<Made> {
    let read = if base == newest.number {
        newest.items.clone()
    } else {
        items_of(&mut **change, pilot, base).await?
    };
    match joined(&read, rows, &newest.items) {
        Ok((items, summary)) => Ok(Made::Version(items, summary)),
        Err(NotJoined::Clashes(clashes)) => Ok(Made::Clashes(clashes)),
        Err(NotJoined::Problem(problem)) => Err(Error::refused(problem.to_string())),
    }
}

/// The person's draft is gone.
pub(super) async fn drop_draft(executor: impl PgExecutor<'_>, pilot: PilotId, person: PersonId) -> Result<()> {
    sqlx::query!(
        "delete from zone_draft where pilot_id = $1 and person_id = $2",
        pilot.0,
        person.0
    )
    .execute(executor)
    .await?;
    Ok(())
}
