//! A pilot as a whole: starting one, overview.

pub mod add;
pub mod draft;
pub mod pages;
pub mod put_away;
mod rail;
