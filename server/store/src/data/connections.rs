//! Connected repositories, and what arrived from them.

use chrono::{DateTime, Utc};
use domain::github::CodeHost;
use domain::ids::{ConnectionId, PilotId};
use sqlx::PgPool;

use crate::github::REFUSED;
use crate::reconciliation::{Progress, progress};
use crate::told::{Telling, telling};
use crate::{Error, Result};

/// A connected repository.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Its row.
    pub id: ConnectionId,
    /// Its token and how telling goes with it; `None` where it has none.
    pub telling: Option<Telling>,
    /// How far reading again is; `None` where it never began.
    pub progress: Option<Progress>,
    /// Where it is.
    pub host: CodeHost,
    /// `owner/name`.
    pub repository: String,
    /// The random word of its webhook address.
    pub path_key: String,
    /// Until when the secret before the one it has is taken; it can lie behind.
    pub former_until: Option<DateTime<Utc>>,
    /// Deliveries stored.
    pub deliveries: i64,
    /// Of these, not processed yet.
    pub waiting: i64,
    /// Of these, given up.
    pub failed: i64,
    /// Those that were given up, the newest first, at most [`FAILED_ON_THE_PAGE`].
    pub given_up: Vec<GivenUp>,
    /// When the last one arrived.
    pub last_at: Option<DateTime<Utc>>,
    /// Its event and what became of it.
    pub last: Option<(String, String)>,
    /// What GitHub calls the repository now, where that is another name.
    pub now_called: Option<String>,
    /// Other repositories that deliveries came of, which were not used, and how many.
    pub elsewhere: Vec<(String, i64)>,
    /// Deliveries that were refused: why, since when, when last.
    pub refused: Vec<Refused>,
}

/// How many deliveries that were given up are listed.
pub const FAILED_ON_THE_PAGE: i64 = 20;

/// A delivery that was given up.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "record")]
pub struct GivenUp {
    /// The code host's id of it.
    pub guid: String,
    /// The kind of event.
    pub event: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Why, in a sentence.
    pub why: String,
}

/// Deliveries that were refused for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// In a sentence.
    pub why: String,
    /// The first one.
    pub first_at: DateTime<Utc>,
    /// The last one, to the minute.
    pub last_at: DateTime<Utc>,
}

/// The connected repositories of a pilot.
pub(super) async fn connections(pool: &PgPool, pilot: PilotId) -> Result<Vec<Connection>> {
    let elsewhere = sqlx::query!(
        r#"select connection_id, d.about as "about!", count(*) as "count!" from delivery d join connection c using (connection_id)
           where c.pilot_id = $1 and d.about is not null group by connection_id, d.about order by connection_id, d.about"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    let refused = sqlx::query!(
        r#"select connection_id, d.outcome as "why!", d.received_at as first_at, d.processed_at as "last_at!"
           from delivery d join connection c using (connection_id)
           where c.pilot_id = $1 and d.event = $2 order by d.processed_at desc"#,
        pilot.0,
        REFUSED,
    )
    .fetch_all(pool)
    .await?;
    let rows = sqlx::query!(
        r#"select c.connection_id, c.repository, c.path_key, c.now_called, c.host, c.former_until,
               count(d.delivery_guid) as "deliveries!",
               count(d.delivery_guid) filter (where d.processed_at is null) as "waiting!",
               count(d.delivery_guid) filter (where d.outcome like 'failed: %') as "failed!",
               array(select (f.delivery_guid, f.event, f.received_at, substr(f.outcome, 9)) from delivery f
                   where f.connection_id = c.connection_id and f.outcome like 'failed: %'
                   order by f.received_at desc, f.delivery_guid limit $3) as "given_up!: Vec<GivenUp>",
               max(d.received_at) as last_at,
               (select l.event from delivery l where l.connection_id = c.connection_id and l.event <> $2
                   order by l.received_at desc, l.delivery_guid desc limit 1) as "last_event?",
               (select coalesce(l.outcome, 'waiting') from delivery l where l.connection_id = c.connection_id and l.event <> $2
                   order by l.received_at desc, l.delivery_guid desc limit 1) as "last_outcome?"
           from connection c left join delivery d on d.connection_id = c.connection_id and d.event <> $2
           where c.pilot_id = $1 group by c.connection_id order by c.repository"#,
        pilot.0,
        REFUSED,
        FAILED_ON_THE_PAGE,
    )
    .fetch_all(pool)
    .await?;
    let mut telling = telling(pool, pilot).await?;
    let mut progress = progress(pool, pilot).await?;
    let connections = rows.into_iter().map(|r| {
        Ok(Connection {
            host: CodeHost::parse(&r.host).ok_or_else(|| Error::inconsistent("connection", &r.host))?,
            id: ConnectionId(r.connection_id),
            telling: telling.remove(&ConnectionId(r.connection_id)),
            progress: progress.remove(&ConnectionId(r.connection_id)),
            now_called: r.now_called,
            elsewhere: elsewhere
                .iter()
                .filter(|e| e.connection_id == r.connection_id)
                .map(|e| (e.about.clone(), e.count))
                .collect(),
            refused: refused
                .iter()
                .filter(|e| e.connection_id == r.connection_id)
                .map(|e| Refused {
                    why: e.why.clone(),
                    first_at: e.first_at,
                    last_at: e.last_at,
                })
                .collect(),
            repository: r.repository,
            path_key: r.path_key,
            former_until: r.former_until,
            deliveries: r.deliveries,
            waiting: r.waiting,
            failed: r.failed,
            given_up: r.given_up,
            last_at: r.last_at,
            last: r.last_event.zip(r.last_outcome),
        })
    });
    connections.collect()
}
