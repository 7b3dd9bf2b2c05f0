//! Saving an edit as a revision: brought together with what others saved, or kept as a conflict.

mod edit;

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{ConflictId, PersonId, PilotId};
use domain::proposal::{Applied, RevisionNumber, apply};
use sqlx::{PgConnection, PgPool};

use super::summary::summary;
use super::{NewRevision, find, followed, write};
use crate::change::Change;
use crate::{Error, Result};

pub(super) use edit::place;
pub use edit::{Edit, Save, Window};

/// What became of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revised {
    /// It is in this revision.
    Saved {
        /// The new revision.
        number: RevisionNumber,
        /// The revision it was brought together with, when somebody saved in between.
        merged_with: Option<RevisionNumber>,
    },
    /// It overlaps with what somebody saved in between. The text is kept as this conflict.
    Conflict(ConflictId),
}

/// Saves an edit of one section as a new revision; see [`save`].
///
/// # Errors
/// As [`save`].
#[tracing::instrument(level = "debug", skip_all)]
pub async fn revise(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    edit: Edit<'_>,
    now: DateTime<Utc>,
) -> Result<Revised> {
    save(pool, pilot, person, edit.into(), now).await
}

/// Saves an edit as a new revision. Edits that do not overlap are brought together; overlapping text
/// is kept as a conflict. Either way the draft of it has served.
///
/// # Errors
/// [`Error::Refused`] when nothing changed, the pilot has started, or the text is too large.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn save(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    save: Save<'_>,
    now: DateTime<Utc>,
) -> Result<Revised> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let edit = save.edit;
    let latest = find(&mut *change, pilot, None).await?;
    let base = find(&mut *change, pilot, Some(edit.base)).await?;
    let applied =
        apply(&base.body, &latest.body, save.place(), edit.text).map_err(|e| Error::refused(e.to_string()))?;
    match applied {
        Applied::Unchanged => {
            drop(change);
            // What was typed stands in the text: neither a draft nor a conflict is left of it.
            let mut tx = pool.begin().await?;
            settle(&mut tx, pilot, person, &save, Some(latest.number), now).await?;
            tx.commit().await?;
            Err(Error::refused(format!(
                "Nothing changed: revision {} says this already.",
                latest.number
            )))
        }
        Applied::Conflict => {
            let conflict = keep_conflict(&mut change, pilot, person, &save, latest.number).await?;
            settle(&mut change, pilot, person, &save, None, now).await?;
            let event = event::Proposal::KeepDraft {
                section: edit.section.to_owned(),
                base: edit.base.into(),
                latest: latest.number.into(),
            };
            change.commit(event).await?;
            Ok(Revised::Conflict(conflict))
        }
        Applied::Body { body, merged } => {
            let merged_with = merged.then_some(latest.number);
            let summary = summary(edit.summary, &latest.body, &body);
            let terms = followed(&latest, &body);
            let new = NewRevision {
                before: Some(&latest),
                author: person,
                suggested_by: None,
                body: &body,
                terms: &terms,
                summary: &summary,
            };
            let number = new.number();
            let digest = write(&mut change, pilot, &new).await?;
            settle(&mut change, pilot, person, &save, Some(number), now).await?;
            let event = event::Proposal::Revise {
                revision: number,
                digest: digest.into(),
                summary,
                merged_with: Some(merged_with),
            };
            change.commit(event).await?;
            Ok(Revised::Saved { number, merged_with })
        }
    }
}

async fn keep_conflict(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    save: &Save<'_>,
    latest: RevisionNumber,
) -> Result<ConflictId> {
    Ok(sqlx::query_scalar!(
        r#"insert into conflict (pilot_id, person_id, section, last_section, base_number, latest_number, body, summary, kept_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning conflict_id as "conflict_id: ConflictId""#,
        pilot.0,
        person.0,
        save.edit.section,
        save.last,
        save.edit.base.0,
        latest.0,
        save.edit.text,
        save.edit.summary,
        change.now(),
    )
    .fetch_one(&mut **change)
    .await?)
}

/// The draft has served, unless it says something else by now (another window of the same writer); the
/// conflict that the edit settles, if any, is behind it.
async fn settle(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    save: &Save<'_>,
    number: Option<RevisionNumber>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "delete from draft where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4 and body = $5",
        pilot.0,
        person.0,
        save.edit.section,
        save.edit.base.0,
        save.edit.text,
    )
    .execute(&mut *tx)
    .await?;
    // A result that says something else was written in another window: it stays readable.
    sqlx::query!(
        "update conflict set settled_at = $4, settled_number = $5,
             result = nullif(result, $6), result_base = case when result = $6 then null else result_base end
         where conflict_id = $1 and pilot_id = $2 and person_id = $3 and settled_at is null",
        save.settles.map(|conflict| conflict.0),
        pilot.0,
        person.0,
        now,
        number.map(|number| number.0),
        save.edit.text,
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
