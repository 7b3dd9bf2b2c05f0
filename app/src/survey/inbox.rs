//! What the survey asks of a person today.

use chrono::{DateTime, Utc};
use domain::pilot::Status;
use domain::policy::{Action, may};
use domain::survey::{WeekState, week_state};
use store::PgPool;
use store::pilot::Listed;

use crate::account::inbox::Task;

/// One row for the open week, until it is answered or the pilot is decided.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &PgPool, listed: &Listed, now: DateTime<Utc>) -> store::Result<Vec<Task>> {
    let decided = matches!(listed.pilot.status, Status::Decided(_));
    if decided || may(&listed.standing, Action::AnswerSurvey).is_err() {
        return Ok(Vec::new());
    }
    let weeks = store::survey::weeks(pool, listed.pilot.pilot_id, listed.standing.person).await?;
    Ok(weeks
        .iter()
        .filter(|week| week.counts().is_none())
        .filter_map(|week| match week_state(&week.week, now) {
            WeekState::Open { until } => Some(Task {
                title: format!("Answer the week {} survey", week.week.number),
                why: "One question about your energy, ten seconds".to_owned(),
                url: format!("/p/{}/survey", listed.pilot.slug),
                due: Some(until),
            }),
            WeekState::NotOpenYet { .. } | WeekState::Closed { .. } => None,
        })
        .collect())
}
