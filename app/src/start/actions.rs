//! The start itself.

use domain::criterion::named;
use domain::pilot::start_blockers;
use domain::policy::Action;
use domain::programme::lost;
use leptos::server;

use super::chances;
use crate::error::AppError;
use crate::form::{self, notify};

/// Starts the pilot: everything agreed freezes. `although` are the numbers of the criteria that it is started in spite of.
#[server(prefix = "/do", endpoint = "pilot/start")]
pub async fn start(#[server(default)] pilot: String, #[server(default)] although: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "start", Action::StartPilot, async |here, mut typed| {
        let although: Vec<u8> = although.split(' ').filter_map(|number| number.parse().ok()).collect();
        let lost = lost(&chances::of(&here).await?);
        let can_start = start_blockers(&here.facts.start_facts(here.now)).is_empty();
        if can_start && lost.iter().any(|number| !although.contains(number)) {
            let sentence = format!(
                "Tick that the pilot starts although {} cannot be met any more. Nothing was started.",
                named(&lost)
            );
            typed.problem("although", sentence);
        }
        typed.check()?;
        store::start::start(here.pool(), here.pilot.pilot_id, &although, here.who(), here.now).await?;
        notify("The pilot has started. Week one begins today.").await?;
        Ok(here.url("start"))
    })
    .await
}
