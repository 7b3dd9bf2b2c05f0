//! Reading the proposal, and sending it.

use domain::markdown::{Overlay, render_passages};
use domain::policy::Action;
use domain::proposal::{Body, placeholders};
use domain::terms::{Reading, read};
use leptos::prelude::*;
use store::proposal::Revision;

use super::actions::NEW_SECTION;
use super::kept::unfinished;
use super::reading::{MarkRead, never_read, since};
use super::revision::exports;
use super::terms::{confirmed, facts, marks, shown};
use super::unseen::{RemoveUnseen, hidden};
use crate::address::param;
use crate::approval::sending::{SendRevision, sending};
use crate::approval::standing::standing;
use crate::comment::beside::{Beside, Forms};
use crate::comment::selection::CommentOnSelection;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::shell::IslandScripts;
use crate::time::moment;
use crate::ui::{ErrorSummary, Nav, annotated, page};

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
        let refused = Refused::load(refused).await?;
        let view = store::proposal::page(here.pool(), here.pilot.pilot_id).await?;
        let can_edit = here.may(Action::EditProposal) && !view.started;
        let can_send = here.may(Action::SendProposal) && !view.started;
        let latest = &view.latest;
        let known = store::proposal::reading(here.pool(), here.pilot.pilot_id, here.who(), latest).await?;
        let edit = can_edit.then(|| here.url("proposal/edit"));
        let unfinished = if can_edit { unfinished(&here).await? } else { None };
        let understood = read(&latest.body);
        let threads = store::comment::threads(here.pool(), here.pilot.pilot_id).await?;
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
            {can_edit.then(|| contradictions(&here, &understood))}
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
                {facts(&latest.terms, here.pilot.zone)}
                {can_edit.then(|| view! { <p class="screen-only"><a href=here.url("proposal/complete")>"Change the terms"</a></p> })}
            </section>
            {never_read(&here, &known, latest.number, mark_read)}
            {can_send.then(|| view! { <div class="screen-only">{sending(&here, &view, &refused, send)}</div> })}
        };
        annotated(&here, "Proposal", Nav::Proposal, body).await
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

/// The first line on paper, and the head of its further pages, which has room for the short hash: the
/// server's layer for whole pages copies `data-paper` to the root, where style sheets can print it.
pub fn paper(here: &Here, revision: &Revision) -> impl IntoView + use<> {
    let line = format!("{}, revision {}, ", here.pilot.name, revision.number);
    view! {
        <p class="print-only" data-paper=format!("{line}{}", revision.digest.short())>{format!("{line}{}", revision.digest)}</p>
    }
}

/// The rendered text by section with these stretches marked; with `edit` and `comment`, each section has
/// links to its editor and to the form for a comment on it.
pub fn document(body: &Body, marks: &[Overlay], edit: Option<&str>, comment: Option<&str>) -> impl IntoView + use<> {
    set(body, marks, (edit, comment), &[], &|_, _| ().into_any())
}

/// The same, with something `beside` each block that holds some of these `places` (bytes of the body): it is
/// asked with the section's key and which of them those are.
fn set(
    body: &Body,
    marks: &[Overlay],
    (edit, comment): (Option<&str>, Option<&str>),
    places: &[usize],
    beside: &dyn Fn(&str, &[usize]) -> AnyView,
) -> impl IntoView + use<> {
    let rendered = render_passages(body, marks, places);
    let titled = rendered
        .iter()
        .flat_map(|(_, passages)| passages)
        .any(|passage| passage.html.as_str().contains("<h2"));
    let sections = rendered
        .into_iter()
        .map(|(section, passages)| {
            let text = passages
                .into_iter()
                .map(|passage| {
                    let notes = (!passage.places.is_empty()).then(|| beside(&section.key, &passage.places));
                    let text = view! { <div data-text="" inner_html=passage.html.into_string()></div> };
                    match notes {
                        Some(notes) => view! { <div class="passage">{notes} {text}</div> }.into_any(),
                        None => text.into_any(),
                    }
                })
                .collect_view();
            let edit = edit.map(|edit| {
                view! {
                    <a class="section-edit" href=format!("{edit}/{}", section.key)>
                        "Edit this section"
                        <span class="visually-hidden">{format!(", {}", section.title)}</span>
                    </a>
                }
            });
            let comment = comment.map(|comment| {
                view! {
                    <a href=format!("{comment}?section={}", section.key)>
                        "Comment" <span class="visually-hidden">{format!(" on {}", section.title)}</span>
                    </a>
                }
            });
            let link = view! {
                <a class="section-link" href=format!("#{}", section.key)>
                    "Link" <span class="visually-hidden">{format!(" to the section {}", section.title)}</span>
                </a>
            };
            view! {
                <section data-section=section.key>
                    <p class="section-links">{comment} {edit} {link}</p>
                    {text}
                </section>
            }
        })
        .collect_view();
    view! {
        <article class="document" aria-label="The text">
            {(!titled).then(|| view! { <h2 class="visually-hidden">"The text"</h2> })}
            {sections}
        </article>
    }
}

