//! What the items of a version have to keep to.

use super::{MAX_EXAMPLES, MAX_RULES, Matching, Side, ZoneItem, is_named_alike, missed};

/// The most items a zone may have, both sides together.
pub const MAX_ITEMS: usize = 60;
/// The longest an item's sentence may be, in characters.
pub const MAX_TEXT: usize = 400;

/// Why an edit makes no version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditProblem {
    /// The same as before.
    #[error("Nothing was changed, so there is no new version.")]
    Unchanged,
    /// The sentence is on the zone already.
    #[error("Another item has the same text.")]
    SameText,
    /// An item without a sentence, or one that is too long.
    #[error("An item needs a text of at most {MAX_TEXT} characters.")]
    Text,
    /// More than [`MAX_ITEMS`].
    #[error("The zone can have at most {MAX_ITEMS} items.")]
    TooManyItems,
    /// More than [`MAX_RULES`] in one item.
    #[error("An item can have at most {MAX_RULES} path rules.")]
    TooManyRules,
    /// More than [`MAX_EXAMPLES`] in one item.
    #[error("An item can have at most {MAX_EXAMPLES} examples.")]
    TooManyExamples,
    /// An example that its item does not cover, after what others saved meanwhile.
    #[error(
        "An example of an item no longer matches. Try its path on the page of the zone, and change the rules or take it out."
    )]
    MissedExample,
}

/// Puts an item last on its side; engineering items have no category and no limit.
pub(super) fn insert(items: &mut Vec<ZoneItem>, mut item: ZoneItem) {
    if item.side == Side::EngineeringZone {
        item.category = None;
        item.limit = None;
    }
    let end = items
        .iter()
        .rposition(|other| other.side == item.side)
        .map_or(items.len(), |last| last + 1);
    items.insert(end, item);
}

pub(super) fn check(items: &[ZoneItem]) -> Result<(), EditProblem> {
    if items.len() > MAX_ITEMS {
        return Err(EditProblem::TooManyItems);
    }
    for (position, item) in items.iter().enumerate() {
        if item.text.trim().is_empty() || item.text.chars().count() > MAX_TEXT {
            return Err(EditProblem::Text);
        }
        if item.rules.len() > MAX_RULES {
            return Err(EditProblem::TooManyRules);
        }
        if item.examples.len() > MAX_EXAMPLES {
            return Err(EditProblem::TooManyExamples);
        }
        if items[..position]
            .iter()
            .any(|other| is_named_alike(&other.text, &item.text))
        {
            return Err(EditProblem::SameText);
        }
    }
    if !missed(items, Matching::NEWEST).is_empty() {
        return Err(EditProblem::MissedExample);
    }
    Ok(())
}
