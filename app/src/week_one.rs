//! Week one: the two lists, ticks of each arm, and the no-go list.

pub mod actions;
pub mod pages;
