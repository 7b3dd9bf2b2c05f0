//! Week one: the two lists of the signed terms, the ticks of each arm, and who acknowledged the no-go list.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Role};
use domain::terms::Terms;
use domain::week_one::{Progress, Side, Tick, is_new, progress};
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::{Error, Result};

/// Who gave a tick, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// As shown.
    pub name: String,
    /// A link or a note; empty for a confirmation.
    pub evidence: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A pilot PM and the no-go list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// Who.
    pub person_id: PersonId,
    /// As shown.
    pub name: String,
    /// When they acknowledged it, once they did.
    pub at: Option<DateTime<Utc>>,
}

/// One activity with its progress in both arms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// From 1.
    pub item: u32,
    /// The document's words.
    pub text: String,
    /// In each arm, in the order of [`Arm::ALL`].
    pub progress: Vec<(Arm, Progress<By>)>,
}

/// Everything the week-one page shows.
#[derive(Clone, Debug)]
pub struct WeekOne {
    /// The revision the lists come from; `None` when there is no proposal yet.
    pub revision: Option<i32>,
    /// When the pilot started, once it did.
    pub started_at: Option<DateTime<Utc>>,
    /// What each pilot PM does.
    pub activities: Vec<Activity>,
    /// What nobody does.
    pub no_go: Vec<String>,
    /// Every pilot PM.
    pub acknowledgements: Vec<Acknowledgement>,
}

/// The lists, ticks and acknowledgements: of the started revision, before the start of the newest one.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn page(pool: &PgPool, pilot: PilotId) -> Result<WeekOne> {
    let mut connection = pool.acquire().await?;
    let lists = lists(&mut connection, pilot).await?;
    let ticks = ticks(&mut connection, pilot).await?;
    let acknowledgements = sqlx::query_as!(
        Acknowledgement,
        r#"select p.person_id as "person_id: PersonId", p.name, a.acknowledged_at as "at?"
           from member m join person p using (person_id)
           left join no_go_acknowledgement a on a.pilot_id = m.pilot_id and a.person_id = m.person_id
           where m.pilot_id = $1 and m.role = 'pilot_pm' order by m.arm, p.name"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    let activities = (1..)
        .zip(lists.week_one)
        .map(|(item, text)| {
            let progress = Arm::ALL
                .into_iter()
                .map(|arm| Ok((arm, progress_of(&ticks, arm, item)?)))
                .collect::<Result<_>>()?;
            Ok(Activity { item, text, progress })
        })
        .collect::<Result<_>>()?;
    Ok(WeekOne {
        revision: lists.revision,
        started_at: lists.started_at,
        activities,
        no_go: lists.no_go,
        acknowledgements,
    })
}

/// Records a pilot PM's or a DRI's word on an activity of their arm. Saying it again changes nothing.
///
/// # Errors
/// [`Error::Refused`] before the start, or when a DRI confirms what is not done;
/// [`Error::NotFound`] when the person does not hold the role for the arm.
pub async fn tick(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (arm, item, side): (Arm, u32, Side),
    evidence: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.after_start().await?;
    let lists = lists(&mut change, pilot).await?;
    let holds = sqlx::query_scalar!(
        r#"select exists (select 1 from member where pilot_id = $1 and person_id = $2 and role = $3 and arm = $4)
               as "exists!""#,
        pilot.0,
        person.0,
        side.as_str(),
        arm.as_str(),
    )
    .fetch_one(&mut *change)
    .await?;
    if !holds {
        return Err(Error::NotFound);
    }
    let progress = progress_of(&ticks(&mut change, pilot).await?, arm, item)?;
    let is_new = is_new(&progress, side, item, lists.week_one.len()).map_err(|e| Error::refused(e.to_string()))?;
    if !is_new {
        return Ok(());
    }
    let position = i32::try_from(item).map_err(|e| Error::inconsistent("checklist_tick", e))?;
    sqlx::query!(
        "insert into checklist_tick (pilot_id, arm, item, role, person_id, evidence, ticked_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        pilot.0,
        arm.as_str(),
        position,
        side.as_str(),
        person.0,
        evidence,
        now,
    )
    .execute(&mut *change)
    .await?;
    change.commit(event::Start::word(side, arm, item, evidence)).await
}

/// Records that a pilot PM acknowledges the no-go list. Doing it again changes nothing.
///
/// # Errors
/// [`Error::Refused`] before the start; [`Error::NotFound`] when the person is no pilot PM here.
pub async fn acknowledge(pool: &PgPool, pilot: PilotId, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.after_start().await?;
    let lists = lists(&mut change, pilot).await?;
    let is_pm = sqlx::query_scalar!(
        r#"select exists (select 1 from member where pilot_id = $1 and person_id = $2 and role = $3) as "exists!""#,
        pilot.0,
        person.0,
        Role::PilotPm.as_str(),
    )
    .fetch_one(&mut *change)
    .await?;
    if !is_pm {
        return Err(Error::NotFound);
    }
    let recorded = sqlx::query!(
        "insert into no_go_acknowledgement (pilot_id, person_id, acknowledged_at) values ($1, $2, $3)
         on conflict do nothing",
        pilot.0,
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    if recorded.rows_affected() == 0 {
        return Ok(());
    }
    let revision = lists.revision.into();
    change.commit(event::Start::Acknowledge { revision }).await
}

struct Lists {
    revision: Option<i32>,
    started_at: Option<DateTime<Utc>>,
    week_one: Vec<String>,
    no_go: Vec<String>,
}

async fn lists(connection: &mut PgConnection, pilot: PilotId) -> Result<Lists> {
    let row = sqlx::query!(
        r#"select r.number, r.terms as "terms: Json<Terms>", s.started_at as "started_at?"
           from revision r left join pilot_start s using (pilot_id)
           where r.pilot_id = $1 and (s.revision_number is null or s.revision_number = r.number)
           order by r.number desc limit 1"#,
        pilot.0,
    )
    .fetch_optional(connection)
    .await?;
    Ok(match row {
        Some(row) => Lists {
            revision: Some(row.number),
            started_at: row.started_at,
            week_one: row.terms.0.week_one,
            no_go: row.terms.0.no_go,
        },
        None => Lists {
            revision: None,
            started_at: None,
            week_one: Vec::new(),
            no_go: Vec::new(),
        },
    })
}

async fn ticks(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<Tick<By>>> {
    sqlx::query!(
        "select t.arm, t.item, t.role, p.name, t.evidence, t.ticked_at
         from checklist_tick t join person p using (person_id) where t.pilot_id = $1",
        pilot.0,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|r| {
        Ok(Tick {
            arm: Arm::parse(&r.arm).ok_or_else(|| Error::inconsistent("checklist_tick", &r.arm))?,
            item: u32::try_from(r.item).map_err(|e| Error::inconsistent("checklist_tick", e))?,
            side: Side::parse(&r.role).ok_or_else(|| Error::inconsistent("checklist_tick", &r.role))?,
            by: By {
                name: r.name,
                evidence: r.evidence,
                at: r.ticked_at,
            },
        })
    })
    .collect()
}

fn progress_of(ticks: &[Tick<By>], arm: Arm, item: u32) -> Result<Progress<By>> {
    progress(ticks, arm, item).map_err(|e| Error::inconsistent("checklist_tick", e))
}
