//! What entries say to people.

use serde_json::Value;

use super::event::Event;
use super::sentence::Sentence;
use crate::proposal::RevisionNumber;

/// What an entry says, after the name of whoever did it: `saved revision 7`. One that this version does not know is
/// named as it is stored, with the revision it is about.
pub fn words(action: &str, detail: &Value) -> Sentence {
    Event::read(action, detail).map_or_else(|| unknown(action, detail), |event| event.sentence())
}

fn unknown(action: &str, detail: &Value) -> Sentence {
    let named = Sentence::from(format!("recorded “{}”", action.replace(['.', '_'], " ")));
    match detail["revision"]
        .as_i64()
        .and_then(|number| i32::try_from(number).ok())
    {
        Some(number) => named.and(", ").revision(RevisionNumber(number)),
        None => named,
    }
}

#[cfg(test)]
mod tests;
