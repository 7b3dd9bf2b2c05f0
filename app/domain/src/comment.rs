//! Comments and suggestions: where in the text they belong, whom they name, and who settles them.

mod alignment;
mod anchor;
mod carrier;
mod locate;
mod mention;
mod waiting;

pub use anchor::{Anchor, CONTEXT};
pub use carrier::Carrier;
pub use locate::{Found, as_seen, locate, plain};
pub use mention::mentioned;
pub use waiting::{Asked, Waiting};

use std::ops::Range;

use crate::document::{Body, BodyError};

/// The longest a comment may be, in characters.
pub const MAX_COMMENT: usize = 4000;
/// The longest words a comment may be about, in characters.
pub const MAX_QUOTE: usize = 2000;
/// The longest replacement a suggestion may offer, in characters.
pub const MAX_REPLACEMENT: usize = 8000;
/// The longest reason for declining a suggestion, in characters.
pub const MAX_REASON: usize = 1000;

/// Why a suggestion cannot become a revision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotApplicable {
    /// The words it replaces are not what they were.
    #[error("The text has changed since this was suggested.")]
    Changed,
    /// The text would not change.
    #[error("The text says this already.")]
    Same,
    /// The text would break a bound.
    #[error(transparent)]
    Body(#[from] BodyError),
}

/// The body with the suggested words in place of those quoted. `placed` is where the quote stands now,
/// `None` when it is lost.
///
/// # Errors
/// When the text there is no longer the quote, the replacement is the same, or the result is too large.
pub fn accept(
    body: &Body,
    placed: Option<&Range<usize>>,
    quote: &str,
    replacement: &str,
) -> Result<Body, NotApplicable> {
    let placed = placed
        .filter(|placed| body.as_str().get((*placed).clone()) == Some(quote))
        .ok_or(NotApplicable::Changed)?;
    let text = body.as_str();
    let accepted = Body::new(&format!(
        "{}{replacement}{}",
        &text[..placed.start],
        &text[placed.end..]
    ))?;
    if accepted == *body {
        return Err(NotApplicable::Same);
    }
    Ok(accepted)
}
