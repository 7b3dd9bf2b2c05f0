//! The sections of a text: each by its key, replaced, inserted and put into another order.

mod cut;
mod key;

use std::ops::Range;

use super::{Body, BodyError};

pub(crate) use cut::section_level_of;
pub use cut::{section_level, split, split_at};
pub(crate) use key::Keys;
pub use key::slug;

/// One section: a heading of the level that cuts the text and everything up to the next, or what stands before the
/// first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Unique within the body, from the title; "opening" for what stands before the first heading.
    pub key: String,
    /// The heading without its Markdown, unseen characters shown; for the opening, the level-1 heading or
    /// "Opening".
    pub title: String,
    /// The exact source, heading included.
    pub text: String,
    /// Where `text` stands in the body, in bytes.
    pub range: Range<usize>,
    /// The level of the heading it begins with; 0 for the opening.
    pub level: u8,
}

/// The sections in order. Their texts, put together, are the body byte for byte.
#[must_use]
pub fn sections(body: &Body) -> Vec<Section> {
    split(body.as_str())
}

/// Replaces one section by a new text, which may rename it, split it or be empty.
///
/// # Errors
/// When there is no such section, or the result is too large.
pub fn replace_section(body: &Body, key: &str, new_text: &str) -> Result<Body, BodyError> {
    replace_sections(body, (key, key), new_text)
}

/// Replaces the sections from one key to another by a new text.
///
/// # Errors
/// When there is no such section, the second does not stand at or after the first, or the result is
/// too large.
pub fn replace_sections(body: &Body, (first, last): (&str, &str), new_text: &str) -> Result<Body, BodyError> {
    let range = run(&sections(body), first, last)?;
    let new_text = &new_text.replace("\r\n", "\n");
    let (before, after) = (&body.as_str()[..range.start], &body.as_str()[range.end..]);
    let old = &body.as_str()[range];
    // Without a line end of its own the new text would swallow the heading that follows.
    let blank_line = match (new_text.is_empty() || after.is_empty(), new_text.ends_with('\n')) {
        (true, _) => "",
        (false, true) if old.ends_with("\n\n") && !new_text.ends_with("\n\n") => "\n",
        (false, true) => "",
        (false, false) => "\n\n",
    };
    Body::new(&format!("{before}{new_text}{blank_line}{after}"))
}

/// Where the sections from one key to another stand, in bytes.
///
/// # Errors
/// When there is no such section, or the second does not stand at or after the first.
pub(crate) fn run(sections: &[Section], first: &str, last: &str) -> Result<Range<usize>, BodyError> {
    let find = |key: &str| sections.iter().find(|section| section.key == key);
    let missing = |key: &str| BodyError::NoSuchSection(key.into());
    let start = find(first).ok_or_else(|| missing(first))?.range.start;
    let end = find(last).ok_or_else(|| missing(last))?.range.end;
    if start < end {
        Ok(start..end)
    } else {
        Err(missing(last))
    }
}

/// Adds a text after the section with this key, or at the end when there is no such section.
///
/// # Errors
/// When the result is too large.
pub fn insert_section(body: &Body, after: &str, text: &str) -> Result<Body, BodyError> {
    let source = body.as_str();
    let at = sections(body)
        .into_iter()
        .find(|section| section.key == after)
        .map_or(source.len(), |section| section.range.end);
    let (before, behind) = (source[..at].trim_end(), &source[at..]);
    let joint = if before.is_empty() { "" } else { "\n\n" };
    let end = if behind.is_empty() { "\n" } else { "\n\n" };
    Body::new(&format!("{before}{joint}{}{end}{behind}", text.trim()))
}

/// Puts the sections into the order of these keys. A section that is not named stays behind the one
/// it follows; keys of no section are passed over; what stands before the first heading stays first.
///
/// # Errors
/// [`BodyError::Order`] when the sections would not be the same any more, such as one that begins
/// inside a code block that was left open.
pub fn reorder(body: &Body, keys: &[&str]) -> Result<Body, BodyError> {
    let sections = sections(body);
    let mut groups: Vec<Vec<&Section>> = Vec::new();
    for section in &sections {
        match groups.last_mut() {
            Some(group) if !keys.contains(&section.key.as_str()) => group.push(section),
            _ => groups.push(vec![section]),
        }
    }
    let place = |group: &Vec<&Section>| {
        let key = group.first().map_or("", |section| section.key.as_str());
        if key == "opening" && group.first().is_some_and(|section| section.range.start == 0) {
            return None;
        }
        Some(keys.iter().position(|wanted| *wanted == key).unwrap_or(0))
    };
    groups.sort_by_key(place);
    let mut text = String::with_capacity(body.as_str().len() + 2);
    for section in groups.into_iter().flatten() {
        if !text.is_empty() {
            let ends = text.len() - text.trim_end_matches('\n').len();
            text.push_str(&"\n"[..].repeat(2_usize.saturating_sub(ends)));
        }
        text.push_str(&section.text);
    }
    let ordered = Body::new(&text)?;
    let trimmed = |sections: &[Section]| {
        let mut texts: Vec<String> = sections.iter().map(|section| section.text.trim().to_owned()).collect();
        texts.sort_unstable();
        texts
    };
    if trimmed(&split(ordered.as_str())) != trimmed(&sections) {
        return Err(BodyError::Order);
    }
    Ok(ordered)
}
