//! Characters of a text that cannot be seen: they turn the direction of what stands around them, take no
//! room, or do nothing at all. A text with them can read otherwise than it says, so they are shown by
//! their number wherever a person's text is, and nobody is asked to approve one.
//!
//! What some scripts and signs are written with is none of them: joiners between letters of Arabic or
//! Indic scripts and within one emoji, the variant of an emoji, the marks that steer text that runs from
//! the right beside such text.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::Event;

use super::{Body, BodyError, parse};

/// Each unseen character with where it stands, in bytes.
pub fn unseen(text: &str) -> Vec<(usize, char)> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut before, mut in_flag, mut from_right) = (None, false, None);
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\n' {
            from_right = None;
        }
        let after = rest.peek().map(|(_, c)| *c);
        in_flag = c == FLAG || in_flag && is_tag(c);
        let seen = match c {
            '\n' | '\t' | '\r' => true,
            '\u{200c}' | '\u{200d}' => joins(before, after),
            '\u{61c}' | '\u{200e}' | '\u{200f}' => *from_right.get_or_insert_with(|| {
                let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
                let line = text[start..].lines().next().unwrap_or_default();
                line.chars().any(runs_from_right)
            }),
            '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(|c| c >= '\u{2000}' || "0123456789#*©®".contains(c)),
            '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => before.is_some_and(|c| c >= '\u{2200}'),
            c if is_tag(c) => in_flag,
            c => !has_no_shape(c),
        };
        if !seen {
            found.push((at, c));
        }
        before = Some(c);
    }
    found
}

/// The flag that tags may follow, to say of which region it is.
const FLAG: char = '\u{1f3f4}';

const fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// Whether a joiner has something to join: letters of a script that is written so, or parts of an emoji.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let sign = |c: char| c >= '\u{2190}' && !c.is_alphabetic() && !has_no_shape(c);
    match (before, after) {
        (Some(before), Some(after)) => {
            matches!(before, '\u{600}'..='\u{1fff}' | '\u{a800}'..='\u{abff}' | '\u{10a00}'..='\u{11fff}')
                || sign(before) && sign(after)
        }
        _ => false,
    }
}

const fn runs_from_right(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{60b}' | '\u{60d}'..='\u{61b}' | '\u{61d}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Control and format characters, and letters that are blank.
const fn has_no_shape(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// What such a character does, in a few words.
#[must_use]
pub const fn name(c: char) -> &'static str {
    match c {
        '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{202c}' | '\u{2066}'..='\u{2069}' => {
            "turns the direction of the text"
        }
        '\u{61c}' | '\u{200e}' | '\u{200f}' => "steers the direction of the text",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' | '\u{2060}' | '\u{feff}' => "space without width",
        '\u{200c}' | '\u{200d}' => "joiner",
        '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => "line end of another program",
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => "control character",
        _ => "character without a shape",
    }
}

/// How an unseen character is shown: `⟨U+202E⟩`.
#[must_use]
pub fn sign(c: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(c))
}

/// The text with every unseen character shown by its number.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    let found = unseen(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8 * found.len());
    let mut done = 0;
    for (at, c) in found {
        out.push_str(&text[done..at]);
        let _ = write!(out, "{}", sign(c));
        done = at + c.len_utf8();
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The text without its unseen characters; line ends of other programs become line ends.
#[must_use]
pub fn without(text: &str) -> Cow<'_, str> {
    edited(text, &removals(text))
}

/// What to put in place of which stretch to be rid of the unseen characters, in order.
fn removals(text: &str) -> Vec<(Range<usize>, &'static str)> {
    unseen(text)
        .into_iter()
        .map(|(at, c)| {
            let ends_a_line = matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
            (at..at + c.len_utf8(), if ends_a_line { "\n" } else { "" })
        })
        .collect()
}

