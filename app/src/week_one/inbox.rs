//! What week one asks of a person.

use domain::person::Role;
use domain::pilot::Status;
use domain::week_one::Progress;
use store::pilot::Listed;

use crate::account::inbox::Task;

/// Activities to mark or confirm and the no-go list to acknowledge, while the pilot runs.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &store::PgPool, listed: &Listed) -> store::Result<Vec<Task>> {
    let (pilot, standing) = (&listed.pilot, &listed.standing);
    let concerned = standing.is(Role::PilotPm) || standing.is(Role::Dri);
    if !concerned || !matches!(pilot.status, Status::Running { .. }) {
        return Ok(Vec::new());
    }
    let week = store::week_one::page(pool, pilot.pilot_id).await?;
    let (mut to_mark, mut to_confirm) = (0, 0);
    for doing in week.activities.iter().flat_map(|activity| &activity.progress) {
        match doing.progress {
            Progress::Open if doing.is_of(standing.person) => to_mark += 1,
            Progress::Done(_) if doing.dri == Some(standing.person) => to_confirm += 1,
            _ => {}
        }
    }
    let owes_acknowledgement = !week.no_go.is_empty()
        && week
            .acknowledgements
            .iter()
            .any(|a| a.person_id == standing.person && a.at.is_none());
    let task = |title: String, why: &str| Task {
        title,
        why: why.to_owned(),
        url: format!("/p/{}/week-one", pilot.slug),
        due: None,
    };
    let activities = |n: usize| {
        if n == 1 {
            "1 week-one activity".to_owned()
        } else {
            format!("{n} week-one activities")
        }
    };
    let mut tasks = Vec::new();
    if owes_acknowledgement {
        tasks.push(task(
            "Acknowledge the no-go list".to_owned(),
            "Once, before the first pull request",
        ));
    }
    if to_mark > 0 {
        tasks.push(task(
            format!("Do {}", activities(to_mark)),
            "Mark each as done with a link or a note",
        ));
    }
    if to_confirm > 0 {
        tasks.push(task(
            format!("Confirm {}", activities(to_confirm)),
            "Your pilot PM marked them as done",
        ));
    }
    Ok(tasks)
}
