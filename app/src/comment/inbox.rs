//! What comments ask of a person.

use domain::policy::{Action, may};
use store::PgPool;
use store::comment::{Asked, waiting};
use store::pilot::Listed;

use crate::account::inbox::Task;

/// Comments to read, and suggestions to decide on while the text can still change.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &PgPool, listed: &Listed) -> store::Result<Vec<Task>> {
    let pilot = &listed.pilot;
    let decides = may(&listed.standing, Action::EditProposal).is_ok() && !pilot.status.is_frozen();
    let waiting = waiting(pool, pilot.pilot_id, listed.standing.person, decides).await?;
    Ok(waiting
        .into_iter()
        .map(|one| {
            let who = &one.who;
            let (title, why) = match one.what {
                Asked::Mentioned => (format!("Read what {who} asks you"), "In a comment on"),
                Asked::Replied => (format!("Read what {who} replied"), "To your comment on"),
                Asked::Declined => (
                    format!("Read why {who} declined your suggestion"),
                    "You suggested a change to",
                ),
                Asked::Suggested => (format!("Accept or decline {who}’s suggestion"), "A change to"),
            };
            Task {
                title,
                why: format!("{why} {}", one.section_title),
                url: format!("/p/{}/proposal/comment/{}", pilot.slug, one.thread),
                due: None,
            }
        })
        .collect())
}
