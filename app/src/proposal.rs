//! The proposal: reading, editing, completing, sending, history and comparison.

pub mod actions;
pub mod arrange;
pub mod compare;
pub mod complete;
pub mod conflict;
pub mod edit;
pub mod history;
pub mod inbox;
pub mod kept;
pub mod pages;
pub mod preview;
pub mod terms;
pub mod understood;
