//! Whose turn it is to decide.

use chrono::{DateTime, Utc};
use domain::ids::{ApprovalRequestId, DelegationId, PersonId, PilotId};
use sqlx::PgConnection;

use super::{Delegation, Filled, Request, delegations, requests};
use crate::{Error, Result};

/// What a person finds when they want to fill a seat.
pub(super) enum Turn {
    /// It is free and theirs to fill, as deputy when there is a delegation.
    Free(Request, Option<DelegationId>),
    /// It is filled.
    Filled(Request, Filled),
}

/// Whether `person` can fill `seat` of `request` now.
///
/// # Errors
/// [`Error::NotFound`] when it is none of theirs; [`Error::Refused`] when it cannot be filled any more.
pub(super) async fn turn(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    request: ApprovalRequestId,
    seat: PersonId,
    now: DateTime<Utc>,
) -> Result<Turn> {
    let requests = requests(&mut *tx, pilot).await?;
    let current = Request::in_effect(&requests).map(|current| current.request_id);
    let newest = requests.first().cloned();
    let asked = requests
        .into_iter()
        .find(|r| r.request_id == request)
        .ok_or(Error::NotFound)?;
    let mine = asked.seat(seat).cloned().ok_or(Error::NotFound)?;
    let delegation = if seat == person {
        None
    } else {
        let named: Vec<Delegation> = delegations(&mut *tx, pilot)
            .await?
            .into_iter()
            .filter(|d| d.approver_id == seat && d.deputy_id == person)
            .collect();
        if named.is_empty() {
            return Err(Error::NotFound);
        }
        Some(named.iter().find(|d| d.holds(now)).map(|d| d.delegation_id))
    };
    if let Some(filled) = mine.filled {
        return Ok(Turn::Filled(asked, filled));
    }
    let revision = asked.revision;
    if let Some(outcome) = &asked.outcome {
        return Err(Error::refused(format!(
            "{} decided on revision {revision} before you: {}. That settles the request, so nothing was recorded.",
            outcome.by,
            outcome.verdict.done().to_lowercase()
        )));
    }
    if let Some(withdrawn) = &asked.withdrawn {
        return Err(Error::refused(format!(
            "{} withdrew the request for revision {revision}, so nothing was recorded. The reason: {}",
            withdrawn.by, withdrawn.reason
        )));
    }
    if let Some(newest) = newest.filter(|_| current != Some(request)) {
        return Err(Error::refused(format!(
            "{} sent revision {} meanwhile. It replaces the request for revision {revision}, so nothing was recorded.",
            newest.sent_by, newest.revision
        )));
    }
    let mut decided = asked.seats.iter().filter_map(|one| one.filled.as_ref());
    if let Some(other) = decided.find(|filled| filled.person_id == person) {
        return Err(Error::refused(format!(
            "You decided on revision {revision} already ({}). One person decides once, so nothing was recorded.",
            other.by
        )));
    }
    match delegation {
        Some(None) => Err(Error::refused(format!(
            "You are not the deputy of {} at this time, so nothing was recorded.",
            mine.approver
        ))),
        Some(Some(delegation)) => Ok(Turn::Free(asked, Some(delegation))),
        None => Ok(Turn::Free(asked, None)),
    }
}
