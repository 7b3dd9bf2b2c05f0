//! Asking for approval of one revision, and deciding: one decision per seat of a request, for ever.

mod answers;
mod condition;
mod coverage;
mod decide;
mod delegation;
mod judgement;
mod page;
mod receipt;
mod send;
mod turn;
mod withdraw;

use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use domain::ids::{ApprovalId, ApprovalRequestId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgExecutor;

pub use answers::{Draft, Limits, draft, keep_answers};
pub use condition::{Judged, condition, conditions, take_step};
pub use coverage::{Coverage, coverage};
pub use decide::{Decided, Decision, decide};
pub use delegation::{Delegation, Naming, delegations, name_deputy, revoke_deputy};
pub use domain::approval::{Condition, Filled, Outcome, Request, Seat, StepTaken, Withdrawn};
pub use page::{Open, Page, Since, open, page};
pub use receipt::{Receipt, receipt};
pub use send::{Sending, send};
pub use withdraw::withdraw;

pub(crate) use condition::ConditionRow;
pub(crate) use coverage::coverage_of;
pub(crate) use delegation::{DelegationRow, stands_in_for};
pub use judgement::judged;
pub(crate) use judgement::{judge_due, judge_requested};

use crate::{Error, Result};

/// Reads the word of a row.
pub(crate) fn verdict(word: &str) -> Result<Verdict> {
    Verdict::parse(word).ok_or_else(|| Error::inconsistent("approval", word))
}

/// "Priya", or "Sam for Priya".
fn on_behalf(person: &str, approver: &str, deputy: bool) -> String {
    if deputy {
        format!("{person} for {approver}")
    } else {
        person.to_owned()
    }
}

/// A seat within the row of its request.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(crate) struct SeatRow {
    pub(crate) approver_id: PersonId,
    pub(crate) approver: String,
    pub(crate) approval_id: Option<ApprovalId>,
    pub(crate) person_id: Option<PersonId>,
    pub(crate) person: Option<String>,
    pub(crate) verdict: Option<String>,
    pub(crate) decided_at: Option<DateTime<Utc>>,
    pub(crate) conditions: i64,
}

impl TryFrom<SeatRow> for Seat {
    type Error = Error;

    fn try_from(row: SeatRow) -> Result<Self> {
        let filled = match (row.approval_id, row.person_id, row.person, row.verdict, row.decided_at) {
            (Some(approval_id), Some(person_id), Some(person), Some(word), Some(decided_at)) => Some(Filled {
                approval_id,
                person_id,
                by: on_behalf(&person, &row.approver, person_id != row.approver_id),
                verdict: verdict(&word)?,
                decided_at,
                conditions: usize::try_from(row.conditions).map_err(|e| Error::inconsistent("condition", e))?,
            }),
            (None, None, None, None, None) => None,
            _ => return Err(Error::inconsistent("approval", "half a decision")),
        };
        Ok(Self {
            approver_id: row.approver_id,
            approver: row.approver,
            filled,
        })
    }
}

/// A request as a statement gives it, alone or within the row of its pilot: fields in the order of the statement.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(crate) struct RequestRow {
    pub(crate) request_id: ApprovalRequestId,
    pub(crate) revision: i32,
    pub(crate) zone_version: i32,
    pub(crate) sent_by: String,
    pub(crate) sent_at: DateTime<Utc>,
    pub(crate) due_at: Option<DateTime<Utc>>,
    pub(crate) withdrawn_by: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) withdrawn_at: Option<DateTime<Utc>>,
    pub(crate) seats: Vec<SeatRow>,
}

impl TryFrom<RequestRow> for Request {
    type Error = Error;

    fn try_from(row: RequestRow) -> Result<Self> {
        let seats: Vec<Seat> = row.seats.into_iter().map(Seat::try_from).collect::<Result<_>>()?;
        let withdrawn = match (row.withdrawn_by, row.reason, row.withdrawn_at) {
            (Some(by), Some(reason), Some(at)) => Some(Withdrawn { by, reason, at }),
            (None, None, None) => None,
            _ => return Err(Error::inconsistent("approval_withdrawal", "half a withdrawal")),
        };
        Ok(Self {
            request_id: row.request_id,
            revision: RevisionNumber(row.revision),
            zone_version: row.zone_version,
            outcome: Outcome::of(&seats),
            seats,
            sent_by: row.sent_by,
            sent_at: row.sent_at,
            due_at: row.due_at,
            withdrawn,
        })
    }
}

/// Every request of the pilot, newest first.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn requests(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Vec<Request>> {
    sqlx::query_as!(
        RequestRow,
        r#"select q.approval_request_id as "request_id: ApprovalRequestId", q.revision_number as revision, q.zone_version,
               s.name as sent_by, q.sent_at, q.due_at, wp.name as "withdrawn_by?", w.reason as "reason?",
               w.withdrawn_at as "withdrawn_at?",
               array(select (t.approver_id, p.name, a.approval_id, a.person_id, d.name, a.verdict, a.decided_at,
                       (select count(*) from condition c where c.approval_id = a.approval_id))
                   from approval_seat t
                   join person p on p.person_id = t.approver_id
                   left join approval a using (approval_request_id, approver_id)
                   left join person d on d.person_id = a.person_id
                   where t.approval_request_id = q.approval_request_id order by p.name, t.approver_id)
                   as "seats!: Vec<SeatRow>"
           from approval_request q
           join person s on s.person_id = q.sent_by
           left join approval_withdrawal w using (approval_request_id)
           left join person wp on wp.person_id = w.person_id
           where q.pilot_id = $1 order by q.approval_request_id desc"#,
        pilot.0,
    )
    .fetch_all(executor)
    .await?
    .into_iter()
    .map(Request::try_from)
    .collect()
}

/// The request of the pilot in effect, if any: the one that waits, or the one whose decision stands.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn current(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Option<Request>> {
    let requests = requests(executor, pilot).await?;
    Ok(Request::in_effect(&requests).cloned())
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
