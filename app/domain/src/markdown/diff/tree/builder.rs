//! Builds the tree of blocks from events.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Inline, Kind, Node, Token};
use crate::document::bag;

/// The blocks of a stretch of events.
pub(in crate::markdown::diff) fn blocks<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Node<'a>> {
    let mut builder = Builder::default();
    for event in events {
        builder.take(event);
    }
    builder.close_leaf();
    while let Some((tag, outer)) = builder.open.pop() {
        builder.close_branch(tag, outer);
    }
    builder.done
}

/// A leaf under way.
struct Leaf<'a> {
    tag: Option<Tag<'a>>,
    text: String,
    /// Stretches with the same markup around them.
    spans: Vec<(Range<usize>, Rc<[Inline]>)>,
}

#[derive(Default)]
struct Builder<'a> {
    /// Blocks of the innermost open block.
    done: Vec<Node<'a>>,
    /// Open blocks, outermost first, each with its finished siblings before it.
    open: Vec<(Tag<'a>, Vec<Node<'a>>)>,
    leaf: Option<Leaf<'a>>,
    within: Vec<Inline>,
}

impl<'a> Builder<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Code(text) => {
                self.within.push(Inline::Code);
                self.text(&text);
                self.within.pop();
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.close_leaf();
                let rule = finish(None, true, Vec::new(), String::new(), Vec::new());
                self.done.push(rule);
            }
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        if let Some(inline) = inline(&tag) {
            self.within.push(inline);
            return;
        }
        self.close_leaf();
        match tag {
            Tag::Heading { level, .. } => self.open_leaf(Some(Tag::Heading {
                level,
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            })),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::TableCell => self.open_leaf(Some(tag)),
            branch => self.open.push((branch, std::mem::take(&mut self.done))),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.within.pop();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell => self.close_leaf(),
            _ => {
                self.close_leaf();
                if let Some((tag, outer)) = self.open.pop() {
                    self.close_branch(tag, outer);
                }
            }
        }
    }

    fn open_leaf(&mut self, tag: Option<Tag<'a>>) {
        self.leaf = Some(Leaf {
            tag,
            text: String::new(),
            spans: Vec::new(),
        });
    }

    fn text(&mut self, text: &str) {
        if self.leaf.is_none() {
            self.open_leaf(None);
        }
        let Some(leaf) = &mut self.leaf else { return };
        let start = leaf.text.len();
        leaf.text.push_str(text);
        let end = leaf.text.len();
        match leaf.spans.last_mut() {
            Some((range, within)) if **within == *self.within => range.end = end,
            _ => leaf.spans.push((start..end, self.within.as_slice().into())),
        }
    }

    fn close_leaf(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        let mut tokens = Vec::new();
        for (range, within) in &leaf.spans {
            cut(&leaf.text, range.clone(), within, &mut tokens);
        }
        let node = finish(leaf.tag, false, Vec::new(), leaf.text, tokens);
        self.done.push(node);
    }

    /// Makes a block of the finished blocks and goes on behind `outer`.
    fn close_branch(&mut self, tag: Tag<'a>, outer: Vec<Node<'a>>) {
        let children = std::mem::replace(&mut self.done, outer);
        self.done
            .push(finish(Some(tag), false, children, String::new(), Vec::new()));
    }
}

fn inline(tag: &Tag<'_>) -> Option<Inline> {
    match tag {
        Tag::Emphasis => Some(Inline::Emphasis),
        Tag::Strong => Some(Inline::Strong),
        Tag::Strikethrough => Some(Inline::Struck),
        Tag::Link {
            link_type,
            dest_url,
            title,
            ..
        } => Some(Inline::Link {
            mail: *link_type == pulldown_cmark::LinkType::Email,
            address: dest_url.to_string(),
            title: title.to_string(),
        }),
        _ => None,
    }
}

fn finish<'a>(
    tag: Option<Tag<'a>>,
    is_rule: bool,
    children: Vec<Node<'a>>,
    text: String,
    tokens: Vec<Token>,
) -> Node<'a> {
    let mut node = Node {
        tag,
        is_rule,
        children,
        text,
        tokens,
        hash: 0,
        bag: Vec::new(),
    };
    let mut hasher = DefaultHasher::new();
    format!("{:?}", node.tag).hash(&mut hasher);
    is_rule.hash(&mut hasher);
    for token in &node.tokens {
        node.word(token).hash(&mut hasher);
        token.within.hash(&mut hasher);
    }
    for child in &node.children {
        child.hash.hash(&mut hasher);
    }
    node.hash = hasher.finish();
    let words = node.tokens.iter().filter(|token| token.kind == Kind::Word);
    let mut all = bag(words.map(|token| &node.text[token.range.clone()]));
    for child in &node.children {
        all.extend(&child.bag);
    }
    all.sort_unstable();
    node.bag = all;
    node
}

/// Cuts a stretch of text into words, marks and spaces.
fn cut(text: &str, stretch: Range<usize>, within: &Rc<[Inline]>, tokens: &mut Vec<Token>) {
    let kind = |c: char| match c {
        '\n' => Kind::Break,
        c if c.is_whitespace() => Kind::Space,
        c if c.is_alphanumeric() || c == '_' => Kind::Word,
        _ => Kind::Mark,
    };
    let mut start = stretch.start;
    let mut last: Option<Kind> = None;
    for (at, c) in text[stretch.clone()].char_indices() {
        let at = stretch.start + at;
        let mut now = kind(c);
        // "don't" and "2.5" are one word each.
        let next = text[at + c.len_utf8()..stretch.end].chars().next();
        if last == Some(Kind::Word) && matches!(c, '\'' | '’' | '.' | ',') && next.is_some_and(char::is_alphanumeric)
        {
            let digits = text[..at].ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit());
            if matches!(c, '\'' | '’') || digits {
                now = Kind::Word;
            }
        }
        if let Some(before) = last
            && (before != now || matches!(before, Kind::Mark | Kind::Break))
        {
            tokens.push(token(start..at, before, within));
            start = at;
        }
        last = Some(now);
    }
    if let Some(kind) = last {
        tokens.push(token(start..stretch.end, kind, within));
    }
}

fn token(range: Range<usize>, kind: Kind, within: &Rc<[Inline]>) -> Token {
    Token {
        range,
        kind,
        within: Rc::clone(within),
    }
}
