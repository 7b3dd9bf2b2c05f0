//! Where the decision stands, for its page.

use chrono::{DateTime, NaiveDate, Utc};
use domain::criterion::Choice;
use domain::decision::Recorded;
use domain::ids::{DecisionId, PersonId, PilotId, SnapshotId};
use domain::pilot::{Life, Run, Status};
use sqlx::{PgConnection, PgPool};

use super::{OPEN, side, word};
use crate::{Result, readout};

/// The decision a pilot stands on: the confirmed one, else the newest record.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn current(pool: &PgPool, pilot: PilotId) -> Result<Option<Recorded>> {
    let Some(row) = sqlx::query!(
        r#"select d.decision_id as "decision_id: DecisionId", d.snapshot_id as "snapshot_id: SnapshotId", d.choice,
               d.rule_pointed_to, d.reason, d.attendees, d.next_step, d.owner, d.due_on,
               d.recorded_by as "recorded_by: PersonId", p.name, d.recorded_at,
               (select m.role from member m where m.pilot_id = $1 and m.person_id = d.recorded_by
                   and m.role in ('sponsor', 'approver') limit 1) as role,
               c.confirmed_at as "confirmed_at?", q.name as "confirmed_by?"
           from decision d
           join person p on p.person_id = d.recorded_by
           left join decision_confirmation c on c.decision_id = d.decision_id
           left join person q on q.person_id = c.confirmed_by
           where d.pilot_id = $1
           order by (c.decision_id is not null) desc, d.decision_id desc limit 1"#,
        pilot.0,
    )
    .fetch_optional(pool)
    .await?
    else {
        return Ok(None);
    };
    let side = side(row.role.as_deref())?;
    let others = sqlx::query_scalar!(
        "select p.name from member m join person p using (person_id) where m.pilot_id = $1 and m.role = $2",
        pilot.0,
        side.other().role().as_str(),
    )
    .fetch_all(pool)
    .await?;
    Ok(Some(Recorded {
        decision_id: row.decision_id,
        snapshot_id: row.snapshot_id,
        choice: word(&row.choice)?,
        pointed_to: match row.rule_pointed_to.as_str() {
            OPEN => None,
            pointed_to => Some(word(pointed_to)?),
        },
        reason: row.reason,
        attendees: row.attendees,
        next_step: row.next_step,
        owner: row.owner,
        due_on: row.due_on,
        recorded_by: row.recorded_by,
        recorded_by_name: row.name,
        side,
        recorded_at: row.recorded_at,
        waits_for: match <[String; 1]>::try_from(others) {
            Ok([name]) => name,
            Err(_) => format!("the {}", side.other().role().label().to_lowercase()),
        },
        confirmed: row.confirmed_by.zip(row.confirmed_at),
    }))
}

/// Where the pilot stands as far as deciding goes, and when its last week closes.
pub(super) async fn standing(
    tx: &mut PgConnection,
    pilot: PilotId,
    now: DateTime<Utc>,
) -> Result<(Status, Option<DateTime<Utc>>)> {
    let row = sqlx::query!(
        r#"select array(select coalesce(w.begins_at, w.opens_at) from survey_week w where w.pilot_id = $1 order by w.number) as "opens!",
               (select max(coalesce(w.ends_at, w.closes_at)) from survey_week w where w.pilot_id = $1) as ends_at,
               (select d.choice from decision d join decision_confirmation using (decision_id)
                   where d.pilot_id = $1 limit 1) as decided"#,
        pilot.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let decided = row.decided.as_deref().map(word).transpose()?;
    let life = Life {
        run: row.ends_at.map(|ends_at| Run {
            opens: row.opens,
            ends_at,
        }),
        decided,
        ..Life::default()
    };
    Ok((Status::of(&life, now), row.ends_at))
}

/// A record whose place another took before it was confirmed.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// What was chosen.
    pub choice: Choice,
    /// Why.
    pub reason: String,
    /// What was to happen next.
    pub next_step: String,
    /// Who was to see to it.
    pub owner: String,
    /// By when.
    pub due_on: NaiveDate,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Every record of the pilot but the one it stands on.
async fn earlier(pool: &PgPool, pilot: PilotId, stands: DecisionId) -> Result<Vec<Earlier>> {
    sqlx::query!(
        "select d.choice, d.reason, d.next_step, d.owner, d.due_on, p.name, d.recorded_at
         from decision d join person p on p.person_id = d.recorded_by
         where d.pilot_id = $1 and d.decision_id <> $2 order by d.decision_id desc limit 100",
        pilot.0,
        stands.0,
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(|row| {
        Ok(Earlier {
            choice: word(&row.choice)?,
            reason: row.reason,
            next_step: row.next_step,
            owner: row.owner,
            due_on: row.due_on,
            by: row.name,
            at: row.recorded_at,
        })
    })
    .collect()
}

/// What the page of the decision shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// The decision as it stands.
    pub recorded: Option<Recorded>,
    /// The numbers it rests on; without one, the newest frozen ones.
    pub decided_on: Option<readout::Snapshot>,
    /// Records whose place another took, newest first.
    pub earlier: Vec<Earlier>,
    /// The newest frozen numbers.
    pub latest: Option<readout::Snapshot>,
    /// Whether those were frozen after the last week had closed.
    pub latest_is_final: bool,
}

/// The page of the decision.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId) -> Result<Page> {
    let recorded = current(pool, pilot).await?;
    let latest = readout::latest(pool, pilot).await?;
    let decided_on = match &recorded {
        Some(recorded) => Some(readout::snapshot(pool, pilot, recorded.snapshot_id).await?),
        None => latest.clone(),
    };
    let earlier = match &recorded {
        Some(recorded) => earlier(pool, pilot, recorded.decision_id).await?,
        None => Vec::new(),
    };
    Ok(Page {
        earlier,
        latest_is_final: readout::has_final(pool, pilot).await?,
        recorded,
        decided_on,
        latest,
    })
}
