//! What the data page asks of a person today.

use domain::pilot::Status;
use domain::policy::{Action, may};
use store::PgPool;
use store::pilot::Listed;

use crate::account::inbox::Task;

/// One row while a running pilot has no connected repository.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &PgPool, listed: &Listed) -> store::Result<Vec<Task>> {
    let running = matches!(listed.pilot.status, Status::Running { .. });
    if !running || may(&listed.standing, Action::EnterData).is_err() {
        return Ok(Vec::new());
    }
    if store::github::is_connected(pool, listed.pilot.pilot_id).await? {
        return Ok(Vec::new());
    }
    Ok(vec![Task {
        title: "Connect the repository".to_owned(),
        why: "Without it no commit and no review is counted".to_owned(),
        url: format!("/p/{}/data", listed.pilot.slug),
        due: None,
    }])
}
