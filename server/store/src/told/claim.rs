//! One status or comment on its way: claimed by one instance, sent by it, and recorded.

use chrono::{DateTime, TimeDelta, Utc};
use domain::gate::told::{CommitStatus, PullComment};
use domain::github::CodeHost;
use domain::ids::ConnectionId;
use sqlx::pool::PoolConnection;
use sqlx::types::Json;
use sqlx::{PgPool, Postgres};

use crate::github::{Credential, opened};
use crate::secret::Key;
use crate::{Error, Result};

/// How long after an attempt of which nothing was heard another may look what became of it: by then it has arrived or never
/// will.
const SETTLES_WITHIN: TimeDelta = TimeDelta::seconds(90);
/// After so many attempts it is given up.
const MOST_ATTEMPTS: i32 = 12;
/// What locks are taken for, beside other locks of the application.
const LOCK: i32 = 0x746f_6c64;

/// What is to be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A status of this commit.
    Status {
        /// The commit.
        sha: String,
        /// Which.
        status: CommitStatus,
    },
    /// The comment.
    Comment {
        /// Which.
        comment: PullComment,
        /// The one that is there, as far as that is known.
        remote: Option<Written>,
    },
}

/// A comment that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The code host's id of it.
    pub id: i64,
    /// The one that it took the place of: by another account, whose comments cannot be edited any more.
    pub former: Option<i64>,
}

/// Where it goes.
#[derive(Clone, Debug)]
pub struct Target {
    /// The connection.
    pub connection: ConnectionId,
    /// Where it is.
    pub host: CodeHost,
    /// Where the code host's interface is.
    pub api_url: String,
    /// What it is called with; `None` when this instance's key does not open it.
    pub credential: Option<Credential>,
    /// `owner/name` as the code host calls it.
    pub repository: String,
    /// The pull request's number.
    pub number: i32,
}

/// Something that this instance alone sends. The lock it holds ends with the connection it was taken on: an instance that stops
/// in the midst of it, or is stopped, lets it go only when it can send no more.
pub struct Claimed {
    connection: PoolConnection<Postgres>,
    id: i64,
    attempts: i32,
    /// Where it goes.
    pub target: Target,
    /// What.
    pub content: Content,
    /// Whether an earlier attempt may have arrived.
    pub uncertain: bool,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The code host has it, and the comment, if it is one and there.
    Sent(Option<Written>),
    /// It was not taken and nothing is to be called before.
    Paused(DateTime<Utc>),
    /// The code host refuses the token or the repository: nothing is called until somebody has done something.
    Refused(String),
    /// This one is never taken, and why.
    Impossible(String),
    /// It may have arrived or not; after a pause it is looked at again.
    Unheard {
        /// Why, in a sentence.
        why: String,
        /// Not before.
        again: DateTime<Utc>,
    },
}

/// Takes what waits longest and nobody else has, and notes that it is on its way.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn claim(pool: &PgPool, key: &Key, now: DateTime<Utc>) -> Result<Option<Claimed>> {
    let mut connection = pool.acquire().await?;
    let mut tx = sqlx::Connection::begin(&mut *connection).await?;
    let row = sqlx::query!(
        r#"select t.told_id, t.kind, t.sha, t.wanted, t.attempting is not null as "uncertain!", t.remote_id, t.former_id, t.attempts,
               c.connection_id as "connection: ConnectionId", coalesce(c.now_called, c.repository) as "repository!",
               c.host, k.api_url, k.sealed, k.app_id, p.number
           from told t join pull_request p using (pull_request_id)
               join connection c on c.connection_id = t.connection_id
               join connection_token k on k.connection_id = c.connection_id
               join pilot i on i.pilot_id = p.pilot_id
               left join connection_call h on h.connection_id = c.connection_id
           where t.stopped is null and t.not_before <= $1 and (t.wanted is distinct from t.sent or t.attempting is not null)
               and h.stopped is null and (h.paused_until is null or h.paused_until <= $1)
               and i.archived_at is null and i.put_away_at is null
               and not exists (select from decision d join decision_confirmation using (decision_id)
                   where d.pilot_id = p.pilot_id)
           order by t.not_before, t.told_id
           limit 1
           for update of t skip locked"#,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else {
        tx.rollback().await?;
        return Ok(None);
    };
    sqlx::query!(
        "update told set not_before = $2, attempting = wanted, attempts = attempts + 1 where told_id = $1",
        row.told_id,
        now + SETTLES_WITHIN,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    connection.close_on_drop();
    // Whoever sent it last may have been stopped in the midst of it, and be woken later.
    let place = i32::try_from(row.told_id & 0x7fff_ffff).unwrap_or_default();
    let is_free = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1, $2) as "free!""#, LOCK, place)
        .fetch_one(&mut *connection)
        .await?;
    if !is_free {
        return Ok(None);
    }
    let wrong = |error: serde_json::Error| Error::inconsistent("told", error);
    let content = match row.kind.as_str() {
        "status" => Content::Status {
            sha: row.sha,
            status: serde_json::from_value(row.wanted).map_err(wrong)?,
        },
        _ => Content::Comment {
            comment: serde_json::from_value(row.wanted).map_err(wrong)?,
            remote: row.remote_id.map(|id| Written {
                id,
                former: row.former_id,
            }),
        },
    };
    let credential = opened(key, (row.connection, &row.api_url), (row.app_id, &row.sealed));
    Ok(Some(Claimed {
        connection,
        id: row.told_id,
        attempts: row.attempts + 1,
        target: Target {
            connection: row.connection,
            host: CodeHost::parse(&row.host).ok_or_else(|| Error::inconsistent("connection", &row.host))?,
            credential,
            api_url: row.api_url,
            repository: row.repository,
            number: row.number,
        },
        content,
        uncertain: row.uncertain,
    }))
}

