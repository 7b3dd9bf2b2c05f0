//! The five metrics of `metrics.md`, one pure function per definition. The same code computes the
//! baseline and the pilot. Comparisons are exact; rounding is for display only.

pub mod baseline;
pub mod cycle_time;
pub mod energy;
pub mod first_commit;
pub mod format;
pub mod outcome;
mod ratio;
pub mod review_cycles;
mod settling;

pub use baseline::{Band, BaselineFeature, BaselinePr};
pub use cycle_time::{CycleTime, CycleTimes, PrCycleTime, cycle_time};
pub use energy::{Energy, EnergyWeek, energy};
pub use first_commit::{CommitSource, DaysToCommit, FirstCommit, days_between, first_commit};
pub use outcome::{Outcome, Window, outcome};
pub use ratio::Ratio;
pub use review_cycles::{CyclesOfSet, PrCycles, ReviewCycles, review_cycles};
pub use settling::Continuations;

use serde::{Deserialize, Serialize};

/// Which of the three series a value belongs to, in the order pages draw them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// Features shipped before the pilot.
    Baseline,
    /// The new-model feature.
    NewModel,
    /// The old-model feature.
    OldModel,
}

impl Series {
    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Baseline => "Baseline",
            Self::NewModel => "New model",
            Self::OldModel => "Old model",
        }
    }
}
