//! Which terms differ between two revisions.

use super::{TermName, Terms};

impl Terms {
    /// The terms whose values differ, in the order of the fields.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<TermName> {
        [
            (self.weeks != other.weeks, TermName::Weeks),
            (self.pilot_pms != other.pilot_pms, TermName::PilotPms),
            (
                self.dri_hours_per_week != other.dri_hours_per_week,
                TermName::DriHoursPerWeek,
            ),
            (
                self.baseline_features != other.baseline_features,
                TermName::BaselineFeatures,
            ),
            (
                self.baseline_statistic != other.baseline_statistic,
                TermName::BaselineStatistic,
            ),
            (
                self.commit_drop_percent != other.commit_drop_percent,
                TermName::CommitDropPercent,
            ),
            (
                self.cycles_must_not_increase != other.cycles_must_not_increase
                    || self.cycles_tolerance_percent != other.cycles_tolerance_percent,
                TermName::CyclesMustNotIncrease,
            ),
            (self.energy_at_least != other.energy_at_least, TermName::EnergyAtLeast),
            (
                self.outcome_must_move != other.outcome_must_move,
                TermName::OutcomeMustMove,
            ),
            (self.success_at != other.success_at, TermName::SuccessAt),
            (self.iterate_at != other.iterate_at, TermName::IterateAt),
            (self.readout_at != other.readout_at, TermName::ReadoutAt),
            (
                self.asks != other.asks || self.assigned != other.assigned,
                TermName::Asks,
            ),
            (self.metrics != other.metrics, TermName::Metrics),
            (self.pm_zone != other.pm_zone, TermName::PmZone),
            (
                self.engineering_zone != other.engineering_zone,
                TermName::EngineeringZone,
            ),
            (self.week_one != other.week_one, TermName::WeekOne),
            (self.no_go != other.no_go, TermName::NoGo),
            (self.zone_version != other.zone_version, TermName::ZoneVersion),
            (
                self.metric_definitions != other.metric_definitions,
                TermName::MetricDefinitions,
            ),
            (self.energy_baseline != other.energy_baseline, TermName::EnergyBaseline),
            (self.missing_data != other.missing_data, TermName::MissingData),
        ]
        .into_iter()
        .filter_map(|(differs, term)| differs.then_some(term))
        .collect()
    }
}
