//! What approval asks of the approver.

use store::PgPool;
use store::pilot::Listed;

use crate::account::inbox::Task;

/// The request that waits for this person, if any.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &PgPool, listed: &Listed) -> store::Result<Vec<Task>> {
    let (pilot, person) = (&listed.pilot, listed.standing.person);
    let newest = store::approval::newest(pool, pilot.pilot_id).await?;
    let waiting = newest.filter(|request| request.outcome.is_none() && request.approver_id == person);
    Ok(waiting
        .map(|request| Task {
            title: format!("Decide on revision {}", request.revision),
            why: format!("{} asks; the pilot cannot start before you do", request.sent_by),
            url: format!("/p/{}/approval", pilot.slug),
            due: None,
        })
        .into_iter()
        .collect())
}
