//! A rendered text as a tree of blocks, so that two of them can be compared as a reader sees them.

mod builder;

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::Tag;

pub(super) use builder::blocks;

/// How a stretch of text is set apart from the text around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Inline {
    Emphasis,
    Strong,
    Struck,
    Code,
    Link { mail: bool, address: String, title: String },
}

/// What a token is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Word,
    Mark,
    Space,
    Break,
}

/// A word, a mark, or the space between.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    pub(super) within: Rc<[Inline]>,
}

/// A block with its text, or a block of blocks.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    /// `None` for text without a block of its own, as in a tight list, and for a rule.
    pub(super) tag: Option<Tag<'a>>,
    pub(super) is_rule: bool,
    pub(super) children: Vec<Self>,
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    /// Of everything a reader can notice.
    hash: u64,
    /// Hashes of the words in it, sorted.
    pub(super) bag: Vec<u64>,
}

impl Node<'_> {
    /// A token as far as its words go: any white space is the same.
    pub(super) fn word(&self, token: &Token) -> &str {
        match token.kind {
            Kind::Space if !self.is_code() => " ",
            _ => &self.text[token.range.clone()],
        }
    }

    pub(super) fn is_code(&self) -> bool {
        matches!(self.tag, Some(Tag::CodeBlock(_)))
    }

    /// Whether it holds text and no blocks.
    pub(super) const fn is_leaf(&self) -> bool {
        matches!(
            self.tag,
            None | Some(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::TableCell)
        )
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        let tokens = || {
            self.tokens
                .iter()
                .zip(&other.tokens)
                .all(|(one, two)| one.kind == two.kind && self.word(one) == other.word(two) && one.within == two.within)
        };
        self.hash == other.hash
            && self.tag == other.tag
            && self.is_rule == other.is_rule
            && self.tokens.len() == other.tokens.len()
            && tokens()
            && self.children == other.children
    }
}

impl Eq for Node<'_> {}

impl Hash for Node<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}
