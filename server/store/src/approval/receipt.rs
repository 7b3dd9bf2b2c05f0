use chrono::{DateTime, Utc};
use domain::approval::{Answered, Verdict};
use domain::ids::{ApprovalId, ApprovalRequestId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;
use sqlx::types::Json;

use super::verdict;
use crate::proposal::{Revision, revision};
use crate::{Error, Result};

/// The permanent record of a decision.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Which.
    pub approval_id: ApprovalId,
    /// The request it answers.
    pub request_id: ApprovalRequestId,
    /// The decision.
    pub verdict: Verdict,
    /// The asks as they were put, with their answers.
    pub asks: Vec<Answered>,
    /// What the approver said with it.
    pub comment: String,
    /// Who decided.
    pub approver: String,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// Who asked.
    pub sent_by: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// The zone version bound.
    pub zone_version: i32,
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
pub async fn receipt(pool: &PgPool, pilot: PilotId, approval: ApprovalId) -> Result<Receipt> {
    let row = sqlx::query!(
        r#"select a.approval_request_id as "request_id: ApprovalRequestId", a.verdict, a.asks as "asks: Json<Vec<Answered>>",
               a.comment, a.digest, a.decided_at, w.name as approver, s.name as sent_by, q.sent_at,
               q.revision_number, q.zone_version,
               exists (select 1 from approval_request n
                   where n.pilot_id = $1 and n.approval_request_id > q.approval_request_id) as "superseded!"
           from approval a
           join approval_request q using (approval_request_id)
           join person w on w.person_id = a.person_id
           join person s on s.person_id = q.sent_by
           where q.pilot_id = $1 and a.approval_id = $2"#,
        pilot.0,
        approval.0,
    )
    .fetch_optional(pool)
    .await?
    .ok_or(Error::NotFound)?;
    let revision = revision(pool, pilot, RevisionNumber(row.revision_number)).await?;
    if revision.digest.as_str() != row.digest {
        return Err(Error::inconsistent(
            "approval",
            "it is bound to another text than its revision",
        ));
    }
    Ok(Receipt {
        approval_id: approval,
        request_id: row.request_id,
        verdict: verdict(&row.verdict)?,
        asks: row.asks.0,
        comment: row.comment,
        approver: row.approver,
        decided_at: row.decided_at,
        sent_by: row.sent_by,
        sent_at: row.sent_at,
        zone_version: row.zone_version,
        revision,
        superseded: row.superseded,
    })
}
