//! Pages of a pilot as a whole.

use domain::calendar::instant_of;
use domain::inbox::{Task, tasks};
use domain::pilot::{Status, start_blockers};
use domain::policy::Action;
use leptos::prelude::*;
use store::inbox::asked_of;
use store::pilot::Facts;

use crate::address::param;
use crate::here::{Here, ask_in};
use crate::people::title;
use crate::time::Time;
use crate::ui::{Nav, page, task_row, working};

/// The phases of a pilot's life, in order.
const PHASES: [&str; 7] = [
    "Drafting",
    "Sent",
    "Approved",
    "Enrolling",
    "Running",
    "Readout",
    "Decided",
];

/// Where in [`PHASES`] a status is. Whatever goes back to the sponsor is being drafted again.
fn phase(status: Status) -> usize {
    match status {
        Status::Drafting | Status::Returned { .. } | Status::Declined { .. } | Status::Outdated { .. } => 0,
        Status::Sent { .. } => 1,
        Status::Approved { .. } => 2,
        Status::Enrolling => 3,
        Status::Running { .. } => 4,
        Status::Readout => 5,
        Status::Decided(_) => 6,
    }
}

/// `/p/:pilot`: where it stands, what is next for the person, who is in it, and the dates.
#[component]
pub fn Overview() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let pilot = &here.facts;
        let comments = store::inbox::comments(here.pool(), here.pilot.pilot_id, here.who()).await?;
        let tasks = tasks(&asked_of(pilot, &comments, here.who(), here.now));
        let body = view! {
            <header class="page-head">
                <h1>{here.pilot.name.clone()}</h1>
                <p>{here.pilot.status.label()}</p>
            </header>
            {strip(here.pilot.status)}
            {next(&here, tasks)}
            {dates(&here, pilot)}
            {members(pilot)}
        };
        working(&here, "Overview", Nav::Overview, body).await
    })
}

fn strip(status: Status) -> impl IntoView {
    let now = phase(status);
    let phases = PHASES
        .into_iter()
        .enumerate()
        .map(|(n, name)| {
            let done = (n < now).then(|| view! { <span class="visually-hidden">", done"</span> });
            view! { <li data-done=(n < now).then_some("") aria-current=(n == now).then_some("step")>{name} {done}</li> }
        })
        .collect_view();
    view! { <ol class="phases" aria-label="Phases">{phases}</ol> }
}

fn next(here: &Here, tasks: Vec<Task>) -> impl IntoView + use<> {
    let rows = tasks
        .into_iter()
        .map(|task| task_row(&here.pilot.slug, here.pilot.zone, "", task))
        .collect::<Vec<_>>();
    let rows = if rows.is_empty() {
        view! { <p>"Nothing here needs you today."</p> }.into_any()
    } else {
        view! { <ul class="inbox">{rows}</ul> }.into_any()
    };
    view! { <section class="section"><h2>"Next for you"</h2>{rows}</section> }
}

fn dates(here: &Here, pilot: &Facts) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let readout = pilot.terms.as_ref().and_then(|terms| terms.readout_at).map(|local| {
        view! { <div><dt>"Readout"</dt><dd><Time at=instant_of(local, zone) zone=zone/></dd></div> }
    });
    let run = match &pilot.start {
        Some(started) => {
            let ends = pilot.weeks.last().map(|week| {
                view! { <div><dt>"Last week closes"</dt><dd><Time at=week.closes_at zone=zone/></dd></div> }
            });
            view! {
                <div><dt>"Started"</dt><dd><Time at=started.at zone=zone/></dd></div>
                <div>
                    <dt>"Pre-registered as"</dt>
                    <dd>
                        <a href=here.url("start")>
                            <code class="hash">{started.digest.chars().take(12).collect::<String>()}</code>
                        </a>
                    </dd>
                </div>
                {ends}
            }
            .into_any()
        }
        None => {
            let missing = match start_blockers(&pilot.start_facts(here.now)).len() {
                0 => "Nothing is missing".to_owned(),
                1 => "One thing is missing".to_owned(),
                n => format!("{n} things are missing"),
            };
            view! { <div><dt>"Start"</dt><dd>"Not yet: " <a href=here.url("start")>{missing}</a></dd></div> }.into_any()
        }
    };
    let decision = match here.pilot.status {
        Status::Decided(choice) => Some(view! {
            <div><dt>"Decision"</dt><dd><a href=here.url("decision")>{choice.label()}</a></dd></div>
        }),
        _ => None,
    };
    view! { <section class="section"><h2>"Dates"</h2><dl class="facts">{run}{readout}{decision}</dl></section> }
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
