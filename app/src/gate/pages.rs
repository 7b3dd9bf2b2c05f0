//! The pull requests of both features, with each gate in a word.

use domain::gate::{Gate, InForce};
use domain::policy::Action;
use leptos::prelude::*;
use store::gate::{FeatureGates, Pull};

use super::{chip, gates};
use crate::address::param;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{Column, Nav, Table, explained, page, visible, working};

/// `/p/:pilot/pull-requests`: every pull request of the features and what it has passed.
#[component]
pub fn PullRequests() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let gates = gates(&here).await?;
        let features = gates
            .features
            .iter()
            .map(|feature| of_feature(&here, feature))
            .collect_view();
        let body = view! {
            <header class="page-head">
                <h1>"Pull requests"</h1>
                {judged_by(&here, &gates.zones)}
                {explained(&["Zone", "DRI"])}
                <p>
                    <a href=here.url("flags")>"Flags"</a>
                    " · "
                    <a href=here.url("incidents")>"Incidents"</a>
                    {here
                        .may(Action::EnterData)
                        .then(|| view! { " · " <a href=here.url("pull-requests/tokens")>"Tokens for programs"</a> })}
                </p>
            </header>
            {if gates.features.is_empty() {
                view! {
                    <div class="empty">
                        <p>"No feature is enrolled yet. Its pull requests stand here once it is."</p>
                        <p><a href=here.url("people")>"People and features"</a></p>
                    </div>
                }
                .into_any()
            } else {
                features.into_any()
            }}
        };
        working(&here, "Pull requests", Nav::PullRequests, body).await
    })
}

/// Which version of the zone judges.
pub(super) fn judged_by(here: &Here, zones: &[InForce]) -> impl IntoView + use<> {
    let Some(zone) = zones.last() else {
        return view! { <p>"There is no zone yet, so nothing can be judged."</p> }.into_any();
    };
    let version = view! { <a href=here.url(&format!("zone/v/{}", zone.number))>{format!("version {} of the zone", zone.number)}</a> };
    match zone.since {
        Some(since) if zones.len() > 1 => {
            let before: Vec<String> = zones[..zones.len() - 1].iter().map(|zone| zone.number.to_string()).collect();
            let versions = if before.len() == 1 { "version" } else { "versions" };
            let since = moment(since, here.pilot.zone);
            view! {
                <p>
                    "Commits pushed since " {since.clone()} " are judged by " {version}
                    {format!(", an amendment; those before by {versions} {}, in force then.", domain::listing(&before))}
                </p>
            }
            .into_any()
        }
        Some(since) => view! {
            <p>"Judged by " {version} {format!(", signed by both sides and in force since {}.", moment(since, here.pilot.zone))}</p>
        }
        .into_any(),
        None => view! {
            <p>"Nothing is in force before the start. This is what " {version} " would say."</p>
        }
        .into_any(),
    }
}

fn of_feature(here: &Here, feature: &FeatureGates) -> impl IntoView + use<> {
    let planning = here.url(&format!("pull-requests/planning/{}", feature.arm.as_str()));
    let planning_line = match &feature.planning {
        None => "PLANNING.md: not linked",
        Some(linked) if linked.planning.signed.is_none() => "PLANNING.md: waits for the DRI’s sign-off",
        Some(_) => "PLANNING.md: signed off",
    };
    let rows = feature.pulls.iter().map(|pull| row(here, pull)).collect_view();
    let mut head = vec![Column::words("Pull request"), Column::words("Where it stands")];
    head.extend(Gate::ALL.map(|gate| Column::words(heading(gate))));
    let name = format!("Pull requests of {}", feature.name);
    view! {
        <section class="section">
            <h2>{feature.name.clone()}</h2>
            <p class="muted">{feature.arm.label()} ". " {feature.is_bound().then(|| view! { <a href=planning>{planning_line}</a> })}</p>
            {if feature.pulls.is_empty() {
                view! { <div class="empty"><p>"No pull request of this feature has been heard of yet."</p></div> }.into_any()
            } else {
                view! { <div class="gates"><Table name=name head=head rows=rows.into_any()/></div> }.into_any()
            }}
        </section>
    }
}

/// A gate at the head of its column.
fn heading(gate: Gate) -> &'static str {
    match gate {
        Gate::Zone => "Zone",
        Gate::SkillFile => "Skill file",
        Gate::Planning => "Planning",
        Gate::Flag => "Flag",
    }
}

fn row(here: &Here, pull: &Pull) -> impl IntoView + use<> {
    let to = here.url(&format!("pull-requests/{}", pull.id));
    let gates = pull
        .judged
        .gates
        .iter()
        .map(|gate| view! { <td data-head=pull.of_pm.then(|| heading(gate.gate))>{if pull.of_pm { gate.label() } else { "–" }}</td> })
        .collect_view();
    view! {
        <tr>
            <th scope="row">
                <a href=to>{visible(&pull.title)}</a> <br/>
                <span class="muted">{format!("{}, {}", pull.name, pull.state.label().to_lowercase())}</span>
            </th>
            <td>{chip(pull)}</td>
            {gates}
        </tr>
    }
}
