//! Comments and suggestions: beside the text, on pages of their own, and where they are made.

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod beside;
#[cfg(feature = "ssr")]
mod change;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod place;
#[cfg(feature = "ssr")]
pub mod thread;
#[cfg(feature = "ssr")]
mod turns;

// Runs in the browser.
pub mod selection;
