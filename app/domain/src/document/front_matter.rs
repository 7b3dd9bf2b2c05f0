//! What a file says about itself before its text begins: YAML between lines of hyphens, TOML between lines of
//! plus signs. It is kept byte for byte and shown as what it is, and it says nothing of the proposal.

use std::ops::Range;

use pulldown_cmark::{Event, MetadataBlockKind, Parser, Tag, TagEnd};

use super::OPTIONS;

/// Where it stands, fences included. `None` for a text that only begins with a rule.
#[must_use]
pub fn front_matter(text: &str) -> Option<Range<usize>> {
    block(text).map(|block| 0..block.end)
}

struct Block {
    kind: MetadataBlockKind,
    inner: Range<usize>,
    end: usize,
}

fn block(text: &str) -> Option<Block> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let (kind, ends): (_, &[&str]) = match first.trim_end() {
        "---" => (MetadataBlockKind::YamlStyle, &["---", "..."]),
        "+++" => (MetadataBlockKind::PlusesStyle, &["+++"]),
        _ => return None,
    };
    let (mut at, mut named) = (first.len(), false);
    for line in lines {
        if ends.contains(&line.trim_end()) {
            return named.then_some(Block {
                kind,
                inner: first.len()..at,
                end: at + line.len(),
            });
        }
        match kind {
            MetadataBlockKind::YamlStyle if is_named(line, ':') => named = true,
            MetadataBlockKind::YamlStyle if !goes_on(line, named) => return None,
            MetadataBlockKind::YamlStyle => {}
            MetadataBlockKind::PlusesStyle => named |= is_named(line, '='),
        }
        at += line.len();
    }
    None
}

/// Whether a line begins with a name and the mark behind it, such as `status: accepted`.
fn is_named(line: &str, mark: char) -> bool {
    let Some((name, rest)) = line.split_once(mark) else {
        return false;
    };
    let name = name.trim_end().trim_matches(['"', '\'']);
    let follows = mark != ':' || rest.starts_with(char::is_whitespace) || rest.is_empty();
    follows
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
        && name.split_whitespace().count() <= 4
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/' | '$' | '(' | ')'))
}

/// Whether a line of YAML goes on with what a name began, says nothing, or closes something.
fn goes_on(line: &str, named: bool) -> bool {
    let text = line.trim();
    let deeper = line.starts_with([' ', '\t']) || text.starts_with("- ") || text == "-";
    let closes = text.starts_with([']', '}']);
    text.starts_with('#') && !text.starts_with("# ")
        || named && (text.is_empty() || text.starts_with('#') || deeper || closes)
}

/// What the text says, event by event, each with where it stands. The one way to parse a text: a front matter is a
/// metadata block, and what it holds is no text.
pub fn parse(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let block = block(text);
    let from = block.as_ref().map_or(0, |block| block.end);
    let front = block.map(|block| {
        let inner = block.inner;
        [
            (Event::Start(Tag::MetadataBlock(block.kind)), 0..block.end),
            (Event::Text(text[inner.clone()].into()), inner),
            (Event::End(TagEnd::MetadataBlock(block.kind)), 0..block.end),
        ]
    });
    let events = Parser::new_ext(&text[from..], OPTIONS).into_offset_iter();
    front
        .into_iter()
        .flatten()
        .chain(events.map(move |(event, range)| (event, range.start + from..range.end + from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_front_matter_is_found_whatever_wrote_it() {
        for front in [
            "---\nreviewers: [mira-okafor, jonas-weld]\nstatus: accepted\n---\n",
            "---\nstatus: accepted\nreviewers:\n  - mira-okafor\n---\n",
            "---\nreviewers:\n- mira-okafor\n- jonas-weld\n---\n",
            "---\n#comment\ntitle: \"A: b\"\nstart-date: 2026-03-02\n\nRFC PR:\n...\n",
            "---\nsummary: >\n  Two lines\n\n  of text\nlist: [\n  a\n]\n---  \n",
            "+++\ntitle = \"One banner\"\n\n[extra]\ndraft = true\n+++\n",
            "---\nname: x\n---",
        ] {
            assert_eq!(front_matter(front), Some(0..front.len()), "{front}");
            let text = format!("{}\n# Title: x\n\n---\na: b\n---\n", front.trim_end());
            assert_eq!(front_matter(&text), Some(0..front.trim_end().len() + 1), "{text}");
        }
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        for text in [
            "",
            "---",
            "---\n",
            "---\n---\n",
            "---\n# Mine\n",
            "---\nname: x\n",
            "---\n\nname: x\n\n---\n",
            "---\nSome text of a paragraph.\n---\n",
            "---\n# Heading\nNote: text\n---\n",
            " ---\nname: x\n---\n",
            "text\n---\nname: x\n---\n",
            "---\nIt was said by many of us: this is a sentence.\n---\n",
            "+++\ntext\n+++\n",
            "- - -\na: b\n- - -\n",
        ] {
            assert_eq!(front_matter(text), None, "{text}");
        }
    }

    #[test]
    fn what_follows_is_parsed_where_it_stands() {
        let text = "---\na: \"*b*\"\n---\n\n# *Ünder*\n\n[x]\n\n[x]: /y\n";
        let words: Vec<(String, &str)> = parse(text)
            .filter_map(|(event, range)| match event {
                Event::Text(words) => Some((words.into_string(), &text[range])),
                _ => None,
            })
            .collect();
        let expected = ["a: \"*b*\"\n", "Ünder", "x"];
        assert_eq!(words, expected.map(|words| (words.to_owned(), words)));
    }
}
