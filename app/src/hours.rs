//! Review hours: a DRI logs a week in one tap, and the meter holds the sum against the promise.

pub mod actions;
pub mod pages;
