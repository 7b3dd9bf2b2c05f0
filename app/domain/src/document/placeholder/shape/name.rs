//! What a gap is called.

use std::ops::Range;

/// The longest name of a gap that has none of its own, in bytes.
const LONGEST_LABEL: usize = 48;

/// What a gap is called by what is written: what stands between its marks. `None` for one without words.
pub(in crate::document::placeholder) fn name(written: &str) -> Option<&str> {
    let inner = [("[", "]"), ("{{", "}}"), ("{", "}"), ("<", ">")]
        .into_iter()
        .find_map(|(open, close)| written.strip_prefix(open)?.strip_suffix(close))?;
    let inner = if written.starts_with('[') { inner } else { inner.trim() };
    let said = inner.trim();
    (!said.is_empty() && !is_open(said)).then_some(inner)
}

/// Whether a word says only that something is still to come.
pub(super) fn is_open(word: &str) -> bool {
    matches!(
        word.to_ascii_uppercase().as_str(),
        "TBD" | "TBC" | "TBA" | "TODO" | "FIXME"
    ) || word.len() > 2 && word.bytes().all(|byte| byte == b'X')
}

/// What a gap without a name asks for: the words before it, and what is written.
pub(in crate::document::placeholder) fn asked(source: &str, range: &Range<usize>) -> String {
    let near = source.ceil_char_boundary(range.start.saturating_sub(4 * LONGEST_LABEL));
    let line = source[near..range.start].rfind('\n').map_or(near, |at| near + at + 1);
    let before: String = source[line..range.start].replace(['*', '`', '#', '>', '~'], "");
    let before = before.trim().trim_matches('|').trim();
    let cell = before
        .rsplit('|')
        .map(str::trim)
        .find(|cell| !cell.is_empty())
        .unwrap_or("");
    let sentence = [". ", "! ", "? ", "; "]
        .iter()
        .filter_map(|end| cell.rfind(end).map(|at| at + end.len()))
        .max()
        .map_or(cell, |at| &cell[at..]);
    let label = sentence.trim_start_matches(|c: char| matches!(c, '-' | '+' | '•') || c.is_whitespace());
    let from = label.ceil_char_boundary(label.len().saturating_sub(LONGEST_LABEL));
    let label = label[from..].trim();
    let written = &source[range.clone()];
    if label.is_empty() {
        written.to_owned()
    } else {
        format!("{label} {written}")
    }
}
