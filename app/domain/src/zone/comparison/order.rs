//! Where the order of items and rules matters: within a side the last rule that matches counts.

use crate::zone::overlap::can_meet;
use crate::zone::{Matching, PathRule, Side, ZoneItem};

/// How the order of what both versions have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order<'a> {
    /// Rules that changed places and can match the same path.
    pub overtaken: Vec<Overtaken<'a>>,
    /// Whether items that stayed on their side stand in another order.
    pub is_other: bool,
    /// Whether there are too many to look at all of them.
    pub is_cut: bool,
}

/// A rule that counts over another now, where both match; in the older version it was the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overtaken<'a> {
    /// The item whose rule counts now, and the rule.
    pub counts: (&'a ZoneItem, &'a PathRule),
    /// The item whose rule counted before, and the rule.
    pub over: (&'a ZoneItem, &'a PathRule),
}

impl Overtaken<'_> {
    /// That, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let ((item, rule), (before, over)) = (self.counts, self.over);
        let side = item.side.label();
        if item == before {
            return format!("In the {side}, where both match, “{rule}” counts now, not “{over}”.");
        }
        format!(
            "In the {side}, where both match, “{rule}” of “{}” counts now, not “{over}” of “{}”.",
            item.text, before.text
        )
    }
}

/// Pairs of rules that changed places beyond this are not looked at: nobody reads so many.
const MOST_PAIRS: usize = 20_000;

/// What changed in the order; `from` has for every new item the place of the old one that it was.
pub(super) fn order<'a>(
    old: &[ZoneItem],
    new: &'a [ZoneItem],
    from: &[Option<usize>],
    matching: Matching,
) -> Order<'a> {
    // Between a default and any other rule the order says nothing.
    let is_ordered = |one: &PathRule, other: &PathRule| {
        !matching.has_defaults() || one.covers_everything() == other.covers_everything()
    };
    let stayed: Vec<(usize, &'a ZoneItem)> = new
        .iter()
        .zip(from)
        .filter_map(|(item, from)| Some((from.filter(|at| old[*at].side == item.side)?, item)))
        .collect();
    let mut order = Order {
        is_other: !stayed.is_sorted_by_key(|(at, _)| *at),
        ..Order::default()
    };
    for side in Side::ALL {
        // Each rule that both versions have, where it stood.
        let kept: Vec<((usize, usize), &'a ZoneItem, &'a PathRule)> = stayed
            .iter()
            .filter(|(_, item)| item.side == side)
            .flat_map(|(at, item)| {
                let stood = |rule: &PathRule| old[*at].rules.iter().position(|old| old == rule);
                item.rules
                    .iter()
                    .filter_map(move |rule| Some(((*at, stood(rule)?), *item, rule)))
            })
            .collect();
        let swapped = kept.iter().enumerate().flat_map(|(at, first)| {
            let later = kept[at + 1..].iter();
            later
                .filter(|second| second.0 < first.0)
                .map(move |second| (first, second))
        });
        for (n, (first, second)) in swapped.enumerate() {
            if n == MOST_PAIRS {
                order.is_cut = true;
                break;
            }
            if is_ordered(first.2, second.2) && can_meet(first.2, second.2) {
                order.overtaken.push(Overtaken {
                    counts: (second.1, second.2),
                    over: (first.1, first.2),
                });
            }
        }
    }
    order
}
