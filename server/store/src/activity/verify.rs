//! Walking the whole chain in the database.

use domain::activity::{Broken, Entry, Expected, Fault, GENESIS, Hash, Row, Verifier, hex};
use sqlx::{PgConnection, PgPool};

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
    verify_in(&mut *pool.acquire().await?, expected).await
}

/// Like [`verify_against`], on a connection of the caller's.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn verify_in(connection: &mut PgConnection, expected: Vec<Expected>) -> Result<Verified> {
    // What is appended while the walk goes on is not walked.
    let head = sqlx::query!("select seq, hash from activity_head")
        .fetch_one(&mut *connection)
        .await?;
    let last = (head.seq, as_hash(head.hash)?);
    let mut verifier = Verifier::new(0, GENESIS, expected);
    let mut walked = i64::MIN;
    loop {
        let rows = sqlx::query!(
            "select seq, at, person_id, pilot_id, action, detail, seals, prev, hash from activity
             where seq > $1 order by seq limit $2",
            walked,
            BATCH,
        )
        .fetch_all(&mut *connection)
        .await?;
        let end = (rows.len() as i64) < BATCH;
        for r in rows {
            walked = r.seq;
            if last.0 < walked && verifier.head() == last {
                return finish(connection, &verifier, last).await;
            }
            let hashes = (
                Hash::try_from(r.prev),
                Hash::try_from(r.hash),
                r.seals.map(Hash::try_from).transpose(),
            );
            let (Ok(prev), Ok(hash), Ok(seals)) = hashes else {
                return Ok(Verified::Broken(Broken {
                    seq: r.seq,
                    fault: Fault::Changed,
                }));
            };
            let row = Row {
                entry: Entry {
                    seq: r.seq,
                    at: r.at,
                    person: r.person_id,
                    pilot: r.pilot_id,
                    action: r.action,
                    detail: r.detail,
                    seals,
                },
                prev,
                hash,
            };
            if let Err(broken) = verifier.take(&row) {
                return Ok(Verified::Broken(broken));
            }
        }
        if end {
            return finish(connection, &verifier, last).await;
        }
    }
}

async fn finish(connection: &mut PgConnection, verifier: &Verifier, last: (i64, Hash)) -> Result<Verified> {
    if let Err(broken) = verifier.end(last) {
        return Ok(Verified::Broken(broken));
    }
    let beyond = sqlx::query_scalar!(
        "select seq from activity where seq > (select seq from activity_head) order by seq limit 1"
    )
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(seq) = beyond {
        return Ok(Verified::Broken(Broken {
            seq,
            fault: Fault::Beyond,
        }));
    }
    // Batches that go by position step over a second row in the same one, should the key be gone.
    let twice = sqlx::query_scalar!("select seq from activity group by seq having count(*) > 1 order by seq limit 1")
        .fetch_optional(&mut *connection)
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
