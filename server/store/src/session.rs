//! Sessions: created once, updated while they live, never written again once they are gone.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgPool;

use crate::Result;
use crate::proposal::oldest_kept;

/// Adds a session. `false` when the id is taken.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn add(pool: &PgPool, hash: &[u8], data: &Value, expires_at: DateTime<Utc>) -> Result<bool> {
    let added = sqlx::query!(
        "insert into session (session_hash, data, created_at, expires_at) values ($1, $2, now(), $3)
         on conflict do nothing",
        hash,
        data,
        expires_at,
    )
    .execute(pool)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Updates a living session. A request that was under way while the session ended changes nothing.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn save(pool: &PgPool, hash: &[u8], data: &Value, expires_at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update session set data = $2, expires_at = $3 where session_hash = $1 and revoked_at is null",
        hash,
        data,
        expires_at,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Ends a session for good: this lies on the disk before it is acknowledged, whatever else is said in sessions.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn revoke(pool: &PgPool, hash: &[u8]) -> Result<()> {
    sqlx::query!(
        "update session set revoked_at = now(), data = '{}'
         from (select set_config('synchronous_commit', 'on', true)) waits where session_hash = $1",
        hash
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Removes what has ended: sessions, kept forms a day after their end, failed sign-ins that count no more, browsers that
/// somebody has not signed in with for 400 days, all by the database's clock; and drafts, which were saved by the clock of
/// pilots, when they are too old at `now`. Run now and then by every instance.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn sweep(pool: &PgPool, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("delete from session where expires_at < now() - interval '1 day'")
        .execute(pool)
        .await?;
    sqlx::query!(
        "delete from refused_form
         where created_at < now() - case when person_id is null then interval '4 hours' else interval '1 day' end"
    )
    .execute(pool)
    .await?;
    sqlx::query!("delete from sign_in_failure where at < now() - interval '15 minutes'")
        .execute(pool)
        .await?;
    sqlx::query!("delete from browser where signed_in_at < now() - interval '400 days'")
        .execute(pool)
        .await?;
    sqlx::query!("delete from draft where saved_at < $1", oldest_kept(now))
        .execute(pool)
        .await?;
    Ok(())
}
