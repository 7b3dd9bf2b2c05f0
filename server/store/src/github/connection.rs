//! Repositories that are connected.

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::event;
use domain::github::CodeHost;
use domain::ids::{ConnectionId, PersonId, PilotId};
use sqlx::PgPool;

use crate::change::Change;
use crate::secret::{self, Bound, Key};
use crate::{Error, Result};

/// How long the secret before a new one is taken, unless somebody ends it: a webhook on the code host has to be changed by
/// hand.
pub const FORMER_IS_TAKEN_FOR: TimeDelta = TimeDelta::days(7);

/// A repository that was connected, or got a new secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connected {
    /// The random word of its webhook address, which stays the same.
    pub path_key: String,
    /// Until when the secret before the new one is taken, where there was one.
    pub former_until: Option<DateTime<Utc>>,
}

/// Connects a repository, or gives a connected one a new secret, beside which the one before is taken for
/// [`FORMER_IS_TAKEN_FOR`]. Returns the random word of its webhook address, which stays the same. Without a secret it takes no
/// delivery.
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
    let which = (CodeHost::GitHub, repository);
    Ok(connect_at(pool, pilot, person, which, words, now).await?.path_key)
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
) -> Result<Connected> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let connected = sqlx::query!(
        r#"select connection_id as "id: ConnectionId", path_key, host, sealed_secret is not null as "has_secret!" from connection
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
    let former_until = connected
        .as_ref()
        .filter(|connected| connected.has_secret && sealed.is_some())
        .map(|_| change.now() + FORMER_IS_TAKEN_FOR);
    match &connected {
        Some(_) => {
            sqlx::query!(
                "update connection set sealed_secret = $2, plain_secret = null, former_until = $3,
                     former_secret = case when $3::timestamptz is not null then sealed_secret end
                 where connection_id = $1",
                id.0,
                sealed,
                former_until,
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
        Some(_) => event::Data::RenewSecret {
            repository,
            former_until,
        },
        None => event::Data::Connect { repository },
    };
    change.commit(event).await?;
    Ok(Connected {
        path_key: connected.map_or_else(|| path_key.to_owned(), |connected| connected.path_key),
        former_until,
    })
}

/// Ends the secret before the one that a connection has: from now on it is taken no more.
///
/// # Errors
/// [`Error::NotFound`] when the connection is not of this pilot; [`Error::Refused`] when there is none.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn end_secret(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: ConnectionId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin_all(pool, &[pilot], person, now).await?;
    let repository = named(&mut change, pilot, id).await?;
    let ended = sqlx::query!(
        "update connection set former_secret = null, former_until = null
         where connection_id = $1 and former_until > $2",
        id.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    if ended.rows_affected() == 0 {
        return Err(Error::refused(format!("{repository} has no old secret that is taken.")));
    }
    change.commit(event::Data::EndSecret { repository }).await
}

/// A connection of the pilot, by its name.
pub(super) async fn named(change: &mut Change<'_>, pilot: PilotId, id: ConnectionId) -> Result<String> {
    sqlx::query_scalar!(
        "select repository from connection where connection_id = $1 and pilot_id = $2",
        id.0,
        pilot.0,
    )
    .fetch_optional(&mut **change)
    .await?
    .ok_or(Error::NotFound)
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
    /// The keys of its signatures: the newest, and the one before while it is taken. Empty where there is none that this key
    /// opens.
    pub secrets: Vec<String>,
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
pub async fn connection(pool: &PgPool, key: &Key, path_key: &str, now: DateTime<Utc>) -> Result<Option<Connection>> {
    connection_at(pool, key, (CodeHost::GitHub, path_key), now).await
}

/// The connection on a code host with this word in its address.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connection_at(
    pool: &PgPool,
    key: &Key,
    (host, path_key): (CodeHost, &str),
    now: DateTime<Utc>,
) -> Result<Option<Connection>> {
    // No address that was given out has it, and no text of the database can.
    if path_key.contains('\0') {
        return Ok(None);
    }
    let row = sqlx::query!(
        r#"select connection_id as "id: ConnectionId", sealed_secret,
               case when former_until > $3 then former_secret end as former from connection join pilot using (pilot_id)
           where path_key = $1 and host = $2 and put_away_at is null"#,
        path_key,
        host.as_str(),
        now,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Connection {
        connection_id: row.id,
        secrets: [row.sealed_secret, row.former]
            .into_iter()
            .flatten()
            .filter_map(|sealed| key.open(Bound::Webhook(row.id), &sealed))
            .collect(),
    }))
}
