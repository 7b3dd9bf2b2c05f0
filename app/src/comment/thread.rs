//! One thread: what it is about and what was said.

use domain::comment::as_seen;
use domain::ids::CommentThreadId;
use domain::markdown::render_remark;
use domain::policy::Action;
use domain::proposal::diff_words;
use leptos::prelude::*;
use store::comment::{Page, Said, Suggestion, Thread};

use super::list::state;
use super::parts::{about, excerpt};
use super::turns::{Forms, decision, turns};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::proposal::difference::lines;
use crate::time::{Time, moment};
use crate::ui::{ErrorSummary, Nav, breadcrumb, page, working};

/// `/p/:pilot/proposal/comment/:id`: a thread, for ever.
#[component]
pub fn OneThread() -> impl IntoView {
    let slug = param("pilot");
    let id = param("id");
    let forms = Forms::of_page();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let id: CommentThreadId = id.parse().map_err(|_| AppError::NotFound)?;
        let refused = Refused::load(refused).await?;
        let view = store::comment::page(here.pool(), here.pilot.pilot_id, here.who(), id).await?;
        let thread = &view.thread;
        let title = match thread.suggestion {
            Some(_) => format!("Suggestion for {}", thread.anchor.section_title),
            None => format!("Comment on {}", thread.anchor.section_title),
        };
        let said = view
            .comments
            .iter()
            .filter(|said| !said.comment.body.is_empty() || said.suggestion.is_some())
            .map(|said| one(&here, thread, said))
            .collect_view();
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("proposal", "Proposal"), ("proposal/comments", "Comments")], title.clone())}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>
                    {format!("By {}, ", thread.author)} <Time at=thread.created_at zone=here.pilot.zone/>
                    {format!(", on revision {} ", thread.revision)} {state(thread)}
                </p>
            </header>
            {settled(&here, thread)}
            {words(&here, &view)}
            {change(&here, &view)}
            {decision(&here, &view, forms, &refused).into_any()}
            <section class="section" id="said">
                <h2>"What was said"</h2>
                <ol class="comments">{said}</ol>
            </section>
            {turns(&here, &view, forms, &refused).into_any()}
        };
        working(&here, &title, Nav::Proposal, body).await
    })
}

/// One comment, with what it suggests.
fn one(here: &Here, thread: &Thread, said: &Said) -> impl IntoView + use<> {
    let comment = &said.comment;
    let suggests = said.suggestion.as_ref().map(|suggestion| {
        // The newest one stands under "The change".
        let newest = thread.suggestion.as_ref() == Some(suggestion);
        let became = match &suggestion.outcome {
            Some(outcome) => match outcome.revision {
                Some(number) => format!("Suggested other words, accepted in revision {number}."),
                None => format!("Suggested other words. {} declined: {}", outcome.by, outcome.reason),
            },
            None if newest => "Suggested the change above.".to_owned(),
            None => "Suggested other words. A newer suggestion took their place.".to_owned(),
        };
        let words = (!newest).then(
            || view! { <div class="diff">{lines(&diff_words(&suggestion.quote, &suggestion.replacement))}</div> },
        );
        view! { <p class="muted">{became}</p> {words} }
    });
    let text = (!comment.body.is_empty())
        .then(|| view! { <div class="comment-text" inner_html=render_remark(&comment.body).into_string()></div> });
    view! {
        <li id=format!("said_{}", comment.comment_id)>
            <p class="comment-head">
                <b>{comment.author.clone()}</b> ", " <Time at=comment.created_at zone=here.pilot.zone/>
            </p>
            {text}
            {suggests}
        </li>
    }
}

/// What became of it.
fn settled(here: &Here, thread: &Thread) -> Option<impl IntoView + use<>> {
    let zone = here.pilot.zone;
    let (kind, sentence, reason, link) = match (
        thread.suggestion.as_ref().and_then(|s| Some((s, s.outcome.as_ref()?))),
        &thread.resolved,
    ) {
        (Some((suggestion, outcome)), _) => match outcome.revision {
            Some(number) => (
                "ok",
                format!(
                    "Suggested by {}, accepted by {} as revision {number}, {}.",
                    suggestion.by,
                    outcome.by,
                    moment(outcome.at, zone)
                ),
                None,
                Some((
                    here.url(&format!("proposal/r/{number}")),
                    format!("Read revision {number}"),
                )),
            ),
            None => (
                "info",
                format!("{} declined this, {}:", outcome.by, moment(outcome.at, zone)),
                Some(outcome.reason.clone()),
                None,
            ),
        },
        (None, Some((who, at))) => ("info", format!("Resolved by {who}, {}.", moment(*at, zone)), None, None),
        (None, None) => return None,
    };
    Some(view! {
        <div class="banner" data-kind=kind>
            <p>{sentence} {link.map(|(to, words)| view! { " " <a href=to>{words}</a> })}</p>
            {reason.map(|reason| view! { <p>{reason}</p> })}
        </div>
    })
}

