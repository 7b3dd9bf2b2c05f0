//! The activity log's hash chain: every entry commits to the one before it, so that a changed,
//! removed or inserted row shows.

mod sentence;
mod words;

pub use sentence::{Feature, Part, Place, Sentence};
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

/// The hash of an entry that follows `prev`. Every field is length-prefixed, so that no two
/// different entries can share their bytes.
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
    sha.finalize().into()
}

/// The first row that does not fit the chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq}: {what}")]
pub struct Broken {
    /// The position of the bad row.
    pub seq: i64,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Walks the log one row at a time and ends with its head.
#[derive(Clone, Debug)]
pub struct Verifier {
    seq: i64,
    hash: Hash,
}

impl Default for Verifier {
    fn default() -> Self {
        Self { seq: 0, hash: GENESIS }
    }
}

impl Verifier {
    /// Takes the next row, in order.
    ///
    /// # Errors
    /// [`Broken`] when the row leaves a gap, does not follow the one before, or was changed.
    pub fn take(&mut self, row: &Row) -> Result<(), Broken> {
        let broken = |what| {
            Err(Broken {
                seq: row.entry.seq,
                what,
            })
        };
        if row.entry.seq != self.seq + 1 {
            return broken("an entry before it is missing");
        }
        if row.prev != self.hash {
            return broken("it does not follow the entry before it");
        }
        if row.hash != hash(&self.hash, &row.entry) {
            return broken("its content was changed after it was written");
        }
        self.seq = row.entry.seq;
        self.hash = row.hash;
        Ok(())
    }

    /// Where the chain ends: position and hash.
    pub fn head(&self) -> (i64, Hash) {
        (self.seq, self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(n: i64) -> Vec<Row> {
        let mut prev = GENESIS;
        (1..=n)
            .map(|seq| {
                let entry = Entry {
                    seq,
                    at: DateTime::from_timestamp(1_760_000_000 + seq, 0).expect("in range"),
                    person: Some(seq % 3),
                    pilot: None,
                    action: "proposal.revise".to_owned(),
                    detail: format!("{{\"revision\":{seq}}}"),
                };
                let row = Row {
                    hash: hash(&prev, &entry),
                    entry,
                    prev,
                };
                prev = row.hash;
                row
            })
            .collect()
    }

    fn verify(rows: &[Row]) -> Result<(), Broken> {
        let mut verifier = Verifier::default();
        rows.iter().try_for_each(|row| verifier.take(row))
    }

    #[test]
    fn an_untouched_chain_verifies() {
        assert_eq!(verify(&chain(20)), Ok(()));
    }

    #[test]
    fn the_first_bad_row_is_named() {
        for bad in 1..=20_usize {
            let mut rows = chain(20);
            rows[bad - 1].entry.detail.push(' ');
            assert_eq!(verify(&rows).unwrap_err().seq, bad as i64);
        }
    }

    #[test]
    fn a_removed_row_shows_at_its_successor() {
        let mut rows = chain(5);
        rows.remove(2);
        assert_eq!(verify(&rows).unwrap_err().seq, 4);
    }

    #[test]
    fn moving_text_between_fields_changes_the_hash() {
        let mut one = chain(1)[0].entry.clone();
        let mut other = one.clone();
        one.action = "ab".to_owned();
        one.detail = "c".to_owned();
        other.action = "a".to_owned();
        other.detail = "bc".to_owned();
        assert_ne!(hash(&GENESIS, &one), hash(&GENESIS, &other));
    }
}
