//! What single sentences claim about the terms that are numbers, yes or no, or a time.
//!
//! A wrong value is far worse than a missing one. So a number counts only in a phrase that can mean
//! nothing else; what is negated, loose, conditional or somebody else's is said to be unclear or not
//! read at all.

mod conditions;
mod counts;
mod hours;
mod judged;
mod said;
mod spoken;

use std::borrow::Cow;
use std::ops::Range;

use self::said::{
    Sure, after, before, in_comparison, is_one_of, labelled, number, numbers, said, said_exactly, single, span, sure,
    text,
};
use crate::Edition;
use crate::outline::{Outline, Sentence};
use crate::phrases;
use crate::topic::Topic;
use crate::when;
use crate::words::{Word, holds};
use domain::decimal::Decimal;
use domain::terms::{Statistic, TermName};

use judged::Listed;

pub(crate) use judged::decides;

/// A value as said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said<T> {
    /// `None` when it can be read in more than one way.
    pub(crate) value: Option<T>,
    /// The value meant loosely: "about two hours" agrees with 2, and does not state it.
    pub(crate) near: Option<T>,
    /// Where it stands in the source, in bytes.
    pub(crate) at: Range<usize>,
}

impl<T> Said<T> {
    fn clear(value: T, at: Range<usize>) -> Self {
        Self {
            value: Some(value),
            near: None,
            at,
        }
    }

    fn unclear(at: Range<usize>) -> Self {
        Self {
            value: None,
            near: None,
            at,
        }
    }

    /// What is only possible, asked or conditional is not stated.
    fn unless(self, doubtful: bool) -> Self {
        if doubtful { Self::unclear(self.at) } else { self }
    }
}

/// What one sentence says about one term.
#[derive(Clone, Debug)]
pub(crate) struct Claim<'a, T> {
    pub(crate) said: Said<T>,
    pub(crate) sentence: &'a Sentence<'a>,
}

/// Everything claimed, term by term, in the order of the document.
#[derive(Debug, Default)]
pub(crate) struct Claims<'a> {
    pub(crate) numbers: Vec<(TermName, Claim<'a, u8>)>,
    /// The bars: the drop in days and the lowest energy.
    pub(crate) bars: Vec<(TermName, Claim<'a, Decimal>)>,
    pub(crate) hours: Vec<(Scope, Claim<'a, Decimal>)>,
    /// Review hours of the whole pilot, such as "16 hours in total", and whose they are.
    pub(crate) totals: Vec<(Scope, Claim<'a, Decimal>)>,
    pub(crate) statistic: Vec<Claim<'a, Statistic>>,
    /// By how many percent review cycles may increase: 0 when they must not.
    pub(crate) cycles: Vec<Claim<'a, Decimal>>,
    pub(crate) outcome: Vec<Claim<'a, bool>>,
    /// Terms spoken of in a way that says nothing clear.
    pub(crate) spoken: Vec<(TermName, &'a Sentence<'a>)>,
    /// "Fewer than three: roll back" as the number from which on one does not roll back.
    pub(crate) roll_back_below: Vec<Claim<'a, u8>>,
}

/// Whose hours a sentence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Each DRI's, one per pilot PM.
    EachDri,
    /// Those of one engineer, for the whole pilot.
    OneEngineer,
    /// Those of all of them together.
    Together,
    /// Not said.
    Unknown,
}

/// A sentence with what surrounds it.
struct Speech<'s> {
    source: &'s str,
    /// Where the source stands in the body, in bytes.
    offset: usize,
    words: &'s [Word],
    topic: Topic,
    /// The words of its heading, or of the item that holds its list.
    under: &'s [Word],
    /// The paragraph, item or row it is part of.
    block: &'s [Sentence<'s>],
    /// It speaks of what could or should be, or asks.
    hedged: bool,
    /// It speaks of a case that may not come.
    conditional: bool,
}

