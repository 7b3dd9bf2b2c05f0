use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::proposal::RevisionNumber;
use serde_json::json;
use sqlx::PgPool;

use super::revise::refuse_when_started;
use super::{NewRevision, find, write};
use crate::activity::{self, Act};
use crate::{Error, Result};

/// Saves an older revision's text and terms as a new revision. `base` is the newest revision as the person
/// saw it: what restoring changes was shown against that one.
///
/// # Errors
/// [`Error::Refused`] when the pilot has started, somebody saved in between, or the newest revision says the
/// same; [`Error::NotFound`] when the pilot has no such revision.
pub async fn restore(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (number, base): (RevisionNumber, RevisionNumber),
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut tx = pool.begin().await?;
    refuse_when_started(&mut tx, pilot).await?;
    let latest = find(&mut *tx, pilot, None).await?;
    let old = find(&mut *tx, pilot, Some(number)).await?;
    if latest.number != base {
        return Err(Error::refused(format!(
            "{} saved revision {} in the meantime. Look at what restoring would change now.",
            latest.author, latest.number
        )));
    }
    if old.digest == latest.digest {
        return Err(Error::refused(format!(
            "Nothing to restore: revision {} has the text and the terms of revision {number}.",
            latest.number
        )));
    }
    let restored = latest.number.next();
    let summary = format!("Restored revision {number}");
    let new = NewRevision {
        number: restored,
        body: &old.body,
        terms: &old.terms,
        summary: &summary,
    };
    let digest = write(&mut tx, pilot, person, &new, now).await?;
    let act = Act {
        at: now,
        person: Some(person),
        pilot: Some(pilot),
        action: "proposal.restore",
        detail: json!({ "revision": restored, "restored": number, "digest": digest.as_str() }),
    };
    activity::append(&mut tx, act).await?;
    tx.commit().await?;
    Ok(restored)
}
