//! Review hours: what each engineering DRI gave, week by week, against what the terms promise (`product.md` section 7).

use chrono::{DateTime, Utc};

use crate::calendar::SurveyWeek;
use crate::decimal::Decimal;
use crate::ids::PersonId;
use crate::replacement::Tenure;
use crate::terms::Terms;

#[cfg(test)]
mod tests;

/// The most hours one person can have reviewed in a week.
pub const MOST: Decimal = Decimal::hundredths(80 * 100);

/// What a DRI logged last for one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Who.
    pub dri: PersonId,
    /// The week, from 1.
    pub week: u8,
    /// How long they reviewed.
    pub hours: Decimal,
}

/// Reads the hours of one week as somebody typed them: `2`, `0.75`, `1,5 h`.
///
/// # Errors
/// A sentence for the field.
pub fn read(text: &str) -> Result<Decimal, String> {
    let text = text.trim();
    let number = text.strip_suffix(['h', 'H']).unwrap_or(text).trim_end();
    if number.is_empty() {
        return Err("Enter the hours of that week; 0 where there were none.".to_owned());
    }
    let hours: Decimal = number
        .parse()
        .map_err(|why: crate::decimal::NotDecimal| why.to_string())?;
    if hours > MOST {
        return Err(format!("Enter at most {MOST} hours for a week."));
    }
    Ok(hours)
}

/// The weeks that are over, of whoever was the DRI at their end, and for which a DRI has logged nothing: what they are asked for.
#[must_use]
pub fn missing(
    weeks: &[SurveyWeek],
    logged: &[Logged],
    tenures: &[Tenure],
    dri: PersonId,
    now: DateTime<Utc>,
) -> Vec<u8> {
    let theirs = |week: &&SurveyWeek| tenures.iter().any(|tenure| tenure.person == dri && tenure.logs(week));
    let over = weeks.iter().filter(|week| week.ends() <= now).filter(theirs);
    over.map(|week| week.number)
        .filter(|number| !logged.iter().any(|one| one.dri == dri && one.week == *number))
        .collect()
}

/// Hours against the promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meter {
    /// What was logged in all.
    pub logged: Decimal,
    /// What the terms promise in all.
    pub promised: Decimal,
    /// What they promise by the end of the last week that is over.
    pub by_now: Decimal,
    /// How many weeks are over.
    pub weeks: u32,
    /// How many weeks of a DRI that are over are not logged.
    pub missing: usize,
}

impl Meter {
    /// Reads the meter; `None` while the terms promise nothing. `tenures` are of those who are asked to log, or were: a week that
    /// one of them left without a word stays missing.
    #[must_use]
    pub fn of(
        terms: &Terms,
        weeks: &[SurveyWeek],
        logged: &[Logged],
        tenures: &[Tenure],
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let a_week = terms.dri_hours_per_week?.times(terms.pilot_pms?.into());
        let over = weeks.iter().filter(|week| week.ends() <= now).count();
        let over = u32::try_from(over).ok()?;
        let sum = logged.iter().map(|one| one.hours.in_hundredths());
        let of = |tenure: &Tenure| missing(weeks, logged, &[*tenure], tenure.person, now).len();
        let missing = tenures.iter().map(of);
        Some(Self {
            logged: Decimal::hundredths(sum.fold(0, u32::saturating_add)),
            promised: a_week.times(terms.weeks?.into()),
            by_now: a_week.times(over),
            weeks: over,
            missing: missing.sum(),
        })
    }

    /// How much more was logged than is promised in all; `None` where it is not more.
    #[must_use]
    pub fn beyond(&self) -> Option<Decimal> {
        let more = self.logged.in_hundredths().checked_sub(self.promised.in_hundredths())?;
        (more > 0).then(|| Decimal::hundredths(more))
    }

    /// The meter in words, such as "5.5 h of 16 h promised. By the end of week 2, 8 h are promised."
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut said = match self.beyond() {
            Some(more) => format!(
                "{} h logged: {more} h more than the {} h promised.",
                self.logged, self.promised
            ),
            None => format!("{} h logged of {} h promised.", self.logged, self.promised),
        };
        if self.weeks > 0 && self.by_now < self.promised {
            said.push_str(&format!(
                " By the end of week {}, {} h are promised.",
                self.weeks, self.by_now
            ));
        }
        match self.missing {
            0 => {}
            1 => said.push_str(" 1 week of a DRI is not logged."),
            n => said.push_str(&format!(" {n} weeks of DRIs are not logged.")),
        }
        said
    }
}
