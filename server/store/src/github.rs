//! Facts from the code host: connections, deliveries as they arrived, and what the worker makes of them.

mod record;

use chrono::{DateTime, Utc};
use domain::ids::{ConnectionId, PersonId, PilotId};
use serde_json::json;
use sqlx::{PgPool, Postgres, Transaction};

use crate::Result;
use crate::activity::{self, Act};

pub use record::relink;

/// After this many attempts a delivery is given up.
pub const MOST_ATTEMPTS: i32 = 5;

/// Connects a repository, or gives a connected one a new secret. Returns the random word of its
/// webhook address, which stays the same.
///
/// # Errors
/// When the database fails.
pub async fn connect(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    repository: &str,
    (secret, path_key): (&str, &str),
    now: DateTime<Utc>,
) -> Result<String> {
    let mut tx = pool.begin().await?;
    sqlx::query!("select pilot_id from pilot where pilot_id = $1 for update", pilot.0)
        .fetch_one(&mut *tx)
        .await?;
    let renewed = sqlx::query_scalar!(
        "update connection set secret = $3 where pilot_id = $1 and lower(repository) = lower($2) returning path_key",
        pilot.0,
        repository,
        secret,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let action = if renewed.is_some() {
        "connection.renew_secret"
    } else {
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
        .execute(&mut *tx)
        .await?;
        "connection.add"
    };
    activity::append(
        &mut tx,
        Act {
            at: now,
            person: Some(person),
            pilot: Some(pilot),
            action,
            detail: json!({ "repository": repository }),
        },
    )
    .await?;
    tx.commit().await?;
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
pub async fn connection(pool: &PgPool, path_key: &str) -> Result<Option<Connection>> {
    Ok(sqlx::query_as!(
        Connection,
        r#"select connection_id as "connection_id: ConnectionId", secret from connection where path_key = $1"#,
        path_key,
    )
    .fetch_optional(pool)
    .await?)
}

/// Stores a delivery whose signature fits, once by its id, and wakes a worker. Says whether it is new.
///
/// # Errors
/// When the database fails.
pub async fn receive(
    pool: &PgPool,
    connection: ConnectionId,
    (guid, event): (&str, &str),
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut tx = pool.begin().await?;
    let stored = sqlx::query!(
        "insert into delivery (connection_id, delivery_guid, event, body, received_at) values ($1, $2, $3, $4, $5)
         on conflict (connection_id, delivery_guid) do nothing",
        connection.0,
        guid,
        event,
        body,
        now,
    )
    .execute(&mut *tx)
    .await?;
    let new = stored.rows_affected() == 1;
    if new {
        sqlx::query!("select pg_notify('delivery', '')")
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(new)
}

/// A stored delivery.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The connection it came by.
    pub connection: ConnectionId,
    /// The pilot of the connection.
    pub pilot: PilotId,
    /// `owner/name` of the connection.
    pub repository: String,
    /// The code host's id of it.
    pub guid: String,
    /// The kind of event.
    pub event: String,
    /// As it arrived.
    pub body: Vec<u8>,
    /// When.
    pub received_at: DateTime<Utc>,
}

/// A delivery that this worker alone holds. Dropping it gives it back untouched.
pub struct Claimed {
    tx: Transaction<'static, Postgres>,
    /// What was delivered.
    pub delivery: Delivery,
}

/// Takes the oldest waiting delivery that no other worker holds. One that failed waits 6, 30, 126
/// and 510 seconds after it was received.
///
/// # Errors
/// When the database fails.
pub async fn claim(pool: &PgPool, now: DateTime<Utc>) -> Result<Option<Claimed>> {
    let mut tx = pool.begin().await?;
    let delivery = sqlx::query_as!(
        Delivery,
        r#"select d.connection_id as "connection: ConnectionId", c.pilot_id as "pilot: PilotId", c.repository,
               d.delivery_guid as guid, d.event, d.body, d.received_at
           from delivery d join connection c using (connection_id)
           where d.processed_at is null
               and d.received_at + interval '2 seconds' * (power(4, d.attempts) - 1) <= $1
           order by d.received_at, d.delivery_guid
           limit 1
           for update of d skip locked"#,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(delivery.map(|delivery| Claimed { tx, delivery }))
}

impl Claimed {
    /// Marks the delivery as done without facts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ignore(mut self, outcome: &str, now: DateTime<Utc>) -> Result<()> {
        self.done(outcome, now).await?;
        self.tx.commit().await?;
        Ok(())
    }

    async fn done(&mut self, outcome: &str, now: DateTime<Utc>) -> Result<()> {
        sqlx::query!(
            "update delivery set processed_at = $3, outcome = $4, attempts = attempts + 1
             where connection_id = $1 and delivery_guid = $2",
            self.delivery.connection.0,
            self.delivery.guid,
            now,
            outcome,
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}

/// Notes that a delivery could not be processed; the last attempt gives it up. `why` names no content.
///
/// # Errors
/// When the database fails.
pub async fn fail(pool: &PgPool, delivery: &Delivery, why: &str, now: DateTime<Utc>) -> Result<()> {
    let mut tx = pool.begin().await?;
    let given_up = sqlx::query_scalar!(
        r#"update delivery set attempts = attempts + 1,
               processed_at = case when attempts + 1 >= $3 then $4::timestamptz end,
               outcome = case when attempts + 1 >= $3 then 'failed: ' || $5::text else 'will be tried again: ' || $5 end
           where connection_id = $1 and delivery_guid = $2 and processed_at is null
           returning processed_at is not null as "given_up!""#,
        delivery.connection.0,
        delivery.guid,
        MOST_ATTEMPTS,
        now,
        why,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if given_up == Some(true) {
        activity::append(
            &mut tx,
            Act {
                at: now,
                person: None,
                pilot: Some(delivery.pilot),
                action: "delivery.give_up",
                detail: json!({ "repository": delivery.repository, "delivery": delivery.guid, "event": delivery.event }),
            },
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether a pilot has a connected repository.
///
/// # Errors
/// When the database fails.
pub async fn is_connected(pool: &PgPool, pilot: PilotId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from connection where pilot_id = $1) as "connected!""#,
        pilot.0,
    )
    .fetch_one(pool)
    .await?)
}
