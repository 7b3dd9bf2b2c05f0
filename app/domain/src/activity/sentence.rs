//! A sentence whose words can lead somewhere, and the features entries belong to.

use std::fmt;

use crate::ids::PersonId;
use crate::proposal::RevisionNumber;

/// What a sentence can speak of. The address of each belongs to the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A revision of the proposal, by number.
    Revision(i64),
    /// A section of the proposal, by key.
    Section(String),
    /// A comment on the proposal, by id.
    Comment(i64),
    /// The record of a decision on a request for approval, by its id.
    Approval(i64),
    /// Where approval stands.
    Request,
    /// A condition of an approval, by its id.
    Condition(i64),
    /// A version of the zone, by number.
    Zone(i64),
    /// What somebody said of an item of the zone, by its id.
    ZoneRemark(i64),
    /// The past changes that zones are tried against.
    ZoneHistory,
    /// Who is in the pilot.
    People,
    /// The feature of an arm, by the arm's key.
    Feature(String),
    /// A baseline feature, by position.
    Baseline(i64),
    /// The start of the pilot.
    Start,
    /// The lists of week one.
    WeekOne,
    /// Where the facts come from.
    Data,
    /// Corrections of what was final.
    Corrections,
    /// The pull requests of the features.
    PullRequests,
    /// One of them, by its id.
    PullRequest(i64),
    /// The PLANNING.md of an arm's feature, by the arm's key.
    Planning(String),
    /// Tokens by which programs report to the gates.
    GateTokens,
    /// Flags.
    Flags,
    /// Review hours.
    Hours,
    /// Incidents.
    Incidents,
    /// The numbers.
    Metrics,
    /// The readout.
    Readout,
    /// The decision.
    Decision,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// Words that lead somewhere.
    Link(String, Place),
    /// A person's name, to be looked up by id.
    Person(i64),
}

/// What an entry says after the name of whoever did it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(Vec<Part>);

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Self::default().and(text)
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        Self::default().and(text)
    }
}

impl Sentence {
    /// Goes on with words.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Part::Text(text));
        }
        self
    }

    /// Goes on with words that lead somewhere; without words there is nothing to follow.
    #[must_use]
    pub fn link(mut self, words: impl Into<String>, place: Place) -> Self {
        let words = words.into();
        if !words.is_empty() {
            self.0.push(Part::Link(words, place));
        }
        self
    }

    /// Goes on with `revision 7`.
    #[must_use]
    pub fn revision(self, number: RevisionNumber) -> Self {
        self.link(format!("revision {number}"), Place::Revision(number.0.into()))
    }

    /// Goes on with `version 2 of the zone`.
    #[must_use]
    pub fn zone(self, number: i32) -> Self {
        self.link(format!("version {number} of the zone"), Place::Zone(number.into()))
    }

    /// Goes on with the name of a person.
    #[must_use]
    pub fn person(mut self, person: PersonId) -> Self {
        self.0.push(Part::Person(person.0));
        self
    }

    /// Goes on with the names of people: "Priya, Otto and Lee".
    #[must_use]
    pub fn people(self, people: &[PersonId]) -> Self {
        match people {
            [] => self.and("somebody"),
            [first, rest @ ..] => rest.iter().enumerate().fold(self.person(*first), |said, (at, person)| {
                let joint = if at + 1 == rest.len() { " and " } else { ", " };
                said.and(joint).person(*person)
            }),
        }
    }

    /// Its pieces, in order.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// As text, with people by their names: `name` knows them by their ids.
    pub fn plain<'n>(&'n self, name: impl Fn(i64) -> Option<&'n str>) -> String {
        let part = |part: &'n Part| match part {
            Part::Text(text) | Part::Link(text, _) => text.as_str(),
            Part::Person(id) => name(*id).unwrap_or("somebody"),
        };
        self.0.iter().map(part).collect()
    }

    /// As text with `[links]` and `<people>`, for tests.
    #[cfg(test)]
    pub(super) fn marked(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Link(words, _) => format!("[{words}]"),
            Part::Person(id) => format!("<{id}>"),
        };
        self.0.iter().map(part).collect()
    }
}

/// The words alone; people are `somebody`.
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Text(words) | Part::Link(words, _) => f.write_str(words),
            Part::Person(_) => f.write_str("somebody"),
        })
    }
}
