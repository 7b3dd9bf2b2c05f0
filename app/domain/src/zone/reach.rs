//! How much of the zone its path rules stand for: what a signature and an approval agree to.

use super::{Side, ZoneItem};

/// Items and rules by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Items of the PM zone.
    pub pm: usize,
    /// Those of them without a path rule: nothing counts as inside through them.
    pub pm_without_rules: usize,
    /// Items that stay with engineering.
    pub engineering: usize,
    /// Path rules of both sides.
    pub rules: usize,
}

impl Reach {
    /// Of these items.
    #[must_use]
    pub fn of(items: &[ZoneItem]) -> Self {
        let on = |side| items.iter().filter(move |item: &&ZoneItem| item.side == side);
        Self {
            pm: on(Side::PmZone).count(),
            pm_without_rules: on(Side::PmZone).filter(|item| item.rules.is_empty()).count(),
            engineering: on(Side::EngineeringZone).count(),
            rules: items.iter().map(|item| item.rules.len()).sum(),
        }
    }

    /// Whether no file counts as inside the PM zone.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.pm == self.pm_without_rules
    }

    /// What is not covered, in a sentence; `None` when every item of the PM zone has a rule.
    #[must_use]
    pub fn gap(self) -> Option<String> {
        match self.pm_without_rules {
            0 if self.pm > 0 => None,
            _ if self.is_empty() => Some("No file counts as inside the PM zone yet: it has no path rules.".to_owned()),
            1 => Some("1 item of the PM zone has no path rule: no file counts as inside through it.".to_owned()),
            n => Some(format!(
                "{n} items of the PM zone have no path rules: no file counts as inside through them."
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_rule_stands_for_is_said() {
        let item = |side, rules: &[&str]| ZoneItem {
            side,
            category: None,
            text: "Words".to_owned(),
            rules: rules.iter().map(|rule| rule.parse().expect("a rule")).collect(),
            limit: None,
            examples: Vec::new(),
        };
        let (pm, engineering) = (Side::PmZone, Side::EngineeringZone);
        for (items, empty, gap) in [
            (vec![], true, Some("No file counts as inside the PM zone yet")),
            (
                vec![item(pm, &[]), item(engineering, &["/db/"])],
                true,
                Some("No file counts as inside the PM zone yet"),
            ),
            (
                vec![item(pm, &["/a/"]), item(pm, &[])],
                false,
                Some("1 item of the PM zone has no path rule"),
            ),
            (
                vec![item(pm, &["/a/"]), item(pm, &[]), item(pm, &[])],
                false,
                Some("2 items of the PM zone have no path rules"),
            ),
            (vec![item(pm, &["/a/", "/b/"]), item(engineering, &[])], false, None),
        ] {
            let reach = Reach::of(&items);
            assert_eq!(reach.is_empty(), empty, "{items:?}");
            assert_eq!(reach.gap().is_some(), gap.is_some(), "{items:?}");
            assert!(
                reach.gap().unwrap_or_default().starts_with(gap.unwrap_or_default()),
                "{items:?}"
            );
        }
        let reach = Reach::of(&[item(pm, &["/a/", "/b/"]), item(engineering, &["/db/"])]);
        assert_eq!((reach.pm, reach.engineering, reach.rules), (1, 1, 3));
    }
}
