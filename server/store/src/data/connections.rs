//! Connected repositories, and what arrived from them.

use chrono::{DateTime, Utc};
use domain::github::CodeHost;
use domain::ids::{ConnectionId, PilotId};
use sqlx::PgPool;

use crate::github::Became;
use crate::reconciliation::Progress;
use crate::told::Telling;
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
    /// Deliveries stored. This, and the two that follow, are counted up to one more than [`MOST_COUNTED`], so that a page costs
    /// the same however many there are.
    pub deliveries: i64,
    /// Of these, not processed yet.
    pub waiting: i64,
    /// Of these, given up.
    pub failed: i64,
    /// Those that were given up, the newest first, at most [`FAILED_ON_THE_PAGE`].
    pub given_up: Vec<GivenUp>,
    /// The one that arrived last.
    pub last: Option<Last>,
    /// What GitHub calls the repository now, where that is another name.
    pub now_called: Option<String>,
    /// Other repositories that deliveries came of, which were not used, and how many of the newest [`MOST_COUNTED`].
    pub elsewhere: Vec<Elsewhere>,
    /// Deliveries that were refused: why, since when, when last.
    pub refused: Vec<Refused>,
}

/// Up to how many deliveries are counted.
pub const MOST_COUNTED: i64 = 1000;

/// How many deliveries that were given up are listed.
pub const FAILED_ON_THE_PAGE: i64 = 20;

/// The delivery that arrived last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// When.
    pub at: DateTime<Utc>,
    /// The kind of event.
    pub event: String,
    /// What became of it.
    pub became: Became,
    /// The same in a sentence.
    pub outcome: String,
}

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

/// Deliveries that were not used, for they are about another repository.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "record")]
pub struct Elsewhere {
    /// Which.
    pub about: String,
    /// How many.
    pub count: i64,
}

/// Deliveries that were refused for one reason.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "record")]
pub struct Refused {
    /// In a sentence.
    pub why: String,
    /// The first one.
    pub first_at: DateTime<Utc>,
    /// The last one, to the minute.
    pub last_at: DateTime<Utc>,
}

/// What was given up of telling the code host, or of reading it again.
#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct Untold {
    pull: String,
    why: String,
}

/// A pull request that was not read again.
#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct Unread {
    number: i32,
    why: String,
}

