//! Forms of the readout.

use domain::policy::Action;
use leptos::server;

use crate::error::AppError;
use crate::form::{self, notify};

/// Freezes the facts as they are now.
#[server(prefix = "/do", endpoint = "readout/take_snapshot")]
pub async fn take_snapshot(#[server(default)] pilot: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "readout", Action::TakeSnapshot, async |here, _| {
        store::readout::take(here.pool(), here.pilot.pilot_id, here.who(), here.now).await?;
        notify("The numbers are frozen. The slides show them from now on.").await?;
        Ok(here.url("readout"))
    })
    .await
}
