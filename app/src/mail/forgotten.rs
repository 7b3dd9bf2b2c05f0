//! A new password for whoever forgot theirs: by a link that goes to their address, and to nobody else.

use std::time::Duration;

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::mail::Link;
use store::sign_in::{self, Attempt};

use crate::account::email;
use crate::browser::browser;
use crate::error::AppError;
use crate::form::{self, Refused, notify, take_notice};
use crate::here::address;
use crate::state::AppState;
use crate::token::Token;
use crate::ui::frame::banner;
use crate::ui::{ErrorSummary, Field, page, plain};

/// Sends a reset link to an address. Whether anybody has it cannot be told from the answer, nor from how long it takes: what is
/// done about it is done afterwards.
#[server(prefix = "/do", endpoint = "account/forgot")]
pub async fn forgot(#[server(default)] email: String) -> Result<(), AppError> {
    form::open("/forgotten", async |state, mut typed| {
        let known = typed.parsed("email", self::email(&email));
        typed.check()?;
        let known = known.unwrap_or_default();
        let (from, browser) = (address(), browser());
        let attempt = Attempt {
            email: &known,
            address: &from,
            browser: browser.as_ref().map(<[u8; 32]>::as_slice),
        };
        if sign_in::failures(&state.pool, attempt).await?.are_many() {
            typed.problem("email", "There were many failed sign-ins. Wait a few minutes, then try again.");
            return Err(typed.again());
        }
        state.afterwards.spawn(send(state.clone(), known));
        notify("If somebody with this address has an account, a mail with a link is on its way. The link works for half an hour.").await?;
        Ok("/forgotten".to_owned())
    })
    .await
}

/// How long after the answer it is looked whether anybody has the address: what is done then is no part of how long the answer takes.
/// A program that stops waits longer than that (`server::parts`).
const AFTERWARDS: Duration = Duration::from_secs(1);

async fn send(state: AppState, email: String) {
    tokio::time::sleep(AFTERWARDS).await;
    let now = state.clock.now();
    let sent = async {
        let token = Token::random();
        let hash = token.hash();
        let link = Link::by_mail(&hash, &state.key, token.as_str());
        store::account::make_reset_link(&state.pool, &email, link, now).await
    };
    match sent.await {
        // Nobody has this address: that is told to nobody.
        Ok(()) | Err(store::Error::Refused(_)) => {}
        Err(error) => tracing::warn!(%error, "a reset link could not be queued"),
    }
}

/// `/forgotten`.
#[component]
pub fn Forgotten() -> impl IntoView {
    let action = ServerAction::<Forgot>::new();
    let token = Refused::token();
    page(async move {
        let refused = Refused::load(token).await?;
        let notice = take_notice().await?;
        let sends = crate::state::state()?.sends_mail;
        let without = (!sends).then(|| {
            view! { <p>"This installation sends no mail yet: ask whoever runs it for the link, which waits in their outbox."</p> }
        });
        Ok(plain(
            "Password forgotten",
            view! {
                <ErrorSummary refused=refused.clone()/>
                {notice.map(banner)}
                <h1>"Password forgotten?"</h1>
                <p class="lead">"A link to a new password goes to your e-mail address."</p>
                {without}
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Field refused=refused name="email" label="E-mail address" kind="email" autocomplete="username"/>
                    <div class="actions"><button class="button" data-kind="primary">"Send me a link"</button></div>
                </ActionForm>
                <p><a href="/sign-in">"Sign in"</a></p>
            },
        ))
    })
}
