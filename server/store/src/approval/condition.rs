use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event::{self, OnCondition};
use domain::approval::{Part, Stated, Step, may_take};
use domain::ids::{ApprovalId, ApprovalRequestId, ConditionId, PersonId, PilotId};
use domain::person::Role;
use domain::proposal::RevisionNumber;
use sqlx::{PgExecutor, PgPool};

use super::{Condition, StepTaken, on_behalf};
use crate::change::Change;
use crate::pilot::{Facts, facts_in};
use crate::{Error, Result};

/// A step within the row of its condition.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(crate) struct StepRow {
    pub(crate) kind: String,
    pub(crate) note: String,
    pub(crate) by: String,
    pub(crate) at: DateTime<Utc>,
}

/// A condition as a statement gives it, alone or within the row of its pilot: fields in the order of the statement.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(crate) struct ConditionRow {
    pub(crate) condition_id: ConditionId,
    pub(crate) approval_id: ApprovalId,
    pub(crate) request_id: ApprovalRequestId,
    pub(crate) revision: i32,
    pub(crate) approver_id: PersonId,
    pub(crate) approver: String,
    pub(crate) person_id: PersonId,
    pub(crate) person: String,
    pub(crate) text: String,
    pub(crate) evidence: String,
    pub(crate) owner_id: PersonId,
    pub(crate) owner: String,
    pub(crate) due_on: NaiveDate,
    pub(crate) ask: Option<i32>,
    pub(crate) steps: Vec<StepRow>,
}

impl TryFrom<ConditionRow> for Condition {
    type Error = Error;

    fn try_from(row: ConditionRow) -> Result<Self> {
        let ask = row
            .ask
            .map(|ask| usize::try_from(ask - 1).map_err(|e| Error::inconsistent("condition", e)));
        let steps = row.steps.into_iter().map(|step| {
            Ok(StepTaken {
                step: Step::parse(&step.kind).ok_or_else(|| Error::inconsistent("condition_step", step.kind))?,
                note: step.note,
                by: step.by,
                at: step.at,
            })
        });
        Ok(Self {
            condition_id: row.condition_id,
            approval_id: row.approval_id,
            request_id: row.request_id,
            revision: RevisionNumber(row.revision),
            approver_id: row.approver_id,
            set_by: on_behalf(&row.person, &row.approver, row.person_id != row.approver_id),
            stated: Stated {
                text: row.text,
                evidence: row.evidence,
                owner: row.owner_id,
                due_on: row.due_on,
                ask: ask.transpose()?,
            },
            owner: row.owner,
            steps: steps.collect::<Result<_>>()?,
        })
    }
}

/// Every condition ever set in the pilot, in the order they were stated.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn conditions(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Vec<Condition>> {
    sqlx::query_as!(
        ConditionRow,
        r#"select c.condition_id as "condition_id: ConditionId", a.approval_id as "approval_id: ApprovalId",
               q.approval_request_id as "request_id: ApprovalRequestId", q.revision_number as revision,
               a.approver_id as "approver_id: PersonId", w.name as approver, a.person_id as "person_id: PersonId",
               d.name as person, c.text, c.evidence, c.owner_id as "owner_id: PersonId", o.name as owner, c.due_on,
               c.ask,
               array(select (s.kind, s.note, p.name, s.taken_at)
                   from condition_step s join person p using (person_id)
                   where s.condition_id = c.condition_id order by s.condition_step_id) as "steps!: Vec<StepRow>"
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
    .map(Condition::try_from)
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

/// One condition as a person sees it at `now`.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such condition.
pub fn condition(known: &Facts, (person, condition): (PersonId, ConditionId), now: DateTime<Utc>) -> Result<Judged> {
    let found = known.conditions.iter().find(|one| one.condition_id == condition);
    let condition = found.cloned().ok_or(Error::NotFound)?;
    let mut members = known.members();
    let sponsor = members.any(|one| one.person_id == person && one.membership.role == Role::Sponsor);
    Ok(Judged {
        part: condition.part(person, sponsor, &known.stands_in_for(person, now)),
        in_effect: known
            .request()
            .is_some_and(|current| current.request_id == condition.request_id),
        condition,
    })
}

/// Hands in evidence, sends it back or closes a condition; `note` is the evidence, the reason or the note.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such condition; [`Error::Refused`] when the step is not this
/// person's, not possible any more, or a newer request replaced the approval.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn take_step(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (of, step, note): (ConditionId, Step, &str),
    now: DateTime<Utc>,
) -> Result<Condition> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let found = condition(&facts_in(&mut change, pilot).await?, (person, of), now)?;
    may_take(step, found.condition.progress(), found.part).map_err(|obstacle| Error::refused(obstacle.to_string()))?;
    if !found.in_effect {
        return Err(Error::refused(format!(
            "A newer request replaced the approval of revision {}. This condition binds nobody any more.",
            found.condition.revision
        )));
    }
    sqlx::query!(
        "insert into condition_step (condition_id, kind, note, person_id, taken_at) values ($1, $2, $3, $4, $5)",
        of.0,
        step.as_str(),
        note,
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    let on = OnCondition {
        condition: of,
        text: found.condition.stated.text.clone(),
        note: note.to_owned().into(),
    };
    change.commit(event::Approval::step(step, on)).await?;
    Ok(found.condition)
}
