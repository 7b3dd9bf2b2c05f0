//! Mail as whoever runs the installation sees it, and what people want of it.

pub mod actions;
pub mod forgotten;
pub mod pages;
pub mod unsubscribe;
