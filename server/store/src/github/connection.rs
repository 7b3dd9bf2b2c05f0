//! Repositories that are connected.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{ConnectionId, PersonId, PilotId};
use sqlx::PgPool;

use crate::Result;
use crate::change::Change;

/// Connects a repository, or gives a connected one a new secret. Returns the random word of its
/// webhook address, which stays the same.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connect(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    repository: &str,
    (secret, path_key): (&str, &str),
    now: DateTime<Utc>,
) -> Result<String> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let renewed = sqlx::query_scalar!(
        "update connection set secret = $3 where pilot_id = $1 and lower(repository) = lower($2) returning path_key",
        pilot.0,
        repository,
        secret,
    )
    .fetch_optional(&mut *change)
    .await?;
    if renewed.is_none() {
        sqlx::query!(
            "insert into connection (pilot_id, repository, secret, path_key, added_by, added_at)
             values ($1, $2, $3, $4, $5, $6)",
            pilot.0,
            repository,
            secret,
            path_key,
            person.0,
            now,
        )
        .execute(&mut *change)
        .await?;
    }
    let repository = repository.to_owned();
    let event = match &renewed {
        Some(_) => event::Data::RenewSecret { repository },
        None => event::Data::Connect { repository },
    };
    change.commit(event).await?;
    Ok(renewed.unwrap_or_else(|| path_key.to_owned()))
}

/// What a delivery is checked against.
#[derive(Clone)]
pub struct Connection {
    /// Which.
    pub connection_id: ConnectionId,
    /// The key of its signatures.
    pub secret: String,
}

/// The connection with this word in its address.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connection(pool: &PgPool, path_key: &str) -> Result<Option<Connection>> {
    Ok(sqlx::query_as!(
        Connection,
        r#"select connection_id as "connection_id: ConnectionId", secret from connection join pilot using (pilot_id)
           where path_key = $1 and put_away_at is null"#,
        path_key,
    )
    .fetch_optional(pool)
    .await?)
}
