//! The zone boundary: its two sides, trying a change, editing and signing.

pub mod actions;
pub mod amendment;
pub mod compare;
pub mod difference;
pub mod draft;
pub mod drafting;
pub mod history;
pub mod item;
pub mod pages;
mod parts;
pub mod remark;
pub mod remarking;
pub mod remarks;
pub mod trying;
