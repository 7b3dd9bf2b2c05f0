//! The page of a personal link.

use domain::survey::{Energy, QUESTION, WeekState, week_state};
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::PgPool;

use super::actions::AnswerByLink;
use super::question::{Readers, fields, until_hint};
use crate::address::{param, query};
use crate::error::{AppError, Known};
use crate::form::{Refused, take_notice};
use crate::state::state;
use crate::time::{When, Written, Zones};
use crate::token;
use crate::ui::{ErrorSummary, Hidden, page, plain};

/// What is said of a link that opens nothing.
pub(super) async fn dead(pool: &PgPool, secret: &str) -> AppError {
    match store::survey::link_was_made(pool, &token::hash(secret)).await {
        Ok(true) => AppError::DeadLink(
            Known::Once,
            "This survey link was a pilot PM's, and its owner is not one any more.".to_owned(),
        ),
        Ok(false) => AppError::DeadLink(
            Known::No,
            "There is no such survey link. See whether you have the whole address, or sign in: the survey is in your inbox."
                .to_owned(),
        ),
        Err(error) => error.into(),
    }
}

/// `/s/:token`: the question by personal link. Opening it records nothing; `?a=4` only preselects.
#[component]
pub fn ByLink() -> impl IntoView {
    let word = param("token");
    let preselected = query("a").and_then(|a| Energy::parse(&a).ok());
    let sent = query("sent").is_some();
    let answer = ServerAction::<AnswerByLink>::new();
    let refused = Refused::token();
    page(async move {
        let state = state()?;
        let Some(link) = store::survey::link(&state.pool, &token::hash(&word)).await? else {
            return Err(dead(&state.pool, &word).await);
        };
        let refused = Refused::load(refused).await?;
        let number = link.week.number;
        let zones = Zones {
            pilot: link.zone,
            own: link.person_zone,
        };
        let again = format!("/s/{word}");
        let title = format!("Week {number} survey");
        match week_state(&link.week, state.clock.now()) {
            WeekState::NotOpenYet { opens_at } => Ok(plain(
                &title,
                view! {
                    <h1>{format!("Week {number} is not open yet")}</h1>
                    <p>"It opens " <When at=opens_at zones=zones/> ". This link works from then on."</p>
                },
            )),
            WeekState::Closed { at } => {
                let survey = format!("/p/{}/survey?week={number}", link.slug);
                Ok(plain(
                    &title,
                    view! {
                        <h1>{format!("Week {number} has closed")}</h1>
                        <p>
                            "It was open until " <When at=at zones=zones written=Written::Until/>
                            ", and this link takes no answers any more."
                        </p>
                        {match link.given {
                            Some(_) => view! { <p>"An answer came in time. It counts."</p> }.into_any(),
                            None => view! {
                                <p>
                                    "No answer came in time. You can still answer: "
                                    <a href=survey>"sign in and answer late"</a> ". It counts and is marked late."
                                </p>
                            }
                            .into_any(),
                        }}
                    },
                ))
            }
            // What was sent is said once, to the browser that sent it: whoever else has the link learns that something was.
            WeekState::Open { .. } if sent && link.given.is_some() => {
                let said = take_notice().await?;
                let said = said.map_or_else(|| format!("Sent, for week {number}."), |notice| notice.text);
                Ok(plain(
                    &title,
                    view! {
                        <h1>{said}</h1>
                        <p><a class="button" href=again>"Change"</a></p>
                    },
                ))
            }
            WeekState::Open { until } => {
                let readers = Readers::of(&store::pilot::members(&state.pool, link.pilot).await?);
                let legend = view! { <h1>{QUESTION}</h1> }.into_any();
                let given = link.given.as_ref();
                let readers = match given {
                    Some(given) if !given.note.is_empty() => readers.of_one_that_stays(),
                    _ => readers,
                };
                let fields = fields(
                    &refused.of("survey/answer_by_link"),
                    legend,
                    &readers,
                    // A link is no password: whoever has it may answer, and reads neither what was sent nor what was noted.
                    None,
                    preselected,
                );
                let whose = format!("{}, {}", link.person_name, link.name);
                let before = given.map(|_| ". An answer was sent. Another takes its place.");
                let until = until_hint(until, zones);
                Ok(plain(
                    &title,
                    view! {
                        <ErrorSummary refused=refused/>
                        <ActionForm action=answer attr:class="survey" attr:novalidate="">
                            <Hidden name="token" value=word/>
                            <p class="survey-week">{format!("{whose}. Week {number} of {}", link.weeks)} {before}</p>
                            {fields}
                            {until}
                        </ActionForm>
                    },
                ))
            }
        }
    })
}
