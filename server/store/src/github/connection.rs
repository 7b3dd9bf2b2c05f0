//! Repositories that are connected.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::github::CodeHost;
use domain::ids::{ConnectionId, PersonId, PilotId};
use sqlx::PgPool;

use crate::change::Change;
use crate::secret::{self, Bound, Key};
use crate::{Error, Result};

/// Connects a repository, or gives a connected one a new secret. Returns the random word of its webhook address, which stays
/// the same. Without a secret it takes no delivery.
///
/// # Errors
/// [`Error::Refused`] when the key is not the one that all instances share.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connect(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    repository: &str,
    words: (Option<(&Key, &str)>, &str),
    now: DateTime<Utc>,
) -> Result<String> {
    connect_at(pool, pilot, person, (CodeHost::GitHub, repository), words, now).await
}

/// [`connect`], for a repository on any code host.
///
/// # Errors
/// See [`connect`]; [`Error::Refused`] when it is connected on another code host.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connect_at(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (host, repository): (CodeHost, &str),
    (secret, path_key): (Option<(&Key, &str)>, &str),
    now: DateTime<Utc>,
) -> Result<String> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let connected = sqlx::query!(
        r#"select connection_id as "id: ConnectionId", path_key, host from connection
           where pilot_id = $1 and lower(repository) = lower($2)"#,
        pilot.0,
        repository,
    )
    .fetch_optional(&mut *change)
    .await?;
    if connected
        .as_ref()
        .is_some_and(|connected| connected.host != host.as_str())
    {
        return Err(Error::refused(format!(
            "{repository} is connected on another code host. Two repositories of a pilot cannot have the same name."
        )));
    }
    let id = match &connected {
        Some(connected) => connected.id,
        None => next_id(&mut change).await?,
    };
    let sealed = match secret {
        Some((key, secret)) => {
            secret::is_shared(&mut change, key, now).await?;
            Some(key.seal(Bound::Webhook(id), secret))
        }
        None => None,
    };
    match &connected {
        Some(_) => {
            sqlx::query!(
                "update connection set sealed_secret = $2, plain_secret = null where connection_id = $1",
                id.0,
                sealed,
            )
            .execute(&mut *change)
            .await?;
        }
        None => {
            sqlx::query!(
                "insert into connection (connection_id, pilot_id, repository, sealed_secret, path_key, added_by, added_at, host)
                 overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8)",
                id.0,
                pilot.0,
                repository,
                sealed,
                path_key,
                person.0,
                now,
                host.as_str(),
            )
            .execute(&mut *change)
            .await?;
        }
    }
    let repository = repository.to_owned();
    let event = match &connected {
        Some(_) => event::Data::RenewSecret { repository },
        None => event::Data::Connect { repository },
    };
    change.commit(event).await?;
    Ok(connected.map_or_else(|| path_key.to_owned(), |connected| connected.path_key))
}

/// The id of a connection that is to be added: what it is sealed with has to be known before.
async fn next_id(change: &mut Change<'_>) -> Result<ConnectionId> {
    let id = sqlx::query_scalar!("select nextval(pg_get_serial_sequence('connection', 'connection_id'))")
        .fetch_one(&mut **change)
        .await?;
    id.map(ConnectionId)
        .ok_or_else(|| Error::inconsistent("connection", "its ids have no sequence"))
}

/// What a delivery is checked against.
#[derive(Clone)]
pub struct Connection {
    /// Which.
    pub connection_id: ConnectionId,
    /// The key of its signatures; `None` where there is none that this key opens.
    pub secret: Option<String>,
}

/// Which connection has this word in its address.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connection_id(pool: &PgPool, path_key: &str) -> Result<Option<ConnectionId>> {
    Ok(sqlx::query_scalar!(
        r#"select connection_id as "id: ConnectionId" from connection where path_key = $1"#,
        path_key,
    )
    .fetch_optional(pool)
    .await?)
}

/// The connection on GitHub with this word in its address.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connection(pool: &PgPool, key: &Key, path_key: &str) -> Result<Option<Connection>> {
    connection_at(pool, key, CodeHost::GitHub, path_key).await
}

/// The connection on a code host with this word in its address.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connection_at(pool: &PgPool, key: &Key, host: CodeHost, path_key: &str) -> Result<Option<Connection>> {
    let row = sqlx::query!(
        r#"select connection_id as "id: ConnectionId", sealed_secret from connection join pilot using (pilot_id)
           where path_key = $1 and host = $2 and put_away_at is null"#,
        path_key,
        host.as_str(),
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Connection {
        connection_id: row.id,
        secret: row
            .sealed_secret
            .and_then(|sealed| key.open(Bound::Webhook(row.id), &sealed)),
    }))
}
