//! Reading the proposal, and sending it.

use domain::approval::Blocker;
use domain::document::{Body, placeholders};
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use domain::terms::{Row, TermName, open, rows};
use leptos::prelude::*;
use store::proposal::Revision;

use super::first::follows;
use super::kept::unfinished;
use super::parts::{exports, moved, paper, set, understood};
use super::place::NEW_SECTION;
use super::reading::{MarkRead, never_read, since};
use super::terms::{confirmed, facts, marks};
use super::unseen::{RemoveUnseen, hidden};
use crate::address::param;
use crate::approval::changes::since_settled;
use crate::approval::sending::{SendRevision, sending};
use crate::approval::standing::standing;
use crate::comment::beside::{Beside, Forms};
use crate::comment::selection::CommentOnSelection;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::shell::IslandScripts;
use crate::time::moment;
use crate::ui::{ErrorSummary, Nav, annotated, page, visible};

/// `/p/:pilot/proposal`: the newest revision.
#[component]
pub fn Proposal() -> impl IntoView {
    let slug = param("pilot");
    let send = ServerAction::<SendRevision>::new();
    let mark_read = ServerAction::<MarkRead>::new();
    let forms = Forms::of_page();
    let remove = ServerAction::<RemoveUnseen>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let refused = Refused::load(refused).await?;
        let view = store::proposal::page(here.pool(), &here.facts).await?;
        let can_edit = here.may(Action::EditProposal) && !view.started;
        let can_send = here.may(Action::SendProposal) && !view.started;
        let latest = &view.latest;
        // What is sent is shown in short, once nothing stands in its way.
        let items = if can_send && view.blockers.is_empty() {
            store::zone::items_of(here.pool(), here.pilot.pilot_id, view.zone_version).await?
        } else {
            Vec::new()
        };
        let since_settled = if can_send && view.blockers.is_empty() {
            since_settled(&here, &here.facts.requests, (latest, view.zone_version)).await?
        } else {
            None
        };
        let known = store::proposal::reading(here.pool(), here.pilot.pilot_id, here.who(), latest).await?;
        let edit = can_edit.then(|| here.url("proposal/edit"));
        let unfinished = if can_edit { unfinished(&here).await? } else { None };
        let understood = understood(&here, latest).await?;
        let threads = store::comment::threads(here.pool(), here.pilot.pilot_id).await?;
        let rows = rows(&latest.terms, &understood);
        let open_terms: Vec<TermName> = rows
            .iter()
            .filter_map(|row| row.state.is_open().then_some(row.term))
            .collect();
        let mut marks = marks(&here, latest, &understood, can_edit);
        let beside = Beside {
            here: &here,
            threads: &threads,
            latest,
            forms,
        };
        marks.extend(beside.marks());
        let comment = here.url("proposal/comment");
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {paper(&here, latest)}
            <header class="page-head">
                <h1>"Proposal"</h1>
                <p>{format!("Revision {}, saved by {}, {}", latest.number, latest.author, moment(latest.created_at, here.pilot.zone))}</p>
                {ways_on(&here, latest, can_send.then_some(&view.blockers))}
                {follows(&here)}
            </header>
            <div class="notes">
                {revision_note(&here, latest)}
                <details class="contents-fold">
                    <summary>"Contents"</summary>
                    {contents(&latest.body)}
                </details>
                {beside.fold()}
                {beside.note()}
            </div>
            {standing(&here, &view)}
            {unfinished}
            {since(&here, &known, latest.number, mark_read)}
            {hidden(&here, latest, can_edit.then_some(remove))}
            {gaps(&latest.body)}
            {moved(&here, latest, &understood, ("", can_edit))}
            {can_edit.then(|| left_open(&here, &rows))}
            {set(
                &latest.body,
                &marks,
                (edit.as_deref(), Some(&comment)),
                &beside.places(),
                &|section, held| beside.passage(section, held),
            )}
            <CommentOnSelection address=comment/>
            <IslandScripts/>
            {can_edit.then(|| arranging(&here))}
            <section class="section">
                <h2>"The terms"</h2>
                <p>"These are what the software enforces and evaluates. They are hashed with the text."</p>
                {confirmed(&here, view.confirmed.as_ref(), can_edit)}
                {facts(&latest.terms, here.pilot.zone, &open_terms)}
                {can_edit.then(|| view! { <p class="screen-only"><a href=here.url("proposal/complete")>"Change the terms"</a></p> })}
            </section>
            {never_read(&here, &known, latest.number, mark_read)}
            {since_settled.map(|changes| view! { <div class="screen-only">{changes}</div> })}
            {can_send.then(|| view! { <div class="screen-only">{sending(&here, &view, &items, &refused, send).into_any()}</div> })}
        };
        let list = view! { <ul class="contents">{entries(&latest.body)}</ul> };
        annotated(&here, "Proposal", (Nav::Proposal, list.into_any()), body).await
    })
}

