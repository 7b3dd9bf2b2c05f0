use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::approval::Ask;
use domain::calendar::local_date;
use domain::ids::{ApprovalId, PersonId, PilotId};
use domain::proposal::touched;
use sqlx::PgPool;

use super::decide::{Limits, asks_of, limits};
use super::delegation::stands_in_for;
use super::{
    Condition, Coverage, Delegation, Draft, Filled, Request, Seat, conditions, coverage_of, delegations, draft,
    requests,
};
use crate::proposal::{Revision, latest, revision};
use crate::{Result, zone};

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
    /// The conditions stated with it; they bind nobody any more.
    pub conditions: Vec<Condition>,
}

/// The approval page as `person` sees it, with times in the pilot's `zone`.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId, (person, zone): (PersonId, Tz), now: DateTime<Utc>) -> Result<Page> {
    let requests = requests(pool, pilot).await?;
    let latest = latest(pool, pilot).await?;
    let delegations = delegations(pool, pilot).await?;
    let all = conditions(pool, pilot).await?;
    let current = Request::in_effect(&requests).cloned();
    let reader = Reader { person, zone, now };
    Ok(Page {
        open: waiting(pool, pilot, reader, &requests, &delegations, &all, &latest).await?,
        coverage: coverage_of(pool, pilot, current.as_ref(), &latest).await?,
        conditions: all
            .into_iter()
            .filter(|condition| current.as_ref().is_some_and(|c| c.request_id == condition.request_id))
            .collect(),
        current,
        requests,
        delegations,
        latest,
    })
}

/// The request that waits for `person`, with times in the pilot's `zone`.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn open(
    pool: &PgPool,
    pilot: PilotId,
    (person, zone): (PersonId, Tz),
    now: DateTime<Utc>,
) -> Result<Option<Open>> {
    let requests = requests(pool, pilot).await?;
    let latest = latest(pool, pilot).await?;
    let delegations = delegations(pool, pilot).await?;
    let reader = Reader { person, zone, now };
    waiting(pool, pilot, reader, &requests, &delegations, &[], &latest).await
}

#[derive(Clone, Copy)]
struct Reader {
    person: PersonId,
    zone: Tz,
    now: DateTime<Utc>,
}

async fn waiting(
    pool: &PgPool,
    pilot: PilotId,
    reader: Reader,
    requests: &[Request],
    delegations: &[Delegation],
    all: &[Condition],
    latest: &Revision,
) -> Result<Option<Open>> {
    let Some(request) = Request::in_effect(requests) else {
        return Ok(None);
    };
    let stands_in_for = stands_in_for(delegations, reader.person, reader.now);
    let Some(seat) = request.seat_for(reader.person, &stands_in_for) else {
        return Ok(None);
    };
    let revision = revision(pool, pilot, request.revision).await?;
    let changed_since = (latest.number != revision.number).then(|| {
        let (old, new) = ((&revision.body, &revision.terms), (&latest.body, &latest.terms));
        touched(old, new).sections
    });
    let asks = asks_of(request, &revision, reader.zone)?;
    let today = local_date(reader.now, reader.zone);
    let mut connection = pool.acquire().await?;
    let limits = limits(&mut connection, pilot, asks.len(), &revision, today).await?;
    let newer_zone = Some(zone::newest(&mut connection, pilot).await?).filter(|newest| *newest > request.zone_version);
    drop(connection);
    Ok(Some(Open {
        draft: draft(pool, request.request_id, reader.person).await?,
        since: since(pool, pilot, requests, request, seat, all).await?,
        request: request.clone(),
        seat: seat.clone(),
        revision,
        asks,
        limits,
        changed_since,
        newer_zone,
    }))
}

/// The newest decision in the seat of the same approver before this request.
async fn since(
    pool: &PgPool,
    pilot: PilotId,
    requests: &[Request],
    request: &Request,
    seat: &Seat,
    all: &[Condition],
) -> Result<Option<Since>> {
    let earlier = requests.iter().filter(|one| one.request_id < request.request_id);
    let before = earlier
        .filter_map(|one| Some((one, one.seat(seat.approver_id)?.filled.as_ref()?)))
        .next();
    let Some((asked, filled)) = before else {
        return Ok(None);
    };
    Ok(Some(Since {
        filled: filled.clone(),
        approval_id: filled.approval_id,
        revision: revision(pool, pilot, asked.revision).await?,
        zone_version: asked.zone_version,
        conditions: all
            .iter()
            .filter(|condition| condition.approval_id == filled.approval_id)
            .cloned()
            .collect(),
    }))
}
