//! Every comment of a proposal on one page.

use domain::policy::Action;
use leptos::prelude::*;
use store::comment::Thread;

use super::parts::{about, says};
use super::place::url;
use crate::address::param;
use crate::here::{Here, ask_in};
use crate::time::Time;
use crate::ui::{Nav, breadcrumb, page, working};

/// `/p/:pilot/proposal/comments`: open ones in the order of the text, lost and settled ones.
#[component]
pub fn Comments() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let threads = store::comment::threads(here.pool(), here.pilot.pilot_id).await?;
        let (open, settled): (Vec<_>, Vec<_>) = threads.iter().partition(|thread| thread.is_open());
        let (placed, lost): (Vec<_>, Vec<_>) = open.into_iter().partition(|thread| thread.placed.is_some());
        let is_empty = threads.is_empty();
        let rows = |threads: &[&Thread], was: bool| threads.iter().map(|thread| row(&here, thread, was)).collect_view();
        let none_open = placed.is_empty() && lost.is_empty();
        let body = view! {
            {breadcrumb(&here, &[("proposal", "Proposal")], "Comments")}
            <header class="page-head">
                <h1>"Comments on the proposal"</h1>
                <p>"In the order of the text. Nothing is deleted: what is settled stays below."</p>
            </header>
            {is_empty
                .then(|| {
                    view! {
                        <div class="empty">
                            <p>"Nobody has commented yet."</p>
                            <p><a href=here.url("proposal/comment")>"Comment on a section"</a></p>
                        </div>
                    }
                })}
            {overview(placed.len(), lost.len(), settled.len())}
            {(!placed.is_empty())
                .then(|| {
                    view! {
                        <section class="section" id="open">
                            <h2>"Open"</h2>
                            <ol class="comments">{rows(&placed, false)}</ol>
                        </section>
                    }
                })}
            {(!lost.is_empty())
                .then(|| {
                    view! {
                        <section class="section" id="lost">
                            <h2>"No longer in the text"</h2>
                            <p>"What these are about was rewritten or removed. If the words come back, so do the comments."</p>
                            <ol class="comments">{rows(&lost, true)}</ol>
                        </section>
                    }
                })}
            {(!settled.is_empty())
                .then(|| {
                    view! {
                        <section class="section" id="settled">
                            <h2>"Settled"</h2>
                            <details open=none_open>
                                <summary>{counted(settled.len())}</summary>
                                <ol class="comments">{rows(&settled, false)}</ol>
                            </details>
                        </section>
                    }
                })}
        };
        working(&here, "Comments", Nav::Proposal, body).await
    })
}

/// "4 open, 2 no longer in the text, 7 settled", each leading to its part of the page; nothing where one part is
/// all there is, unless that is of the past.
fn overview(placed: usize, lost: usize, settled: usize) -> Option<impl IntoView> {
    let parts: Vec<_> = [
        (placed, "open", "#open"),
        (lost, "no longer in the text", "#lost"),
        (settled, "settled", "#settled"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .enumerate()
    .map(|(at, (count, words, to))| {
        view! { {if at == 0 { "" } else { ", " }} <a href=to>{format!("{count} {words}")}</a> }
    })
    .collect();
    if placed + lost == 0 {
        return (settled > 0).then(|| view! { <p>"None is open."</p> }.into_any());
    }
    (parts.len() > 1).then(|| view! { <p>{parts} "."</p> }.into_any())
}

fn counted(comments: usize) -> String {
    match comments {
        1 => "1 comment".to_owned(),
        n => format!("{n} comments"),
    }
}

fn row(here: &Here, thread: &Thread, was: bool) -> impl IntoView + use<> {
    let replies = match thread.comments {
        1 => String::new(),
        2 => ", 1 reply".to_owned(),
        n => format!(", {} replies", n - 1),
    };
    // Where its words are, or were.
    let what = if was {
        let then = here.url(&format!("proposal/r/{}#{}", thread.revision, thread.anchor.section));
        let revision = format!("Read it in revision {}", thread.revision);
        view! { <p>{format!("Was about: {} ", about(thread, 120))} <a href=then>{revision}</a></p> }.into_any()
    } else if thread.is_open() && !thread.anchor.quote.is_empty() {
        let there = here.url(&format!("proposal#comment_{}", thread.thread_id));
        view! { <p class="muted">{about(thread, 120)} " " <a href=there>"See it in the text"</a></p> }.into_any()
    } else {
        view! { <p class="muted">{about(thread, 120)}</p> }.into_any()
    };
    view! {
        <li>
            <p class="comment-head">
                <b>{thread.author.clone()}</b> ", " <Time at=thread.created_at zone=here.pilot.zone/>
                {format!(", {}{replies} ", thread.anchor.section_title)} {state(thread)}
            </p>
            {what}
            <p><a href=url(here, thread.thread_id)>{says(thread, 240)}</a></p>
        </li>
    }
}

/// Where a thread stands, in a word.
pub(super) fn state(thread: &Thread) -> impl IntoView + use<> {
    let (kind, word) = match (thread.outcome(), &thread.resolved, &thread.suggestion) {
        (Some(outcome), ..) => match outcome.revision {
            Some(number) => ("ok", format!("Accepted in revision {number}")),
            None => ("neutral", "Declined".to_owned()),
        },
        (None, Some(_), _) => ("neutral", "Resolved".to_owned()),
        (None, None, Some(_)) => ("info", "Suggestion".to_owned()),
        (None, None, None) => ("info", "Open".to_owned()),
    };
    view! { <span class="chip" data-kind=kind>{word}</span> }
}