/// What can be done with sections.
fn arranging(here: &Here) -> impl IntoView + use<> {
    view! {
        <p class="screen-only">
            <a href=here.url(&format!("proposal/edit/{NEW_SECTION}"))>"Add a section"</a> ", or change the "
            <a href=here.url("proposal/order")>"order of the sections"</a> "."
        </p>
    }
}

/// What is done with a text, where it begins: how it came to be, what is understood of it, its file, and for whoever sends
/// it the way to where that is done.
fn ways_on(here: &Here, latest: &Revision, sending: Option<&Vec<Blocker>>) -> impl IntoView + use<> {
    let number = latest.number;
    let compare = (number != RevisionNumber::FIRST).then(|| {
        let to = here.url(&format!("proposal/compare/{}/{number}", number.0 - 1));
        view! { " · " <a href=to>"What changed last"</a> }
    });
    let send = sending
        .filter(|blockers| !blockers.contains(&Blocker::Approved))
        .map(|blockers| {
            let words = if blockers.is_empty() {
                "Send for approval"
            } else {
                "What is missing before it can be sent"
            };
            view! { " · " <a href="#send">{words}</a> }
        });
    view! {
        <p class="screen-only">
            <a href=here.url("proposal/history")>"History"</a> {compare} " · "
            <a href=here.url("proposal/understood")>"What we understood"</a> " · "
            <a href=here.url(&format!("proposal/r/{number}/markdown")) download="">"Download"</a> {send}
        </p>
    }
}

/// Contents of the text.
pub(super) fn contents(body: &Body) -> impl IntoView + use<> {
    view! { <nav class="contents" aria-label="Contents"><ul>{entries(body)}</ul></nav> }
}

fn entries(body: &Body) -> impl IntoView + use<> {
    domain::document::sections(body)
        .into_iter()
        .map(|section| view! { <li><a href=format!("#{}", section.key)>{section.title}</a></li> })
        .collect_view()
}

/// What there is to know about the revision.
fn revision_note(here: &Here, revision: &Revision) -> impl IntoView + use<> {
    view! {
        <details class="revision-fold">
            <summary>{format!("Revision {}", revision.number)}</summary>
            <p>{revision.summary.clone()}</p>
            <p><code class="hash">{revision.digest.short().to_owned()}</code></p>
            <ul>
                <li><a href=here.url(&format!("proposal/r/{}", revision.number))>"Permanent page of this revision"</a></li>
                {exports(here, revision.number)}
            </ul>
        </details>
    }
}

/// "4 placeholders left: Date, From": each a link to its mark.
fn gaps(body: &Body) -> Option<impl IntoView + use<>> {
    let all = placeholders(body);
    let count = all.len();
    let mut seen = std::collections::BTreeSet::new();
    let links = all
        .into_iter()
        .filter(|gap| seen.insert(gap.text.clone()))
        .enumerate()
        .map(|(at, gap)| {
            view! { {if at == 0 { "" } else { ", " }} <a href=format!("#placeholder-{}", gap.nth)>{visible(&gap.text)}</a> }
        })
        .collect_view();
    (count > 0).then(|| {
        let left = if count == 1 {
            "1 placeholder left: ".to_owned()
        } else {
            format!("{count} placeholders left: ")
        };
        view! { <p class="screen-only">{left} {links} "."</p> }
    })
}

/// How many terms are open, as "What we understood" has them.
fn left_open(here: &Here, rows: &[Row]) -> Option<impl IntoView + use<>> {
    let (open, all) = (open(rows), rows.len());
    let link = here.url("proposal/understood");
    (open > 0).then(|| {
        let are = if open == 1 { "is" } else { "are" };
        view! { <p class="screen-only">{format!("{open} of {all} terms {are} open. ")} <a href=link>"See what we understood"</a></p> }
    })
}
