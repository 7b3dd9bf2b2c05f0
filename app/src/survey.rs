//! The energy survey: answering it, signed in or by personal link.

pub mod actions;
pub mod pages;
mod question;
