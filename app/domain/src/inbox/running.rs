//! What is asked of people once a pilot has started, until it is decided.

use super::{Facts, Recorded, Task};
use crate::decision::Side;
use crate::ids::PersonId;
use crate::person::{Arm, Role};
use crate::pilot::Status;
use crate::policy::{Action, may};
use crate::survey::{WeekState, week_state};
use crate::week_one::{Progress, progress};

/// Activities to mark or confirm and the no-go list to acknowledge, while the pilot runs.
pub(super) fn of_week_one(facts: &Facts) -> Vec<Task> {
    let standing = &facts.standing;
    let concerned = standing.is(Role::PilotPm) || standing.is(Role::Dri);
    if !concerned || !matches!(facts.status(), Status::Running { .. }) {
        return Vec::new();
    }
    let week = &facts.week_one;
    let (mut to_mark, mut to_confirm) = (0, 0);
    for arm in Arm::ALL {
        let pairs = facts.start.pairs(arm).pairs;
        let reviewed = pairs.iter().find(|(_, dri)| *dri == standing.person);
        for item in 1..=week.activities {
            let of = |pm| progress(&week.ticks, (arm, pm), item);
            if standing.is_for(Role::PilotPm, arm) && of(standing.person) == Ok(Progress::Open) {
                to_mark += 1;
            }
            if reviewed.is_some_and(|(pm, _)| of(*pm) == Ok(Progress::Done(()))) {
                to_confirm += 1;
            }
        }
    }
    let mut tasks = Vec::new();
    let mut add = |title: String, why| tasks.push(Task::new(title, why, "week-one"));
    if week.unacknowledged {
        add(
            "Acknowledge the no-go list".to_owned(),
            "Once, before the first pull request",
        );
    }
    if to_mark > 0 {
        add(
            format!("Do {}", activities(to_mark)),
            "Mark each as done with a link or a note",
        );
    }
    if to_confirm > 0 {
        let task = Task::new(
            format!("Confirm {}", activities(to_confirm)),
            "Your pilot PM marked them as done",
            "week-one",
        );
        tasks.push(task.blocking());
    }
    tasks
}

fn activities(n: usize) -> String {
    if n == 1 {
        "1 week-one activity".to_owned()
    } else {
        format!("{n} week-one activities")
    }
}

/// The open week, until it is answered or the pilot is decided.
pub(super) fn of_survey(facts: &Facts) -> Vec<Task> {
    let decided = matches!(facts.status(), Status::Decided(_));
    if decided || facts.participation.is_gap() || may(&facts.standing, Action::AnswerSurvey).is_err() {
        return Vec::new();
    }
    let unanswered = facts.weeks.iter().filter(|(_, answered)| !answered);
    unanswered
        .filter_map(|(week, _)| match week_state(week, facts.now) {
            WeekState::Open { until } => Some(Task {
                due: Some(until),
                question: Some(week.number),
                ..Task::new(
                    format!("Answer the week {} survey", week.number),
                    "One question about your energy, ten seconds",
                    "survey",
                )
            }),
            WeekState::NotOpenYet { .. } | WeekState::Closed { .. } => None,
        })
        .collect()
}

/// Weeks whose question closed without an answer: their pilot PM can still answer, late, and the sponsor can ask them to, until
/// the pilot is decided.
pub(super) fn of_missed(facts: &Facts) -> Vec<Task> {
    let standing = &facts.standing;
    if facts.status().is_decided() {
        return Vec::new();
    }
    let mut tasks = Vec::new();
    let own: Vec<u8> = facts
        .missed
        .iter()
        .filter(|missed| missed.person == standing.person)
        .map(|one| one.week)
        .collect();
    if let Some((first, weeks)) = own
        .first()
        .zip(of_weeks(&own))
        .filter(|_| may(standing, Action::AnswerSurvey).is_ok())
    {
        tasks.push(Task::new(
            format!("Answer the survey of {weeks}, late"),
            "It closed without your answer. A late one counts and is marked late",
            format!("survey?week={first}"),
        ));
    }
    if may(standing, Action::ReadSurveyNotes).is_ok() {
        let mut named: Vec<(PersonId, &str, Vec<u8>)> = Vec::new();
        for missed in facts.missed.iter().filter(|missed| missed.person != standing.person) {
            match named.iter_mut().find(|(person, ..)| *person == missed.person) {
                Some((_, _, weeks)) => weeks.push(missed.week),
                None => named.push((missed.person, &missed.name, vec![missed.week])),
            }
        }
        for (_, name, weeks) in named {
            tasks.extend(of_weeks(&weeks).map(|weeks| {
                Task::new(
                    format!("Ask {name} about the survey of {weeks}"),
                    "It closed without an answer. A late one counts and is marked late",
                    "metrics/energy",
                )
            }));
        }
    }
    tasks
}

