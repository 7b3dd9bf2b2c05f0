//! The log as a file of JSON lines. The first line says what it is; every other one is an entry.
//! The export of one pilot has only position and hashes of entries that are not the pilot's: the
//! links can be followed across them, and the pilot's own entries hashed again.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::{Broken, Entry, Expected, Fault, Hash, Row, Verifier, from_hex, hex};

/// What the first line is known by.
const KIND: &str = "countersign activity log";
/// The version that is written.
const VERSION: u32 = 2;
/// The first, of before entries sealed anything, is read as well.
const FIRST: u32 = 1;

/// An entry, by position and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Position; 0 is before the first.
    pub seq: i64,
    /// Its hash, hex.
    pub hash: String,
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    kind: String,
    version: u32,
    /// The address of the pilot whose entries are whole; `None` when all are.
    pub pilot: Option<String>,
    /// Names of people by id, as they are called now. Only the ids are hashed.
    pub people: BTreeMap<i64, String>,
    /// The entry before the first line that follows.
    pub after: Link,
    /// The entry of the last line.
    pub last: Link,
}

impl Header {
    /// The first line of an export.
    pub fn new(pilot: Option<String>, people: BTreeMap<i64, String>, after: Link, last: Link) -> Self {
        Self {
            kind: KIND.to_owned(),
            version: VERSION,
            pilot,
            people,
            after,
            last,
        }
    }
}

/// A line after the first: whole, or without its content.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    seq: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    prev: std::borrow::Cow<'a, str>,
    hash: std::borrow::Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    at: String,
    person: Option<i64>,
    pilot: Option<i64>,
    action: String,
    detail: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seals: Option<String>,
}

/// The first line, with its end of line.
pub fn header_line(header: &Header) -> String {
    line(header)
}

/// A line with an entry's content, with its end of line.
pub fn full_line(row: &Row) -> String {
    let entry = &row.entry;
    line(&Line {
        seq: entry.seq,
        content: Some(Content {
            at: entry.at.to_rfc3339_opts(SecondsFormat::Micros, true),
            person: entry.person,
            pilot: entry.pilot,
            action: entry.action.clone(),
            detail: entry.detail.clone(),
            seals: entry.seals.as_ref().map(hex),
        }),
        prev: hex(&row.prev).into(),
        hash: hex(&row.hash).into(),
    })
}

/// A line with an entry's position and hashes alone, with its end of line.
pub fn withheld_line(seq: i64, prev: &Hash, hash: &Hash) -> String {
    line(&Line {
        seq,
        content: None,
        prev: hex(prev).into(),
        hash: hex(hash).into(),
    })
}

