//! The activity log: appended to in every changing transaction, read by members, walked by `verify`.

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::activity::{Entry, Hash, hash};
use domain::ids::{PersonId, PilotId};
use serde_json::Value;
use sqlx::PgConnection;

mod export;
mod facts;
mod page;
mod verify;

pub use export::Export;
pub use facts::{Contradiction, contradiction};
#[cfg(feature = "testing")]
pub use page::list;
pub use page::{By, Filter, Head, Line, PAGE, Page, Seek, page};
pub use verify::{Verified, verify, verify_against};

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

fn as_hash(bytes: Vec<u8>) -> Result<Hash> {
    Hash::try_from(bytes).map_err(|_| Error::inconsistent("activity", "a hash is not 32 bytes"))
}
