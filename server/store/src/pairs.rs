//! Which engineering DRI is whose, in an arm with several pilot PMs.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Role};
use domain::pilot::Pairs;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::{Error, Result};

/// The pilot PMs and engineering DRIs of one arm, in the order they were enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The arm.
    pub arm: Arm,
    /// Its pilot PMs.
    pub pms: Vec<(PersonId, String)>,
    /// Its DRIs, each with the pilot PM they were named for.
    pub dris: Vec<(PersonId, String, Option<PersonId>)>,
}

impl Enrolled {
    /// Who reviews whom.
    pub fn pairs(&self) -> Pairs {
        let pms: Vec<PersonId> = self.pms.iter().map(|(pm, _)| *pm).collect();
        let dris: Vec<_> = self.dris.iter().map(|(dri, _, pm)| (*dri, *pm)).collect();
        Pairs::of(&pms, &dris)
    }

    /// The name of one of its pilot PMs.
    pub fn name_of(&self, pm: PersonId) -> Option<&str> {
        let found = self.pms.iter().find(|(one, _)| *one == pm);
        found.map(|(_, name)| name.as_str())
    }
}

/// The pilot PMs and DRIs of both arms.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub(crate) async fn enrolled(tx: &mut PgConnection, pilot: PilotId) -> Result<Vec<Enrolled>> {
    let rows = sqlx::query!(
        r#"select m.role, m.arm as "arm!", m.person_id as "person: PersonId", p.name, m.pm_id as "pm: PersonId"
           from member m join person p using (person_id)
           where m.pilot_id = $1 and m.arm is not null order by m.added_at, m.person_id"#,
        pilot.0,
    )
    .fetch_all(tx)
    .await?;
    let mut arms = Arm::ALL.map(|arm| Enrolled {
        arm,
        pms: Vec::new(),
        dris: Vec::new(),
    });
    for row in rows {
        let arm = Arm::parse(&row.arm).ok_or_else(|| Error::inconsistent("member", &row.arm))?;
        for enrolled in arms.iter_mut().filter(|enrolled| enrolled.arm == arm) {
            match Role::parse(&row.role) {
                Some(Role::PilotPm) => enrolled.pms.push((row.person, row.name.clone())),
                _ => enrolled.dris.push((row.person, row.name.clone(), row.pm)),
            }
        }
    }
    Ok(arms.into())
}

/// Says for which pilot PM of an arm somebody is the DRI, or takes that back.
///
/// # Errors
/// [`Error::Refused`] after the start, when one of them does not hold the role, or when another DRI was named
/// for that PM.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn assign_dri(
    pool: &PgPool,
    pilot: PilotId,
    (arm, dri): (Arm, PersonId),
    pm: Option<PersonId>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, by, now).await?.before_start()?;
    let arms = enrolled(&mut change, pilot).await?;
    let enrolled = arms
        .into_iter()
        .find(|enrolled| enrolled.arm == arm)
        .ok_or(Error::NotFound)?;
    let (_, name, was) = enrolled
        .dris
        .iter()
        .find(|(one, ..)| *one == dri)
        .ok_or_else(|| Error::refused("This person is not an engineering DRI of the arm."))?;
    let pm_name = pm
        .map(|pm| {
            enrolled
                .name_of(pm)
                .ok_or_else(|| Error::refused("This person is not a pilot PM of the arm."))
        })
        .transpose()?;
    if *was == pm {
        return Ok(());
    }
    // Whoever was named for somebody who is no pilot PM any more keeps nobody from being named.
    sqlx::query!(
        "update member d set pm_id = null
         where d.pilot_id = $1 and d.arm = $2 and d.pm_id is not null and not exists (
             select 1 from member m where m.pilot_id = d.pilot_id and m.arm = d.arm and m.role = 'pilot_pm'
                 and m.person_id = d.pm_id)",
        pilot.0,
        arm.as_str(),
    )
    .execute(&mut *change)
    .await?;
    sqlx::query!(
        "update member set pm_id = $4 where pilot_id = $1 and person_id = $2 and role = 'dri' and arm = $3",
        pilot.0,
        dri.0,
        arm.as_str(),
        pm.map(|pm| pm.0),
    )
    .execute(&mut *change)
    .await
    .on_constraint(
        "member_one_dri_per_pm",
        "This pilot PM has an engineering DRI already. Each has one.",
    )?;
    let event = event::People::AssignDri {
        person: dri,
        name: name.clone(),
        arm,
        pm,
        pm_name: pm_name.map(str::to_owned),
    };
    change.commit(event).await
}
