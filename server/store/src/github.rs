//! Facts from the code host: connections, deliveries as they arrived, and what the worker makes of them.

mod app;
mod connection;
mod link;
mod record;
mod token;

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{ConnectionId, PersonId, PilotId};
use sqlx::{PgPool, Postgres, Transaction};

use crate::change::Change;
use crate::{Error, Result};

pub use app::{App, set_app};
pub use connection::{
    Connected, Connection, FORMER_IS_TAKEN_FOR, connect, connect_at, connection, connection_at, connection_id,
    end_secret,
};
pub(crate) use link::{Linkable, MarksRow, PmAccountRow, linked_by, relink};
pub(crate) use record::Origin;
pub use record::{Became, Meaning, Outcome};
pub(crate) use token::opened;
pub use token::{Bearer, Credential, host_of, remove_token, set_token, tell_again};

/// After this many attempts a delivery is given up.
pub const MOST_ATTEMPTS: i32 = 5;

/// Stores a delivery whose signature fits, once by its id, and wakes a worker. One that failed or was not used is worked
/// on again when it is sent again. Says whether there is something to do.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
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
         on conflict (connection_id, delivery_guid) do update set event = excluded.event, body = excluded.body,
                 processed_at = null, attempts = 0, outcome = null
             where delivery.outcome like 'failed: %' or delivery.outcome like 'ignored: %'",
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

/// The event of what was read again through GitHub's interface: no webhook brings it.
pub const HISTORY: &str = "history";

/// The event of what was read again through GitLab's interface: no webhook brings it.
pub const GITLAB_HISTORY: &str = "gitlab history";

/// The event of a result of the skill file that was read again through GitHub's interface: no webhook brings it.
pub const RESULT: &str = "result";

/// The event of a result of the skill file that was read again through GitLab's interface: no webhook brings it.
pub const GITLAB_RESULT: &str = "gitlab result";

/// The event of the files of a pull request as either host's interface lists them: no webhook brings it.
pub const FILES: &str = "files";

/// Whether an event is one of what was read again, which no webhook may bring.
pub fn is_history(event: &str) -> bool {
    [HISTORY, GITLAB_HISTORY, RESULT, GITLAB_RESULT, FILES].contains(&event)
}

/// The event of a row that stands for all deliveries refused for one reason.
pub(crate) const REFUSED: &str = "refused";

/// Notes that a delivery was refused, and why, in a sentence of ours. Whoever does not have the key can send as much as they
/// like: there is one row for each reason, without what was sent, and it is written once a minute at most.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn refuse(pool: &PgPool, connection: ConnectionId, why: &'static str, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into delivery (connection_id, delivery_guid, event, body, received_at, processed_at, outcome)
         values ($1, 'refused: ' || $2::text, $4, '', $3, $3, $2)
         on conflict (connection_id, delivery_guid) do update set processed_at = excluded.processed_at
         where delivery.event = $4 and delivery.processed_at < excluded.processed_at - interval '1 minute'",
        connection.0,
        why,
        now,
        REFUSED,
    )
    .execute(pool)
    .await?;
    Ok(())
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

/// How many deliveries of a pilot are worked on in one transaction, at most.
pub const MOST_AT_ONCE: i64 = 50;

/// How many bytes of deliveries are worked on at once, at most; a longer one is worked on by itself.
const MOST_BYTES: i64 = 8 << 20;

/// Deliveries of one pilot, in the order they arrived, that this worker alone holds, with the pilot. Dropping them gives them
/// back untouched.
pub struct Claimed {
    tx: Transaction<'static, Postgres>,
    pilot: PilotId,
    /// What was delivered; at least one.
    pub deliveries: Vec<Delivery>,
}

