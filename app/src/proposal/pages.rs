//! Reading the proposal, and sending it.

use domain::approval::{Blocker, Verdict};
use domain::markdown::render_sections;
use domain::policy::Action;
use domain::proposal::{Body, Change, placeholders};
use domain::terms::read;
use leptos::prelude::*;
use store::approval::{Coverage, Request};
use store::proposal::{Page, Revision};

use super::actions::{NEW_SECTION, SendRevision};
use super::terms::{facts, shown};
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::routes::param;
use crate::time::{Time, moment};
use crate::ui::{ErrorSummary, Hidden, Nav, page, reading};

/// `/p/:pilot/proposal`: the newest revision.
#[component]
pub fn Proposal() -> impl IntoView {
    let slug = param("pilot");
    let send = ServerAction::<SendRevision>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let refused = Refused::load(refused).await?;
        let view = store::proposal::page(here.pool(), here.pilot.pilot_id).await?;
        let can_edit = here.may(Action::EditProposal) && !view.started;
        let can_send = here.may(Action::SendProposal) && !view.started;
        let latest = &view.latest;
        let edit = can_edit.then(|| here.url("proposal/edit"));
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            <header class="page-head">
                <h1>"Proposal"</h1>
                <p>{format!("Revision {}, saved by {}, {}", latest.number, latest.author, moment(latest.created_at, here.pilot.zone))}</p>
            </header>
            {standing(&here, &view)}
            {gaps(&latest.body)}
            {moved(&here, latest, can_edit)}
            {can_edit.then(|| contradictions(&here, latest))}
            <details class="contents-fold"><summary>"Contents"</summary>{contents(&latest.body, "Contents, folded")}</details>
            {paper(&here, latest)}
            {document(&latest.body, edit.as_deref())}
            {can_edit
                .then(|| view! { <p><a href=here.url(&format!("proposal/edit/{NEW_SECTION}"))>"Add a section"</a></p> })}
            <section class="section">
                <h2>"The terms"</h2>
                <p>"These are what the software enforces and evaluates. They are hashed with the text."</p>
                {facts(&latest.terms, here.pilot.zone)}
                {can_edit.then(|| view! { <p><a href=here.url("proposal/complete")>"Change the terms"</a></p> })}
            </section>
            {can_send.then(|| sending(&here, &view, send))}
        };
        let margin = view! {
            {revision_note(&here, latest)}
            {contents(&latest.body, "Contents")}
        };
        reading(&here, "Proposal", Nav::Proposal, body, margin).await
    })
}

/// The first line on paper.
pub fn paper(here: &Here, revision: &Revision) -> impl IntoView + use<> {
    let line = format!("{}, revision {}, {}", here.pilot.name, revision.number, revision.digest);
    view! { <p class="print-only">{line}</p> }
}

