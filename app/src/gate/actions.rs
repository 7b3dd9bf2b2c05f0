//! What people enter about gates.

use domain::document::Digest;
use domain::gate::{Gate, is_commit, read_files, short};
use domain::ids::PullRequestId;
use domain::person::{Arm, Role};
use domain::policy::Action;
use leptos::server;
use store::gate::{LinkedPlanning, Listing, Waiving};

use super::arms_of;
use crate::error::AppError;
use crate::form::{self, notify};
use crate::here::Here;

/// The arms whose pull requests somebody may enter things about; `None` for any.
fn own(here: &Here) -> Option<Vec<Arm>> {
    let both = || {
        [Role::PilotPm, Role::Dri]
            .into_iter()
            .flat_map(|role| arms_of(here, role))
    };
    (!here.standing.is(Role::Sponsor)).then(|| both().collect())
}

/// Enters which files a pull request changes at one of its commits.
#[server(prefix = "/do", endpoint = "gate/list_files")]
pub async fn list_files(
    #[server(default)] pilot: String,
    #[server(default)] pull_request: String,
    #[server(default)] head: String,
    #[server(default)] files: String,
) -> Result<(), AppError> {
    let page = format!("pull-requests/{}", crate::address::escaped(&pull_request));
    form::in_pilot(pilot, &page, Action::PassGates, async |here, mut typed| {
        let id: PullRequestId = pull_request.parse().map_err(|_| AppError::NotFound)?;
        let head = head.trim().to_lowercase();
        if !is_commit(&head) {
            typed.problem("head", "Enter the commit in full: 40 digits, 0 to 9 and a to f.");
        }
        let read = typed.parsed("files", read_files(&files));
        typed.check()?;
        let read = read.ok_or_else(|| AppError::internal("a checked form has no files"))?;
        let own = own(&here);
        let listing = Listing {
            head: &head,
            files: &read,
            of: own.as_deref(),
        };
        store::gate::list_files(here.pool(), here.pilot.pilot_id, here.who(), id, listing, here.now).await?;
        let count = read.len();
        let files = if count == 1 {
            "1 file is".to_owned()
        } else {
            format!("{count} files are")
        };
        notify(format!("{files} entered for {} and judged.", short(&head))).await?;
        Ok(here.url(&format!("pull-requests/{id}")))
    })
    .await
}

/// Lets a pull request pass although a gate does not.
#[server(prefix = "/do", endpoint = "gate/waive")]
pub async fn waive(
    #[server(default)] pilot: String,
    #[server(default)] pull_request: String,
    #[server(default)] newest: String,
    #[server(default)] gate: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let page = format!("pull-requests/{}", crate::address::escaped(&pull_request));
    form::in_pilot(pilot, &page, Action::WaiveGates, async |here, mut typed| {
        let id: PullRequestId = pull_request.parse().map_err(|_| AppError::NotFound)?;
        let gate = typed.parsed("gate", Gate::parse(&gate).ok_or("Choose the gate.".to_owned()));
        let reason = typed.required("reason", &reason, "Say why: it stands in the log.", 500);
        typed.check()?;
        let gate = gate.ok_or_else(|| AppError::internal("a checked form has no gate"))?;
        let arms = arms_of(&here, Role::Dri);
        let waiving = Waiving {
            gate,
            seen: &newest,
            reason: &reason,
            of: &arms,
        };
        store::gate::waive(here.pool(), here.pilot.pilot_id, here.who(), id, waiving, here.now).await?;
        notify(format!("Waived: {}.", gate.label())).await?;
        Ok(here.url(&format!("pull-requests/{id}")))
    })
    .await
}

/// Stops a pull request, or lets it go on.
#[server(prefix = "/do", endpoint = "gate/veto")]
pub async fn veto_pull(
    #[server(default)] pilot: String,
    #[server(default)] pull_request: String,
    #[server(default)] stands: String,
    #[server(default)] objection: String,
) -> Result<(), AppError> {
    let page = format!("pull-requests/{}", crate::address::escaped(&pull_request));
    form::in_pilot(pilot, &page, Action::WaiveGates, async |here, mut typed| {
        let id: PullRequestId = pull_request.parse().map_err(|_| AppError::NotFound)?;
        let stands = match stands.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(AppError::incomplete()),
        };
        let reason = typed.required("objection", &objection, "Say why: it stands in the log.", 500);
        typed.check()?;
        let arms = arms_of(&here, Role::Dri);
        let word = (stands, reason.as_str(), arms.as_slice());
        store::gate::veto(here.pool(), here.pilot.pilot_id, here.who(), id, word, here.now).await?;
        let said = if stands { "It is vetoed." } else { "The veto is lifted." };
        notify(said).await?;
        Ok(here.url(&format!("pull-requests/{id}")))
    })
    .await
}

/// Links the PLANNING.md of a feature.
#[server(prefix = "/do", endpoint = "gate/link_planning")]
pub async fn link_planning(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] url: String,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    let page = format!("pull-requests/planning/{}", crate::address::escaped(&arm));
    form::in_pilot(pilot, &page, Action::PassGates, async |here, mut typed| {
        let arm = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        if own(&here).is_some_and(|own| !own.contains(&arm)) {
            return Err(AppError::Denied);
        }
        let url = url.trim();
        if !url.is_empty() && (!url.starts_with("https://") || url.chars().count() > 500) {
            typed.problem(
                "url",
                "Enter an address that starts with https://, at most 500 characters long.",
            );
        }
        let text = text.replace("\r\n", "\n");
        match () {
            () if text.trim().is_empty() => typed.problem("text", "Paste the text of PLANNING.md."),
            () if text.chars().count() > 100_000 => typed.problem("text", "At most 100,000 characters can be linked."),
            () => {}
        }
        typed.check()?;
        let linked = LinkedPlanning { arm, url, text: &text };
        store::gate::link_planning(here.pool(), here.pilot.pilot_id, here.who(), linked, here.now).await?;
        notify("PLANNING.md is linked. It waits for the DRI’s sign-off.").await?;
        Ok(here.url(&format!("pull-requests/planning/{}", arm.as_str())))
    })
    .await
}

/// Signs off the PLANNING.md of a feature as it was read.
#[server(prefix = "/do", endpoint = "gate/sign_off_planning")]
pub async fn sign_off_planning(
    #[server(default)] pilot: String,
    #[server(default)] arm: String,
    #[server(default)] digest: String,
) -> Result<(), AppError> {
    let page = format!("pull-requests/planning/{}", crate::address::escaped(&arm));
    form::in_pilot(pilot, &page, Action::WaiveGates, async |here, typed| {
        let arm = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        if !arms_of(&here, Role::Dri).contains(&arm) {
            return Err(AppError::Denied);
        }
        let digest: Digest = digest.parse().map_err(|_| AppError::incomplete())?;
        typed.check()?;
        store::gate::sign_off_planning(here.pool(), here.pilot.pilot_id, here.who(), (arm, &digest), here.now).await?;
        notify("You signed off PLANNING.md as it is linked now.").await?;
        Ok(here.url(&format!("pull-requests/planning/{}", arm.as_str())))
    })
    .await
}
