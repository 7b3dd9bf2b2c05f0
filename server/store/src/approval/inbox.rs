use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::approval::{Progress, reminders};
use domain::ids::{PersonId, PilotId};
use sqlx::PgPool;

use super::decide::seat_for;
use super::{Condition, Filled, Request, conditions, delegations, in_effect, requests};
use crate::Result;

/// How long an approver is told what their deputy decided.
const TOLD_FOR: TimeDelta = TimeDelta::days(7);

/// What approval asks of one person in a pilot.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// The request that waits for their decision.
    pub waiting: Option<Waiting>,
    /// What their deputy decided for them lately.
    pub told: Option<Told>,
    /// Conditions they own that wait for evidence.
    pub owned: Vec<Condition>,
    /// Conditions whose evidence they can judge.
    pub to_judge: Vec<Condition>,
}

/// A request that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The request.
    pub request: Request,
    /// The approver they would decide for, when it is not themselves.
    pub on_behalf_of: Option<String>,
    /// When they were reminded.
    pub reminded: Vec<DateTime<Utc>>,
}

/// A decision made by a deputy.
#[derive(Clone, Debug)]
pub struct Told {
    /// The request.
    pub request: Request,
    /// The decision.
    pub filled: Filled,
}

/// What approval asks of `person`.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn inbox(pool: &PgPool, pilot: PilotId, (person, zone): (PersonId, Tz), now: DateTime<Utc>) -> Result<Inbox> {
    let requests = requests(pool, pilot).await?;
    let Some(request) = in_effect(&requests) else {
        return Ok(Inbox::default());
    };
    let delegations = delegations(pool, pilot).await?;
    let waiting = seat_for(request, person, &delegations, now).map(|seat| Waiting {
        request: request.clone(),
        on_behalf_of: (seat.approver_id != person).then(|| seat.approver.clone()),
        reminded: request.reminded(now, zone),
    });
    let by_deputy = |filled: &&Filled| filled.person_id != person && filled.decided_at + TOLD_FOR > now;
    let told = request
        .seat(person)
        .and_then(|seat| seat.filled.as_ref().filter(by_deputy))
        .map(|filled| Told {
            request: request.clone(),
            filled: filled.clone(),
        });
    let mut inbox = Inbox {
        waiting,
        told,
        ..Inbox::default()
    };
    if request.outcome.as_ref().is_none_or(|outcome| outcome.conditions == 0) {
        return Ok(inbox);
    }
    let of_request = conditions(pool, pilot)
        .await?
        .into_iter()
        .filter(|condition| condition.request_id == request.request_id);
    for condition in of_request {
        let part = condition.part(person, false, &delegations, now);
        match condition.progress() {
            Progress::Open | Progress::Returned if part.owner => inbox.owned.push(condition),
            Progress::EvidenceIn if part.approver || part.deputy && !part.owner => inbox.to_judge.push(condition),
            Progress::Open | Progress::Returned | Progress::EvidenceIn | Progress::Closed => {}
        }
    }
    Ok(inbox)
}

impl Request {
    /// When whoever has not decided on it was reminded, up to `now`. Nobody is once it is settled, withdrawn
    /// or replaced, which the caller knows.
    pub fn reminded(&self, now: DateTime<Utc>, zone: Tz) -> Vec<DateTime<Utc>> {
        reminders(self.sent_at, now, zone)
    }
}
