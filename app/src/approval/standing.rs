//! Where approval stands, in a banner.

use chrono_tz::Tz;
use domain::approval::{Verdict, counted_conditions};
use domain::proposal::{Change, Reason};
use leptos::prelude::*;
use store::approval::{Coverage, Request};
use store::proposal::Page;

use super::changes::changed_terms;
use crate::here::{Here, url};
use crate::time::{When, moment};

/// Where approval stands, on the proposal's page.
pub fn standing(here: &Here, view: &Page) -> Option<AnyView> {
    if let Some(coverage) = &view.coverage {
        return Some(covered(&here.pilot.slug, here.pilot.zone, coverage));
    }
    match (&view.current, &view.withdrawn) {
        (Some(request), _) => Some(requested(here, request)),
        (None, Some(request)) => withdrawn(here, request),
        (None, None) => None,
    }
}

/// A request that waits, or came back.
pub fn requested(here: &Here, request: &Request) -> AnyView {
    let zone = here.pilot.zone;
    let (kind, sentence, link) = match &request.outcome {
        None => (
            "info",
            waiting(here, request).into_any(),
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
                outcome.by,
                moment(outcome.decided_at, zone)
            )
            .into_any(),
            (
                here.url(&format!("approval/record/{}", outcome.approval_id)),
                "Read why",
            ),
        ),
    };
    view! { <div class="banner" data-kind=kind><p>{sentence} " " <a href=link.0>{link.1}</a></p></div> }.into_any()
}

/// "Revision 3 is with Priya and Otto since Mon 2 Mar 2026, 10:00 CET. Priya has approved. It is due …".
fn waiting(here: &Here, request: &Request) -> impl IntoView + use<> {
    let mut sentence = format!(
        "Revision {} is with {} since {}.",
        request.revision,
        request.waits_for(),
        moment(request.sent_at, here.pilot.zone)
    );
    for filled in request.seats.iter().filter_map(|seat| seat.filled.as_ref()) {
        sentence.push_str(&format!(" {} has approved.", filled.by));
    }
    let due = request.due_at.map(|due| {
        let lead = if due < here.now {
            " The decision is overdue since "
        } else {
            " The decision is due "
        };
        view! { {lead} <When at=due zones=here.zones()/> "." }
    });
    view! { {sentence} {due} }
}

/// A request taken back.
pub fn withdrawn(here: &Here, request: &Request) -> Option<AnyView> {
    let withdrawn = request.withdrawn.as_ref()?;
    let sentence = format!(
        "{} withdrew the request for revision {} {}.",
        withdrawn.by,
        request.revision,
        moment(withdrawn.at, here.pilot.zone)
    );
    let reason = withdrawn.reason.clone();
    Some(
        view! {
            <div class="banner" data-kind="info">
                <p>{sentence} " The reason: " <q>{reason}</q></p>
            </div>
        }
        .into_any(),
    )
}

/// "Approved: revision 3. Current: revision 5 (2 sections differ)."
pub fn covered(slug: &str, zone: Tz, coverage: &Coverage) -> AnyView {
    let compare = url(
        slug,
        &format!("proposal/compare/{}/{}", coverage.approved, coverage.current),
    );
    let differs = coverage.change != Change::Unchanged;
    let (kind, rest) = words(coverage, zone);
    let kind = match kind {
        "ok" if coverage.open_conditions > 0 => "info",
        kind => kind,
    };
    let approved = format!(
        "Approved{}: revision {}.",
        with_conditions(coverage.outcome.conditions, coverage.open_conditions),
        coverage.approved
    );
    let approved = match &coverage.records[..] {
        [(approval, _)] => {
            let record = url(slug, &format!("approval/record/{approval}"));
            view! { <a href=record>{approved}</a> }.into_any()
        }
        several => {
            let records = several
                .iter()
                .enumerate()
                .map(|(at, (approval, by))| {
                    let record = url(slug, &format!("approval/record/{approval}"));
                    view! { {if at == 0 { "By " } else { ", " }} <a href=record>{by.clone()}</a> }
                })
                .collect_view();
            view! { {approved} " " {records} "." }.into_any()
        }
    };
    view! {
        <div class="banner" data-kind=kind>
            <p>
                {approved} {rest} {zone_moved(slug, coverage)} " "
                {differs.then(|| view! { <a href=compare>"See the changes"</a> })}
            </p>
        </div>
    }
    .into_any()
}

/// "with 2 conditions, 1 of them open", after "Approved".
fn with_conditions(all: usize, open: usize) -> String {
    let stand = match (all, open) {
        (0, _) => return String::new(),
        (1, 0) => "which is closed".to_owned(),
        (_, 0) => "all closed".to_owned(),
        (1, _) => "which is open".to_owned(),
        (_, open) => format!("{open} of them open"),
    };
    format!(" with {}, {stand}", counted_conditions(all))
}

/// Says when the boundary is not the one approved any more, and what that means for the start.
fn zone_moved(slug: &str, coverage: &Coverage) -> Option<impl IntoView + use<>> {
    let (approved, newest) = (coverage.zone_version, coverage.newest_zone);
    let what = if coverage.current_terms.zone_version == Some(approved) {
        "The terms name the approved one, so the pilot cannot start before they are asked for again."
    } else {
        "It starts once every side has signed that, too."
    };
    (newest != approved).then(|| {
        view! {
            {format!(" Approved with zone version {approved}, and ")}
            <a href=url(slug, "zone")>{format!("the zone is at version {newest}")}</a> ". " {what}
        }
    })
}

/// The kind of the banner, and what follows "Approved: revision 3.".
fn words(coverage: &Coverage, zone: Tz) -> (&'static str, String) {
    let lines = match coverage.lines {
        1 => "1 line".to_owned(),
        n => format!("{n} lines"),
    };
    let current = coverage.current;
    match &coverage.change {
        Change::Unchanged if current == coverage.approved => ("ok", " It is the newest.".to_owned()),
        Change::Unchanged => (
            "ok",
            format!(" Current: revision {current}, which says the same. The approval stands."),
        ),
        Change::Editorial { sections } => {
            let what = match sections.len() {
                0 => "only places, emphasis or white space differ".to_owned(),
                1 => "1 section differs, and it binds nobody".to_owned(),
                n => format!("{n} sections differ, none of them binding"),
            };
            (
                "info",
                format!(
                    " Current: revision {current} ({what}). The approval stands; the text differs by {lines} from what was approved."
                ),
            )
        }
        Change::Material { reasons } => {
            let sections = match coverage.sections {
                0 => String::new(),
                1 => " (1 section differs)".to_owned(),
                n => format!(" ({n} sections differ)"),
            };
            (
                "warn",
                format!(
                    " Current: revision {current}{sections}. The approval is outdated and has to be asked for again, because {}.",
                    because(coverage, reasons, zone)
                ),
            )
        }
    }
}

/// The reasons for which an approval is outdated, terms first.
fn because(coverage: &Coverage, reasons: &[Reason], zone: Tz) -> String {
    const MOST: usize = 6;
    let mut because = changed_terms(&coverage.approved_terms, &coverage.current_terms, zone);
    because.extend(reasons.iter().filter_map(|reason| match reason {
        Reason::Term(_) => None,
        Reason::Section(..) | Reason::Says { .. } | Reason::Unclear { .. } | Reason::Unjudged => Some(reason.clause()),
    }));
    let rest = because.len().saturating_sub(MOST);
    because.truncate(MOST);
    if rest > 0 {
        because.push(format!("{rest} more"));
    }
    because.join("; ")
}

#[cfg(test)]
mod tests;
