//! What the readout asks of both sides.

use domain::decision::Side;
use domain::pilot::Status;
use store::PgPool;
use store::pilot::Listed;

use crate::account::inbox::Task;

/// Freeze, decide, confirm: whichever is next, for the sponsor and the approver.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &PgPool, listed: &Listed) -> store::Result<Vec<Task>> {
    let pilot = &listed.pilot;
    let (Some(side), Status::Running { .. } | Status::Readout) = (Side::of(&listed.standing), pilot.status) else {
        return Ok(Vec::new());
    };
    let task = |title: String, why: &str, page: &str| Task {
        title,
        why: why.to_owned(),
        url: format!("/p/{}/{page}", pilot.slug),
        due: None,
    };
    let recorded = store::decision::current(pool, pilot.pilot_id).await?;
    let next = match (recorded, pilot.status) {
        (Some(recorded), _) if recorded.side != side => Some(task(
            format!("Confirm the decision {} recorded", recorded.recorded_by_name),
            "It takes two people, one of each side",
            "decision",
        )),
        (None, Status::Readout) if store::readout::has_final(pool, pilot.pilot_id).await? => Some(task(
            "Record the readout decision".to_owned(),
            "The final numbers are frozen",
            "decision",
        )),
        (None, Status::Readout) => Some(task(
            "Freeze the numbers and hold the readout".to_owned(),
            "The weeks are over",
            "readout",
        )),
        _ => None,
    };
    Ok(next.into_iter().collect())
}
