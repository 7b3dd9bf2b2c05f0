//! Painting: the events of a block with its insertions and deletions, and what cannot be seen in them.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag};

use super::pairing::{Step, steps};
use super::tree::{Inline, Kind, Node, Token};
use super::words::words;

/// What happened to a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Same,
    Deleted,
    Inserted,
}

/// At most so many sentences are said of one block; one more says that there is more.
const NOTES: usize = 5;

/// Collects the events of one block.
#[derive(Debug, Default)]
pub(super) struct Painter<'a> {
    pub(super) events: Vec<Event<'a>>,
    /// Stretches inserted.
    pub(super) added: usize,
    /// Stretches deleted.
    pub(super) removed: usize,
    pub(super) notes: Vec<String>,
}

/// A token on its way to the page.
struct Piece<'n> {
    status: Status,
    kind: Kind,
    text: &'n str,
    within: &'n [Inline],
}

impl<'a> Painter<'a> {
    /// A block that is whole in one of the two revisions.
    pub(super) fn whole(&mut self, node: &Node<'a>, status: Status) {
        match status {
            Status::Deleted => self.removed += 1,
            Status::Inserted => self.added += 1,
            Status::Same => {}
        }
        self.node(node, status);
    }

    /// A block with all of its text in one status.
    pub(super) fn node(&mut self, node: &Node<'a>, status: Status) {
        if node.is_rule {
            self.events.push(Event::Rule);
            return;
        }
        self.open(node);
        if node.is_leaf() {
            let pieces: Vec<Piece<'_>> = node.tokens.iter().map(|token| piece(node, token, status)).collect();
            self.inline(&pieces);
        } else {
            for child in &node.children {
                self.node(child, status);
            }
        }
        self.close(node);
    }

    /// A block that became another one of its kind.
    pub(super) fn edited(&mut self, old: &Node<'a>, new: &Node<'a>) {
        if old == new {
            self.node(new, Status::Same);
            return;
        }
        if old.tag != new.tag {
            self.note(kind_note(old.tag.as_ref(), new.tag.as_ref()));
        }
        self.open(new);
        if new.is_leaf() {
            self.leaf(old, new);
        } else if matches!(new.tag, Some(Tag::TableRow | Tag::TableHead)) && old.children.len() == new.children.len() {
            for (old, new) in old.children.iter().zip(&new.children) {
                self.edited(old, new);
            }
        } else {
            self.children(old, new);
        }
        self.close(new);
    }

    fn children(&mut self, old: &Node<'a>, new: &Node<'a>) {
        for step in steps(&old.children, &new.children) {
            match step {
                Step::Same(new_at) => self.node(&new.children[new_at], Status::Same),
                Step::Edited(old_at, new_at) => self.edited(&old.children[old_at], &new.children[new_at]),
                Step::Deleted(old_at) => self.part(&old.children[old_at], Status::Deleted),
                Step::Inserted(new_at) => self.part(&new.children[new_at], Status::Inserted),
            }
        }
    }

    /// A block within a block, whole in one of the two.
    fn part(&mut self, node: &Node<'a>, status: Status) {
        self.whole(node, status);
        if node.is_rule {
            let word = if status == Status::Deleted { "removed" } else { "added" };
            self.note(format!("A dividing line was {word}."));
        }
        // Text without a block of its own would run into what follows.
        if node.tag.is_none() && !node.is_rule && status == Status::Deleted {
            self.events.push(Event::HardBreak);
        }
    }