fn edited<'a>(text: &'a str, edits: &[(Range<usize>, &str)]) -> Cow<'a, str> {
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, other) in edits {
        out.push_str(&text[done..range.start]);
        out.push_str(other);
        done = range.end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// A text without what cannot be seen in it, and where each place of it was.
#[derive(Clone, Debug)]
pub(crate) struct Seen<'a> {
    /// The text, as [`remove_unseen`] leaves it.
    pub(crate) text: Cow<'a, str>,
    /// What was taken out, in order: where it stood, and what stands there now. Characters first, then those written
    /// as a number.
    passes: [Vec<(Range<usize>, Range<usize>)>; 2],
}

impl<'a> Seen<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let characters = removals(text);
        let first = edited(text, &characters);
        let numbers: Vec<(Range<usize>, &str)> = numbered(&first).into_iter().map(|(range, _)| (range, "")).collect();
        let passes = [moved(&characters), moved(&numbers)];
        let text = if numbers.is_empty() {
            first
        } else {
            Cow::Owned(edited(&first, &numbers).into_owned())
        };
        Self { text, passes }
    }

    /// Where a stretch of the text as it was written is in this one.
    pub(crate) fn within(&self, range: &Range<usize>) -> Range<usize> {
        let there = |at: usize| self.passes.iter().fold(at, |at, cuts| shifted(cuts, at));
        there(range.start)..there(range.end)
    }

    /// Where a stretch of this text is in the one that was written: without what was taken out at either end.
    pub(crate) fn written(&self, range: &Range<usize>) -> Range<usize> {
        let back = |at: usize, starts: bool| {
            self.passes.iter().rev().fold(at, |at, cuts| {
                let next = cuts.partition_point(|(_, new)| if starts { new.start <= at } else { new.start < at });
                let Some((old, new)) = next.checked_sub(1).map(|last| &cuts[last]) else {
                    return at;
                };
                if at < new.end {
                    old.start
                } else {
                    old.end + (at - new.end)
                }
            })
        };
        let start = back(range.start, true);
        start..back(range.end, false).max(start)
    }
}

/// Each of the edits with where it leaves what it puts in.
fn moved(edits: &[(Range<usize>, &str)]) -> Vec<(Range<usize>, Range<usize>)> {
    let (mut gone, mut come) = (0, 0);
    edits
        .iter()
        .map(|(range, other)| {
            let start = range.start - gone + come;
            gone += range.len();
            come += other.len();
            (range.clone(), start..start + other.len())
        })
        .collect()
}

fn shifted(cuts: &[(Range<usize>, Range<usize>)], at: usize) -> usize {
    let next = cuts.partition_point(|(old, _)| old.start <= at);
    let Some((old, new)) = next.checked_sub(1).map(|last| &cuts[last]) else {
        return at;
    };
    if at < old.end {
        new.start
    } else {
        new.end + (at - old.end)
    }
}

/// The unseen characters of a proposal, those written as a number (`&#x202E;`) among them.
#[must_use]
pub fn unseen_in(body: &Body) -> Vec<char> {
    let source = body.as_str();
    let written = numbered(source)
        .into_iter()
        .flat_map(|(_, text)| text.chars().collect::<Vec<_>>());
    unseen(source).into_iter().map(|(_, c)| c).chain(written).collect()
}

/// The proposal without its unseen characters.
///
/// # Errors
/// When what is left cannot be a proposal: a line that had been broken up is quoted too deeply, say.
pub fn remove_unseen(body: &Body) -> Result<Body, BodyError> {
    Body::new(&Seen::of(body.as_str()).text)
}

/// Unseen characters that stand in the source as a number: where, and as what they read.
fn numbered(source: &str) -> Vec<(Range<usize>, String)> {
    if !source.contains('&') {
        return Vec::new();
    }
    parse(source)
        .filter_map(|(event, range)| match event {
            Event::Text(text) if source[range.clone()].starts_with('&') => {
                let all = !text.is_empty() && unseen(&text).len() == text.chars().count();
                all.then(|| (range, text.into_string()))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests;
