//! Ending mail that is no duty, by the address in it and without signing in.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;

use crate::address::{escaped, param};
use crate::error::{AppError, Known};
use crate::form::{self, Refused, take_notice};
use crate::state::state;
use crate::ui::frame::banner;
use crate::ui::{ErrorSummary, Hidden, page, plain};

fn unknown() -> AppError {
    AppError::DeadLink(
        Known::No,
        "There is no such address. Sign in: the settings say what comes by mail.".to_owned(),
    )
}

/// Ends the mail that the address is about.
#[server(prefix = "/do", endpoint = "mail/unsubscribe")]
pub async fn unsubscribe(#[server(default)] token: String) -> Result<(), AppError> {
    let page = format!("/unsubscribe/{}", escaped(&token));
    form::open(&page, async |state, _| {
        let done = store::mail::unsubscribe(&state.pool, &state.key, &token, state.clock.now()).await?;
        done.ok_or_else(unknown)?;
        Ok(page.clone())
    })
    .await
}

/// `/unsubscribe/:token`. Opening it changes nothing: programs open what is in a mail.
#[component]
pub fn Unsubscribe() -> impl IntoView {
    let word = param("token");
    let action = ServerAction::<Unsubscribe>::new();
    let refused = Refused::token();
    page(async move {
        let state = state()?;
        let found = store::mail::unsubscribing(&state.pool, &state.key, &word).await?;
        let (what, comes) = found.ok_or_else(unknown)?;
        let refused = Refused::load(refused).await?;
        let notice = take_notice().await?;
        let settings = view! { <p><a href="/settings#mail">"Sign in to choose what comes by mail"</a></p> };
        let body = if comes {
            view! {
                <h1>"No more of this by mail?"</h1>
                <p>{format!("It is about {}. What is asked of you, and what was decided, comes still.", what.label())}</p>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Hidden name="token" value=word/>
                    <div class="actions"><button class="button" data-kind="primary">"Send me no more of this"</button></div>
                </ActionForm>
                {settings}
            }
            .into_any()
        } else {
            view! {
                <h1>"No more of this comes by mail"</h1>
                <p>{format!("It is about {}. What is asked of you, and what was decided, comes still.", what.label())}</p>
                {settings}
            }
            .into_any()
        };
        Ok(plain(
            "What comes by mail",
            view! { <ErrorSummary refused=refused/> {notice.map(banner)} {body} },
        ))
    })
}
