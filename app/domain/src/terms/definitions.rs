//! Which edition of the definitions of the metrics the numbers are computed by.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The edition of the definitions of metrics, criteria and verdicts that freezes with a start.
pub const DEFINITIONS: u32 = 1;

/// The built-in definitions as text, in Markdown (`metrics.md` M1 to M5).
pub const DEFINITIONS_TEXT: &str = include_str!("definitions.md");

/// The definitions that terms name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definitions {
    /// The edition, counted from 1: the one that freezes when a pilot starts.
    pub edition: u32,
    /// The first twelve hexadecimal digits of the SHA-256 over their text.
    pub hash: String,
}

static CURRENT: LazyLock<Definitions> = LazyLock::new(|| Definitions {
    edition: DEFINITIONS,
    hash: hex::encode(&Sha256::digest(DEFINITIONS_TEXT)[..6]),
});

impl Definitions {
    /// The definitions this version of the software computes by.
    #[must_use]
    pub fn current() -> Self {
        CURRENT.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_text_is_another_edition() {
        // Whoever changes the text raises the edition and writes both here.
        let pinned = ("b36a8d08b064", 1);
        let current = Definitions::current();
        assert_eq!((current.hash.as_str(), current.edition), pinned);
    }
}