impl Speech<'_> {
    /// Whether one of these marks stands between a word and the next.
    fn parted(&self, at: usize, marks: &[char]) -> bool {
        let Some((left, right)) = self.words.get(at).zip(self.words.get(at + 1)) else {
            return false;
        };
        let gap = self.source.get(left.at.end - self.offset..right.at.start - self.offset);
        gap.is_some_and(|gap| gap.contains(marks))
    }

    /// The part of the sentence between commas and semicolons that holds these words.
    fn clause(&self, around: &Range<usize>) -> Range<usize> {
        let cut = |at: usize| self.parted(at, &[',', ';']);
        let from = (1..=around.start).rev().find(|at| cut(at - 1)).unwrap_or(0);
        let to = (around.end..self.words.len())
            .find(|at| cut(at - 1))
            .unwrap_or(self.words.len());
        from..to
    }

    /// Whether a dash and a space stand between a word and the next.
    fn dashed(&self, at: usize) -> bool {
        let Some((left, right)) = self.words.get(at).zip(self.words.get(at + 1)) else {
            return false;
        };
        let gap = self.source.get(left.at.end - self.offset..right.at.start - self.offset);
        gap.is_some_and(|gap| gap.ends_with("- "))
    }

    /// Whether nothing stands beside these words between two marks, as in a list or in a cell.
    fn alone(&self, range: &Range<usize>) -> bool {
        let marks = [',', ';', ':', '(', ')', '|', '.', '–', '—', '·'];
        let begins = range.start == 0 || self.parted(range.start - 1, &marks) || self.dashed(range.start - 1);
        begins && (range.end >= self.words.len() || self.parted(range.end - 1, &marks))
    }

    /// Whether this word is the last, or a mark follows it.
    fn ends_at(&self, at: usize) -> bool {
        at + 1 == self.words.len() || self.parted(at, &[',', '.', ';'])
    }
}

/// Whether a sentence speaks of another time or place.
pub(crate) fn is_aside(words: &[Word]) -> bool {
    holds(words, &phrases::ASIDE)
}

/// The words of a sentence without what speaks of another time or place: "four weeks; we considered six",
/// "30 % (20 % was on the table)". `None` when nothing is left.
pub(crate) fn told<'s>(sentence: &'s Sentence<'_>) -> Option<Cow<'s, [Word]>> {
    let words = &sentence.words[..];
    // "2.1 The trial": the number of a clause, and no value.
    let numbered = words.first().is_some_and(|word| word.text.contains('.'))
        && words.get(1).is_some_and(|word| {
            let next = word.at.start - sentence.range.start;
            sentence
                .source
                .get(next..)
                .is_some_and(|rest| rest.starts_with(char::is_uppercase))
        });
    let words = &words[usize::from(numbered)..];
    let was = ["(was", "(previously", "(formerly", "(down from", "(up from", "(before:"];
    let lower = || sentence.source.to_lowercase();
    if !is_aside(words) && (!sentence.source.contains('(') || !was.iter().any(|was| lower().contains(was))) {
        return Some(Cow::Borrowed(words));
    }
    let earlier = |aside: &[Word]| {
        let first = &aside[..aside.len().min(2)];
        holds(&first[..first.len().min(1)], &phrases::WAS) || holds(first, &phrases::DOWN_FROM)
    };
    let gap = |at: usize| {
        let (from, to) = (words[at - 1].at.end, words[at].at.start);
        let offset = sentence.range.start;
        sentence
            .source
            .get(from - offset..to.max(from) - offset)
            .unwrap_or_default()
    };
    let turns = &phrases::NOT_OR_INSTEAD;
    // Parts between semicolons, each with what stands in parentheses apart.
    let mut parts: Vec<(Vec<Word>, Vec<Vec<Word>>)> = vec![Default::default()];
    let mut inside = false;
    for (at, word) in words.iter().enumerate() {
        let gap = if at == 0 { "" } else { gap(at) };
        for mark in gap.chars() {
            inside = mark == '(' || inside && mark != ')';
            if mark == '(' {
                parts
                    .last_mut()
                    .into_iter()
                    .for_each(|(_, asides)| asides.push(Vec::new()));
            }
        }
        let cut = gap.contains(';') || gap.contains(',') && holds(std::slice::from_ref(word), turns);
        if cut && !inside {
            parts.push(Default::default());
        }
        let (outside, asides) = parts.last_mut()?;
        match asides.last_mut().filter(|_| inside) {
            Some(aside) => aside.push(word.clone()),
            None => outside.push(word.clone()),
        }
    }
    let mut kept: Vec<Word> = Vec::new();
    for (outside, asides) in parts {
        if !is_aside(&outside) {
            kept.extend(outside);
            kept.extend(
                asides
                    .into_iter()
                    .filter(|aside| !is_aside(aside) && !earlier(aside))
                    .flatten(),
            );
        }
    }
    kept.sort_by_key(|word| word.at.start);
    (!kept.is_empty()).then_some(Cow::Owned(kept))
}

/// Whether a sentence leaves open what it speaks of.
pub(crate) fn is_hedged(source: &str, words: &[Word]) -> bool {
    holds(words, &phrases::HEDGE)
        || holds(words, &phrases::WOULD) && !holds(words, &phrases::WOULD_LIKE)
        || source.trim_end().ends_with('?')
}

