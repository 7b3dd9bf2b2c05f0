//! The data page: repositories, features, shipping, values of the primary metrics, pull requests linked by hand.

mod connections;
mod features;
mod link;
mod opening;
mod pulls;
mod shipping;
mod values;

use domain::ids::PilotId;
use domain::person::Arm;
use sqlx::PgPool;

use crate::change::Change;
use crate::{Error, Result};
use features::features;

pub use connections::{Connection, Elsewhere, FAILED_ON_THE_PAGE, GivenUp, Last, MOST_COUNTED, Refused, connections};
pub use domain::correction::LinkTo;
pub use features::Feature;
pub(crate) use link::link_in;
pub use link::{Link, link};
pub(crate) use opening::open_in;
pub use opening::{Heard, KnownFact, Opening, complete, facts, heard};
pub use pulls::{PULLS_ON_A_PAGE, PullRequest, pulls};
pub use shipping::{ship, withdraw_shipping};
pub(crate) use shipping::{ship_in, withdraw_shipping_in};
pub use values::{Pasted, Value, Values, add_points, correct, value, values};
pub(crate) use values::{add_points_in, correct_in};

/// Everything the data page shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// Connected repositories.
    pub connections: Vec<Connection>,
    /// Features with what was entered for them; at most one per arm.
    pub features: Vec<Feature>,
    /// Pull requests, newest first.
    pub pull_requests: Vec<PullRequest>,
    /// Received commits that belong to no feature.
    pub unlinked_commits: i64,
}

/// Everything the data page shows.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId) -> Result<Page> {
    let connections = connections(pool, pilot).await?;
    let (features, unlinked_commits) = features(pool, pilot).await?;
    let (pull_requests, _) = pulls(pool, pilot, "", 0).await?;
    Ok(Page {
        connections,
        features,
        pull_requests,
        unlinked_commits,
    })
}

/// The feature of an arm.
async fn feature(change: &mut Change<'_>, pilot: PilotId, arm: Arm) -> Result<i64> {
    sqlx::query_scalar!(
        "select feature_id from feature where pilot_id = $1 and arm = $2 for update",
        pilot.0,
        arm.as_str(),
    )
    .fetch_optional(&mut **change)
    .await?
    .ok_or_else(|| Error::refused("This arm has no feature yet. Enter it under People first."))
}
