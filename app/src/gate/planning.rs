//! The PLANNING.md of a feature: linked by its people, signed off by its DRI.

use domain::person::{Arm, Role};
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::gate::Linked;

use super::actions::{LinkPlanning, SignOffPlanning};
use super::{arms_of, gates};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, TextArea, breadcrumb, page, working};

/// `/p/:pilot/pull-requests/planning/:arm`: the text as it is linked, and its sign-off.
#[component]
pub fn Planning() -> impl IntoView {
    let (slug, arm) = (param("pilot"), param("arm"));
    let token = Refused::token();
    let (link, sign) = (
        ServerAction::<LinkPlanning>::new(),
        ServerAction::<SignOffPlanning>::new(),
    );
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let arm = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let gates = gates(&here).await?;
        let feature = gates.feature(arm).ok_or(AppError::NotFound)?;
        let text = store::gate::planning_text(here.pool(), here.pilot.pilot_id, arm).await?;
        let open = !here.pilot.status.is_decided();
        let may_link = open && (here.standing.is(Role::Sponsor) || arms_of(&here, Role::PilotPm).contains(&arm));
        let may_sign = open
            && arms_of(&here, Role::Dri).contains(&arm)
            && feature
                .planning
                .as_ref()
                .is_some_and(|linked| linked.planning.signed.is_none());
        let title = format!("PLANNING.md of {}", feature.name);
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("pull-requests", "Pull requests")], "PLANNING.md")}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>"What the pilot PM is going to do, agreed before engineering reviews any of it. A changed text asks for the sign-off again."</p>
            </header>
            {match &feature.planning {
                None => view! { <div class="empty"><p>"No text is linked yet."</p></div> }.into_any(),
                Some(linked) => stands(&here, linked).into_any(),
            }}
            {may_sign.then(|| sign_form(&here, sign, arm, feature.planning.as_ref()))}
            {text.clone().map(|text| view! {
                <section class="section">
                    <h2>"The text"</h2>
                    <pre class="kept-text" tabindex="0">{text}</pre>
                </section>
            })}
            {may_link.then(|| link_form(&here, link, arm, refused.of("gate/link_planning"), feature.planning.is_some()))}
        };
        working(&here, &title, Nav::PullRequests, body).await
    })
}

fn stands(here: &Here, linked: &Linked) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let planning = &linked.planning;
    let signed = match &planning.signed {
        Some((by, at)) => format!("{by}, {}", moment(*at, zone)),
        None => "Waits for the DRI".to_owned(),
    };
    let by = format!("{}, {}", planning.linked_by, moment(planning.linked_at, zone));
    let url = linked.url.clone();
    let url = (!url.is_empty()).then(|| {
        let link = match url.starts_with("https://") {
            true => view! { <a href=url.clone() rel="noopener noreferrer">{url.clone()}</a> }.into_any(),
            false => url.into_any(),
        };
        view! { <div><dt>"Where"</dt><dd>{link}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>"Linked by"</dt><dd>{by}</dd></div>
            <div><dt>"Signed off by"</dt><dd>{signed}</dd></div>
            {url}
            <div><dt>"SHA-256 of the text"</dt><dd><code class="hash">{planning.digest.to_string()}</code></dd></div>
        </dl>
    }
}

fn sign_form(
    here: &Here,
    sign: ServerAction<SignOffPlanning>,
    arm: Arm,
    linked: Option<&Linked>,
) -> impl IntoView + use<> {
    let slug = here.pilot.slug.clone();
    let digest = linked
        .map(|linked| linked.planning.digest.to_string())
        .unwrap_or_default();
    view! {
        <ActionForm action=sign attr:class="form">
            <Hidden name="pilot" value=slug/>
            <Hidden name="arm" value=arm.as_str()/>
            <Hidden name="digest" value=digest/>
            <div class="actions"><button class="button" data-kind="primary">"Sign off this text"</button></div>
        </ActionForm>
    }
}

fn link_form(
    here: &Here,
    link: ServerAction<LinkPlanning>,
    arm: Arm,
    refused: Refused,
    again: bool,
) -> impl IntoView + use<> {
    let slug = here.pilot.slug.clone();
    let title = if again {
        "Link the changed text"
    } else {
        "Link the text"
    };
    view! {
        <section class="section">
            <h2>{title}</h2>
            <ActionForm action=link attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Hidden name="arm" value=arm.as_str()/>
                <Field
                    refused=refused.clone()
                    name="url"
                    label="Address"
                    hint="Where the file can be read. It may stay empty."
                />
                <TextArea refused=refused.clone() name="text" label="Text" hint="The whole file, as it is in the repository." rows=10/>
                <div class="actions"><button class="button">{title}</button></div>
            </ActionForm>
        </section>
    }
}
