//! The second fence: what the parser says, without what nobody may write.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::painter::Painter;
use crate::document::{Keys, Overlay, Section, front_matter, parse, slug, unseen};

/// Containers nested deeper than this lose their markup and keep their text.
const DEEPEST: usize = 24;

/// The filtered events, each with the place in the source where it begins.
pub(super) fn events<'a>(source: &'a str, sections: &[Section], overlays: &[Overlay]) -> Vec<(Event<'a>, usize)> {
    let mut filter = Filter::new(source, sections, overlays);
    for (event, range) in parse(source) {
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
    /// Whether a block of markup that is a comment is open.
    in_comment: bool,
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
            in_comment: false,
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
            Event::InlineHtml(text) if is_comment(&text) => self.code(text, range),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(text, range),
            Event::Code(text) => self.code(text, range),
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

    /// Code, with what cannot be seen in it as its number.
    fn code(&mut self, text: CowStr<'a>, range: Range<usize>) {
        let shown = match unseen::shown(&text) {
            Cow::Owned(shown) => shown.into(),
            Cow::Borrowed(_) => text,
        };
        self.painter.code(Event::Code(shown), range);
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
            // A comment is no part of what the text says, and what is not shown nobody can have read: it is shown as code.
            Tag::HtmlBlock if is_comment(&self.source[range.clone()]) => {
                self.in_comment = true;
                Some(Tag::CodeBlock(CodeBlockKind::Indented))
            }
            Tag::HtmlBlock => Some(Tag::Paragraph),
            // So is a front matter.
            Tag::MetadataBlock(_) => Some(Tag::CodeBlock(CodeBlockKind::Indented)),
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
                TagEnd::HtmlBlock if std::mem::take(&mut self.in_comment) => TagEnd::CodeBlock,
                TagEnd::HtmlBlock => TagEnd::Paragraph,
                TagEnd::MetadataBlock(_) => TagEnd::CodeBlock,
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
        let front = front_matter(self.source).map_or(0, |front| front.end);
        let heads = section.is_some_and(|section| {
            let start = section.range.start.max(front).min(line);
            self.source[start..line].trim().is_empty()
        });
        let own = section.map_or(0, |section| section.level);
        if heads && (level as u8 == own || own == 0 && level == HeadingLevel::H1) {
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

/// Whether a piece of raw HTML is a comment.
fn is_comment(html: &str) -> bool {
    html.trim_start().starts_with("<!--")
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
