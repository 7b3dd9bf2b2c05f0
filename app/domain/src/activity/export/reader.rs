//! Reads an exported log, line by line.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{FIRST, Header, KIND, Line, VERSION};
use crate::activity::{Broken, Entry, Expected, Fault, Hash, Row, Verifier, from_hex};

/// A line that is no line of an export.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(pub String);

/// What a whole export holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The pilot it is of; `None` for the whole log.
    pub pilot: Option<String>,
    /// Entries whose content was hashed again.
    pub whole: u64,
    /// Entries of which only the links could be followed.
    pub withheld: u64,
    /// Its last entry.
    pub head: (i64, Hash),
}

/// Reads an export line by line.
#[derive(Debug)]
pub struct Reader {
    header: Header,
    last: (i64, Hash),
    verifier: Verifier,
    first_fault: Option<Broken>,
    whole: u64,
    withheld: u64,
}

impl Reader {
    /// Starts with the first line and the heads that were kept elsewhere.
    ///
    /// # Errors
    /// [`Malformed`] when it is not the first line of an export.
    pub fn new(first: &str, expected: Vec<Expected>) -> Result<Self, Malformed> {
        let header: Header = serde_json::from_str(first)
            .map_err(|error| Malformed(format!("this is not the first line of an exported log: {error}")))?;
        if header.kind != KIND || !(FIRST..=VERSION).contains(&header.version) {
            return Err(Malformed(format!(
                "this is no exported log of version {FIRST} or {VERSION}: {} {}",
                header.kind, header.version
            )));
        }
        let after = read_hash(&header.after.hash)?;
        let last = (header.last.seq, read_hash(&header.last.hash)?);
        Ok(Self {
            verifier: Verifier::new(header.after.seq, after, expected),
            header,
            last,
            first_fault: None,
            whole: 0,
            withheld: 0,
        })
    }

    /// Takes the next line, and gives its entry where the line has the content. A fault is kept, so that what follows can
    /// tell a missing entry from one in the wrong place.
    ///
    /// # Errors
    /// [`Malformed`] when it is no line of an export.
    pub fn take(&mut self, text: &str) -> Result<Option<Entry>, Malformed> {
        let line: Line<'_> =
            serde_json::from_str(text).map_err(|error| Malformed(format!("this is no entry: {error}")))?;
        let (prev, hash) = (read_hash(&line.prev)?, read_hash(&line.hash)?);
        if let Some(broken) = &mut self.first_fault {
            if broken.fault == Fault::Missing(line.seq) {
                broken.fault = Fault::OutOfOrder(line.seq);
            }
            return Ok(None);
        }
        let mut taken = None;
        let outcome = match line.content {
            Some(content) => {
                let entry = Entry {
                    seq: line.seq,
                    at: read_time(&content.at)?,
                    person: content.person,
                    pilot: content.pilot,
                    action: content.action,
                    detail: content.detail,
                    seals: content.seals.as_deref().map(read_hash).transpose()?,
                };
                self.whole += 1;
                let row = Row { entry, prev, hash };
                let outcome = self.verifier.take(&row);
                taken = Some(row.entry);
                outcome
            }
            None if self.header.pilot.is_none() => Err(Broken {
                seq: line.seq,
                fault: Fault::Withheld,
            }),
            None => {
                self.withheld += 1;
                self.verifier.pass(line.seq, &prev, &hash)
            }
        };
        self.first_fault = outcome.err();
        Ok(taken)
    }

    /// The pilot it is of; `None` for the whole log.
    pub fn pilot(&self) -> Option<&str> {
        self.header.pilot.as_deref()
    }

    /// What people were called when it was exported.
    pub fn people(&self) -> &BTreeMap<i64, String> {
        &self.header.people
    }

    /// Ends with the file.
    ///
    /// # Errors
    /// [`Broken`] with the first entry that does not fit.
    pub fn end(self) -> Result<Summary, Broken> {
        if let Some(broken) = self.first_fault {
            return Err(broken);
        }
        self.verifier.end(self.last)?;
        Ok(Summary {
            pilot: self.header.pilot,
            whole: self.whole,
            withheld: self.withheld,
            head: self.last,
        })
    }
}

fn read_hash(text: &str) -> Result<Hash, Malformed> {
    from_hex(text).ok_or_else(|| Malformed("a hash is not 64 hexadecimal digits".to_owned()))
}

fn read_time(text: &str) -> Result<DateTime<Utc>, Malformed> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.to_utc())
        .map_err(|error| Malformed(format!("{text} is no time: {error}")))
}