/// The rendered text by section; with `edit`, each section has a link to its editor.
pub fn document(body: &Body, edit: Option<&str>) -> impl IntoView + use<> {
    let rendered = render_sections(body);
    let titled = rendered.iter().any(|(_, html)| html.as_str().contains("<h2"));
    let sections = rendered
        .into_iter()
        .map(|(section, html)| {
            let edit = edit.map(|edit| {
                view! {
                    <a class="section-edit" href=format!("{edit}/{}", section.key)>
                        "Edit this section"
                        <span class="visually-hidden">{format!(", {}", section.title)}</span>
                    </a>
                }
            });
            view! { <section>{edit}<div inner_html=html.into_string()></div></section> }
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
fn contents(body: &Body, label: &'static str) -> impl IntoView + use<> {
    let links = domain::proposal::sections(body)
        .into_iter()
        .map(|section| view! { <li><a href=format!("#{}", section.key)>{section.title}</a></li> })
        .collect_view();
    view! { <nav class="contents" aria-label=label><ul>{links}</ul></nav> }
}

/// The revision in the margin.
fn revision_note(here: &Here, revision: &Revision) -> impl IntoView + use<> {
    view! {
        <section class="margin-note">
            <h2>{format!("Revision {}", revision.number)}</h2>
            <p>{revision.summary.clone()}</p>
            <p class="muted">{revision.author.clone()} ", " <Time at=revision.created_at zone=here.pilot.zone/></p>
            <p><code class="hash">{revision.digest.short().to_owned()}</code></p>
            <ul>
                <li><a href=here.url(&format!("proposal/r/{}", revision.number))>"Permanent page of this revision"</a></li>
                <li><a href=here.url("proposal/history")>"History"</a></li>
                <li><a href=here.url("proposal/understood")>"What we understood"</a></li>
            </ul>
        </section>
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
            view! { {if at == 0 { "" } else { ", " }} <a href=format!("#placeholder-{}", gap.nth)>{gap.text}</a> }
        })
        .collect_view();
    (count > 0).then(|| {
        let left = if count == 1 {
            "1 placeholder left: ".to_owned()
        } else {
            format!("{count} placeholders left: ")
        };
        view! { <p>{left} {links} "."</p> }
    })
}

/// Where the text has moved away from the terms.
pub fn moved(here: &Here, latest: &Revision, can_edit: bool) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = read(&latest.body)
        .differing(&latest.terms)
        .into_iter()
        .map(|differing| {
            let terms = match shown(&latest.terms, differing.term, here.pilot.zone).and(differing.terms) {
                Some(terms) => format!("the terms say {terms}."),
                None => "the terms leave it open.".to_owned(),
            };
            view! {
                <li>
                    {format!("{}: the text says {}, ", differing.term.label(), differing.text)} {terms} " "
                    <a href=format!("#{}", differing.section)>"See the text"</a>
                </li>
            }
        })
        .collect();
    let change = can_edit.then(|| view! { <p><a href=here.url("proposal/complete")>"Change the terms"</a></p> });
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
fn contradictions(here: &Here, latest: &Revision) -> Option<impl IntoView + use<>> {
    let places = match read(&latest.body).contradictions.len() {
        0 => return None,
        1 => "1 place".to_owned(),
        n => format!("{n} places"),
    };
    let link = here.url("proposal/understood");
    Some(
        view! { <p>{format!("The text contradicts itself in {places}. ")} <a href=link>"See what we understood"</a></p> },
    )
}

/// Where approval stands.
fn standing(here: &Here, view: &Page) -> Option<AnyView> {
    if let Some(coverage) = &view.coverage {
        return Some(covered(here, coverage));
    }
    let request = view.newest.as_ref()?;
    let zone = here.pilot.zone;
    let (kind, sentence, link) = match &request.outcome {
        None => (
            "info",
            format!(
                "Revision {} is with {} since {}.",
                request.revision,
                request.approver,
                moment(request.sent_at, zone)
            ),
            (here.url("approval"), "See the request"),
        ),
        Some(outcome) => (
            if outcome.verdict == Verdict::Decline {
                "bad"
            } else {
                "warn"
            },
            format!(
                "{}: revision {}, by {}, {}.",
                outcome.verdict.done(),
                request.revision,
                request.approver,
                moment(outcome.decided_at, zone)
            ),
            (
                here.url(&format!("approval/record/{}", outcome.approval_id)),
                "Read why",
            ),
        ),
    };
    Some(
        view! { <div class="banner" data-kind=kind><p>{sentence} " " <a href=link.0>{link.1}</a></p></div> }.into_any(),
    )
}

/// "Approved: revision 3. Current: revision 5 (2 sections differ)."
pub fn covered(here: &Here, coverage: &Coverage) -> AnyView {
    let record = here.url(&format!("approval/record/{}", coverage.approval_id));
    let compare = here.url(&format!("proposal/compare/{}/{}", coverage.approved, coverage.current));
    let sections = match coverage.sections {
        1 => "1 section differs".to_owned(),
        n => format!("{n} sections differ"),
    };
    let (kind, rest) = match &coverage.change {
        Change::Unchanged => ("ok", String::new()),
        Change::Editorial { .. } => (
            "info",
            format!(
                " Current: revision {} ({sections}, none of them binding). The approval stands.",
                coverage.current
            ),
        ),
        Change::Material { reasons } => {
            let reasons: Vec<String> = reasons.iter().take(4).map(ToString::to_string).collect();
            (
                "warn",
                format!(
                    " Current: revision {} ({sections}). The approval is outdated and has to be asked for again. {}",
                    coverage.current,
                    reasons.join(" ")
                ),
            )
        }
    };
    let differs = coverage.change != Change::Unchanged;
    view! {
        <div class="banner" data-kind=kind>
            <p>
                <a href=record>{format!("Approved: revision {}.", coverage.approved)}</a> {rest} " "
                {differs.then(|| view! { <a href=compare>"See the changes"</a> })}
            </p>
        </div>
    }
    .into_any()
}

/// Sending the newest revision, or what stands in its way.
fn sending(here: &Here, view: &Page, send: ServerAction<SendRevision>) -> impl IntoView + use<> {
    let number = view.latest.number;
    let done = view.blockers.iter().any(|blocker| matches!(blocker, Blocker::Approved));
    if done {
        return ().into_any();
    }
    if !view.blockers.is_empty() {
        let rows = view
            .blockers
            .iter()
            .map(|blocker| blocked(here, view, blocker))
            .collect_view();
        return view! {
            <section class="section">
                <h2>"Send for approval"</h2>
                <p>{format!("Revision {number} cannot be sent yet:")}</p>
                <ul class="lints">{rows}</ul>
            </section>
        }
        .into_any();
    }
    let approver = match &view.approvers[..] {
        [(id, name)] => view! {
            <Hidden name="approver" value=id.to_string()/>
            <p>{format!("{name} is asked to approve exactly this text, these terms and zone version {}.", view.zone_version)}</p>
        }
        .into_any(),
        several => {
            let options = several
                .iter()
                .map(|(id, name)| view! { <option value=id.to_string()>{name.clone()}</option> })
                .collect_view();
            view! {
                <div class="field" data-width="medium">
                    <label for="approver">"Approver"</label>
                    <select id="approver" name="approver">{options}</select>
                </div>
            }
            .into_any()
        }
    };
    let supersedes =
        view.newest.as_ref().filter(|request| request.outcome.is_none()).map(
            |Request { revision, .. }| view! { <p>{format!("It replaces the request for revision {revision}.")}</p> },
        );
    let form = view! {
                <Hidden name="pilot" value=here.pilot.slug.clone()/>
                <Hidden name="revision" value=number.to_string()/>
                {approver}
                {supersedes}
                <div class="actions"><button class="button" data-kind="primary">{format!("Send revision {number}")}</button></div>
    }
    .into_any();
    view! {
        <section class="section">
            <h2>"Send for approval"</h2>
            <ActionForm action=send attr:class="form" attr:novalidate="">{form}</ActionForm>
        </section>
    }
    .into_any()
}

fn blocked(here: &Here, view: &Page, blocker: &Blocker) -> impl IntoView + use<> {
    let (sentence, link) = match blocker {
        Blocker::Placeholders(count) => (
            if *count == 1 {
                "1 placeholder is left.".to_owned()
            } else {
                format!("{count} placeholders are left.")
            },
            Some((here.url("proposal/complete"), "Fill them")),
        ),
        Blocker::Missing(terms) => {
            let labels: Vec<&str> = terms.iter().map(|term| term.label()).collect();
            (
                format!("These terms are not set: {}.", labels.join(", ")),
                Some((here.url("proposal/complete"), "Set them")),
            )
        }
        Blocker::Problem(problem) => (
            problem.sentence.clone(),
            Some((here.url("proposal/complete"), "Change it")),
        ),
        Blocker::NoApprover => (
            "Nobody in this pilot can approve.".to_owned(),
            Some((here.url("people"), "Invite an approver")),
        ),
        Blocker::Open => (
            format!("Revision {} is with the approver now.", view.latest.number),
            Some((here.url("approval"), "See the request")),
        ),
        Blocker::Approved => (format!("Revision {} is approved already.", view.latest.number), None),
    };
    view! { <li>{sentence} " " {link.map(|(to, words)| view! { <a href=to>{words}</a> })}</li> }
}
