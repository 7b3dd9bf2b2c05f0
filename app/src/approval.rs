//! Approval: sending, the asks, the check before deciding, the decision and its permanent record,
//! conditions, and deputies.

pub mod actions;
mod answering;
mod beside;
pub mod changes;
pub mod check;
pub mod conditions;
pub mod deputy;
pub mod glance;
pub mod pages;
mod parts;
pub mod record;
pub mod sending;
pub mod standing;
mod stating;
pub mod steps;
