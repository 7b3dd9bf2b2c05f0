//! Pilots: finding one together with what the asking person is to it, and where it stands.

mod add;
mod example;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::approval::Verdict;
use domain::criterion::Choice;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role, Standing};
use domain::pilot::{Life, Request, Run, Status};
use sqlx::{PgConnection, PgPool};

pub use add::{NewPilot, add, add_with_terms};
pub use example::{has_example, mark_example};

use crate::{Error, Result, approval, arrival};

/// A pilot as every page of it shows it.
#[derive(Clone, Debug)]
pub struct Pilot {
    /// Which.
    pub pilot_id: PilotId,
    /// In addresses.
    pub slug: String,
    /// In titles.
    pub name: String,
    /// Weeks and deadlines belong to this zone.
    pub zone: Tz,
    /// Example data, marked on every page.
    pub example: bool,
    /// Where it stands.
    pub status: Status,
}

/// The pilot with this address, where it stands, and what `person` is to it; `None` when there is no such pilot. A
/// person without a role gets an empty standing: policy answers not found.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn find(
    pool: &PgPool,
    slug: &str,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Option<(Pilot, Standing)>> {
    let Some(place) = arrival::place(pool, slug, person, now).await? else {
        return Ok(None);
    };
    let status = status(pool, place.pilot_id, now).await?;
    Ok(Some(place.pilot(status)))
}

/// Where a pilot stands, from its recorded facts.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn status(pool: &PgPool, pilot: PilotId, now: DateTime<Utc>) -> Result<Status> {
    Ok(Status::of(&life(pool, pilot).await?, now))
}

/// The facts a pilot's status rests on.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn life(pool: &PgPool, pilot: PilotId) -> Result<Life> {
    life_in(&mut *pool.acquire().await?, pilot).await
}

/// [`life`], inside the caller's transaction.
pub(crate) async fn life_in(tx: &mut PgConnection, pilot: PilotId) -> Result<Life> {
    let request = approval::current(&mut *tx, pilot).await?.map(|current| Request {
        revision: current.revision.0,
        verdict: current.outcome.map(|outcome| outcome.verdict),
    });
    let row = sqlx::query!(
        r#"select
            (select max(v.number) from revision v where v.pilot_id = $1) as latest,
            (select j.material from approval_judgement j
                where j.pilot_id = $1 and j.older = $2
                    and j.newer = (select max(v.number) from revision v where v.pilot_id = $1)) as material,
            exists (select 1 from feature f where f.pilot_id = $1)
                or exists (select 1 from consent c where c.pilot_id = $1)
                or exists (select 1 from baseline_feature b where b.pilot_id = $1) as "enrolling!",
            (select s.started_at from pilot_start s where s.pilot_id = $1) as started_at,
            array(select w.opens_at from survey_week w where w.pilot_id = $1 order by w.number) as "opens!",
            (select max(w.closes_at) from survey_week w where w.pilot_id = $1) as ends_at,
            (select d.choice from decision d join decision_confirmation c using (decision_id)
                where d.pilot_id = $1 order by d.decision_id desc limit 1) as choice
"#,
        pilot.0,
        request.map(|request| request.revision),
    )
    .fetch_one(&mut *tx)
    .await?;
    let approved = request.filter(|request| request.verdict.is_some_and(Verdict::approves));
    // What nobody judged outdates the approval.
    let edited_materially = approved
        .zip(row.latest)
        .is_some_and(|(approved, latest)| latest > approved.revision && row.material.unwrap_or(true));
    let run = match (row.started_at, row.ends_at) {
        (Some(_), Some(ends_at)) => Some(Run {
            opens: row.opens,
            ends_at,
        }),
        (None, None) => None,
        _ => {
            return Err(Error::inconsistent(
                "survey_week",
                "weeks and start do not come together",
            ));
        }
    };
    let decided = row
        .choice
        .map(|c| Choice::parse(&c).ok_or_else(|| Error::inconsistent("decision", c)))
        .transpose()?;
    Ok(Life {
        request,
        edited_materially,
        enrolling: row.enrolling,
        run,
        decided,
    })
}

/// Reads a zone name of a row.
pub(crate) fn zone(name: &str) -> Result<Tz> {
    name.parse()
        .map_err(|_| Error::inconsistent("pilot", format!("unknown zone {name}")))
}

/// A pilot in a person's list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The pilot.
    pub pilot: Pilot,
    /// What the person is to it.
    pub standing: Standing,
}

/// The pilots a person has a role in, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(pool: &PgPool, person: PersonId, now: DateTime<Utc>) -> Result<Vec<Listed>> {
    let slugs = sqlx::query_scalar!(
        "select t.slug from pilot t
         where exists (select 1 from member m where m.pilot_id = t.pilot_id and m.person_id = $1)
         order by t.pilot_id desc limit 50",
        person.0,
    )
    .fetch_all(pool)
    .await?;
    let mut listed = Vec::with_capacity(slugs.len());
    for slug in slugs {
        if let Some((pilot, standing)) = find(pool, &slug, person, now).await? {
            listed.push(Listed { pilot, standing });
        }
    }
    Ok(listed)
}

/// Somebody with a role in a pilot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person_id: PersonId,
    /// As shown.
    pub name: String,
    /// The address invitations go to.
    pub email: String,
    /// As what.
    pub membership: Membership,
    /// Whether a password was chosen yet.
    pub joined: bool,
}

/// Everybody with a role in a pilot, by role.
///
/// # Errors
/// When the database fails.
pub async fn members(pool: &PgPool, pilot: PilotId) -> Result<Vec<Member>> {
    let rows = sqlx::query!(
        r#"select p.person_id as "person_id: PersonId", p.name, p.email, m.role, m.arm,
               p.password_hash is not null as "joined!"
           from member m join person p using (person_id)
           where m.pilot_id = $1
           order by array_position(array['sponsor', 'approver', 'pilot_pm', 'dri', 'observer'], m.role), m.arm, p.name"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            let role = Role::parse(&r.role).ok_or_else(|| Error::inconsistent("member", &r.role))?;
            let arm = r
                .arm
                .as_deref()
                .map(|a| Arm::parse(a).ok_or_else(|| Error::inconsistent("member", a)))
                .transpose()?;
            Ok(Member {
                person_id: r.person_id,
                name: r.name,
                email: r.email,
                membership: Membership { role, arm },
                joined: r.joined,
            })
        })
        .collect()
}
