//! The four success criteria, their five states, and what the agreed rule makes of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::metric::{CommitSource, Continuations, DaysToCommit, Energy, FirstCommit, Outcome, Ratio};
use crate::terms::AgreedTerms;

/// Where a criterion stands (`metrics.md`, "Criteria").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Final: nothing missing or still to come could change it.
    Met,
    /// Final: nothing missing or still to come could change it.
    NotMet,
    /// Met by the value today, which can still change.
    MetSoFar,
    /// Not met by the value today, which can still change.
    NotMetSoFar,
    /// No value can be given, or its bounds straddle the bar with nothing more to come.
    NotKnown,
}

impl State {
    /// The state of a value on this side of its bar.
    pub(crate) fn of(met: bool, is_final: bool) -> Self {
        match (met, is_final) {
            (true, true) => Self::Met,
            (false, true) => Self::NotMet,
            (true, false) => Self::MetSoFar,
            (false, false) => Self::NotMetSoFar,
        }
    }

    /// Whether nothing can change it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Met | Self::NotMet)
    }

    /// Which side of the bar the value is on today; `None` if not known.
    pub fn side(self) -> Option<bool> {
        match self {
            Self::Met | Self::MetSoFar => Some(true),
            Self::NotMet | Self::NotMetSoFar => Some(false),
            Self::NotKnown => None,
        }
    }

    /// The words pages use, always beside the mark.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::NotMet => "Not met",
            Self::MetSoFar => "Met so far",
            Self::NotMetSoFar => "Not met so far",
            Self::NotKnown => "Not known",
        }
    }

    /// The word in URLs and class names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::MetSoFar => "met_so_far",
            Self::NotMetSoFar => "not_met_so_far",
            Self::NotKnown => "not_known",
        }
    }

    /// The same value while nothing is final yet.
    pub(crate) fn not_final(self) -> Self {
        self.side().map_or(Self::NotKnown, |met| Self::of(met, false))
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
    match first_commit.value {
        DaysToCommit::Known { days } if matches!(first_commit.source, Some(CommitSource::Received { .. })) => {
            State::of(days <= bar && before_the_end, true)
        }
        DaysToCommit::Known { days } => {
            // What came to be known after the running count had passed the bar comes too late.
            let in_time = first_commit.known_after.is_none_or(|known| known <= bar) && before_the_end;
            let met = days <= bar && in_time;
            State::of(met, ended || first_commit.is_settled || !met && !may_be_linked)
        }
        DaysToCommit::NotYet { running } if running > bar || ended => State::of(false, !may_be_linked),
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

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Iterate => "iterate",
            Self::RollBack => "roll_back",
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

/// What the readout decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Take the model to more teams.
    Expand,
    /// Run a second pilot.
    Iterate,
    /// Stay on the current model.
    RollBack,
}

impl Choice {
    /// Every choice, in the order it is offered.
    pub const ALL: [Self; 3] = [Self::Expand, Self::Iterate, Self::RollBack];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Expand => "Expand",
            Self::Iterate => "Iterate",
            Self::RollBack => "Roll back",
        }
    }

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Iterate => "iterate",
            Self::RollBack => "roll_back",
        }
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }

    /// What a verdict of the agreed rule asks for.
    pub fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Success => Self::Expand,
            Verdict::Iterate => Self::Iterate,
            Verdict::RollBack => Self::RollBack,
        }
    }

    /// Where the agreed rule points; `None` while more than one verdict is possible.
    pub fn pointed_to(outlook: &Outlook) -> Option<Self> {
        outlook.verdict.map(Self::of)
    }
}

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
