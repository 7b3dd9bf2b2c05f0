//! The private question to a DRI: what it costs, what they can do, and three answers.

use domain::pilot::Answer;
use domain::pilot::Consent as Asked;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::actions::Consent as DoConsent;
use super::choices::Choices;
use super::of_arm;
use crate::address::param;
use crate::form::Refused;
use crate::here::ask_in;
use crate::time::moment;
use crate::ui::{ErrorSummary, Hidden, Nav, page, working};

/// `/p/:pilot/people/consent`.
#[component]
pub fn Consent() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let action = ServerAction::<DoConsent>::new();
    page(async move {
        let here = ask_in(slug, Action::Consent).await?;
        let view = store::enrolment::consent_page(&here.facts, &here.standing);
        let refused = Refused::load(token).await?.of("enrolment/consent");
        let zone = here.pilot.zone;
        let hours = view.terms.as_ref().and_then(|t| t.dri_hours_per_week.zip(t.weeks));
        let cost = match hours {
            Some((hours, weeks)) => format!(
                "{hours} {} of review a week for {weeks} {}: {} hours in all.",
                if hours == 1.into() { "hour" } else { "hours" },
                if weeks == 1 { "week" } else { "weeks" },
                hours.times(weeks.into())
            ),
            None => "The proposal does not say yet how many hours a week it takes.".to_owned(),
        };
        let forms = view
            .asked
            .into_iter()
            .enumerate()
            .map(|(n, Asked { arm, answer, .. })| {
                let pm = view.pms.iter().find(|(of, _)| *of == arm).map(|(_, name)| name.clone());
                let whom = match pm {
                    Some(name) => format!("Will you be the engineering DRI for {name}, the {} PM?", of_arm(arm)),
                    None => format!("Will you be the engineering DRI of the {} PM?", of_arm(arm)),
                };
                let refused = if refused.value("arm", "") == arm.as_str() { refused.clone() } else { Refused::default() };
                let said = answer.map(|(answer, at)| {
                    view! { <p>{format!("You answered “{}” on {}.", answer.label(), moment(at, zone))}</p> }
                });
                let id = if n == 0 { "answer".to_owned() } else { format!("answer-{}", arm.as_str()) };
                let current = answer.map(|(answer, _)| answer.as_str()).unwrap_or_default();
                let slug = here.pilot.slug.clone();
                let ask = (!view.started).then(|| {
                    view! {
                        <ActionForm action=action attr:class="form" attr:novalidate="">
                            <Hidden name="pilot" value=slug/>
                            <Hidden name="arm" value=arm.as_str()/>
                            <Choices
                                refused=refused
                                name="answer"
                                id=id
                                legend="Your answer"
                                options=Answer::ALL.map(|answer| (answer.as_str(), answer.label())).to_vec()
                                value=current
                            />
                            <div class="actions"><button class="button" data-kind="primary">"Send the answer"</button></div>
                        </ActionForm>
                    }
                });
                view! { <section class="section"><h2>{whom}</h2>{said}{ask}</section> }
            })
            .collect_view();
        let closed = view
            .started
            .then(|| view! { <p>"The pilot has started. The answers stand as they were given."</p> });
        working(
            &here,
            "A question to you alone",
            Nav::People,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>"A question to you alone"</h1>
                    <p>"Only you and the sponsor see what you answer here."</p>
                </header>
                <dl class="facts">
                    <div><dt>"What it costs"</dt><dd>{cost}</dd></div>
                    <div>
                        <dt>"What you can do"</dt>
                        <dd>"You have a full veto on every merge. Whatever lies outside the zone you may send back without reviewing it."</dd>
                    </div>
                    <div>
                        <dt>"If you would rather not"</dt>
                        <dd>"Say no. It needs no reason, nobody else learns of it, and no pilot PM is put on your surface."</dd>
                    </div>
                </dl>
                {forms}
                {closed}
            },
        )
        .await
    })
}
