//! People: set-up, invitations, signing in and out, settings, and what whoever runs the installation does for accounts.

pub mod actions;
pub mod admin;
pub mod agent;
pub mod invite;
mod links;
pub mod own;
pub mod pages;
pub mod settings;
pub mod welcome;

pub(crate) use actions::email;
