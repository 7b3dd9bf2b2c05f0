//! The second pilot after a decision to iterate: begun from the signed text, terms and zone of the first.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::criterion::Choice;
use domain::ids::{PersonId, PilotId};
use domain::proposal::RevisionNumber;
use domain::terms::{Definitions, Terms};
use domain::zone::ZoneItem;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use super::add::insert;
use crate::change::Change;
use crate::proposal::{self, NewRevision, Revision, write};
use crate::{Error, Result, zone};

/// What both sides signed and the pilot ran by.
#[derive(Clone, Debug)]
pub struct SignedText {
    /// The revision it started with.
    pub revision: Revision,
    /// The zone version in force at its end.
    pub zone_version: i32,
    /// The items of that.
    pub items: Vec<ZoneItem>,
}

/// What a pilot that has started ran by, for comparing another with it.
///
/// # Errors
/// [`Error::NotFound`] when it has not started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn signed_text(pool: &PgPool, pilot: PilotId) -> Result<SignedText> {
    signed_in(&mut *pool.acquire().await?, pilot).await
}

async fn signed_in(connection: &mut PgConnection, pilot: PilotId) -> Result<SignedText> {
    let row = sqlx::query!(
        r#"select s.revision_number, v.number, v.items as "items: Json<Vec<ZoneItem>>"
           from pilot_start s join zone_version v on v.pilot_id = s.pilot_id and v.number = zone_in_force(s.pilot_id)
           where s.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(SignedText {
        revision: proposal::find(&mut *connection, pilot, Some(RevisionNumber(row.revision_number))).await?,
        zone_version: row.number,
        items: row.items.0,
    })
}

/// Begins the proposal of a second pilot with `person` as its sponsor, from what the first was signed and ran by. When the
/// readout is and which zone version the terms name is left open; nobody else is taken over. Answers with its address.
///
/// # Errors
/// [`Error::Refused`] when the first was not decided to iterate by both sides, or the name does not fit.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn iterate(
    pool: &PgPool,
    first: PilotId,
    person: PersonId,
    name: &str,
    now: DateTime<Utc>,
) -> Result<String> {
    let mut change = Change::begin(pool, first, person, now).await?;
    let decided = sqlx::query!(
        "select t.name, d.choice from pilot t join decision d using (pilot_id) join decision_confirmation using (decision_id)
         where t.pilot_id = $1",
        first.0,
    )
    .fetch_optional(&mut *change)
    .await?;
    let decided = decided
        .filter(|decided| Choice::parse(&decided.choice) == Some(Choice::Iterate))
        .ok_or_else(|| Error::refused("A second proposal follows once both sides have decided to iterate."))?;
    let signed = signed_in(&mut change, first).await?;
    let of_zone = change.zone()?;
    let (pilot, slug) = insert(&mut change, person, (name, of_zone), Some(first)).await?;
    let terms = Terms {
        readout_at: None,
        zone_version: None,
        metric_definitions: Some(Definitions::current()),
        ..signed.revision.terms
    };
    let revision = NewRevision {
        before: None,
        author: person,
        suggested_by: None,
        body: &signed.revision.body,
        terms: &terms,
        summary: &format!("From revision {} of “{}”", signed.revision.number, decided.name),
    };
    let digest = write(&mut change, pilot, &revision).await?;
    let summary = format!("From version {} of “{}”", signed.zone_version, decided.name);
    zone::taken_over(&mut change, pilot, person, (&signed.items, &summary)).await?;
    change.also_of_pilot(pilot);
    let event = event::Proposal::Iterate {
        name: name.to_owned(),
        first: decided.name,
        zone_version: signed.zone_version,
        digest: digest.into(),
    };
    change.commit(event).await?;
    Ok(slug)
}
