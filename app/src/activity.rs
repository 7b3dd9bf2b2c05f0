//! The activity log, as people read it.

pub mod pages;
mod place;
