use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event::{self, OnCondition};
use domain::approval::{Part, Progress, Stated, Step, may_take};
use domain::ids::{ApprovalId, ApprovalRequestId, ConditionId, PersonId, PilotId};
use domain::pilot::OpenCondition;
use domain::proposal::RevisionNumber;
use serde::Deserialize;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor, PgPool};

use super::{Delegation, delegations, in_effect, on_behalf, requests};
use crate::change::Change;
use crate::{Error, Result};

/// A condition of an approval, with everything done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Which.
    pub condition_id: ConditionId,
    /// The decision it belongs to.
    pub approval_id: ApprovalId,
    /// The request that was decided on.
    pub request_id: ApprovalRequestId,
    /// The revision approved with it.
    pub revision: RevisionNumber,
    /// In whose seat it was set: who closes it.
    pub approver_id: PersonId,
    /// Who set it: "Priya", or "Sam for Priya".
    pub set_by: String,
    /// What has to happen, what will show it, who makes it happen, and by when.
    pub stated: Stated,
    /// The owner's name.
    pub owner: String,
    /// What was done about it, oldest first.
    pub steps: Vec<StepTaken>,
}

/// Something done about a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTaken {
    /// What.
    pub step: Step,
    /// The evidence, the reason or the note.
    pub note: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Condition {
    /// Where it stands.
    pub fn progress(&self) -> Progress {
        let steps: Vec<Step> = self.steps.iter().map(|taken| taken.step).collect();
        Progress::of(&steps)
    }

    /// Whether it is open and its day has passed; `today` in the pilot's zone.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.progress().is_open() && self.stated.due_on < today
    }

    /// What a person is to it at `now`.
    pub fn part(&self, person: PersonId, sponsor: bool, delegations: &[Delegation], now: DateTime<Utc>) -> Part {
        Part {
            owner: self.stated.owner == person,
            sponsor,
            approver: self.approver_id == person,
            deputy: delegations
                .iter()
                .any(|d| d.approver_id == self.approver_id && d.deputy_id == person && d.holds(now)),
        }
    }
}

#[derive(Debug, Deserialize)]
struct StepRow {
    kind: Step,
    note: String,
    by: String,
    at: DateTime<Utc>,
}

/// Every condition ever set in the pilot, in the order they were stated.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn conditions(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Vec<Condition>> {
    sqlx::query!(
        r#"select c.condition_id as "condition_id: ConditionId", a.approval_id as "approval_id: ApprovalId",
               q.approval_request_id as "request_id: ApprovalRequestId", q.revision_number,
               a.approver_id as "approver_id: PersonId", a.person_id as "person_id: PersonId",
               w.name as approver, d.name as person, c.text, c.evidence, c.owner_id as "owner_id: PersonId",
               o.name as owner, c.due_on, c.ask,
               coalesce((select json_agg(json_build_object('kind', s.kind, 'note', s.note, 'by', p.name,
                       'at', s.taken_at) order by s.condition_step_id)
                   from condition_step s join person p using (person_id)
                   where s.condition_id = c.condition_id), '[]') as "steps!: Json<Vec<StepRow>>"
           from condition c
           join approval a using (approval_id)
           join approval_request q using (approval_request_id)
           join person w on w.person_id = a.approver_id
           join person d on d.person_id = a.person_id
           join person o on o.person_id = c.owner_id
           where q.pilot_id = $1 order by a.approval_id, c.position"#,
        pilot.0,
    )
    .fetch_all(executor)
    .await?
    .into_iter()
    .map(|r| {
        let ask = r
            .ask
            .map(|ask| usize::try_from(ask - 1).map_err(|e| Error::inconsistent("condition", e)))
            .transpose()?;
        Ok(Condition {
            condition_id: r.condition_id,
            approval_id: r.approval_id,
            request_id: r.request_id,
            revision: RevisionNumber(r.revision_number),
            approver_id: r.approver_id,
            set_by: on_behalf(&r.person, &r.approver, r.person_id != r.approver_id),
            stated: Stated {
                text: r.text,
                evidence: r.evidence,
                owner: r.owner_id,
                due_on: r.due_on,
                ask,
            },
            owner: r.owner,
            steps: r
                .steps
                .0
                .into_iter()
                .map(|s| StepTaken {
                    step: s.kind,
                    note: s.note,
                    by: s.by,
                    at: s.at,
                })
                .collect(),
        })
    })
    .collect()
}

/// One condition as a person sees it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The condition.
    pub condition: Condition,
    /// What the person is to it.
    pub part: Part,
    /// Whether its approval is the one in effect: otherwise it binds nobody any more.
    pub in_effect: bool,
}

/// The condition with this id as `person` sees it.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such condition.
pub async fn condition(
    pool: &PgPool,
    pilot: PilotId,
    (person, condition): (PersonId, ConditionId),
    now: DateTime<Utc>,
) -> Result<Judged> {
    find(&mut *pool.acquire().await?, pilot, (person, condition), now).await
}

async fn find(
    connection: &mut PgConnection,
    pilot: PilotId,
    (person, condition): (PersonId, ConditionId),
    now: DateTime<Utc>,
) -> Result<Judged> {
    let condition = conditions(&mut *connection, pilot)
        .await?
        .into_iter()
        .find(|one| one.condition_id == condition)
        .ok_or(Error::NotFound)?;
    let delegations = delegations(&mut *connection, pilot).await?;
    let sponsor = sqlx::query_scalar!(
        r#"select exists (select 1 from member where pilot_id = $1 and person_id = $2 and role = 'sponsor') as "exists!""#,
        pilot.0,
        person.0,
    )
    .fetch_one(&mut *connection)
    .await?;
    let requests = requests(&mut *connection, pilot).await?;
    Ok(Judged {
        part: condition.part(person, sponsor, &delegations, now),
        in_effect: in_effect(&requests).is_some_and(|current| current.request_id == condition.request_id),
        condition,
    })
}

/// Hands in evidence, sends it back or closes a condition; `note` is the evidence, the reason or the note.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such condition; [`Error::Refused`] when the step is not this
/// person's, not possible any more, or a newer request replaced the approval.
pub async fn take_step(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (condition, step, note): (ConditionId, Step, &str),
    now: DateTime<Utc>,
) -> Result<Condition> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let found = find(&mut change, pilot, (person, condition), now).await?;
    may_take(step, found.condition.progress(), found.part).map_err(|obstacle| Error::refused(obstacle.to_string()))?;
    if !found.in_effect {
        return Err(Error::refused(format!(
            "A newer request replaced the approval of revision {}. This condition binds nobody any more.",
            found.condition.revision
        )));
    }
    sqlx::query!(
        "insert into condition_step (condition_id, kind, note, person_id, taken_at) values ($1, $2, $3, $4, $5)",
        condition.0,
        step.as_str(),
        note,
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    let on = OnCondition {
        condition,
        text: found.condition.stated.text.clone(),
        note: note.to_owned().into(),
    };
    change.commit(event::Approval::step(step, on)).await?;
    Ok(found.condition)
}

/// The conditions of a request that nobody has closed.
pub(crate) async fn open_conditions(
    connection: &mut PgConnection,
    pilot: PilotId,
    request: ApprovalRequestId,
) -> Result<Vec<OpenCondition>> {
    let conditions = conditions(connection, pilot).await?;
    Ok(conditions
        .into_iter()
        .filter(|condition| condition.request_id == request && condition.progress().is_open())
        .map(|condition| OpenCondition {
            condition: condition.condition_id,
            text: condition.stated.text,
            owner: condition.owner,
            due_on: condition.stated.due_on,
        })
        .collect())
}