/// Contents of the text.
fn contents(body: &Body) -> impl IntoView + use<> {
    let links = domain::proposal::sections(body)
        .into_iter()
        .map(|section| view! { <li><a href=format!("#{}", section.key)>{section.title}</a></li> })
        .collect_view();
    view! { <nav class="contents" aria-label="Contents"><ul>{links}</ul></nav> }
}

/// What there is to know about the revision.
fn revision_note(here: &Here, revision: &Revision) -> impl IntoView + use<> {
    view! {
        <details class="revision-fold">
            <summary>{format!("Revision {}", revision.number)}</summary>
            <p>{revision.summary.clone()}</p>
            <p><code class="hash">{revision.digest.short().to_owned()}</code></p>
            <ul>
                <li><a href=here.url("proposal/history")>"History"</a></li>
                <li><a href=here.url(&format!("proposal/r/{}", revision.number))>"Permanent page of this revision"</a></li>
                <li><a href=here.url("proposal/understood")>"What we understood"</a></li>
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
            view! { {if at == 0 { "" } else { ", " }} <a href=format!("#placeholder-{}", gap.nth)>{domain::unseen::shown(&gap.text).into_owned()}</a> }
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

/// Where the text has moved away from the terms. `text` is the address of the page that shows it, or empty on that page.
pub fn moved(
    here: &Here,
    latest: &Revision,
    understood: &Reading,
    (text, can_edit): (&str, bool),
) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = understood
        .differing(&latest.terms)
        .into_iter()
        .map(|differing| {
            let terms = match shown(&latest.terms, differing.term, here.pilot.zone).and(differing.terms) {
                Some(terms) => format!("the terms say {terms}."),
                None => "the terms leave it open.".to_owned(),
            };
            let says = match differing.text {
                Some(text) => format!("the text says {text}"),
                None => "the text does not list any".to_owned(),
            };
            let see = differing
                .section
                .map(|section| view! { <a href=format!("{text}#{section}")>"See the text"</a> });
            view! { <li>{format!("{}: {says}, ", differing.term.label())} {terms} " " {see}</li> }
        })
        .collect();
    let change = can_edit
        .then(|| view! { <p class="screen-only"><a href=here.url("proposal/complete")>"Change the terms"</a></p> });
    (!rows.is_empty()).then(|| {
        view! {
            <div class="banner" data-kind="warn">
                <p><strong>"The text and the terms do not say the same. The terms count."</strong></p>
                <ul>{rows}</ul>
                {change}
            </div>
        }
    })
}

/// How many places of the text cannot both hold.
fn contradictions(here: &Here, understood: &Reading) -> Option<impl IntoView + use<>> {
    let places = match understood.contradictions.len() {
        0 => return None,
        1 => "1 place".to_owned(),
        n => format!("{n} places"),
    };
    let link = here.url("proposal/understood");
    Some(
        view! { <p class="screen-only">{format!("The text contradicts itself in {places}. ")} <a href=link>"See what we understood"</a></p> },
    )
}
