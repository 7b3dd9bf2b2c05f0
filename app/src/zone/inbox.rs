//! What the zone asks of a person.

use domain::pilot::Status;
use domain::zone::Signatory;
use store::pilot::Listed;

use crate::account::inbox::Task;

/// The signatures the person owes, once a revision is sent or approved and until the start.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &store::PgPool, listed: &Listed) -> store::Result<Vec<Task>> {
    let pilot = &listed.pilot;
    let asked = matches!(
        pilot.status,
        Status::Sent { .. } | Status::Approved { .. } | Status::Outdated { .. } | Status::Enrolling
    );
    let signs = listed.standing.memberships.iter().any(|m| Signatory::of(*m).is_some());
    if !signs || !asked {
        return Ok(Vec::new());
    }
    let Some(version) = store::zone::current(pool, pilot.pilot_id).await? else {
        return Ok(Vec::new());
    };
    let owed = version.owed_by(listed.standing.person, &listed.standing.memberships);
    Ok((!owed.is_empty())
        .then(|| Task {
            title: format!("Sign version {} of the zone", version.number),
            why: "The pilot starts when both sides have signed the same version".to_owned(),
            url: format!("/p/{}/zone#signatures", pilot.slug),
            due: None,
        })
        .into_iter()
        .collect())
}
