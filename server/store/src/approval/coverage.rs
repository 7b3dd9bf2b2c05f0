use domain::approval::differing_lines;
use domain::ids::{ApprovalId, PilotId};
use domain::proposal::{Change, RevisionNumber, touched};
use domain::terms::Terms;
use sqlx::PgPool;

use super::{Outcome, Request, current, judged};
use crate::proposal::{Revision, latest, revision};
use crate::{Result, zone};

/// The approval in force and how far the newest revision has moved from it.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The records, by who decided: one per seat.
    pub records: Vec<(ApprovalId, String)>,
    /// The decision.
    pub outcome: Outcome,
    /// The revision approved.
    pub approved: RevisionNumber,
    /// The newest revision.
    pub current: RevisionNumber,
    /// The zone version approved.
    pub zone_version: i32,
    /// The newest zone version.
    pub newest_zone: i32,
    /// How many sections differ.
    pub sections: usize,
    /// How many lines differ.
    pub lines: usize,
    /// The terms approved.
    pub approved_terms: Terms,
    /// The terms of the newest revision.
    pub current_terms: Terms,
    /// Whether the approval still covers it, as it was judged when the newest revision was saved.
    pub change: Change,
}

/// How the newest revision stands to the approval in force; `None` when there is none.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn coverage(pool: &PgPool, pilot: PilotId) -> Result<Option<Coverage>> {
    let current = current(pool, pilot).await?;
    let latest = latest(pool, pilot).await?;
    coverage_of(pool, pilot, current.as_ref(), &latest).await
}

/// How `latest` stands to the approval given to `request`, which is the one in effect; `None` when it is not
/// approved.
pub(crate) async fn coverage_of(
    pool: &PgPool,
    pilot: PilotId,
    request: Option<&Request>,
    latest: &Revision,
) -> Result<Option<Coverage>> {
    let Some((request, outcome)) = request
        .and_then(|request| request.outcome.as_ref().map(|outcome| (request, outcome)))
        .filter(|(_, outcome)| outcome.verdict.approves())
    else {
        return Ok(None);
    };
    let approved = if request.revision == latest.number {
        latest.clone()
    } else {
        revision(pool, pilot, request.revision).await?
    };
    let change = if approved.number == latest.number {
        Change::Unchanged
    } else {
        let judged = judged(pool, pilot, approved.number, latest.number).await?;
        judged.unwrap_or_else(Change::unjudged)
    };
    let filled = request.seats.iter().filter_map(|seat| seat.filled.as_ref());
    Ok(Some(Coverage {
        records: filled.map(|filled| (filled.approval_id, filled.by.clone())).collect(),
        outcome: outcome.clone(),
        approved: approved.number,
        current: latest.number,
        zone_version: request.zone_version,
        newest_zone: zone::newest(&mut *pool.acquire().await?, pilot).await?,
        sections: touched((&approved.body, &approved.terms), (&latest.body, &latest.terms))
            .sections
            .len(),
        lines: differing_lines(&approved.body, &latest.body),
        change,
        approved_terms: approved.terms,
        current_terms: latest.terms.clone(),
    }))
}
