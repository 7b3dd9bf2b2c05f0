//! JSON. Numbers are compared as they are written, since programs round them differently.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{DEEPEST, Held, Step, Unreadable, Value, put, twice, under};

pub(super) fn read(text: &str) -> Result<Held, Unreadable> {
    let mut held = Held::default();
    let whole: &RawValue = serde_json::from_str(text).map_err(wrong)?;
    value(whole, &[], &mut held)?;
    Ok(held)
}

fn wrong(error: serde_json::Error) -> Unreadable {
    Unreadable(format!("line {} is not valid", error.line()))
}

fn value(raw: &RawValue, key: &[Step], held: &mut Held) -> Result<(), Unreadable> {
    if key.len() > DEEPEST {
        return Err(Unreadable(format!("it is nested more than {DEEPEST} deep")));
    }
    let text = raw.get();
    match text.bytes().next() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(text).map_err(wrong)?;
            if members.is_empty() {
                return put(held, key.to_vec(), Value::Empty("{}"));
            }
            let mut names = BTreeSet::new();
            for (name, member) in &members {
                if !names.insert(name) {
                    return Err(twice(name));
                }
                value(member, &under(key, Step::Name(name.clone())), held)?;
            }
            Ok(())
        }
        Some(b'[') => {
            let members: Vec<&RawValue> = serde_json::from_str(text).map_err(wrong)?;
            if members.is_empty() {
                return put(held, key.to_vec(), Value::Empty("[]"));
            }
            let mut members = members.into_iter().enumerate();
            members.try_for_each(|(at, member)| value(member, &under(key, Step::Place(at)), held))
        }
        Some(b'"') => {
            let words: String = serde_json::from_str(text).map_err(wrong)?;
            put(held, key.to_vec(), Value::text(words))
        }
        _ => put(held, key.to_vec(), Value::Other(text.to_owned())),
    }
}

/// The members of an object, in their order and with those that are there twice.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}
