use domain::approval::{Condition, differing_lines};
use domain::ids::ApprovalId;
use domain::proposal::{Change, RevisionNumber, touched};
use domain::terms::Terms;
use sqlx::PgPool;

use super::Outcome;
use crate::Result;
use crate::pilot::Facts;
use crate::proposal::{Revision, newest, revision};

/// The approval in force and how far the newest revision has moved from it.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The records, by who decided: one per seat.
    pub records: Vec<(ApprovalId, String)>,
    /// The decision.
    pub outcome: Outcome,
    /// How many of its conditions are not closed.
    pub open_conditions: usize,
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
pub async fn coverage(pool: &PgPool, known: &Facts) -> Result<Option<Coverage>> {
    if known.approved().is_none() {
        return Ok(None);
    }
    let newest = newest(pool, known).await?;
    coverage_of(pool, known, &newest).await
}

/// [`coverage`], with the newest revision.
pub(crate) async fn coverage_of(pool: &PgPool, known: &Facts, newest: &Revision) -> Result<Option<Coverage>> {
    let approved = known.approved();
    let Some((request, outcome)) = approved.and_then(|request| Some((request, request.outcome.as_ref()?))) else {
        return Ok(None);
    };
    let approved = if request.revision == newest.number {
        newest.clone()
    } else {
        revision(pool, known.pilot_id, request.revision).await?
    };
    let filled = request.seats.iter().filter_map(|seat| seat.filled.as_ref());
    Ok(Some(Coverage {
        records: filled.map(|filled| (filled.approval_id, filled.by.clone())).collect(),
        outcome: outcome.clone(),
        open_conditions: known.conditions().filter_map(Condition::open).count(),
        approved: approved.number,
        current: newest.number,
        zone_version: request.zone_version,
        newest_zone: known.zone_version.as_ref().map_or(0, |(number, _)| *number),
        sections: touched((&approved.body, &approved.terms), (&newest.body, &newest.terms))
            .sections
            .len(),
        lines: differing_lines(&approved.body, &newest.body),
        change: known.change_since(approved.number),
        approved_terms: approved.terms,
        current_terms: newest.terms.clone(),
    }))
}
