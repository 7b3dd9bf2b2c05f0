//! The proposal: reading, editing, completing, sending, history and comparison.

pub mod actions;
pub mod arrange;
pub mod compare;
pub mod comparison;
pub mod complete;
pub mod conflict;
pub mod difference;
pub mod edit;
pub mod first;
pub mod history;
pub mod kept;
pub mod pages;
pub mod parts;
mod place;
pub mod preview;
pub mod reading;
pub mod revise;
pub mod revision;
pub mod terms;
pub mod understood;
pub mod unseen;
