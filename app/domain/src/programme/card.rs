//! One card per metric: its rows in drawing order, what they are compared with, and the words.

use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::criterion::cycles_bar;
use crate::decimal::Decimal;
use crate::metric::format::durations;
use crate::metric::{Band, CycleTimes, CyclesOfSet, Energy, FirstCommit, Outcome, Ratio, Series};
use crate::terms::Statistic;

/// M1 of one feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstCommitRow {
    /// Whose it is.
    pub series: Series,
    /// The feature.
    pub name: String,
    /// The value with its inputs.
    pub measured: FirstCommit,
    /// The value in words: `6.0 days`, `No commit yet, day 9`.
    pub label: String,
}

/// A place among several: `fastest of five`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// From 1.
    pub place: usize,
    /// Of this many.
    pub of: usize,
    /// Another has the same value.
    pub shared: bool,
}

/// Where a value lies against the range of the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Below its smallest.
    Below,
    /// Within, ends included.
    Inside,
    /// Above its largest.
    Above,
}

impl Position {
    pub(super) fn of(value: Ratio, band: Band) -> Self {
        if band.contains(value) {
            Self::Inside
        } else if value < band.min {
            Self::Below
        } else {
            Self::Above
        }
    }
}

/// M1: a row per baseline feature, then the new and the old model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstCommitCard {
    /// In drawing order.
    pub rows: Vec<FirstCommitRow>,
    /// The agreed statistic.
    pub statistic: Statistic,
    /// The baseline, by that statistic.
    pub baseline: Option<Ratio>,
    /// The baseline by the statistic not agreed: a rival.
    pub other_statistic: Option<Ratio>,
    /// Smallest and largest of the baseline.
    pub band: Option<Band>,
    /// The new model's value must be at or below this.
    pub bar: Option<Ratio>,
    /// The new model's place among it and the baseline.
    pub place: Option<Place>,
    /// The new model's value against the band.
    pub position: Option<Position>,
    /// The last moment at which the new model's first commit still meets the bar; `None` once
    /// there is one or the moment has passed.
    pub last_chance: Option<Moment>,
    /// The metric in one or two sentences.
    pub summary: String,
    /// What a reader should know beside it.
    pub notes: Vec<String>,
}

impl FirstCommitCard {
    /// The new model's row.
    pub fn new_model(&self) -> Option<&FirstCommitRow> {
        self.rows.iter().find(|row| row.series == Series::NewModel)
    }

    /// The baseline's rows.
    pub fn baseline_rows(&self) -> impl Iterator<Item = &FirstCommitRow> {
        self.rows.iter().filter(|row| row.series == Series::Baseline)
    }
}

/// M2 of one series, or of one baseline feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CyclesRow {
    /// Whose it is.
    pub series: Series,
    /// The feature, or `Baseline`.
    pub name: String,
    /// Every pull request and the value.
    pub set: CyclesOfSet,
}

/// M2: a row for the pooled baseline, then the new and the old model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CyclesCard {
    /// In drawing order.
    pub rows: Vec<CyclesRow>,
    /// The baseline feature by feature.
    pub baseline_features: Vec<CyclesRow>,
    /// The baseline as the mean of its features' own values: a rival.
    pub mean_of_feature_means: Option<Ratio>,
    /// How much more than the baseline still meets the bar, in percent of it.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub tolerance_percent: Decimal,
    /// The metric in one or two sentences.
    pub summary: String,
    /// What a reader should know beside it.
    pub notes: Vec<String>,
}

impl CyclesCard {
    /// The new model's value must be at or below this; `None` without a baseline.
    pub fn bar(&self) -> Option<Ratio> {
        cycles_bar(self.row(Series::Baseline)?.set.value()?, self.tolerance_percent)
    }

    /// The row of a series.
    pub fn row(&self, series: Series) -> Option<&CyclesRow> {
        self.rows.iter().find(|row| row.series == series)
    }
}

/// M3 of one series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleTimeRow {
    /// Whose it is.
    pub series: Series,
    /// The feature, or `Baseline`.
    pub name: String,
    /// Every pull request and the value.
    pub times: CycleTimes,
}

/// M3: a row for the baseline, then the new and the old model. Never a success criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleTimeCard {
    /// In drawing order.
    pub rows: Vec<CycleTimeRow>,
    /// The metric in one or two sentences.
    pub summary: String,
    /// What a reader should know beside it.
    pub notes: Vec<String>,
}

impl CycleTimeCard {
    /// The row of a series.
    pub fn row(&self, series: Series) -> Option<&CycleTimeRow> {
        self.rows.iter().find(|row| row.series == series)
    }

    /// The median of a series in words, in the unit that all of them are told in.
    pub fn median(&self, series: Series) -> Option<String> {
        let known = || self.rows.iter().filter_map(|row| Some((row.series, row.times.median?)));
        let told = durations(&known().map(|(_, median)| median).collect::<Vec<_>>());
        let mut named = known().zip(told);
        named.find_map(|((of, _), said)| (of == series).then_some(said))
    }
}

/// M4 of one arm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnergyPanel {
    /// Whose it is.
    pub series: Series,
    /// The pilot PM, or all of them.
    pub name: String,
    /// Every week and the value; of several PMs pooled.
    pub energy: Energy,
    /// Each pilot PM with their own weeks.
    pub pms: Vec<PmEnergy>,
}

/// The weeks of one pilot PM.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PmEnergy {
    /// Who.
    pub name: String,
    /// Every week and the value.
    pub energy: Energy,
}

impl EnergyPanel {
    /// `3 of 4 weeks`; of several PMs, who answer each for themselves, `7 of 8 answers`.
    pub fn answered(&self) -> String {
        let what = if self.pms.len() > 1 { "answers" } else { "weeks" };
        format!("{} of {} {what}", self.energy.given, self.energy.of())
    }
}

/// M4: the new model, which decides, and the old model apart. There is no baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnergyCard {
    /// In drawing order.
    pub panels: Vec<EnergyPanel>,
    /// The mean must be at least this.
    pub bar: Decimal,
    /// The metric in one or two sentences.
    pub summary: String,
    /// What a reader should know beside it.
    pub notes: Vec<String>,
}

impl EnergyCard {
    /// The panel of a series.
    pub fn panel(&self, series: Series) -> Option<&EnergyPanel> {
        self.panels.iter().find(|panel| panel.series == series)
    }
}

/// M5 of one arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomePanel {
    /// Whose it is.
    pub series: Series,
    /// The feature.
    pub name: String,
    /// The windows and the value.
    pub outcome: Outcome,
}

/// M5: one panel per arm; their scales differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeCard {
    /// In drawing order.
    pub panels: Vec<OutcomePanel>,
    /// The metric in one or two sentences.
    pub summary: String,
    /// What a reader should know beside it.
    pub notes: Vec<String>,
}

impl OutcomeCard {
    /// The panel of a series.
    pub fn panel(&self, series: Series) -> Option<&OutcomePanel> {
        self.panels.iter().find(|panel| panel.series == series)
    }
}
