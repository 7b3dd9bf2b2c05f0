//! The four success criteria, their five states, and what the agreed rule makes of them.

mod choice;
mod outlook;
mod state;
mod verdict;

use chrono::{DateTime, Utc};

use crate::decimal::Decimal;
use crate::metric::{CommitSource, Continuations, DaysToCommit, Energy, FirstCommit, Outcome, Ratio};
use crate::terms::AgreedTerms;

pub use choice::Choice;
pub use outlook::{Outlook, Tally};
pub use state::State;
pub use verdict::Verdict;

/// `criterion 1`, `criteria 1 and 4`; nothing without any.
pub fn named(criteria: &[u8]) -> String {
    let numbers: Vec<String> = criteria.iter().map(ToString::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => format!("criterion {one}"),
        [before @ .., last] => format!("criteria {} and {last}", before.join(", ")),
    }
}

/// The bar of criterion 1: the baseline statistic, lowered by the agreed percentage.
pub fn commit_bar(baseline: Ratio, terms: &AgreedTerms) -> Option<Ratio> {
    let left = Ratio::whole(1).minus(Ratio::per_cent(terms.commit_drop_percent.min(Decimal::HUNDRED)))?;
    baseline.times(left)
}

/// Criterion 1: M1 of the new-model feature is at or below the bar. Final once a first commit was received, and final
/// not met once the running count passes the bar without one, unless a commit received in time can still come to belong to
/// the feature (`unlinked`, in days after the idea). At the end of the pilot
/// (`ended_at`, once it is over) it is final as it stands.
pub fn commit_dropped(
    first_commit: &FirstCommit,
    bar: Option<Ratio>,
    ended_at: Option<DateTime<Utc>>,
    unlinked: Option<Ratio>,
) -> State {
    let Some(bar) = bar else { return State::NotKnown };
    let ended = ended_at.is_some();
    let may_be_linked = !ended && unlinked.is_some_and(|days| days <= bar);
    let before_the_end = ended_at.is_none_or(|end| first_commit.known_at.is_none_or(|known| known <= end));
    // What came to be known after the running count had passed the bar comes too late.
    let in_time = first_commit.known_after.is_none_or(|known| known <= bar) && before_the_end;
    match first_commit.value {
        DaysToCommit::Known { days } if matches!(first_commit.source, Some(CommitSource::Received { .. })) => {
            State::of(days <= bar && before_the_end, true)
        }
        DaysToCommit::Known { days } => {
            let met = days <= bar && in_time;
            State::of(met, ended || first_commit.is_settled || !met && !may_be_linked)
        }
        DaysToCommit::NotYet { running } if running > bar || ended => State::of(false, !may_be_linked),
        // A data error is not used: what was final without it stays.
        DaysToCommit::Negative { .. } if !in_time => State::of(false, !may_be_linked),
        DaysToCommit::NotYet { .. } | DaysToCommit::NoIdea | DaysToCommit::Negative { .. } => State::NotKnown,
    }
}

/// The bar of criterion 2: the baseline, raised by the agreed tolerance.
pub fn cycles_bar(baseline: Ratio, tolerance_percent: Decimal) -> Option<Ratio> {
    baseline.times(Ratio::whole(1).plus(Ratio::per_cent(tolerance_percent))?)
}

/// Criterion 2: M2 of the new-model feature is at or below the bar; equal is met. Final when nothing that can still happen
/// to its pull requests puts it on the other side.
pub fn cycles_did_not_increase(new_model: Option<Ratio>, bar: Option<Ratio>, still: &Continuations) -> State {
    let Some(bar) = bar else { return State::NotKnown };
    let Some(value) = new_model else { return State::NotKnown };
    let met = value <= bar;
    let can_turn = if met { still.can_exceed() } else { still.can_meet(bar) };
    State::of(met, !can_turn)
}

/// Criterion 3: M4 of the new-model PM averages at least the bar. Final as soon as no filling of
/// the missing answers, and of those of a week still open, crosses the bar.
pub fn energy_held(energy: &Energy, at_least: Decimal, ended: bool) -> State {
    let bar = Ratio::from(at_least);
    let Some((lowest, highest)) = energy.settled_bounds() else {
        return State::NotKnown;
    };
    if lowest >= bar {
        State::Met
    } else if highest < bar {
        State::NotMet
    } else if !ended && energy.can_change() {
        energy
            .mean()
            .map_or(State::NotKnown, |mean| State::of(mean >= bar, false))
    } else {
        State::NotKnown
    }
}

/// Criterion 4: shipped with evidence, and M5 moved as expected. Final once the read date is over and its values are in;
/// not shipped is not met, so far and then for good.
pub fn outcome_moved(outcome: &Outcome) -> State {
    match (&outcome.shipped, outcome.moved) {
        (None, _) => State::of(false, outcome.read),
        (Some(_), Some(moved)) => State::of(moved, outcome.read),
        _ => State::NotKnown,
    }
}
