use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Body, BodyError, OPTIONS, split};

/// A gap the writer still has to fill, such as `[Date]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// What stands between the brackets.
    pub text: String,
    /// The key of the section it stands in.
    pub section: String,
    /// Where it stands in the body, in bytes, brackets included.
    pub range: Range<usize>,
    /// Its place among all placeholders of the body, from 1. The rendered page marks it with the id
    /// `placeholder-<nth>`.
    pub nth: usize,
}

/// The longest text between brackets which still counts as a placeholder, in bytes.
const LONGEST: usize = 120;

/// All placeholders of the body, in order.
#[must_use]
pub fn placeholders(body: &Body) -> Vec<Placeholder> {
    placeholders_in(body.as_str())
}

pub(crate) fn placeholders_in(source: &str) -> Vec<Placeholder> {
    let sections = split(source);
    ranges(source)
        .into_iter()
        .zip(1..)
        .map(|(range, nth)| Placeholder {
            text: source[range.start + 1..range.end - 1].into(),
            section: sections
                .iter()
                .find(|section| section.range.contains(&range.start))
                .map(|section| section.key.clone())
                .unwrap_or_default(),
            range,
            nth,
        })
        .collect()
}

/// Puts a value in place of every occurrence of each placeholder text. A value is one line: line
/// ends in it become spaces.
///
/// # Errors
/// When the values make the body too large.
pub fn fill_placeholders(body: &Body, values: &[(&str, &str)]) -> Result<Body, BodyError> {
    Body::new(&fill(body.as_str(), values))
}

/// [`fill_placeholders`] for a part of a text, such as an item of a list.
pub(crate) fn fill(source: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(source.len());
    let mut done = 0;
    for range in ranges(source) {
        let gap = &source[range.start + 1..range.end - 1];
        let Some((_, value)) = values.iter().find(|(text, _)| *text == gap) else {
            continue;
        };
        filled.push_str(&source[done..range.start]);
        filled.push_str(value.lines().collect::<Vec<_>>().join(" ").trim());
        done = range.end;
    }
    filled.push_str(&source[done..]);
    filled
}

/// Where the placeholders of a text stand: bracketed text which is no link, no definition, no
/// task box, no footnote mark, not escaped and not in code.
fn ranges(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let mut closed = 0_usize;
    for (event, range) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
        match event {
            Event::Text(_) if closed == 0 => match &mut run {
                Some(run) if run.end == range.start => run.end = range.end,
                _ => {
                    if let Some(run) = run.replace(range) {
                        scan(source, run, &mut found);
                    }
                }
            },
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock) => closed -= 1,
            _ => {}
        }
    }
    if let Some(run) = run {
        scan(source, run, &mut found);
    }
    found
}

fn scan(source: &str, run: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut open = None;
    for (at, c) in source[run.clone()].char_indices().map(|(at, c)| (run.start + at, c)) {
        match c {
            '[' if !escaped(source, at) => open = Some(at),
            '\n' => open = None,
            ']' if !escaped(source, at) => {
                if let Some(start) = open.take()
                    && is_placeholder(&source[start + 1..at])
                {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
}

fn escaped(source: &str, at: usize) -> bool {
    source[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

fn is_placeholder(text: &str) -> bool {
    text.len() <= LONGEST
        && !text.starts_with('^')
        && text.trim().chars().count() > 1
        && text.chars().any(char::is_alphabetic)
}
