//! Until when each criterion can still be met, before the start decides it.

use chrono::{DateTime, Utc};
use domain::criterion::named;
use domain::programme::{Chance, chances, lost};
use domain::terms::AgreedTerms;
use leptos::prelude::*;

use crate::error::AppError;
use crate::form::Refused;
use crate::here::Here;
use crate::metrics::region::Source;

/// The chances of the criteria if the pilot starts at `now`; none after the start, and before there is anything to measure by.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn of(here: &Here, now: DateTime<Utc>) -> Result<Vec<Chance>, AppError> {
    if here.facts.start.is_some() {
        return Ok(Vec::new());
    }
    Ok(match &*Source::from(here).sheet().await? {
        Ok(sheet) => chances(&sheet.programme, here.facts.survey_window, now),
        Err(_) => Vec::new(),
    })
}

/// A line for each criterion; nothing without any.
pub fn lines(chances: &[Chance]) -> Option<impl IntoView + use<>> {
    let rows = chances
        .iter()
        .map(|chance| {
            let name = format!("Criterion {}", chance.number);
            let lost = chance
                .is_lost
                .then(|| view! { <strong>"It cannot be met any more. "</strong> });
            view! { <div><dt>{name}</dt><dd>{lost} {chance.sentence.clone()}</dd></div> }
        })
        .collect_view();
    (!chances.is_empty()).then(|| {
        view! {
            <section class="section" id="chances">
                <h2>"Until when each criterion can be met"</h2>
                <p class="hint">"If the pilot starts today."</p>
                <dl class="facts">{rows}</dl>
            </section>
        }
    })
}

/// The tick that a start takes when criteria are lost already. Its value names them, so that it stands for no other.
pub fn tick(chances: &[Chance], terms: &AgreedTerms, refused: &Refused) -> Option<impl IntoView + use<>> {
    let lost = lost(chances);
    if lost.is_empty() {
        return None;
    }
    let (value, words) = (ticked(&lost), named(&lost));
    let problem = refused.problem("although");
    let invalid = problem.is_some();
    let checked = refused.value("although", "") == value;
    let left = chances.len() - lost.len();
    let success = (left < usize::from(terms.success_at)).then(|| {
        let hint = format!(
            "Success takes {} criteria met, so it is not possible any more.",
            terms.success_at
        );
        view! { <p class="hint">{hint}</p> }
    });
    Some(view! {
        <fieldset class="choices" id="although" data-invalid=invalid.then_some("")>
            <legend>"Some of it is lost before the start"</legend>
            {success}
            {problem.map(|problem| view! { <p class="error" id="although-error">{problem}</p> })}
            <label class="choice">
                <input type="checkbox" name="although" value=value checked=checked/>
                <span>{format!("Start although {words} cannot be met any more")}</span>
            </label>
        </fieldset>
    })
}

/// The tick that a start takes when its dates cross.
pub fn crossing(refused: &Refused) -> impl IntoView + use<> {
    let problem = refused.problem("crossing");
    let invalid = problem.is_some();
    let checked = refused.value("crossing", "") == "yes";
    view! {
        <fieldset class="choices" id="crossing" data-invalid=invalid.then_some("")>
            <legend>"The dates cross"</legend>
            {problem.map(|problem| view! { <p class="error" id="crossing-error">{problem}</p> })}
            <label class="choice">
                <input type="checkbox" name="crossing" value="yes" checked=checked/>
                <span>"Start although the dates cross"</span>
            </label>
        </fieldset>
    }
}

/// The value of a tick for these criteria.
fn ticked(criteria: &[u8]) -> String {
    let numbers: Vec<String> = criteria.iter().map(ToString::to_string).collect();
    numbers.join(" ")
}
