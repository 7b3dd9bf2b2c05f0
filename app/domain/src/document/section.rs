use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Body, BodyError, MAX_SECTION_BYTES, MAX_SECTIONS, parse, unseen};

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

/// What is an id, or the first word of an id, on a page that shows the text: no key is one of these.
const TAKEN: [&str; 10] = [
    "main",
    "placeholder",
    "term",
    "send",
    "comment",
    "comments",
    "text",
    "quote",
    "replacement",
    "password",
];

/// A title as a key: lowercase letters and digits, joined by single hyphens. Never empty, and never
/// an id that the page around the text has.
#[must_use]
pub fn slug(title: &str) -> String {
    let words = title
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|word| {
            word.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        if !slug.is_empty() && slug.len() + word.len() > 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(80));
    }
    match slug.as_str() {
        "" => "section".into(),
        taken if TAKEN.contains(&taken.split('-').next().unwrap_or_default()) => format!("section-{taken}"),
        _ => slug,
    }
}

/// Cuts a text at the headings of its highest level that occurs more than once: level 1 where that has the sections,
/// else level 2, and below that only where there is none of it. A section that would be too long is cut at its
/// subheadings. Headings inside code, quotes and lists do not cut.
#[must_use]
pub fn split(text: &str) -> Vec<Section> {
    let headings = headings(text);
    let level = level_of(&headings);
    let cut = cut(text, &headings, level);
    // What was a proposal before levels other than 2 could cut stays one.
    if level != USUAL && cut.len() > MAX_SECTIONS {
        return split_at(text, USUAL);
    }
    cut
}

/// Cuts a text at its headings of one level, as every text was cut before there was a choice: what was judged by that
/// is judged by it.
#[must_use]
pub fn split_at(text: &str, level: u8) -> Vec<Section> {
    let headings = headings(text);
    let at = headings.iter().filter(|heading| heading.level == level).collect();
    made(text, &headings, at)
}

/// The level at which sections begin: what a new section has to begin with.
#[must_use]
pub fn section_level(body: &Body) -> u8 {
    let mut levels = split(body.as_str()).into_iter().map(|section| section.level);
    levels.find(|level| *level > 0).unwrap_or(USUAL)
}

/// The level that cuts where nothing speaks for another.
const USUAL: u8 = 2;

fn level_of(headings: &[Heading]) -> u8 {
    let count = |level: u8| headings.iter().filter(|heading| heading.level == level).count();
    match (count(1), count(USUAL)) {
        (2.., _) => 1,
        (_, 1..) => USUAL,
        _ => (USUAL + 1..=6).find(|level| count(*level) > 1).unwrap_or(USUAL),
    }
}

/// The headings of this level, and below it where what they begin is too long, as sections.
fn cut(text: &str, headings: &[Heading], level: u8) -> Vec<Section> {
    let mut at: Vec<&Heading> = headings.iter().filter(|heading| heading.level == level).collect();
    for deeper in level + 1..=6 {
        let ends = at.iter().skip(1).map(|heading| heading.line).chain([text.len()]);
        let first = at.first().map_or(text.len(), |heading| heading.line);
        let starts = at.iter().map(|heading| heading.line);
        let too_long: Vec<Range<usize>> = std::iter::once(0..first)
            .chain(starts.zip(ends).map(|(start, end)| start..end))
            .filter(|range| range.len() > MAX_SECTION_BYTES)
            .collect();
        if too_long.is_empty() {
            break;
        }
        let within = |heading: &&Heading| too_long.iter().any(|range| range.contains(&heading.line));
        at.extend(headings.iter().filter(|heading| heading.level == deeper).filter(within));
        at.sort_by_key(|heading| heading.line);
    }
    made(text, headings, at)
}

/// The sections that begin with these headings.
fn made(text: &str, headings: &[Heading], at: Vec<&Heading>) -> Vec<Section> {
    let first = at.first().map_or(text.len(), |heading| heading.line);
    let mut starts: Vec<(usize, Option<&Heading>)> = Vec::with_capacity(at.len() + 1);
    if !text[..first].trim().is_empty() || (at.is_empty() && !text.is_empty()) {
        starts.push((0, None));
    }
    starts.extend(at.into_iter().map(|heading| (heading.line, Some(heading))));
    if let Some((start, _)) = starts.first_mut() {
        *start = 0;
    }
    let named = |heading: &&Heading| heading.level == 1 && heading.line < first && !heading.title.is_empty();
    let opening = headings.iter().find(named).map_or("Opening", |heading| &heading.title);

    let mut keys = Keys::default();
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([text.len()])
        .collect();
    starts
        .into_iter()
        .zip(ends)
        .map(|((start, heading), end)| {
            let (wanted, title) = match heading {
                None => ("opening".into(), opening.into()),
                Some(heading) if heading.title.is_empty() => (slug("Untitled"), "Untitled".into()),
                Some(heading) => (slug(&heading.title), heading.title.clone()),
            };
            Section {
                key: keys.unique(wanted),
                title,
                text: text[start..end].into(),
                range: start..end,
                level: heading.map_or(0, |heading| heading.level),
            }
        })
        .collect()
}

/// Keys given out so far.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    taken: HashSet<String>,
    /// Where to go on counting for a key that was wanted before.
    next: HashMap<String, usize>,
}

impl Keys {
    /// The first free one of `wanted`, `wanted-2`, `wanted-3`…
    pub(crate) fn unique(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let n = self.next.entry(wanted.clone()).or_insert(2);
        loop {
            let key = format!("{wanted}-{n}");
            *n += 1;
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
    }
}

/// A heading that stands in nothing else.
struct Heading {
    level: u8,
    /// Where its line begins in the text, in bytes.
    line: usize,
    /// Its words, unseen characters shown.
    title: String,
}

fn headings(text: &str) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut depth = 0_usize;
    let mut current: Option<Heading> = None;
    for (event, range) in parse(text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                current = Some(Heading {
                    level: level as u8,
                    line: text[..range.start].rfind('\n').map_or(0, |newline| newline + 1),
                    title: String::new(),
                });
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(end) => {
                depth -= 1;
                if matches!(end, TagEnd::Heading(_)) && depth == 0 {
                    headings.extend(current.take().map(|heading| Heading {
                        title: unseen::shown(heading.title.trim_end()).into_owned(),
                        ..heading
                    }));
                }
            }
            // A remark in the source, such as the mark of a tool, is no part of the title.
            Event::InlineHtml(piece) if piece.starts_with("<!--") => {}
            Event::Text(piece) | Event::Code(piece) | Event::InlineHtml(piece) => {
                if let Some(heading) = &mut current {
                    heading.title.push_str(&piece);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut current {
                    heading.title.push(' ');
                }
            }
            _ => {}
        }
    }
    headings
}
