//! Approvals, conditions and zones.

use chrono::{DateTime, NaiveDate, Utc};
use domain::approval::Verdict;
use domain::ids::{ApprovalRequestId, ConditionId, PersonId, PilotId};
use domain::person::Arm;
use domain::terms::Terms;
use domain::zone::Signatory;
use serde_json::json;
use sqlx::PgPool;

use super::cast::Cast;
use super::text::{revision, terms};
use crate::change::Change;
use crate::{Error, Result, zone};

/// Writes a revision with [`terms`] and a zone version from them, sends it and has it decided.
///
/// # Errors
/// When the database fails.
pub async fn decided(pool: &PgPool, cast: &Cast, verdict: Verdict, now: DateTime<Utc>) -> Result<()> {
    decision(pool, cast, &terms(), (verdict, &[cast.approver]), now).await
}

/// Writes a revision with these terms, sends it with the newest zone version to several approvers and has all
/// of them approve.
///
/// # Errors
/// When the database fails.
pub async fn approved(
    pool: &PgPool,
    cast: &Cast,
    terms: &Terms,
    approvers: &[PersonId],
    now: DateTime<Utc>,
) -> Result<()> {
    decision(pool, cast, terms, (Verdict::Approve, approvers), now).await
}

async fn decision(
    pool: &PgPool,
    cast: &Cast,
    terms: &Terms,
    (verdict, approvers): (Verdict, &[PersonId]),
    now: DateTime<Utc>,
) -> Result<()> {
    let number = revision(pool, cast, terms, now).await?;
    let zone = zone_version(pool, cast.pilot, cast.sponsor, now).await?;
    let request = sqlx::query_scalar!(
        r#"insert into approval_request (pilot_id, revision_number, zone_version, sent_by, sent_at)
           values ($1, $2, $3, $4, $5) returning approval_request_id as "id: ApprovalRequestId""#,
        cast.pilot.0,
        number,
        zone.number,
        cast.sponsor.0,
        now,
    )
    .fetch_one(pool)
    .await?;
    sqlx::query!(
        "insert into approval_seat (approval_request_id, approver_id) select $1, unnest($2::bigint[])",
        request.0,
        approvers as &[PersonId],
    )
    .execute(pool)
    .await?;
    sqlx::query!(
        "insert into approval (approval_request_id, person_id, approver_id, verdict, asks, comment, digest, decided_at)
         select $1, who, who, $3, $4, '', r.digest, $5
         from revision r, unnest($2::bigint[]) who where r.pilot_id = $6 and r.number = $7",
        request.0,
        approvers as &[PersonId],
        verdict.as_str(),
        json!([]),
        now,
        cast.pilot.0,
        number,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The newest zone version; the first one is made from the newest revision.
///
/// # Errors
/// [`Error::Refused`] when there is no revision either.
pub async fn zone_version(
    pool: &PgPool,
    pilot: PilotId,
    author: PersonId,
    now: DateTime<Utc>,
) -> Result<zone::ZoneVersion> {
    if let Some(version) = zone::current(pool, pilot).await? {
        return Ok(version);
    }
    let mut change = Change::begin(pool, pilot, author, now).await?;
    let event = zone::first(&mut change, pilot, author).await?;
    change.commit(event).await?;
    zone::current(pool, pilot).await?.ok_or(Error::NotFound)
}

/// A condition of the only approval there is, due on a day.
///
/// # Errors
/// When the database fails.
pub async fn condition(pool: &PgPool, owner: PersonId, due_on: NaiveDate) -> Result<ConditionId> {
    Ok(sqlx::query_scalar!(
        r#"insert into condition (approval_id, position, text, evidence, owner_id, due_on)
           select approval_id, 1, 'Freeze the schema', 'A link to the note', $1, $2 from approval
           returning condition_id as "condition_id: ConditionId""#,
        owner.0,
        due_on,
    )
    .fetch_one(pool)
    .await?)
}

/// Has every side sign the newest zone version.
///
/// # Errors
/// [`Error::NotFound`] without a zone version.
pub async fn signed(pool: &PgPool, cast: &Cast, now: DateTime<Utc>) -> Result<()> {
    let version = zone::current(pool, cast.pilot).await?.ok_or(Error::NotFound)?;
    for (person, side) in [
        (cast.sponsor, Signatory::Sponsor),
        (cast.approver, Signatory::Approver),
        (cast.new_dri, Signatory::Dri(Arm::NewModel)),
        (cast.old_dri, Signatory::Dri(Arm::OldModel)),
    ] {
        zone::sign(pool, cast.pilot, person, side, (version.number, &version.digest), now).await?;
    }
    Ok(())
}
