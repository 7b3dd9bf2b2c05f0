//! Where a text is cut into sections: at its headings.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Section;
use super::key::{Keys, slug};
use crate::document::{Body, MAX_SECTION_BYTES, MAX_SECTIONS, parse, unseen};

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
    section_level_of(&split(body.as_str()))
}

/// The level at which these sections begin.
pub(crate) fn section_level_of(sections: &[Section]) -> u8 {
    let mut levels = sections.iter().map(|section| section.level);
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
