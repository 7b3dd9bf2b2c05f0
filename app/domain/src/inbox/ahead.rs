//! Dates that lie ahead: what an empty list goes on to, and the readout, which everybody attends.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Facts, Task};
use crate::calendar::{instant_of, start_of_day};
use crate::person::Role;
use crate::pilot::Status;
use crate::policy::{Action, may};

/// So long before it the readout stands among what is to be done.
const READOUT_IS_NEAR: TimeDelta = TimeDelta::days(7);

/// Something that comes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// What, as a sentence goes on: `week 2 survey`.
    pub what: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether something ends then: the first instant of a day is the end of the day before, and else that day.
    pub ends: bool,
}

/// The readout that was agreed, unless the pilot is decided or is not on its way to one.
fn readout_at(facts: &Facts) -> Option<DateTime<Utc>> {
    let on_its_way = matches!(
        facts.status(),
        Status::Approved { .. } | Status::Enrolling | Status::Running { .. } | Status::Readout
    );
    let local = facts.start.terms.as_ref()?.readout_at?;
    on_its_way.then(|| instant_of(local, facts.zone))
}

/// The readout, in the week before it, for everybody who has a role: whoever is in the pilot attends.
pub(super) fn of_attending(facts: &Facts) -> Option<Task> {
    let started = matches!(facts.status(), Status::Running { .. } | Status::Readout);
    let at = readout_at(facts)?;
    let is_near = facts.now < at && at <= facts.now + READOUT_IS_NEAR;
    (started && is_near && facts.standing.is_member()).then(|| Task {
        due: Some(at),
        ..Task::new(
            "Attend the readout",
            "The numbers are read out, and it is decided what follows",
            "readout",
        )
    })
}

/// What comes next by itself for somebody in the pilot: the next question of the survey, the planned start, the end of the weeks,
/// the readout.
#[must_use]
pub fn next_date(facts: &Facts) -> Option<Ahead> {
    if facts.archived || !facts.standing.is_member() {
        return None;
    }
    let ahead = |what: &str, at| Ahead {
        what: what.to_owned(),
        at,
        ends: false,
    };
    let mut dates: Vec<Ahead> = Vec::new();
    let running = matches!(facts.status(), Status::Running { .. });
    if running && may(&facts.standing, Action::AnswerSurvey).is_ok() {
        let weeks = facts.weeks.iter().filter(|(_, answered)| !answered);
        dates.extend(weeks.map(|(week, _)| ahead(&format!("week {} survey", week.number), week.opens_at)));
    }
    if running && facts.standing.is(Role::Sponsor) {
        dates.extend(facts.weeks.last().map(|(week, _)| Ahead {
            ends: true,
            ..ahead("the last week ends", week.ends())
        }));
    }
    if !facts.status().is_frozen() {
        let planned = facts.planned_start.map(|on| start_of_day(on, facts.zone));
        dates.extend(planned.map(|at| ahead("the planned start", at)));
    }
    dates.extend(readout_at(facts).map(|at| ahead("the readout", at)));
    dates
        .into_iter()
        .filter(|date| date.at > facts.now)
        .min_by_key(|date| date.at)
}
