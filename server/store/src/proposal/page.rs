use domain::approval::{Blocker, Flaws, blockers};
use domain::ids::{PersonId, PilotId};
use domain::person::Role;
use sqlx::PgPool;

use super::{Confirmation, Revision, confirmation, latest};
use crate::Result;
use crate::approval::{Coverage, Request, coverage_of, requests};
use crate::pilot::members;

/// What the proposal's page shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// The newest revision.
    pub latest: Revision,
    /// The newest zone version's number: what sending would bind.
    pub zone_version: i32,
    /// Who can be asked to approve.
    pub approvers: Vec<(PersonId, String)>,
    /// The request for approval in effect.
    pub current: Option<Request>,
    /// The newest request, when it was withdrawn.
    pub withdrawn: Option<Request>,
    /// The approval in force and how the newest revision differs from it.
    pub coverage: Option<Coverage>,
    /// Who confirmed the terms of the newest revision.
    pub confirmed: Option<Confirmation>,
    /// What stands in the way of sending the newest revision.
    pub blockers: Vec<Blocker>,
    /// Text and terms are frozen.
    pub started: bool,
}

/// The proposal's page.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId) -> Result<Page> {
    let latest = latest(pool, pilot).await?;
    let facts = sqlx::query!(
        r#"select (select max(z.number) from zone_version z where z.pilot_id = $1) as "zone_version!",
               exists (select 1 from pilot_start s where s.pilot_id = $1) as "started!""#,
        pilot.0,
    )
    .fetch_one(pool)
    .await?;
    let approvers: Vec<(PersonId, String)> = members(pool, pilot)
        .await?
        .into_iter()
        .filter(|member| member.membership.role == Role::Approver)
        .map(|member| (member.person_id, member.name))
        .collect();
    let requests = requests(pool, pilot).await?;
    let current = Request::in_effect(&requests).cloned();
    let confirmed = confirmation(pool, pilot, &latest.terms).await?;
    let blockers = blockers(
        Flaws::of(&latest.body, &latest.terms),
        &latest.terms,
        (latest.number, facts.zone_version),
        approvers.len(),
        confirmed.is_some(),
        current.as_ref().map(Request::asked),
    );
    Ok(Page {
        coverage: coverage_of(pool, pilot, current.as_ref(), &latest).await?,
        latest,
        zone_version: facts.zone_version,
        approvers,
        current,
        confirmed,
        withdrawn: requests
            .into_iter()
            .next()
            .filter(|request| request.withdrawn.is_some()),
        blockers,
        started: facts.started,
    })
}
