//! What changed since the approver last decided: all that needs reading again.

use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use domain::ids::ApprovalId;
use domain::proposal::{RevisionNumber, touched};
use domain::terms::Terms;
use domain::zone::{Comparison, Matching, ZoneItem};
use leptos::prelude::*;
use store::approval::{Condition, Open, Page, Request};
use store::proposal::Revision;

use crate::error::AppError;
use crate::here::Here;
use crate::proposal::comparison::comparison;
use crate::proposal::terms::shown;
use crate::time::moment;
use crate::zone::difference::difference;

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

/// What changed since the decision made last in this seat, when `items` are those of the zone that is asked about; nothing
/// when it is the first.
pub fn since(here: &Here, open: &Open, items: &[ZoneItem]) -> Option<impl IntoView + use<>> {
    let since = open.since.as_ref()?;
    let (before, now) = (&since.revision, &open.revision);
    let who = if since.filled.person_id == here.who() {
        "You"
    } else {
        &since.filled.by
    };
    let decided = decided(
        here,
        (who, since.filled.verdict),
        (before.number, since.filled.decided_at),
        since.approval_id,
    );
    let same = before.body == now.body && before.terms == now.terms;
    let zones = (since.zone_version, open.request.zone_version);
    let what = match (same, zones.0 == zones.1) {
        (true, true) => "Nothing has changed since: text, terms and zone are the same.",
        (true, false) => "Text and terms are the same. Of the zone only this changed:",
        (false, _) => "Only this changed since; everything else is as it was then.",
    };
    let changes = (!same).then(|| comparison(here, before, now, false));
    Some(view! {
        <section class="section" aria-labelledby="since">
            <h2 id="since">"What changed since the last decision"</h2>
            {decided}
            <p>{what} {compared(here, before.number, now.number)}</p>
            {changes}
            {zone(here, zones, (&since.zone_items, items))}
            {lapsed(&since.conditions)}
        </section>
    })
}

/// What changed since the last decision, while another one is waited for. Whoever is to decide and did so before reads all
/// of it in their form.
///
/// # Errors
/// When the database fails.
pub async fn while_waiting(here: &Here, view: &Page) -> Result<Option<AnyView>, AppError> {
    let reads_all = view.open.as_ref().is_some_and(|open| open.since.is_some());
    let waits = |request: &Request| request.outcome.is_none();
    let Some(request) = view.current.as_ref().filter(|request| !reads_all && waits(request)) else {
        return Ok(None);
    };
    let is_asked = |one: &Request| one.request_id == request.request_id;
    let earlier = view.requests.iter().position(is_asked).map_or(0, |at| at + 1);
    let earlier = &view.requests[earlier..];
    if earlier.iter().all(waits) {
        return Ok(None);
    }
    let asked = match &view.open {
        Some(open) => open.revision.clone(),
        None => store::proposal::revision(here.pool(), here.pilot.pilot_id, request.revision).await?,
    };
    since_settled(here, earlier, (&asked, request.zone_version)).await
}

/// What changed since the newest of `requests` that was decided on, in short: terms, sections, zone. Nothing without one,
/// or when nothing did. `now` is the revision, and the zone's version, that are asked about or would be.
///
/// # Errors
/// When the database fails.
pub async fn since_settled(
    here: &Here,
    requests: &[Request],
    (now, zone_version): (&Revision, i32),
) -> Result<Option<AnyView>, AppError> {
    let mut settled = requests.iter().filter_map(|one| Some((one, one.outcome.as_ref()?)));
    let Some((asked, outcome)) = settled.next() else {
        return Ok(None);
    };
    let zones = (asked.zone_version, zone_version);
    if asked.revision == now.number && zones.0 == zones.1 {
        return Ok(None);
    }
    let pilot = here.pilot.pilot_id;
    let before = store::proposal::revision(here.pool(), pilot, asked.revision).await?;
    let items = if zones.0 == zones.1 {
        (Vec::new(), Vec::new())
    } else {
        let items_of = |version| store::zone::items_of(here.pool(), pilot, version);
        (items_of(zones.0).await?, items_of(zones.1).await?)
    };
    let terms = changed_terms(&before.terms, &now.terms, here.pilot.zone);
    let terms = if terms.is_empty() {
        view! { <p>"The terms are the same."</p> }.into_any()
    } else {
        let rows = terms
            .into_iter()
            .map(|sentence| view! { <li>{sentence}</li> })
            .collect_view();
        view! { <p>"Of the terms:"</p> <ul>{rows}</ul> }.into_any()
    };
    let sections = touched((&before.body, &before.terms), (&now.body, &now.terms)).sections;
    let text = match sections.len() {
        0 => "The text is the same.".to_owned(),
        1 => format!("1 section of the text differs: {}.", sections[0]),
        n => format!("{n} sections of the text differ: {}.", domain::listing(&sections)),
    };
    let decided = decided(
        here,
        (&outcome.by, outcome.verdict),
        (asked.revision, outcome.decided_at),
        outcome.approval_id,
    );
    Ok(Some(
        view! {
            <section class="section" aria-label="What changed since the last decision">
                <h2>"What changed since the last decision"</h2>
                {decided}
                {terms}
                <p>{text} {compared(here, asked.revision, now.number)}</p>
                {zone(here, zones, (&items.0, &items.1))}
            </section>
        }
        .into_any(),
    ))
}

/// "You decided on revision 3 …: approved. Read the record".
fn decided(
    here: &Here,
    (who, verdict): (&str, Verdict),
    (revision, at): (RevisionNumber, DateTime<Utc>),
    approval: ApprovalId,
) -> impl IntoView + use<> {
    let sentence = format!(
        "{who} decided on revision {revision} {}: {}. ",
        moment(at, here.pilot.zone),
        verdict.done().to_lowercase()
    );
    let record = here.url(&format!("approval/record/{approval}"));
    view! { <p>{sentence} <a href=record>"Read the record"</a></p> }
}

/// The way to the comparison of two revisions; nothing when they are one.
fn compared(here: &Here, before: RevisionNumber, now: RevisionNumber) -> Option<impl IntoView + use<>> {
    let url = here.url(&format!("proposal/compare/{before}/{now}"));
    (before != now).then(|| view! { " " <a href=url>{format!("Compare revision {before} with {now}")}</a> })
}

/// What changed in the zone, item by item; nothing when the version is the same.
fn zone(here: &Here, (before, now): (i32, i32), (old, new): (&[ZoneItem], &[ZoneItem])) -> Option<AnyView> {
    if before == now {
        return None;
    }
    let url = here.url(&format!("zone/compare?from={before}&to={now}"));
    let title = format!("The zone, version {before} to {now}");
    Some(
        view! {
            {difference(&Comparison::of(old, new, Matching::NEWEST), title)}
            <p><a href=url>{format!("Compare zone version {before} with {now}")}</a></p>
        }
        .into_any(),
    )
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
