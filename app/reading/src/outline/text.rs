//! Cutting a source into what people read: items, sentences, plain words.

use std::ops::Range;

use crate::when::month;

/// What stands between quotation marks within a block: somebody else's words, or an example.
pub(super) fn quoted(source: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut quoted = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in source[range.clone()]
        .char_indices()
        .map(|(at, c)| (range.start + at, c))
    {
        match open {
            Some((start, close)) if c == close => {
                quoted.push(start..at + c.len_utf8());
                open = None;
            }
            Some(_) => {}
            None => {
                open = match c {
                    '"' => Some((at, '"')),
                    '“' => Some((at, '”')),
                    '„' => Some((at, '“')),
                    '«' => Some((at, '»')),
                    _ => None,
                }
            }
        }
    }
    quoted
}

/// The text of an item without its marker and its task box.
pub(super) fn item_text(item: &str) -> &str {
    let item = item.trim();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let after = match item[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => &item[digits + 1..],
        Some('-' | '*' | '+') if digits == 0 => &item[1..],
        _ => item,
    };
    let after = after.trim_start();
    ["[ ]", "[x]", "[X]"]
        .iter()
        .find_map(|task| after.strip_prefix(task))
        .unwrap_or(after)
        .trim()
}

/// The longest piece that is read as one sentence, in bytes. Nobody writes a longer one, and reading takes
/// time by the square of its length.
const LONGEST: usize = 1200;

/// Cuts a block into its sentences, marks and all.
pub(super) fn sentences(block: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = block.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let cut = match c {
            '.' | '!' | '?' => {
                let mut end = at + c.len_utf8();
                while let Some((next, mark)) = chars.next_if(|(_, c)| matches!(c, '*' | '_' | '"' | '”' | ')' | '’'))
                {
                    end = next + mark.len_utf8();
                }
                let rest = &block[end..];
                let begins = rest.trim_start().chars().next();
                let ends = rest.starts_with(char::is_whitespace)
                    && begins.is_some_and(|c| !c.is_lowercase())
                    && !["e.g.", "i.e.", "vs.", "approx.", "No.", "a.m.", "p.m.", "incl."]
                        .iter()
                        .any(|short| block[..end].ends_with(short))
                    && !(c == '.' && numbers_a_month(&block[..at], rest));
                ends.then_some(end)
            }
            // Lines that each begin with a bold label are lines of a form.
            '\n' if block[at + 1..].trim_start().starts_with("**") || is_labelled(&block[at + 1..]) => Some(at),
            _ if at - start >= LONGEST && c.is_whitespace() || at - start >= 2 * LONGEST => Some(at),
            _ => None,
        };
        if let Some(end) = cut {
            sentences.push(block[start..end].trim());
            start = end;
        }
    }
    sentences.push(block[start..].trim());
    sentences.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    sentences
}

/// Whether a line begins with a label: up to four words and a colon.
fn is_labelled(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default().trim_start();
    let label = line.split_once(": ").map_or("", |(label, _)| label);
    let words = label.split_whitespace().count();
    (1..=4).contains(&words) && label.starts_with(char::is_uppercase)
}

/// Whether the full stop after `before` belongs to a day, such as that of "24. April 2026".
fn numbers_a_month(before: &str, rest: &str) -> bool {
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let rest = rest.trim_start();
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    (1..=2).contains(&digits) && month(&word.to_lowercase()).is_some()
}

/// The items of a paragraph whose every line begins with a letter in parentheses or with a bullet that is
/// none in Markdown.
pub(super) fn lettered(paragraph: &str) -> Option<Vec<&str>> {
    let marked = |line: &'_ str| -> Option<usize> {
        let line = line.trim_start();
        let bullet = ["• ", "◦ ", "▪ ", "– ", "— ", "✓ ", "✔ ", "☐ ", "☑ "];
        if let Some(bullet) = bullet.iter().find(|bullet| line.starts_with(*bullet)) {
            return Some(bullet.len());
        }
        let inner = line.strip_prefix('(').unwrap_or(line);
        let label = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let open = line.len() - inner.len();
        let closed = inner[label..].starts_with(") ");
        ((1..=2).contains(&label) && closed).then_some(open + label + 2)
    };
    let lines: Vec<&str> = paragraph.lines().collect();
    let items: Vec<&str> = lines
        .iter()
        .filter_map(|line| marked(line).map(|from| line.trim_start()[from..].trim()))
        .collect();
    (items.len() > 1 && items.len() == lines.len()).then_some(items)
}

/// Whether a paragraph begins with the number of a clause, such as 2.1.
pub(super) fn numbered(paragraph: &str) -> bool {
    let label = paragraph.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = label.trim_end_matches('.').split('.').collect();
    parts.len() > 1
        && parts
            .iter()
            .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
        && paragraph[label.len()..].trim_start().starts_with(char::is_uppercase)
}

/// The lines of a paragraph that begin with bold words, each with the lines that go on with it.
pub(super) fn bold_lines(paragraph: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, _) in paragraph.match_indices('\n') {
        if paragraph[at + 1..].trim_start().starts_with("**") {
            lines.push(paragraph[start..at].trim());
            start = at + 1;
        }
    }
    lines.push(paragraph[start..].trim());
    lines
}

/// A text without the number it begins with: "1. Approve" and "Ask 1: approve" are about approving.
pub(crate) fn without_number(text: &str) -> &str {
    if numbered(text) {
        return text.split_once(' ').map_or(text, |(_, rest)| rest.trim_start());
    }
    let named = ["ask ", "metric ", "criterion "]
        .iter()
        .find(|name| {
            text.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
        .map_or(text, |name| &text[name.len()..]);
    let named = named.strip_prefix('(').unwrap_or(named);
    let label = named.bytes().take_while(u8::is_ascii_digit).count();
    let short = named.len() != text.len() && named.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let label = if label == 0 && short && !named.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) {
        1
    } else {
        label
    };
    match named[label..].chars().next() {
        Some('.' | ')' | ':' | '–' | '-') if label > 0 => {
            let rest = named[label..]
                .trim_start_matches(['.', ')', ':', '–', '-'])
                .trim_start();
            if rest.is_empty() { text } else { rest }
        }
        _ => text,
    }
}

/// A text without its emphasis marks, on one line.
pub(crate) fn plain(text: &str) -> String {
    text.replace("**", "")
        .replace("__", "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