/// What it is about, as the text says it now.
fn words(here: &Here, view: &Page) -> impl IntoView + use<> {
    let thread = &view.thread;
    let anchor = &thread.anchor;
    let there = here.url(&format!("proposal/r/{}#{}", thread.revision, anchor.section));
    let then = view! { <a href=there>{format!("Revision {}", thread.revision)}</a> };
    let content = match &thread.placed {
        Some(_) if anchor.quote.is_empty() => {
            let section = section_now(view);
            view! { <p><a href=here.url(&format!("proposal#{section}"))>{about(thread, 80)}</a></p> }.into_any()
        }
        Some(placed) => {
            let seen = as_seen(&view.latest.body, placed);
            let same = view.latest.body.as_str().get(placed.clone()) == Some(anchor.quote.as_str());
            let section = section_now(view);
            let place = if thread.is_open() {
                here.url(&format!("proposal#comment_{}", thread.thread_id))
            } else {
                here.url(&format!("proposal#{section}"))
            };
            view! {
                {seen
                    .map(|seen| {
                        view! {
                            <blockquote class="quoted">
                                <p>{seen.before} <mark class="comment">{seen.words}</mark> {seen.after}</p>
                            </blockquote>
                        }
                    })}
                {(!same)
                    .then(|| view! { <p>{format!("When this was begun it said {}.", about(thread, 400))}</p> })}
                <p><a href=place>"See it in the text"</a></p>
            }
            .into_any()
        }
        None => view! {
            <p>{format!("Was about: {}", about(thread, 400))}</p>
            <p class="muted">"The newest revision does not say this any more. " {then} " did."</p>
        }
        .into_any(),
    };
    view! { <section class="section"><h2>"What it is about"</h2>{content}</section> }
}

/// The key of the section it stands in now.
fn section_now(view: &Page) -> String {
    let placed = view.thread.placed.as_ref().map(|placed| placed.start);
    domain::document::sections(&view.latest.body)
        .into_iter()
        .find(|section| placed.is_some_and(|at| section.range.contains(&at)))
        .map_or_else(|| view.thread.anchor.section.clone(), |section| section.key)
}

/// What a suggestion changes.
fn change(here: &Here, view: &Page) -> Option<impl IntoView + use<>> {
    let thread = &view.thread;
    let Suggestion {
        quote, replacement, by, ..
    } = thread.suggestion.as_ref()?;
    let now = thread
        .placed
        .clone()
        .and_then(|placed| view.latest.body.as_str().get(placed))
        .map(str::to_owned);
    let stale = thread.is_open() && now.as_ref() != Some(quote);
    let differs = stale.then(|| {
        let edit = here.url(&format!("proposal/edit/{}", section_now(view)));
        let now = match &now {
            Some(now) => format!("It says now: “{}”.", excerpt(now, 400)),
            None => "These words are not in it any more.".to_owned(),
        };
        let by_hand = here.may(Action::EditProposal) && !here.pilot.status.is_frozen();
        view! {
            <div class="banner" data-kind="warn">
                <p><strong>"The text has changed since this was suggested."</strong> " " {now}</p>
                {by_hand
                    .then(|| {
                        view! {
                            <p>
                                "It can only be taken up by hand: " <a href=edit>"Edit the section"</a>
                                ", then resolve this or decline it with a reason."
                            </p>
                        }
                    })}
            </div>
        }
    });
    Some(view! {
        <section class="section">
            <h2>"The change"</h2>
            {(*by != thread.author).then(|| view! { <p>{format!("Suggested by {by}.")}</p> })}
            {differs}
            <div class="diff">{lines(&diff_words(quote, replacement))}</div>
        </section>
    })
}
