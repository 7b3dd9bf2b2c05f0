//! Forms of week one: marking, confirming, acknowledging.

use domain::person::Arm;
use domain::policy::Action;
use domain::week_one::{MAX_EVIDENCE, Side};
use leptos::server;

use crate::address::escaped;
use crate::data::confirming::tell;
use crate::error::AppError;
use crate::form::{self, notify};
use crate::here::Here;

/// The arm and activity of a form, for somebody who gives that side's word for the arm.
fn named(here: &Here, side: Side, arm: &str, item: &str) -> Result<(Arm, u32), AppError> {
    let arm = Arm::parse(arm).ok_or(AppError::NotFound)?;
    let item = item.parse().map_err(|_| AppError::NotFound)?;
    if here.standing.is_for(side.role(), arm) {
        Ok((arm, item))
    } else {
        Err(AppError::Denied)
    }
}

/// The pilot PM marks an activity of their arm as done.
#[server(prefix = "/do", endpoint = "week_one/tick")]
pub async fn tick(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] item: String,
    #[server(default)] evidence: String,
) -> Result<(), AppError> {
    let page = format!("week-one/{}/{}", escaped(&arm), escaped(&item));
    form::in_pilot(pilot, &page, Action::TickChecklist, async |here, mut typed| {
        let (of, number) = named(&here, Side::PilotPm, &arm, &item)?;
        let evidence = typed.required(
            "evidence",
            &evidence,
            "Give a link, or say in a few words what you did.",
            MAX_EVIDENCE,
        );
        typed.check()?;
        let (pilot, given) = (here.pilot.pilot_id, (of, number, Side::PilotPm));
        let entered = store::week_one::tick(here.pool(), pilot, here.who(), given, &evidence, here.now).await?;
        tell(entered, "Marked as done. The engineering DRI of your arm confirms it.").await?;
        Ok(here.url("week-one"))
    })
    .await
}

/// The DRI confirms an activity of their arm.
#[server(prefix = "/do", endpoint = "week_one/confirm")]
pub async fn confirm(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] item: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "week-one", Action::TickChecklist, async |here, _| {
        let (arm, item) = named(&here, Side::Dri, &arm, &item)?;
        let (pilot, given) = (here.pilot.pilot_id, (arm, item, Side::Dri));
        store::week_one::tick(here.pool(), pilot, here.who(), given, "", here.now).await?;
        notify("Confirmed.").await?;
        Ok(here.url("week-one"))
    })
    .await
}

/// The DRI sends an activity of their arm back, with a reason.
#[server(prefix = "/do", endpoint = "week_one/send_back")]
pub async fn send_back(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] item: String,
    #[server(default)] return_reason: String,
) -> Result<(), AppError> {
    let page = format!("week-one/{}/{}", escaped(&arm), escaped(&item));
    form::in_pilot(pilot, &page, Action::TickChecklist, async |here, mut typed| {
        let activity = named(&here, Side::Dri, &arm, &item)?;
        let reason = typed.required("return_reason", &return_reason, "Say what is missing.", MAX_EVIDENCE);
        typed.check()?;
        let pilot = here.pilot.pilot_id;
        let entered = store::week_one::send_back(here.pool(), pilot, here.who(), activity, &reason, here.now).await?;
        tell(entered, "Sent back. Your pilot PM reads why and marks it again.").await?;
        Ok(here.url("week-one"))
    })
    .await
}

/// The pilot PM takes back that an activity of theirs is done, while nobody has confirmed it.
#[server(prefix = "/do", endpoint = "week_one/take_back")]
pub async fn take_back(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] item: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "week-one", Action::TickChecklist, async |here, _| {
        let activity = named(&here, Side::PilotPm, &arm, &item)?;
        let pilot = here.pilot.pilot_id;
        let entered = store::week_one::take_back(here.pool(), pilot, here.who(), activity, here.now).await?;
        tell(entered, "Taken back. You can mark it again.").await?;
        Ok(here.url("week-one"))
    })
    .await
}

/// A pilot PM acknowledges the no-go list, once.
#[server(prefix = "/do", endpoint = "week_one/acknowledge")]
pub async fn acknowledge(#[server(default)] pilot: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "week-one", Action::AcknowledgeNoGo, async |here, _| {
        store::week_one::acknowledge(here.pool(), here.pilot.pilot_id, here.who(), here.now).await?;
        notify("You acknowledged the no-go list.").await?;
        Ok(here.url("week-one"))
    })
    .await
}
