//! The log as a file of JSON lines. The first line says what it is; every other one is an entry.
//! The export of one pilot has only position and hashes of entries that are not the pilot's: the
//! links can be followed across them, and the pilot's own entries hashed again.

mod reader;

use std::collections::BTreeMap;

use chrono::SecondsFormat;
use serde::{Deserialize, Serialize};

use super::{Hash, Row, hex};

pub use reader::{Malformed, Reader, Summary};

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

#[cfg(test)]
mod tests;
