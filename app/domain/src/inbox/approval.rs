//! What approval asks of approvers, their deputies, and the owners of conditions.

use chrono::TimeDelta;

use super::{Facts, Task};
use crate::approval::{Condition, Filled, Progress, Request, Seat, end_of_work};
use crate::calendar::local_date;

/// How long an approver is told what their deputy decided.
const TOLD_FOR: TimeDelta = TimeDelta::days(7);

pub(super) fn tasks(facts: &Facts) -> Vec<Task> {
    let Some(request) = &facts.request else {
        return Vec::new();
    };
    let person = facts.person();
    let seat = request.seat_for(person, &facts.stands_in_for);
    let mut tasks: Vec<Task> = seat.map(|seat| decide(facts, request, seat)).into_iter().collect();
    let (mut to_judge, mut owned) = (Vec::new(), Vec::new());
    let binding = request.outcome.as_ref().is_some_and(|outcome| outcome.conditions > 0);
    for condition in facts.conditions.iter().filter(|_| binding) {
        let part = condition.part(person, false, &facts.stands_in_for);
        match condition.progress() {
            Progress::Open | Progress::Returned if part.owner => owned.push(meet(facts, condition)),
            Progress::EvidenceIn if part.approver || part.deputy && !part.owner => to_judge.push(judge(condition)),
            Progress::Open | Progress::Returned | Progress::EvidenceIn | Progress::Closed => {}
        }
    }
    tasks.extend(to_judge);
    tasks.extend(owned);
    let by_deputy = |filled: &&Filled| filled.person_id != person && filled.decided_at + TOLD_FOR > facts.now;
    let decided = request.seat(person).and_then(|seat| seat.filled.as_ref());
    tasks.extend(decided.filter(by_deputy).map(|filled| {
        Task::new(
            format!("Read what {} decided on revision {}", filled.by, request.revision),
            format!("{} in your seat while you were away", filled.verdict.done()),
            format!("approval/record/{}", filled.approval_id),
        )
    }));
    tasks
}

fn decide(facts: &Facts, request: &Request, seat: &Seat) -> Task {
    let decide = if seat.approver_id == facts.person() {
        format!("ecide on revision {}", request.revision)
    } else {
        format!("ecide on revision {} for {}", request.revision, seat.approver)
    };
    let overdue = request.due_at.is_some_and(|due| due < facts.now);
    let (title, why) = match request.reminded(facts.now, facts.zone).last() {
        Some(at) => {
            let late = if overdue { ". It is overdue" } else { "" };
            let day = local_date(*at, facts.zone).format("%a %-d %b %Y");
            (format!("Reminder: d{decide}"), format!("Reminded on {day}{late}"))
        }
        None => (
            format!("D{decide}"),
            format!("{} asks; the pilot cannot start before you do", request.sent_by),
        ),
    };
    Task {
        due: request.due_at,
        ..Task::new(title, why, "approval").blocking()
    }
}

fn judge(condition: &Condition) -> Task {
    Task::new(
        format!("Check the evidence: {}", cut(&condition.stated.text)),
        format!("{} waits for you to close the condition", condition.owner),
        format!("approval/condition/{}", condition.condition_id),
    )
    .blocking()
}

fn meet(facts: &Facts, condition: &Condition) -> Task {
    let why = match condition.progress() {
        Progress::Returned => "Your evidence came back. Read why",
        _ if condition.is_overdue(facts.today()) => "It is overdue, and the pilot cannot start before it is closed",
        _ => "The pilot cannot start before it is closed",
    };
    Task {
        due: Some(end_of_work(condition.stated.due_on, facts.zone)),
        ..Task::new(
            format!("Meet a condition: {}", cut(&condition.stated.text)),
            why,
            format!("approval/condition/{}", condition.condition_id),
        )
    }
}

/// The beginning of a text, for a title.
fn cut(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(cut, _)| cut))
}
