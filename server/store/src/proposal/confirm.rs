use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::proposal::RevisionNumber;
use domain::terms::Terms;
use sqlx::{PgExecutor, PgPool};

use super::{Revision, find};
use crate::change::Change;
use crate::{Error, Result};

/// A person's word that terms are the ones meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Who confirmed them.
    pub by: String,
    /// On which revision; later ones with the same terms need no other word.
    pub revision: RevisionNumber,
    /// When.
    pub at: DateTime<Utc>,
}

/// The newest confirmation of exactly these terms.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn confirmation(
    executor: impl PgExecutor<'_>,
    pilot: PilotId,
    terms: &Terms,
) -> Result<Option<Confirmation>> {
    let digest = terms.digest();
    let row = sqlx::query!(
        "select p.name, c.revision_number, c.confirmed_at
         from terms_confirmation c join person p using (person_id)
         where c.pilot_id = $1 and c.terms_digest = $2 order by c.terms_confirmation_id desc limit 1",
        pilot.0,
        digest.as_str(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| Confirmation {
        by: row.name,
        revision: RevisionNumber(row.revision_number),
        at: row.confirmed_at,
    }))
}

/// Confirms the terms of the newest revision.
///
/// # Errors
/// [`Error::Refused`] when a newer revision has other terms than `shown`, some are open, they are confirmed already,
/// or the pilot has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn confirm_terms(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    shown: RevisionNumber,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    if latest.number != shown && find(&mut *change, pilot, Some(shown)).await?.terms != latest.terms {
        return Err(Error::refused(format!(
            "{} saved revision {} with other terms meanwhile. Read them, then confirm those.",
            latest.author, latest.number
        )));
    }
    match latest.unsettled {
        0 => {}
        1 => return Err(Error::refused("1 of the terms is open. Settle it, then confirm.")),
        open => {
            return Err(Error::refused(format!(
                "{open} of the terms are open. Settle them, then confirm."
            )));
        }
    }
    if confirmation(&mut *change, pilot, &latest.terms).await?.is_some() {
        return Err(Error::refused("These terms are confirmed already."));
    }
    record_alone(change, pilot, person, &latest).await
}

/// Records a confirmation that comes with no new revision, and ends the change with it.
pub(super) async fn record_alone(
    mut change: Change<'_>,
    pilot: PilotId,
    person: PersonId,
    revision: &Revision,
) -> Result<()> {
    record(&mut change, pilot, person, revision.number, &revision.terms).await?;
    let event = event::Proposal::ConfirmTerms {
        revision: revision.number,
        terms_digest: revision.terms.digest().into(),
    };
    change.commit(event).await
}

/// Records a confirmation; the change's own event carries it.
pub(super) async fn record(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    revision: RevisionNumber,
    terms: &Terms,
) -> Result<()> {
    if let Some(at) = terms.readout_at {
        change.timeline()?.takes_readout(at).map_err(Error::refused)?;
    }
    let digest = terms.digest();
    sqlx::query!(
        "insert into terms_confirmation (pilot_id, revision_number, terms_digest, person_id, confirmed_at)
         values ($1, $2, $3, $4, $5)",
        pilot.0,
        revision.0,
        digest.as_str(),
        person.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
