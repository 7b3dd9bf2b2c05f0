//! Pull requests of the pilot's features and the gates they have to pass.

pub mod actions;
pub mod pages;
pub mod planning;
pub mod pull;

use std::sync::Arc;

use domain::gate::Standing;
use domain::person::{Arm, Role};
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

/// Where a pull request stands, as a chip.
fn chip(pull: &Pull) -> impl IntoView + use<> {
    if !pull.of_pm {
        return view! { <span class="chip" data-kind="neutral">"Engineering’s own"</span> };
    }
    let judged = &pull.judged;
    let kind = match () {
        () if judged.is_clear() => "ok",
        () if judged.veto.is_some() => "bad",
        () if judged
            .gates
            .iter()
            .any(|gate| gate.standing == Standing::Failed && !gate.is_clear()) =>
        {
            "warn"
        }
        () => "neutral",
    };
    view! { <span class="chip" data-kind=kind>{judged.label()}</span> }
}
