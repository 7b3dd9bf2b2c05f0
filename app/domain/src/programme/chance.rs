//! Whether the bar of each criterion can still be met if the pilot starts now, and until which day.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Programme, Scorecard, scorecard};
use crate::calendar::{Moment, SurveyWeek, Window, local_date, start_of_day, survey_week};
use crate::criterion::State;
use crate::metric::first_commit::last_chance;
use crate::metric::format::{days, instant, one_decimal};
use crate::metric::{Continuations, DaysToCommit, Series};

/// What can still become of a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The criterion, from 1.
    pub number: u8,
    /// The last day on which its bar can still be met; `None` where that is not known yet, or settled.
    pub until: Option<NaiveDate>,
    /// It can no longer be met.
    pub is_lost: bool,
    /// Both as a sentence.
    pub sentence: String,
}

/// The chances of the four criteria of a pilot that starts at `now`; none without a new-model feature, of which they are.
/// What was received before the start counts, as it will afterwards. `window` is when within a week the question of the survey is
/// open, as the start would freeze it.
pub fn chances(programme: &Programme, window: Option<Window>, now: DateTime<Utc>) -> Vec<Chance> {
    let Some(feature) = &programme.new_model else {
        return Vec::new();
    };
    let weeks: Vec<_> = (1..=programme.terms.weeks)
        .map(|number| survey_week(now, programme.zone, number, window))
        .collect();
    let last_of = |instant: Option<DateTime<Utc>>| instant.and_then(|at| last_day(at, programme.zone));
    let (ends, closes) = (
        weeks.last().map(SurveyWeek::ends),
        weeks.last().map(|week| week.closes_at),
    );
    let started = Programme {
        started_at: Some(now),
        ended_at: ends,
        survey_weeks: weeks,
        ..programme.clone()
    };
    let card = scorecard(&started, now);
    let still = Continuations::of(feature, started.people(), started.zone, now);
    let at_start = AtStart {
        card: &card,
        programme: &started,
        last_day: last_of(ends),
        closes: closes.zip(last_of(closes)),
        read_on: feature.primary_metric.read_on,
        today: local_date(now, started.zone),
    };
    vec![
        at_start.first_commit(),
        at_start.review_cycles(&still),
        at_start.energy(),
        at_start.outcome(),
    ]
}

/// The numbers of those that cannot be met any more.
pub fn lost(chances: &[Chance]) -> Vec<u8> {
    let lost = chances.iter().filter(|chance| chance.is_lost);
    lost.map(|chance| chance.number).collect()
}

/// A pilot at the moment of its start.
struct AtStart<'a> {
    card: &'a Scorecard,
    programme: &'a Programme,
    last_day: Option<NaiveDate>,
    /// When the last question closes, and the last day on which it can be answered in time.
    closes: Option<(DateTime<Utc>, NaiveDate)>,
    read_on: NaiveDate,
    today: NaiveDate,
}

