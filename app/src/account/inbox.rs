//! What a person needs to do, over all their pilots.

use chrono::{DateTime, Utc};
use store::pilot::Listed;

/// One thing to do: the whole row is the link.
#[derive(Clone, Debug)]
pub struct Task {
    /// Verb first.
    pub title: String,
    /// Why it matters, in at most 12 words.
    pub why: String,
    /// Where it is done.
    pub url: String,
    /// When it is due.
    pub due: Option<DateTime<Utc>>,
}

/// What waits for a person in one pilot.
///
/// # Errors
/// When the database fails.
pub async fn tasks(pool: &store::PgPool, listed: &Listed, now: DateTime<Utc>) -> store::Result<Vec<Task>> {
    let mut tasks = Vec::new();
    tasks.extend(crate::approval::inbox::tasks(pool, listed, now).await?);
    tasks.extend(crate::proposal::inbox::tasks(pool, listed).await?);
    tasks.extend(crate::comment::inbox::tasks(pool, listed).await?);
    tasks.extend(crate::zone::inbox::tasks(pool, listed).await?);
    tasks.extend(crate::week_one::inbox::tasks(pool, listed).await?);
    tasks.extend(crate::survey::inbox::tasks(pool, listed, now).await?);
    tasks.extend(crate::data::inbox::tasks(pool, listed).await?);
    tasks.extend(crate::people::inbox::tasks(pool, listed, now).await?);
    tasks.extend(crate::readout::inbox::tasks(pool, listed).await?);
    Ok(tasks)
}
