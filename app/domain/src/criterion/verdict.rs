//! What the agreed rule says.

use serde::{Deserialize, Serialize};

use super::state::State;
use crate::terms::AgreedTerms;

/// What the agreed rule says once all criteria are final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All four met.
    Success,
    /// Exactly three met.
    Iterate,
    /// Fewer met.
    RollBack,
}

impl Verdict {
    /// Every verdict, best first.
    pub const ALL: [Self; 3] = [Self::Success, Self::Iterate, Self::RollBack];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Iterate => "Iterate",
            Self::RollBack => "Roll back",
        }
    }

    /// What the agreed rule says of this many criteria met.
    pub fn of(met: usize, terms: &AgreedTerms) -> Self {
        if met >= terms.success_at.into() {
            Self::Success
        } else if met >= terms.iterate_at.into() {
            Self::Iterate
        } else {
            Self::RollBack
        }
    }

    /// The verdicts these states still allow, best first. A state that is not final may end on
    /// either side; Not known counts as neither.
    pub fn possible(states: &[State], terms: &AgreedTerms) -> Vec<Self> {
        let met = states.iter().filter(|state| **state == State::Met).count();
        let undecided = states.iter().filter(|state| !state.is_final()).count();
        let mut possible: Vec<Self> = (met..=met + undecided).map(|met| Self::of(met, terms)).collect();
        possible.sort_unstable();
        possible.dedup();
        possible
    }
}
