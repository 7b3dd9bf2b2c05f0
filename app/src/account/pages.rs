//! Pages of people: sign-in, set-up, invitation, a new password, help.

use leptos::form::ActionForm;
use leptos::prelude::*;

use super::actions::{AcceptInvitation, ResetPassword, SetUp as DoSetUp, SignIn as DoSignIn};
use super::links;
use crate::address::{param, query};
use crate::form::{Refused, take_notice};
use crate::here::viewer;
use crate::state::state;
use crate::token;
use crate::ui::frame::banner;
use crate::ui::{ErrorSummary, Field, Hidden, NewPassword, Title, page, plain};

/// `/sign-in`.
#[component]
pub fn SignIn() -> impl IntoView {
    let action = ServerAction::<DoSignIn>::new();
    let token = Refused::token();
    let next = query("next").unwrap_or_default();
    page(async move {
        let refused = Refused::load(token).await?;
        let notice = take_notice().await?;
        Ok(plain(
            "Sign in",
            view! {
                <ErrorSummary refused=refused.clone()/>
                {notice.map(banner)}
                <h1>"Sign in"</h1>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Hidden name="next" value=next/>
                    <Field refused=refused.clone() name="email" label="E-mail address" kind="email" autocomplete="username"/>
                    <Field refused=refused name="password" label="Password" kind="password" autocomplete="current-password"/>
                    <div class="actions"><button class="button" data-kind="primary">"Sign in"</button></div>
                </ActionForm>
                <p class="hint">
                    "No account? Whoever runs the pilot sends you a link. " <a href="/forgotten">"Password forgotten?"</a>
                </p>
            },
        ))
    })
}

/// `/setup/:token`, from the link printed at the first start.
#[component]
pub fn SetUp() -> impl IntoView {
    let action = ServerAction::<DoSetUp>::new();
    let refused = Refused::token();
    let token = param("token");
    page(async move {
        let state = state()?;
        if !store::account::setup_link_works(&state.pool, &token::hash(&token)).await? {
            return Err(links::set_up(&state.pool, &token).await);
        }
        let refused = Refused::load(refused).await?;
        Ok(plain(
            "Set up Countersign",
            view! {
                <ErrorSummary refused=refused.clone()/>
                <h1>"Set up Countersign"</h1>
                <p class="lead">"You are the first. You will run this installation and can invite the others."</p>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Hidden name="token" value=token/>
                    <Field refused=refused.clone() name="name" label="Your name" autocomplete="name"/>
                    <Field refused=refused.clone() name="email" label="E-mail address" kind="email" autocomplete="username"/>
                    <NewPassword refused=refused/>
                    <div class="actions"><button class="button" data-kind="primary">"Set up Countersign"</button></div>
                </ActionForm>
            },
        ))
    })
}

/// `/invitation/:token`. Opening it changes nothing; choosing a password uses it.
#[component]
pub fn Invitation() -> impl IntoView {
    let action = ServerAction::<AcceptInvitation>::new();
    let refused = Refused::token();
    let token = param("token");
    page(async move {
        let state = state()?;
        let Some(invitation) = store::account::invitation(&state.pool, &token::hash(&token), state.clock.now()).await?
        else {
            return Err(links::invitation(&state.pool, &token).await);
        };
        let refused = Refused::load(refused).await?;
        let what = match invitation.pilot {
            Some(pilot) => format!("{} invites you to the pilot “{pilot}”.", invitation.invited_by),
            None => format!("{} invites you to Countersign.", invitation.invited_by),
        };
        Ok(plain(
            "Choose a password",
            view! {
                <ErrorSummary refused=refused.clone()/>
                <h1>"Choose a password"</h1>
                <p class="lead">{what}</p>
                {somebody_else(&invitation.email)}
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Hidden name="token" value=token/>
                    <dl class="facts"><div><dt>"E-mail address"</dt><dd>{invitation.email.clone()}</dd></div></dl>
                    <input type="hidden" name="username" autocomplete="username" value=invitation.email/>
                    <Field refused=refused.clone() name="name" label="Your name" value=invitation.name autocomplete="name"/>
                    <NewPassword refused=refused/>
                    <div class="actions"><button class="button" data-kind="primary">"Save password"</button></div>
                </ActionForm>
            },
        ))
    })
}

