//! The numbers of `metrics.md`, worked out by hand from its text.

mod build;
mod chances;
mod criteria;
mod cycles;
mod properties;
mod scorecard;
mod second_reader;
mod times;
