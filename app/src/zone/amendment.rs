//! Amendments on the zone's page: what was amended since the start, and the version that waits for signatures.

use domain::policy::Action;
use domain::zone::amendment::{Amendment, MAX_REASON, Outcome};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::zone::{ZonePage, ZoneVersion};

use super::actions::Sign;
use super::pages::sign_forms;
use super::parts::signature_strip;
use super::remarks::objections;
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::Here;
use crate::time::moment;
use crate::ui::{Hidden, TextArea, visible};

/// Takes an amendment back before everybody has signed it.
#[server(prefix = "/do", endpoint = "zone/withdraw")]
pub async fn withdraw(
    #[server(default)] pilot: String,
    #[server(default)] version: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone#amendment", Action::EditZone, async |here, mut typed| {
        let number: i32 = version.parse().map_err(|_| AppError::NotFound)?;
        let reason = typed.required("reason", &reason, "Say why: it stands in the log.", MAX_REASON);
        typed.check()?;
        let withdrawn = (number, reason.as_str());
        store::zone::withdraw(here.pool(), here.pilot.pilot_id, here.who(), withdrawn, here.now).await?;
        notify(format!(
            "Version {number} is taken back. What was in force stays in force."
        ))
        .await?;
        Ok(here.url("zone"))
    })
    .await
}

/// The amendments in force, in red: the boundary is not the one that was agreed before the start.
pub(super) fn amended(here: &Here, page: &ZonePage) -> Option<impl IntoView + use<>> {
    let line = |amendment: &Amendment| {
        let Some(Outcome::InForce(since)) = &amendment.outcome else {
            return None;
        };
        let words = format!(
            "Amended after the start: version {} is in force since {}. {}: {}",
            amendment.version,
            moment(*since, here.pilot.zone),
            amendment.by,
            amendment.reason
        );
        Some(view! { <p>{visible(&words)}</p> })
    };
    let lines: Vec<_> = page
        .history
        .iter()
        .filter_map(|of| line(of.amendment.as_ref()?))
        .collect();
    (!lines.is_empty()).then(|| view! { <div class="banner" data-kind="bad">{lines}</div> })
}

/// What became of a version that was proposed after the start.
pub(super) fn became(here: &Here, amendment: &Amendment) -> String {
    let zone = here.pilot.zone;
    match &amendment.outcome {
        None => format!("An amendment that waits for signatures: {}", amendment.reason),
        Some(Outcome::InForce(since)) => format!(
            "An amendment, in force since {}: {}",
            moment(*since, zone),
            amendment.reason
        ),
        Some(Outcome::Withdrawn { by, at, reason }) => {
            format!("An amendment that {by} took back, {}: {reason}", moment(*at, zone))
        }
    }
}

/// The version that waits for signatures, with the forms to sign it and to take it back.
pub(super) fn waiting(
    here: &Here,
    version: &ZoneVersion,
    (sign, withdraw): (ServerAction<Sign>, ServerAction<Withdraw>),
    refused: &Refused,
) -> Option<impl IntoView + use<>> {
    let open = here.facts.amendment.as_ref()?;
    let in_force = here.facts.zone_version.as_ref().map(|(number, _)| *number)?;
    let number = open.version;
    let proposed = format!("{}, {}: {}", open.by, moment(open.at, here.pilot.zone), open.reason);
    let compare = here.url(&format!("zone/compare?from={in_force}&to={number}"));
    let read = here.url(&format!("zone/v/{number}"));
    let can_settle = !here.pilot.status.is_decided();
    let back = (can_settle && here.may(Action::EditZone)).then(|| {
        let refused = refused.of("zone/withdraw");
        let (slug, unfold) = (here.pilot.slug.clone(), refused.is_some());
        view! {
            <details class="fold" open=unfold>
                <summary>"Take it back"</summary>
                <ActionForm action=withdraw attr:class="form" attr:novalidate="">
                    <Hidden name="pilot" value=slug/>
                    <Hidden name="version" value=number.to_string()/>
                    <TextArea refused=refused.clone() name="reason" label="Why" hint="It stands in the log." rows=2/>
                    <div class="actions"><button class="button">{format!("Take version {number} back")}</button></div>
                </ActionForm>
            </details>
        }
    });
    let to_sign = can_settle.then(|| sign_forms(here, sign, version, &refused.of("zone/sign")));
    Some(view! {
        <section class="section" id="amendment" aria-labelledby="amendment-title">
            <h2 id="amendment-title">{format!("Amendment, version {number}")}</h2>
            <p>{visible(&proposed)}</p>
            <p>
                {format!("Version {in_force} judges every commit until everybody has signed version {number}; from then on version {number} does, and nothing is judged again. ")}
                <a href=compare>{format!("Compare version {in_force} with {number}")}</a>
            </p>
            <p><a href=read>{format!("Read version {number}, or object to an item of it")}</a></p>
            {signature_strip(version, &here.facts, here.pilot.zone)}
            {objections(here)}
            {to_sign}
            {back}
        </section>
    })
}
