//! Every event that is recorded in the log: its name, what the entry says of it, and its sentence. Each feature
//! has an enum of its own; the variants' names in the log (`feature.verb`) and the fields of their details never
//! change, because they are hashed and read again.
//!
//! A field that a sentence names has its type. One that stands only for the record is [`Noted`]: whatever an
//! earlier edition wrote there, or left out, the sentence reads.

mod account;
mod approval;
mod business;
mod comment;
mod data;
mod decision;
mod flag;
mod gate;
mod hours;
mod incident;
mod people;
mod proposal;
mod readout;
mod start;
mod survey;
#[cfg(test)]
mod table;
mod zone;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::feature::Feature;
use super::sentence::Sentence;

pub use account::Account;
pub use approval::{Approval, OnCondition};
pub use business::{Business, business};
pub use comment::Comment;
pub use data::{Data, News, Replaced};
pub use decision::Decision;
pub use flag::Flag;
pub use gate::Gate;
pub use hours::Hours;
pub use incident::Incident;
pub use people::People;
pub use proposal::Proposal;
pub use readout::Readout;
pub use start::Start;
pub use survey::Survey;
pub use zone::Zone;

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident => $feature:expr,)+) => {
        /// Something that is recorded in the log.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(untagged)]
        pub enum Event {
            $($(#[$doc])* $name($name),)+
        }

        $(impl From<$name> for Event {
            fn from(event: $name) -> Self {
                Self::$name(event)
            }
        })+

        impl Event {
            /// What it says to people, after the name of whoever did it.
            pub fn sentence(&self) -> Sentence {
                match self {
                    $(Self::$name(event) => event.sentence(),)+
                }
            }

            /// The feature it belongs to; `None` for what concerns the installation alone.
            pub fn feature(&self) -> Option<Feature> {
                match self {
                    $(Self::$name(_) => $feature,)+
                }
            }
        }
    };
}

events! {
    /// Of accounts and the installation.
    Account => None,
    /// Of the pilot and its proposal.
    Proposal => Some(Feature::Proposal),
    /// Of requests, decisions, deputies and conditions.
    Approval => Some(Feature::Approval),
    /// Of comments and suggestions.
    Comment => Some(Feature::Comments),
    /// Of the zone.
    Zone => Some(Feature::Zone),
    /// Of people, features and the baseline.
    People => Some(Feature::People),
    /// Of the start and week one.
    Start => Some(Feature::Start),
    /// Of the survey.
    Survey => Some(Feature::Survey),
    /// Of what the numbers rest on.
    Data => Some(Feature::Data),
    /// Of what pull requests have to pass.
    Gate => Some(Feature::Gates),
    /// Of flags.
    Flag => Some(Feature::Flags),
    /// Of review hours.
    Hours => Some(Feature::Hours),
    /// Of incidents.
    Incident => Some(Feature::Incidents),
    /// Of the readout.
    Readout => Some(Feature::Readout),
    /// Of the decision.
    Decision => Some(Feature::Decision),
}

/// An event as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Written {
    /// What was done, `feature.verb`.
    pub action: String,
    /// What exactly.
    pub detail: Value,
}

impl Event {
    /// The event as the log keeps it. Keys of the detail are in alphabetical order.
    ///
    /// # Errors
    /// When a field is not expressible as JSON.
    pub fn written(&self) -> Result<Written, serde_json::Error> {
        serde_json::from_value(serde_json::to_value(self)?)
    }

    /// The event behind an entry; `None` when no edition so far, or only a later one, wrote such an entry.
    pub fn read(action: &str, detail: &Value) -> Option<Self> {
        Self::deserialize(json!({ "action": action, "detail": detail })).ok()
    }
}

/// A part of a detail that stands for the record and in no sentence: typed where it is written, read as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Noted<T> {
    /// About to be written.
    Written(T),
    /// Read from the log; null where it is left out.
    Read(Value),
}

impl<T> From<T> for Noted<T> {
    fn from(value: T) -> Self {
        Self::Written(value)
    }
}

impl<T> Default for Noted<T> {
    fn default() -> Self {
        Self::Read(Value::Null)
    }
}

impl<T> Noted<T> {
    /// What is about to be written; `None` of what was read.
    pub fn written(&self) -> Option<&T> {
        match self {
            Self::Written(value) => Some(value),
            Self::Read(_) => None,
        }
    }
}

impl<T> Noted<Vec<T>> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Written(list) => list.len(),
            Self::Read(value) => value.as_array().map_or(0, Vec::len),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: Serialize> Serialize for Noted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Written(value) => value.serialize(serializer),
            Self::Read(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T> Deserialize<'de> for Noted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::Read)
    }
}

fn say(text: impl Into<String>) -> Sentence {
    Sentence::from(text.into())
}

/// The text after a separator; nothing when there is no text.
fn after(separator: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{separator}{text}")
    }
}

/// A word of the database as people read it: `pilot pm`.
fn plain(word: &str) -> String {
    word.replace('_', " ")
}
