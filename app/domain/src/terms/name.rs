//! The terms by name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Every term there is. The last three are not fields of [`Terms`]: they are agreements about
/// numbers which the document should state and which the reader looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermName {
    /// [`Terms::weeks`].
    Weeks,
    /// [`Terms::pilot_pms`].
    PilotPms,
    /// [`Terms::dri_hours_per_week`].
    DriHoursPerWeek,
    /// [`Terms::baseline_features`].
    BaselineFeatures,
    /// [`Terms::baseline_statistic`].
    BaselineStatistic,
    /// [`Terms::commit_drop_percent`].
    CommitDropPercent,
    /// [`Terms::cycles_must_not_increase`].
    CyclesMustNotIncrease,
    /// [`Terms::energy_at_least`].
    EnergyAtLeast,
    /// [`Terms::outcome_must_move`].
    OutcomeMustMove,
    /// [`Terms::success_at`].
    SuccessAt,
    /// [`Terms::iterate_at`].
    IterateAt,
    /// [`Terms::readout_at`].
    ReadoutAt,
    /// [`Terms::asks`].
    Asks,
    /// [`Terms::metrics`].
    Metrics,
    /// [`Terms::pm_zone`].
    PmZone,
    /// [`Terms::engineering_zone`].
    EngineeringZone,
    /// [`Terms::week_one`].
    WeekOne,
    /// [`Terms::no_go`].
    NoGo,
    /// [`Terms::zone_version`].
    ZoneVersion,
    /// [`Terms::metric_definitions`].
    MetricDefinitions,
    /// [`Terms::cycles_tolerance_percent`]. It is told with [`TermName::CyclesMustNotIncrease`] and has a
    /// field of its own in forms.
    CyclesTolerance,
    /// What the energy of the pilot is compared with.
    EnergyBaseline,
    /// What counts when a number cannot be had.
    MissingData,
    /// Which metrics decide and which are only reported.
    MetricsWithoutCriterion,
}

impl TermName {
    /// The name people see, without a full stop.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Weeks => "Length of the pilot",
            Self::PilotPms => "Pilot PMs",
            Self::DriHoursPerWeek => "Review hours per DRI and week",
            Self::BaselineFeatures => "Baseline features",
            Self::BaselineStatistic => "Baseline statistic",
            Self::CommitDropPercent => "Drop in days from idea to first commit",
            Self::CyclesMustNotIncrease => "Review cycles do not increase",
            Self::EnergyAtLeast => "Lowest average energy",
            Self::OutcomeMustMove => "Feature ships and moves its primary metric",
            Self::SuccessAt => "Criteria met for success",
            Self::IterateAt => "Criteria met to iterate",
            Self::ReadoutAt => "Time of the readout",
            Self::Asks => "Asks",
            Self::Metrics => "Metrics reported",
            Self::PmZone => "PM zone",
            Self::EngineeringZone => "Engineering zone",
            Self::WeekOne => "Week-one activities",
            Self::NoGo => "Week-one no-go list",
            Self::ZoneVersion => "Zone version",
            Self::MetricDefinitions => "Metric definitions",
            Self::CyclesTolerance => "Tolerance for review cycles",
            Self::EnergyBaseline => "Energy baseline",
            Self::MissingData => "Rule for missing data",
            Self::MetricsWithoutCriterion => "Metrics without a criterion",
        }
    }
}

impl fmt::Display for TermName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
