use chrono::{DateTime, Utc};
use domain::ids::PilotId;
use serde_json::json;
use sqlx::PgPool;

use crate::activity::{self, Act};
use crate::{Error, Result};

/// Whether a pilot of example data is there.
///
/// # Errors
/// When the database fails.
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
/// [`Error::NotFound`] without such a pilot.
pub async fn mark_example(pool: &PgPool, pilot: PilotId, now: DateTime<Utc>) -> Result<()> {
    let mut tx = pool.begin().await?;
    let marked = sqlx::query!("update pilot set example = true where pilot_id = $1", pilot.0)
        .execute(&mut *tx)
        .await?;
    if marked.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    let act = Act {
        at: now,
        person: None,
        pilot: Some(pilot),
        action: "pilot.mark_example",
        detail: json!({}),
    };
    activity::append(&mut tx, act).await?;
    tx.commit().await?;
    Ok(())
}
