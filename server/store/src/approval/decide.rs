//! Deciding on a request for approval.

use chrono::{DateTime, SubsecRound as _, Utc};
use chrono_tz::Tz;
use domain::activity::event;
use domain::approval::{Answered, Ask, Stated, Verdict, asks};
use domain::calendar::local_date;
use domain::ids::{ApprovalId, ApprovalRequestId, PersonId, PilotId};
use sqlx::PgPool;
use sqlx::types::Json;

use super::Request;
use super::answers::{find_draft, limits};
use super::judgement::judge_newest;
use super::turn::{Turn, turn};
use crate::change::Change;
use crate::pilot::facts_in;
use crate::proposal::{Revision, find};
use crate::{Error, Result};

/// What a decision is made with.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The request it answers.
    pub request: ApprovalRequestId,
    /// The approver whose seat it fills.
    pub seat: PersonId,
    /// The answers the check page showed, by when they were kept.
    pub answers_saved_at: DateTime<Utc>,
    /// The approver confirmed that answers and decision are meant as they are.
    pub sure: bool,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is recorded.
    Now(ApprovalId, Verdict),
    /// The seat was filled before; that record stands and nothing was added.
    Before {
        /// The record.
        approval: ApprovalId,
        /// Whether the same person made it.
        own: bool,
        /// Who made it: "Priya", or "Sam for Priya".
        by: String,
    },
}

/// Records the decision in a seat. However many times, by whomever and from however many windows it is sent,
/// there is exactly one.
///
/// # Errors
/// [`Error::NotFound`] when the seat is not for this person; [`Error::Refused`] when the request was settled,
/// withdrawn or replaced, the answers changed since the check page, or answers and decision do not hold
/// together.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn decide(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    decision: Decision,
    now: DateTime<Utc>,
) -> Result<Decided> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let (request, delegation) = match turn(&mut change, pilot, person, decision.request, decision.seat, now).await? {
        Turn::Free(request, delegation) => (request, delegation),
        Turn::Filled(_, filled) => {
            return Ok(Decided::Before {
                approval: filled.approval_id,
                own: filled.person_id == person,
                by: filled.by,
            });
        }
    };
    if change.started() {
        return Err(Error::refused(
            "The pilot has started: there is nothing left to decide here.",
        ));
    }
    let draft = find_draft(&mut change, request.request_id, person)
        .await?
        .filter(|draft| draft.saved_at == decision.answers_saved_at)
        .ok_or_else(|| Error::refused("Your answers changed in another window. Check them again, then decide."))?;
    let revision = find(&mut *change, pilot, Some(request.revision)).await?;
    let zone = change.zone()?;
    let asks = asks_of(&request, &revision, zone)?;
    let today = local_date(now, zone);
    let limits = limits(&facts_in(&mut change, pilot).await?, asks.len(), &revision, today)?;
    // A deputy may have lost their role between the page and now; nobody outside a pilot decides in it.
    if !limits.ids.contains(&person) {
        return Err(Error::NotFound);
    }
    let checked = draft.answers.check(&limits.bounds()).map_err(|objections| {
        Error::refused(objections.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    })?;
    if let Some(doubt) = checked.doubt.filter(|_| !decision.sure) {
        return Err(Error::refused(doubt.question(asks.len())));
    }
    let answered: Vec<Answered> = asks
        .into_iter()
        .zip(checked.asks)
        .map(|(ask, answer)| Answered { ask, answer })
        .collect();
    let approval = sqlx::query_scalar!(
        r#"insert into approval (approval_request_id, person_id, approver_id, delegation_id, verdict, asks, comment,
               digest, decided_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           returning approval_id as "approval_id: ApprovalId""#,
        request.request_id.0,
        person.0,
        decision.seat.0,
        delegation.map(|d| d.0),
        checked.verdict.as_str(),
        Json(&answered) as _,
        checked.comment,
        revision.digest.as_str(),
        now.trunc_subsecs(6),
    )
    .fetch_one(&mut *change)
    .await?;
    record_conditions(&mut change, approval, &checked.conditions).await?;
    judge_newest(&mut change, pilot, &revision).await?;
    sqlx::query!(
        "delete from approval_draft where approval_request_id = $1 and person_id = $2",
        request.request_id.0,
        person.0,
    )
    .execute(&mut *change)
    .await?;
    let approver = delegation.and_then(|_| request.seat(decision.seat));
    let event = event::Approval::Decide {
        approval,
        request: request.request_id.into(),
        revision: request.revision,
        digest: revision.digest.into(),
        zone_version: request.zone_version.into(),
        verdict: checked.verdict,
        seat: decision.seat.into(),
        conditions: checked.conditions.into(),
        delegation,
        on_behalf_of: approver.map(|seat| seat.approver.clone()),
    };
    change.commit(event).await?;
    Ok(Decided::Now(approval, checked.verdict))
}

/// Writes the conditions of an approval.
async fn record_conditions(change: &mut Change<'_>, approval: ApprovalId, conditions: &[Stated]) -> Result<()> {
    for (position, condition) in (1_i32..).zip(conditions) {
        let ask = condition.ask.map(|ask| i32::try_from(ask + 1)).transpose();
        sqlx::query!(
            "insert into condition (approval_id, position, text, evidence, owner_id, due_on, ask)
             values ($1, $2, $3, $4, $5, $6, $7)",
            approval.0,
            position,
            condition.text,
            condition.evidence,
            condition.owner.0,
            condition.due_on,
            ask.map_err(|e| Error::inconsistent("condition", e))?,
        )
        .execute(&mut **change)
        .await?;
    }
    Ok(())
}

/// The asks a request puts.
pub(super) fn asks_of(request: &Request, revision: &Revision, zone: Tz) -> Result<Vec<Ask>> {
    let terms = revision
        .terms
        .agreed()
        .map_err(|_| Error::inconsistent("approval_request", "the revision sent has incomplete terms"))?;
    Ok(asks(&terms, &revision.terms, request.zone_version, zone))
}
