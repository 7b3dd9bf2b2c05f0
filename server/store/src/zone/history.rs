//! Changes of the past, to try a zone against.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::zone::history::PastChange;
use sqlx::PgPool;
use sqlx::types::Json;

use crate::Result;
use crate::change::Change;

/// The past changes that were imported last.
#[derive(Clone, Debug)]
pub struct Imported {
    /// As they were listed.
    pub changes: Vec<PastChange>,
    /// Who imported them, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The past changes of a pilot; `None` where nobody imported any.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn history(pool: &PgPool, pilot: PilotId) -> Result<Option<Imported>> {
    let row = sqlx::query!(
        r#"select h.changes as "changes: Json<Vec<PastChange>>", p.name as by, h.imported_at as at
           from zone_history h join person p on p.person_id = h.imported_by
           where h.pilot_id = $1 order by h.zone_history_id desc limit 1"#,
        pilot.0,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Imported {
        changes: row.changes.0,
        by: row.by,
        at: row.at,
    }))
}

/// Imports past changes in place of those that were there.
///
/// # Errors
/// [`crate::Error::Refused`] when the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn import_history(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    changes: &[PastChange],
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    sqlx::query!(
        "insert into zone_history (pilot_id, changes, imported_by, imported_at) values ($1, $2, $3, $4)",
        pilot.0,
        Json(changes) as _,
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    change
        .commit(event::Zone::ImportHistory { changes: changes.len() })
        .await
}
