//! `/p/:pilot/proposal/first`: what a second proposal says otherwise than the pilot it follows.

use domain::policy::Action;
use domain::zone::{Comparison, Matching};
use leptos::prelude::*;

use super::comparison::comparison;
use crate::address::param;
use crate::error::AppError;
use crate::here::{Here, ask_in};
use crate::ui::{Nav, breadcrumb, page, working};
use crate::zone::difference::difference;

/// For whoever is in both pilots: terms, text and zone compared with what the first was signed and ran by.
#[component]
pub fn First() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let Some(first) = here.facts.first.clone() else {
            return Err(AppError::Again(here.url("proposal")));
        };
        let found = store::pilot::find(here.pool(), &first.slug, here.who(), here.now).await?;
        if !found.is_some_and(|(_, standing)| standing.is_member()) {
            return Err(AppError::NotFound);
        }
        let signed = store::pilot::signed_text(here.pool(), first.pilot_id).await?;
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let version = here.facts.zone_version.as_ref().map(|(version, _)| *version);
        let version = version.ok_or(AppError::Internal)?;
        let items = store::zone::items_of(here.pool(), here.pilot.pilot_id, version).await?;
        let zone = Comparison::of(&signed.items, &items, Matching::NEWEST);
        let title = format!("What differs from {}", first.name);
        let compared = format!(
            "Revision {} and zone version {version}, compared with revision {} and zone version {}, by which {} ran.",
            latest.number, signed.revision.number, signed.zone_version, first.name
        );
        let body = view! {
            {breadcrumb(&here, &[("proposal", "Proposal")], title.clone())}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>{compared}</p>
                <p><a href=format!("/p/{}", first.slug)>{format!("Open {}", first.name)}</a></p>
            </header>
            {comparison(&here, &signed.revision, &latest, false)}
            {difference(&zone, "The zone".to_owned())}
        };
        working(&here, &title, Nav::Proposal, body).await
    })
}

/// That a pilot follows another, on the pages where it begins.
pub fn follows(here: &Here) -> Option<impl IntoView + use<>> {
    let first = here.facts.first.as_ref()?;
    let (to, name) = (format!("/p/{}", first.slug), first.name.clone());
    Some(view! {
        <p class="screen-only">
            "Follows " <a href=to>{name}</a> ", which was decided to iterate. "
            <a href=here.url("proposal/first")>"What differs from it"</a>
        </p>
    })
}
