//! The energy survey: answering it, signed in or by personal link.

pub mod actions;
pub mod by_link;
pub mod pages;
pub mod plan;
mod question;
