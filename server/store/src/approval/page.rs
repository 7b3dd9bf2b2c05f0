use chrono_tz::Tz;
use domain::approval::Ask;
use domain::ids::{PersonId, PilotId};
use domain::proposal::{SectionDiff, compare};
use sqlx::PgPool;

use super::decide::asks_of;
use super::{Coverage, Draft, Request, coverage, draft, requests};
use crate::proposal::{Revision, latest, revision};
use crate::{Result, zone};

/// What the approval page shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// The request that waits for its approver.
    pub open: Option<Open>,
    /// Every request, newest first.
    pub requests: Vec<Request>,
    /// The approval in force.
    pub coverage: Option<Coverage>,
    /// The newest revision.
    pub latest: Revision,
}

/// A request that waits.
#[derive(Clone, Debug)]
pub struct Open {
    /// The request.
    pub request: Request,
    /// The revision it is bound to.
    pub revision: Revision,
    /// What it asks.
    pub asks: Vec<Ask>,
    /// The reader's kept answers.
    pub draft: Option<Draft>,
    /// The titles of the sections in which the newest revision differs from the one asked about;
    /// `None` when that is the newest.
    pub changed_since: Option<Vec<String>>,
    /// The newest zone version, when it is newer than the one asked about.
    pub newer_zone: Option<i32>,
}

/// The approval page as `person` sees it, with times in the pilot's `zone`.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn page(pool: &PgPool, pilot: PilotId, person: PersonId, zone: Tz) -> Result<Page> {
    let requests = requests(pool, pilot).await?;
    let latest = latest(pool, pilot).await?;
    Ok(Page {
        open: waiting(pool, pilot, (person, zone), requests.first(), &latest).await?,
        coverage: coverage(pool, pilot, requests.first(), &latest).await?,
        requests,
        latest,
    })
}

/// The request that waits for its approver, as `person` sees it, with times in the pilot's `zone`.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn open(pool: &PgPool, pilot: PilotId, person: PersonId, zone: Tz) -> Result<Option<Open>> {
    let newest = super::newest(pool, pilot).await?;
    let latest = latest(pool, pilot).await?;
    waiting(pool, pilot, (person, zone), newest.as_ref(), &latest).await
}

async fn waiting(
    pool: &PgPool,
    pilot: PilotId,
    (person, time_zone): (PersonId, Tz),
    newest: Option<&Request>,
    latest: &Revision,
) -> Result<Option<Open>> {
    let Some(request) = newest.filter(|request| request.outcome.is_none()) else {
        return Ok(None);
    };
    let revision = revision(pool, pilot, request.revision).await?;
    let changed_since = (latest.number != revision.number).then(|| {
        compare(&revision.body, &latest.body)
            .into_iter()
            .filter(SectionDiff::is_changed)
            .map(|section| section.title)
            .collect()
    });
    Ok(Some(Open {
        asks: asks_of(request, &revision, time_zone)?,
        draft: draft(pool, request.request_id, person).await?,
        newer_zone: Some(zone::newest(&mut *pool.acquire().await?, pilot).await?)
            .filter(|newest| *newest > request.zone_version),
        request: request.clone(),
        revision,
        changed_since,
    }))
}
