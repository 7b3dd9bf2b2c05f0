//! Pages of a pilot as a whole.

use domain::inbox::{Task, tasks};
use domain::person::Role;
use domain::pilot::Status;
use domain::policy::Action;
use domain::programme::CAPTION;
use leptos::prelude::*;
use store::inbox::asked_of;
use store::pilot::Facts;

use super::rail::rail;
use crate::address::param;
use crate::error::AppError;
use crate::here::{Here, ask_in, hold_until};
use crate::metrics::region::Source;
use crate::metrics::scorecard::{Criteria, instruments};
use crate::people::title;
use crate::proposal::first::follows;
use crate::ui::countersignature::{Countersignature, Sealed, Signed};
use crate::ui::{Nav, page, task_row, working};

/// `/p/:pilot`: the pilot on one page: its steps, what is next for the person, what it is judged by, and who signed.
#[component]
pub fn Overview() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let pilot = &here.facts;
        let comments = store::inbox::comments(here.pool(), here.pilot.pilot_id, here.who()).await?;
        let tasks = tasks(&asked_of(pilot, &comments, here.who(), here.now));
        let judged = judged(&here).await?;
        let body = view! {
            <header class="page-head">
                <h1>{here.pilot.name.clone()}</h1>
                <p>{here.facts.status_label(here.now)} {handled(&here)}</p>
                {follows(&here)}
            </header>
            {rail(&here).into_any()}
            {next(&here, tasks).into_any()}
            {judged}
            {hours(&here)}
            <div class="beside-each-other">{signed(&here).map(IntoAny::into_any)} {members(pilot).into_any()}</div>
        };
        working(&here, "Overview", Nav::Overview, body).await
    })
}

/// Where its sponsor names a draft anew, or puts it away.
fn handled(here: &Here) -> Option<impl IntoView + use<>> {
    let is_draft = matches!(
        here.pilot.status,
        Status::Drafting | Status::Returned { .. } | Status::Declined { .. }
    );
    (is_draft && here.may(Action::HandleDraft))
        .then(|| view! { <a class="aside-link" href=here.url("draft")>"Rename, archive or put away"</a> })
}

/// The criteria and where they stand, once there are terms to judge by.
async fn judged(here: &Here) -> Result<Option<AnyView>, AppError> {
    if !here.may(Action::ReadMetrics) {
        return Ok(None);
    }
    let numbers = Source::from(here).numbers().await?;
    let Ok(numbers) = &*numbers else {
        return Ok(None);
    };
    hold_until(numbers.until);
    let card = &numbers.card;
    let has_started = here.facts.start.is_some();
    let title = if has_started {
        card.outlook.sentence.clone()
    } else {
        "What it is judged by".to_owned()
    };
    let consequence = has_started.then(|| view! { <p>{card.outlook.consequence.clone()}</p> });
    let base = here.url("metrics");
    Ok(Some(
        view! {
            <section class="section">
                <h2>{title}</h2>
                {consequence}
                <Criteria criteria=card.criteria.clone() base=base instruments=instruments(card)/>
                <p class="chart-note">{CAPTION}</p>
            </section>
        }
        .into_any(),
    ))
}

/// Review hours against the promise, for whoever granted them and whoever asked.
fn hours(here: &Here) -> Option<impl IntoView + use<>> {
    let sees_all = here.standing.is(Role::Sponsor) || here.standing.is(Role::Approver);
    let meter = here.facts.meter(here.now).filter(|_| sees_all)?;
    Some(view! {
        <section class="section">
            <h2><a href=here.url("hours")>"Review hours"</a></h2>
            <p>{meter.sentence()}</p>
        </section>
    })
}

/// Who proposed and who countersigned what is in effect.
fn signed(here: &Here) -> Option<impl IntoView + use<>> {
    let request = here.facts.approved()?;
    let filled = request.seats.iter().filter_map(|seat| seat.filled.as_ref());
    let sides = std::iter::once(Signed::new("Proposed by", &request.sent_by, request.sent_at))
        .chain(filled.map(|filled| Signed::new("Countersigned by", &filled.by, filled.decided_at)))
        .collect();
    let what = format!(
        "Revision {}, with zone version {}",
        request.revision, request.zone_version
    );
    let hash = here.facts.start.as_ref().map(|start| Sealed {
        what: "Pre-registered as".to_owned(),
        digest: start.digest.clone(),
        verified_at: here.url("start"),
    });
    let zone = here.pilot.zone;
    Some(view! { <Countersignature what sides zone hash/> })
}

fn next(here: &Here, tasks: Vec<Task>) -> impl IntoView + use<> {
    if tasks.is_empty() {
        return view! { <p class="muted">"Nothing here needs you today."</p> }.into_any();
    }
    let rows = tasks
        .into_iter()
        .map(|task| task_row(&here.pilot.slug, here.zones(), "", task))
        .collect::<Vec<_>>();
    view! { <section class="section"><h2>"Next for you"</h2><ul class="inbox">{rows}</ul></section> }.into_any()
}

fn members(pilot: &Facts) -> impl IntoView + use<> {
    let rows = pilot
        .members()
        .map(|member| {
            let name = if member.joined {
                member.name.clone()
            } else {
                format!("{} (invited)", member.name)
            };
            view! { <div><dt>{title(member.membership)}</dt><dd>{name}</dd></div> }
        })
        .collect_view();
    view! { <section class="section"><h2>"People"</h2><dl class="facts">{rows}</dl></section> }
}
