//! The forms of a thread's page: accept or decline what is suggested, reply, resolve.

use domain::policy::Action;
use leptos::prelude::*;
use store::comment::Page;

use super::actions::{Accept, Decline, Read, Reopen, Reply, Resolve};
use super::parts::{INSTEAD, applies, suggest};
use crate::form::Refused;
use crate::here::Here;
use crate::ui::{Hidden, TextArea};

/// The forms of the page.
#[derive(Clone, Copy)]
pub(super) struct Forms {
    reply: ServerAction<Reply>,
    read: ServerAction<Read>,
    resolve: ServerAction<Resolve>,
    reopen: ServerAction<Reopen>,
    accept: ServerAction<Accept>,
    decline: ServerAction<Decline>,
}

impl Forms {
    /// To be asked for before the page's future.
    pub(super) fn of_page() -> Self {
        Self {
            reply: ServerAction::new(),
            read: ServerAction::new(),
            resolve: ServerAction::new(),
            reopen: ServerAction::new(),
            accept: ServerAction::new(),
            decline: ServerAction::new(),
        }
    }
}

/// Accept or decline.
pub(super) fn decision(here: &Here, view: &Page, forms: Forms, refused: &Refused) -> Option<impl IntoView + use<>> {
    let thread = &view.thread;
    let suggestion = thread.suggestion.as_ref().filter(|_| thread.is_open())?;
    if here.pilot.status.is_frozen() {
        return Some(
            view! { <p class="muted">"The pilot has started: its text is frozen, and suggestions cannot be accepted any more."</p> }
                .into_any(),
        );
    }
    if !here.may(Action::EditProposal) {
        return None;
    }
    let applies = applies(thread, suggestion, &view.latest);
    let (slug, id) = (here.pilot.slug.clone(), thread.thread_id.to_string());
    let reply = suggestion.reply.map(|reply| reply.to_string()).unwrap_or_default();
    let hidden = move || {
        let (slug, id, reply) = (slug.clone(), id.clone(), reply.clone());
        view! {
            <Hidden name="pilot" value=slug/>
            <Hidden name="thread" value=id/>
            <Hidden name="suggestion" value=reply/>
        }
        .into_any()
    };
    let next = view.latest.number.next();
    let (to_accept, to_decline) = (hidden(), hidden());
    let accept = applies.then(|| {
        view! {
            <ActionForm action=forms.accept attr:class="form">
                {to_accept}
                <div class="actions">
                    <button class="button" data-kind="primary">{format!("Accept as revision {next}")}</button>
                </div>
            </ActionForm>
        }
    });
    let refused = refused.of("comment/decline");
    let fields = view! {
        {to_decline}
        <TextArea refused=refused.clone() name="reason" label="Why not" hint="The author and everybody in the pilot can read it." rows=3/>
        <div class="actions"><button class="button">"Decline the suggestion"</button></div>
    }
    .into_any();
    Some(
        view! {
            <section class="section" id="decision">
                <h2>"Your decision"</h2>
                {accept}
                <details class="fold" open=refused.is_some()>
                    <summary>"Decline with a reason"</summary>
                    <ActionForm action=forms.decline attr:class="form" attr:novalidate="">{fields}</ActionForm>
                </details>
            </section>
        }
        .into_any(),
    )
}

/// Suggesting other words in a reply, while the text can change and the words stand in it.
fn other_words(here: &Here, view: &Page, refused: &Refused) -> Option<impl IntoView + use<>> {
    let thread = &view.thread;
    let accepted = thread.outcome().is_some_and(|outcome| outcome.revision.is_some());
    if here.pilot.status.is_frozen() || accepted || thread.anchor.quote.is_empty() {
        return None;
    }
    let words = view.latest.body.as_str().get(thread.placed.clone()?)?.to_owned();
    let opened = refused.value("suggest", "") == "yes";
    let problem = refused.problem("replacement").is_some();
    let instead = thread.suggestion.as_ref().is_some_and(|_| thread.is_open());
    let hint = if instead {
        "They take the place of what was suggested before, which stays to be read."
    } else {
        "The sponsor accepts or declines; your name stays with it."
    };
    let hint = format!("{INSTEAD} {hint}");
    Some(view! {
        <details class="fold" open=opened || problem>
            <summary>"Suggest other words"</summary>
            <Hidden name="words" value=words.clone()/>
            <TextArea refused=refused.clone() name="replacement" label="Replace these words with" hint=hint value=words rows=4/>
            {suggest()}
        </details>
    })
}

/// Reply, mark as read, resolve, reopen.
pub(super) fn turns(here: &Here, view: &Page, forms: Forms, refused: &Refused) -> impl IntoView + use<> {
    let thread = &view.thread;
    let resolved = thread.resolved.is_some();
    let settles = thread.author_id == here.who() || here.may(Action::EditProposal);
    let (slug, id) = (here.pilot.slug.clone(), thread.thread_id.to_string());
    let named = move || {
        let (slug, id) = (slug.clone(), id.clone());
        view! { <Hidden name="pilot" value=slug/> <Hidden name="thread" value=id/> }.into_any()
    };
    let seen = thread.newest.comment_id.to_string();
    let read = view.unread.then(|| {
        let fields = named();
        view! {
            <ActionForm action=forms.read attr:class="form">
                {fields}
                <div class="actions"><button class="button">"I have read this"</button></div>
            </ActionForm>
        }
    });
    let reply = {
        let fields = named();
        let hint = if resolved {
            "Replying opens it again."
        } else {
            "@ and a name puts it into that person’s inbox."
        };
        let fields = view! {
            {fields}
            <TextArea refused=refused.of("comment/reply") name="reply_text" label="Reply" hint=hint rows=4/>
            {other_words(here, view, &refused.of("comment/reply"))}
            <div class="actions"><button class="button" data-kind="primary">"Reply"</button></div>
        }
        .into_any();
        view! { <ActionForm action=forms.reply attr:class="form" attr:novalidate="">{fields}</ActionForm> }
    };
    let settle = settles.then(|| {
        let fields = named();
        if resolved {
            view! {
                <ActionForm action=forms.reopen attr:class="form">
                    {fields}
                    <div class="actions"><button class="button">"Open it again"</button></div>
                </ActionForm>
            }
            .into_any()
        } else {
            view! {
                <ActionForm action=forms.resolve attr:class="form">
                    {fields}
                    <Hidden name="seen" value=seen/>
                    <div class="actions"><button class="button">"Resolve"</button></div>
                </ActionForm>
            }
            .into_any()
        }
    });
    view! {
        <section class="section">
            <h2>"Go on"</h2>
            {reply}
            {read}
            {settle}
        </section>
    }
}
