//! People: set-up, invitations, signing in and out, settings, the inbox.

pub mod actions;
pub mod invite;
mod links;
pub mod pages;
mod welcome;
