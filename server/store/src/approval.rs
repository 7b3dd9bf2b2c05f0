//! Asking for approval of one revision, and deciding: one decision per seat of a request, for ever.

mod condition;
mod coverage;
mod decide;
mod delegation;
mod inbox;
mod judgement;
mod page;
mod receipt;
mod send;
mod withdraw;

use chrono::{DateTime, Utc};
use domain::approval::{Asked, Course, Verdict, in_effect as place_in_effect, settled};
use domain::ids::{ApprovalId, ApprovalRequestId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use serde::Deserialize;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};

pub use condition::{Condition, Judged, StepTaken, condition, conditions, take_step};
pub use coverage::{Coverage, coverage};
pub use decide::{Decided, Decision, Draft, Limits, decide, draft, keep_answers};
pub use delegation::{Delegation, Naming, delegations, name_deputy, revoke_deputy};
pub use inbox::{Inbox, Told, Waiting, inbox};
pub use page::{Open, Page, Since, open, page};
pub use receipt::{Receipt, receipt};
pub use send::{Sending, send};
pub use withdraw::withdraw;

pub(crate) use condition::open_conditions;
pub(crate) use coverage::coverage_of;
pub use judgement::judged;
pub(crate) use judgement::{judge_due, judge_requested};

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
    /// Whose decision it takes, by name.
    pub seats: Vec<Seat>,
    /// Who asked.
    pub sent_by: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// When the decision is due; requests of earlier editions of the software have no such time.
    pub due_at: Option<DateTime<Utc>>,
    /// The sponsor took it back.
    pub withdrawn: Option<Withdrawn>,
    /// What all seats together decided, once they have.
    pub outcome: Option<Outcome>,
}

/// One required decision on a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Whose it is.
    pub approver_id: PersonId,
    /// Their name.
    pub approver: String,
    /// The decision in it, once made.
    pub filled: Option<Filled>,
}

/// The decision in a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The record.
    pub approval_id: ApprovalId,
    /// Who decided: the approver or their deputy.
    pub person_id: PersonId,
    /// "Priya", or "Sam for Priya".
    pub by: String,
    /// The decision.
    pub verdict: Verdict,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// How many conditions it states.
    pub conditions: usize,
}

/// A request taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was decided on a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The record that settled it: the refusal, or the last approval.
    pub approval_id: ApprovalId,
    /// The decision.
    pub verdict: Verdict,
    /// Who made it: for an approval everybody, as in "Priya and Sam for Otto".
    pub by: String,
    /// When it was settled.
    pub decided_at: DateTime<Utc>,
    /// How many conditions all decisions state.
    pub conditions: usize,
}

impl Request {
    /// As far as it stands in the way of another request.
    pub fn asked(&self) -> Asked {
        Asked {
            revision: self.revision,
            zone_version: self.zone_version,
            verdict: self.outcome.as_ref().map(|outcome| outcome.verdict),
        }
    }

    /// What became of it.
    pub fn course(&self) -> Course {
        Course {
            settled: self.outcome.is_some(),
            withdrawn: self.withdrawn.is_some(),
        }
    }

    /// The seat of an approver.
    pub fn seat(&self, approver: PersonId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.approver_id == approver)
    }

    /// Everybody whose decision it takes: "Priya and Otto".
    pub fn approvers(&self) -> String {
        joined(self.seats.iter().map(|seat| seat.approver.as_str()))
    }

    /// Everybody whose decision it still waits for.
    pub fn waits_for(&self) -> String {
        let waiting = self.seats.iter().filter(|seat| seat.filled.is_none());
        joined(waiting.map(|seat| seat.approver.as_str()))
    }
}

