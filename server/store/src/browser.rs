//! Browsers and who signed in with them. Each is known by the hash of a random cookie.

use domain::ids::PersonId;
use sqlx::PgPool;

use crate::Result;

/// Notes that somebody signed in with a browser.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn signed_in(pool: &PgPool, browser: &[u8], person: PersonId) -> Result<()> {
    sqlx::query!(
        "insert into browser (browser_hash, person_id, signed_in_at) values ($1, $2, now())
         on conflict (browser_hash, person_id) do update set signed_in_at = excluded.signed_in_at",
        browser,
        person.0,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Who signed in last with a browser; `None` for one that nobody has.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn last_signed_in(pool: &PgPool, browser: &[u8]) -> Result<Option<PersonId>> {
    Ok(sqlx::query_scalar!(
        "select person_id from browser where browser_hash = $1 order by signed_in_at desc limit 1",
        browser,
    )
    .fetch_optional(pool)
    .await?
    .map(PersonId))
}
