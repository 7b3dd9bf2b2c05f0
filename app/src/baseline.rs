//! The baseline: entering the features shipped before the pilot, and what they give.

pub mod actions;
pub mod pages;
