//! Review hours of engineering DRIs.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::decimal::Decimal;
use domain::ids::{PersonId, PilotId};
use sqlx::PgPool;

use crate::change::Change;
use crate::{Error, Result};

/// Logs how long a DRI reviewed in a week. What they logged before for it stays to be read, and no longer counts. Saying the same
/// again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such week or the person is no DRI of it; [`Error::Refused`] when the week has not
/// begun, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn log(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (week, hours): (i32, Decimal),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let row = sqlx::query!(
        r#"select coalesce(w.begins_at, w.opens_at) as "begins_at!", coalesce(w.ends_at, w.closes_at) as "ends_at!",
               (select min(m.added_at) from member m where m.pilot_id = w.pilot_id and m.person_id = $3
                   and m.role = 'dri') as since,
               (select h.hundredths from review_hours h where h.pilot_id = w.pilot_id and h.week = w.number
                   and h.person_id = $3 order by h.review_hours_id desc limit 1) as before
           from survey_week w where w.pilot_id = $1 and w.number = $2"#,
        pilot.0,
        week,
        person.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    let since = row.since.ok_or(Error::NotFound)?;
    if row.ends_at <= since {
        return Err(Error::refused(format!(
            "Week {week} was over before you became the engineering DRI. It is not yours to log."
        )));
    }
    if now < row.begins_at {
        return Err(Error::refused(format!(
            "Week {week} has not begun. Log it once it has."
        )));
    }
    let hundredths =
        i32::try_from(hours.in_hundredths()).map_err(|_| Error::refused("Enter a smaller number of hours."))?;
    if row.before == Some(hundredths) {
        return Ok(());
    }
    sqlx::query!(
        "insert into review_hours (pilot_id, week, person_id, hundredths, logged_at) values ($1, $2, $3, $4, $5)",
        pilot.0,
        week,
        person.0,
        hundredths,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let changed = row.before.is_some().into();
    change.commit(event::Hours::Log { week, changed }).await
}
