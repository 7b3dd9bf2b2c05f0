//! The five metrics of `metrics.md`, one pure function per definition. The same code computes the
//! baseline and the pilot. Comparisons are exact; rounding is for display only.

pub mod baseline;
pub mod format;
mod ratio;

pub use baseline::{BaselineFeature, BaselinePr};
pub use ratio::Ratio;
