//! What is wrong with terms as they were written.

use chrono::Datelike as _;

use super::{Problem, TermName, Terms};
use crate::calendar::{YEARS, fits};
use crate::decimal::Decimal;

impl Terms {
    /// What is wrong with the values that are known. Missing values are not problems here; see
    /// [`Terms::agreed`].
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let whole = |value: Option<u8>| value.map(Decimal::from);
        let (none, one) = (Decimal::ZERO, Decimal::from(1));
        // Less than six minutes a week is nothing to promise.
        let (hours, least_hours) = (self.dri_hours_per_week, Decimal::hundredths(10));
        let tolerance = Some(self.cycles_tolerance_percent);
        for (value, least, most, term, what) in [
            (whole(self.weeks), one, 26, TermName::Weeks, "The number of weeks"),
            (
                whole(self.pilot_pms),
                Decimal::from(2),
                20,
                TermName::PilotPms,
                "The number of pilot PMs, at least one in each arm,",
            ),
            (
                hours,
                least_hours,
                40,
                TermName::DriHoursPerWeek,
                "Review hours per week",
            ),
            (
                whole(self.baseline_features),
                one,
                20,
                TermName::BaselineFeatures,
                "The number of baseline features",
            ),
            (
                self.commit_drop_percent,
                one,
                100,
                TermName::CommitDropPercent,
                "The drop in percent",
            ),
            (
                tolerance,
                none,
                100,
                TermName::CyclesTolerance,
                "The tolerance in percent",
            ),
            (
                self.energy_at_least,
                one,
                5,
                TermName::EnergyAtLeast,
                "The lowest average energy",
            ),
            (
                whole(self.success_at),
                one,
                4,
                TermName::SuccessAt,
                "The number of criteria met for success",
            ),
            (
                whole(self.iterate_at),
                none,
                3,
                TermName::IterateAt,
                "The number of criteria met to iterate",
            ),
        ] {
            if let Some(value) = value.filter(|value| *value < least || *value > Decimal::from(most)) {
                let sentence = format!("{what} must be from {least} to {most}, and is {value}.");
                problems.push(Problem { term, sentence });
            }
        }
        if let Some(at) = self.readout_at.filter(|at| !fits(at.date())) {
            problems.push(Problem {
                term: TermName::ReadoutAt,
                sentence: format!(
                    "The readout must be in a year from {} to {}, and is in {}.",
                    YEARS.start(),
                    YEARS.end(),
                    at.year()
                ),
            });
        }
        let mut problem = |term, sentence: String| problems.push(Problem { term, sentence });
        if self.cycles_tolerance().is_some() && self.cycles_must_not_increase != Some(true) {
            let sentence = "The tolerance is one of the second criterion, which is not required.".to_owned();
            problem(TermName::CyclesTolerance, sentence);
        }
        if let (Some(iterate), Some(success)) = (self.iterate_at, self.success_at)
            && iterate >= success
        {
            let sentence = format!(
                "Iterate must need fewer criteria than success, and needs {iterate} where success needs {success}."
            );
            problem(TermName::IterateAt, sentence);
        }
        for (items, term, what) in [
            (&self.asks, TermName::Asks, "an ask"),
            (&self.metrics, TermName::Metrics, "a metric"),
            (&self.pm_zone, TermName::PmZone, "a PM zone item"),
            (
                &self.engineering_zone,
                TermName::EngineeringZone,
                "an engineering zone item",
            ),
            (&self.week_one, TermName::WeekOne, "a week-one activity"),
            (&self.no_go, TermName::NoGo, "a no-go statement"),
        ] {
            if items.iter().any(|item| item.trim().is_empty()) {
                problem(term, format!("An empty line is not {what}."));
            }
        }
        for item in &self.pm_zone {
            if self
                .engineering_zone
                .iter()
                .any(|other| other.trim().eq_ignore_ascii_case(item.trim()))
            {
                problem(
                    TermName::EngineeringZone,
                    format!("“{item}” is on both sides of the zone."),
                );
            }
        }
        problems
    }
}
