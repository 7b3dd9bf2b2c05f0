use domain::approval::{Blocker, Flaws, blockers};
use domain::ids::PersonId;
use domain::person::Role;
use sqlx::PgPool;

use super::{Confirmation, Revision, confirmation, newest};
use crate::approval::{Coverage, Request, coverage_of};
use crate::pilot::Facts;
use crate::{Error, Result};

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

/// The proposal's page, of a pilot of which this is known.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, known: &Facts) -> Result<Page> {
    let latest = newest(pool, known).await?;
    let zone_version = known.zone_version.as_ref().map(|(number, _)| *number);
    let zone_version = zone_version.ok_or_else(|| Error::inconsistent("zone_version", "a pilot without a zone"))?;
    let approvers: Vec<(PersonId, String)> = known
        .members()
        .filter(|member| member.membership.role == Role::Approver)
        .map(|member| (member.person_id, member.name.clone()))
        .collect();
    let current = known.request();
    let confirmed = confirmation(pool, known.pilot_id, &latest.terms).await?;
    let blockers = blockers(
        Flaws::of(&latest.body, &latest.terms, latest.unsettled),
        &latest.terms,
        (latest.number, zone_version),
        approvers.len(),
        confirmed.is_some(),
        current.map(Request::asked),
    );
    let withdrawn = known.requests.first().filter(|request| request.withdrawn.is_some());
    Ok(Page {
        coverage: coverage_of(pool, known, &latest).await?,
        latest,
        zone_version,
        approvers,
        current: current.cloned(),
        confirmed,
        withdrawn: withdrawn.cloned(),
        blockers,
        started: known.start.is_some(),
    })
}
