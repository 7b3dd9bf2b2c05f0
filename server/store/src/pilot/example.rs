use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::PilotId;
use sqlx::PgPool;

use crate::Result;
use crate::change::Change;

/// Whether a pilot of example data is there.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn has_example(pool: &PgPool) -> Result<bool> {
    Ok(
        sqlx::query_scalar!(r#"select exists (select 1 from pilot where example) as "exists!""#)
            .fetch_one(pool)
            .await?,
    )
}

/// Marks a pilot as example data, which every page of it says from then on.
///
/// # Errors
/// [`crate::Error::NotFound`] without such a pilot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn mark_example(pool: &PgPool, pilot: PilotId, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, None, now).await?;
    sqlx::query!("update pilot set example = true where pilot_id = $1", pilot.0)
        .execute(&mut *change)
        .await?;
    // Nobody is there to read what was queued while it was made.
    sqlx::query!("delete from mail where pilot_id = $1", pilot.0)
        .execute(&mut *change)
        .await?;
    change.commit(event::Proposal::MarkExample {}).await
}
