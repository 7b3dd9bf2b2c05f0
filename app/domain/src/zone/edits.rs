//! What a change does within a structured file, key by key: what is left of its contents when all that stays is taken away.

use std::ops::Bound;

use serde::{Deserialize, Serialize};

use super::Contents;
use super::contents::{BYTE_ORDER, Format, Held, Step, Value, shown};

/// The most keys that are kept of one file.
const MOST_KEYS: usize = 2_000;
/// The longest that what is kept of one file may be, in bytes.
const LONGEST: usize = 256 << 10;
/// The longest reason why something is not told, in characters.
const LONGEST_REASON: usize = 200;

/// What a change does within one file. Its JSON is stored for ever: names and words are never changed.
///
/// `{"told":{"keys":[{"key":["cart","items",2],"before":{"text":"Total"},"after":{"text":"Sum"}}]}}`
///
/// `{"untold":"the file after the change cannot be read as JSON: line 3 is not valid"}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edits {
    /// Each key that does not hold the same before and after.
    Told {
        /// Those that are gone first, in their order.
        keys: Vec<KeyEdit>,
        /// Whether the file, which was there before and is there after, gets a mark of byte order at its start, or loses it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        byte_order: Option<bool>,
    },
    /// Why that cannot be told: a part of a sentence.
    Untold(String),
}

/// A key that does not hold the same before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyEdit {
    pub(super) key: Vec<Step>,
    #[serde(rename = "before", default, skip_serializing_if = "Option::is_none")]
    pub(super) old: Option<Value>,
    #[serde(rename = "after", default, skip_serializing_if = "Option::is_none")]
    pub(super) new: Option<Value>,
}

impl KeyEdit {
    /// The key as people write it: `cart.items[2].title`.
    #[must_use]
    pub fn key(&self) -> String {
        shown(&self.key)
    }

    /// What it held before, as people read it; `None` where there was no such key.
    #[must_use]
    pub fn before(&self) -> Option<String> {
        self.old.as_ref().map(Value::shown)
    }

    /// What it holds after; `None` where there is no such key.
    #[must_use]
    pub fn after(&self) -> Option<String> {
        self.new.as_ref().map(Value::shown)
    }

    fn length(&self) -> usize {
        let key = |step: &Step| match step {
            Step::Name(name) => name.len(),
            Step::Place(_) => 8,
        };
        let values = self.old.iter().chain(&self.new).map(Value::length);
        self.key.iter().map(key).sum::<usize>() + values.sum::<usize>()
    }

    fn has_nought(&self) -> bool {
        let is_nought = |text: &str| text.contains('\0');
        let key = |step: &Step| matches!(step, Step::Name(name) if is_nought(name));
        let value = |value: &Value| match value {
            Value::Text { words, holes } => is_nought(words) || holes.iter().any(|hole| is_nought(hole)),
            Value::Other(text) => is_nought(text),
            Value::Empty(_) => false,
        };
        self.key.iter().any(key) || self.old.iter().chain(&self.new).any(value)
    }
}

impl Edits {
    /// What happened between two texts of a file at a path. `None` on a side where there is no such file; `None` altogether for a
    /// kind of file that is not read key by key.
    pub(super) fn between(path: &str, before: Option<&str>, after: Option<&str>) -> Option<Self> {
        let format = Format::of(path)?;
        let read = |text: Option<&str>, when: &str| match text {
            None => Ok(Held::default()),
            Some(text) => format.read(text).map_err(|why| {
                let format = format.label();
                let why: String = why.0.chars().take(LONGEST_REASON).collect();
                Self::Untold(format!("the file {when} the change cannot be read as {format}: {why}"))
            }),
        };
        let (old, new) = match (read(before, "before"), read(after, "after")) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(untold), _) | (_, Err(untold)) => return Some(untold),
        };
        let is_marked = |text: &str| text.starts_with(BYTE_ORDER);
        let marked = before.map(is_marked).zip(after.map(is_marked));
        Some(Self::Told {
            keys: differences(&old, &new),
            byte_order: marked.filter(|(before, after)| before != after).map(|(_, after)| after),
        })
    }

    /// The same, as it can be kept: not more than has its place, and nothing that a database refuses.
    #[must_use]
    pub fn kept(self) -> Self {
        match &self {
            Self::Told { keys, .. } if keys.len() > MOST_KEYS => Self::Untold(format!(
                "more than {MOST_KEYS} of its keys change, and so many are not read"
            )),
            Self::Told { keys, .. } if keys.iter().map(KeyEdit::length).sum::<usize>() > LONGEST => {
                Self::Untold("what changes in it is longer than 256 kB, and so much is not read".to_owned())
            }
            Self::Told { keys, .. } if keys.iter().any(KeyEdit::has_nought) => {
                Self::Untold("it has a character of zero in it".to_owned())
            }
            Self::Untold(why) if why.contains('\0') => Self::Untold("it has a character of zero in it".to_owned()),
            _ => self,
        }
    }

    /// Of a file's contents.
    pub(super) fn of(path: &str, contents: &Contents) -> Option<Self> {
        Self::between(path, contents.before.as_deref(), contents.after.as_deref())
    }
}

fn differences(old: &Held, new: &Held) -> Vec<KeyEdit> {
    let edit = |key: &[Step], old: Option<&Value>, new: Option<&Value>| KeyEdit {
        key: key.to_vec(),
        old: old.cloned(),
        new: new.cloned(),
    };
    let gone = old.iter().filter(|(key, _)| !new.contains_key(*key));
    let gone = gone
        .filter(|(key, value)| !fills(value, key, new))
        .map(|(key, value)| edit(key, Some(value), None));
    let now = new.iter().filter(|(key, value)| old.get(*key) != Some(*value));
    let now = now.filter(|(key, value)| old.contains_key(*key) || !fills(value, key, old));
    gone.chain(now.map(|(key, value)| edit(key, old.get(key), Some(value))))
        .collect()
}

/// Whether an object or list that is empty on this side has something in it on the other: that is told of what is in it.
fn fills(value: &Value, key: &[Step], other: &Held) -> bool {
    let Value::Empty(kind) = value else { return false };
    // What is inside comes next in order.
    let mut after = other.range::<[Step], _>((Bound::Excluded(key), Bound::Unbounded));
    let inside = after
        .next()
        .map(|(longer, _)| longer)
        .filter(|longer| longer.starts_with(key));
    inside.is_some_and(|longer| matches!(longer[key.len()], Step::Name(_)) == (*kind == "{}"))
}

#[cfg(test)]
mod tests;
