//! Markdown to HTML that can be shown to anyone: the only place where a person's text becomes markup.
//!
//! Three fences, each enough on its own for what it covers: the parser knows only tables,
//! strikethrough and task lists; its events are filtered (raw HTML becomes visible text but for a line
//! break, unsafe links lose their address, images become links with their description, deep nesting is
//! flattened, characters that cannot be seen are shown by their number); the result goes through an
//! allow-list sanitiser. `tests/markdown/commonmark.rs` lists what differs from CommonMark.

pub mod diff;
mod filter;
mod html;
mod painter;

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::document::{Body, Class, Overlay, Placeholder, Section, placeholders_in, split, unseen};
use filter::events;
use html::to_html;

pub use html::Html;

/// Renders a whole text. Headings move down one level, since the page has its own level 1;
/// level-2 headings of the source carry their section's key as id; placeholders become
/// `<mark class="placeholder" id="placeholder-N">`.
#[must_use]
pub fn render(markdown: &str) -> Html {
    let gaps = overlays_of(&placeholders_in(markdown));
    let overlays = with_unseen(markdown, &gaps);
    let events = events(markdown, &split(markdown), &overlays)
        .into_iter()
        .map(|(event, _)| event);
    to_html(events, markdown.len())
}

/// Renders a remark that stands among others on a page: its headings are paragraphs, so that they take
/// no id and no place in the page's outline, and nothing in it is a placeholder.
#[must_use]
pub fn render_remark(markdown: &str) -> Html {
    let events = events(markdown, &[], &[]).into_iter().map(|(event, _)| match event {
        Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Paragraph),
        kept => kept,
    });
    to_html(events, markdown.len())
}

/// Renders every section of a body, as part of the whole: references and placeholder numbers are
/// those of the body.
#[must_use]
pub fn render_sections(body: &Body) -> Vec<(Section, Html)> {
    render_with(body, &overlays_of(&placeholders_in(body.as_str())))
}

/// Renders every section of a body with these stretches marked, and no others: whoever wants the
/// placeholders marked adds [`Overlay::placeholder`] for each.
#[must_use]
pub fn render_with(body: &Body, overlays: &[Overlay]) -> Vec<(Section, Html)> {
    let sections = split(body.as_str());
    let overlays = with_unseen(body.as_str(), overlays);
    let mut events = events(body.as_str(), &sections, &overlays).into_iter().peekable();
    sections
        .into_iter()
        .map(|section| {
            let own = std::iter::from_fn(|| events.next_if(|(_, at)| *at < section.range.end));
            let html = to_html(own.map(|(event, _)| event), section.text.len());
            (section, html)
        })
        .collect()
}

/// A stretch of a section: one block that places stand in, or the blocks between two of those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Which of the places stand in it, by their position in the list that was asked for.
    pub places: Vec<usize>,
    /// The stretch.
    pub html: Html,
}

/// Renders every section like [`render_with`], cut so that each block which holds one of these `places`
/// (bytes of the source) is a passage of its own, and something can be set beside it. A section without
/// any is one passage.
#[must_use]
pub fn render_passages(body: &Body, overlays: &[Overlay], places: &[usize]) -> Vec<(Section, Vec<Passage>)> {
    let sections = split(body.as_str());
    let overlays = with_unseen(body.as_str(), overlays);
    let mut events = events(body.as_str(), &sections, &overlays).into_iter().peekable();
    sections
        .into_iter()
        .map(|section| {
            let own = std::iter::from_fn(|| events.next_if(|(_, at)| *at < section.range.end));
            let blocks = blocks(own);
            let mut held: Vec<Vec<usize>> = vec![Vec::new(); blocks.len()];
            for (place, at) in places.iter().enumerate().filter(|(_, at)| section.range.contains(at)) {
                let block = blocks.partition_point(|(start, _)| start <= at).saturating_sub(1);
                if let Some(held) = held.get_mut(block) {
                    held.push(place);
                }
            }
            let mut passages: Vec<(Vec<usize>, Vec<Event<'_>>)> = Vec::new();
            for ((_, block), held) in blocks.into_iter().zip(held) {
                match passages.last_mut() {
                    Some((before, events)) if before.is_empty() && held.is_empty() => events.extend(block),
                    _ => passages.push((held, block)),
                }
            }
            let length = section.text.len();
            let passages = passages
                .into_iter()
                .map(|(places, events)| Passage {
                    places,
                    html: to_html(events.into_iter(), length),
                })
                .collect();
            (section, passages)
        })
        .collect()
}

/// The blocks that stand in no other, each with the place in the source where it begins.
fn blocks<'a>(events: impl Iterator<Item = (Event<'a>, usize)>) -> Vec<(usize, Vec<Event<'a>>)> {
    let mut blocks: Vec<(usize, Vec<Event<'a>>)> = Vec::new();
    let mut depth = 0_usize;
    for (event, at) in events {
        let begins = depth == 0;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        match blocks.last_mut() {
            Some((_, block)) if !begins => block.push(event),
            _ => blocks.push((at, vec![event])),
        }
    }
    blocks
}

/// Renders the section with this key, as part of the whole body; `None` when there is none.
#[must_use]
pub fn render_section(body: &Body, key: &str) -> Option<Html> {
    render_sections(body)
        .into_iter()
        .find(|(section, _)| section.key == key)
        .map(|(_, html)| html)
}

fn overlays_of(placeholders: &[Placeholder]) -> Vec<Overlay> {
    placeholders
        .iter()
        .map(|placeholder| Overlay::placeholder(placeholder, None))
        .collect()
}

/// These overlays, and one for each character that cannot be seen.
fn with_unseen<'o>(source: &str, overlays: &'o [Overlay]) -> Cow<'o, [Overlay]> {
    let found = unseen::unseen(source);
    if found.is_empty() {
        return Cow::Borrowed(overlays);
    }
    let marks = found.into_iter().map(|(at, c)| Overlay {
        title: Some(unseen::name(c).to_owned()),
        ..Overlay::new(at..at + c.len_utf8(), Class::Unseen)
    });
    Cow::Owned(overlays.iter().cloned().chain(marks).collect())
}
