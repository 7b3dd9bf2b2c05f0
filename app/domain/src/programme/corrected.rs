//! What was final before: criteria whose state was final and is no longer, and corrections of what a final one rests on
//! (`metrics.md`, "Criteria").

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Participated, Programme, Scorecard};
use crate::criterion::State;
use crate::metric::{PrCycles, Series};
use crate::person::Arm;

/// The criterion that rests on the survey.
const ENERGY: u8 = 3;

/// That a criterion became final, or that it is no longer what it finally was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Which, from 1.
    pub criterion: u8,
    /// Where it stood from then on.
    pub state: State,
    /// Its value then, in words.
    pub value: String,
    /// What made it so, in a sentence without a full stop; empty where time alone did.
    pub because: String,
    /// When that was noted.
    pub at: DateTime<Utc>,
}

/// An entry about the past that came after a criterion was final: it counts once a second person has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The criteria that were final, from 1.
    pub criteria: Vec<u8>,
    /// What is entered.
    pub what: String,
    /// Why; empty where what is entered says it.
    pub reason: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who confirmed it, and when; `None` while it waits.
    pub confirmed: Option<(String, DateTime<Utc>)>,
}

/// What an entry does to a criterion that was final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Which, from 1.
    pub criterion: u8,
    /// In a sentence.
    pub sentence: String,
}

impl Correction {
    /// What was entered, by whom, and why, in sentences.
    fn told(&self) -> String {
        let second = match &self.confirmed {
            Some((second, _)) => format!(", confirmed by {second}"),
            None => String::new(),
        };
        let why = match self.reason.trim_end_matches('.') {
            "" => String::new(),
            reason => format!(" Why: {reason}."),
        };
        format!("{}. By {}{second}.{why}", self.what, self.by)
    }

    /// Whether it made a criterion stand as it did from `then` on.
    fn undid(&self, then: &Settled) -> bool {
        let confirmed = self.confirmed.as_ref().is_some_and(|(_, at)| *at == then.at);
        confirmed && then.because.starts_with(&self.what)
    }
}

impl Programme {
    /// What is to be noted: the criteria that became final, and those that no longer are what they finally were.
    pub fn to_note(&self, card: &Scorecard) -> Vec<(u8, State, String)> {
        let last = |number| {
            self.settled
                .iter()
                .rev()
                .find(move |settled| settled.criterion == number)
        };
        card.criteria
            .iter()
            .filter(|criterion| match last(criterion.number) {
                Some(last) => last.state != criterion.state && (last.state.is_final() || criterion.state.is_final()),
                None => criterion.state.is_final(),
            })
            .map(|criterion| (criterion.number, criterion.state, criterion.value.clone()))
            .collect()
    }

    /// Where criterion 3 finally stood when a PM of the new-model feature took their agreement back or gave it again: what they
    /// answered is a gap from then on, and what was final stays (`metrics.md`, "Criteria"). `None` where it was not final, and
    /// after a correction that was confirmed since.
    pub(super) fn energy_stays(&self) -> Option<(State, &Participated)> {
        let last = self.settled.iter().rev().find(|one| one.criterion == ENERGY)?;
        let over_time = self.pms_over_time(Arm::NewModel);
        let is_pm = |person| over_time.iter().flatten().any(|(tenure, _)| tenure.person == person);
        let said = self
            .participation
            .iter()
            .rev()
            .find(|said| said.at >= last.at && is_pm(said.person))?;
        let since = |one: &Correction| one.confirmed.as_ref().is_some_and(|(_, at)| *at >= said.at);
        let corrected = self
            .corrections
            .iter()
            .any(|one| one.criteria.contains(&ENERGY) && since(one));
        (last.state.is_final() && !corrected).then_some((last.state, said))
    }

