//! Tables as files: comma-separated values (RFC 4180) that a spreadsheet opens without computing anything of them.

use csv::{Terminator, WriterBuilder};

/// A table with its head. A cell that a spreadsheet would take for a formula is text: an apostrophe stands before it. A
/// number stays one, also below zero.
#[must_use]
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let head = head.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    for row in std::iter::once(&head).chain(rows) {
        // Into memory, rows of one length: it has nothing to fail by.
        let _ = writer.write_record(row.iter().map(|cell| harmless(cell)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn harmless(cell: &str) -> String {
    let begins = cell
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if begins && !is_number(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Digits with at most one sign before them and one point within.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let mut parts = digits.split('.');
    let whole = parts.next().unwrap_or_default();
    let part = parts.next();
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all(whole) && part.is_none_or(all) && parts.next().is_none()
}
