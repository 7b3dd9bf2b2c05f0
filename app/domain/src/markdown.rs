//! Markdown to HTML that can be shown to anyone: the only place where a person's text becomes markup.
//!
//! Three fences, each enough on its own for what it covers: the parser knows only tables,
//! strikethrough and task lists; its events are filtered (raw HTML becomes visible text but for a line
//! break, unsafe links lose their address, images become links with their description, deep nesting is
//! flattened, characters that cannot be seen are shown by their number); the result goes through an
//! allow-list sanitiser. `tests/markdown/commonmark.rs` lists what differs from CommonMark.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html};

use crate::document::{
    Body, Class, Keys, OPTIONS, Overlay, Placeholder, Section, placeholders_in, slug, split, unseen,
};

pub mod diff;
mod painter;

use painter::Painter;

/// Containers nested deeper than this lose their markup and keep their text.
const DEEPEST: usize = 24;

/// Sanitised HTML. Only this module makes one, so whoever holds one may show it unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, without a copy.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

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

fn to_html<'a>(events: impl Iterator<Item = Event<'a>>, length: usize) -> Html {
    let mut raw = String::with_capacity(length * 3 / 2);
    html::push_html(&mut raw, events);
    let clean = SANITISER.clean(&raw).to_string();
    // A wide table scrolls in a box of its own. In sanitised HTML a `<` begins a tag.
    Html(
        clean
            .replace(
                "<table>",
                r#"<div class="scroll-x" tabindex="0" role="group" aria-label="Table"><table>"#,
            )
            .replace("</table>", "</table></div>"),
    )
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .rm_tags(["img", "map", "area", "details", "summary"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .generic_attributes(HashSet::new())
        .add_tag_attributes("a", ["title"])
        .add_tag_attributes("mark", ["id", "title", "data-nth"])
        .add_tag_attributes("ins", ["id"])
        .allowed_classes(HashMap::from([(
            "mark",
            Class::MARKS.into_iter().collect::<HashSet<_>>(),
        )]));
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(heading, ["id"]);
    }
    builder
});

/// The filtered events, each with the place in the source where it begins.
fn events<'a>(source: &'a str, sections: &[Section], overlays: &[Overlay]) -> Vec<(Event<'a>, usize)> {
    let mut filter = Filter::new(source, sections, overlays);
    for (event, range) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
        filter.take(event, range);
    }
    filter.painter.finish()
}

struct Filter<'a, 's> {
    source: &'a str,
    sections: &'s [Section],
    painter: Painter<'a, 's>,
    /// For every open container, whether its markup is kept.
    open: Vec<bool>,
    depth: usize,
    /// Whether a link is open: no other can be in it.
    in_link: bool,
    /// Images that are open: one within the description of another is a part of that.
    images: usize,
    ids: Keys,
}

