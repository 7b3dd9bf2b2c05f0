use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::document::Overlay;

/// The most marks around one piece of text: of more, those that begin last count.
const DEEPEST: usize = 8;

/// Puts events together, marking the text that stands in an overlay. Events come in the order of the
/// source.
pub(super) struct Painter<'a, 'o> {
    source: &'a str,
    /// By where they begin, longer ones first.
    overlays: Vec<&'o Overlay>,
    /// Whether the id was given out.
    named: Vec<bool>,
    /// The first one that has not begun, and those that have and may not have ended.
    next: usize,
    begun: Vec<usize>,
    /// Text under the same overlays, as far as it is together.
    run: Option<Run>,
    /// Links of the text that are open.
    links: usize,
    out: Vec<(Event<'a>, usize)>,
}

struct Run {
    over: Vec<usize>,
    text: String,
    at: usize,
}

impl<'a, 'o> Painter<'a, 'o> {
    pub(super) fn new(source: &'a str, overlays: &'o [Overlay]) -> Self {
        let mut overlays: Vec<&Overlay> = overlays.iter().filter(|overlay| !overlay.range.is_empty()).collect();
        overlays.sort_by_key(|overlay| (overlay.range.start, std::cmp::Reverse(overlay.range.end)));
        Self {
            source,
            named: vec![false; overlays.len()],
            overlays,
            next: 0,
            begun: Vec::new(),
            run: None,
            links: 0,
            out: Vec::new(),
        }
    }

    /// An event that is no text of the source.
    pub(super) fn push(&mut self, event: Event<'a>, at: usize) {
        self.end_run();
        match event {
            Event::Start(Tag::Link { .. }) => self.links += 1,
            Event::End(TagEnd::Link) => self.links -= 1,
            _ => {}
        }
        self.out.push((event, at));
    }

    /// Text, which may stand in the source otherwise than it reads (`&amp;`, `\*`): then it is marked as
    /// a whole or not at all.
    pub(super) fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        let near = self.near(&range);
        if near.is_empty() {
            self.end_run();
            self.out.push((Event::Text(text), range.start));
        } else if self.source.get(range.clone()) == Some(&*text) {
            let mut cuts: Vec<usize> = near
                .iter()
                .flat_map(|overlay| [self.overlays[*overlay].range.start, self.overlays[*overlay].range.end])
                .filter(|cut| range.contains(cut) && self.source.is_char_boundary(*cut))
                .chain([range.start, range.end])
                .collect();
            cuts.sort_unstable();
            cuts.dedup();
            for piece in cuts.windows(2) {
                let over = self.over(&near, &(piece[0]..piece[1]));
                self.add(over, &self.source[piece[0]..piece[1]], piece[0]);
            }
        } else {
            let over = self.over(&near, &range);
            self.add(over, &text, range.start);
        }
    }

    /// Inline code, which is marked as a whole.
    pub(super) fn code(&mut self, code: Event<'a>, range: Range<usize>) {
        self.end_run();
        let near = self.near(&range);
        let (before, after) = self.marks(&near);
        for event in [Event::InlineHtml(before.into()), code, Event::InlineHtml(after.into())] {
            if !matches!(&event, Event::InlineHtml(mark) if mark.is_empty()) {
                self.out.push((event, range.start));
            }
        }
    }

    /// Everything, once the source is at its end.
    pub(super) fn finish(mut self) -> Vec<(Event<'a>, usize)> {
        self.end_run();
        self.out
    }

    /// The overlays that share something with `range`.
    fn near(&mut self, range: &Range<usize>) -> Vec<usize> {
        while self
            .overlays
            .get(self.next)
            .is_some_and(|overlay| overlay.range.start < range.end)
        {
            self.begun.push(self.next);
            self.next += 1;
        }
        self.begun
            .retain(|overlay| self.overlays[*overlay].range.end > range.start);
        self.over(&self.begun, range)
    }

    fn over(&self, of: &[usize], range: &Range<usize>) -> Vec<usize> {
        of.iter()
            .copied()
            .filter(|overlay| {
                let overlay = &self.overlays[*overlay].range;
                overlay.start < range.end && range.start < overlay.end
            })
            .collect()
    }

    fn add(&mut self, over: Vec<usize>, text: &str, at: usize) {
        if self.run.as_ref().is_none_or(|run| run.over != over) {
            self.end_run();
            self.run = Some(Run {
                over,
                text: String::new(),
                at,
            });
        }
        if let Some(run) = &mut self.run {
            run.text.push_str(text);
        }
    }

    fn end_run(&mut self) {
        let Some(Run { over, text, at }) = self.run.take() else {
            return;
        };
        if over.is_empty() {
            self.out.push((Event::Text(text.into()), at));
            return;
        }
        let (mut marked, after) = self.marks(&over);
        push_escaped(&mut marked, &text);
        marked.push_str(&after);
        self.out.push((Event::InlineHtml(marked.into()), at));
    }

    /// The markup before and after text under these overlays.
    fn marks(&mut self, over: &[usize]) -> (String, String) {
        let (mut before, mut after) = (String::new(), String::new());
        let over = &over[over.len().saturating_sub(DEEPEST)..];
        for index in over {
            let overlay = self.overlays[*index];
            let element = if overlay.class.name().is_some() { "mark" } else { "ins" };
            before.push('<');
            before.push_str(element);
            let id = overlay.id.as_deref().filter(|_| !self.named[*index]);
            self.named[*index] = true;
            let nth = overlay.nth.map(|nth| nth.to_string());
            for (name, value) in [
                ("class", overlay.class.name()),
                ("id", id),
                ("title", overlay.title.as_deref()),
                ("data-nth", nth.as_deref()),
            ] {
                if let Some(value) = value {
                    push_attribute(&mut before, name, value);
                }
            }
            before.push('>');
            after.insert_str(0, &format!("</{element}>"));
        }
        let href = over
            .iter()
            .rev()
            .find_map(|overlay| self.overlays[*overlay].href.as_deref())
            .filter(|_| self.links == 0);
        if let Some(href) = href {
            before.push_str("<a");
            push_attribute(&mut before, "href", href);
            before.push('>');
            after.insert_str(0, "</a>");
        }
        (before, after)
    }
}

fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value);
    out.push('"');
}

fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
