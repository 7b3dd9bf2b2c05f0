//! Walking the chain: from its first row on, one at a time, in constant memory.

use std::str::FromStr;

use super::{GENESIS, Hash, Row, from_hex, hash};

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its content or its hash is not what was written.
    #[error("its content was changed after it was written")]
    Changed,
    /// Its `prev` is not the hash of the row before.
    #[error("it does not follow the entry before it: that one was changed and sealed anew, or this one was")]
    Unlinked,
    /// This row before it is missing.
    #[error("entry {0} before it is missing")]
    Missing(i64),
    /// It stands before this row, which comes later.
    #[error("it stands before entry {0}, which comes later")]
    OutOfOrder(i64),
    /// There was a row in this position already.
    #[error("it is there twice")]
    Duplicate,
    /// The log ends with it, but its recorded end is further on.
    #[error("entries after it are missing, or the recorded end of the log was changed")]
    CutOff,
    /// Its hash is not the one that was kept elsewhere.
    #[error("its hash is not the one that was expected: it, or an entry before it, was changed")]
    Unexpected,
    /// It was expected and is not in the log.
    #[error("it was expected and is not in the log")]
    Absent,
    /// It comes after the recorded end of the log.
    #[error("it comes after the recorded end of the log")]
    Beyond,
    /// Its content is left out of a log that should have it.
    #[error("its content is left out")]
    Withheld,
}

/// The first row that does not fit the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq}: {fault}")]
pub struct Broken {
    /// The position of the bad row.
    pub seq: i64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// A hash that was kept outside the log: `HASH` of its end, or `SEQ:HASH` of any entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The entry; the last one when it is not named.
    pub seq: Option<i64>,
    /// Its hash.
    pub hash: Hash,
}

/// The text is neither `HASH` nor `SEQ:HASH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Write the head as 64 hexadecimal digits, with the entry's number and a colon before it if it is not the last."
)]
pub struct NotAHead;

impl FromStr for Expected {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (seq, digits) = match text.split_once(':') {
            Some((seq, digits)) => (Some(seq.parse().map_err(|_| NotAHead)?), digits),
            None => (None, text),
        };
        let hash = from_hex(digits).ok_or(NotAHead)?;
        Ok(Self { seq, hash })
    }
}

/// Walks the log one row at a time and ends with its head.
#[derive(Clone, Debug)]
pub struct Verifier {
    seq: i64,
    hash: Hash,
    expected: Vec<Expected>,
}

impl Default for Verifier {
    fn default() -> Self {
        Self::new(0, GENESIS, Vec::new())
    }
}

impl Verifier {
    /// Starts after an entry with this position and hash; the whole log starts after 0 and
    /// [`GENESIS`].
    pub fn new(after: i64, hash: Hash, expected: Vec<Expected>) -> Self {
        Self {
            seq: after,
            hash,
            expected,
        }
    }

    /// Takes the next row, in order.
    ///
    /// # Errors
    /// [`Broken`] when the row leaves a gap, does not follow the one before, or was changed.
    pub fn take(&mut self, row: &Row) -> Result<(), Broken> {
        let seq = row.entry.seq;
        self.link(seq, &row.prev)?;
        if row.hash != hash(&self.hash, &row.entry) {
            return Err(Broken {
                seq,
                fault: Fault::Changed,
            });
        }
        self.seal(seq, row.hash)
    }

    /// Takes the next row without its content: that it follows the one before is all there is to see.
    ///
    /// # Errors
    /// [`Broken`] when it leaves a gap or does not follow the one before.
    pub fn pass(&mut self, seq: i64, prev: &Hash, hash: &Hash) -> Result<(), Broken> {
        self.link(seq, prev)?;
        self.seal(seq, *hash)
    }

    fn link(&self, seq: i64, prev: &Hash) -> Result<(), Broken> {
        let fault = match seq {
            _ if seq <= self.seq => Fault::Duplicate,
            _ if seq > self.seq + 1 => Fault::Missing(self.seq + 1),
            _ if *prev != self.hash => Fault::Unlinked,
            _ => return Ok(()),
        };
        Err(Broken { seq, fault })
    }

    fn seal(&mut self, seq: i64, hash: Hash) -> Result<(), Broken> {
        self.seq = seq;
        self.hash = hash;
        let unexpected = self.expected.iter().any(|e| e.seq == Some(seq) && e.hash != hash);
        if unexpected {
            return Err(Broken {
                seq,
                fault: Fault::Unexpected,
            });
        }
        Ok(())
    }

    /// Ends the walk where the log itself says it ends.
    ///
    /// # Errors
    /// [`Broken`] when it ends elsewhere, or when an expected head is not that of the log.
    pub fn end(&self, last: (i64, Hash)) -> Result<(), Broken> {
        let broken = |seq, fault| Err(Broken { seq, fault });
        if last != (self.seq, self.hash) {
            return broken(self.seq, Fault::CutOff);
        }
        for expected in &self.expected {
            match expected.seq {
                None if expected.hash != self.hash => return broken(self.seq, Fault::Unexpected),
                Some(seq) if seq > self.seq => return broken(seq, Fault::Absent),
                _ => {}
            }
        }
        Ok(())
    }

    /// Where the chain stands: position and hash.
    pub fn head(&self) -> (i64, Hash) {
        (self.seq, self.hash)
    }
}

#[cfg(test)]
pub(super) mod tests;
