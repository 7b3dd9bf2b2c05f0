use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::activity::event;
use domain::calendar::Window;
use domain::document::Body;
use domain::ids::{PersonId, PilotId};
use domain::proposal::RevisionNumber;
use domain::terms::{Definitions, Terms};
use reading::read;
use sqlx::PgPool;

use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::proposal::{NewRevision, write};
use crate::{Error, Result, zone};

/// A pilot about to be added.
#[derive(Clone, Debug)]
pub struct NewPilot<'a> {
    /// In titles; trimmed, 1 to 80 characters.
    pub name: &'a str,
    /// Weeks and deadlines belong to this zone.
    pub zone: Tz,
    /// The proposal's first text.
    pub body: &'a Body,
    /// What is said about the first revision.
    pub summary: &'a str,
}

/// Adds a pilot with `person` as its sponsor, the first revision of its proposal with the terms read
/// from the prose, and the first zone version made of these terms. Answers with its address.
///
/// # Errors
/// [`Error::Refused`] when the name does not fit.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn add(pool: &PgPool, person: PersonId, new: &NewPilot<'_>, now: DateTime<Utc>) -> Result<String> {
    let terms = Terms {
        metric_definitions: Some(Definitions::current()),
        ..read(new.body).beyond_doubt()
    };
    add_with_terms(pool, person, new, &terms, now).await
}

/// [`add`], with terms that came with the text instead of those read from it.
///
/// # Errors
/// [`Error::Refused`] when the name does not fit.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn add_with_terms(
    pool: &PgPool,
    person: PersonId,
    new: &NewPilot<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<String> {
    let mut change = Change::of_installation(pool, person, now).await?;
    let (pilot, slug) = insert(&mut change, person, (new.name, new.zone), None).await?;
    change.of_pilot(pilot);
    let first = NewRevision {
        before: None,
        author: person,
        suggested_by: None,
        body: new.body,
        terms,
        summary: new.summary,
    };
    let digest = write(&mut change, pilot, &first).await?;
    let zone = zone::first(&mut change, pilot, person).await?;
    change.note(zone);
    let event = event::Proposal::AddPilot {
        name: new.name.to_owned().into(),
        zone: new.zone.name().to_owned().into(),
        revision: RevisionNumber::FIRST,
        digest: digest.into(),
    };
    change.commit(event).await?;
    Ok(slug)
}

/// The row of a pilot with its sponsor, under an address that no other has.
pub(super) async fn insert(
    change: &mut Change<'_>,
    person: PersonId,
    (name, zone): (&str, Tz),
    follows: Option<PilotId>,
) -> Result<(PilotId, String)> {
    let now = change.now();
    let mut added = None;
    let address = domain::pilot::address(name);
    let (opens, closes) = Window::USUAL.minutes();
    for n in 1..1000 {
        let slug = if n == 1 {
            address.clone()
        } else {
            format!("{address}-{n}")
        };
        let row = sqlx::query_scalar!(
            r#"insert into pilot (slug, name, zone, created_by, created_at, survey_opens, survey_closes, follows)
               values ($1, $2, $3, $4, $5, $6, $7, $8)
               on conflict on constraint pilot_slug_unique do nothing
               returning pilot_id as "pilot_id: PilotId""#,
            slug,
            name,
            zone.name(),
            person.0,
            now,
            i32::from(opens),
            i32::from(closes),
            follows.map(|first| first.0),
        )
        .fetch_optional(&mut **change)
        .await
        .on_constraint("pilot_name_length", "Give the pilot a name of 1 to 80 characters.")?;
        if let Some(pilot) = row {
            added = Some((pilot, slug));
            break;
        }
    }
    let (pilot, slug) =
        added.ok_or_else(|| Error::refused("There are very many pilots with this name. Choose another one."))?;
    sqlx::query!(
        "insert into member (pilot_id, person_id, role, added_by, added_at) values ($1, $2, 'sponsor', $2, $3)",
        pilot.0,
        person.0,
        now,
    )
    .execute(&mut **change)
    .await?;
    Ok((pilot, slug))
}
