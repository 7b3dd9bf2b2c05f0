//! Where each term stands: settled, contradicted, unclear or missing, once.

mod known;

use sha2::{Digest as _, Sha256};

use super::{Mention, Reading, TermName, Terms};
use crate::document::Digest;
use known::{Known, impossible};

/// One term with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which term.
    pub term: TermName,
    /// Where it stands.
    pub state: State,
}

/// Where a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It has this value, for people.
    Settled {
        /// The value: of a list its number of items.
        value: String,
        /// Where it is from.
        source: Source,
    },
    /// Not everything that is said of it can hold.
    Contradicted {
        /// What can be chosen, each with the sentences that say it.
        choices: Vec<Choice>,
        /// Why it cannot all hold, in sentences.
        why: Vec<String>,
    },
    /// The text speaks of it, and not clearly.
    Unclear {
        /// The sentences that do.
        places: Vec<Place>,
        /// Why it matters, and what to write.
        why: String,
    },
    /// The text says nothing of it.
    Missing {
        /// Why it matters, and what to write.
        why: String,
    },
}

/// Where a settled value is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Read from this sentence; of a list, from its first item.
    Text(Place),
    /// Said by a person beside the text, which says this of it, or nothing.
    Person(Vec<Place>),
}

/// A sentence of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its exact source.
    pub sentence: String,
    /// The key of its section.
    pub section: String,
}

/// What can be chosen of a term that is contradicted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What its field would hold; `None` where the sentences say nothing that a field can hold.
    pub typed: Option<String>,
    /// What it says, for people.
    pub said: String,
    /// Who says it; nobody where it is what the terms say so far.
    pub places: Vec<Place>,
}

impl State {
    /// Whether somebody has to settle it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Settled { .. })
    }
}

impl Place {
    fn new(sentence: &str, section: &str) -> Self {
        Self {
            sentence: sentence.to_owned(),
            section: section.to_owned(),
        }
    }

    fn of(mention: &Mention) -> Self {
        Self::new(&mention.sentence, &mention.section)
    }
}

/// Every term once, in the order of the fields. Which metrics decide is a term only where the text leaves it open.
#[must_use]
pub fn rows(terms: &Terms, reading: &Reading) -> Vec<Row> {
    let known = Known {
        terms,
        reading,
        problems: impossible(terms, reading),
    };
    let said = [TermName::EnergyBaseline, TermName::MissingData];
    let values = TermName::VALUES.into_iter().map(|term| (term, known.value(term)));
    let lists = TermName::LISTS.into_iter().map(|term| (term, known.list(term)));
    let said = said.into_iter().map(|term| (term, known.said(term)));
    let metrics = known.metrics().map(|state| (TermName::MetricsWithoutCriterion, state));
    values
        .chain(lists)
        .chain(said)
        .chain(metrics)
        .map(|(term, state)| Row { term, state })
        .collect()
}

/// How many terms are open.
#[must_use]
pub fn open(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.state.is_open()).count()
}

impl Terms {
    /// The terms with a person's word for what they `answered`: what the text says otherwise, or in more than one way,
    /// no longer counts there. What the text says plainly needs no word, and an earlier one is dropped.
    #[must_use]
    pub fn decide(mut self, reading: &Reading, answered: &[TermName]) -> Self {
        let before = std::mem::take(&mut self.decided);
        for row in rows(&self, reading) {
            let said = reading.said(row.term);
            let given = answered.contains(&row.term) || before.get(&row.term) == Some(&said);
            if row.state.is_open() && given {
                self.decided.insert(row.term, said);
            }
        }
        // A word about what has no value yet settles nothing.
        let open: Vec<TermName> = rows(&self, reading)
            .into_iter()
            .filter_map(|row| row.state.is_open().then_some(row.term))
            .collect();
        self.decided.retain(|term, _| !open.contains(term));
        self
    }
}

impl Reading {
    /// What the text says of a term, as a digest: it changes with every sentence about it.
    #[must_use]
    pub fn said(&self, term: TermName) -> String {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        for mention in self.mentions.iter().filter(|mention| mention.term == term) {
            add(&mention.sentence);
            add(&mention.said());
        }
        for found in self.contradictions.iter().filter(|found| found.term == term) {
            for text in [&found.sentence_a, &found.sentence_b, &found.explanation] {
                add(text);
            }
        }
        for missing in self.missing.iter().filter(|missing| missing.term == term) {
            add(missing.unclear.as_ref().map_or("", |(sentence, _)| sentence));
        }
        self.terms.list(term).iter().for_each(|item| add(item));
        Digest::of(hash).short().to_owned()
    }
}
