//! When within a week the question is open: set before the start, which freezes it.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::calendar::Window;
use domain::ids::{PersonId, PilotId};
use sqlx::PgPool;

use crate::change::Change;
use crate::{Error, Result};

/// The window of a pilot's row, in minutes since Monday 00:00; `None` where the question is open for whole weeks.
pub(crate) fn window(opens: Option<i32>, closes: Option<i32>) -> Result<Option<Window>> {
    let (Some(opens), Some(closes)) = (opens, closes) else {
        return Ok(None);
    };
    let minutes = u16::try_from(opens).ok().zip(u16::try_from(closes).ok());
    let window = minutes.and_then(|minutes| Window::try_from(minutes).ok());
    window
        .map(Some)
        .ok_or_else(|| Error::inconsistent("pilot", "no time in which a survey is open"))
}

/// Sets when within a week the question is open; `None` for whole weeks.
///
/// # Errors
/// [`Error::Refused`] once the pilot has started, and where that stands already.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn plan_window(
    pool: &PgPool,
    pilot: PilotId,
    window: Option<Window>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, by, now).await?.before_start()?;
    let minutes = window.map(Window::minutes);
    let changed = sqlx::query!(
        "update pilot set survey_opens = $2, survey_closes = $3
         where pilot_id = $1 and (survey_opens is distinct from $2 or survey_closes is distinct from $3)",
        pilot.0,
        minutes.map(|(opens, _)| i32::from(opens)),
        minutes.map(|(_, closes)| i32::from(closes)),
    )
    .execute(&mut *change)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::refused("The survey is set so already."));
    }
    change.commit(event::Survey::PlanWindow { window }).await
}
