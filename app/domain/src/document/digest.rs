//! The digests by which texts are known.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::body::Body;

/// What was signed: SHA-256, in 64 lowercase hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// What was hashed.
    pub(crate) fn of(hash: Sha256) -> Self {
        Self(hex::encode(hash.finalize()))
    }

    /// The 64 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first twelve digits, for people to compare at a glance.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Digest {
    type Err = NotADigest;
    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let hexadecimal = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() == 64 && hexadecimal {
            Ok(Self(text.into()))
        } else {
            Err(NotADigest)
        }
    }
}

/// The text is not 64 lowercase hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A digest is 64 lowercase hexadecimal digits.")]
pub struct NotADigest;

/// The SHA-256 of the text alone: what `sha256sum` says of the file in which a revision is downloaded.
#[must_use]
pub fn text_digest(body: &Body) -> Digest {
    Digest::of(Sha256::new_with_prefix(body.as_str()))
}
