//! Deleting sections, moving them, removing what cannot be seen: changes written over the newest revision.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::document::{Body, sections, unseen};
use domain::ids::{PersonId, PilotId};
use domain::proposal::{Applied, Place, RevisionNumber, apply};
use domain::terms::Terms;
use sqlx::PgPool;

use super::summary::summary;
use super::{NewRevision, Revision, find, write};
use crate::change::Change;
use crate::{Error, Result};

/// Deletes a section: in a new revision; the older ones keep it.
///
/// # Errors
/// [`Error::Refused`] when somebody changed the section since `base`, it is gone already, or the pilot
/// has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn delete_section(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (section, base): (&str, RevisionNumber),
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    let base = find(&mut *change, pilot, Some(base)).await?;
    let applied = apply(&base.body, &latest.body, Place::Over(section, section), "")
        .map_err(|e| Error::refused(e.to_string()))?;
    let Applied::Body { body, .. } = applied else {
        return Err(Error::refused(format!(
            "{} changed this section in revision {} while this page was open. Read it again before you delete it.",
            latest.author, latest.number
        )));
    };
    // What asked for the deletion was a text with nothing in it.
    sqlx::query!(
        r"delete from draft
          where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4 and body ~ '^\s*$'",
        pilot.0,
        person.0,
        section,
        base.number.0,
    )
    .execute(&mut *change)
    .await?;
    write_over(change, pilot, person, &latest, &body, &latest.terms, "").await
}

/// Puts the sections into another order, in a new revision. What others saved in between stays.
///
/// # Errors
/// [`Error::Refused`] when they stand in this order already or cannot, or the pilot has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn reorder(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    keys: &[&str],
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    let body = domain::document::reorder(&latest.body, keys).map_err(|e| Error::refused(e.to_string()))?;
    if sections(&body)
        .iter()
        .map(|section| &section.key)
        .eq(sections(&latest.body).iter().map(|section| &section.key))
    {
        return Err(Error::refused("The sections stand in this order already."));
    }
    let words = "Moved sections";
    write_over(change, pilot, person, &latest, &body, &latest.terms, words).await
}

/// Removes the characters that cannot be seen from the text and the terms, in a new revision.
///
/// # Errors
/// [`Error::Refused`] when there is none, or the pilot has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn remove_unseen(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    let body = unseen::remove_unseen(&latest.body).map_err(|e| Error::refused(e.to_string()))?;
    let terms = latest.terms.clone().without_unseen();
    if (&body, &terms) == (&latest.body, &latest.terms) {
        return Err(Error::refused("Every character of the proposal can be seen."));
    }
    let words = "Removed characters that cannot be seen";
    write_over(change, pilot, person, &latest, &body, &terms, words).await
}

/// Writes text and terms over the newest revision, and ends the change with it.
async fn write_over(
    mut change: Change<'_>,
    pilot: PilotId,
    author: PersonId,
    latest: &Revision,
    body: &Body,
    terms: &Terms,
    words: &str,
) -> Result<RevisionNumber> {
    let summary = summary(words, &latest.body, body);
    let new = NewRevision {
        before: Some(latest),
        author,
        suggested_by: None,
        body,
        terms,
        summary: &summary,
    };
    let number = new.number();
    let event = event::Proposal::Revise {
        revision: number,
        digest: write(&mut change, pilot, &new).await?.into(),
        summary,
        merged_with: None,
    };
    change.commit(event).await?;
    Ok(number)
}
