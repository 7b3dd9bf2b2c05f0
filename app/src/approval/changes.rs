//! What changed since the approver last decided: all that needs reading again.

use domain::proposal::{SectionDiff, compare};
use domain::terms::Terms;
use leptos::prelude::*;
use store::approval::{Condition, Open};

use crate::here::Here;
use crate::proposal::compare::lines;
use crate::proposal::terms::shown;
use crate::time::moment;

/// "“Drop in days from idea to first commit” changed from 30% to 20%", one for each term that differs.
pub fn changed_terms(old: &Terms, new: &Terms, zone: chrono_tz::Tz) -> Vec<String> {
    old.differences(new)
        .into_iter()
        .map(|term| {
            let value = |terms| shown(terms, term, zone).unwrap_or_else(|| "not set".to_owned());
            match (value(old), value(new)) {
                // Lists are shown by how long they are.
                (before, after) if before == after => format!("“{}” changed", term.label()),
                (before, after) => format!("“{}” changed from {before} to {after}", term.label()),
            }
        })
        .collect()
}

/// What changed since the decision made last in this seat; nothing when it is the first.
pub fn since(here: &Here, open: &Open) -> Option<impl IntoView + use<>> {
    let since = open.since.as_ref()?;
    let zone = here.pilot.zone;
    let (before, now) = (&since.revision, &open.revision);
    let who = if since.filled.person_id == here.who() {
        "You"
    } else {
        &since.filled.by
    };
    let decided = format!(
        "{who} decided on revision {} {}: {}. ",
        before.number,
        moment(since.filled.decided_at, zone),
        since.filled.verdict.done().to_lowercase()
    );
    let mut terms = changed_terms(&before.terms, &now.terms, zone);
    if since.zone_version != open.request.zone_version {
        terms.push(format!(
            "The zone changed from version {} to version {}",
            since.zone_version, open.request.zone_version
        ));
    }
    let sections: Vec<SectionDiff> = compare(&before.body, &now.body)
        .into_iter()
        .filter(SectionDiff::is_changed)
        .collect();
    let what = match (&sections[..], &terms[..]) {
        ([], []) => "Nothing has changed since: text, terms and zone are the same.".to_owned(),
        (sections, terms) => {
            let mut titles: Vec<String> = sections.iter().map(|section| section.title.clone()).collect();
            if !terms.is_empty() {
                titles.push("the terms".to_owned());
            }
            format!(
                "Changed since: {}. Everything else is as it was then.",
                titles.join(", ")
            )
        }
    };
    let terms = (!terms.is_empty()).then(|| {
        let rows = terms
            .into_iter()
            .map(|line| view! { <li>{line} "."</li> })
            .collect_view();
        view! {
            <section class="diff">
                <h3>"The terms"</h3>
                <ul>{rows}</ul>
            </section>
        }
    });
    let sections = sections
        .into_iter()
        .map(|section| {
            view! {
                <section class="diff">
                    <h3>{section.title.clone()}</h3>
                    {lines(&section.parts)}
                </section>
            }
        })
        .collect_view();
    let compare = (before.number != now.number).then(|| {
        let url = here.url(&format!("proposal/compare/{}/{}", before.number, now.number));
        view! { " " <a href=url>{format!("Compare revision {} with {}", before.number, now.number)}</a> }
    });
    let record = here.url(&format!("approval/record/{}", since.approval_id));
    Some(view! {
        <section class="section" aria-labelledby="since">
            <h2 id="since">"What changed since the last decision"</h2>
            <p>{decided} <a href=record>"Read the record"</a></p>
            <p>{what} {compare}</p>
            {terms}
            {sections}
            {lapsed(&since.conditions)}
        </section>
    })
}

/// Conditions of the earlier decision: they lapsed with the new request.
fn lapsed(conditions: &[Condition]) -> Option<impl IntoView + use<>> {
    let rows = conditions
        .iter()
        .map(|condition| {
            let progress = condition.progress().label().to_lowercase();
            view! { <li>{format!("{} ({progress})", condition.stated.text)}</li> }
        })
        .collect_view();
    (!conditions.is_empty()).then(|| {
        view! {
            <p>"The conditions stated then lapsed with this request. State again what you still need:"</p>
            <ul>{rows}</ul>
        }
    })
}
