use chrono::{DateTime, Utc};
use domain::approval::Ask;
use domain::calendar::local_date;
use domain::ids::{ApprovalId, PersonId};
use domain::proposal::touched;
use domain::zone::ZoneItem;
use sqlx::PgPool;

use super::answers::{Limits, limits};
use super::decide::asks_of;
use super::{Condition, Coverage, Delegation, Draft, Filled, Request, Seat, coverage_of, draft};
use crate::Result;
use crate::pilot::Facts;
use crate::proposal::{Revision, newest, revision};
use crate::zone::items_of;

/// What the approval page shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// The request that the reader can decide on now.
    pub open: Option<Open>,
    /// The request in effect.
    pub current: Option<Request>,
    /// Every request, newest first.
    pub requests: Vec<Request>,
    /// The approval in force.
    pub coverage: Option<Coverage>,
    /// The conditions of the request in effect.
    pub conditions: Vec<Condition>,
    /// Every deputy ever named, newest first.
    pub delegations: Vec<Delegation>,
    /// The newest revision.
    pub latest: Revision,
}

/// A request that waits for the reader.
#[derive(Clone, Debug)]
pub struct Open {
    /// The request.
    pub request: Request,
    /// The seat the reader can fill: their own, or that of the approver whose deputy they are.
    pub seat: Seat,
    /// The revision it is bound to.
    pub revision: Revision,
    /// What it asks.
    pub asks: Vec<Ask>,
    /// What the answers are checked against.
    pub limits: Limits,
    /// The reader's kept answers.
    pub draft: Option<Draft>,
    /// The decision made last in this approver's seat.
    pub since: Option<Since>,
    /// The titles of the sections in which the newest revision differs from the one asked about;
    /// `None` when that is the newest.
    pub changed_since: Option<Vec<String>>,
    /// The newest zone version, when it is newer than the one asked about.
    pub newer_zone: Option<i32>,
}

/// The decision before this one: only what changed after it needs reading.
#[derive(Clone, Debug)]
pub struct Since {
    /// The decision.
    pub filled: Filled,
    /// The record.
    pub approval_id: ApprovalId,
    /// The revision decided on.
    pub revision: Revision,
    /// The zone version decided on.
    pub zone_version: i32,
    /// Its items.
    pub zone_items: Vec<ZoneItem>,
    /// The conditions stated with it; they bind nobody any more.
    pub conditions: Vec<Condition>,
}

/// The approval page as `person` sees it at `now`, of a pilot of which this is known.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, known: &Facts, person: PersonId, now: DateTime<Utc>) -> Result<Page> {
    let latest = newest(pool, known).await?;
    Ok(Page {
        open: waiting(pool, known, (person, now), &latest).await?,
        coverage: coverage_of(pool, known, &latest).await?,
        conditions: known.conditions().cloned().collect(),
        current: known.request().cloned(),
        requests: known.requests.clone(),
        delegations: known.delegations.clone(),
        latest,
    })
}

/// The request that waits for `person` at `now`.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn open(pool: &PgPool, known: &Facts, person: PersonId, now: DateTime<Utc>) -> Result<Option<Open>> {
    if seat_of(known, person, now).is_none() {
        return Ok(None);
    }
    let latest = newest(pool, known).await?;
    waiting(pool, known, (person, now), &latest).await
}

/// The request in effect with the seat that `person` can fill in it at `now`.
fn seat_of(known: &Facts, person: PersonId, now: DateTime<Utc>) -> Option<(&Request, &Seat)> {
    let request = known.request()?;
    let seat = request.seat_for(person, &known.stands_in_for(person, now))?;
    Some((request, seat))
}

async fn waiting(
    pool: &PgPool,
    known: &Facts,
    (person, now): (PersonId, DateTime<Utc>),
    latest: &Revision,
) -> Result<Option<Open>> {
    let Some((request, seat)) = seat_of(known, person, now) else {
        return Ok(None);
    };
    let revision = if latest.number == request.revision {
        latest.clone()
    } else {
        revision(pool, known.pilot_id, request.revision).await?
    };
    let changed_since = (latest.number != revision.number).then(|| {
        let (old, new) = ((&revision.body, &revision.terms), (&latest.body, &latest.terms));
        touched(old, new).sections
    });
    let asks = asks_of(request, &revision, known.zone)?;
    let newest_zone = known.zone_version.as_ref().map(|(number, _)| *number);
    Ok(Some(Open {
        draft: draft(pool, request.request_id, person).await?,
        since: since(pool, known, request, seat).await?,
        limits: limits(known, asks.len(), &revision, local_date(now, known.zone))?,
        newer_zone: newest_zone.filter(|newest| *newest > request.zone_version),
        request: request.clone(),
        seat: seat.clone(),
        revision,
        asks,
        changed_since,
    }))
}

/// The newest decision in the seat of the same approver before this request.
async fn since(pool: &PgPool, known: &Facts, request: &Request, seat: &Seat) -> Result<Option<Since>> {
    let earlier = known.requests.iter().filter(|one| one.request_id < request.request_id);
    let before = earlier
        .filter_map(|one| Some((one, one.seat(seat.approver_id)?.filled.as_ref()?)))
        .next();
    let Some((asked, filled)) = before else {
        return Ok(None);
    };
    let stated = known.conditions.iter();
    Ok(Some(Since {
        filled: filled.clone(),
        approval_id: filled.approval_id,
        revision: revision(pool, known.pilot_id, asked.revision).await?,
        zone_version: asked.zone_version,
        zone_items: items_of(pool, known.pilot_id, asked.zone_version).await?,
        conditions: stated
            .filter(|condition| condition.approval_id == filled.approval_id)
            .cloned()
            .collect(),
    }))
}
