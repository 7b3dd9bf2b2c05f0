//! Personal links, by which a pilot PM answers without signing in.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::activity::event;
use domain::calendar::SurveyWeek;
use domain::ids::{PersonId, PilotId};
use domain::replacement::Tenure;
use domain::survey::Energy;
use sqlx::PgPool;

use super::{Given, NewAnswer, energy, record, survey_week};
use crate::change::Change;
use crate::replacement::pm_tenures;
use crate::{Error, Result};

/// Stores a personal link for one person and week.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such week, [`Error::Refused`] when it has closed.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn make_link(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    week: i32,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let row = sqlx::query!(
        "select number, opens_at, closes_at from survey_week where pilot_id = $1 and number = $2",
        pilot.0,
        week,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    if now >= row.closes_at {
        return Err(Error::refused("This week has closed. A link for it would not work."));
    }
    let of_week = survey_week(row.number, (row.opens_at, row.closes_at), (None, None))?;
    let tenures = pm_tenures(&mut change, pilot).await?;
    let asked = |tenure: &Tenure| tenure.person == person && tenure.answers(&of_week);
    if !tenures.iter().any(asked) {
        return Err(Error::refused(format!(
            "The question of week {week} is not yours. A link for it would not work."
        )));
    }
    sqlx::query!(
        "insert into survey_link (token_hash, pilot_id, week, person_id, created_at) values ($1, $2, $3, $4, $5)",
        token_hash,
        pilot.0,
        week,
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    change.commit(event::Survey::MakeLink { week }).await
}

/// What a personal link opens.
#[derive(Clone, Debug)]
pub struct Link {
    /// The pilot.
    pub pilot: PilotId,
    /// Its address.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// Its zone.
    pub zone: Tz,
    /// Whose link it is.
    pub person: PersonId,
    /// Their name.
    pub person_name: String,
    /// Where they are, if they said.
    pub person_zone: Option<Tz>,
    /// Its week.
    pub week: SurveyWeek,
    /// How many weeks the pilot has.
    pub weeks: i64,
    /// The answer that counts, if one was given.
    pub given: Option<Given>,
}

/// The link with this token, if its person is whom the question of the week is put to: the pilot PM when it opens.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn link(pool: &PgPool, token_hash: &[u8]) -> Result<Option<Link>> {
    let mut connection = pool.acquire().await?;
    let Some(r) = sqlx::query!(
        r#"select t.pilot_id as "pilot_id: PilotId", t.slug, t.name, t.zone, l.person_id as "person_id: PersonId",
               p.name as person_name, p.zone as person_zone,
               w.number, w.opens_at, w.closes_at, w.begins_at, w.ends_at,
               (select count(*) from survey_week n where n.pilot_id = t.pilot_id) as "weeks!",
               a.score as "score?", a.note as "note?", a.answered_at as "answered_at?"
           from survey_link l
           join pilot t using (pilot_id)
           join person p using (person_id)
           join survey_week w on w.pilot_id = l.pilot_id and w.number = l.week
           left join lateral (select * from answer g
               where g.pilot_id = l.pilot_id and g.week = l.week and g.person_id = l.person_id
               order by g.answer_id desc limit 1) a on true
           where l.token_hash = $1 and p.disabled_at is null"#,
        token_hash,
    )
    .fetch_optional(&mut *connection)
    .await?
    else {
        return Ok(None);
    };
    let week = survey_week(r.number, (r.opens_at, r.closes_at), (r.begins_at, r.ends_at))?;
    let tenures = pm_tenures(&mut connection, r.pilot_id).await?;
    let asked = |tenure: &Tenure| tenure.person == r.person_id && tenure.answers(&week);
    if !tenures.iter().any(asked) {
        return Ok(None);
    }
    let given = match (r.score, r.answered_at) {
        (Some(score), Some(at)) => Some(Given {
            energy: energy(score)?,
            note: r.note.unwrap_or_default(),
            at,
        }),
        _ => None,
    };
    Ok(Some(Link {
        pilot: r.pilot_id,
        zone: crate::pilot::zone(&r.zone)?,
        slug: r.slug,
        name: r.name,
        person: r.person_id,
        person_name: r.person_name,
        person_zone: r.person_zone.as_deref().map(crate::pilot::zone).transpose()?,
        week,
        weeks: r.weeks,
        given,
    }))
}

/// Whether somebody made a link with this token, whatever became of its person.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn link_was_made(pool: &PgPool, token_hash: &[u8]) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from survey_link where token_hash = $1) as "made!""#,
        token_hash,
    )
    .fetch_one(pool)
    .await?)
}

/// Records the answer that came by a personal link.
///
/// # Errors
/// [`Error::Refused`] when the week is not open.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn answer_by_link(pool: &PgPool, link: &Link, energy: Energy, note: &str, now: DateTime<Utc>) -> Result<()> {
    let new = NewAnswer {
        week: link.week.number.into(),
        energy,
        note,
    };
    let by_link = true;
    record(pool, link.pilot, link.person, &new, by_link, now).await?;
    Ok(())
}
