//! Walking the whole chain in the database.

use domain::activity::{Broken, Entry, Expected, Fault, GENESIS, Hash, Row, Verifier, hex};
use sqlx::PgPool;

use super::as_hash;
use crate::Result;

/// Rows read at once.
const BATCH: i64 = 1000;

/// The result of walking the whole chain.
#[derive(Clone, Debug)]
pub enum Verified {
    /// Every row fits; the number of rows and the head's hash, hex.
    Whole {
        /// How many entries.
        entries: i64,
        /// The last hash, hex; publish it outside the database.
        head: String,
    },
    /// The first row that does not fit.
    Broken(Broken),
}

/// Walks the chain from its first row and compares its end with the head row.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn verify(pool: &PgPool) -> Result<Verified> {
    verify_against(pool, Vec::new()).await
}

/// Like [`verify`], and compares with heads that were kept outside the database.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn verify_against(pool: &PgPool, expected: Vec<Expected>) -> Result<Verified> {
    // What is appended while the walk goes on is not walked.
    let head = sqlx::query!("select seq, hash from activity_head")
        .fetch_one(pool)
        .await?;
    let last = (head.seq, as_hash(head.hash)?);
    let mut verifier = Verifier::new(0, GENESIS, expected);
    let mut walked = i64::MIN;
    loop {
        let rows = sqlx::query!(
            "select seq, at, person_id, pilot_id, action, detail, prev, hash from activity
             where seq > $1 order by seq limit $2",
            walked,
            BATCH,
        )
        .fetch_all(pool)
        .await?;
        let end = (rows.len() as i64) < BATCH;
        for r in rows {
            walked = r.seq;
            if last.0 < walked && verifier.head() == last {
                return finish(pool, &verifier, last).await;
            }
            let row = Row {
                entry: Entry {
                    seq: r.seq,
                    at: r.at,
                    person: r.person_id,
                    pilot: r.pilot_id,
                    action: r.action,
                    detail: r.detail,
                },
                prev: as_hash(r.prev)?,
                hash: as_hash(r.hash)?,
            };
            if let Err(broken) = verifier.take(&row) {
                return Ok(Verified::Broken(broken));
            }
        }
        if end {
            return finish(pool, &verifier, last).await;
        }
    }
}

async fn finish(pool: &PgPool, verifier: &Verifier, last: (i64, Hash)) -> Result<Verified> {
    if let Err(broken) = verifier.end(last) {
        return Ok(Verified::Broken(broken));
    }
    let beyond = sqlx::query_scalar!(
        "select seq from activity where seq > (select seq from activity_head) order by seq limit 1"
    )
    .fetch_optional(pool)
    .await?;
    if let Some(seq) = beyond {
        return Ok(Verified::Broken(Broken {
            seq,
            fault: Fault::Beyond,
        }));
    }
    // Batches that go by position step over a second row in the same one, should the key be gone.
    let twice = sqlx::query_scalar!("select seq from activity group by seq having count(*) > 1 order by seq limit 1")
        .fetch_optional(pool)
        .await?;
    if let Some(seq) = twice {
        return Ok(Verified::Broken(Broken {
            seq,
            fault: Fault::Duplicate,
        }));
    }
    Ok(Verified::Whole {
        entries: last.0,
        head: hex(&last.1),
    })
}
