//! The log as a file, in batches: however long it is, little of it is held at once.

use chrono::{DateTime, Utc};
use domain::activity::{Entry, GENESIS, Hash, Header, Link, Row, full_line, header_line, hex, withheld_line};
use domain::ids::PilotId;
use sqlx::PgPool;

use super::{as_hash, page};
use crate::{Error, Result};

/// Rows read at once.
const BATCH: i64 = 500;

/// An export under way.
pub struct Export {
    pool: PgPool,
    pilot: Option<PilotId>,
    header: Option<Header>,
    /// The last entry written, and the last to write.
    at: i64,
    last: Link,
}

struct Found {
    seq: i64,
    whole: bool,
    at: Option<DateTime<Utc>>,
    person: Option<i64>,
    pilot: Option<i64>,
    action: Option<String>,
    detail: Option<String>,
    seals: Option<Vec<u8>>,
    prev: Vec<u8>,
    hash: Vec<u8>,
}

impl Export {
    /// Begins the export of one pilot, from its first entry to its newest. Of entries of other pilots
    /// and of the installation it has position and hashes alone: their content is not even read.
    ///
    /// # Errors
    /// When the database fails.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn of_pilot(pool: &PgPool, pilot: PilotId, slug: &str) -> Result<Self> {
        let ends = sqlx::query!(
            r#"select f.seq as first, f.prev, l.seq as last, l.hash
               from (select seq, prev from activity where pilot_id = $1 order by seq limit 1) f,
                    (select seq, hash from activity where pilot_id = $1 order by seq desc limit 1) l"#,
            pilot.0,
        )
        .fetch_optional(pool)
        .await?;
        let (after, last) = match ends {
            Some(ends) => ((ends.first - 1, as_hash(ends.prev)?), (ends.last, as_hash(ends.hash)?)),
            None => ((0, GENESIS), (0, GENESIS)),
        };
        let people = page::people(pool, pilot).await?;
        let people = people.into_iter().map(|(id, name)| (id.0, name)).collect();
        let header = Header::new(Some(slug.to_owned()), people, link(after), link(last));
        Ok(Self {
            pool: pool.clone(),
            pilot: Some(pilot),
            header: Some(header),
            at: after.0,
            last: link(last),
        })
    }

    /// Begins the export of the whole log, for whoever runs the installation.
    ///
    /// # Errors
    /// When the database fails.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn of_everything(pool: &PgPool) -> Result<Self> {
        let head = sqlx::query!("select seq, hash from activity_head")
            .fetch_one(pool)
            .await?;
        let last = (head.seq, as_hash(head.hash)?);
        let people = sqlx::query!("select person_id, name from person")
            .fetch_all(pool)
            .await?;
        let people = people.into_iter().map(|r| (r.person_id, r.name)).collect();
        Ok(Self {
            pool: pool.clone(),
            pilot: None,
            header: Some(Header::new(None, people, link((0, GENESIS)), link(last))),
            at: 0,
            last: link(last),
        })
    }

    /// The entry that it ends with.
    pub fn last(&self) -> &Link {
        &self.last
    }

    /// The next lines; `None` at the end.
    ///
    /// # Errors
    /// When the database fails.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn next(&mut self) -> Result<Option<String>> {
        if let Some(header) = self.header.take() {
            return Ok(Some(header_line(&header)));
        }
        let rows = sqlx::query_as!(
            Found,
            r#"select a.seq, w.whole as "whole!",
                   case when w.whole then a.at end as "at?",
                   case when w.whole then a.person_id end as "person?",
                   case when w.whole then a.pilot_id end as "pilot?",
                   case when w.whole then a.action end as "action?",
                   case when w.whole then a.detail end as "detail?",
                   case when w.whole then a.seals end as "seals?",
                   a.prev, a.hash
               from activity a,
                   lateral (select $1::bigint is null or coalesce(a.pilot_id = $1, false) as whole) w
               where a.seq > $2 and a.seq <= $3 order by a.seq limit $4"#,
            self.pilot.map(|pilot| pilot.0),
            self.at,
            self.last.seq,
            BATCH,
        )
        .fetch_all(&self.pool)
        .await?;
        let Some(newest) = rows.last() else {
            return Ok(None);
        };
        self.at = newest.seq;
        rows.into_iter().map(line).collect::<Result<String>>().map(Some)
    }
}

fn link((seq, hash): (i64, Hash)) -> Link {
    Link { seq, hash: hex(&hash) }
}

fn line(found: Found) -> Result<String> {
    let (prev, hash) = (as_hash(found.prev)?, as_hash(found.hash)?);
    if !found.whole {
        return Ok(withheld_line(found.seq, &prev, &hash));
    }
    match (found.at, found.action, found.detail) {
        (Some(at), Some(action), Some(detail)) => Ok(full_line(&Row {
            entry: Entry {
                seq: found.seq,
                at,
                person: found.person,
                pilot: found.pilot,
                action,
                detail,
                seals: found.seals.map(as_hash).transpose()?,
            },
            prev,
            hash,
        })),
        _ => Err(Error::inconsistent("activity", "an entry has no content")),
    }
}
