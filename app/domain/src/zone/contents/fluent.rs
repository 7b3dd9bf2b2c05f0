//! Fluent. What stands in braces is no words: which of them a message has must not change, their order may.

use fluent_syntax::ast::{
    Attribute, Entry, Expression, Identifier, Message, Pattern, PatternElement, Resource, VariantKey,
};
use fluent_syntax::parser::parse;
use fluent_syntax::serializer::serialize;

use super::{Held, Step, Unreadable, Value, put, under};

/// So deep braces may stand in each other: the parser calls itself for each.
const BRACES: usize = 20;
/// So many braces and parentheses may be opened in one message. What closes them can stand in quotes and close nothing, and each
/// that is open costs the parser a part of its stack.
const OPENED: usize = 100;

pub(super) fn read(text: &str) -> Result<Held, Unreadable> {
    if depth(text) > BRACES {
        return Err(Unreadable(format!(
            "braces stand in each other more than {BRACES} deep"
        )));
    }
    if opened(text) > OPENED {
        return Err(Unreadable(format!(
            "one message opens more than {OPENED} braces and parentheses"
        )));
    }
    let resource = parse(text).map_err(|(_, errors)| {
        let at = errors.first().map_or(0, |error| error.pos.start);
        let line = text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        Unreadable(format!("line {line} is not valid"))
    })?;
    let mut held = Held::default();
    for entry in &resource.body {
        let (name, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Junk { .. } => return Err(Unreadable("part of it is no message".to_owned())),
        };
        let key = [Step::Name(name)];
        if let Some(value) = value {
            pattern(value, &key, &mut held)?;
        }
        for Attribute { id, value } in attributes {
            pattern(value, &under(&key, Step::Name(id.name.to_owned())), &mut held)?;
        }
    }
    Ok(held)
}

/// How many braces and parentheses are opened in one message at most. A message begins in a line of its own with its name and
/// `=`, which stands in no expression.
fn opened(text: &str) -> usize {
    let (mut opened, mut most) = (0_usize, 0);
    for line in text.lines() {
        let name = line.split('=').next().filter(|name| name.len() < line.len());
        let name = name.map(|name| name.strip_prefix('-').unwrap_or(name).trim_end_matches(' '));
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        };
        if name.is_some_and(is_name) {
            opened = 0;
        }
        opened += line.bytes().filter(|byte| matches!(byte, b'{' | b'(')).count();
        most = most.max(opened);
    }
    most
}

/// How deep braces stand in each other at most.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn pattern(of: &Pattern<&str>, key: &[Step], held: &mut Held) -> Result<(), Unreadable> {
    let (mut words, mut holes) = (String::new(), Vec::new());
    for element in &of.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => {
                // Its variants are words under keys of their own.
                let choice = written(Expression::Inline(selector.clone()));
                for variant in variants {
                    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
                    let default = if variant.default { "*" } else { "" };
                    let place = Step::Place(holes.len());
                    let key = under(&under(key, place), Step::Name(format!("{default}{name}")));
                    pattern(&variant.value, &key, held)?;
                }
                words.push_str("{}");
                holes.push(choice);
            }
            PatternElement::Placeable { expression } => {
                words.push_str("{}");
                holes.push(written(expression.clone()));
            }
        }
    }
    holes.sort_unstable();
    put(held, key.to_vec(), Value::Text { words, holes })
}

/// What stands in braces, as it is written: `$name`.
fn written(expression: Expression<&str>) -> String {
    let message = Message {
        id: Identifier { name: "a" },
        value: Some(Pattern {
            elements: vec![PatternElement::Placeable { expression }],
        }),
        attributes: Vec::new(),
        comment: None,
    };
    let text = serialize(&Resource {
        body: vec![Entry::Message(message)],
    });
    let braces = text.strip_prefix("a =").unwrap_or(&text).trim();
    let inside = braces.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inside.unwrap_or(braces).trim().to_owned()
}
