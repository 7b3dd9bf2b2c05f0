//! Pull requests of the pilot's features and the gates they have to pass.

pub mod actions;
mod edits;
pub mod pages;
pub mod planning;
pub mod pull;
pub mod tokens;

use std::sync::Arc;

use domain::gate::Standing;
use domain::person::{Arm, Role};
use domain::pull_request::PullRequestState;
use leptos::prelude::*;
use store::gate::{Gates, Pull};

use crate::error::AppError;
use crate::here::{Here, to_the_end};
use crate::memory::Part;

/// What a file of a pull request takes in memory, about, in bytes.
const FILE: usize = 300;

/// The pull requests with their gates, worked out once for the pilot's version.
pub(crate) async fn gates(here: &Here) -> Result<Arc<Gates>, AppError> {
    let (pool, pilot) = (here.pool().clone(), here.pilot.pilot_id);
    let load = async move {
        let gates = to_the_end(async move { store::gate::gates(&pool, pilot).await }).await??;
        let heads = gates
            .features
            .iter()
            .flat_map(|feature| &feature.pulls)
            .flat_map(|pull| &pull.judged.heads);
        let files: usize = heads
            .map(|head| 2 + head.verdict.as_ref().map_or(0, |verdict| verdict.files.len()))
            .sum();
        Ok(Part::lasting(gates, 8000 + files * FILE))
    };
    here.part(("gates", String::new()), load).await
}

/// The arms whose gates somebody speaks for in a role.
fn arms_of(here: &Here, role: Role) -> Vec<Arm> {
    let of = here
        .standing
        .memberships
        .iter()
        .filter(|membership| membership.role == role);
    of.filter_map(|membership| membership.arm).collect()
}

/// Where a pull request stands, as a chip: what is merged or closed is no longer ready for anything.
fn chip(pull: &Pull) -> impl IntoView + use<> {
    let judged = &pull.judged;
    let fails = judged
        .gates
        .iter()
        .any(|gate| gate.standing == Standing::Failed && !gate.is_clear());
    let (kind, word) = match pull.state {
        _ if !pull.of_pm => ("neutral", "Engineering’s own"),
        PullRequestState::Merged if judged.is_clear() => ("ok", "Passed every gate"),
        PullRequestState::Merged => ("bad", "Merged all the same"),
        PullRequestState::Closed => ("neutral", "Closed"),
        _ if judged.is_clear() => ("ok", judged.label()),
        _ if judged.veto.is_some() => ("bad", judged.label()),
        _ if fails => ("warn", judged.label()),
        _ => ("neutral", judged.label()),
    };
    view! { <span class="chip" data-kind=kind>{word}</span> }
}
