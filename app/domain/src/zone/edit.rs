//! Edits of the zone: each makes the items of the next version and a line for its history.

use super::{MAX_RULES, Side, ZoneItem};

/// The most items a zone may have, both sides together.
pub const MAX_ITEMS: usize = 60;
/// The longest an item's sentence may be, in characters.
pub const MAX_TEXT: usize = 400;

/// One edit. Items are named by their position, from 0, in the version the edit is based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A further item, last on its side.
    Add(ZoneItem),
    /// Another sentence, side, category or rules.
    Write(usize, ZoneItem),
    /// Gone.
    Remove(usize),
    /// To the other side.
    Move(usize),
}

/// Why an edit makes no version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditProblem {
    /// The version has no such item.
    #[error("This item is no longer there.")]
    NoSuchItem,
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
}

/// The items after an edit, and what was done in a few words.
///
/// # Errors
/// [`EditProblem`] when nothing comes of it.
pub fn edited(items: &[ZoneItem], edit: Edit) -> Result<(Vec<ZoneItem>, String), EditProblem> {
    let at = |position: usize| items.get(position).ok_or(EditProblem::NoSuchItem);
    let mut next = items.to_vec();
    let summary = match edit {
        Edit::Add(item) => {
            let summary = format!("Added “{}” to the {}", item.text, item.side.label());
            insert(&mut next, item);
            summary
        }
        Edit::Write(position, item) => {
            let before = at(position)?;
            let summary = format!("Changed “{}”", before.text);
            if before.side == item.side {
                next[position] = item;
            } else {
                next.remove(position);
                insert(&mut next, item);
            }
            summary
        }
        Edit::Remove(position) => {
            at(position)?;
            format!("Removed “{}”", next.remove(position).text)
        }
        Edit::Move(position) => {
            at(position)?;
            let mut item = next.remove(position);
            item.side = item.side.other();
            let summary = format!("Moved “{}” to the {}", item.text, item.side.label());
            insert(&mut next, item);
            summary
        }
    };
    check(&next)?;
    if next == items {
        return Err(EditProblem::Unchanged);
    }
    Ok((next, summary))
}

/// Puts an item last on its side; engineering items have no category.
pub(super) fn insert(items: &mut Vec<ZoneItem>, mut item: ZoneItem) {
    if item.side == Side::EngineeringZone {
        item.category = None;
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
        let text = item.text.trim();
        if items[..position]
            .iter()
            .any(|other| other.text.trim().eq_ignore_ascii_case(text))
        {
            return Err(EditProblem::SameText);
        }
    }
    Ok(())
}
