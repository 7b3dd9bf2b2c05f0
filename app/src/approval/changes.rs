//! What changed since the approver last decided: all that needs reading again.

use domain::terms::Terms;
use leptos::prelude::*;
use store::approval::{Condition, Open};

use crate::here::Here;
use crate::proposal::comparison::comparison;
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
                (before, after) if before == after && same_items(old.list(term), new.list(term)) => {
                    format!("the order of “{}” changed", term.label())
                }
                (before, after) if before == after => format!("“{}” changed", term.label()),
                (before, after) => format!("“{}” changed from {before} to {after}", term.label()),
            }
        })
        .collect()
}

/// Whether two lists hold the same, whatever the order.
fn same_items(old: &[String], new: &[String]) -> bool {
    let sorted = |items: &[String]| {
        let mut items = items.to_vec();
        items.sort_unstable();
        items
    };
    !old.is_empty() && sorted(old) == sorted(new)
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
    let same = before.body == now.body && before.terms == now.terms;
    let zone_moved = (since.zone_version != open.request.zone_version).then(|| {
        format!(
            " The zone changed from version {} to version {}.",
            since.zone_version, open.request.zone_version
        )
    });
    let what = match (same, &zone_moved) {
        (true, None) => "Nothing has changed since: text, terms and zone are the same.",
        (true, Some(_)) => "Text and terms are the same.",
        (false, _) => "Only this changed since; everything else is as it was then.",
    };
    let changes = (!same).then(|| comparison(here, before, now, false));
    let compare = (before.number != now.number).then(|| {
        let url = here.url(&format!("proposal/compare/{}/{}", before.number, now.number));
        view! { " " <a href=url>{format!("Compare revision {} with {}", before.number, now.number)}</a> }
    });
    let record = here.url(&format!("approval/record/{}", since.approval_id));
    Some(view! {
        <section class="section" aria-labelledby="since">
            <h2 id="since">"What changed since the last decision"</h2>
            <p>{decided} <a href=record>"Read the record"</a></p>
            <p>{what} {zone_moved} {compare}</p>
            {changes}
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
