//! How many criteria stand where, and where the agreed rule points.

use serde::{Deserialize, Serialize};

use super::state::State;
use super::verdict::Verdict;
use crate::terms::AgreedTerms;

/// How many criteria are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Final.
    pub met: usize,
    /// Final.
    pub not_met: usize,
    /// Not final.
    pub met_so_far: usize,
    /// Not final.
    pub not_met_so_far: usize,
    /// Neither.
    pub not_known: usize,
}

impl Tally {
    /// Counts the states.
    pub fn of(states: &[State]) -> Self {
        let count = |wanted| states.iter().filter(|state| **state == wanted).count();
        Self {
            met: count(State::Met),
            not_met: count(State::NotMet),
            met_so_far: count(State::MetSoFar),
            not_met_so_far: count(State::NotMetSoFar),
            not_known: count(State::NotKnown),
        }
    }

    /// Whether every criterion is final.
    pub fn is_final(self) -> bool {
        self.met_so_far + self.not_met_so_far + self.not_known == 0
    }

    /// `3 met, 1 not met`, or `So far: 2 met, 1 not met, 1 not known`. States so far count with
    /// their side; the rows say which of them can still change.
    pub fn sentence(self) -> String {
        let parts: Vec<String> = [
            (self.met + self.met_so_far, "met"),
            (self.not_met + self.not_met_so_far, "not met"),
            (self.not_known, "not known"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
        let parts = parts.join(", ");
        if self.is_final() {
            parts
        } else {
            format!("So far: {parts}")
        }
    }
}

/// Where the agreed rule points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// How many criteria are in each state.
    pub tally: Tally,
    /// The verdicts still possible, best first; never empty.
    pub possible: Vec<Verdict>,
    /// The verdict, once only one is possible.
    pub verdict: Option<Verdict>,
    /// `So far: 2 met, 1 not met, 1 not known.`
    pub sentence: String,
    /// What follows from it, in one line.
    pub consequence: String,
}

impl Outlook {
    /// What the agreed rule makes of these states.
    pub fn of(states: &[State], terms: &AgreedTerms) -> Self {
        let tally = Tally::of(states);
        let possible = Verdict::possible(states, terms);
        let verdict = (possible.len() == 1).then(|| possible[0]);
        let consequence = match verdict {
            Some(verdict) if tally.is_final() => {
                format!(
                    "The agreed rule points to: {} ({} of {} met).",
                    verdict.label(),
                    tally.met,
                    states.len()
                )
            }
            Some(verdict) => format!(
                "Whatever is still open, the agreed rule points to: {}.",
                verdict.label()
            ),
            None => consequence(&possible),
        };
        Self {
            tally,
            possible,
            verdict,
            sentence: format!("{}.", tally.sentence()),
            consequence,
        }
    }
}

fn consequence(possible: &[Verdict]) -> String {
    let words = |verdicts: &[Verdict], and: &str| {
        let labels: Vec<String> = verdicts.iter().map(|verdict| verdict.label().to_lowercase()).collect();
        let mut text = labels.join(and);
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        text
    };
    let gone: Vec<Verdict> = Verdict::ALL
        .into_iter()
        .filter(|verdict| !possible.contains(verdict))
        .collect();
    if gone.is_empty() {
        return "Success, iterate and roll back are all still possible.".to_owned();
    }
    let is = if gone.len() == 1 { "is" } else { "are" };
    let (gone, still) = (words(&gone, " and "), words(possible, " or "));
    let are = if possible.len() == 1 { "is" } else { "are" };
    format!("{gone} {is} no longer possible. {still} still {are}.")
}
