//! The activity log: appended to in every changing transaction, read by members, walked by `verify`.

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::activity::{Broken, Entry, Hash, Row, Verifier, hash};
use domain::ids::{PersonId, PilotId};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

mod page;

pub use page::{By, Filter, Head, Line, PAGE, Page, Seek, page};

use crate::{Error, Result};

/// What is about to be recorded.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for the software itself.
    pub person: Option<PersonId>,
    /// In which pilot; `None` for the installation.
    pub pilot: Option<PilotId>,
    /// `feature.verb`, such as `proposal.revise`.
    pub action: &'a str,
    /// What exactly. Never secrets, never free text of a survey.
    pub detail: Value,
}

/// Appends to the log. Call it last in the transaction: it locks the head row until commit, which
/// is what keeps the chain in one line.
///
/// # Errors
/// When the database fails.
pub async fn append(tx: &mut PgConnection, act: Act<'_>) -> Result<()> {
    let head = sqlx::query!("select seq, hash from activity_head for update")
        .fetch_one(&mut *tx)
        .await?;
    let prev = as_hash(head.hash)?;
    let entry = Entry {
        seq: head.seq + 1,
        at: act.at.trunc_subsecs(6),
        person: act.person.map(|p| p.0),
        pilot: act.pilot.map(|p| p.0),
        action: act.action.to_owned(),
        detail: act.detail.to_string(),
    };
    let sealed = hash(&prev, &entry);
    sqlx::query!(
        "insert into activity (seq, at, person_id, pilot_id, action, detail, prev, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        entry.seq,
        entry.at,
        entry.person,
        entry.pilot,
        entry.action,
        entry.detail,
        &prev[..],
        &sealed[..],
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("update activity_head set seq = $1, hash = $2", entry.seq, &sealed[..])
        .execute(&mut *tx)
        .await?;
    Ok(())
}

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
pub async fn verify(pool: &PgPool) -> Result<Verified> {
    let mut verifier = Verifier::default();
    let page = 1000;
    loop {
        let rows = sqlx::query!(
            "select seq, at, person_id, pilot_id, action, detail, prev, hash from activity
             where seq > $1 order by seq limit $2",
            verifier.head().0,
            page,
        )
        .fetch_all(pool)
        .await?;
        let last = (rows.len() as i64) < page;
        for r in rows {
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
        if last {
            break;
        }
    }
    let head = sqlx::query!("select seq, hash from activity_head")
        .fetch_one(pool)
        .await?;
    let (seq, end) = verifier.head();
    if (head.seq, as_hash(head.hash)?) != (seq, end) {
        return Ok(Verified::Broken(Broken {
            seq,
            what: "entries after it are missing",
        }));
    }
    Ok(Verified::Whole {
        entries: seq,
        head: hex(&end),
    })
}

fn as_hash(bytes: Vec<u8>) -> Result<Hash> {
    Hash::try_from(bytes).map_err(|_| Error::inconsistent("activity", "a hash is not 32 bytes"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