/// Takes the oldest waiting deliveries of the pilot that has waited longest, at most so many. Whoever else changes that pilot is
/// waited for. One that failed waits 6, 30, 126 and 510 seconds after it was received.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn claim(pool: &PgPool, now: DateTime<Utc>, at_most: i64) -> Result<Option<Claimed>> {
    let mut tx = pool.begin().await?;
    let oldest = sqlx::query_scalar!(
        r#"select c.pilot_id as "pilot: PilotId"
           from delivery d join connection c using (connection_id) join pilot p using (pilot_id)
           where d.processed_at is null and p.put_away_at is null
               and d.received_at + interval '2 seconds' * (power(4, d.attempts) - 1) <= $1
           order by d.received_at, d.delivery_guid
           limit 1"#,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(pilot) = oldest else { return Ok(None) };
    // The pilot comes first: so what two workers hold of it is recorded in the order it arrived.
    sqlx::query!("select from pilot where pilot_id = $1 for update", pilot.0)
        .execute(&mut *tx)
        .await?;
    let deliveries = sqlx::query_as!(
        Delivery,
        r#"with due as materialized (
               select d.connection_id, c.pilot_id, c.repository, d.delivery_guid, d.event, d.body, d.received_at
               from delivery d join connection c using (connection_id)
               where d.processed_at is null and c.pilot_id = $2
                   and exists (select from pilot where pilot_id = $2 and put_away_at is null)
                   and d.received_at + interval '2 seconds' * (power(4, d.attempts) - 1) <= $1
               order by d.received_at, d.delivery_guid
               limit $3
               for update of d skip locked),
           counted as (
               select *, row_number() over in_order as place, sum(octet_length(body)) over in_order as bytes
               from due window in_order as (order by received_at, delivery_guid rows unbounded preceding))
           select connection_id as "connection!: ConnectionId", pilot_id as "pilot!: PilotId", repository as "repository!",
               delivery_guid as "guid!", event as "event!", body as "body!", received_at as "received_at!"
           from counted where place = 1 or bytes <= $4 order by place"#,
        now,
        pilot.0,
        at_most,
        MOST_BYTES,
    )
    .fetch_all(&mut *tx)
    .await?;
    // What another worker had has been worked on meanwhile.
    Ok((!deliveries.is_empty()).then_some(Claimed { tx, pilot, deliveries }))
}

/// Notes that a delivery could not be processed; the last attempt gives it up. `why` names no content.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn fail(pool: &PgPool, delivery: &Delivery, why: &str, now: DateTime<Utc>) -> Result<()> {
    let again = sqlx::query!(
        "update delivery set attempts = attempts + 1, outcome = 'will be tried again: ' || $4::text
         where connection_id = $1 and delivery_guid = $2 and processed_at is null and attempts + 1 < $3",
        delivery.connection.0,
        delivery.guid,
        MOST_ATTEMPTS,
        why,
    )
    .execute(pool)
    .await?;
    if again.rows_affected() == 1 {
        return Ok(());
    }
    let mut change = Change::begin_all(pool, &[delivery.pilot], None, now).await?;
    let given_up = sqlx::query!(
        "update delivery set attempts = attempts + 1, processed_at = $3, outcome = 'failed: ' || $4::text
         where connection_id = $1 and delivery_guid = $2 and processed_at is null",
        delivery.connection.0,
        delivery.guid,
        now,
        why,
    )
    .execute(&mut *change)
    .await?;
    if given_up.rows_affected() == 0 {
        return Ok(());
    }
    let event = event::Data::GiveUp {
        repository: delivery.repository.clone(),
        delivery: delivery.guid.clone().into(),
        event: delivery.event.clone().into(),
    };
    change.commit(event).await
}

/// Has a delivery that was given up worked on again, with all its attempts.
///
/// # Errors
/// [`Error::NotFound`] when there is no such delivery of this pilot; [`Error::Refused`] when it was not given up, or the pilot is
/// decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn replay(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (connection, guid): (ConnectionId, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let delivery = sqlx::query!(
        r#"select c.repository, d.event, d.processed_at is not null and d.outcome like 'failed: %' as "is_given_up!"
           from delivery d join connection c using (connection_id)
           where c.pilot_id = $1 and d.connection_id = $2 and d.delivery_guid = $3 for update of d"#,
        pilot.0,
        connection.0,
        guid,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    if !delivery.is_given_up {
        return Err(Error::refused(
            "This delivery is not given up: it was used, or waits to be.",
        ));
    }
    sqlx::query!(
        "with again as (
             update delivery set processed_at = null, attempts = 0, outcome = null
             where connection_id = $1 and delivery_guid = $2)
         select pg_notify('delivery', '')",
        connection.0,
        guid,
    )
    .execute(&mut *change)
    .await?;
    let event = event::Data::Replay {
        repository: delivery.repository,
        delivery: guid.to_owned().into(),
        event: delivery.event.into(),
    };
    change.commit(event).await
}

/// How many deliveries were received and not yet worked on.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn waiting(pool: &PgPool) -> Result<i64> {
    let waiting = sqlx::query_scalar!(
        r#"select count(*) as "count!" from delivery d join connection c using (connection_id) join pilot p using (pilot_id)
           where d.processed_at is null and p.put_away_at is null"#
    );
    Ok(waiting.fetch_one(pool).await?)
}
