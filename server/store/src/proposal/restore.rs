use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

use super::{NewRevision, find, write};
use crate::change::Change;
use crate::{Error, Result};

/// Saves an older revision's text and terms as a new revision. `base` is the newest revision as the person
/// saw it: what restoring changes was shown against that one.
///
/// # Errors
/// [`Error::Refused`] when the pilot has started, somebody saved in between, or the newest revision says the
/// same; [`Error::NotFound`] when the pilot has no such revision.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn restore(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (number, base): (RevisionNumber, RevisionNumber),
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    let old = find(&mut *change, pilot, Some(number)).await?;
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
    let summary = format!("Restored revision {number}");
    let new = NewRevision {
        before: Some(&latest),
        author: person,
        suggested_by: None,
        body: &old.body,
        terms: &old.terms,
        summary: &summary,
    };
    let restored = new.number();
    let event = event::Proposal::Restore {
        revision: restored,
        restored: number,
        digest: write(&mut change, pilot, &new).await?.into(),
    };
    change.commit(event).await?;
    Ok(restored)
}
