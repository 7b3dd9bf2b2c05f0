//! Week one: what each pilot PM does first, who confirms it, and what nobody does
//! (`product.md` section 8).

use crate::ids::PersonId;
use crate::person::{Arm, Role};

/// The longest evidence may be, in characters.
pub const MAX_EVIDENCE: usize = 500;

/// Whose word a tick is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The pilot PM says it is done.
    PilotPm,
    /// The engineering DRI confirms it.
    Dri,
}

impl Side {
    /// The word in forms and in the database: that of the role.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.role().as_str()
    }

    /// Reads the word of a form or row; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::PilotPm, Self::Dri]
            .into_iter()
            .find(|side| side.as_str() == word)
    }

    /// The role that gives this word.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::PilotPm => Role::PilotPm,
            Self::Dri => Role::Dri,
        }
    }
}

/// A recorded tick; `T` is who and when, which no rule here looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick<T> {
    /// Of which arm.
    pub arm: Arm,
    /// Of which pilot PM: the one who gave it, or whose DRI gave it.
    pub of: PersonId,
    /// Which activity, from 1.
    pub item: u32,
    /// Whose word.
    pub side: Side,
    /// Who and when.
    pub by: T,
}

/// How far an activity of one pilot PM has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress<T> {
    /// Nobody said anything.
    Open,
    /// The PM says it is done.
    Done(T),
    /// The DRI confirmed it.
    Confirmed {
        /// The PM's word.
        done: T,
        /// The DRI's word.
        confirmed: T,
    },
}

/// A confirmation of something nobody said was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("activity {item} of the {} was confirmed before it was done", arm.label().to_lowercase())]
pub struct ConfirmedFirst {
    /// The arm.
    pub arm: Arm,
    /// The activity, from 1.
    pub item: u32,
}

/// How far one activity of a pilot PM of an arm has come.
///
/// # Errors
/// [`ConfirmedFirst`] when the ticks cannot be.
pub fn progress<T: Clone>(
    ticks: &[Tick<T>],
    (arm, of): (Arm, PersonId),
    item: u32,
) -> Result<Progress<T>, ConfirmedFirst> {
    let by = |side| {
        ticks
            .iter()
            .find(|tick| (tick.arm, tick.of, tick.item, tick.side) == (arm, of, item, side))
            .map(|tick| tick.by.clone())
    };
    match (by(Side::PilotPm), by(Side::Dri)) {
        (None, None) => Ok(Progress::Open),
        (Some(done), None) => Ok(Progress::Done(done)),
        (Some(done), Some(confirmed)) => Ok(Progress::Confirmed { done, confirmed }),
        (None, Some(_)) => Err(ConfirmedFirst { arm, item }),
    }
}

/// Why a DRI cannot send an activity back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendBackProblem {
    /// Nothing was said, or it was sent back or taken back.
    #[error("The pilot PM has not marked this as done, so there is nothing to send back.")]
    NotDone,
    /// The DRI's own word stands.
    #[error("This was confirmed already.")]
    Confirmed,
}

/// Whether a DRI can send an activity back: while they have not confirmed it.
///
/// # Errors
/// [`SendBackProblem`], which says why not.
pub fn may_send_back<T>(progress: &Progress<T>) -> Result<(), SendBackProblem> {
    match progress {
        Progress::Done(_) => Ok(()),
        Progress::Open => Err(SendBackProblem::NotDone),
        Progress::Confirmed { .. } => Err(SendBackProblem::Confirmed),
    }
}

/// Why a pilot PM cannot take back that an activity is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TakeBackProblem {
    /// Nothing was said, or it was sent back.
    #[error("This is not marked as done, so there is nothing to take back.")]
    NotDone,
    /// The DRI's word stands.
    #[error("This was confirmed already.")]
    Confirmed,
}

/// Whether a pilot PM can take back that an activity is done: while nobody has confirmed it.
///
/// # Errors
/// [`TakeBackProblem`], which says why not.
pub fn may_take_back<T>(progress: &Progress<T>) -> Result<(), TakeBackProblem> {
    match progress {
        Progress::Done(_) => Ok(()),
        Progress::Open => Err(TakeBackProblem::NotDone),
        Progress::Confirmed { .. } => Err(TakeBackProblem::Confirmed),
    }
}

/// Why a tick is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TickProblem {
    /// The list has no such activity.
    #[error("There is no such activity in week one.")]
    NoSuchItem,
    /// The DRI confirms what the PM has not marked.
    #[error("The pilot PM has not marked this as done yet.")]
    NotDone,
}

/// Whether a tick is new: `false` when that word was given already. `items` is the length of the
/// week-one list.
///
/// # Errors
/// [`TickProblem`] when the word cannot be given.
pub fn is_new<T>(progress: &Progress<T>, side: Side, item: u32, items: usize) -> Result<bool, TickProblem> {
    let within = usize::try_from(item).is_ok_and(|item| (1..=items).contains(&item));
    match (progress, side) {
        _ if !within => Err(TickProblem::NoSuchItem),
        (Progress::Open, Side::PilotPm) | (Progress::Done(_), Side::Dri) => Ok(true),
        (Progress::Open, Side::Dri) => Err(TickProblem::NotDone),
        (Progress::Done(_), Side::PilotPm) | (Progress::Confirmed { .. }, _) => Ok(false),
    }
}

#[cfg(test)]
mod tests;
