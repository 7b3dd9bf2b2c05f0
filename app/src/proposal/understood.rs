//! What was understood of the document: each term beside the sentence it was read from.

use domain::document::{placeholders, sections};
use domain::policy::Action;
use domain::terms::{Contradiction, Missing, TermName};
use leptos::prelude::*;
use store::proposal::Revision;

use super::actions::ConfirmTerms;
use super::parts::{moved, plain, understood};
use super::terms::{confirmed, facts};
use super::unseen::{RemoveUnseen, hidden};
use crate::address::param;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::ui::{Column, ErrorSummary, Hidden, Nav, Table, page, working};

/// `/p/:pilot/proposal/understood`.
#[component]
pub fn Understood() -> impl IntoView {
    let slug = param("pilot");
    let confirm = ServerAction::<ConfirmTerms>::new();
    let remove = ServerAction::<RemoveUnseen>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let given = store::proposal::confirmation(here.pool(), here.pilot.pilot_id, &latest.terms).await?;
        let refused = Refused::load(refused).await?;
        let reading = understood(&here, &latest).await?;
        let titles = sections(&latest.body);
        let can_edit = here.may(Action::EditProposal) && !here.pilot.status.is_frozen();
        let where_ = |key: &str| {
            let title = titles
                .iter()
                .find(|section| section.key == key)
                .map(|section| section.title.clone());
            let link = format!("{}#{key}", here.url("proposal"));
            title.map(|title| view! { <a href=link>{title}</a> })
        };
        let values = TermName::VALUES
            .into_iter()
            .filter_map(|term| reading.found.iter().find(|found| found.term == term))
            .map(|found| {
                view! {
                    <tr>
                        <th scope="row">{found.term.label()}</th>
                        <td>{found.value.clone()}</td>
                        <td><q>{plain(&found.sentence)}</q> " " {where_(&found.section)}</td>
                    </tr>
                }
            })
            .collect_view();
        let lists = TermName::LISTS
            .into_iter()
            .filter(|term| !reading.terms.list(*term).is_empty())
            .map(|term| {
                let section = reading
                    .found
                    .iter()
                    .find(|found| found.term == term)
                    .map(|found| found.section.clone());
                let items = reading
                    .terms
                    .list(term)
                    .iter()
                    .map(|item| view! { <li>{domain::document::unseen::shown(item).into_owned()}</li> })
                    .collect_view();
                view! {
                    <h3>{term.label()}</h3>
                    <p class="muted">"From " {section.and_then(|section| where_(&section))}</p>
                    <ul>{items}</ul>
                }
            })
            .collect_view();
        // What the text contradicts itself about is told as that.
        let told = |term| reading.contradictions.iter().any(|found| found.term == term);
        let apart = reading
            .differing(&latest.terms)
            .iter()
            .any(|differing| !told(differing.term));
        let differing = apart.then(|| moved(&here, &latest, &reading, (&here.url("proposal"), can_edit)));
        let gaps = match placeholders(&latest.body).len() {
            0 => None,
            1 => Some("1 placeholder is still empty. ".to_owned()),
            n => Some(format!("{n} placeholders are still empty. ")),
        };
        let gaps = gaps.map(|sentence| {
            let link = if can_edit {
                here.url("proposal/complete")
            } else {
                here.url("proposal")
            };
            view! { <p>{sentence} <a href=link>{if can_edit { "Fill them" } else { "See the text" }}</a></p> }
        });
        let other = (!reading.is_pilot).then(|| {
            view! {
                <p>
                    <strong>"This document does not read like the proposal of a pilot, so nothing in it was taken for a term. "</strong>
                    "What is meant can be said on “Complete the proposal”."
                </p>
            }
        });
        let unnamed = (titles.len() < 2).then(|| {
            view! {
                <p>
                    "The text has no headings (## and a name) that make sections, so all of it is one section. With them, each part can be edited, compared, commented on and linked to by itself."
                </p>
            }
        });
        let contradictions = contradictions(&reading.contradictions, where_);
        let missing = missing(&reading.missing, where_);
        let next = if can_edit && given.is_none() {
            confirming(&here, &latest, confirm).into_any()
        } else if can_edit {
            view! {
                <div class="actions">
                    <a class="button" data-kind="primary" href=here.url("proposal/complete")>"Complete the proposal"</a>
                    <a class="button" href=here.url("proposal")>"Read the proposal"</a>
                </div>
            }
            .into_any()
        } else {
            view! { <p><a href=here.url("proposal")>"Read the proposal"</a></p> }.into_any()
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
                {hidden(&here, &latest, can_edit.then_some(remove))}
                {other}
                {differing}
                {gaps}
                {unnamed}
                {contradictions}
                {missing}
                <section class="section">
                    <h2>"Terms"</h2>
                    <Table name="Terms read from the text" head=vec![Column::words("Term"), Column::words("Value"), Column::words("Read from")] rows=values.into_any()/>
                </section>
                <section class="section"><h2>"Lists"</h2>{lists}</section>
                <section class="section" id="confirm">
                    <h2>"Confirmed by a person"</h2>
                    {confirmed(&here, given.as_ref(), false)}
                    {next}
                </section>
            },
        )
        .await
    })
}