    fn leaf(&mut self, old: &Node<'a>, new: &Node<'a>) {
        let mut pieces: Vec<Piece<'_>> = Vec::new();
        // Words whose markup changed, joined as long as it changed in the same way.
        let mut reformatted: Vec<(&[Inline], &[Inline], String)> = Vec::new();
        for stretch in words(old, new) {
            let (was, is) = (&old.tokens[stretch.old.clone()], &new.tokens[stretch.new.clone()]);
            if !stretch.same {
                self.removed += usize::from(!was.is_empty());
                self.added += usize::from(!is.is_empty());
                pieces.extend(was.iter().map(|token| piece(old, token, Status::Deleted)));
                pieces.extend(is.iter().map(|token| piece(new, token, Status::Inserted)));
                continue;
            }
            let mut goes_on = false;
            for (was, is) in was.iter().zip(is) {
                pieces.push(piece(new, is, Status::Same));
                if was.within == is.within {
                    goes_on = false;
                    continue;
                }
                let text = new.word(is);
                match reformatted.last_mut() {
                    Some((from, to, words)) if goes_on && *from == &*was.within && *to == &*is.within => {
                        words.push_str(text);
                    }
                    _ => reformatted.push((&was.within, &is.within, text.to_owned())),
                }
                goes_on = true;
            }
        }
        self.inline(&pieces);
        for (from, to, words) in reformatted {
            if !words.trim().is_empty() {
                self.note(format_note(from, to, &words));
            }
        }
    }

    /// Says what cannot be seen.
    fn note(&mut self, sentence: String) {
        match self.notes.len() {
            0..NOTES => self.notes.push(sentence),
            NOTES => self.notes.push("More of its formatting changed.".to_owned()),
            _ => {}
        }
    }

    fn open(&mut self, node: &Node<'a>) {
        self.events.extend(shown(node).map(Event::Start));
    }

    fn close(&mut self, node: &Node<'a>) {
        self.events.extend(shown(node).map(|tag| Event::End(tag.to_end())));
    }

    /// Pieces with their markup. A mark of a change stands as far out as its stretch allows.
    fn inline(&mut self, pieces: &[Piece<'_>]) {
        let mut open: Vec<Wrap> = Vec::new();
        for stretch in pieces.chunk_by(|one, two| one.status == two.status) {
            let outside = (0..stretch[0].within.len())
                .take_while(|at| {
                    stretch
                        .iter()
                        .all(|piece| piece.within.get(*at) == stretch[0].within.get(*at))
                })
                .count();
            for same in stretch.chunk_by(|one, two| one.within == two.within) {
                let mut wanted: Vec<Wrap> = same[0].within.iter().cloned().map(Wrap::Inline).collect();
                match same[0].status {
                    Status::Same => {}
                    Status::Deleted => wanted.insert(outside, Wrap::Deleted),
                    Status::Inserted => wanted.insert(outside, Wrap::Inserted),
                }
                let kept = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
                self.unwrap_to(&mut open, kept);
                self.events.extend(wanted[kept..].iter().map(|wrap| wrap.start()));
                open = wanted;
                self.events.extend(same.iter().map(|piece| match piece.kind {
                    Kind::Break => Event::HardBreak,
                    Kind::Word | Kind::Mark | Kind::Space => Event::Text(CowStr::from(piece.text.to_owned())),
                }));
            }
        }
        self.unwrap_to(&mut open, 0);
    }

    fn unwrap_to(&mut self, open: &mut Vec<Wrap>, depth: usize) {
        while open.len() > depth {
            self.events.extend(open.pop().map(|wrap| wrap.end()));
        }
    }
}

/// The tag of a block. The section's own heading is the page's, at level 2: what stands below it in the
/// text follows one level higher, so that no level is skipped.
fn shown<'a>(node: &Node<'a>) -> Option<Tag<'a>> {
    let level = match node.tag {
        Some(Tag::Heading { level, .. }) => level,
        ref tag => return tag.clone(),
    };
    Some(Tag::Heading {
        level: match level {
            HeadingLevel::H1 | HeadingLevel::H2 | HeadingLevel::H3 => HeadingLevel::H2,
            HeadingLevel::H4 => HeadingLevel::H3,
            HeadingLevel::H5 => HeadingLevel::H4,
            HeadingLevel::H6 => HeadingLevel::H5,
        },
        id: None,
        classes: Vec::new(),
        attrs: Vec::new(),
    })
}