impl<'a, 's> Filter<'a, 's> {
    fn new(source: &'a str, sections: &'s [Section], overlays: &'s [Overlay]) -> Self {
        let mut ids = Keys::default();
        for section in sections {
            ids.unique(section.key.clone());
        }
        Self {
            source,
            sections,
            painter: Painter::new(source, overlays),
            open: Vec::new(),
            depth: 0,
            in_link: false,
            images: 0,
            ids,
        }
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        let at = range.start;
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end, at),
            Event::Html(text) | Event::InlineHtml(text) if is_line_break(&text) => {
                self.painter.push(Event::HardBreak, at);
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(text, range),
            Event::Code(text) => {
                let shown = match unseen::shown(&text) {
                    Cow::Owned(shown) => shown.into(),
                    Cow::Borrowed(_) => text,
                };
                self.painter.code(Event::Code(shown), range);
            }
            Event::TaskListMarker(done) => {
                self.painter
                    .push(Event::Text(if done { "☑ " } else { "☐ " }.into()), at);
            }
            Event::SoftBreak if is_kept(self.source, &range) => self.painter.push(Event::HardBreak, at),
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.painter.push(event, at),
            // Of extensions that are switched off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.painter.push(Event::Text(text), at);
            }
        }
    }

    /// Text, with what cannot be seen in it as its number.
    fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        let found = unseen::unseen(&text);
        if found.is_empty() {
            self.painter.text(text, range);
        } else if self.source.get(range.clone()) == Some(&*text) {
            let mut done = range.start;
            for (at, c) in found {
                let hidden = range.start + at..range.start + at + c.len_utf8();
                if done < hidden.start {
                    self.painter
                        .text(self.source[done..hidden.start].into(), done..hidden.start);
                }
                done = hidden.end;
                self.painter.text(unseen::sign(c).into(), hidden);
            }
            if done < range.end {
                self.painter.text(self.source[done..range.end].into(), done..range.end);
            }
        } else {
            self.painter.text(unseen::shown(&text).into_owned().into(), range);
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let at = range.start;
        let mut words = None;
        let tag = match tag {
            // An image is not fetched from elsewhere: a link leads to it.
            Tag::Image {
                dest_url, title, id, ..
            } => {
                let unnamed = self.source[range.clone()].starts_with("![]");
                let address = if unnamed {
                    unseen::shown(&dest_url)
                } else {
                    Cow::default()
                };
                words = (self.images == 0).then(|| format!("Image: {address}"));
                self.images += 1;
                let leads = dest_url.starts_with("https://") || dest_url.starts_with("http://");
                (leads && is_safe(LinkType::Inline, &dest_url)).then_some(Tag::Link {
                    link_type: LinkType::Inline,
                    dest_url,
                    title,
                    id,
                })
            }
            Tag::Link {
                link_type,
                ref dest_url,
                ..
            } if !is_safe(link_type, dest_url) => None,
            kept => Some(kept),
        };
        let tag = tag.and_then(|tag| match tag {
            _ if self.depth >= DEEPEST => None,
            Tag::Link { .. } if self.in_link => None,
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => Some(Tag::Link {
                link_type,
                dest_url,
                title: unseen::shown(&title).into_owned().into(),
                id,
            }),
            Tag::Heading { level, .. } => Some(Tag::Heading {
                level: below(level),
                id: Some(self.heading_id(level, &range).into()),
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
            Tag::HtmlBlock => Some(Tag::Paragraph),
            kept => Some(kept),
        });
        self.open.push(tag.is_some());
        if let Some(tag) = tag {
            if let Tag::Link { dest_url, .. } = &tag
                && self.source[range.clone()].starts_with("[]")
            {
                // A link without words reads as its address: nobody could see it otherwise.
                words = Some(unseen::shown(dest_url).into_owned());
            }
            self.depth += 1;
            self.in_link |= matches!(tag, Tag::Link { .. });
            self.painter.push(Event::Start(tag), at);
        }
        if let Some(words) = words {
            self.painter.push(Event::Text(words.into()), at);
        }
    }

    fn end(&mut self, end: TagEnd, at: usize) {
        self.images -= usize::from(end == TagEnd::Image);
        if self.open.pop() == Some(true) {
            self.depth -= 1;
            let end = match end {
                TagEnd::Heading(level) => TagEnd::Heading(below(level)),
                TagEnd::HtmlBlock => TagEnd::Paragraph,
                TagEnd::Image => TagEnd::Link,
                kept => kept,
            };
            self.in_link &= end != TagEnd::Link;
            self.painter.push(Event::End(end), at);
        }
    }

    fn heading_id(&mut self, level: HeadingLevel, range: &Range<usize>) -> String {
        let section = self.sections.get(
            self.sections
                .partition_point(|section| section.range.end <= range.start),
        );
        let key = section.map_or("opening", |section| section.key.as_str());
        let line = self.source[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let heads = section.is_some_and(|section| {
            section.range.start == line || self.source[section.range.start..line].trim().is_empty()
        });
        if heads && level == HeadingLevel::H2 || heads && level == HeadingLevel::H1 && key == "opening" {
            return key.into();
        }
        let title = self.source[range.clone()].lines().next().unwrap_or_default();
        self.ids.unique(format!("{key}-{}", slug(title)))
    }
}

/// One level down, to a floor of 6.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

/// The one piece of raw HTML that says what Markdown cannot, in a table: a line break.
fn is_line_break(html: &str) -> bool {
    let name = html.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    name.is_some_and(|name| name.trim_end_matches('/').trim_end().eq_ignore_ascii_case("br"))
}

/// Whether a line end within a paragraph is kept, where CommonMark leaves the choice: beside a line that is
/// a label, such as `**To:** somebody` or `**Risk: too much review.**`, which nobody means to run on.
fn is_kept(source: &str, line_end: &Range<usize>) -> bool {
    let bare = |line: &str| line.trim_matches([' ', '\t', '>']).to_owned();
    let before = bare(source[..line_end.start].rsplit('\n').next().unwrap_or_default());
    let after = bare(source[line_end.end..].split('\n').next().unwrap_or_default());
    let strong = |line: &str| {
        let (text, rest) = line.strip_prefix("**")?.split_once("**")?;
        Some((text.to_owned(), rest.to_owned()))
    };
    strong(&after).is_some_and(|(text, rest)| text.ends_with(':') || rest.starts_with(':'))
        || strong(&before).is_some_and(|(_, rest)| rest.is_empty())
}

/// Addresses a link may have: `http`, `https`, `mailto`, or one within this site. What another host
/// could be hidden in (`//host`, also with backslashes, or a control character) is none of these. White
/// space and backslashes further on are written as numbers.
fn is_safe(link: LinkType, address: &str) -> bool {
    let slash = |c: char| c == '/' || c == '\\';
    let mut start = address.trim_start().chars();
    if address.chars().any(char::is_control) || start.next().is_some_and(slash) && start.next().is_some_and(slash) {
        return false;
    }
    if link == LinkType::Email {
        return true;
    }
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .and_then(|head| head.split_once(':'))
        .map(|(scheme, _)| scheme);
    scheme.is_none_or(|scheme| {
        ["http", "https", "mailto"]
            .iter()
            .any(|safe| scheme.eq_ignore_ascii_case(safe))
    })
}
