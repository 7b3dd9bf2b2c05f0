//! The decision of the readout: recorded by one side, confirmed by the other.

pub mod actions;
pub mod pages;
