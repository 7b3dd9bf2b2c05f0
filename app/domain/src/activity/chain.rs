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
pub(super) mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::activity::{Entry, hex};

    pub(in crate::activity) fn chain(n: i64) -> Vec<Row> {
        let mut prev = GENESIS;
        (1..=n)
            .map(|seq| {
                let entry = Entry {
                    seq,
                    at: DateTime::from_timestamp_micros(1_760_000_000_000_001 + seq).expect("in range"),
                    person: Some(seq % 3),
                    pilot: Some(seq % 2),
                    action: "proposal.revise".to_owned(),
                    detail: format!("{{\"revision\":{seq},\"summary\":\"ö“\\n\u{1F600}\"}}"),
                    seals: (seq % 4 == 3).then_some([seq as u8; 32]),
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

    fn broken(seq: i64, fault: Fault) -> Result<(), Broken> {
        Err(Broken { seq, fault })
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
            assert_eq!(verify(&rows), broken(bad as i64, Fault::Changed));
        }
    }

    #[test]
    fn every_field_is_sealed() {
        let change: [fn(&mut Row); 8] = [
            |row| row.entry.at += chrono::Duration::microseconds(1),
            |row| row.entry.person = None,
            |row| row.entry.pilot = Some(9),
            |row| row.entry.action.push('x'),
            |row| row.entry.detail.push(' '),
            |row| row.entry.seals = Some([4; 32]),
            |row| row.entry.seals = None,
            |row| row.hash[31] ^= 1,
        ];
        for change in change {
            let mut rows = chain(5);
            change(&mut rows[2]);
            assert_eq!(verify(&rows), broken(3, Fault::Changed));
        }
    }

    #[test]
    fn a_row_sealed_anew_shows_at_its_successor() {
        let mut rows = chain(5);
        rows[2].entry.detail.push(' ');
        rows[2].hash = hash(&rows[2].prev, &rows[2].entry);
        assert_eq!(verify(&rows), broken(4, Fault::Unlinked));
    }

    #[test]
    fn gaps_and_repetitions_show() {
        let mut rows = chain(5);
        rows.remove(2);
        assert_eq!(verify(&rows), broken(4, Fault::Missing(3)));
        let mut rows = chain(5);
        rows.insert(2, rows[1].clone());
        assert_eq!(verify(&rows), broken(2, Fault::Duplicate));
    }

    #[test]
    fn the_end_is_compared_with_what_was_kept() {
        let rows = chain(5);
        let last = |rows: &[Row]| rows.last().map(|row| (row.entry.seq, row.hash)).expect("not empty");
        let walk = |rows: &[Row], expected: &str| {
            let mut verifier = Verifier::new(0, GENESIS, vec![expected.parse().expect("a head")]);
            rows.iter().try_for_each(|row| verifier.take(row))?;
            verifier.end(last(rows))
        };
        let third = format!("3:{}", hex(&rows[2].hash));
        let fifth = hex(&rows[4].hash);
        assert_eq!(walk(&rows, &third), Ok(()));
        assert_eq!(walk(&rows, &fifth), Ok(()));
        // Cut and sealed anew, with the recorded end moved: only what was kept elsewhere tells.
        assert_eq!(walk(&rows[..4], &fifth), broken(4, Fault::Unexpected));
        assert_eq!(walk(&rows[..2], &third), broken(3, Fault::Absent));
        let mut forged = rows.clone();
        forged[1].entry.detail.push(' ');
        for n in 1..5 {
            forged[n].prev = forged[n - 1].hash;
            forged[n].hash = hash(&forged[n].prev, &forged[n].entry);
        }
        assert_eq!(verify(&forged), Ok(()));
        assert_eq!(walk(&forged, &third), broken(3, Fault::Unexpected));
        assert_eq!(Verifier::default().end(last(&rows)), broken(0, Fault::CutOff));
    }

    #[test]
    fn a_head_is_digits_with_or_without_a_number() {
        let digits = "ab".repeat(32);
        assert!(digits.parse::<Expected>().is_ok_and(|e| e.seq.is_none()));
        assert!(
            format!("12:{digits}")
                .parse::<Expected>()
                .is_ok_and(|e| e.seq == Some(12))
        );
        for text in ["", "12", "12:", ":12", "x:ab"] {
            assert_eq!(text.parse::<Expected>(), Err(NotAHead), "{text}");
        }
    }
}
