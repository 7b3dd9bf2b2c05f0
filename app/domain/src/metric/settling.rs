//! What can still happen to the pull requests of a feature, as far as it can change M2.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::Ratio;
use super::review_cycles::{CyclesOutcome, Scope, pr_cycles};
use crate::calendar::local_date;
use crate::feature::ArmFeature;
use crate::pull_request::People;

/// Everything that can still happen to M2 of a feature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Continuations {
    /// Cycles of the pull requests that are merged and reviewed.
    cycles: u64,
    /// How many these are.
    reviewed: u64,
    /// Of each pull request that can still be merged, the fewest cycles it can have then.
    open: Vec<u32>,
    /// Whether further pull requests can still be opened that count.
    more: bool,
}

impl Continuations {
    /// Those of a feature at one moment. Merged ones stay as they are; open and closed ones can still be merged until the
    /// read date is over, an open one with at least the cycles it has, each with at least one; until the day it ships is
    /// over, any number can still be opened.
    pub fn of(feature: &ArmFeature, people: People<'_>, zone: Tz, as_of: DateTime<Utc>) -> Self {
        let scope = Scope::of(feature, zone, as_of);
        let today = local_date(as_of, zone);
        let over = as_of >= scope.over_at();
        let mut still = Self {
            more: !over && scope.shipped_on.is_none_or(|shipped| today <= shipped),
            ..Self::default()
        };
        for pull_request in &feature.pull_requests {
            let pr = pr_cycles(pull_request, people, Some(&scope));
            let so_far = pr.detail.as_ref().map_or(0, |detail| detail.cycles);
            match pr.outcome {
                CyclesOutcome::Counted { cycles } => {
                    still.cycles += u64::from(cycles);
                    still.reviewed += 1;
                }
                CyclesOutcome::StillOpen { .. } | CyclesOutcome::ClosedUnmerged if !over => {
                    still.open.push(so_far.max(1));
                }
                _ => {}
            }
        }
        still
    }

    /// Whether the value can still rise above any bar: one that is not merged yet can have any number of cycles.
    pub fn can_exceed(&self) -> bool {
        self.more || !self.open.is_empty()
    }

    /// Whether the value can still be at or below the bar: those that can only help are merged with the fewest cycles.
    pub fn can_meet(&self, bar: Ratio) -> bool {
        let (one, num, den) = (Ratio::whole(1), i128::from(bar.num()), i128::from(bar.den()));
        if self.more && one < bar {
            return true;
        }
        // cycles / reviewed <= num / den, with what each further one adds to the difference.
        let now = i128::from(self.cycles) * den - i128::from(self.reviewed) * num;
        let adds = self.open.iter().map(|fewest| i128::from(*fewest) * den - num);
        if self.reviewed == 0 {
            return self.more && one <= bar || adds.into_iter().any(|added| added <= 0);
        }
        now + adds.filter(|added| *added < 0).sum::<i128>() <= 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn still(open: &[u32], more: bool) -> Continuations {
        Continuations {
            open: open.to_vec(),
            more,
            ..Continuations::default()
        }
    }

    #[test]
    fn without_a_reviewed_one_the_bar_is_met_by_any_that_can_still_be_at_or_below_it() {
        let one = Ratio::whole(1);
        assert!(still(&[], true).can_meet(one));
        assert!(!still(&[], true).can_meet(Ratio::new(1, 2)));
        assert!(still(&[1], false).can_meet(one));
        assert!(still(&[2, 1], false).can_meet(one));
        assert!(!still(&[2], false).can_meet(one));
        assert!(!still(&[], false).can_meet(one));
        // 3 cycles over 2, and any number of ones: above 1 for ever, and down to any bar above it.
        let merged = Continuations {
            cycles: 3,
            reviewed: 2,
            ..still(&[], true)
        };
        assert!(!merged.can_meet(one));
        assert!(merged.can_meet(Ratio::new(101, 100)));
    }
}
