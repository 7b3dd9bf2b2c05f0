//! Signing the zone, and what is said once a version is saved.

use domain::document::Digest;
use domain::policy::Action;
use domain::zone::Signatory;
use leptos::server;
use store::zone::Revised;

use crate::error::AppError;
use crate::form::{self, notify};

pub(super) fn saved(revised: Revised) -> String {
    let number = revised.number;
    match revised.cleared {
        0 => format!("Version {number} is saved. Nobody has signed it yet."),
        1 => format!("Version {number} is saved. 1 signature was under the version before and does not count for it."),
        n => {
            format!("Version {number} is saved. {n} signatures were under the version before and do not count for it.")
        }
    }
}

/// Signs the version that was read, after the password.
#[server(prefix = "/do", endpoint = "zone/sign")]
pub async fn sign(
    #[server(default)] pilot: String,
    #[server(default)] version: String,
    #[server(default)] digest: String,
    #[server(default)] signatory: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone#signatures", Action::SignZone, async |here, mut typed| {
        let number: i32 = version.parse().map_err(|_| AppError::incomplete())?;
        let digest: Digest = digest.parse().map_err(|_| AppError::incomplete())?;
        let signatory = Signatory::parse(&signatory).ok_or_else(AppError::incomplete)?;
        if !here.standing.memberships.contains(&signatory.membership()) {
            return Err(AppError::Denied);
        }
        form::by_password(&here, &mut typed, password, "Nothing was signed.").await?;
        typed.check()?;
        let pilot = here.pilot.pilot_id;
        store::zone::sign(here.pool(), pilot, here.who(), signatory, (number, &digest), here.now).await?;
        let after = store::pilot::facts(here.pool(), pilot).await?;
        let is_in_force =
            here.facts.amendment.is_some() && after.zone_version.is_some_and(|(in_force, _)| in_force == number);
        notify(match is_in_force {
            true => format!("Yours was the last signature: version {number} of the zone is in force from now on."),
            false => format!("You signed version {number} of the zone."),
        })
        .await?;
        Ok(here.url("zone"))
    })
    .await
}
