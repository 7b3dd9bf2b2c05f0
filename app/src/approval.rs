//! Approval: the asks, the check before deciding, the decision and its permanent record.

pub mod actions;
pub mod check;
pub mod inbox;
pub mod pages;
pub mod record;
pub mod sending;
pub mod standing;
