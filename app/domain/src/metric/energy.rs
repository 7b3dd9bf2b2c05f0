//! M4, energy: the weekly scores of a pilot PM, from 1 to 5.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Ratio;
use crate::calendar::SurveyWeek;
use crate::replacement::Tenure;
use crate::survey::Answer;

/// One week of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnergyWeek {
    /// From 1.
    pub number: u8,
    /// When it opens and closes; `None` while it is not scheduled.
    pub week: Option<SurveyWeek>,
    /// The answer that counts; `None` without one. Missing is never zero.
    pub score: Option<u8>,
    /// When that was given.
    pub answered_at: Option<DateTime<Utc>>,
    /// It was given after the week closed.
    pub late: bool,
    /// The week is over.
    pub closed: bool,
}

/// M4 of one person with every week, or of several pooled: then each week stands once for each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Energy {
    /// The pilot's weeks in order.
    pub weeks: Vec<EnergyWeek>,
    /// Sum of the scores given.
    pub sum: u32,
    /// How many were given.
    pub given: u32,
}

impl Energy {
    /// The answers of several people as one set, by week. A missing answer of each is missing.
    pub fn pooled<'a>(of: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut weeks: Vec<EnergyWeek> = of.into_iter().flat_map(|one| one.weeks.iter().cloned()).collect();
        weeks.sort_by_key(|week| week.number);
        Self::of_weeks(weeks)
    }

    fn of_weeks(weeks: Vec<EnergyWeek>) -> Self {
        let scores = || weeks.iter().filter_map(|week| week.score).map(u32::from);
        let (sum, given) = (scores().sum(), scores().fold(0, |count, _| count + 1));
        Self { weeks, sum, given }
    }

    /// Mean of the answers given; `None` without one.
    pub fn mean(&self) -> Option<Ratio> {
        Ratio::reduced(self.sum.into(), self.given.into())
    }

    /// How many answers there would be without a missing one: one a week from each.
    pub fn of(&self) -> u32 {
        u32::try_from(self.weeks.len()).unwrap_or(u32::MAX)
    }

    /// How many answers are missing.
    pub fn missing(&self) -> u32 {
        self.of() - self.given
    }

    /// The mean if every missing answer were this; `None` if the pilot has no weeks.
    fn filled_with(&self, score: u32) -> Option<Ratio> {
        Ratio::reduced((self.sum + score * self.missing()).into(), self.of().into())
    }

    /// The lowest mean still possible: every missing answer a 1.
    pub fn lowest(&self) -> Option<Ratio> {
        self.filled_with(1)
    }

    /// The highest mean still possible: every missing answer a 5.
    pub fn highest(&self) -> Option<Ratio> {
        self.filled_with(5)
    }

    /// The mean if every answer that can still be given or changed were this: an answer is settled
    /// only when its week has closed. `None` if the pilot has no weeks.
    fn settled_and(&self, score: u32) -> Option<Ratio> {
        let of_week = |week: &EnergyWeek| week.score.filter(|_| week.closed).map_or(score, u32::from);
        let sum: u32 = self.weeks.iter().map(of_week).sum();
        Ratio::reduced(sum.into(), self.of().into())
    }

    /// The lowest and the highest mean that the answers of closed weeks leave possible.
    pub fn settled_bounds(&self) -> Option<(Ratio, Ratio)> {
        self.settled_and(1).zip(self.settled_and(5))
    }

    /// Whether a week is not over yet, so that an answer can still be given or changed.
    pub fn can_change(&self) -> bool {
        self.weeks.iter().any(|week| !week.closed)
    }

    /// Whether a week without an answer is not over yet.
    pub fn more_to_come(&self) -> bool {
        self.weeks.iter().any(|week| week.score.is_none() && !week.closed)
    }
}

/// M4 of one pilot PM for the weeks of the pilot (`metrics.md` M4): where somebody took over from them, of both, each week of whoever
/// was the pilot PM when its question opened. The latest answer of a week counts. Scores outside 1 to 5 and weeks the pilot does not
/// have are not answers.
pub fn energy(
    tenures: &[Tenure],
    weeks: u8,
    schedule: &[SurveyWeek],
    answers: &[Answer],
    as_of: DateTime<Utc>,
) -> Energy {
    let weeks: Vec<EnergyWeek> = (1..=weeks)
        .map(|number| {
            let week = schedule.iter().find(|week| week.number == number).copied();
            let asked = tenures
                .iter()
                .find(|tenure| week.is_none_or(|week| tenure.answers(&week)))
                .map(|tenure| tenure.person);
            let answer = answers
                .iter()
                .filter(|answer| {
                    Some(answer.person) == asked && answer.week == number && (1..=5).contains(&answer.score)
                })
                .max_by_key(|answer| answer.at);
            EnergyWeek {
                number,
                week,
                score: answer.map(|answer| answer.score),
                answered_at: answer.map(|answer| answer.at),
                late: week
                    .zip(answer)
                    .is_some_and(|(week, answer)| answer.at >= week.closes_at),
                closed: week.is_some_and(|week| as_of >= week.closes_at),
            }
        })
        .collect();
    Energy::of_weeks(weeks)
}
