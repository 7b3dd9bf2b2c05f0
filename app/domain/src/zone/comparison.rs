//! Two versions of the zone, compared by item and rule.

mod matched;
mod order;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Matching, PathRule, ZoneItem};

pub use order::{Order, Overtaken};

/// What became of the items of one version in another.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<'a> {
    /// Every item, in the order of the newer version; those that are gone stand where they stood.
    pub items: Vec<ItemChange<'a>>,
    /// Rules that count over others now, and did not before.
    pub order: Order<'a>,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemChange<'a> {
    /// It is as it was.
    Same(&'a ZoneItem),
    /// It was not there.
    Added(&'a ZoneItem),
    /// It is not there any more.
    Removed(&'a ZoneItem),
    /// It has another sentence, side, category or limit, or other rules.
    Changed(Changed<'a>),
}

/// An item that is in both versions and not the same in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed<'a> {
    /// As it was.
    pub before: &'a ZoneItem,
    /// As it is.
    pub after: &'a ZoneItem,
    /// Its rules in the order they have now; those that are gone stand where they stood.
    pub rules: Vec<RuleChange<'a>>,
}

/// What became of a path rule of an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RuleChange<'a> {
    /// It stands where it stood among the others.
    Same(&'a PathRule),
    /// It was not there.
    Added(&'a PathRule),
    /// It is not there any more.
    Removed(&'a PathRule),
    /// It stands at another place.
    Moved(&'a PathRule),
}

impl Changed<'_> {
    /// Whether it is on the other side.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        self.before.side != self.after.side
    }

    /// Whether its sentence is another one.
    #[must_use]
    pub fn is_reworded(&self) -> bool {
        self.before.text != self.after.text
    }

    /// Whether its category is another one.
    #[must_use]
    pub fn is_of_another_category(&self) -> bool {
        self.before.category != self.after.category
    }

    /// Whether something else may change in its files.
    #[must_use]
    pub fn has_another_limit(&self) -> bool {
        self.before.limit != self.after.limit
    }

    /// Whether its examples are others.
    #[must_use]
    pub fn has_other_examples(&self) -> bool {
        self.before.examples != self.after.examples
    }

    /// Whether its rules, or their order, are others.
    #[must_use]
    pub fn has_other_rules(&self) -> bool {
        self.before.rules != self.after.rules
    }
}

impl<'a> Comparison<'a> {
    /// What became of `old` in `new`, which is judged by this edition of matching. An item is known by its sentence, and
    /// where that changed by most of its words or by its rules.
    #[must_use]
    pub fn of(old: &'a [ZoneItem], new: &'a [ZoneItem], matching: Matching) -> Self {
        let from = matched::matched(old, new);
        let mut items: Vec<(Option<usize>, ItemChange<'a>)> = new
            .iter()
            .zip(&from)
            .map(|(after, from)| {
                let before = from.map(|at| &old[at]);
                let change = match before {
                    None => ItemChange::Added(after),
                    Some(before) if before == after => ItemChange::Same(after),
                    Some(before) => ItemChange::Changed(Changed {
                        before,
                        after,
                        rules: rules(&before.rules, &after.rules),
                    }),
                };
                (*from, change)
            })
            .collect();
        // What is gone stands behind what stood before it.
        for (at, gone) in old.iter().enumerate().filter(|(at, _)| !from.contains(&Some(*at))) {
            let before = at.checked_sub(1);
            let place = match before {
                None => 0,
                before => items
                    .iter()
                    .position(|(from, _)| *from == before)
                    .map_or(0, |at| at + 1),
            };
            items.insert(place, (Some(at), ItemChange::Removed(gone)));
        }
        Self {
            items: items.into_iter().map(|(_, change)| change).collect(),
            order: order::order(old, new, &from, matching),
        }
    }

    /// Whether both versions say the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.items.iter().all(|item| matches!(item, ItemChange::Same(_))) && !self.order.is_other
    }

    /// What differs, counted: "1 item added, 2 moved to the other side".
    #[must_use]
    pub fn summary(&self) -> String {
        let items = |counts: fn(&ItemChange<'a>) -> bool| self.items.iter().filter(|item| counts(item)).count();
        let changed = |counts: fn(&Changed<'a>) -> bool| {
            let items = self.items.iter();
            items
                .filter(|item| matches!(item, ItemChange::Changed(changed) if counts(changed)))
                .count()
        };
        let counted = [
            (items(|item| matches!(item, ItemChange::Added(_))), "added"),
            (items(|item| matches!(item, ItemChange::Removed(_))), "taken out"),
            (changed(Changed::is_moved), "moved to the other side"),
            (changed(Changed::is_reworded), "reworded"),
            (changed(Changed::has_other_rules), "with other path rules"),
            (changed(Changed::has_another_limit), "with another limit"),
            (changed(Changed::is_of_another_category), "with another category"),
        ];
        let mut said: Vec<String> = Vec::new();
        for (n, what) in counted.into_iter().filter(|(n, _)| *n > 0) {
            said.push(match (said.is_empty(), n) {
                (true, 1) => format!("1 item {what}"),
                (true, n) => format!("{n} items {what}"),
                (false, n) => format!("{n} {what}"),
            });
        }
        if self.order.is_other {
            said.push(
                if said.is_empty() {
                    "Another order of items"
                } else {
                    "another order of items"
                }
                .to_owned(),
            );
        }
        said.join(", ")
    }
}

/// What became of the rules of an item.
fn rules<'a>(old: &'a [PathRule], new: &'a [PathRule]) -> Vec<RuleChange<'a>> {
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { new_index, len, .. } = op {
            changes.extend(new[new_index..new_index + len].iter().map(RuleChange::Same));
            continue;
        }
        changes.extend(old[op.old_range()].iter().map(RuleChange::Removed));
        changes.extend(new[op.new_range()].iter().map(RuleChange::Added));
    }
    // What is gone at one place and there at another has moved.
    let added: Vec<RuleChange<'a>> = changes
        .iter()
        .copied()
        .filter(|change| matches!(change, RuleChange::Added(_)))
        .collect();
    for change in added {
        let RuleChange::Added(rule) = change else { continue };
        let Some(gone) = changes.iter().position(|change| *change == RuleChange::Removed(rule)) else {
            continue;
        };
        changes.remove(gone);
        if let Some(there) = changes.iter_mut().find(|there| **there == change) {
            *there = RuleChange::Moved(rule);
        }
    }
    changes
}

#[cfg(test)]
mod tests;
