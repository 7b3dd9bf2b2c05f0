//! The application on a test's database, and people who ask it for things. Every answer, of every
//! test, is held to what all answers promise.

mod actor;
mod answer;
mod instance;
mod statements;

pub use actor::{Actor, WITH_FILES, encode};
pub use answer::{Answer, value_of};
pub use instance::{TestApp, now};
pub use statements::statements;

/// Everybody's password.
pub const PASSWORD: &str = "seven small boats";
