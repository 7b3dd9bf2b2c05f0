//! Asking for approval of one revision, and deciding: one decision per request, for ever.

mod decide;
mod page;
mod receipt;
mod send;

use chrono::{DateTime, Utc};
use domain::approval::{Asked, Verdict};
use domain::ids::{ApprovalId, ApprovalRequestId, PersonId, PilotId};
use domain::proposal::{Change, RevisionNumber, SectionDiff, change, compare};
use sqlx::{PgExecutor, PgPool};

pub use decide::{Decided, Decision, Draft, decide, draft, keep_answers};
pub use page::{Open, Page, open, page};
pub use receipt::{Receipt, receipt};
pub use send::send;

use crate::proposal::Revision;
use crate::{Error, Result};

/// A request for approval and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub request_id: ApprovalRequestId,
    /// The revision it asks about.
    pub revision: RevisionNumber,
    /// The zone version it asks about.
    pub zone_version: i32,
    /// Who is asked.
    pub approver_id: PersonId,
    /// Their name.
    pub approver: String,
    /// Who asked.
    pub sent_by: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// The decision, once made.
    pub outcome: Option<Outcome>,
}

/// What was decided on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The record.
    pub approval_id: ApprovalId,
    /// The decision.
    pub verdict: Verdict,
    /// When.
    pub decided_at: DateTime<Utc>,
}

impl Request {
    /// As far as it stands in the way of another request.
    pub fn asked(&self) -> Asked {
        Asked {
            revision: self.revision,
            zone_version: self.zone_version,
            verdict: self.outcome.map(|outcome| outcome.verdict),
        }
    }
}

/// Reads the word of a row.
pub(crate) fn verdict(word: &str) -> Result<Verdict> {
    Verdict::parse(word).ok_or_else(|| Error::inconsistent("approval", word))
}

struct Row {
    request_id: ApprovalRequestId,
    revision: i32,
    zone_version: i32,
    approver_id: PersonId,
    approver: String,
    sent_by: String,
    sent_at: DateTime<Utc>,
    approval_id: Option<ApprovalId>,
    verdict: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Request {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let outcome = match (row.approval_id, row.verdict, row.decided_at) {
            (Some(approval_id), Some(word), Some(decided_at)) => Some(Outcome {
                approval_id,
                verdict: verdict(&word)?,
                decided_at,
            }),
            (None, None, None) => None,
            _ => return Err(Error::inconsistent("approval", "half a decision")),
        };
        Ok(Self {
            request_id: row.request_id,
            revision: RevisionNumber(row.revision),
            zone_version: row.zone_version,
            approver_id: row.approver_id,
            approver: row.approver,
            sent_by: row.sent_by,
            sent_at: row.sent_at,
            outcome,
        })
    }
}

/// Every request of the pilot, newest first. Only the newest can be decided; the others are superseded.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn requests(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Vec<Request>> {
    sqlx::query_as!(
        Row,
        r#"select q.approval_request_id as "request_id: ApprovalRequestId", q.revision_number as revision, q.zone_version,
               q.approver_id as "approver_id: PersonId", w.name as approver, s.name as sent_by, q.sent_at,
               a.approval_id as "approval_id?: ApprovalId", a.verdict as "verdict?", a.decided_at as "decided_at?"
           from approval_request q
           join person w on w.person_id = q.approver_id
           join person s on s.person_id = q.sent_by
           left join approval a using (approval_request_id)
           where q.pilot_id = $1 order by q.approval_request_id desc"#,
        pilot.0,
    )
    .fetch_all(executor)
    .await?
    .into_iter()
    .map(Request::try_from)
    .collect()
}

/// The newest request of the pilot, if any.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn newest(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Option<Request>> {
    Ok(requests(executor, pilot).await?.into_iter().next())
}

/// Whether a request of the pilot was ever decided, whatever the decision.
///
/// # Errors
/// When the database fails.
pub(crate) async fn any_decided(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from approval_request join approval using (approval_request_id) where pilot_id = $1)
           as "exists!""#,
        pilot.0,
    )
    .fetch_one(executor)
    .await?)
}

/// The approval in force and how far the newest revision has moved from it.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The record.
    pub approval_id: ApprovalId,
    /// The revision approved.
    pub approved: RevisionNumber,
    /// The newest revision.
    pub current: RevisionNumber,
    /// How many sections differ.
    pub sections: usize,
    /// Whether the approval still covers it.
    pub change: Change,
}

/// How `latest` stands to the approval given by `newest`; `None` when the newest request is not approved.
pub(crate) async fn coverage(
    pool: &PgPool,
    pilot: PilotId,
    newest: Option<&Request>,
    latest: &Revision,
) -> Result<Option<Coverage>> {
    let Some((request, outcome)) = newest
        .and_then(|request| request.outcome.map(|outcome| (request, outcome)))
        .filter(|(_, outcome)| outcome.verdict == Verdict::Approve)
    else {
        return Ok(None);
    };
    let approved = crate::proposal::revision(pool, pilot, request.revision).await?;
    Ok(Some(Coverage {
        approval_id: outcome.approval_id,
        approved: approved.number,
        current: latest.number,
        sections: compare(&approved.body, &latest.body)
            .iter()
            .filter(|section| SectionDiff::is_changed(section))
            .count(),
        change: change((&approved.body, &approved.terms), (&latest.body, &latest.terms)),
    }))
}
