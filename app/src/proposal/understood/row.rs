//! One term: what it is, where that is from, or what there is to choose or to fill in.

use domain::terms::{Choice, Place, Row, Source, State, TermName, at_most_more};
use leptos::prelude::*;

use super::Page;
use crate::proposal::complete::answers::{choice_of, none_of};
use crate::proposal::parts::plain;
use crate::proposal::terms::shown;
use crate::ui::{inline, visible};

/// Where the row of a term stands on the page.
pub(super) fn anchor(term: TermName) -> String {
    format!("row-{}", term.as_str())
}

/// The row of a term.
pub(super) fn row(page: &Page<'_>, row: &Row) -> AnyView {
    let term = row.term;
    let content = match &row.state {
        State::Settled { value, source } => settled(page, term, value, source),
        State::Contradicted { choices, why } => {
            let lead = why.iter().map(|why| view! { <p>{why.clone()}</p> }).collect_view();
            let choice = if page.can_edit {
                choosing(page, term, choices)
            } else {
                side_by_side(page, choices).into_any()
            };
            view! { {chip("Contradicted")} {lead} {choice} }.into_any()
        }
        State::Unclear { places, why } => view! {
            {chip("Not clear")}
            {page.quotes(places)}
            <p>{why.clone()}</p>
            {page.can_edit.then(|| field(page, term, false))}
        }
        .into_any(),
        State::Missing { why } => view! {
            {chip("Missing")}
            <p>{why.clone()}</p>
            {page.can_edit.then(|| field(page, term, true))}
        }
        .into_any(),
    };
    view! {
        <div id=anchor(term)>
            <dt>{term.label()}</dt>
            <dd>{content}</dd>
        </div>
    }
    .into_any()
}

fn chip(word: &'static str) -> impl IntoView {
    view! { <p><span class="chip" data-kind="warn">{word}</span></p> }
}

/// The value, where it is from, and what of it nobody wrote.
fn settled(page: &Page<'_>, term: TermName, value: &str, source: &Source) -> AnyView {
    let terms = page.terms;
    let value = match term {
        TermName::ReadoutAt => shown(terms, term, page.zone).unwrap_or_else(|| value.to_owned()),
        TermName::DriHoursPerWeek => match terms.hours_sum() {
            Some(sum) => format!("{value}: {sum}"),
            None => value.to_owned(),
        },
        _ => value.to_owned(),
    };
    let from = match source {
        Source::Text(place) => page.quotes(std::slice::from_ref(place)).into_any(),
        Source::Person(places) if places.is_empty() => {
            view! { <p class="muted">"Entered beside the text, which does not say it."</p> }.into_any()
        }
        Source::Person(places) => view! {
            <p class="muted">"Settled beside the text, which says:"</p>
            {page.quotes(places)}
        }
        .into_any(),
    };
    let ours = match (term, source) {
        (TermName::ReadoutAt, Source::Text(_)) => Some(format!(
            "Added by us: no zone in the text; read as {}, the pilot’s.",
            page.zone.name()
        )),
        (TermName::ReadoutAt, Source::Person(_)) => Some(format!("Local time in {}, the pilot’s.", page.zone.name())),
        (TermName::CyclesMustNotIncrease, _) => {
            Some("Added by us, from the metric definitions: all pull requests are pooled.".to_owned())
        }
        (TermName::EnergyAtLeast, _) => Some(
            "Added by us, from the metric definitions: it is the energy of the new model’s PM, the mean of all answers."
                .to_owned(),
        ),
        _ => None,
    };
    let ours = ours.map(|sentence| view! { <p class="hint">{sentence}</p> });
    let items = terms.list(term);
    if items.is_empty() {
        return view! { <p><strong>{value}</strong></p> {from} {ours} }.into_any();
    }
    let asked = terms.ask_subjects();
    let rows = items
        .iter()
        .map(|item| {
            let about = asked.iter().find(|(words, _)| term == TermName::Asks && *words == item);
            let about = about.and_then(|(_, about)| *about);
            let about =
                about.map(|subject| view! { " " <span class="chip" data-kind="neutral">{subject.label()}</span> });
            view! { <li>{inline(&visible(item))} {about}</li> }
        })
        .collect_view();
    let place = match source {
        Source::Text(place) => page.link(&place.section),
        Source::Person(_) => None,
    };
    let place = match place {
        Some(link) => view! { <p class="muted">"From " {link}</p> }.into_any(),
        None => view! { <p class="muted">"Entered beside the text."</p> }.into_any(),
    };
    view! {
        <details><summary>{value}</summary><ul>{rows}</ul></details>
        {place}
    }
    .into_any()
}

