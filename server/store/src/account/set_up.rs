//! The first person, by a link that works once.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::PersonId;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::{Error, Result};

/// Whether anybody has been set up yet.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn is_set_up(pool: &PgPool) -> Result<bool> {
    Ok(
        sqlx::query_scalar!(r#"select exists (select 1 from person) as "exists!""#)
            .fetch_one(pool)
            .await?,
    )
}

/// Replaces the set-up link; the earlier one stops working. Does nothing once somebody is set up.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn renew_setup_link(pool: &PgPool, token_hash: &[u8], now: DateTime<Utc>) -> Result<bool> {
    let mut change = Change::of_installation(pool, None, now).await?;
    one_at_a_time(&mut change).await?;
    if sqlx::query_scalar!(r#"select exists (select 1 from person) as "exists!""#)
        .fetch_one(&mut *change)
        .await?
    {
        return Ok(false);
    }
    sqlx::query!("delete from setup_link where used_at is null")
        .execute(&mut *change)
        .await?;
    sqlx::query!(
        "insert into setup_link (token_hash, created_at) values ($1, $2)",
        token_hash,
        now
    )
    .execute(&mut *change)
    .await?;
    change.commit(event::Account::RenewSetupLink {}).await?;
    Ok(true)
}

/// Lets set-ups and new set-up links come one after another: there is one first person.
async fn one_at_a_time(tx: &mut PgConnection) -> Result<()> {
    sqlx::query!("lock table setup_link in exclusive mode")
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether this set-up link still works.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn setup_link_works(pool: &PgPool, token_hash: &[u8]) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from setup_link where token_hash = $1 and used_at is null)
               and not exists (select 1 from person) as "works!""#,
        token_hash,
    )
    .fetch_one(pool)
    .await?)
}

/// Whether somebody was set up by this link.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn setup_link_was_used(pool: &PgPool, token_hash: &[u8]) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from setup_link where token_hash = $1 and used_at is not null) as "used!""#,
        token_hash,
    )
    .fetch_one(pool)
    .await?)
}

/// Uses the set-up link: the first person, who runs the installation.
///
/// # Errors
/// [`Error::Refused`] when the link was used or replaced, or somebody is set up already.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn set_up(
    pool: &PgPool,
    token_hash: &[u8],
    email: &str,
    name: &str,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<PersonId> {
    let mut change = Change::of_installation(pool, None, now).await?;
    one_at_a_time(&mut change).await?;
    let used = sqlx::query!(
        "update setup_link set used_at = $2
         where token_hash = $1 and used_at is null and not exists (select 1 from person)",
        token_hash,
        now
    )
    .execute(&mut *change)
    .await?;
    if used.rows_affected() == 0 {
        return Err(Error::refused(
            "This set-up link was used already, or a newer one replaced it.",
        ));
    }
    let person = sqlx::query_scalar!(
        r#"insert into person (email, name, password_hash, site_admin, created_at) values ($1, $2, $3, true, $4)
           returning person_id as "person_id: PersonId""#,
        email,
        name,
        password_hash,
        now,
    )
    .fetch_one(&mut *change)
    .await?;
    let name = name.to_owned().into();
    change.by(person).commit(event::Account::SetUp { name }).await?;
    Ok(person)
}
