//! The form of review hours.

use domain::hours;
use domain::policy::Action;
use leptos::server;

use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify};

/// Logs how long the asking DRI reviewed in a week: a button's `hours`, or else what was typed into `other`.
#[server(prefix = "/do", endpoint = "hours/log")]
pub async fn log(
    #[server(default)] pilot: String,
    #[server(default)] week: String,
    #[server(default)] hours: String,
    #[server(default)] other: String,
) -> Result<(), AppError> {
    let page = format!("hours?week={}", escaped(&week));
    form::in_pilot(pilot, &page, Action::LogHours, async |here, mut typed| {
        let number: i32 = week.parse().map_err(|_| AppError::NotFound)?;
        let said = if hours.is_empty() { &other } else { &hours };
        let read = typed.parsed("other", hours::read(said));
        typed.check()?;
        let hours = read.ok_or_else(|| AppError::internal("a checked form has no hours"))?;
        store::hours::log(here.pool(), here.pilot.pilot_id, here.who(), (number, hours), here.now).await?;
        notify(format!("Logged: {hours} h for week {number}.")).await?;
        Ok(here.url("hours"))
    })
    .await
}