/// Said where the link is for another person than the one signed in.
fn somebody_else(email: &str) -> Option<impl IntoView + use<>> {
    let person = viewer().filter(|person| person.email != email)?;
    Some(view! {
        <p>{format!("You are signed in as {}. This link is for somebody else: whoever saves a password here signs you out.", person.name)}</p>
    })
}

/// `/reset/:token`. Opening it changes nothing; choosing a password uses it.
#[component]
pub fn Reset() -> impl IntoView {
    let action = ServerAction::<ResetPassword>::new();
    let refused = Refused::token();
    let token = param("token");
    page(async move {
        let state = state()?;
        let Some(email) = store::account::reset_link(&state.pool, &token::hash(&token), state.clock.now()).await?
        else {
            return Err(links::reset(&state.pool, &token).await);
        };
        let refused = Refused::load(refused).await?;
        Ok(plain(
            "Choose a new password",
            view! {
                <ErrorSummary refused=refused.clone()/>
                <h1>"Choose a new password"</h1>
                <p class="lead">"You are signed in with it here, and signed out everywhere else."</p>
                {somebody_else(&email)}
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Hidden name="token" value=token/>
                    <dl class="facts"><div><dt>"E-mail address"</dt><dd>{email.clone()}</dd></div></dl>
                    <input type="hidden" name="username" autocomplete="username" value=email/>
                    <NewPassword refused=refused label="New password"/>
                    <div class="actions"><button class="button" data-kind="primary">"Save password"</button></div>
                </ActionForm>
            },
        ))
    })
}

/// What the words of a pilot mean, in alphabetical order; each has an anchor on the help page.
const WORDS: [(&str, &str); 9] = [
    (
        "Arm",
        "One side of the comparison: the new model or the old model. Each has one feature and its own people.",
    ),
    (
        "Bar",
        "What a number has to reach for its criterion to be met, as agreed before the start.",
    ),
    (
        "Baseline",
        "The same numbers of features that shipped before the pilot. Bars are set against them.",
    ),
    (
        "DRI",
        "The engineer directly responsible for an arm: reviews its pull requests, and consents before the start.",
    ),
    (
        "Evidence bundle",
        "One file with a pilot's texts, numbers, decision and log, which somebody who was not there can verify.",
    ),
    (
        "Observer",
        "Reads everything in a pilot that is not private, and decides nothing.",
    ),
    (
        "Readout",
        "The meeting after the last week, held from numbers frozen for it, in which the decision is made.",
    ),
    (
        "Verdict",
        "What the criteria come to by the rule agreed before the start: success, iterate or roll back.",
    ),
    (
        "Zone",
        "What a pilot PM may change without engineering, and what stays with engineering. Both sides sign it.",
    ),
];

/// `/help`.
#[component]
pub fn Help() -> impl IntoView {
    view! {
        <Title text="Help · Countersign"/>
        {plain(
            "Help",
            view! {
                <h1>"Help"</h1>
                <p class="lead">"One pilot, seven steps. Each page says what is missing and who has to do it."</p>
                <ol>
                    <li>"Proposal: the sponsor writes or imports it and sends one revision of it."</li>
                    <li>"Approval: the approver answers four asks about exactly that revision and decides."</li>
                    <li>"Zone: sponsor, approver and the engineering DRIs sign the same version of it."</li>
                    <li>"Start: people are enrolled, the baseline is entered, and terms and zone freeze."</li>
                    <li>"Weeks: both arms work and answer one survey question a week; facts arrive by themselves."</li>
                    <li>"Readout: it is held from frozen numbers."</li>
                    <li>"Decision: one person records it, and another confirms it."</li>
                </ol>
                <p>"Nothing is ever deleted. Every change is a line in the pilot's activity log, chained to the one before it."</p>
                <section class="section" id="words">
                    <h2>"Words"</h2>
                    <dl class="facts">
                        {WORDS
                            .map(|(word, meaning)| view! { <div id=word.to_lowercase()><dt>{word}</dt><dd>{meaning}</dd></div> })
                            .collect_view()}
                    </dl>
                </section>
            },
        )}
    }
}
