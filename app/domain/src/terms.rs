//! The typed terms of a proposal: what the software enforces and evaluates once they are signed.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// How four baseline values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// The middle value; of an even count, the mean of the middle two.
    Median,
    /// The arithmetic mean.
    Mean,
}

/// The terms of one revision as far as they are known. A term nobody stated is `None`: unsure is
/// said, never guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// Length of the pilot, in weeks.
    pub weeks: Option<u8>,
    /// How many pilot PMs take part, one per arm.
    pub pilot_pms: Option<u8>,
    /// Review hours per week asked of each engineering DRI.
    pub dri_hours_per_week: Option<u8>,
    /// How many earlier features make the baseline.
    pub baseline_features: Option<u8>,
    /// How the baseline features become one value.
    pub baseline_statistic: Option<Statistic>,
    /// Criterion 1: days from idea to first commit must drop by at least this many percent.
    pub commit_drop_percent: Option<u8>,
    /// Criterion 2: review cycles per PR must not increase.
    pub cycles_must_not_increase: Option<bool>,
    /// Criterion 3: energy must average at least this, of 5.
    pub energy_at_least: Option<u8>,
    /// Criterion 4: the feature ships and moves its primary metric as expected.
    pub outcome_must_move: Option<bool>,
    /// This many criteria met is success.
    pub success_at: Option<u8>,
    /// Exactly this many criteria met is iterate; fewer is roll back.
    pub iterate_at: Option<u8>,
    /// When the readout is held, local time in the pilot's zone.
    pub readout_at: Option<NaiveDateTime>,
    /// The asks put to the approver, in order, in the document's words.
    pub asks: Vec<String>,
    /// The metrics reported, in order.
    pub metrics: Vec<String>,
    /// What pilot PMs may change, in the document's words.
    pub pm_zone: Vec<String>,
    /// What stays with engineering.
    pub engineering_zone: Vec<String>,
    /// Week-one activities.
    pub week_one: Vec<String>,
    /// Week-one no-go statements.
    pub no_go: Vec<String>,
}

/// Terms with nothing missing: what can be sent, signed, enforced and evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedTerms {
    /// Length of the pilot, in weeks.
    pub weeks: u8,
    /// Review hours per week of each engineering DRI.
    pub dri_hours_per_week: u8,
    /// How many pilot PMs, and so how many DRIs.
    pub pilot_pms: u8,
    /// How many earlier features make the baseline.
    pub baseline_features: u8,
    /// How the baseline features become one value.
    pub baseline_statistic: Statistic,
    /// Criterion 1, in percent.
    pub commit_drop_percent: u8,
    /// Criterion 3, of 5.
    pub energy_at_least: u8,
    /// Criteria met for success.
    pub success_at: u8,
    /// Criteria met for iterate.
    pub iterate_at: u8,
    /// When the readout is held, local time in the pilot's zone.
    pub readout_at: NaiveDateTime,
}
