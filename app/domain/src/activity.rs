//! The activity log's hash chain: every entry commits to the one before it, so that a changed,
//! removed or inserted row shows.

mod chain;
pub mod event;
mod export;
mod feature;
mod seal;
mod sentence;
mod words;

pub use chain::{Broken, Expected, Fault, Verifier};
pub use event::Event;
pub use export::{Header, Link, Malformed, Reader, Summary, full_line, header_line, withheld_line};
pub use feature::Feature;
pub use seal::{Seal, Seals};
pub use sentence::{Part, Place, Sentence};
pub use words::words;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// The hash before the first entry.
pub const GENESIS: Hash = [0; 32];

/// One entry as it was hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Position in the log, from 1, without gaps.
    pub seq: i64,
    /// When it happened, to the microsecond (finer parts are not hashed: the database drops them).
    pub at: DateTime<Utc>,
    /// Who did it; `None` for the software itself.
    pub person: Option<i64>,
    /// In which pilot; `None` for the installation.
    pub pilot: Option<i64>,
    /// What was done, `feature.verb`.
    pub action: String,
    /// What exactly, as JSON text.
    pub detail: String,
    /// The digest over what it seals ([`Seals`]); `None` for what changed no row, and for entries of before there
    /// were seals.
    pub seals: Option<Hash>,
}

/// An entry with the hashes stored beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The entry.
    pub entry: Entry,
    /// The stored hash of the entry before.
    pub prev: Hash,
    /// The stored hash of this one.
    pub hash: Hash,
}

/// A hash as 64 lowercase hexadecimal digits.
pub fn hex(hash: &Hash) -> String {
    hex::encode(hash)
}

/// The hash that these 64 hexadecimal digits stand for.
pub fn from_hex(text: &str) -> Option<Hash> {
    let mut hash = GENESIS;
    hex::decode_to_slice(text, &mut hash).is_ok().then_some(hash)
}

/// The hash of an entry that follows `prev`. Every field is length-prefixed, so that no two
/// different entries can share their bytes. What is sealed is a field more, where something is.
pub fn hash(prev: &Hash, entry: &Entry) -> Hash {
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut sha = Sha256::new();
    sha.update(prev);
    for field in [
        entry.seq.to_string(),
        entry.at.timestamp_micros().to_string(),
        number(entry.person),
        number(entry.pilot),
        entry.action.clone(),
        entry.detail.clone(),
    ] {
        sha.update((field.len() as u64).to_be_bytes());
        sha.update(field.as_bytes());
    }
    if let Some(seals) = entry.seals {
        sha.update((seals.len() as u64).to_be_bytes());
        sha.update(seals);
    }
    sha.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_survives_being_written() {
        let mut some = GENESIS;
        some[0] = 0xab;
        some[31] = 0x01;
        assert_eq!(from_hex(&hex(&some)), Some(some));
        for text in [
            "",
            "ab",
            &"g".repeat(64),
            &"é".repeat(32),
            &"a".repeat(65),
            &"+1".repeat(32),
        ] {
            assert_eq!(from_hex(text), None, "{text}");
        }
    }

    #[test]
    fn moving_text_between_fields_changes_the_hash() {
        let mut one = Entry {
            seq: 1,
            at: DateTime::UNIX_EPOCH,
            person: None,
            pilot: None,
            action: String::new(),
            detail: String::new(),
            seals: None,
        };
        let mut other = one.clone();
        one.action = "ab".to_owned();
        one.detail = "c".to_owned();
        other.action = "a".to_owned();
        other.detail = "bc".to_owned();
        assert_ne!(hash(&GENESIS, &one), hash(&GENESIS, &other));
    }
}
