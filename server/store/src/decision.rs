//! The readout decision: recorded by one side on frozen numbers, confirmed by the other.

mod page;

use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event;
use domain::criterion::Choice;
use domain::decision::{Confirmation, OnTable, Proposed, Side, confirm as may_confirm, record as may_record};
use domain::ids::{DecisionId, PersonId, PilotId, SnapshotId};
use domain::pilot::Status;
use domain::programme::scorecard;
use sqlx::PgPool;

use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::{Error, Result, readout};
use page::standing;

pub use page::{Earlier, Page, current, page};

/// The word for a rule that left more than one choice open.
const OPEN: &str = "open";

/// A decision to record.
#[derive(Clone, Debug)]
pub struct New {
    /// The frozen numbers it rests on.
    pub snapshot: SnapshotId,
    /// What was chosen.
    pub choice: Choice,
    /// Why; may be empty where the rule points to the choice.
    pub reason: String,
    /// Who was there.
    pub attendees: String,
    /// What happens next.
    pub next_step: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due_on: NaiveDate,
}

/// Records a decision. A second record takes the place of the first until one is confirmed; both
/// stay in the table.
///
/// # Errors
/// [`Error::Refused`] where the rules object (`domain::decision::record`) or newer numbers were
/// frozen, [`Error::NotFound`] if the pilot has no such snapshot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn record(pool: &PgPool, pilot: PilotId, who: PersonId, new: New, now: DateTime<Utc>) -> Result<DecisionId> {
    let mut change = Change::begin(pool, pilot, who, now).await?;
    let now = change.now();
    let (status, ends_at) = standing(&mut change, pilot, now).await?;
    let frozen = sqlx::query!(
        r#"select s.programme, s.digest, s.taken_at,
               exists (select 1 from snapshot n where n.pilot_id = $1 and n.snapshot_id > s.snapshot_id) as "newer!"
           from snapshot s where s.pilot_id = $1 and s.snapshot_id = $2"#,
        pilot.0,
        new.snapshot.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    if frozen.newer && !matches!(status, Status::Decided(_)) {
        return Err(Error::refused(
            "The numbers were frozen again since. Look at the newer ones first.",
        ));
    }
    let programme = readout::read(&frozen.programme, &frozen.digest)?;
    let pointed_to = Choice::pointed_to(&scorecard(&programme, frozen.taken_at).outlook);
    let proposed = Proposed {
        choice: new.choice,
        reason: &new.reason,
        pointed_to,
        frozen_at: frozen.taken_at,
    };
    may_record(status, ends_at, proposed).map_err(|objection| Error::refused(objection.to_string()))?;
    let decision = sqlx::query_scalar!(
        r#"insert into decision (pilot_id, snapshot_id, choice, rule_pointed_to, reason, attendees, next_step, owner,
               due_on, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           returning decision_id as "decision_id: DecisionId""#,
        pilot.0,
        new.snapshot.0,
        new.choice.as_str(),
        pointed_to.map_or(OPEN, Choice::as_str),
        new.reason,
        new.attendees,
        new.next_step,
        new.owner,
        new.due_on,
        who.0,
        now,
    )
    .fetch_one(&mut *change)
    .await?;
    let event = event::Decision::Record {
        decision: decision.into(),
        choice: new.choice,
        rule_pointed_to: pointed_to.into(),
        snapshot: new.snapshot.into(),
        sha256: frozen.digest.into(),
    };
    change.commit(event).await?;
    Ok(decision)
}

/// Confirms a decision for the other side. Doing it twice changes nothing.
///
/// # Errors
/// [`Error::Refused`] where the rules object (`domain::decision::confirm`), [`Error::NotFound`] if
/// the pilot has no such decision.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn confirm(
    pool: &PgPool,
    pilot: PilotId,
    who: PersonId,
    decision: DecisionId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, who, now).await?;
    let now = change.now();
    let row = sqlx::query!(
        r#"select d.choice, d.recorded_by as "recorded_by: PersonId", m.role as "role?",
               (select i.role from member i where i.pilot_id = $1 and i.person_id = $3
                   and i.role in ('sponsor', 'approver') limit 1) as own_role,
               not exists (select 1 from decision n where n.pilot_id = $1 and n.decision_id > d.decision_id) as "newest!",
               c.decision_id is not null as "confirmed!",
               exists (select 1 from decision n join decision_confirmation using (decision_id)
                   where n.pilot_id = $1) as "decided!"
           from decision d
           left join member m on m.pilot_id = d.pilot_id and m.person_id = d.recorded_by and m.role in ('sponsor', 'approver')
           left join decision_confirmation c on c.decision_id = d.decision_id
           where d.pilot_id = $1 and d.decision_id = $2"#,
        pilot.0,
        decision.0,
        who.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    let on_table = OnTable {
        is_the_one_shown: row.confirmed || (row.newest && !row.decided),
        recorded_by: row.recorded_by,
        side: side(row.role.as_deref())?,
        confirmed: row.decided,
    };
    let own = row.own_role.as_deref();
    let own = own.map_or_else(|| Err(Error::NotFound), |role| side(Some(role)))?;
    match may_confirm(on_table, who, own).map_err(|objection| Error::refused(objection.to_string()))? {
        Confirmation::AlreadyMade => return Ok(()),
        Confirmation::Decides => {}
    }
    sqlx::query!(
        "insert into decision_confirmation (decision_id, confirmed_by, confirmed_at) values ($1, $2, $3)",
        decision.0,
        who.0,
        now,
    )
    .execute(&mut *change)
    .await
    .on_constraint(
        "decision_confirmation_second_person",
        "You recorded this decision. The other side confirms it.",
    )?;
    let event = event::Decision::Confirm {
        decision: decision.into(),
        choice: word(&row.choice)?,
    };
    change.commit(event).await
}

fn word(word: &str) -> Result<Choice> {
    Choice::parse(word).ok_or_else(|| Error::inconsistent("decision", word))
}

pub(crate) fn side(role: Option<&str>) -> Result<Side> {
    match role {
        Some("sponsor") => Ok(Side::Sponsor),
        Some("approver") => Ok(Side::Approver),
        _ => Err(Error::inconsistent("decision", "recorded by somebody of neither side")),
    }
}
