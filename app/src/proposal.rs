//! The proposal: reading, editing, completing, sending, history and comparison.

pub mod actions;
pub mod compare;
pub mod complete;
pub mod conflict;
pub mod edit;
pub mod history;
pub mod inbox;
pub mod pages;
pub mod terms;
pub mod understood;
