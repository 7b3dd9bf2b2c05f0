use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::proposal::{RevisionNumber, Touched, touched};
use sqlx::PgPool;

use super::{Revision, revision};
use crate::{Error, Result};

/// How far a person has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// They never said, and wrote none of it.
    Never,
    /// They know the newest revision.
    Current,
    /// Somebody else saved revisions since.
    Behind {
        /// The last revision they know.
        read: RevisionNumber,
        /// What the newest one changed against it.
        touched: Touched,
    },
}

/// How far a person has read when `latest` is the newest. They know what they marked as read, what they
/// decided on, and what they saved themselves right after it; a revision of somebody else ends the series.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn reading(pool: &PgPool, pilot: PilotId, person: PersonId, latest: &Revision) -> Result<Reading> {
    let unread = sqlx::query_scalar!(
        r#"select min(r.number) from revision r
           where r.pilot_id = $1 and r.author_id <> $2
               and r.number > coalesce((select m.number from reading m where m.pilot_id = $1 and m.person_id = $2), 0)
               and r.number > coalesce((select max(q.revision_number)
                   from approval_request q join approval a using (approval_request_id)
                   where q.pilot_id = $1 and a.person_id = $2), 0)"#,
        pilot.0,
        person.0,
    )
    .fetch_one(pool)
    .await?;
    match unread.filter(|unread| *unread <= latest.number.0) {
        None => Ok(Reading::Current),
        Some(1) => Ok(Reading::Never),
        Some(unread) => {
            let read = revision(pool, pilot, RevisionNumber(unread - 1)).await?;
            Ok(Reading::Behind {
                read: read.number,
                touched: touched((&read.body, &read.terms), (&latest.body, &latest.terms)),
            })
        }
    }
}

/// Marks a revision as read. Marking an older one than before changes nothing. It is a bookmark of the
/// person, so it leaves no activity row.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such revision.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn mark_read(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    number: RevisionNumber,
    now: DateTime<Utc>,
) -> Result<()> {
    let there = sqlx::query_scalar!(
        r#"with marked as (
               insert into reading (pilot_id, person_id, number, read_at)
               select pilot_id, $2, number, $4 from revision where pilot_id = $1 and number = $3
               on conflict (pilot_id, person_id) do update
                   set number = excluded.number, read_at = excluded.read_at
                   where excluded.number > reading.number
               returning 1
           )
           select exists (select 1 from revision where pilot_id = $1 and number = $3) as "there!""#,
        pilot.0,
        person.0,
        number.0,
        now,
    )
    .fetch_one(pool)
    .await?;
    if there { Ok(()) } else { Err(Error::NotFound) }
}
