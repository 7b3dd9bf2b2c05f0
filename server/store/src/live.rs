//! What has changed where: the version of a pilot is the position of its newest activity.

use std::time::Duration;

use domain::ids::{PersonId, PilotId};
use sqlx::PgPool;
use sqlx::postgres::PgListener;

use crate::arrival::Version;
use crate::{Error, Result};

/// The versions of these pilots, without what only one person sees.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn versions(pool: &PgPool, pilots: &[i64]) -> Result<Vec<(PilotId, Version)>> {
    let rows = sqlx::query!(
        r#"select p.pilot_id as "pilot_id!", coalesce((select max(a.seq) from activity a where a.pilot_id = p.pilot_id), 0) as "log!",
               coalesce((select c.number from pilot_change c where c.pilot_id = p.pilot_id and c.person_id = 0), 0) as "beside!"
           from unnest($1::bigint[]) as p (pilot_id)"#,
        pilots,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let version = Version {
                log: r.log,
                beside: r.beside,
                own: 0,
            };
            (PilotId(r.pilot_id), version)
        })
        .collect())
}

/// Whether somebody who follows a pilot still may: their session lives, they are not disabled, and they are in
/// the pilot.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn still_may(pool: &PgPool, session: &[u8], person: PersonId, pilot: PilotId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select 1 from session s
               where s.session_hash = $1 and s.revoked_at is null and s.expires_at > now()
                   and s.created_at > now() - interval '7 days'
           ) and exists (
               select 1 from member m join person p using (person_id)
               where m.pilot_id = $3 and m.person_id = $2 and p.disabled_at is null
           ) as "may!""#,
        session,
        person.0,
        pilot.0,
    )
    .fetch_one(pool)
    .await?)
}

/// What ends somebody's access: as entries of the log, which belong to no pilot.
const ENDS_ACCESS: [&str; 5] = [
    "person.change_password",
    "person.disable",
    "person.end_sessions",
    "person.reset_password",
    "person.sign_out",
];

/// The newest entry of the installation, and whether one after `seen` ended somebody's access. Without `seen` nothing is known to
/// have.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn access_ended(pool: &PgPool, seen: Option<i64>) -> Result<(i64, bool)> {
    let ends: Vec<String> = ENDS_ACCESS.map(str::to_owned).to_vec();
    let row = sqlx::query!(
        r#"select coalesce(max(seq), $1, (select seq from activity_head)) as "newest!", coalesce(bool_or(action = any ($2)), false) as "ended!"
           from activity where pilot_id is null and seq > coalesce($1, (select seq from activity_head))"#,
        seen,
        &ends,
    )
    .fetch_one(pool)
    .await?;
    Ok((row.newest, row.ended))
}

/// The database has so long to answer a listener: a connection that is frozen or half open never says so itself.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

async fn in_time<T>(work: impl Future<Output = sqlx::Result<T>>) -> Result<T> {
    match tokio::time::timeout(ANSWER_WITHIN, work).await {
        Ok(outcome) => Ok(outcome?),
        Err(_late) => Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()).into()),
    }
}

/// A connection of its own that hears of changes.
pub struct Listener(PgListener);

impl Listener {
    /// Connects and listens on a channel: `live` for changes of pilots, `delivery` for webhooks.
    ///
    /// # Errors
    /// When the database does not answer.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn connect(url: &str, channel: &str) -> Result<Self> {
        let mut listener = in_time(PgListener::connect(url)).await?;
        in_time(listener.listen(channel)).await?;
        Ok(Self(listener))
    }

    /// Waits for the next announcement.
    ///
    /// # Errors
    /// When the connection was lost: what was announced in between is gone.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn next(&mut self) -> Result<()> {
        match self.0.try_recv().await? {
            Some(_) => Ok(()),
            None => Err(Error::Database(sqlx::Error::PoolClosed)),
        }
    }

    /// Takes what was announced already together: whoever looks now sees all of it. Whether there was anything.
    pub fn skip(&mut self) -> bool {
        std::iter::from_fn(|| self.0.next_buffered()).count() > 0
    }

    /// Makes sure that the connection still carries something.
    ///
    /// # Errors
    /// When it does not, or takes too long.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn heartbeat(&mut self) -> Result<()> {
        in_time(sqlx::query!("select 1 as one").fetch_one(&mut self.0)).await?;
        Ok(())
    }
}