impl Claimed {
    /// How often it was tried, with this time.
    #[must_use]
    pub fn attempts(&self) -> i32 {
        self.attempts
    }

    /// Records what became of it, and lets it go.
    ///
    /// # Errors
    /// When the database fails: then it is as if nothing had been heard of the attempt.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn finish(mut self, outcome: &Outcome, now: DateTime<Utc>) -> Result<()> {
        let sent = match &self.content {
            Content::Status { status, .. } => serde_json::to_value(status),
            Content::Comment { comment, .. } => serde_json::to_value(comment),
        };
        let sent = sent.map_err(|error| Error::inconsistent("told", error))?;
        let id = self.id;
        let mut tx = sqlx::Connection::begin(&mut *self.connection).await?;
        match outcome {
            Outcome::Sent(remote) => {
                sqlx::query!(
                    "update told set sent = $2, sent_at = $3, attempting = null, attempts = 0, not_before = $3, remote_id = $4,
                         former_id = $5 where told_id = $1",
                    id,
                    Json(sent) as _,
                    now,
                    remote.map(|written| written.id),
                    remote.and_then(|written| written.former),
                )
                .execute(&mut *tx)
                .await?;
            }
            Outcome::Paused(until) => {
                sqlx::query!(
                    "insert into connection_call (connection_id, paused_until) values ($1, $2)
                     on conflict (connection_id) do update set paused_until = excluded.paused_until",
                    self.target.connection.0,
                    until,
                )
                .execute(&mut *tx)
                .await?;
                put_off(&mut tx, id, *until, self.uncertain).await?;
            }
            Outcome::Refused(why) => {
                sqlx::query!(
                    "insert into connection_call (connection_id, stopped, stopped_at) values ($1, $2, $3)
                     on conflict (connection_id) do update set stopped = excluded.stopped, stopped_at = excluded.stopped_at",
                    self.target.connection.0,
                    why,
                    now,
                )
                .execute(&mut *tx)
                .await?;
                put_off(&mut tx, id, now, self.uncertain).await?;
            }
            Outcome::Impossible(why) => give_up(&mut tx, id, why, self.uncertain).await?,
            Outcome::Unheard { why, .. } if self.attempts >= MOST_ATTEMPTS => give_up(&mut tx, id, why, true).await?,
            Outcome::Unheard { again, .. } => {
                sqlx::query!(
                    "update told set not_before = greatest($2::timestamptz, $3::timestamptz) where told_id = $1",
                    id,
                    again,
                    now + SETTLES_WITHIN,
                )
                .execute(&mut *tx)
                .await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

/// What was not taken waits until then, as if it had not been tried.
async fn put_off(tx: &mut sqlx::PgConnection, id: i64, until: DateTime<Utc>, uncertain: bool) -> Result<()> {
    sqlx::query!(
        "update told set not_before = $2, attempts = attempts - 1,
             attempting = case when $3 then attempting end where told_id = $1",
        id,
        until,
        uncertain,
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn give_up(tx: &mut sqlx::PgConnection, id: i64, why: &str, uncertain: bool) -> Result<()> {
    sqlx::query!(
        "update told set stopped = $2, attempting = case when $3 then attempting end where told_id = $1",
        id,
        why,
        uncertain,
    )
    .execute(tx)
    .await?;
    Ok(())
}
