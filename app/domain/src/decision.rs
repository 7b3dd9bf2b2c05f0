//! The readout decision: what two people, one of each side, make of the numbers.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::criterion::Choice;
use crate::ids::{DecisionId, PersonId, SnapshotId};
use crate::person::{Role, Standing};
use crate::pilot::Status;

/// The two sides that decide together. Nobody is on both (`product.md` section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Who presents.
    Sponsor,
    /// Who approved.
    Approver,
}

impl Side {
    /// The side a person is on in the pilot at hand, if any.
    pub fn of(standing: &Standing) -> Option<Self> {
        if standing.is(Role::Sponsor) {
            Some(Self::Sponsor)
        } else if standing.is(Role::Approver) {
            Some(Self::Approver)
        } else {
            None
        }
    }

    /// The side that has to confirm what this one recorded.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Sponsor => Self::Approver,
            Self::Approver => Self::Sponsor,
        }
    }

    /// The role people of this side hold.
    pub fn role(self) -> Role {
        match self {
            Self::Sponsor => Role::Sponsor,
            Self::Approver => Role::Approver,
        }
    }
}

/// Why a decision cannot be recorded or confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Objection {
    /// There is nothing to decide about.
    #[error("The pilot has not started, so there is nothing to decide yet.")]
    NotStarted,
    /// While the weeks run, a pilot can only be stopped.
    #[error("The pilot is still running. Until it ends, the only decision open is to roll back early.")]
    StillRunning,
    /// A confirmed decision is final.
    #[error("This pilot is decided: two people confirmed it. A confirmed decision is not changed.")]
    Decided,
    /// The numbers may have changed since.
    #[error("These numbers were frozen before the pilot ended. Freeze the final numbers first.")]
    FrozenTooEarly,
    /// Choosing against the rule, or without it, needs a reason.
    #[error("Say why. The agreed rule does not point to this choice.")]
    ReasonMissing,
    /// Two people decide.
    #[error("You recorded this decision. The other side confirms it.")]
    OwnRecord,
    /// Both people would be of one side.
    #[error("Your side recorded this decision. The other side confirms it.")]
    SameSide,
    /// What was shown is no longer what is on the table.
    #[error("A newer decision was recorded since. Look at that one first.")]
    Superseded,
}

/// What a person wants to record, as far as the rules speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposed<'a> {
    /// What they chose.
    pub choice: Choice,
    /// Why; may be empty where the rule points to the choice.
    pub reason: &'a str,
    /// Where the rule points by the frozen numbers.
    pub pointed_to: Option<Choice>,
    /// When the numbers were frozen.
    pub frozen_at: DateTime<Utc>,
}

/// Whether a decision may be recorded for a pilot that stands there and whose last week ends at
/// `ends_at`. A running pilot can be rolled back early, with a reason.
///
/// # Errors
/// The [`Objection`].
pub fn record(status: Status, ends_at: Option<DateTime<Utc>>, proposed: Proposed<'_>) -> Result<(), Objection> {
    let reasoned = !proposed.reason.trim().is_empty();
    match status {
        Status::Decided(_) => Err(Objection::Decided),
        Status::Running { .. } if proposed.choice != Choice::RollBack => Err(Objection::StillRunning),
        Status::Running { .. } if reasoned => Ok(()),
        Status::Running { .. } => Err(Objection::ReasonMissing),
        Status::Readout if ends_at.is_some_and(|ends_at| proposed.frozen_at < ends_at) => {
            Err(Objection::FrozenTooEarly)
        }
        Status::Readout if proposed.pointed_to == Some(proposed.choice) || reasoned => Ok(()),
        Status::Readout => Err(Objection::ReasonMissing),
        Status::Drafting
        | Status::Sent { .. }
        | Status::Returned { .. }
        | Status::Declined { .. }
        | Status::Approved { .. }
        | Status::Outdated { .. }
        | Status::Enrolling => Err(Objection::NotStarted),
    }
}

/// A decision as somebody recorded it, and whether the other side confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Which.
    pub decision_id: DecisionId,
    /// The frozen numbers it rests on.
    pub snapshot_id: SnapshotId,
    /// What was chosen.
    pub choice: Choice,
    /// Where the agreed rule pointed by those numbers; `None` if it left more than one open.
    pub pointed_to: Option<Choice>,
    /// Why; may be empty where the rule pointed to the choice.
    pub reason: String,
    /// Who was there.
    pub attendees: String,
    /// What happens next.
    pub next_step: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub due_on: NaiveDate,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// Their name.
    pub recorded_by_name: String,
    /// Their side.
    pub side: Side,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Who of the other side can confirm it: a name, or `the approver`.
    pub waits_for: String,
    /// Who confirmed it, and when.
    pub confirmed: Option<(String, DateTime<Utc>)>,
}

/// The newest record of a pilot's decision, as confirming needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnTable {
    /// Whether it is the one the person was shown.
    pub is_the_one_shown: bool,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// For which side.
    pub side: Side,
    /// Whether somebody has confirmed it.
    pub confirmed: bool,
}

/// What a confirmation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// It makes the decision.
    Decides,
    /// The decision was made already; nothing changes.
    AlreadyMade,
}

/// Whether a person of `side` may confirm the newest record.
///
/// # Errors
/// The [`Objection`].
pub fn confirm(on_table: OnTable, person: PersonId, side: Side) -> Result<Confirmation, Objection> {
    match (on_table.is_the_one_shown, on_table.confirmed) {
        (true, true) => Ok(Confirmation::AlreadyMade),
        (false, true) => Err(Objection::Decided),
        (false, false) => Err(Objection::Superseded),
        (true, false) if on_table.recorded_by == person => Err(Objection::OwnRecord),
        (true, false) if on_table.side == side => Err(Objection::SameSide),
        (true, false) => Ok(Confirmation::Decides),
    }
}

#[cfg(test)]
mod tests;
