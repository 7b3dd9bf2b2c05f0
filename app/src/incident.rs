//! Incidents: what went against the no-go list, and what was done about it.

pub mod actions;
pub mod pages;
