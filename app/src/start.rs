//! The start: what is missing, what freezes, and the record of it.

pub mod actions;
pub mod chances;
pub mod pages;
pub mod planned;
