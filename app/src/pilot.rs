//! A pilot as a whole: starting one, overview.

pub mod add;
pub mod draft;
pub mod pages;
mod rail;