/// The terms as they are, what of them is open, and the button that confirms them.
fn confirming(here: &Here, latest: &Revision, action: ServerAction<ConfirmTerms>) -> impl IntoView + use<> {
    let open: Vec<&str> = latest
        .terms
        .agreed()
        .err()
        .unwrap_or_default()
        .iter()
        .map(|term| term.label())
        .collect();
    let open = (!open.is_empty()).then(|| {
        view! {
            <p>{format!("Not settled yet: {}. Completing the proposal settles and confirms them in one go.", open.join(", "))}</p>
        }
    });
    let form = view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="revision" value=latest.number.to_string()/>
        <div class="actions">
            <button class="button" data-kind="primary">"Confirm these terms"</button>
            <a class="button" href=here.url("proposal/complete")>"Complete the proposal"</a>
            <a class="button" data-kind="quiet" href=here.url("proposal")>"Read the proposal"</a>
        </div>
    }
    .into_any();
    view! {
        <p>"Read the terms below beside the text. Your word that they are the ones meant is recorded, and sending needs it."</p>
        {facts(&latest.terms, here.pilot.zone)}
        {open}
        <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
    }
}

fn contradictions<V: IntoView>(found: &[Contradiction], where_: impl Fn(&str) -> V) -> Option<AnyView> {
    let rows = found
        .iter()
        .map(|found| {
            view! {
                <li>
                    <strong>{found.term.label()}</strong>
                    <p><q>{plain(&found.sentence_a)}</q> " " {where_(&found.section_a)}</p>
                    <p><q>{plain(&found.sentence_b)}</q> " " {where_(&found.section_b)}</p>
                    <p>{found.explanation.clone()}</p>
                </li>
            }
        })
        .collect_view();
    (!found.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"The text contradicts itself"</h2>
                <ul class="lints">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// What the text leaves open: what it speaks of and does not settle first, with its sentence.
fn missing<V: IntoView>(found: &[Missing], where_: impl Fn(&str) -> V) -> Option<AnyView> {
    let (unclear, unstated): (Vec<_>, Vec<_>) = found.iter().partition(|missing| missing.unclear.is_some());
    let part = |missing: Vec<&Missing>, heading: &'static str| {
        let rows = missing
            .iter()
            .map(|missing| {
                let sentence = missing.unclear.as_ref().map(|(sentence, section)| {
                    view! { <p><q>{plain(sentence)}</q> " " {where_(section)}</p> }
                });
                view! {
                    <li>
                        <strong>{missing.term.label()}</strong>
                        {sentence}
                        <p>{format!("{} {}", missing.why, missing.suggestion)}</p>
                    </li>
                }
            })
            .collect_view();
        (!missing.is_empty()).then(|| {
            view! { <section class="section"><h2>{heading}</h2><ul class="lints">{rows}</ul></section> }
        })
    };
    let unclear = part(unclear, "Spoken of, and not clear");
    let unstated = part(unstated, "Not stated");
    (!found.is_empty()).then(|| view! { {unclear} {unstated} }.into_any())
}