    /// What a reader has to know about a criterion beside its state: what was final before, since when it is not, and why;
    /// what was corrected; and what waits for a second person.
    pub(super) fn corrections_of(&self, number: u8) -> Vec<String> {
        let of: Vec<&Settled> = self.settled.iter().filter(|one| one.criterion == number).collect();
        let corrections = || self.corrections.iter().filter(|one| one.criteria.contains(&number));
        // What rests on something else and stays as it was has nothing to take back: the correction says what it was.
        let changed = |pair: &&[&Settled]| pair[0].state != pair[1].state || pair[0].value != pair[1].value;
        let taken_back = of
            .windows(2)
            .filter(|pair| pair[0].state.is_final())
            .filter(changed)
            .map(|pair| {
                let (was, then) = (pair[0], pair[1]);
                let because = match (
                    corrections().find(|one| one.undid(then)),
                    then.because.trim_end_matches('.'),
                ) {
                    (Some(one), _) => format!(": {}", one.told()),
                    (None, "") => ".".to_owned(),
                    (None, because) => format!(": {because}."),
                };
                format!(
                    "It was final: {}, since {}; not since {}{because}",
                    stands(was.state, &was.value),
                    instant(was.at, self.zone),
                    instant(then.at, self.zone),
                )
            });
        // What undid something is told with that.
        let by_itself = |one: &&Correction| !of.windows(2).filter(changed).any(|pair| one.undid(pair[1]));
        let corrected = corrections().filter(by_itself).map(|one| match &one.confirmed {
            Some((_, at)) => format!("Corrected {}: {}", instant(*at, self.zone), one.told()),
            None => format!(
                "A correction waits for a second person and does not count yet, since {}: {}",
                instant(one.at, self.zone),
                one.told()
            ),
        });
        taken_back.chain(corrected).collect()
    }
}

/// What an entry does to the criteria that were final before it: those whose state is another with it, and those that rest
/// on something else. `before` and `after` are of the same moment.
pub fn effects(before: &Scorecard, after: &Scorecard) -> Vec<Effect> {
    let pairs = before.criteria.iter().zip(&after.criteria);
    pairs
        .filter(|(was, _)| was.state.is_final())
        .filter(|(was, is)| was.state != is.state || !rests_on_the_same(before, after, was.number))
        .map(|(was, is)| {
            let (number, title) = (was.number, &was.title);
            let (before, after) = (stands(was.state, &was.value), stands(is.state, &is.value));
            let sentence = match before == after {
                true => format!("Criterion {number}, {title}: it rests on something else, and stays {before}."),
                false => format!("Criterion {number}, {title}: final until now as {before}; with it {after}."),
            };
            Effect {
                criterion: number,
                sentence,
            }
        })
        .collect()
}

/// Whether a criterion rests on the same facts in both.
fn rests_on_the_same(one: &Scorecard, other: &Scorecard, number: u8) -> bool {
    match number {
        1 => {
            let of = |card: &Scorecard| {
                let row = card.first_commit.new_model().map(|row| row.measured.clone());
                row.map(|measured| (measured.idea, measured.commit, measured.known_at, card.first_commit.bar))
            };
            of(one) == of(other)
        }
        2 => {
            let counted = |card: &Scorecard| {
                let set = card.review_cycles.row(Series::NewModel).map(|row| row.set.prs.clone());
                let named = |pr: PrCycles| Some((pr.repository.clone(), pr.number, pr.counted()?));
                let counted: Vec<_> = set.unwrap_or_default().into_iter().filter_map(named).collect();
                (counted, card.review_cycles.bar())
            };
            counted(one) == counted(other)
        }
        3 => {
            let of = |card: &Scorecard| card.energy.panel(Series::NewModel).map(|panel| panel.energy.clone());
            of(one) == of(other)
        }
        _ => {
            let of = |card: &Scorecard| {
                let panel = card.outcome.panel(Series::NewModel).map(|panel| panel.outcome.clone());
                panel.map(|outcome| (outcome.shipped, outcome.before, outcome.after))
            };
            of(one) == of(other)
        }
    }
}

/// `Met (6.0 days)`.
fn stands(state: State, value: &str) -> String {
    format!("{} ({value})", state.label())
}

/// `14 Mar 2025, 17:00 CET`.
fn instant(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%-d %b %Y, %H:%M %Z").to_string()
}