/// Reads every sentence outside the background and the risks.
pub(crate) fn claims<'a>(outline: &'a Outline<'a>, criteria: usize, edition: Edition) -> Claims<'a> {
    let mut claims = Claims::default();
    let listed = Listed { criteria, edition };
    for block in outline.sentences.chunk_by(|one, next| one.block == next.block) {
        for sentence in block {
            let other = matches!(sentence.topic, Topic::WeekOne | Topic::NoGo | Topic::EngineeringZone);
            if other || sentence.topic.is_aside() {
                continue;
            }
            if let Some(words) = told(sentence) {
                claims.read(&words, sentence, block, listed);
            }
        }
    }
    claims
}

impl<'a> Claims<'a> {
    fn read(&mut self, words: &[Word], sentence: &'a Sentence<'a>, block: &'a [Sentence<'a>], listed: Listed) {
        let speech = Speech {
            source: sentence.source,
            offset: sentence.range.start,
            words,
            topic: sentence.topic,
            under: &sentence.under,
            block,
            hedged: is_hedged(sentence.source, words),
            conditional: holds(words, &phrases::IF_THE_PILOT),
        };
        let doubtful = speech.hedged || speech.conditional;
        let mut claimed: Vec<TermName> = Vec::new();
        let mut number = |term, said: Option<Said<u8>>, doubtful: bool| {
            let said = said.map(|said| said.unless(doubtful));
            claimed.extend(said.iter().map(|_| term));
            self.numbers.extend(said.map(|said| (term, Claim { said, sentence })));
        };
        let counted = words.iter().any(|word| word.number.is_some());
        if counted || holds(words, &phrases::MONTH) {
            number(TermName::Weeks, counts::weeks(&speech), doubtful);
            number(TermName::Weeks, when::span(sentence), doubtful);
            number(TermName::PilotPms, counts::pilot_pms(&speech), doubtful);
            number(TermName::BaselineFeatures, counts::baseline_features(&speech), doubtful);
        }
        for piece in judged::pieces(&speech) {
            let success = judged::success(piece, listed, speech.topic == Topic::Criteria);
            number(TermName::SuccessAt, success, speech.hedged);
            number(TermName::IterateAt, judged::iterate(piece, listed), speech.hedged);
            let below = judged::roll_back(piece).filter(|_| !speech.hedged);
            self.roll_back_below.extend(below.map(|said| Claim { said, sentence }));
        }
        for (term, said, doubtful) in [
            (TermName::CommitDropPercent, judged::commit_drop(&speech), speech.hedged),
            (TermName::EnergyAtLeast, judged::energy(&speech), speech.hedged),
            (TermName::EnergyAtLeast, judged::energy_scale(&speech), false),
        ] {
            let said = said.map(|said| said.unless(doubtful));
            claimed.extend(said.iter().map(|_| term));
            self.bars.extend(said.map(|said| (term, Claim { said, sentence })));
        }
        if counted {
            let hours = hours::hours(&speech).map(|(scope, said)| (scope, said.unless(doubtful)));
            claimed.extend(hours.iter().map(|_| TermName::DriHoursPerWeek));
            self.hours
                .extend(hours.map(|(scope, said)| (scope, Claim { said, sentence })));
            let total = hours::total(&speech).map(|(scope, said)| (scope, said.unless(doubtful)));
            self.totals
                .extend(total.map(|(scope, said)| (scope, Claim { said, sentence })));
        }
        let statistic = conditions::statistic(&speech).map(|said| said.unless(speech.hedged));
        claimed.extend(statistic.iter().map(|_| TermName::BaselineStatistic));
        self.statistic.extend(statistic.map(|said| Claim { said, sentence }));
        let cycles = conditions::cycles(&speech).map(|said| said.unless(speech.hedged));
        claimed.extend(cycles.iter().map(|_| TermName::CyclesMustNotIncrease));
        self.cycles.extend(cycles.map(|said| Claim { said, sentence }));
        let outcome = conditions::outcome(&speech).map(|said| said.unless(speech.hedged));
        claimed.extend(outcome.iter().map(|_| TermName::OutcomeMustMove));
        self.outcome.extend(outcome.map(|said| Claim { said, sentence }));
        let spoken = spoken::of(&speech).into_iter().filter(|term| !claimed.contains(term));
        self.spoken.extend(spoken.map(|term| (term, sentence)));
    }
}