/// "Priya", "Priya and Otto", "Priya, Otto and Lee".
fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match &names[..] {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

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

#[derive(Deserialize)]
struct SeatRow {
    approver_id: PersonId,
    approver: String,
    approval_id: Option<ApprovalId>,
    person_id: Option<PersonId>,
    person: Option<String>,
    verdict: Option<Verdict>,
    decided_at: Option<DateTime<Utc>>,
    conditions: usize,
}

impl TryFrom<SeatRow> for Seat {
    type Error = Error;

    fn try_from(row: SeatRow) -> Result<Self> {
        let filled = match (row.approval_id, row.person_id, row.person, row.verdict, row.decided_at) {
            (Some(approval_id), Some(person_id), Some(person), Some(verdict), Some(decided_at)) => Some(Filled {
                approval_id,
                person_id,
                by: on_behalf(&person, &row.approver, person_id != row.approver_id),
                verdict,
                decided_at,
                conditions: row.conditions,
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

struct Row {
    request_id: ApprovalRequestId,
    revision: i32,
    zone_version: i32,
    sent_by: String,
    sent_at: DateTime<Utc>,
    due_at: Option<DateTime<Utc>>,
    withdrawn_by: Option<String>,
    withdrawn_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    seats: Json<Vec<SeatRow>>,
}

impl TryFrom<Row> for Request {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let seats: Vec<Seat> = row.seats.0.into_iter().map(Seat::try_from).collect::<Result<_>>()?;
        let withdrawn = match (row.withdrawn_by, row.withdrawn_at, row.reason) {
            (Some(by), Some(at), Some(reason)) => Some(Withdrawn { by, reason, at }),
            (None, None, None) => None,
            _ => return Err(Error::inconsistent("approval_withdrawal", "half a withdrawal")),
        };
        Ok(Self {
            request_id: row.request_id,
            revision: RevisionNumber(row.revision),
            zone_version: row.zone_version,
            outcome: outcome(&seats),
            seats,
            sent_by: row.sent_by,
            sent_at: row.sent_at,
            due_at: row.due_at,
            withdrawn,
        })
    }
}

fn outcome(seats: &[Seat]) -> Option<Outcome> {
    let verdicts: Vec<Option<Verdict>> = seats
        .iter()
        .map(|seat| seat.filled.as_ref().map(|filled| filled.verdict))
        .collect();
    let verdict = settled(&verdicts)?;
    let counted = seats
        .iter()
        .filter_map(|seat| seat.filled.as_ref())
        .filter(|filled| verdict.approves() || !filled.verdict.approves());
    let last = counted.clone().max_by_key(|filled| filled.approval_id)?;
    Some(Outcome {
        approval_id: last.approval_id,
        verdict,
        by: joined(counted.clone().map(|filled| filled.by.as_str())),
        decided_at: last.decided_at,
        conditions: counted.map(|filled| filled.conditions).sum(),
    })
}

/// Every request of the pilot, newest first.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn requests(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Vec<Request>> {
    sqlx::query_as!(
        Row,
        r#"select q.approval_request_id as "request_id: ApprovalRequestId", q.revision_number as revision, q.zone_version,
               s.name as sent_by, q.sent_at, q.due_at, wp.name as "withdrawn_by?", w.withdrawn_at as "withdrawn_at?",
               w.reason as "reason?",
               coalesce((select json_agg(json_build_object('approver_id', t.approver_id, 'approver', p.name,
                       'approval_id', a.approval_id, 'person_id', a.person_id, 'person', d.name,
                       'verdict', a.verdict, 'decided_at', a.decided_at,
                       'conditions', (select count(*) from condition c where c.approval_id = a.approval_id))
                       order by p.name, t.approver_id)
                   from approval_seat t
                   join person p on p.person_id = t.approver_id
                   left join approval a using (approval_request_id, approver_id)
                   left join person d on d.person_id = a.person_id
                   where t.approval_request_id = q.approval_request_id), '[]') as "seats!: Json<Vec<SeatRow>>"
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

/// Which of the requests, newest first, is in effect.
pub fn in_effect(newest_first: &[Request]) -> Option<&Request> {
    let courses: Vec<Course> = newest_first.iter().map(Request::course).collect();
    place_in_effect(&courses).and_then(|place| newest_first.get(place))
}

/// The request of the pilot in effect, if any: the one that waits, or the one whose decision stands.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn current(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Option<Request>> {
    let requests = requests(executor, pilot).await?;
    Ok(in_effect(&requests).cloned())
}

/// The approval in effect, as far as the zone's signatures rest on it; `None` without one.
pub(crate) struct Agreed {
    /// Everybody whose decision it took, by name.
    pub(crate) approvers: Vec<(PersonId, String)>,
    /// The zone version they agreed to.
    pub(crate) zone_version: i32,
}

/// The approval in effect, as far as the zone's signatures rest on it.
pub(crate) async fn agreed(tx: &mut PgConnection, pilot: PilotId) -> Result<Option<Agreed>> {
    let current = current(tx, pilot).await?;
    let approved = current.filter(|request| request.outcome.as_ref().is_some_and(|o| o.verdict.approves()));
    Ok(approved.map(|request| Agreed {
        zone_version: request.zone_version,
        approvers: request
            .seats
            .into_iter()
            .map(|seat| (seat.approver_id, seat.approver))
            .collect(),
    }))
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
