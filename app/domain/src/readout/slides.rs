//! Each slide: one sentence, one piece of evidence, one status line, all from the data.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{SLIDES, Stage};
use crate::criterion::State;
use crate::decision::Recorded;
use crate::programme::{Programme, Scorecard};

mod criteria;
mod decision;
mod opening;

use criteria::{cycle_time, energy, first_commit, outcome, review_cycles, what_broke};
pub use decision::rule;
use decision::{decided, the_rule, to_decide};
use opening::{the_answer, title, what_we_tried};

/// One slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slide {
    /// From 1.
    pub number: u8,
    /// The sentence, at most 14 words and 80 characters.
    pub headline: String,
    /// What shows it.
    pub evidence: Evidence,
    /// The line under it.
    pub status: StatusLine,
}

/// The evidence of a slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// At most four rows.
    Facts(Vec<Row>),
    /// At most four counts.
    Counts(Vec<Counted>),
    /// The criteria.
    Scorecard(Vec<Judged>),
    /// What was decided, with who signed it.
    Decided {
        /// What follows from it.
        rows: Vec<Row>,
        /// Who recorded it, and who confirmed it; nobody before both have.
        sides: Vec<Signed>,
    },
    /// The drawing of a metric.
    Metric(Metric),
}

/// One row of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub name: String,
    /// Its value.
    pub value: String,
    /// What belongs to the value; may be empty.
    pub beneath: String,
    /// Whether it is the one that counts.
    pub counts: bool,
}

/// How often something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How often.
    pub count: usize,
    /// Of how many, where that is known.
    pub of: Option<usize>,
    /// What.
    pub name: &'static str,
    /// What belongs to it; may be empty.
    pub beneath: String,
}

/// A criterion on the slide of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// From 1.
    pub number: u8,
    /// Where it stands.
    pub state: State,
    /// What it is about.
    pub name: &'static str,
    /// What was measured, or what is missing, in words.
    pub value: String,
    /// What it is held against, in signs: `≤ 8.4`; empty where that is not known.
    pub bar: String,
}

/// A side of the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// `Recorded by`.
    pub act: &'static str,
    /// Who.
    pub name: String,
}

/// The five metrics in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// M1.
    FirstCommit,
    /// M2.
    ReviewCycles,
    /// M3.
    CycleTime,
    /// M4.
    Energy,
    /// M5.
    Outcome,
}

/// The line under the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLine {
    /// The criterion's state, drawn as its mark, where the slide is about one.
    pub state: Option<State>,
    /// The words, the state's included.
    pub words: String,
    /// Whether they tell of an amendment or a replacement after the start, which stands in red.
    pub amended: bool,
}

impl StatusLine {
    fn words(words: impl Into<String>) -> Self {
        Self {
            state: None,
            words: words.into(),
            amended: false,
        }
    }

    fn criterion(state: State, bar: &str) -> Self {
        Self {
            state: Some(state),
            words: format!("{}: {bar}", state.label()),
            amended: false,
        }
    }
}

/// `5 / 11 · data to 28 Mar 17:00 CET`, and before the date whether the numbers can still change.
pub fn footer(number: u8, as_of: DateTime<Utc>, zone: Tz, stage: Stage, frozen: bool) -> String {
    let still = match (frozen, stage) {
        (false, _) => "not frozen · ",
        (true, Stage::Over) => "",
        (true, Stage::Provisional { .. } | Stage::NotStarted) => "provisional · ",
    };
    let to = as_of.with_timezone(&zone).format("%-d %b %H:%M %Z");
    format!("{number} / {SLIDES} · {still}data to {to}")
}

/// The eleven slides of a pilot's numbers and of the newest recorded decision, if any.
pub fn slides(card: &Scorecard, programme: &Programme, decision: Option<&Recorded>) -> [Slide; 11] {
    let stage = Stage::of(programme, card.as_of);
    let bodies = [
        title(card, programme),
        what_we_tried(programme, stage),
        the_answer(card, stage),
        first_commit(card),
        review_cycles(card),
        cycle_time(card),
        energy(card),
        outcome(card),
        what_broke(card, programme),
        the_rule(card, programme),
        decision.map_or_else(|| to_decide(card), |decision| decided(decision, card.zone)),
    ];
    let mut number = 0;
    bodies.map(|(headline, evidence, status)| {
        number += 1;
        Slide {
            number,
            headline,
            evidence,
            status,
        }
    })
}

type Body = (String, Evidence, StatusLine);

fn row(name: impl Into<String>, value: impl Into<String>) -> Row {
    Row {
        name: name.into(),
        value: value.into(),
        beneath: String::new(),
        counts: false,
    }
}
