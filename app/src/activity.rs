//! The activity log, as people read it.

mod asked;
pub mod pages;
mod place;
