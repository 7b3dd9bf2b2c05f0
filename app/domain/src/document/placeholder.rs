use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Body, BodyError, parse, split};

mod shape;

/// A gap the writer still has to fill, such as `[Date]`, `{Name}`, `<team>`, `TBD` or `____`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// What it asks for, by which it is filled: what stands between brackets or braces, and for a gap without a name
    /// of its own the words before it (`Owner: TBD`). Gaps with the same name are filled together; capitals make no other
    /// name, and the first way to write it stands for all.
    pub text: String,
    /// Whether that is its own name, and not that of the words before it.
    pub is_named: bool,
    /// The key of the section it stands in.
    pub section: String,
    /// Where it stands in the body, in bytes, brackets included.
    pub range: Range<usize>,
    /// Its place among all placeholders of the body, from 1. The rendered page marks it with the id
    /// `placeholder-<nth>`.
    pub nth: usize,
}

/// So many characters of a line are told on each side of a gap.
const AROUND: usize = 60;

impl Placeholder {
    /// The line it stands in, or as much of it as tells what belongs there, without its marks of Markdown.
    #[must_use]
    pub fn line(&self, body: &Body) -> String {
        let source = body.as_str();
        let start = source[..self.range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = source[self.range.end..]
            .find('\n')
            .map_or(source.len(), |at| self.range.end + at);
        let bare = |text: &str| text.replace(['*', '`', '|', '~'], " ");
        let before = bare(&source[start..self.range.start]);
        let before = before.trim_start_matches(|c: char| matches!(c, '#' | '>' | '-' | '+') || c.is_whitespace());
        let (before, after) = (before.to_owned(), bare(&source[self.range.end..end]));
        let skipped = before.chars().count().saturating_sub(AROUND);
        let before: String = before.chars().skip(skipped).collect();
        let more = after.chars().count() > AROUND;
        let after: String = after.chars().take(AROUND).collect();
        let (lead, tail) = (if skipped > 0 { "…" } else { "" }, if more { "…" } else { "" });
        let line = format!("{lead}{before}{}{after}{tail}", &source[self.range.clone()]);
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Whether what is put in the place of a gap is one still: it is written like a gap, or holds one.
#[must_use]
pub fn leaves_a_gap(value: &str) -> bool {
    let value = value.trim();
    let marks = [('[', ']'), ('{', '}'), ('<', '>')];
    let marked = marks
        .iter()
        .any(|(open, close)| value.starts_with(*open) && value.ends_with(*close));
    // An address may stand between angles.
    let address = value.contains("://") || value.contains('@');
    // In a sentence, where a line to write on is no line across the page.
    marked && !address || !gaps(&format!("It is {value}")).is_empty()
}

/// All placeholders of the body, in order.
#[must_use]
pub fn placeholders(body: &Body) -> Vec<Placeholder> {
    placeholders_in(body.as_str())
}

pub(crate) fn placeholders_in(source: &str) -> Vec<Placeholder> {
    let sections = split(source);
    gaps(source)
        .into_iter()
        .zip(1..)
        .map(|((text, is_named, range), nth)| Placeholder {
            text,
            is_named,
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
    settle_placeholders(body, values, &[])
}

/// [`fill_placeholders`], and says of the placeholders in `none` that they are no gaps: their marks are escaped, a
/// word such as `TODO` is set as code, and a reader sees the same characters.
///
/// # Errors
/// When the text becomes too large.
pub fn settle_placeholders(body: &Body, values: &[(&str, &str)], none: &[&str]) -> Result<Body, BodyError> {
    Body::new(&settle(body.as_str(), values, none))
}

/// [`settle_placeholders`] for a part of a text, such as an item of a list.
pub(crate) fn settle(source: &str, values: &[(&str, &str)], none: &[&str]) -> String {
    replaced(source, |gap, written| {
        if none.iter().any(|text| is_same(text, gap)) {
            return Some(no_gap(written));
        }
        let (_, value) = values.iter().find(|(text, _)| is_same(text, gap))?;
        Some(value.lines().collect::<Vec<_>>().join(" ").trim().to_owned())
    })
}

/// Whether two gaps ask for the same.
fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The same characters, so that they are no gap.
fn no_gap(written: &str) -> String {
    if written.starts_with(char::is_alphanumeric) {
        return format!("`{written}`");
    }
    let mut escaped = String::with_capacity(2 * written.len());
    for c in written.chars() {
        if "[]{}<>_".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The text with another one in place of each gap, by its name and as it is written, that gets one.
fn replaced(source: &str, other: impl Fn(&str, &str) -> Option<String>) -> String {
    let mut text = String::with_capacity(source.len());
    let mut done = 0;
    for (gap, _, range) in gaps(source) {
        if let Some(other) = other(&gap, &source[range.clone()]) {
            text.push_str(&source[done..range.start]);
            text.push_str(&other);
            done = range.end;
        }
    }
    text.push_str(&source[done..]);
    text
}

/// The gaps of a text: what they ask for, whether in words of their own, and where they stand.
fn gaps(source: &str) -> Vec<(String, bool, Range<usize>)> {
    let mut same: HashMap<String, usize> = HashMap::new();
    let mut spelled: HashMap<String, String> = HashMap::new();
    found(source)
        .into_iter()
        .map(|range| {
            let written = &source[range.clone()];
            let Some(name) = shape::name(written) else {
                let text = shape::asked(source, &range);
                let nth = same.entry(text.clone()).or_default();
                *nth += 1;
                let text = if *nth == 1 { text } else { format!("{text} ({nth})") };
                return (text, false, range);
            };
            let first = spelled.entry(name.to_lowercase()).or_insert_with(|| name.to_owned());
            (first.clone(), true, range)
        })
        .collect()
}

/// Where the gaps of a text stand: in what a reader reads as text, so in no link, code, markup or front matter.
fn found(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let (mut closed, mut heading) = (0_usize, false);
    for (event, range) in parse(source) {
        match event {
            Event::Text(_) if closed == 0 => match &mut run {
                Some(run) if run.end == range.start => run.end = range.end,
                _ => {
                    if let Some(run) = run.replace(range) {
                        shape::scan(source, run, heading, &mut found);
                    }
                }
            },
            // A gap may go over a line end, where nothing else stands between the lines.
            Event::SoftBreak if closed == 0 => {
                if let Some(run) = &mut run
                    && source[run.end..range.start].trim().is_empty()
                {
                    let next = source[range.end..].trim_start_matches([' ', '\t', '>']);
                    run.end = source.len() - next.len();
                }
            }
            Event::InlineHtml(_) if closed == 0 && shape::is_named_tag(source, &range) => found.push(range),
            Event::Start(Tag::Heading { .. }) | Event::End(TagEnd::Heading(_)) => {
                if let Some(run) = run.take() {
                    shape::scan(source, run, heading, &mut found);
                }
                heading = matches!(event, Event::Start(_));
            }
            Event::Start(Tag::HtmlBlock) => {
                shape::tags_alone(source, range, &mut found);
                closed += 1;
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => {
                closed += 1;
            }
            Event::End(
                TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_),
            ) => closed -= 1,
            _ => {}
        }
    }
    if let Some(run) = run {
        shape::scan(source, run, heading, &mut found);
    }
    found.sort_by_key(|range| range.start);
    found.dedup_by(|next, range| next.start < range.end);
    found
}
