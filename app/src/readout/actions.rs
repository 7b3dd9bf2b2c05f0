//! Forms of the readout.

use domain::policy::Action;
use leptos::server;

use crate::error::AppError;
use crate::form::{act, notify};
use crate::here::ask_in;
use crate::typed;

/// Freezes the facts as they are now.
#[server(prefix = "/do", endpoint = "readout/take_snapshot")]
pub async fn take_snapshot(#[server(default)] pilot: String) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::TakeSnapshot).await?;
        let page = here.url("readout");
        let typed = typed!("readout/take_snapshot");
        let outcome = store::readout::take(here.pool(), here.pilot.pilot_id, here.who(), here.now).await;
        typed.or_again(&page, outcome).await?;
        notify("The numbers are frozen. The slides show them from now on.").await?;
        Ok(page)
    })
    .await
}
