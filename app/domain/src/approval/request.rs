use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Asked, Course, Verdict, in_effect, reminders, settled};
use crate::ids::{ApprovalId, ApprovalRequestId, PersonId};
use crate::listing;
use crate::proposal::RevisionNumber;

/// A request for approval and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub request_id: ApprovalRequestId,
    /// The revision it asks about.
    pub revision: RevisionNumber,
    /// The zone version it asks about.
    pub zone_version: i32,
    /// Whose decision it takes, by name.
    pub seats: Vec<Seat>,
    /// Who asked.
    pub sent_by: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// When the decision is due; requests of earlier editions of the software have no such time.
    pub due_at: Option<DateTime<Utc>>,
    /// The sponsor took it back.
    pub withdrawn: Option<Withdrawn>,
    /// What all seats together decided, once they have.
    pub outcome: Option<Outcome>,
}

/// One required decision on a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Whose it is.
    pub approver_id: PersonId,
    /// Their name.
    pub approver: String,
    /// The decision in it, once made.
    pub filled: Option<Filled>,
}

/// The decision in a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The record.
    pub approval_id: ApprovalId,
    /// Who decided: the approver or their deputy.
    pub person_id: PersonId,
    /// "Priya", or "Sam for Priya".
    pub by: String,
    /// The decision.
    pub verdict: Verdict,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// How many conditions it states.
    pub conditions: usize,
}

/// A request taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was decided on a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The record that settled it: the refusal, or the last approval.
    pub approval_id: ApprovalId,
    /// The decision.
    pub verdict: Verdict,
    /// Who made it: for an approval everybody, as in "Priya and Sam for Otto".
    pub by: String,
    /// When it was settled.
    pub decided_at: DateTime<Utc>,
    /// How many conditions all decisions state.
    pub conditions: usize,
}

impl Outcome {
    /// What the seats of a request decided together; `None` while it is open.
    #[must_use]
    pub fn of(seats: &[Seat]) -> Option<Self> {
        let verdicts: Vec<Option<Verdict>> = seats
            .iter()
            .map(|seat| seat.filled.as_ref().map(|filled| filled.verdict))
            .collect();
        let verdict = settled(&verdicts)?;
        let counted = seats
            .iter()
            .filter_map(|seat| seat.filled.as_ref())
            .filter(|filled| verdict.approves() || !filled.verdict.approves());
        let last = counted.clone().max_by_key(|filled| filled.approval_id)?;
        Some(Self {
            approval_id: last.approval_id,
            verdict,
            by: listing(&counted.clone().map(|filled| filled.by.as_str()).collect::<Vec<_>>()),
            decided_at: last.decided_at,
            conditions: counted.map(|filled| filled.conditions).sum(),
        })
    }
}

impl Request {
    /// Which of a pilot's requests, newest first, is in effect: the one that waits, or the one whose decision
    /// stands.
    #[must_use]
    pub fn in_effect(newest_first: &[Self]) -> Option<&Self> {
        let courses: Vec<Course> = newest_first.iter().map(Self::course).collect();
        in_effect(&courses).and_then(|place| newest_first.get(place))
    }

    /// As far as it stands in the way of another request.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            revision: self.revision,
            zone_version: self.zone_version,
            verdict: self.verdict(),
        }
    }

    /// What all seats together decided, once they have.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.outcome.as_ref().map(|outcome| outcome.verdict)
    }

    /// Whether everybody it takes has approved.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.verdict().is_some_and(Verdict::approves)
    }

    /// What became of it.
    #[must_use]
    pub fn course(&self) -> Course {
        Course {
            settled: self.outcome.is_some(),
            withdrawn: self.withdrawn.is_some(),
        }
    }

    /// The seat of an approver.
    #[must_use]
    pub fn seat(&self, approver: PersonId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.approver_id == approver)
    }

    /// The seat a person can fill now: their own, or that of somebody who is away and has named them; `None`
    /// when there is none left. `stands_in_for` is everybody whose deputy they are now.
    #[must_use]
    pub fn seat_for(&self, person: PersonId, stands_in_for: &[PersonId]) -> Option<&Seat> {
        let decided = |seat: &Seat| seat.filled.as_ref().is_some_and(|filled| filled.person_id == person);
        if self.outcome.is_some() || self.seats.iter().any(decided) {
            return None;
        }
        if let Some(own) = self.seat(person) {
            return Some(own).filter(|seat| seat.filled.is_none());
        }
        self.seats
            .iter()
            .find(|seat| seat.filled.is_none() && stands_in_for.contains(&seat.approver_id))
    }

    /// Everybody whose decision it takes: "Priya and Otto".
    #[must_use]
    pub fn approvers(&self) -> String {
        listing(&self.seats.iter().map(|seat| seat.approver.as_str()).collect::<Vec<_>>())
    }

    /// Everybody whose decision it still waits for.
    #[must_use]
    pub fn waits_for(&self) -> String {
        let waiting = self.seats.iter().filter(|seat| seat.filled.is_none());
        listing(&waiting.map(|seat| seat.approver.as_str()).collect::<Vec<_>>())
    }

    /// When whoever has not decided on it was reminded, up to `now`. Nobody is once it is settled, withdrawn
    /// or replaced, which the caller knows.
    #[must_use]
    pub fn reminded(&self, now: DateTime<Utc>, zone: Tz) -> Vec<DateTime<Utc>> {
        reminders(self.sent_at, now, zone)
    }
}

#[cfg(test)]
mod tests;
