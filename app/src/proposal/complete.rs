//! One form for every gap of the text and every term.

use std::collections::BTreeSet;

use domain::document::unseen::shown;
use domain::document::{Body, Placeholder, Section, placeholders, sections};
use domain::policy::Action;
use domain::terms::{TermName, rows};
use leptos::prelude::*;

use super::actions::Complete as DoComplete;
use super::parts::understood;
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::ask_in;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, page, working};

pub mod answers;
pub mod fields;
pub mod typed;

use fields::Fields;

/// `/p/:pilot/proposal/complete`.
#[component]
pub fn Complete() -> impl IntoView {
    let slug = param("pilot");
    let action = ServerAction::<DoComplete>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        if here.pilot.status.is_frozen() {
            return Err(AppError::Refused(
                "The pilot has started: its text and terms are frozen.".to_owned(),
            ));
        }
        let refused = Refused::load(refused).await?.of("proposal/complete");
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let reading = understood(&here, &latest).await?;
        let titles = sections(&latest.body);
        let all = placeholders(&latest.body);
        let mut seen = BTreeSet::new();
        let gaps: Vec<_> = all
            .iter()
            .filter(|gap| seen.insert(gap.text.clone()))
            .zip(1..)
            .map(|(gap, n)| {
                let places: Vec<&Placeholder> = all.iter().filter(|other| other.text == gap.text).collect();
                let hint = stands(&latest.body, &titles, &places);
                view! {
                    <Hidden name=format!("placeholder_{n}") value=gap.text.clone()/>
                    <Field refused=refused.clone() name=format!("value_{n}") label=shown(&gap.text).into_owned() hint=hint/>
                    <label class="choice">
                        <input type="checkbox" name=format!("keep_{n}") value="yes" checked=refused.value(&format!("keep_{n}"), "") == "yes"/>
                        <span>"Not a gap: " <q>{shown(&latest.body.as_str()[gap.range.clone()]).into_owned()}</q> " stays as it is"</span>
                    </label>
                }
            })
            .collect();
        let gaps = (!gaps.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>"Gaps of the text"</h2>
                    <p>"A gap left empty stays a gap. Gaps are looked for as [Date], {Date}, <name>, TBD, TODO, XXX and ____; what only looks like one is marked as none."</p>
                    {gaps}
                </section>
            }
        });
        let fields = Fields {
            refused: &refused,
            terms: &latest.terms,
            reading: &reading,
            rows: rows(&latest.terms, &reading),
            in_row: false,
            differing: reading.differing(&latest.terms),
        };
        let base = refused.value("base", &latest.number.to_string());
        let stale = (base != latest.number.to_string()).then(|| latest.number.to_string());
        let zone_name = here.pilot.zone.name();
        let form = view! {
                    <Hidden name="pilot" value=here.pilot.slug.clone()/>
                    // A form that met a newer revision is saved on that one, once its author has seen it.
                    <Hidden name="base" value=stale.unwrap_or(base)/>
                    {gaps}
                    <section class="section">
                        <h2>"Pilot"</h2>
                        {fields.number(TermName::Weeks, "Length of the pilot, in weeks")}
                        {fields.number(TermName::PilotPms, "Pilot PMs")}
                        {fields.number(TermName::DriHoursPerWeek, "Review hours of each engineering DRI, per week")}
                        {fields.readout(zone_name)}
                        {fields.zone(here.facts.zone_version.as_ref().map(|(number, _)| *number))}
                    </section>
                    <section class="section">
                        <h2>"Baseline"</h2>
                        {fields.number(TermName::BaselineFeatures, "Features in the baseline")}
                        {fields.statistic()}
                        {fields.words(TermName::EnergyBaseline)}
                    </section>
                    <section class="section">
                        <h2>"Criteria"</h2>
                        {fields.number(TermName::CommitDropPercent, "Days from idea to first commit drop by at least, in percent")}
                        {fields.required(TermName::CyclesMustNotIncrease, "Review cycles per pull request must not increase")}
                        {fields.tolerance()}
                        {fields.number(TermName::EnergyAtLeast, "Energy of the new-model PM averages at least, of 5")}
                        {fields.required(TermName::OutcomeMustMove, "The feature ships and moves its primary metric as expected")}
                        {fields.number(TermName::SuccessAt, "Criteria met for success, of 4")}
                        {fields.number(TermName::IterateAt, "Criteria met to iterate; fewer is a roll back")}
                        {fields.words(TermName::MissingData)}
                        {fields.only_reported()}
                    </section>
                    <section class="section">
                        <h2>"Lists"</h2>
                        <p>"One item per line, as the text has them. Path rules belong to the zone's own page."</p>
                        {TermName::LISTS.into_iter().map(|term| fields.list(term)).collect_view()}
                        {fields.asks()}
                    </section>
                    <div class="actions">
                        <button class="button" data-kind="primary">{format!("Save as revision {}", latest.number.next())}</button>
                        <a class="button" data-kind="quiet" href=here.url("proposal")>"Cancel"</a>
                    </div>
        }
        .into_any();
        working(
            &here,
            "Complete the proposal",
            Nav::Proposal,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>"Complete the proposal"</h1>
                    <p>{format!("Everything here is saved together, as revision {}.", latest.number.next())}</p>
                </header>
                <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
            },
        )
        .await
    })
}

/// So many places of a gap are told.
const PLACES: usize = 3;

/// Where a gap stands: each place by its section and its line.
fn stands(body: &Body, titles: &[Section], places: &[&Placeholder]) -> String {
    let told = places.iter().take(PLACES).map(|gap| {
        let title = titles.iter().find(|section| section.key == gap.section);
        let title = title.map_or("the text", |section| &section.title);
        format!("In “{}”: {}", shown(title), shown(&gap.line(body)))
    });
    let told = told.collect::<Vec<_>>().join(" · ");
    match places.len().saturating_sub(PLACES) {
        0 => told,
        1 => format!("{told} · And in 1 more place."),
        more => format!("{told} · And in {more} more places."),
    }
}