/// The connected repositories of a pilot, with all that is shown of them, by one statement.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn connections(pool: &PgPool, pilot: PilotId) -> Result<Vec<Connection>> {
    // The conditions on events stand as they do in the indexes: those count and sort without reading a delivery.
    let rows = sqlx::query!(
        r#"select c.connection_id as "id: ConnectionId", c.repository, c.path_key, c.now_called, c.host, c.former_until,
               (select count(*) from (select from delivery d where d.connection_id = c.connection_id and is_sent(d.event)
                   limit $2) one) as "deliveries!",
               (select count(*) from (select from delivery d where d.connection_id = c.connection_id and d.processed_at is null
                   limit $2) one) as "waiting!",
               (select count(*) from (select from delivery d where d.connection_id = c.connection_id
                   and d.outcome like 'failed: %' limit $2) one) as "failed!",
               array(select (f.delivery_guid, f.event, f.received_at, substr(f.outcome, 9)) from delivery f
                   where f.connection_id = c.connection_id and f.outcome like 'failed: %'
                   order by f.received_at desc, f.delivery_guid limit $3) as "given_up!: Vec<GivenUp>",
               array(select (e.about, count(*)) from (select d.about from delivery d
                       where d.connection_id = c.connection_id and d.about is not null order by d.processed_at desc limit $2) e
                   group by e.about order by e.about) as "elsewhere!: Vec<Elsewhere>",
               array(select (d.outcome, d.received_at, d.processed_at) from delivery d
                   where d.connection_id = c.connection_id and d.event = 'refused'
                   order by d.processed_at desc) as "refused!: Vec<Refused>",
               l.received_at as "last_at?", l.event as "last_event?", l.outcome as "last_outcome?",
               k.api_url as "api_url?", k.app_id as "app_id?", k.last_four as "last_four?", e.name as "entered_by?", k.entered_at as "entered_at?",
               h.stopped as "stopped?", h.stopped_at as "stopped_at?", h.paused_until as "paused_until?",
               t.sent as "sent!", t.last_at as "told_at?", t.waiting as "untold!",
               array(select (p.repository || '#' || p.number, t.stopped) from told t join pull_request p using (pull_request_id)
                   where t.connection_id = c.connection_id and t.stopped is not null
                   order by t.told_id) as "not_told!: Vec<Untold>",
               r.connection_id is not null as "is_read!", q.name as "asked_by?", r.begun_at as "begun_at?", r.since as "since?",
               r.ended_at as "ended_at?", r.next_page is null as "is_listed!", r.trouble as "trouble?", r.without as "without?",
               n.of as "of!", n.read as "read!",
               array(select (u.number, u.why_not) from reconciliation_pull u where u.connection_id = c.connection_id
                   and u.listed_in = r.begun_at and u.why_not is not null order by u.number limit 20) as "unread!: Vec<Unread>",
               array(select (f.number, f.why_not) from reconciliation_files f where f.connection_id = c.connection_id
                   and f.why_not is not null order by f.number limit 20) as "without_files!: Vec<Unread>"
           from connection c
               left join lateral (
                   select d.received_at, d.event, coalesce(d.outcome, 'waiting') as outcome from delivery d
                   where d.connection_id = c.connection_id and is_sent(d.event)
                   order by d.received_at desc, d.delivery_guid desc limit 1) l on true
               left join connection_token k on k.connection_id = c.connection_id
               left join person e on e.person_id = k.entered_by
               left join connection_call h on h.connection_id = c.connection_id
               cross join lateral (
                   select count(*) filter (where t.sent is not null) as sent, max(t.sent_at) as last_at,
                       count(*) filter (where t.stopped is null
                           and (t.wanted is distinct from t.sent or t.attempting is not null)) as waiting
                   from told t where t.connection_id = c.connection_id) t
               left join reconciliation r on r.connection_id = c.connection_id
               left join person q on q.person_id = r.asked_by
               cross join lateral (
                   select count(*) filter (where u.read_as_of is distinct from u.changed_at or u.read_at >= r.begun_at) as of,
                       count(*) filter (where u.read_as_of is not distinct from u.changed_at and u.read_at >= r.begun_at) as read
                   from reconciliation_pull u where u.connection_id = c.connection_id and u.listed_in = r.begun_at) n
           where c.pilot_id = $1 order by c.repository"#,
        pilot.0,
        MOST_COUNTED + 1,
        FAILED_ON_THE_PAGE,
    )
    .fetch_all(pool)
    .await?;
    let connections = rows.into_iter().map(|r| {
        let token = r.api_url.zip(r.last_four).zip(r.entered_by.zip(r.entered_at));
        let telling = token.map(|((api_url, last_four), (entered_by, entered_at))| Telling {
            api_url,
            app: r.app_id,
            last_four,
            entered_by,
            entered_at,
            sent: r.sent,
            last_at: r.told_at,
            waiting: r.untold,
            given_up: r.not_told.into_iter().map(|untold| (untold.pull, untold.why)).collect(),
            stopped: r.stopped.zip(r.stopped_at),
            paused_until: r.paused_until,
        });
        let progress = r.is_read.then(|| Progress {
            asked_by: r.asked_by,
            begun_at: r.begun_at,
            since: r.since,
            ended_at: r.ended_at,
            is_listed: r.is_listed,
            of: r.of,
            read: r.read,
            left_out: r.unread.into_iter().map(|unread| (unread.number, unread.why)).collect(),
            without_files: r
                .without_files
                .into_iter()
                .map(|unread| (unread.number, unread.why))
                .collect(),
            trouble: r.trouble,
            without: r.without,
        });
        Ok(Connection {
            host: CodeHost::parse(&r.host).ok_or_else(|| Error::inconsistent("connection", &r.host))?,
            id: r.id,
            telling,
            progress,
            now_called: r.now_called,
            elsewhere: r.elsewhere,
            refused: r.refused,
            repository: r.repository,
            path_key: r.path_key,
            former_until: r.former_until,
            deliveries: r.deliveries,
            waiting: r.waiting,
            failed: r.failed,
            given_up: r.given_up,
            last: r
                .last_at
                .zip(r.last_event)
                .zip(r.last_outcome)
                .map(|((at, event), outcome)| Last {
                    at,
                    event,
                    became: Became::of(&outcome),
                    outcome,
                }),
        })
    });
    connections.collect()
}
