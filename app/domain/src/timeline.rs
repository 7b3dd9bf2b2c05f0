//! The days of a pilot in their order: idea, baseline, start, weeks, end, read date, readout, decision, due date. Which of them
//! lie behind or ahead when they are entered, and which cross, is said here and nowhere else.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::calendar::{Moment, instant_of, local_date, survey_week};

/// What a date stands for that a person enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// When a feature was thought of.
    Idea,
    /// When a feature of the baseline reached users.
    BaselineShipped,
    /// When the feature of an arm reached users.
    Shipped,
    /// The day of a value of a primary metric.
    Value,
    /// When a pull request was opened.
    Opened,
    /// When the pilot is meant to start.
    PlannedStart,
    /// The last day whose value counts.
    ReadDate,
    /// When the numbers are shown and decided on.
    Readout,
    /// Until when what was decided is to be done.
    Due,
}

/// Where on a pilot's time somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Now.
    pub now: DateTime<Utc>,
    /// The pilot's zone, to which its days belong.
    pub zone: Tz,
}

impl Timeline {
    /// The same, at the first instant of a day.
    #[must_use]
    pub fn at_start_of(&self, on: NaiveDate) -> Self {
        Self {
            now: Moment::Date(on).starts_at(self.zone),
            zone: self.zone,
        }
    }

    /// Whether a date can be entered now: what has happened lies behind, what is agreed lies ahead.
    ///
    /// # Errors
    /// A sentence for the person who entered it.
    pub fn takes(&self, what: Dated, at: Moment) -> Result<(), String> {
        let (today, on) = (local_date(self.now, self.zone), at.local_date(self.zone));
        let has_begun = at.starts_at(self.zone) <= self.now;
        let sentence = match what {
            Dated::Idea if !has_begun => "The idea cannot be in the future.".to_owned(),
            Dated::BaselineShipped if on > today => {
                "A baseline feature shipped before the pilot, not in the future.".to_owned()
            }
            Dated::Shipped if on > today => "The day it reached users cannot lie ahead.".to_owned(),
            Dated::Value if on > today => format!("There can be no value of {} yet: today is {}.", day(on), day(today)),
            Dated::Opened if !has_begun => "It cannot have been opened in the future.".to_owned(),
            Dated::PlannedStart if on < today => {
                format!(
                    "{} has passed. A start can be planned for today, {}, or later.",
                    day(on),
                    day(today)
                )
            }
            Dated::ReadDate if on <= today => "The read date must be in the future.".to_owned(),
            Dated::Readout if has_begun => format!(
                "The readout cannot be in the past, and {} is. Choose a time to come.",
                day(on)
            ),
            Dated::Due if on < today => {
                format!("{} has passed. Choose today, {}, or a later day.", day(on), day(today))
            }
            _ => return Ok(()),
        };
        Err(sentence)
    }

    /// [`Timeline::takes`] for a readout, which is agreed in the pilot's local time.
    ///
    /// # Errors
    /// A sentence for the person who agreed to it.
    pub fn takes_readout(&self, at: NaiveDateTime) -> Result<(), String> {
        self.takes(Dated::Readout, Moment::Instant(instant_of(at, self.zone)))
    }

    /// The first of these days that cannot be a value's, and how many there are.
    ///
    /// # Errors
    /// A sentence for the person who pasted them.
    pub fn takes_values<'a>(&self, days: impl Iterator<Item = &'a NaiveDate>) -> Result<(), String> {
        let refused = |on: &NaiveDate| self.takes(Dated::Value, Moment::Date(*on)).err();
        let sentences: Vec<String> = days.filter_map(refused).collect();
        match sentences.as_slice() {
            [] => Ok(()),
            [one] => Err(one.clone()),
            [first, rest @ ..] => Err(format!("{first} {} more of the days lie ahead.", rest.len())),
        }
    }

    /// What crosses if a pilot of so many weeks starts now, with this readout and this read date of its new-model feature.
    pub fn start_crosses(&self, weeks: u8, readout: NaiveDateTime, read_on: Option<NaiveDate>) -> Vec<String> {
        let closes_at = survey_week(self.now, self.zone, weeks.max(1), None).ends();
        let at = instant_of(readout, self.zone);
        let agreed = format!("{}, {}", day(readout.date()), readout.format("%H:%M"));
        let mut crossings = Vec::new();
        if at <= self.now {
            crossings.push(format!("The readout was agreed for {agreed}, which has passed."));
        } else if at < closes_at {
            let last = local_date(closes_at, self.zone).pred_opt().map(day).unwrap_or_default();
            crossings.push(format!(
                "The last week runs until the end of {last}, and the readout is agreed for {agreed}: it comes before the \
                 numbers are complete."
            ));
        }
        if let Some(read_on) = read_on.filter(|read_on| *read_on >= readout.date()) {
            crossings.push(format!(
                "The read date of the new-model feature is {}, and the readout is agreed for {agreed}: criterion 4 is not \
                 final by then.",
                day(read_on)
            ));
        }
        crossings
    }
}

/// `Thu 15 Jan 2026`.
fn day(on: NaiveDate) -> String {
    on.format("%a %-d %b %Y").to_string()
}

#[cfg(test)]
mod tests;
