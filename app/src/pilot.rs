//! A pilot as a whole: starting one, overview and activity.

pub mod add;
pub mod pages;
