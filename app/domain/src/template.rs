//! The proposal a new pilot starts from.

use crate::document::Body;

/// The built-in proposal, with placeholders where a name, a date or a choice belongs.
#[must_use]
pub fn body() -> Body {
    Body::new(include_str!("template.md")).expect("the template is within the bounds of a body")
}
