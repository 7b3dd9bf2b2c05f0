//! The start itself.

use domain::criterion::named;
use domain::pilot::start_blockers;
use domain::policy::Action;
use domain::programme::lost;
use leptos::server;

use super::{chances, planned};
use crate::error::AppError;
use crate::form::{self, notify};

/// Starts the pilot: everything agreed freezes. `although` are the numbers of the criteria that it is started in spite of, `crossing`
/// is `yes` where it is although its dates cross.
#[server(prefix = "/do", endpoint = "pilot/start")]
pub async fn start(
    #[server(default)] pilot: String,
    #[server(default)] although: String,
    #[server(default)] crossing: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "start", Action::StartPilot, async |here, mut typed| {
        let although: Vec<u8> = although.split(' ').filter_map(|number| number.parse().ok()).collect();
        let lost = lost(&chances::of(&here, here.now).await?);
        let can_start = start_blockers(&here.facts.start_facts(here.now)).is_empty();
        if can_start && lost.iter().any(|number| !although.contains(number)) {
            let sentence = format!(
                "Tick that the pilot starts although {} cannot be met any more. Nothing was started.",
                named(&lost)
            );
            typed.problem("although", sentence);
        }
        if can_start && crossing != "yes" && !planned::crossings(&here, here.timeline()).is_empty() {
            typed.problem(
                "crossing",
                "Tick that the pilot starts although its dates cross. Nothing was started.",
            );
        }
        typed.check()?;
        store::start::start(here.pool(), here.pilot.pilot_id, &although, here.who(), here.now).await?;
        notify("The pilot has started. Week one begins today.").await?;
        Ok(here.url("start"))
    })
    .await
}
