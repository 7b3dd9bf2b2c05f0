//! A pilot as a whole: starting one, overview.

pub mod add;
pub mod pages;
mod rail;
