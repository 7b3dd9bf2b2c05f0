//! A change of the boundary after the start (`product.md` sections 3 and 6): proposed as a version with a reason, signed by
//! everybody whose signature the zone takes, and in force from the last signature on. Until then the version before judges.

use chrono::{DateTime, NaiveDate, Utc};

/// The longest a reason may be, in characters.
pub const MAX_REASON: usize = 1000;

/// A version that is to take the place of the one in force, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its number.
    pub version: i32,
    /// Why the boundary changes.
    pub reason: String,
    /// Who proposed it, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What became of it; `None` while signatures are missing.
    pub outcome: Option<Outcome>,
}

/// What became of an amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everybody signed: it is in force from then on.
    InForce(DateTime<Utc>),
    /// It was taken back before.
    Withdrawn {
        /// By whom, as shown.
        by: String,
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
    },
}

/// Why the boundary cannot be amended any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooLate {
    /// Nothing that is judged from now on counts.
    #[error("The read date has passed, and nothing that is judged from now on counts: the boundary stays as it is.")]
    ReadDate,
}

/// Whether an amendment can still be proposed and signed on a day of the pilot's zone. `read_on` are the read dates of both
/// features.
///
/// # Errors
/// [`TooLate`] after the last of them.
pub fn in_time(today: NaiveDate, read_on: impl Iterator<Item = NaiveDate>) -> Result<(), TooLate> {
    match read_on.max() {
        Some(last) if today > last => Err(TooLate::ReadDate),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boundary_is_amended_until_the_last_read_date_and_on_it() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        assert_eq!(in_time(day(20), [day(18), day(20)].into_iter()), Ok(()));
        assert_eq!(in_time(day(21), [day(18), day(20)].into_iter()), Err(TooLate::ReadDate));
        assert_eq!(in_time(day(21), std::iter::empty()), Ok(()));
    }
}