/// Everything that is said, for whoever may not choose.
fn side_by_side(page: &Page<'_>, choices: &[Choice]) -> impl IntoView + use<> {
    let rows = choices
        .iter()
        .map(|choice| view! { <li>{choice.said.clone()} {page.quotes(&choice.places)}</li> })
        .collect_view();
    view! { <ul>{rows}</ul> }
}

/// The sentences beside each other, to choose the one that counts, or another value.
fn choosing(page: &Page<'_>, term: TermName, choices: &[Choice]) -> AnyView {
    let name = choice_of(term);
    let chosen = page.fields.refused.value(&name, "");
    let mut first = true;
    let rows = choices
        .iter()
        .map(|choice| {
            let quotes = page.quotes(&choice.places);
            let Some(typed) = &choice.typed else {
                return view! { <p class="hint">{choice.said.clone()} ":"</p> {quotes} }.into_any();
            };
            let id = std::mem::take(&mut first).then(|| name.clone());
            let said = page.in_words(term, choice, typed);
            view! {
                <label class="choice">
                    <input type="radio" id=id name=name.clone() value=typed.clone() checked=*typed == chosen/>
                    <span>{said} {quotes}</span>
                </label>
            }
            .into_any()
        })
        .collect_view();
    let other = if TermName::LISTS.contains(&term) {
        let form = page.url(&format!("proposal/complete#{}", term.as_str()));
        view! { <p><a href=form>"Change the list"</a></p> }.into_any()
    } else if matches!(term, TermName::BaselineStatistic | TermName::OutcomeMustMove) && !first {
        ().into_any()
    } else {
        view! { <p>"Or what counts instead:"</p> {page.fields.of(term, page.zone.name())} }.into_any()
    };
    view! {
        <fieldset class="choices">
            <legend>"Which of them counts?"</legend>
            {rows}
        </fieldset>
        {other}
    }
    .into_any()
}

/// The field of a term that is open; a list that the proposal does not have may stay away.
fn field(page: &Page<'_>, term: TermName, is_missing: bool) -> AnyView {
    if term == TermName::Asks && !page.terms.asks.is_empty() {
        return page.fields.asks();
    }
    let none = (is_missing && TermName::LISTS.contains(&term)).then(|| {
        let name = none_of(term);
        let checked = page.fields.refused.value(&name, "") == "yes";
        view! {
            <label class="choice">
                <input type="checkbox" name=name value="yes" checked=checked/>
                <span>"The proposal has none, and that is meant"</span>
            </label>
        }
    });
    view! { {page.fields.of(term, page.zone.name())} {none} }.into_any()
}

impl Page<'_> {
    /// The sentences, each with a link to where it stands.
    fn quotes(&self, places: &[Place]) -> impl IntoView + use<> {
        places
            .iter()
            .map(|place| {
                let link = self.link(&place.section);
                view! { <span class="hint"><q>{plain(&place.sentence)}</q> " " {link}</span> " " }
            })
            .collect_view()
    }

    /// What a choice comes to: of the hours the sum, of a time its zone.
    fn in_words(&self, term: TermName, choice: &Choice, typed: &str) -> String {
        let mut terms = self.terms.clone();
        match term {
            TermName::DriHoursPerWeek => {
                terms.weeks = terms.weeks.or(self.fields.reading.terms.weeks);
                terms.pilot_pms = terms.pilot_pms.or(self.fields.reading.terms.pilot_pms);
                terms.dri_hours_per_week = typed.parse().ok();
                match terms.hours_sum() {
                    Some(sum) => format!("{} ({sum})", choice.said),
                    None => choice.said.clone(),
                }
            }
            TermName::ReadoutAt => {
                terms.readout_at = format!("{typed}:00").parse().ok();
                shown(&terms, term, self.zone).unwrap_or_else(|| choice.said.clone())
            }
            TermName::CyclesMustNotIncrease => match typed.parse() {
                Ok(percent) if typed != "0" => at_most_more(percent),
                _ => "no more than the baseline".to_owned(),
            },
            _ => choice.said.clone(),
        }
    }
}
