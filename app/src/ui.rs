//! Pieces every page is made of. They take plain values and reach for no data.

pub mod field;
pub mod frame;

pub use field::{ErrorSummary, Field, Hidden, TextArea, area_text};
pub use frame::{Nav, Title, page, plain, reading, working};
