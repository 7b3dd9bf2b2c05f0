//! What measuring and drilling have in common: the program that is started, its database, browsers and deliveries.

pub mod browser;
pub mod database;
pub mod deliveries;
pub mod process;