fn piece<'n>(node: &'n Node<'_>, token: &'n Token, status: Status) -> Piece<'n> {
    Piece {
        status,
        // In code a line end is text.
        kind: if node.is_code() { Kind::Mark } else { token.kind },
        text: &node.text[token.range.clone()],
        within: &token.within,
    }
}

/// Markup around text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrap {
    Inserted,
    Deleted,
    Inline(Inline),
}

impl Wrap {
    fn start(&self) -> Event<'static> {
        match self {
            Self::Inline(Inline::Link { mail, address, title }) => Event::Start(Tag::Link {
                link_type: if *mail { LinkType::Email } else { LinkType::Inline },
                dest_url: address.clone().into(),
                title: title.clone().into(),
                id: CowStr::Borrowed(""),
            }),
            wrap => Event::InlineHtml(format!("<{}>", wrap.name()).into()),
        }
    }

    fn end(&self) -> Event<'static> {
        Event::InlineHtml(format!("</{}>", self.name()).into())
    }

    /// The element. Struck text of the document is `s`: `del` is what was deleted.
    const fn name(&self) -> &'static str {
        match self {
            Self::Inserted => "ins",
            Self::Deleted => "del",
            Self::Inline(Inline::Emphasis) => "em",
            Self::Inline(Inline::Strong) => "strong",
            Self::Inline(Inline::Struck) => "s",
            Self::Inline(Inline::Code) => "code",
            Self::Inline(Inline::Link { .. }) => "a",
        }
    }
}

/// What changed about the markup around some words.
fn format_note(from: &[Inline], to: &[Inline], words: &str) -> String {
    let link = |list: &[Inline]| {
        list.iter().find_map(|inline| match inline {
            Inline::Link { address, .. } => Some(address.clone()),
            _ => None,
        })
    };
    let mut said = Vec::new();
    match (link(from), link(to)) {
        (Some(was), Some(is)) if was != is => said.push(format!("now leads to {is}, before to {was}")),
        (None, Some(is)) => said.push(format!("now leads to {is}")),
        (Some(was), None) => said.push(format!("no longer leads to {was}")),
        _ => {}
    }
    let looks = [
        (Inline::Strong, "bold"),
        (Inline::Emphasis, "in italics"),
        (Inline::Struck, "struck through"),
        (Inline::Code, "set as code"),
    ];
    for (inline, name) in looks {
        match (from.contains(&inline), to.contains(&inline)) {
            (false, true) => said.push(format!("is now {name}")),
            (true, false) => said.push(format!("is no longer {name}")),
            _ => {}
        }
    }
    let quoted = quoted(words);
    if said.is_empty() {
        return format!("The title of a link or the order of emphasis changed at {quoted}.");
    }
    format!("{quoted} {}.", said.join(" and "))
}

fn quoted(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(60) {
        Some((end, _)) => format!("“{}…”", words[..end].trim_end()),
        None => format!("“{words}”"),
    }
}

/// What changed about the kind of a block.
fn kind_note(old: Option<&Tag<'_>>, new: Option<&Tag<'_>>) -> String {
    match (old, new) {
        (Some(Tag::List(Some(was))), Some(Tag::List(Some(is)))) => {
            format!("The numbering of the list begins at {is}, before at {was}.")
        }
        (Some(Tag::List(None)), Some(Tag::List(Some(_)))) => "The list is numbered now.".to_owned(),
        (Some(Tag::List(Some(_))), Some(Tag::List(None))) => "The list is no longer numbered.".to_owned(),
        (Some(Tag::Heading { level: was, .. }), Some(Tag::Heading { level: is, .. })) => {
            let way = if is < was { "up" } else { "down" };
            format!("The heading moved {way} in level.")
        }
        (Some(Tag::CodeBlock(_)), Some(Tag::CodeBlock(_))) => "The language of the code changed.".to_owned(),
        (Some(Tag::Table(_)), Some(Tag::Table(_))) => "The alignment of the columns changed.".to_owned(),
        _ => "The spacing of the list changed.".to_owned(),
    }
}
