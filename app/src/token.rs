//! Random tokens for links: 32 bytes, of which only the hash is ever stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// A secret to put in a link.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new token from the system's randomness.
    ///
    /// # Panics
    /// When the system has no randomness to give: nothing secret can be made then.
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the system gives random bytes");
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Whether a text could be one of these.
    pub fn fits(text: &str) -> bool {
        text.len() == 43
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    }

    /// The text that goes into the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is stored of this token.
    pub fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }
}

/// What a session is stored under.
pub fn session_hash(id: &tower_sessions::session::Id) -> [u8; 32] {
    Sha256::digest(id.0.to_be_bytes()).into()
}

/// What is stored of the token in a link.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
