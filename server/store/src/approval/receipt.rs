use chrono::{DateTime, Utc};
use domain::approval::{Answered, Verdict};
use domain::ids::{ApprovalId, ApprovalRequestId, PersonId, PilotId};
use sqlx::PgPool;
use sqlx::types::Json;

use crate::account::{HandedOver, handed_over};

use super::{Condition, Request, conditions, requests, verdict};
use crate::proposal::{Revision, revision};
use crate::{Error, Result};

/// The permanent record of a decision.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Which.
    pub approval_id: ApprovalId,
    /// The decision.
    pub verdict: Verdict,
    /// The asks as they were put, with their answers.
    pub asks: Vec<Answered>,
    /// What the approver said with it.
    pub comment: String,
    /// The conditions stated with it.
    pub conditions: Vec<Condition>,
    /// Whose seat it fills.
    pub approver: String,
    /// Who decided, when that was the approver's deputy.
    pub deputy: Option<String>,
    /// By whose link the account of whoever decided was opened, where somebody else held that.
    pub handed_over: Option<HandedOver>,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// The request it answers, with its other seats.
    pub request: Request,
    /// The exact revision decided on.
    pub revision: Revision,
    /// Whether a later request superseded it.
    pub superseded: bool,
}

/// The record with this id.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such record; an inconsistency when the record's digest is not
/// that of its revision.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn receipt(pool: &PgPool, pilot: PilotId, approval: ApprovalId) -> Result<Receipt> {
    let row = sqlx::query!(
        r#"select a.approval_request_id as "request_id: ApprovalRequestId", a.verdict, a.asks as "asks: Json<Vec<Answered>>",
               a.comment, a.digest, a.decided_at, a.person_id as "person_id: PersonId",
               a.approver_id as "approver_id: PersonId", w.name as approver, d.name as person
           from approval a
           join approval_request q using (approval_request_id)
           join person w on w.person_id = a.approver_id
           join person d on d.person_id = a.person_id
           where q.pilot_id = $1 and a.approval_id = $2"#,
        pilot.0,
        approval.0,
    )
    .fetch_optional(pool)
    .await?
    .ok_or(Error::NotFound)?;
    let requests = requests(pool, pilot).await?;
    let current = Request::in_effect(&requests).map(|current| current.request_id);
    let request = requests
        .into_iter()
        .find(|request| request.request_id == row.request_id)
        .ok_or_else(|| Error::inconsistent("approval", "its request is gone"))?;
    let revision = revision(pool, pilot, request.revision).await?;
    if revision.digest.as_str() != row.digest {
        return Err(Error::inconsistent(
            "approval",
            "it is bound to another text than its revision",
        ));
    }
    let conditions = conditions(pool, pilot).await?;
    Ok(Receipt {
        approval_id: approval,
        verdict: verdict(&row.verdict)?,
        asks: row.asks.0,
        comment: row.comment,
        conditions: conditions.into_iter().filter(|c| c.approval_id == approval).collect(),
        approver: row.approver,
        deputy: (row.person_id != row.approver_id).then_some(row.person),
        handed_over: handed_over(pool, row.person_id).await?,
        decided_at: row.decided_at,
        superseded: request.withdrawn.is_none() && current != Some(request.request_id),
        request,
        revision,
    })
}
