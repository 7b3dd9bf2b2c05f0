//! Flags of the features: what was turned on and off, and how soon back.

pub mod actions;
pub mod pages;
