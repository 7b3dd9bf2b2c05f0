//! Forms of flags.

use domain::calendar::instant_of;
use domain::flag::{self, MAX_NOTE};
use domain::person::{Arm, Role};
use domain::pilot::entry::{read_day, read_time};
use domain::policy::Action;
use leptos::server;
use store::flag::Told;

use crate::error::AppError;
use crate::form::{self, notify};
use crate::here::Here;

/// The arms whose flags somebody may speak of; `None` for any.
pub(super) fn own(here: &Here) -> Option<Vec<Arm>> {
    let arms = here.standing.memberships.iter().filter_map(|membership| membership.arm);
    (!here.standing.is(Role::Sponsor)).then(|| arms.collect())
}

/// Records that the flag of an arm's feature was turned on or off: at the day and time given, in the pilot's zone, or now where
/// neither is.
#[server(prefix = "/do", endpoint = "flag/flip")]
pub async fn flip(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] state: String,
    #[server(default)] flip_date: String,
    #[server(default)] flip_time: String,
    #[server(default)] note: String,
) -> Result<(), AppError> {
    let page = format!("flags/{}", crate::address::escaped(&arm));
    form::in_pilot(pilot, &page, Action::PassGates, async |here, mut typed| {
        let arm = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        if own(&here).is_some_and(|own| !own.contains(&arm)) {
            return Err(AppError::Denied);
        }
        let on = match state.as_str() {
            "on" => Some(true),
            "off" => Some(false),
            _ => {
                typed.problem("state", "Say whether it was turned on or off.");
                None
            }
        };
        let at = if flip_date.trim().is_empty() && flip_time.trim().is_empty() {
            Some(here.now)
        } else {
            let day = typed.parsed("flip_date", read_day(&flip_date));
            let time = read_time(&flip_time).and_then(|time| time.ok_or("Enter the time, such as 14:30.".to_owned()));
            let time = typed.parsed("flip_time", time);
            day.zip(time)
                .map(|(day, time)| instant_of(day.and_time(time), here.pilot.zone))
        };
        let note = note.trim();
        if note.chars().count() > MAX_NOTE {
            typed.problem("note", format!("Use at most {MAX_NOTE} characters."));
        }
        typed.check()?;
        let (on, at) = on
            .zip(at)
            .ok_or_else(|| AppError::internal("a checked form has no state or time"))?;
        let told = Told {
            flip: flag::Flip { on, at },
            note,
        };
        store::flag::flip(here.pool(), here.pilot.pilot_id, here.who(), (arm, told), here.now).await?;
        notify(if on {
            "Recorded: turned on."
        } else {
            "Recorded: turned off."
        })
        .await?;
        Ok(here.url("flags"))
    })
    .await
}

/// Withdraws what was recorded of a flag.
#[server(prefix = "/do", endpoint = "flag/withdraw")]
pub async fn withdraw(
    #[server(default)] pilot: String,
    #[server(default)] flip: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let page = format!("flags/flip/{}", crate::address::escaped(&flip));
    form::in_pilot(pilot, &page, Action::PassGates, async |here, mut typed| {
        let id: i64 = flip.parse().map_err(|_| AppError::NotFound)?;
        let reason = typed.required("reason", &reason, "Say why: it stands in the log.", 500);
        typed.check()?;
        let own = own(&here);
        let word = (id, reason.as_str(), own.as_deref());
        store::flag::withdraw(here.pool(), here.pilot.pilot_id, here.who(), word, here.now).await?;
        notify("Withdrawn. It stays to be read, and no longer counts.").await?;
        Ok(here.url("flags"))
    })
    .await
}
