//! A moment in a row: an instant, or a day.

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::Moment;

use crate::{Error, Result};

/// A moment as its two columns: an instant, or a day.
pub(crate) fn columns(moment: Moment) -> (Option<DateTime<Utc>>, Option<NaiveDate>) {
    match moment {
        Moment::Instant(at) => (Some(at), None),
        Moment::Date(on) => (None, Some(on)),
    }
}

/// The moment of its two columns.
pub(crate) fn moment(at: Option<DateTime<Utc>>, on: Option<NaiveDate>, table: &'static str) -> Result<Moment> {
    match (at, on) {
        (Some(at), None) => Ok(Moment::Instant(at)),
        (None, Some(on)) => Ok(Moment::Date(on)),
        _ => Err(Error::inconsistent(table, "not exactly one of instant and day")),
    }
}
