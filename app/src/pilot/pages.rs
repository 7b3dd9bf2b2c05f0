//! Pages of a pilot as a whole.

use domain::policy::Action;
use leptos::prelude::*;

use crate::here::ask_in;
use crate::routes::param;
use crate::time::Time;
use crate::ui::{Nav, page, working};

/// `/p/:pilot`: where it stands and who is in it.
#[component]
pub fn Overview() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let members = store::pilot::members(here.pool(), here.pilot.pilot_id).await?;
        let people = members
            .into_iter()
            .map(|m| {
                let role = match m.membership.arm {
                    Some(arm) => format!("{}, {}", m.membership.role.label(), arm.label().to_lowercase()),
                    None => m.membership.role.label().to_owned(),
                };
                let joined = if m.joined {
                    m.name
                } else {
                    format!("{} (invited)", m.name)
                };
                view! { <div><dt>{role}</dt><dd>{joined}</dd></div> }
            })
            .collect_view();
        working(
            &here,
            "Overview",
            Nav::Overview,
            view! {
                <header class="page-head">
                    <h1>{here.pilot.name.clone()}</h1>
                    <p>{here.pilot.status.label()}</p>
                </header>
                <section class="section">
                    <h2>"People"</h2>
                    <dl class="facts">{people}</dl>
                </section>
            },
        )
        .await
    })
}

/// `/p/:pilot/activity`: every change, newest first.
#[component]
pub fn Activity() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadActivity).await?;
        let zone = here.pilot.zone;
        let lines = store::activity::list(here.pool(), here.pilot.pilot_id, 200).await?;
        let head = lines.first().map(|line| line.hash.chars().take(12).collect::<String>());
        let rows = lines
            .into_iter()
            .map(|line| {
                let who = line.who.unwrap_or_else(|| "Countersign".to_owned());
                view! {
                    <li>
                        <Time at=line.at zone=zone/>
                        <p>{format!("{who}: {}", line.action.replace(['.', '_'], " "))}</p>
                    </li>
                }
            })
            .collect_view();
        working(
            &here,
            "Activity",
            Nav::Activity,
            view! {
                <header class="page-head">
                    <h1>"Activity"</h1>
                    <p>
                        "Every change, newest first. Each entry carries the hash of the one before. "
                        {head.map(|head| view! { "Newest: " <code class="hash">{head}</code> })}
                    </p>
                </header>
                <ol class="activity">{rows}</ol>
            },
        )
        .await
    })
}
