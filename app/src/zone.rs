//! The zone boundary: its two sides, trying paths, editing and signing.

pub mod actions;
pub mod compare;
pub mod difference;
pub mod draft;
pub mod drafting;
pub mod pages;
mod parts;
