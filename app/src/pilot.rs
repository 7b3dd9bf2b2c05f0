//! A pilot as a whole: overview and activity.

pub mod pages;
