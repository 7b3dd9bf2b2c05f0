//! The revisions of the proposal, and the permanent page of each.

use domain::approval::Verdict;
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use domain::terms::read;
use leptos::prelude::*;

use super::pages::{document, moved, paper};
use super::terms::{facts, marks};
use crate::error::AppError;
use crate::here::ask_in;
use crate::routes::param;
use crate::time::Time;
use crate::ui::{Nav, page, reading, working};

/// `/p/:pilot/proposal/history`: newest first.
#[component]
pub fn History() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let zone = here.pilot.zone;
        let rows = store::proposal::history(here.pool(), here.pilot.pilot_id)
            .await?
            .into_iter()
            .map(|line| {
                let chip = match (line.verdict, line.sent) {
                    (Some(verdict), _) => Some((
                        match verdict {
                            Verdict::Approve => "ok",
                            Verdict::RequestChanges => "warn",
                            Verdict::Decline => "bad",
                        },
                        verdict.done(),
                    )),
                    (None, true) => Some(("info", "Sent")),
                    (None, false) => None,
                };
                let before = line.number.0 - 1;
                view! {
                    <li>
                        <a class="history-number" href=here.url(&format!("proposal/r/{}", line.number))>
                            {format!("Revision {}", line.number)}
                        </a>
                        <span>{line.summary}</span>
                        <span class="muted">{line.author} ", " <Time at=line.created_at zone=zone/></span>
                        {chip.map(|(kind, word)| view! { <span class="chip" data-kind=kind>{word}</span> })}
                        {(before > 0)
                            .then(|| {
                                view! {
                                    <a href=here.url(&format!("proposal/compare/{before}/{}", line.number))>
                                        "Changes"
                                        <span class="visually-hidden">{format!(" from revision {before} to {}", line.number)}</span>
                                    </a>
                                }
                            })}
                    </li>
                }
            })
            .collect_view();
        working(
            &here,
            "History",
            Nav::Proposal,
            view! {
                <header class="page-head">
                    <h1>"History of the proposal"</h1>
                    <p>"A revision is never changed. Each has a page of its own."</p>
                </header>
                <ol class="history">{rows}</ol>
            },
        )
        .await
    })
}

/// `/p/:pilot/proposal/r/:number`: one revision, for ever.
#[component]
pub fn Revision() -> impl IntoView {
    let slug = param("pilot");
    let number = param("number");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let number: RevisionNumber = number.parse().map_err(|_| AppError::NotFound)?;
        let revision = store::proposal::revision(here.pool(), here.pilot.pilot_id, number).await?;
        let newest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?.number;
        let title = format!("Revision {number}");
        let understood = read(&revision.body);
        let marks = marks(&here, &revision, &understood, false);
        let body = view! {
            <nav class="breadcrumb" aria-label="Breadcrumb">
                <ol>
                    <li><a href=here.url("proposal")>"Proposal"</a></li>
                    <li><a href=here.url("proposal/history")>"History"</a></li>
                    <li aria-current="page">{title.clone()}</li>
                </ol>
            </nav>
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>{revision.author.clone()} ", " <Time at=revision.created_at zone=here.pilot.zone/></p>
            </header>
            {(newest != number)
                .then(|| {
                    let compare = here.url(&format!("proposal/compare/{number}/{newest}"));
                    view! {
                        <div class="banner" data-kind="info">
                            <p>{format!("The newest is revision {newest}. ")} <a href=compare>"See what changed since"</a></p>
                        </div>
                    }
                })}
            {moved(&here, &revision, &understood, false)}
            {paper(&here, &revision)}
            {document(&revision.body, &marks, None)}
            <section class="section"><h2>"The terms"</h2>{facts(&revision.terms, here.pilot.zone)}</section>
        };
        let margin = view! {
            <section class="margin-note">
                <h2>"Hash"</h2>
                <p><code class="hash">{revision.digest.to_string()}</code></p>
                <p class="muted">"SHA-256 over the text and the terms. An approval names it."</p>
                <p>{revision.summary.clone()}</p>
            </section>
        };
        reading(&here, &title, Nav::Proposal, body, margin).await
    })
}
