//! The proposal: its revisions hashed, compared, merged, exported and judged.

mod change;
mod diff;
mod edit;
mod export;
mod lint;
mod merge;
mod touched;

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use change::{Change, Edit as SectionEdit, Reader, Reason, Restated, change};
pub use diff::{SectionDiff, Tag, compare, diff_words};
pub use edit::{Applied, Overlap, Place, Sides, apply, placed, sides};
pub use export::{Imported, import, with_terms};
pub use lint::{Lint, lints};
pub use merge::{Conflict, Merge, Part, merge};
pub use touched::{Touched, touched};

use crate::document::{Body, Digest};
use crate::terms::Terms;

/// The number of a revision within its pilot, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct RevisionNumber(pub i32);

impl RevisionNumber {
    /// The number of the first revision.
    pub const FIRST: Self = Self(1);

    /// The number after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for RevisionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for RevisionNumber {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The digest of a revision. Prose and terms are each preceded by their length in eight bytes, so
/// that no text can move from one to the other without changing it.
#[must_use]
pub fn digest(body: &Body, terms: &Terms) -> Digest {
    let terms = terms.canonical_json();
    let mut hash = Sha256::new();
    for part in [body.as_str(), terms.as_str()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    Digest::of(hash)
}