fn line(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string(value).expect("texts and numbers always have a JSON form");
    text.push('\n');
    text
}

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

    /// Takes the next line. A fault is kept, so that what follows can tell a missing entry from one
    /// in the wrong place.
    ///
    /// # Errors
    /// [`Malformed`] when it is no line of an export.
    pub fn take(&mut self, text: &str) -> Result<(), Malformed> {
        let line: Line<'_> =
            serde_json::from_str(text).map_err(|error| Malformed(format!("this is no entry: {error}")))?;
        let (prev, hash) = (read_hash(&line.prev)?, read_hash(&line.hash)?);
        if let Some(broken) = &mut self.first_fault {
            if broken.fault == Fault::Missing(line.seq) {
                broken.fault = Fault::OutOfOrder(line.seq);
            }
            return Ok(());
        }
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
                self.verifier.take(&Row { entry, prev, hash })
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
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::GENESIS;
    use crate::activity::chain::tests::chain;

    fn header(pilot: Option<&str>, rows: &[Row]) -> String {
        let link = |seq, hash: &Hash| Link { seq, hash: hex(hash) };
        let (first, last) = rows.first().zip(rows.last()).expect("not empty");
        header_line(&Header::new(
            pilot.map(ToOwned::to_owned),
            BTreeMap::from([(1, "Dana".to_owned())]),
            link(first.entry.seq - 1, &first.prev),
            link(last.entry.seq, &last.hash),
        ))
    }

    /// The whole log, a line per entry.
    fn whole(rows: &[Row]) -> Vec<String> {
        let mut lines = vec![header(None, rows)];
        lines.extend(rows.iter().map(full_line));
        lines
    }

    /// The export of pilot 1: every other entry.
    fn of_pilot(rows: &[Row]) -> Vec<String> {
        let mut lines = vec![header(Some("checkout"), rows)];
        lines.extend(rows.iter().map(|row| {
            if row.entry.pilot == Some(1) {
                full_line(row)
            } else {
                withheld_line(row.entry.seq, &row.prev, &row.hash)
            }
        }));
        lines
    }

    fn read(lines: &[String]) -> Result<Result<Summary, Broken>, (usize, Malformed)> {
        let mut reader = Reader::new(&lines[0], Vec::new()).map_err(|error| (1, error))?;
        for (n, line) in lines.iter().enumerate().skip(1) {
            reader.take(line).map_err(|error| (n + 1, error))?;
        }
        Ok(reader.end())
    }

    fn fault(lines: &[String]) -> (i64, Fault) {
        let broken = read(lines).expect("well formed").expect_err("something is wrong");
        (broken.seq, broken.fault)
    }

    #[test]
    fn what_was_written_reads_as_whole() {
        let rows = chain(10);
        let summary = read(&whole(&rows)).expect("well formed").expect("whole");
        assert_eq!((summary.whole, summary.withheld, summary.head.0), (10, 0, 10));
        // From its first entry on, not from the first of all.
        let summary = read(&of_pilot(&rows[4..])).expect("well formed").expect("whole");
        assert_eq!((summary.whole, summary.withheld, summary.head.0), (3, 3, 10));
        assert_eq!(summary.pilot.as_deref(), Some("checkout"));
    }

    #[test]
    fn the_first_version_is_read_and_what_was_sealed_cannot_be_left_out() {
        let mut lines = whole(&chain(10));
        lines[0] = lines[0].replace("\"version\":2", "\"version\":1");
        assert!(read(&lines).expect("well formed").is_ok());
        let sealed = format!(",\"seals\":\"{}\"", hex(&[7; 32]));
        assert!(lines[7].contains(&sealed), "{}", lines[7]);
        lines[7] = lines[7].replace(&sealed, "");
        assert_eq!(fault(&lines), (7, Fault::Changed));
    }

    #[test]
    fn content_of_others_is_in_no_line() {
        let rows = chain(10);
        for (row, line) in rows.iter().zip(of_pilot(&rows).iter().skip(1)) {
            assert_eq!(line.contains("proposal.revise"), row.entry.pilot == Some(1), "{line}");
        }
    }

    #[test]
    fn every_kind_of_tampering_names_its_row() {
        let rows = chain(10);
        for lines in [whole(&rows), of_pilot(&rows)] {
            let mut changed = lines.clone();
            changed[5] = changed[5].replace("revise", "revide");
            assert_eq!(fault(&changed), (5, Fault::Changed));

            let mut resealed = rows.clone();
            resealed[4].entry.detail.push(' ');
            resealed[4].hash = crate::activity::hash(&resealed[4].prev, &resealed[4].entry);
            let mut unlinked = lines.clone();
            unlinked[5] = full_line(&resealed[4]);
            assert_eq!(fault(&unlinked), (6, Fault::Unlinked));

            let mut missing = lines.clone();
            missing.remove(5);
            assert_eq!(fault(&missing), (6, Fault::Missing(5)));

            let mut swapped = lines.clone();
            swapped.swap(5, 6);
            assert_eq!(fault(&swapped), (6, Fault::OutOfOrder(5)));

            let mut twice = lines.clone();
            twice.insert(6, lines[5].clone());
            assert_eq!(fault(&twice), (5, Fault::Duplicate));

            assert_eq!(fault(&lines[..9]), (8, Fault::CutOff));
        }
        let mut hidden = whole(&rows);
        hidden[5] = withheld_line(5, &rows[4].prev, &rows[4].hash);
        assert_eq!(fault(&hidden), (5, Fault::Withheld));
    }

    #[test]
    fn what_is_no_export_is_named_by_its_line() {
        let good = whole(&chain(3));
        for (n, bad) in [
            (0, ""),
            (0, "{}"),
            (0, "seq,hash"),
            (2, "{"),
            (2, "{\"seq\":2}"),
            (2, ""),
        ] {
            let mut lines = good.clone();
            lines[n] = bad.to_owned();
            assert_eq!(read(&lines).expect_err("malformed").0, n + 1, "{bad}");
        }
        let mut lines = good.clone();
        lines[1] = lines[1].replace(&hex(&GENESIS), "00");
        assert_eq!(read(&lines).expect_err("malformed").0, 2);
        let mut lines = good;
        lines[0] = lines[0].replace("\"version\":2", "\"version\":3");
        assert_eq!(read(&lines).expect_err("malformed").0, 1);
    }
}
