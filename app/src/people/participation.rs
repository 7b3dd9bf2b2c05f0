//! What is measured about a pilot PM and who sees it: they agree, and can take it back.

use domain::participation::{EDITION, MEASURED, SEEN, Standing};
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;

use super::choices::Choices;
use crate::address::param;
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::ask_in;
use crate::time::moment;
use crate::ui::{ErrorSummary, Hidden, Nav, breadcrumb, page, working};

/// Says whether the pilot PM agrees to an edition of what is measured.
#[server(prefix = "/do", endpoint = "enrolment/participate")]
pub async fn participate(
    #[server(default)] pilot: String,
    #[server(default)] edition: String,
    #[server(default)] agrees: String,
) -> Result<(), AppError> {
    form::in_pilot(
        pilot,
        "people/participation",
        Action::AnswerSurvey,
        async |here, mut typed| {
            let agrees = match agrees.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let agrees = typed.parsed("agrees", agrees.ok_or("Choose one of the two."));
            typed.check()?;
            let (edition, agrees) = (edition.parse().unwrap_or(0), agrees.ok_or(AppError::Internal)?);
            let pilot = here.pilot.pilot_id;
            store::participation::say(here.pool(), pilot, here.who(), (edition, agrees), here.now).await?;
            notify(if agrees {
                "You agree to what is measured. You can take it back here at any time."
            } else {
                "No answer of yours counts in any number from now on. Your weeks read as unanswered."
            })
            .await?;
            Ok(here.url("people/participation"))
        },
    )
    .await
}

/// `/p/:pilot/people/participation`.
#[component]
pub fn Participation() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let action = ServerAction::<Participate>::new();
    page(async move {
        let here = ask_in(slug, Action::AnswerSurvey).await?;
        let refused = Refused::load(token).await?;
        let said = here.facts.participation.iter().find(|said| said.person == here.who());
        let said = said.map(|said| {
            let what = if said.agrees { "You agreed" } else { "You did not agree" };
            let words = if said.edition == EDITION {
                ""
            } else {
                ", to other words than these"
            };
            view! { <p>{format!("{what} on {}{words}.", moment(said.at, here.pilot.zone))}</p> }
        });
        let chosen = match here.facts.participation_of(here.who()) {
            Standing::Agrees => "yes",
            Standing::Refuses => "no",
            Standing::NotAsked | Standing::NotAskedYet => "",
        };
        let list = |lines: &'static [&'static str]| {
            let rows = lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
            view! { <ul>{rows}</ul> }
        };
        let slug = here.pilot.slug.clone();
        let of_form = refused.of("enrolment/participate");
        let form = (!here.pilot.status.is_decided()).then(|| {
            view! {
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Hidden name="pilot" value=slug/>
                    <Hidden name="edition" value=EDITION.to_string()/>
                    <Choices
                        refused=of_form
                        name="agrees"
                        legend="Do you agree?"
                        options=vec![("yes", "I agree"), ("no", "I do not agree, or take it back")]
                        value=chosen
                    />
                    <div class="actions"><button class="button" data-kind="primary">"Send the answer"</button></div>
                </ActionForm>
            }
        });
        let body = view! {
            <ErrorSummary refused=refused/>
            {breadcrumb(&here, &[("people", "People")], "What is measured about you")}
            <header class="page-head">
                <h1>"What is measured about you"</h1>
                <p>{format!("Edition {EDITION} of these words. Other words would ask you again.")}</p>
            </header>
            <section class="section"><h2>"What"</h2>{list(&MEASURED)}</section>
            <section class="section"><h2>"Who sees it"</h2>{list(&SEEN)}</section>
            <section class="section">
                <h2>"If you take it back"</h2>
                <p>
                    "None of your answers counts any more, as if you had given none: the mean is of the others, and what is missing is
                    said. It is never read as a low answer. A criterion that was final before stays as it was, and says so. What was frozen for a readout stays as it was frozen, and pull requests
                    are facts of the repository."
                </p>
            </section>
            {said}
            {form}
        };
        working(&here, "What is measured about you", Nav::People, body).await
    })
}
