use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{ApprovalRequestId, PersonId, PilotId};
use sqlx::PgPool;

use super::{Request, requests};
use crate::change::Change;
use crate::{Error, Result};

/// Takes a request back before it is decided, with a reason. What was settled before it stands again. Gives
/// the number of the revision.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such request; [`Error::Refused`] when it is settled, superseded
/// or withdrawn already.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn withdraw(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (request, reason): (ApprovalRequestId, &str),
    now: DateTime<Utc>,
) -> Result<i32> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let requests = requests(&mut *change, pilot).await?;
    let asked = requests
        .iter()
        .find(|one| one.request_id == request)
        .ok_or(Error::NotFound)?;
    let revision = asked.revision;
    if let Some(outcome) = &asked.outcome {
        return Err(Error::refused(format!(
            "{} decided on revision {revision} already: {}. A decision stays; nothing was withdrawn.",
            outcome.by,
            outcome.verdict.done().to_lowercase()
        )));
    }
    if let Some(withdrawn) = &asked.withdrawn {
        return Err(Error::refused(format!(
            "{} withdrew the request for revision {revision} already.",
            withdrawn.by
        )));
    }
    if Request::in_effect(&requests).is_none_or(|current| current.request_id != request) {
        return Err(Error::refused(format!(
            "A newer request replaced the one for revision {revision}. There is nothing to withdraw."
        )));
    }
    sqlx::query!(
        "insert into approval_withdrawal (approval_request_id, person_id, reason, withdrawn_at) values ($1, $2, $3, $4)",
        request.0,
        person.0,
        reason,
        now,
    )
    .execute(&mut *change)
    .await?;
    let event = event::Approval::Withdraw {
        request: request.into(),
        revision,
        reason: reason.to_owned(),
    };
    change.commit(event).await?;
    Ok(revision.0)
}
