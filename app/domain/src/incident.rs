//! Incidents: what went against the no-go list, or touched a file that nothing should have (`product.md` section 7).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar;

#[cfg(test)]
mod tests;

/// The longest account of what happened, or of what was done about it, in characters.
pub const MAX_ACCOUNT: usize = 1000;

/// What an incident went against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Touched {
    /// A statement of the no-go list, as it was signed.
    NoGo(String),
    /// A file or folder.
    File(String),
}

impl Touched {
    /// In words: `No change to prices`, `the file web/prices.ts`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::NoGo(statement) => statement.clone(),
            Self::File(path) => format!("the file {path}"),
        }
    }
}

/// What went wrong once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// When.
    pub at: DateTime<Utc>,
    /// What it went against.
    pub touched: Touched,
    /// What happened.
    pub what: String,
    /// What was done about it.
    pub done: String,
    /// The pull request, like `acme/shop#12`, where it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_request: Option<String>,
    /// Who recorded it, as shown.
    pub by: String,
}

/// Whether something can be recorded as having happened then.
///
/// # Errors
/// A sentence for whoever enters it.
pub fn happened(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), &'static str> {
    if at > now + TimeDelta::minutes(5) {
        return Err("This is still to come. Record it once it has happened.");
    }
    if !calendar::fits(at.date_naive()) {
        return Err("This is in no year from 2000 to 2100.");
    }
    Ok(())
}

/// Repository and number of a pull request as people write it, like `acme/shop#12`.
///
/// # Errors
/// A sentence for the field.
pub fn pull_request(text: &str) -> Result<(&str, i32), &'static str> {
    let parts = text.trim().rsplit_once('#');
    let read = parts.and_then(|(repository, number)| Some((repository.trim(), number.parse::<i32>().ok()?)));
    read.filter(|(repository, number)| repository.contains('/') && *number > 0)
        .ok_or("Write it like acme/shop#12, or leave it empty.")
}
