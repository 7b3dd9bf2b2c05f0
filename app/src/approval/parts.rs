//! Pieces of the approval pages: what is newer than what was asked about.

use leptos::prelude::*;
use store::approval::Open;

use crate::here::Here;
use crate::time::moment;

/// Revision 8 was saved, and the form is still about revision 7.
pub(super) fn newer(here: &Here, open: &Open, latest: &store::proposal::Revision) -> Option<impl IntoView + use<>> {
    let changed = open.changed_since.as_ref()?;
    let what = match &changed[..] {
        [] => "It changes the terms.".to_owned(),
        titles => format!("It changes {}.", titles.join(", ")),
    };
    let asked = open.request.revision;
    let compare = here.url(&format!("proposal/compare/{asked}/{}", latest.number));
    Some(view! {
        <div class="banner" data-kind="warn">
            <p>
                <strong>{format!("Revision {} was saved {}. ", latest.number, moment(latest.created_at, here.pilot.zone))}</strong>
                {what}
                {format!(" You are still deciding on revision {asked}. ")}
                <a href=compare>"See the changes"</a>
            </p>
        </div>
    })
}

/// Says when the boundary is not the one asked about any more.
pub(super) fn newer_zone(here: &Here, open: &Open) -> Option<impl IntoView + use<>> {
    let newest = open.newer_zone?;
    let asked = open.request.zone_version;
    let zone = here.url("zone");
    let then = if open.revision.terms.zone_version.is_some() {
        format!("The terms name it, so the pilot cannot start with version {newest} unless you are asked again. ")
    } else {
        format!("The pilot starts with version {newest} once you have signed that, too. ")
    };
    Some(view! {
        <div class="banner" data-kind="warn">
            <p>
                <strong>{format!("The zone is at version {newest} now. ")}</strong>
                {format!("You are asked about version {asked}. ")} {then}
                <a href=zone>"Read it"</a>
            </p>
        </div>
    })
}
