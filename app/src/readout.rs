//! The readout: slides from frozen numbers, and the freezing.

pub mod actions;
pub mod pages;
pub mod slide;
pub mod speaker;
