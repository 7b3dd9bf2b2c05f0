//! People, and pilots that have them.

use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role};
use sqlx::PgPool;

use crate::change::Change;
use crate::{Result, account};

/// The zone of the pilots made here.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Berlin;

/// A pilot and who is what in it.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    /// The pilot.
    pub pilot: PilotId,
    /// Dana.
    pub sponsor: PersonId,
    /// Priya.
    pub approver: PersonId,
    /// Mira.
    pub new_pm: PersonId,
    /// Omar.
    pub old_pm: PersonId,
    /// Lee.
    pub new_dri: PersonId,
    /// Kim.
    pub old_dri: PersonId,
}

/// Somebody who can be given roles: `Dana` has the address `dana@example.com`. The same name gives
/// the same person.
///
/// # Errors
/// When the database fails.
pub async fn person(pool: &PgPool, name: &str) -> Result<PersonId> {
    Ok(sqlx::query_scalar!(
        r#"insert into person (email, name, created_at) values (lower($1) || '@example.com', $1, '2026-01-01Z')
           on conflict on constraint person_email_unique do update set name = excluded.name
           returning person_id as "person_id: PersonId""#,
        name,
    )
    .fetch_one(pool)
    .await?)
}

/// A pilot with everybody in their role, and nothing else.
///
/// # Errors
/// When the slug is taken or the database fails.
pub async fn pilot(pool: &PgPool, slug: &str, now: DateTime<Utc>) -> Result<Cast> {
    let sponsor = person(pool, "Dana").await?;
    let pilot = sqlx::query_scalar!(
        r#"insert into pilot (slug, name, zone, created_by, created_at) values ($1, initcap($1) || ' pilot', $2, $3, $4)
           returning pilot_id as "pilot_id: PilotId""#,
        slug,
        ZONE.name(),
        sponsor.0,
        now,
    )
    .fetch_one(pool)
    .await?;
    let cast = Cast {
        pilot,
        sponsor,
        approver: person(pool, "Priya").await?,
        new_pm: person(pool, "Mira").await?,
        old_pm: person(pool, "Omar").await?,
        new_dri: person(pool, "Lee").await?,
        old_dri: person(pool, "Kim").await?,
    };
    let mut change = Change::begin(pool, pilot, sponsor, now).await?;
    for (person, role, arm) in [
        (cast.sponsor, Role::Sponsor, None),
        (cast.approver, Role::Approver, None),
        (cast.new_pm, Role::PilotPm, Some(Arm::NewModel)),
        (cast.old_pm, Role::PilotPm, Some(Arm::OldModel)),
        (cast.new_dri, Role::Dri, Some(Arm::NewModel)),
        (cast.old_dri, Role::Dri, Some(Arm::OldModel)),
    ] {
        account::add_member(&mut change, pilot, person, Membership { role, arm }, sponsor).await?;
    }
    change.commit_silently().await?;
    Ok(cast)
}

/// Pilots with the people of this one, its newest text and terms as their revision 1, confirmed as they were there,
/// and its newest zone version as their version 1: `checkout` gives `checkout-1` to `checkout-N`.
///
/// # Errors
/// When the database fails.
pub async fn copies(pool: &PgPool, pilot: PilotId, count: i32) -> Result<Vec<(PilotId, String)>> {
    let made = sqlx::query_as::<_, (i64, String)>(
        "insert into pilot (slug, name, zone, created_by, created_at)
         select slug || '-' || n, name || ' ' || n, zone, created_by, created_at
         from pilot cross join generate_series(1, $2) n where pilot_id = $1 order by n
         returning pilot_id, slug",
    )
    .bind(pilot.0)
    .bind(count)
    .fetch_all(pool)
    .await?;
    let ids: Vec<i64> = made.iter().map(|(id, _)| *id).collect();
    for statement in [
        "insert into member (pilot_id, person_id, role, arm, added_by, added_at)
         select p, person_id, role, arm, added_by, added_at from unnest($2::bigint[]) p cross join member where pilot_id = $1",
        "insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
         select p, 1, body, terms, digest, summary, author_id, created_at
         from unnest($2::bigint[]) p
             cross join (select * from revision where pilot_id = $1 order by number desc limit 1) newest",
        "insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at)
         select p, 1, items, digest, summary, author_id, created_at
         from unnest($2::bigint[]) p
             cross join (select * from zone_version where pilot_id = $1 order by number desc limit 1) newest",
        "insert into terms_confirmation (pilot_id, revision_number, terms_digest, person_id, confirmed_at)
         select p, 1, terms_digest, person_id, confirmed_at
         from unnest($2::bigint[]) p
             cross join (select * from terms_confirmation where pilot_id = $1 order by terms_confirmation_id desc limit 1) newest",
    ] {
        sqlx::query(statement).bind(pilot.0).bind(&ids).execute(pool).await?;
    }
    Ok(made.into_iter().map(|(id, slug)| (PilotId(id), slug)).collect())
}

/// Gives a person a role without an arm.
///
/// # Errors
/// When the database fails.
pub async fn member(pool: &PgPool, pilot: PilotId, person: PersonId, role: Role, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    account::add_member(&mut change, pilot, person, Membership { role, arm: None }, person).await?;
    change.commit_silently().await
}
