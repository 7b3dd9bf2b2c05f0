//! What a structured file holds, key by key, so that a change to it can be told from its text.

mod fluent;
mod json;
mod marks;
mod po;
mod properties;
mod toml;
mod yaml;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Deref;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) use marks::Marks;

/// What a file of text may begin with, by which some programs know its encoding and at which others stop.
pub(super) const BYTE_ORDER: char = '\u{feff}';

/// The largest file that is read, in bytes.
const LARGEST: usize = 1 << 20;

/// So deep a file may be nested: every level costs its whole way from the top.
const DEEPEST: usize = 100;

/// What all values of a file and the whole ways to them may take, in bytes, and what each step and value takes beside its letters.
const MOST_HELD: usize = 32 << 20;
const OF_EACH: usize = 48;

/// A kind of file that is read key by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
    Toml,
    Po,
    Fluent,
    Properties,
}

/// A step on the way to a value: its name, or its place in a list from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Step {
    Name(String),
    Place(usize),
}

/// What stands under a key. As JSON `{"text":"Hi","holes":["$n"]}`, `{"other":"12"}` or `{"empty":"{}"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Words, and what is put in among them when they are shown, in any order.
    Text { words: String, holes: Vec<String> },
    /// A number, a truth value, a date: as it is written.
    Other(String),
    /// An object or a list without anything in it.
    Empty(&'static str),
}

/// All values of a file under their keys.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    values: BTreeMap<Vec<Step>, Value>,
    /// About how many bytes they take.
    size: usize,
}

impl Deref for Held {
    type Target = BTreeMap<Vec<Step>, Value>;
    fn deref(&self) -> &Self::Target {
        &self.values
    }
}

/// Why a file cannot be read: part of a sentence that names the format first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable(pub(super) String);

impl Format {
    /// By the end of a path.
    pub(super) fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next()?;
        let (stem, end) = name.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            _ if stem.is_empty() => None,
            "json" | "arb" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            "toml" => Some(Self::Toml),
            "po" | "pot" => Some(Self::Po),
            "ftl" => Some(Self::Fluent),
            "properties" => Some(Self::Properties),
            _ => None,
        }
    }

    /// The text that stands under a key in another language, where a file of this format says so: of PO, the last name.
    pub(super) fn source(self, key: &[Step]) -> Option<String> {
        let name = |step: &Step| match step {
            Step::Name(name) => Some(name.clone()),
            Step::Place(_) => None,
        };
        key.iter().rev().find_map(name).filter(|_| self == Self::Po)
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
            Self::Po => "PO",
            Self::Fluent => "Fluent",
            Self::Properties => ".properties",
        }
    }

    /// All that a text of this format holds.
    pub(super) fn read(self, text: &str) -> Result<Held, Unreadable> {
        if text.len() > LARGEST {
            return Err(Unreadable("it is larger than 1 MB".to_owned()));
        }
        let text = text.strip_prefix(BYTE_ORDER).unwrap_or(text);
        match self {
            Self::Json => json::read(text),
            Self::Yaml => yaml::read(text),
            Self::Toml => toml::read(text),
            Self::Po => po::read(text),
            Self::Fluent => fluent::read(text),
            Self::Properties => properties::read(text),
        }
    }
}

/// A value as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    holes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    other: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    empty: Option<String>,
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut stored = Stored {
            text: None,
            holes: Vec::new(),
            other: None,
            empty: None,
        };
        match self {
            Self::Text { words, holes } => (stored.text, stored.holes) = (Some(words.clone()), holes.clone()),
            Self::Other(text) => stored.other = Some(text.clone()),
            Self::Empty(kind) => stored.empty = Some((*kind).to_owned()),
        }
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Stored {
            text,
            holes,
            other,
            empty,
        } = Stored::deserialize(deserializer)?;
        match (text, other, empty.as_deref()) {
            (Some(words), None, None) => Ok(Self::Text { words, holes }),
            (None, Some(text), None) if holes.is_empty() => Ok(Self::Other(text)),
            (None, None, Some("{}")) if holes.is_empty() => Ok(Self::Empty("{}")),
            (None, None, Some("[]")) if holes.is_empty() => Ok(Self::Empty("[]")),
            _ => Err(D::Error::custom("no value of a file")),
        }
    }
}

impl Value {
    /// As people read it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text { words, .. } => format!("“{words}”"),
            Self::Other(text) => text.clone(),
            Self::Empty(kind) => (*kind).to_owned(),
        }
    }

    /// About how many bytes it takes.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Text { words, holes } => words.len() + holes.iter().map(String::len).sum::<usize>(),
            Self::Other(text) => text.len(),
            Self::Empty(kind) => kind.len(),
        }
    }

    fn text(words: impl Into<String>) -> Self {
        Self::Text {
            words: words.into(),
            holes: Vec::new(),
        }
    }
}

/// Puts a value under a key; a key that is there twice is read otherwise by every program.
fn put(held: &mut Held, key: Vec<Step>, value: Value) -> Result<(), Unreadable> {
    if held.contains_key(&key) {
        return Err(twice(&shown(&key)));
    }
    let length = |step: &Step| match step {
        Step::Name(name) => name.len(),
        Step::Place(_) => 0,
    };
    let of_key = key.iter().map(|step| length(step) + OF_EACH).sum::<usize>();
    held.size += of_key + value.length() + OF_EACH;
    if held.size > MOST_HELD {
        return Err(Unreadable("its keys are too long and too many".to_owned()));
    }
    held.values.insert(key, value);
    Ok(())
}

/// That a key, or a name on the way to one, is there twice.
fn twice(name: &str) -> Unreadable {
    let short: String = name.chars().take(60).collect();
    let more = if short.len() < name.len() { "…" } else { "" };
    Unreadable(format!("“{short}{more}” is there twice"))
}

/// The texts of a YAML file under their keys, for tests of what is made as YAML.
#[cfg(test)]
pub(super) fn read_yaml(text: &str) -> Vec<(String, String)> {
    let held = Format::Yaml.read(text).expect("it is YAML");
    let words = |value: &Value| match value {
        Value::Text { words, .. } => words.clone(),
        other => panic!("{other:?} is no text"),
    };
    held.iter().map(|(key, value)| (shown(key), words(value))).collect()
}

/// A key as people write it: `cart.items[2].title`.
pub(super) fn shown(key: &[Step]) -> String {
    let mut text = String::new();
    for step in key {
        match step {
            Step::Name(name) if text.is_empty() => text.push_str(name),
            Step::Name(name) => {
                let _ = write!(text, ".{name}");
            }
            Step::Place(place) => {
                let _ = write!(text, "[{place}]");
            }
        }
    }
    text
}

/// A key with one more step.
fn under(key: &[Step], step: Step) -> Vec<Step> {
    key.iter().cloned().chain([step]).collect()
}

#[cfg(test)]
mod tests;
