//! The start itself.

use domain::policy::Action;
use leptos::server;

use crate::error::AppError;
use crate::form::{self, notify};

/// Starts the pilot: everything agreed freezes.
#[server(prefix = "/do", endpoint = "pilot/start")]
pub async fn start(#[server(default)] pilot: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "start", Action::StartPilot, async |here, _| {
        store::start::start(here.pool(), here.pilot.pilot_id, here.who(), here.now).await?;
        notify("The pilot has started. Week one begins today.").await?;
        Ok(here.url("start"))
    })
    .await
}
