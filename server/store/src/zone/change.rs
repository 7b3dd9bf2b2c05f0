//! What changes a zone: the first version, the next ones, and signatures under them.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::document::Digest;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership};
use domain::zone::{Matching, Signatory, ZoneItem, digest, items_from_terms};
use sqlx::PgPool;
use sqlx::types::Json;

use super::amendment::{bind, waiting};
use super::version;
use crate::change::Change;
use crate::pilot::facts_in;
use crate::proposal::newest_terms;
use crate::{Error, Result};

/// Makes version 1 from the newest revision of the proposal.
///
/// # Errors
/// [`Error::Refused`] when there is no proposal to take the items from.
pub(crate) async fn first(change: &mut Change<'_>, pilot: PilotId, author: PersonId) -> Result<event::Zone> {
    let (revision, terms) = newest_terms(change, pilot)
        .await?
        .ok_or_else(|| Error::refused("There is no proposal yet to take the items from."))?;
    let items = items_from_terms(&terms);
    let summary = format!("Items of revision {revision} of the proposal");
    let new = New {
        number: 1,
        items: &items,
        summary: &summary,
    };
    let digest = insert(change, pilot, author, new).await?;
    Ok(event::Zone::Revise {
        version: 1,
        digest: digest.into(),
        summary,
    })
}

/// Makes version 1 from the items and rules of another pilot.
///
/// # Errors
/// When the database fails.
pub(crate) async fn taken_over(
    change: &mut Change<'_>,
    pilot: PilotId,
    author: PersonId,
    (items, summary): (&[ZoneItem], &str),
) -> Result<Digest> {
    let new = New {
        number: 1,
        items,
        summary,
    };
    insert(change, pilot, author, new).await
}

/// What an edit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revised {
    /// The number of the new version.
    pub number: i32,
    /// How many had signed the version before it.
    pub cleared: usize,
}

/// Signs a version: the newest one before the start, after it an amendment that waits, which is in force with the last
/// signature. Signing again changes nothing.
///
/// # Errors
/// [`Error::Refused`] when the version is not the newest one, when somebody else has signed for this
/// signatory, when it is the approver's and somebody else approved; after the start, when it is no amendment that waits, or the
/// read date or the decision is past; [`Error::NotFound`] when the person is not this signatory.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn sign(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    signatory: Signatory,
    (number, digest): (i32, &Digest),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let Membership { role, arm } = signatory.membership();
    let arm = arm.map(Arm::as_str);
    let may_sign = sqlx::query_scalar!(
        r#"select exists (select 1 from member where pilot_id = $1 and person_id = $2 and role = $3
               and arm is not distinct from $4) as "exists!""#,
        pilot.0,
        person.0,
        role.as_str(),
        arm,
    )
    .fetch_one(&mut *change)
    .await?;
    if !may_sign {
        return Err(Error::NotFound);
    }
    let known = facts_in(&mut change, pilot).await?;
    let wanted = match change.started() {
        true => waiting(&change, &known)?,
        false => known.zone_version.as_ref().ok_or(Error::NotFound)?.0,
    };
    let version = version(&mut *change, &known, wanted).await?;
    if version.number != number || version.digest != *digest {
        return Err(Error::refused(format!(
            "You read version {number}, and the zone is at version {} now. Nothing was signed: read what changed, then sign.",
            version.number
        )));
    }
    let by_name = signatory == Signatory::Approver && !version.approvers.is_empty();
    let each = by_name || matches!(signatory, Signatory::Dri(_));
    if by_name && !version.approvers.iter().any(|(approver, _)| *approver == person) {
        let names: Vec<&str> = version.approvers.iter().map(|(_, name)| name.as_str()).collect();
        return Err(Error::refused(format!(
            "For the approver whoever approved signs: {}. Nothing was signed.",
            names.join(" and ")
        )));
    }
    if version.signature_by(signatory, person).is_some() {
        return Ok(());
    }
    if let Some(signature) = version.signature_of(signatory).filter(|_| !each) {
        return Err(Error::refused(format!(
            "{} has signed version {number} already, as {}.",
            signature.name,
            signatory.label()
        )));
    }
    sqlx::query!(
        "insert into zone_signature (pilot_id, zone_version, person_id, role, arm, digest, signed_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        pilot.0,
        number,
        person.0,
        role.as_str(),
        arm,
        digest.as_str(),
        now,
    )
    .execute(&mut *change)
    .await?;
    let event = event::Zone::Sign {
        version: number,
        digest: digest.clone().into(),
        signatory: signatory.as_str().into(),
    };
    let bound = match change.started() {
        true => bind(&mut change, pilot, person, (&known, number)).await?,
        false => None,
    };
    match bound {
        Some(bound) => {
            change.note(event);
            change.commit(bound).await
        }
        None => change.commit(event).await,
    }
}

/// A version about to be made.
pub(super) struct New<'a> {
    pub(super) number: i32,
    pub(super) items: &'a [ZoneItem],
    pub(super) summary: &'a str,
}

pub(super) async fn insert(change: &mut Change<'_>, pilot: PilotId, author: PersonId, new: New<'_>) -> Result<Digest> {
    let digest = digest(new.items);
    sqlx::query!(
        "insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at, matching)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        pilot.0,
        new.number,
        Json(new.items) as _,
        digest.as_str(),
        new.summary,
        author.0,
        change.now(),
        Matching::NEWEST.number(),
    )
    .execute(&mut **change)
    .await?;
    Ok(digest)
}
