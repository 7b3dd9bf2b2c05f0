//! Pilots: finding one together with what the asking person is to it, and where it stands.

mod add;
mod draft;
mod example;
mod facts;
mod iterate;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role, Standing};
use domain::pilot::{Life, Status};
use sqlx::PgPool;

pub use add::{NewPilot, add, add_with_terms};
pub use draft::{Draft, PutAway, bring_back, handle, plan_start, put_away};
pub use example::{has_example, mark_example};
pub use facts::{Facts, First, Holder, Offer, Second, Start, facts};
pub(crate) use facts::{Which, facts_in, facts_of};
pub use iterate::{SignedText, iterate, signed_text};

use crate::{Error, Result, arrival};

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
#[tracing::instrument(level = "debug", skip_all)]
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
#[tracing::instrument(level = "debug", skip_all)]
pub async fn status(pool: &PgPool, pilot: PilotId, now: DateTime<Utc>) -> Result<Status> {
    Ok(Status::of(&life(pool, pilot).await?, now))
}

/// The facts a pilot's status rests on.
///
/// # Errors
/// [`Error::NotFound`] when there is no such pilot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn life(pool: &PgPool, pilot: PilotId) -> Result<Life> {
    Ok(facts(pool, pilot).await?.life)
}

/// Reads a zone name of a row.
pub(crate) fn zone(name: &str) -> Result<Tz> {
    name.parse()
        .map_err(|_| Error::inconsistent("pilot", format!("unknown zone {name}")))
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
#[tracing::instrument(level = "debug", skip_all)]
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
