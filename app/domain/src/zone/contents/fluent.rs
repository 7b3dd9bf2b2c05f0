//! Fluent. What stands in braces is no words: which of them a message has must not change, their order may.

use fluent_syntax::ast::{Attribute, Entry, Expression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser::parse;

use super::{Held, Step, Unreadable, Value, put, under};

/// So deep braces may stand in each other: the parser calls itself for each.
const BRACES: usize = 20;

pub(super) fn read(text: &str) -> Result<Held, Unreadable> {
    if depth(text) > BRACES {
        return Err(Unreadable(format!(
            "braces stand in each other more than {BRACES} deep"
        )));
    }
    let resource = parse(text).map_err(|(_, errors)| {
        let at = errors.first().map_or(0, |error| error.pos.start);
        let line = text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        Unreadable(format!("line {line} is not valid"))
    })?;
    let mut held = Held::new();
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
                let choice = format!("{selector:?}");
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
                holes.push(format!("{expression:?}"));
            }
        }
    }
    holes.sort_unstable();
    put(held, key.to_vec(), Value::Text { words, holes })
}
