//! TOML.

use toml::{Table, Value as Toml};

use super::{Held, Step, Unreadable, Value, put, under};

pub(super) fn read(text: &str) -> Result<Held, Unreadable> {
    // It ends by itself at what is nested more than 80 deep, where each point of a key is a table in a table.
    let table: Table = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        Unreadable(format!("line {line} is not valid"))
    })?;
    let mut held = Held::default();
    value(&Toml::Table(table), &[], &mut held)?;
    Ok(held)
}

fn value(of: &Toml, key: &[Step], held: &mut Held) -> Result<(), Unreadable> {
    match of {
        Toml::Table(table) if table.is_empty() => put(held, key.to_vec(), Value::Empty("{}")),
        Toml::Array(list) if list.is_empty() => put(held, key.to_vec(), Value::Empty("[]")),
        Toml::Table(table) => {
            let mut members = table.iter();
            members.try_for_each(|(name, member)| value(member, &under(key, Step::Name(name.clone())), held))
        }
        Toml::Array(list) => {
            let mut members = list.iter().enumerate();
            members.try_for_each(|(at, member)| value(member, &under(key, Step::Place(at)), held))
        }
        Toml::String(words) => put(held, key.to_vec(), Value::text(words.clone())),
        Toml::Integer(n) => put(held, key.to_vec(), Value::Other(n.to_string())),
        Toml::Float(n) => put(held, key.to_vec(), Value::Other(format!("{n:?}"))),
        Toml::Boolean(is) => put(held, key.to_vec(), Value::Other(is.to_string())),
        Toml::Datetime(at) => put(held, key.to_vec(), Value::Other(at.to_string())),
    }
}