impl AtStart<'_> {
    fn first_commit(&self) -> Chance {
        let row = self.card.first_commit.new_model();
        let state = self.state(1);
        let (Some(row), Some(bar)) = (row, self.card.first_commit.bar.filter(|_| self.has_baseline())) else {
            return self.without_baseline(1);
        };
        let words = days(bar);
        let (is_lost, until, sentence) = match (row.measured.value, row.measured.idea) {
            (DaysToCommit::NotYet { .. }, Some(idea)) => {
                let Some(last) = last_chance(idea, bar) else {
                    return chance(1, None, false, format!("The bar is {words}."));
                };
                let on = last.local_date(self.programme.zone);
                match (state, self.last_day) {
                    (State::NotMet, _) => {
                        let sentence = format!(
                            "The first commit had to come by {} to meet the bar of {words}; that passed {}.",
                            self.moment(last),
                            ago((self.today - on).num_days())
                        );
                        (true, Some(on), sentence)
                    }
                    // The running count is past the bar, and yet it is not final.
                    (State::NotMetSoFar, _) => {
                        let sentence = format!(
                            "The first commit had to come by {} to meet the bar of {words}. A commit was received in time \
                             that belongs to no pull request yet; only that can still be it.",
                            self.moment(last)
                        );
                        (false, None, sentence)
                    }
                    (_, Some(end)) if end < on => {
                        let sentence = format!(
                            "The first commit has to come by {}, the last day of a pilot that starts today. The bar is {words}.",
                            day(end)
                        );
                        (false, Some(end), sentence)
                    }
                    _ => {
                        let sentence = format!(
                            "The first commit has to come by {} to meet the bar of {words}, {}.",
                            self.moment(last),
                            ahead((on - self.today).num_days())
                        );
                        (false, Some(on), sentence)
                    }
                }
            }
            (DaysToCommit::Known { days: taken }, _) => {
                let taken = days(taken);
                let sentence = format!("The first commit is there already, after {taken}. The bar is {words}.");
                (state == State::NotMet, None, sentence)
            }
            _ => (
                state == State::NotMet,
                None,
                format!("The bar is {words}. It needs an idea that is before the first commit."),
            ),
        };
        chance(1, until, is_lost, sentence)
    }

    fn review_cycles(&self, still: &Continuations) -> Chance {
        let Some(bar) = self.card.review_cycles.bar().filter(|_| self.has_baseline()) else {
            return self.without_baseline(2);
        };
        let is_lost = !still.can_meet(bar);
        let words = one_decimal(bar);
        let read_on = day(self.read_on);
        let sentence = match (is_lost, self.read_on < self.today) {
            (true, true) => format!(
                "A reviewed pull request had to be merged by {read_on}, the read date, with {words} review cycles or less \
                 on average; that passed {}.",
                ago((self.today - self.read_on).num_days())
            ),
            (true, false) => {
                format!("Nothing that can still be merged brings the review cycles down to the bar of {words}.")
            }
            (false, _) => format!(
                "The review cycles of what is merged by {read_on}, the read date, count. The bar is {words} or less on \
                 average."
            ),
        };
        chance(2, Some(self.read_on), is_lost, sentence)
    }

    fn energy(&self) -> Chance {
        let bar = self.programme.terms.energy_at_least;
        let sentence = self.closes.map_or_else(String::new, |(closes, last)| {
            let zone = self.programme.zone;
            let until = match closes == start_of_day(last + Days::new(1), zone) {
                true => format!("the end of {}", day(last)),
                false => instant(closes, zone),
            };
            format!(
                "The answers of {} count, the last until {until}. The bar is {bar} or more on average.",
                counted(self.programme.terms.weeks),
            )
        });
        let until = self.closes.map(|(_, last)| last);
        chance(3, until, self.state(3) == State::NotMet, sentence)
    }

    fn outcome(&self) -> Chance {
        let is_lost = self.state(4) == State::NotMet;
        let panel = self.card.outcome.panel(Series::NewModel);
        let is_shipped = panel.is_some_and(|panel| panel.outcome.shipped.is_some());
        let read_on = day(self.read_on);
        let sentence = match (is_lost, is_shipped) {
            (true, false) => format!(
                "The feature had to ship by {read_on}, the read date; that passed {}.",
                ago((self.today - self.read_on).num_days())
            ),
            (true, true) => {
                format!("The primary metric did not move as expected until {read_on}, the read date.")
            }
            (false, true) if self.read_on < self.today => format!(
                "The feature has shipped; whether its primary metric moved as expected by {read_on}, the read date, is not \
                 known before its values are entered."
            ),
            (false, _) => format!(
                "The feature has to ship, and its primary metric to move as expected, by {read_on}, the read date."
            ),
        };
        chance(4, Some(self.read_on), is_lost, sentence)
    }

    fn state(&self, number: u8) -> State {
        let mut found = self.card.criteria.iter().filter(|one| one.number == number);
        found.next().map_or(State::NotKnown, |criterion| criterion.state)
    }

    fn has_baseline(&self) -> bool {
        self.programme.baseline.len() >= usize::from(self.programme.terms.baseline_features)
    }

    fn without_baseline(&self, number: u8) -> Chance {
        let sentence = format!(
            "The bar is known once the baseline is complete: {} of {} features are entered.",
            self.programme.baseline.len(),
            self.programme.terms.baseline_features
        );
        chance(number, None, false, sentence)
    }

    fn moment(&self, moment: Moment) -> String {
        match moment {
            Moment::Instant(at) => instant(at, self.programme.zone),
            Moment::Date(on) => day(on),
        }
    }
}

/// The day of the last instant before `at`.
fn last_day(at: DateTime<Utc>, zone: Tz) -> Option<NaiveDate> {
    let before = at.checked_sub_signed(TimeDelta::microseconds(1))?;
    Some(local_date(before, zone))
}

fn chance(number: u8, until: Option<NaiveDate>, is_lost: bool, sentence: String) -> Chance {
    Chance {
        number,
        until,
        is_lost,
        sentence,
    }
}

/// `Thu 15 Jan 2026`.
fn day(on: NaiveDate) -> String {
    on.format("%a %-d %b %Y").to_string()
}

fn counted(weeks: u8) -> String {
    match weeks {
        1 => "1 week".to_owned(),
        weeks => format!("{weeks} weeks"),
    }
}

fn ago(days: i64) -> String {
    match days {
        ..=0 => "earlier today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

fn ahead(days: i64) -> String {
    match days {
        ..=0 => "which is today".to_owned(),
        1 => "which is tomorrow".to_owned(),
        days => format!("{days} days from now"),
    }
}
