//! Where the facts come from: repositories, shipping, values of the primary metrics, links by hand.

pub mod actions;
pub mod arriving;
pub mod confirming;
pub mod corrections;
pub mod counting;
pub mod github_app;
pub mod importing;
pub mod opening;
pub mod pages;
pub mod pulls;
pub mod reconciling;
pub mod replaying;
pub mod tokens;
pub mod values;

pub(crate) use actions::refuse;
