//! What approval asks of approvers, their deputies, and the owners of conditions.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::approval::{Progress, end_of_work};
use domain::calendar::local_date;
use store::PgPool;
use store::approval::{Condition, Told, Waiting};
use store::pilot::Listed;

use crate::account::inbox::Task;
use crate::time::day;

/// What waits for this person.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &PgPool, listed: &Listed, now: DateTime<Utc>) -> store::Result<Vec<Task>> {
    let (pilot, person) = (&listed.pilot, listed.standing.person);
    let inbox = store::approval::inbox(pool, pilot.pilot_id, (person, pilot.zone), now).await?;
    let at = |rest: &str| format!("/p/{}/approval{rest}", pilot.slug);
    let mut tasks = Vec::new();
    tasks.extend(inbox.waiting.map(|waiting| decide(&waiting, at(""), (now, pilot.zone))));
    for condition in &inbox.to_judge {
        tasks.push(Task {
            title: format!("Check the evidence: {}", cut(&condition.stated.text)),
            why: format!("{} waits for you to close the condition", condition.owner),
            url: at(&format!("/condition/{}", condition.condition_id)),
            due: None,
        });
    }
    for condition in &inbox.owned {
        tasks.push(Task {
            title: format!("Meet a condition: {}", cut(&condition.stated.text)),
            why: owned(condition, (now, pilot.zone)),
            url: at(&format!("/condition/{}", condition.condition_id)),
            due: Some(end_of_work(condition.stated.due_on, pilot.zone)),
        });
    }
    tasks.extend(inbox.told.map(|Told { request, filled }| Task {
        title: format!("Read what {} decided on revision {}", filled.by, request.revision),
        why: format!("{} in your seat while you were away", filled.verdict.done()),
        url: at(&format!("/record/{}", filled.approval_id)),
        due: None,
    }));
    Ok(tasks)
}

fn decide(waiting: &Waiting, url: String, (now, zone): (DateTime<Utc>, Tz)) -> Task {
    let request = &waiting.request;
    let decide = match &waiting.on_behalf_of {
        Some(approver) => format!("ecide on revision {} for {approver}", request.revision),
        None => format!("ecide on revision {}", request.revision),
    };
    let overdue = request.due_at.is_some_and(|due| due < now);
    let (title, why) = match waiting.reminded.last() {
        Some(at) => {
            let late = if overdue { ". It is overdue" } else { "" };
            (
                format!("Reminder: d{decide}"),
                format!("Reminded on {}{late}", day(local_date(*at, zone))),
            )
        }
        None => (
            format!("D{decide}"),
            format!("{} asks; the pilot cannot start before you do", request.sent_by),
        ),
    };
    Task {
        title,
        why,
        url,
        due: request.due_at,
    }
}

fn owned(condition: &Condition, (now, zone): (DateTime<Utc>, Tz)) -> String {
    match condition.progress() {
        Progress::Returned => "Your evidence came back. Read why",
        _ if condition.is_overdue(local_date(now, zone)) => {
            "It is overdue, and the pilot cannot start before it is closed"
        }
        _ => "The pilot cannot start before it is closed",
    }
    .to_owned()
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
