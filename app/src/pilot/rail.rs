//! The seven steps of a pilot: what is done, by whom and when, and what is at hand.

use chrono::{DateTime, Utc};
use domain::approval::{Condition, counted_conditions};
use domain::calendar::{SurveyWeek, instant_of, local_date};
use domain::pilot::{Blocker, Status, Step as Preparation, start_blockers};
use domain::zone::Signatory;
use leptos::prelude::*;
use store::pilot::Facts;

use crate::here::Here;
use crate::time::{When, Written, day, moment};

/// One step.
#[derive(Default)]
struct Step {
    name: &'static str,
    /// Its page.
    path: &'static str,
    done: bool,
    /// By whom, or how far it is.
    stands: String,
    /// When it happened or will.
    at: String,
    /// After that, a time that lies ahead for its reader.
    by: Option<(DateTime<Utc>, Written)>,
}

/// The steps of a pilot, each with its page. The first that is not done is at hand.
pub fn rail(here: &Here) -> impl IntoView + use<> {
    let (steps, zones) = (steps(here), here.zones());
    let at_hand = steps.iter().position(|step| !step.done);
    let rows = steps
        .into_iter()
        .enumerate()
        .map(|(n, step)| {
            let is_at_hand = at_hand == Some(n);
            let said = match (step.done, is_at_hand) {
                (true, _) => ", done",
                (false, true) => ", now",
                (false, false) => ", to come",
            };
            let stands = (!step.stands.is_empty()).then(|| view! { <span class="rail-stands">{step.stands}</span> });
            let by = step
                .by
                .map(|(at, written)| view! { <When at=at zones=zones written=written/> });
            let at =
                (!step.at.is_empty() || by.is_some()).then(|| view! { <span class="rail-at">{step.at} {by}</span> });
            view! {
                <li data-done=step.done.then_some("") aria-current=is_at_hand.then_some("step")>
                    <a href=here.url(step.path)>{step.name} <span class="visually-hidden">{said}</span></a>
                    {stands}
                    {at}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="rail" aria-label="Steps">{rows}</ol> }
}

fn steps(here: &Here) -> [Step; 7] {
    let (facts, status) = (&*here.facts, here.pilot.status);
    [
        proposal(here, facts, status),
        approval(here, facts, status),
        zone(here, facts),
        start(here, facts),
        weeks(here, facts, status),
        readout(here, facts, status),
        decision(facts, status),
    ]
}

fn proposal(here: &Here, facts: &Facts, status: Status) -> Step {
    let sent = facts.request().filter(|_| {
        !matches!(
            status,
            Status::Drafting | Status::Returned { .. } | Status::Declined { .. } | Status::Outdated { .. }
        )
    });
    Step {
        name: "Proposal",
        path: "proposal",
        done: sent.is_some(),
        stands: facts
            .newest
            .as_ref()
            .map_or_else(String::new, |newest| format!("Revision {}", newest.number)),
        at: sent.map_or_else(String::new, |request| {
            format!(
                "Sent by {}, {}",
                request.sent_by,
                moment(request.sent_at, here.pilot.zone)
            )
        }),
        by: None,
    }
}

fn approval(here: &Here, facts: &Facts, status: Status) -> Step {
    let zone = here.pilot.zone;
    let approved = facts.approved().filter(|_| !matches!(status, Status::Outdated { .. }));
    let open = facts.conditions().filter_map(Condition::open).count();
    let mut due = None;
    let (stands, at) = match (status, facts.request()) {
        (Status::Outdated { revision }, _) => (
            format!("Of revision {revision}; the text has changed since"),
            String::new(),
        ),
        (Status::Returned { revision }, _) => (format!("Changes to revision {revision} asked for"), String::new()),
        (Status::Declined { revision }, _) => (format!("Revision {revision} declined"), String::new()),
        (_, Some(request)) if approved.is_some() => {
            let by: Vec<&str> = request
                .seats
                .iter()
                .filter_map(|seat| Some(&*seat.filled.as_ref()?.by))
                .collect();
            let last = request
                .seats
                .iter()
                .filter_map(|seat| Some(seat.filled.as_ref()?.decided_at))
                .max();
            let conditions = match open {
                0 => String::new(),
                open => format!("; {} open", counted_conditions(open)),
            };
            (
                format!("{}{conditions}", by.join(", ")),
                last.map_or_else(String::new, |at| moment(at, zone)),
            )
        }
        (Status::Sent { .. }, Some(request)) => {
            let waits = request.seats.iter().filter(|seat| seat.filled.is_none());
            let waits: Vec<&str> = waits.map(|seat| &*seat.approver).collect();
            due = request.due_at.map(|at| (at, Written::At));
            let lead = due.map_or_else(String::new, |_| "Due ".to_owned());
            (format!("With {}", waits.join(", ")), lead)
        }
        _ => (String::new(), String::new()),
    };
    Step {
        name: "Approval",
        path: "approval",
        // A condition that is open keeps the step open.
        done: approved.is_some() && open == 0,
        stands,
        at,
        by: due,
    }
}

fn zone(here: &Here, facts: &Facts) -> Step {
    let sides = Signatory::ALL.len();
    let missing = facts.unsigned().map(|status| status.missing.len());
    let open = start_blockers(&facts.start_facts(here.now))
        .into_iter()
        .filter(|blocker| facts.start.is_none() && blocker.step() == Preparation::Zone);
    let open: Vec<Blocker> = open.collect();
    let named = open.iter().find_map(|blocker| match blocker {
        Blocker::OtherZone { named, .. } => Some(format!("; the terms name version {named}")),
        _ => None,
    });
    let stands = match (&facts.zone_version, missing) {
        (Some((version, _)), Some(missing)) => {
            let signed = sides - missing;
            format!(
                "Version {version}, {signed} of {sides} signed{}",
                named.unwrap_or_default()
            )
        }
        _ => String::new(),
    };
    Step {
        name: "Zone",
        path: "zone",
        // Signed by all is not enough where the terms name another version.
        done: missing == Some(0) && open.is_empty(),
        stands,
        ..Step::default()
    }
}

fn start(here: &Here, facts: &Facts) -> Step {
    let planned = facts.planned_start.filter(|_| facts.start.is_none());
    let planned = planned.map(|on| {
        let passed = if on < local_date(here.now, here.pilot.zone) {
            ", which has passed"
        } else {
            ""
        };
        format!("Planned for {}{passed}", day(on))
    });
    let (stands, at) = match &facts.start {
        Some(start) => (
            format!("Pre-registered, {}", start.digest.chars().take(8).collect::<String>()),
            moment(start.at, here.pilot.zone),
        ),
        // Not how much is missing: the number would tell what a DRI answered in private.
        None if start_blockers(&facts.start_facts(here.now)).is_empty() => {
            ("Nothing is missing".to_owned(), planned.unwrap_or_default())
        }
        None => ("Not ready yet".to_owned(), planned.unwrap_or_default()),
    };
    Step {
        name: "Start",
        path: "start",
        done: facts.start.is_some(),
        stands,
        at,
        by: None,
    }
}

fn weeks(here: &Here, facts: &Facts, status: Status) -> Step {
    let of = match (facts.weeks.len(), &facts.terms) {
        (0, Some(terms)) => terms.weeks.map_or(0, usize::from),
        (known, _) => known,
    };
    let last = facts.weeks.last().map(SurveyWeek::ends);
    let (stands, by) = match (status, last) {
        (Status::Running { week }, Some(last)) => (format!("Week {week} of {of}"), Some(last)),
        (Status::Decided(_), Some(last)) if last > here.now => ("Stopped early".to_owned(), None),
        (_, None) if of == 0 => (String::new(), None),
        (_, last) => (format!("{of} weeks"), last),
    };
    Step {
        name: "Weeks",
        path: "metrics",
        done: matches!(status, Status::Readout | Status::Decided(_)),
        stands,
        at: by.map_or_else(String::new, |_| "Until ".to_owned()),
        by: by.map(|at| (at, Written::Until)),
    }
}

fn readout(here: &Here, facts: &Facts, status: Status) -> Step {
    let zone = here.pilot.zone;
    let at = facts.terms.as_ref().and_then(|terms| terms.readout_at);
    Step {
        name: "Readout",
        path: "readout",
        done: matches!(status, Status::Decided(_)),
        stands: if facts.has_final_numbers {
            "Numbers frozen".to_owned()
        } else {
            String::new()
        },
        at: String::new(),
        by: at.map(|local| (instant_of(local, zone), Written::At)),
    }
}

fn decision(facts: &Facts, status: Status) -> Step {
    let stands = match (status, &facts.recorded) {
        (Status::Decided(choice), _) => choice.label().to_owned(),
        (_, Some(recorded)) => format!("Recorded by {}, to be confirmed", recorded.by),
        _ => String::new(),
    };
    Step {
        name: "Decision",
        path: "decision",
        done: matches!(status, Status::Decided(_)),
        stands,
        ..Step::default()
    }
}
