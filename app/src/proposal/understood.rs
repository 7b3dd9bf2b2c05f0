//! What was understood of the document: every term once, settled beside its sentence, or open with what settles it.

mod row;

use chrono_tz::Tz;
use domain::document::{placeholders, sections};
use domain::policy::Action;
use domain::terms::{Row, Terms, open, rows};
use leptos::prelude::*;
use store::proposal::{Confirmation, Revision};

use super::actions::{Complete, ConfirmTerms};
use super::complete::fields::Fields;
use super::parts::understood;
use super::terms::confirmed;
use super::unseen::{RemoveUnseen, hidden};
use crate::address::param;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::ui::{ErrorSummary, Hidden, Nav, page, working};

/// What the rows are made from.
struct Page<'a> {
    terms: &'a Terms,
    fields: &'a Fields<'a>,
    zone: Tz,
    /// Whether the reader settles what is open.
    can_edit: bool,
    /// The sections by key, with their titles.
    titles: Vec<(String, String)>,
    here: &'a Here,
}

impl Page<'_> {
    /// A link to a section of the text.
    fn link(&self, key: &str) -> Option<AnyView> {
        let (_, title) = self.titles.iter().find(|(section, _)| section == key)?;
        let to = format!("{}#{key}", self.here.url("proposal"));
        Some(view! { <a href=to>{title.clone()}</a> }.into_any())
    }

    fn url(&self, page: &str) -> String {
        self.here.url(page)
    }
}

/// `/p/:pilot/proposal/understood`.
#[component]
pub fn Understood() -> impl IntoView {
    let slug = param("pilot");
    let confirm = ServerAction::<ConfirmTerms>::new();
    let complete = ServerAction::<Complete>::new();
    let remove = ServerAction::<RemoveUnseen>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let given = store::proposal::confirmation(here.pool(), here.pilot.pilot_id, &latest.terms).await?;
        let refused = Refused::load(refused).await?;
        let reading = understood(&here, &latest).await?;
        let can_edit = here.may(Action::EditProposal) && !here.pilot.status.is_frozen();
        let rows = rows(&latest.terms, &reading);
        let answering = refused.of("proposal/complete");
        let fields = Fields {
            refused: &answering,
            terms: &latest.terms,
            reading: &reading,
            rows: rows.clone(),
            differing: Vec::new(),
            in_row: true,
        };
        let shown = Page {
            terms: &latest.terms,
            fields: &fields,
            zone: here.pilot.zone,
            can_edit,
            titles: sections(&latest.body)
                .into_iter()
                .map(|section| (section.key, section.title))
                .collect(),
            here: &here,
        };
        let list = rows.iter().map(|term| row::row(&shown, term)).collect_view();
        let list = view! { <dl class="facts">{list}</dl> };
        let is_open = open(&rows) > 0;
        let list = if can_edit && is_open {
            // A form that met a newer revision is saved on that one, once its author has seen it.
            let newest = latest.number.to_string();
            let base = answering.value("base", &newest);
            let base = if base == newest { base } else { newest };
            let form = view! {
                <Hidden name="pilot" value=here.pilot.slug.clone()/>
                <Hidden name="base" value=base/>
                <Hidden name="only" value="open"/>
                {list}
                <div class="sticky-actions">
                    <button class="button">{format!("Save what is answered as revision {}", latest.number.next())}</button>
                </div>
            }
            .into_any();
            view! { <ActionForm action=complete attr:class="form" attr:novalidate="">{form}</ActionForm> }.into_any()
        } else {
            list.into_any()
        };
        working(
            &here,
            "What we understood",
            Nav::Proposal,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>"What we understood"</h1>
                    <p>{format!("Read from the text of revision {}. What is unclear is left open, never guessed.", latest.number)}</p>
                </header>
                {next(&here, &rows, can_edit && given.is_none())}
                {hidden(&here, &latest, can_edit.then_some(remove))}
                {remarks(&here, &latest, reading.is_pilot, can_edit)}
                <section class="section">
                    <h2>"Terms"</h2>
                    {list}
                </section>
                <section class="section" id="confirm">
                    <h2>"Confirmed by a person"</h2>
                    {confirming(&here, (&latest, given.as_ref()), (can_edit, is_open), confirm)}
                </section>
            },
        )
        .await
    })
}

/// The one way on: while something is open to the first row that is, then to where the terms are confirmed, while they are not.
fn next(here: &Here, rows: &[Row], confirms: bool) -> Option<AnyView> {
    let Some(first) = rows.iter().find(|row| row.state.is_open()) else {
        let confirm = || {
            view! { <p class="actions"><a class="button" href="#confirm">"Nothing is open: go to confirming"</a></p> }
        };
        return confirms.then(|| confirm().into_any());
    };
    let (open, all) = (open(rows), rows.len());
    let are = if open == 1 { "is" } else { "are" };
    let to = format!("{}#{}", here.url("proposal/understood"), row::anchor(first.term));
    Some(
        view! {
            <p class="actions">
                <a class="button" data-kind="primary" href=to>{format!("{open} of {all} {are} open: go to the first")}</a>
            </p>
        }
        .into_any(),
    )
}

/// What there is to say of the document as a whole.
fn remarks(here: &Here, latest: &Revision, is_pilot: bool, can_edit: bool) -> impl IntoView + use<> {
    let gaps = match placeholders(&latest.body).len() {
        0 => None,
        1 => Some("1 placeholder is still empty. ".to_owned()),
        n => Some(format!("{n} placeholders are still empty. ")),
    };
    let gaps = gaps.map(|sentence| {
        let (to, words) = if can_edit {
            ("proposal/complete", "Fill them")
        } else {
            ("proposal", "See the text")
        };
        view! { <p>{sentence} <a href=here.url(to)>{words}</a></p> }
    });
    let other = (!is_pilot).then(|| {
        view! {
            <p>
                <strong>"This document does not read like the proposal of a pilot, so nothing in it was taken for a term. "</strong>
                "What is meant can be said here or on “Complete the proposal”."
            </p>
        }
    });
    let unnamed = (sections(&latest.body).len() < 2).then(|| {
        view! {
            <p>
                "The text has no headings (## and a name) that make sections, so all of it is one section. With them, each part can be edited, compared, commented on and linked to by itself."
            </p>
        }
    });
    view! { {other} {gaps} {unnamed} }
}

/// Who confirmed the terms, or the button that does, once nothing is open.
fn confirming(
    here: &Here,
    (latest, given): (&Revision, Option<&Confirmation>),
    (can_edit, is_open): (bool, bool),
    action: ServerAction<ConfirmTerms>,
) -> impl IntoView + use<> {
    let complete = can_edit.then(|| {
        view! { <a class="button" data-kind="quiet" href=here.url("proposal/complete")>"Complete the proposal"</a> }
    });
    let read = view! { <a class="button" data-kind="quiet" href=here.url("proposal")>"Read the proposal"</a> };
    if is_open {
        return view! {
            <p>"The terms can be confirmed once none of them is open."</p>
            <div class="actions">{complete} {read}</div>
        }
        .into_any();
    }
    if given.is_some() || !can_edit {
        return view! {
            {confirmed(here, given, false)}
            <div class="actions">{complete} {read}</div>
        }
        .into_any();
    }
    let form = view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="revision" value=latest.number.to_string()/>
        <div class="actions">
            <button class="button" data-kind="primary">"Confirm these terms"</button>
            {complete}
            {read}
        </div>
    }
    .into_any();
    view! {
        <p>"Read the terms above beside the text. Your word that they are the ones meant is recorded, and sending needs it."</p>
        <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
    }
    .into_any()
}
