//! The start itself.

use domain::policy::Action;
use leptos::server;

use crate::error::AppError;
use crate::form::{act, notify};
use crate::here::ask_in;
use crate::typed;

/// Starts the pilot: everything agreed freezes.
#[server(prefix = "/do", endpoint = "pilot/start")]
pub async fn start(#[server(default)] pilot: String) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::StartPilot).await?;
        let page = here.url("start");
        let outcome = store::start::start(here.pool(), here.pilot.pilot_id, here.who(), here.now).await;
        typed!("pilot/start").or_again(&page, outcome).await?;
        notify("The pilot has started. Week one begins today.").await?;
        Ok(page)
    })
    .await
}