/// `weeks 1, 2 and 4`; `None` of none.
fn of_weeks(weeks: &[u8]) -> Option<String> {
    match weeks {
        [] => None,
        [one] => Some(format!("week {one}")),
        [others @ .., last] => {
            let others: Vec<String> = others.iter().map(u8::to_string).collect();
            Some(format!("weeks {} and {last}", others.join(", ")))
        }
    }
}

/// Weeks of review hours that a DRI has not logged, until the pilot is decided.
pub(super) fn of_hours(facts: &Facts) -> Option<Task> {
    if facts.status().is_decided() || may(&facts.standing, Action::LogHours).is_err() {
        return None;
    }
    let weeks = of_weeks(&facts.hours)?;
    Some(Task::new(
        format!("Log your review hours of {weeks}"),
        "One tap a week; sponsor and approver see the sum",
        "hours",
    ))
}

/// A running pilot without a connected repository.
pub(super) fn of_data(facts: &Facts) -> Option<Task> {
    let running = matches!(facts.status(), Status::Running { .. });
    let asked = running && may(&facts.standing, Action::EnterData).is_ok() && !facts.connected;
    asked.then(|| {
        Task::new(
            "Connect the repository",
            "Without it no commit and no review is counted",
            "data",
        )
    })
}

/// Deliveries that were refused or are about another repository, with none since that was used.
pub(super) fn of_deliveries(facts: &Facts) -> Option<Task> {
    let asked = facts.unused && !facts.status().is_decided() && may(&facts.standing, Action::EnterData).is_ok();
    asked.then(|| {
        Task::new(
            "See why deliveries of the code host are not used",
            "What they tell is missing from the numbers",
            "data#repositories",
        )
    })
}

/// PLANNING.md texts of the arms whose DRI the person is, but for those they linked themselves.
pub(super) fn of_planning(facts: &Facts) -> Vec<Task> {
    let standing = &facts.standing;
    if facts.status().is_decided() {
        return Vec::new();
    }
    let theirs = facts
        .planning
        .iter()
        .filter(|(arm, linked_by)| standing.is_for(Role::Dri, *arm) && *linked_by != standing.person);
    let task = |(arm, _): &(Arm, PersonId)| {
        Task::new(
            format!("Sign off PLANNING.md of the {}", arm.label().to_lowercase()),
            "No pull request of it is ready for review before",
            format!("pull-requests/planning/{}", arm.as_str()),
        )
        .blocking()
    };
    theirs.map(task).collect()
}

/// Corrections of what was final that the person can confirm.
pub(super) fn of_corrections(facts: &Facts) -> Option<Task> {
    let open = matches!(facts.status(), Status::Running { .. } | Status::Readout);
    let theirs = facts.corrections.iter();
    let theirs = theirs.filter(|waiting| waiting.confirm(&facts.standing).is_ok());
    let title = match theirs.count() {
        0 => return None,
        1 => "Confirm or decline a correction".to_owned(),
        n => format!("Confirm or decline {n} corrections"),
    };
    open.then(|| {
        Task::new(
            title,
            "A criterion was final: it takes a second person",
            "data/corrections",
        )
        .blocking()
    })
}

/// Freeze, decide, confirm: whichever is next, for the sponsor and the approver.
pub(super) fn of_readout(facts: &Facts) -> Option<Task> {
    let side = Side::of(&facts.standing)?;
    match (&facts.recorded, facts.status()) {
        (Some(Recorded { by, side: theirs }), Status::Running { .. } | Status::Readout) if *theirs != side => Some(
            Task::new(
                format!("Confirm the decision {by} recorded"),
                "It takes two people, one of each side",
                "decision",
            )
            .blocking(),
        ),
        (None, Status::Readout) if facts.has_final_numbers => Some(Task::new(
            "Record the readout decision",
            "The final numbers are frozen",
            "decision",
        )),
        (None, Status::Readout) => Some(Task::new(
            "Freeze the numbers and hold the readout",
            "The weeks are over",
            "readout",
        )),
        _ => None,
    }
}
