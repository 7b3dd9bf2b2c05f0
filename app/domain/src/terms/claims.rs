//! What single sentences claim about the terms that are numbers, yes or no, or a time.
//!
//! A wrong value is far worse than a missing one. So a number counts only in a phrase that can mean
//! nothing else; what is negated, loose, conditional or somebody else's is said to be unclear or not
//! read at all.

mod conditions;
mod counts;
mod judged;

use std::ops::Range;

use super::outline::{Outline, Sentence};
use super::topic::Topic;
use super::words::{Number, Word, holds};
use super::{Statistic, TermName};

/// A value as said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said<T> {
    /// `None` when it can be read in more than one way.
    pub(super) value: Option<T>,
    /// The value meant loosely: "about two hours" agrees with 2, and does not state it.
    pub(super) near: Option<T>,
    /// Where it stands in the source, in bytes.
    pub(super) at: Range<usize>,
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
pub(super) struct Claim<'a, T> {
    pub(super) said: Said<T>,
    pub(super) sentence: &'a Sentence<'a>,
}

/// Everything claimed, term by term, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Claims<'a> {
    pub(super) numbers: Vec<(TermName, Claim<'a, u8>)>,
    pub(super) hours: Vec<(Scope, Claim<'a, u8>)>,
    /// Review hours in all, such as "16 hours in total".
    pub(super) totals: Vec<Claim<'a, u32>>,
    pub(super) statistic: Vec<Claim<'a, Statistic>>,
    pub(super) conditions: Vec<(TermName, Claim<'a, bool>)>,
    /// "Fewer than three: roll back" as the number from which on one does not roll back.
    pub(super) roll_back_below: Vec<Claim<'a, u8>>,
}

/// Whose hours a sentence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Each DRI's, one per pilot PM.
    EachDri,
    /// Those of one engineer, for the whole pilot.
    OneEngineer,
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
    /// The paragraph, item or row it is part of.
    block: &'s [Sentence<'s>],
    /// It speaks of what could or should be, or asks.
    hedged: bool,
    /// It speaks of a case that may not come.
    conditional: bool,
}

/// What was elsewhere or earlier, and what is only an example.
const ASIDE: &str = "last year | last quarter | last month | last time | years ago | months ago | weeks ago | a year ago | \
     previous pilot* | earlier pilot* | last pilot | first pilot | prior pilot* | past pilot* | previous trial* | \
     last trial | in the past | used to | competitor* | elsewhere | other compan* | another compan* | industry | \
     for example | for instance | e g | imagine | suppose | hypothetical* | study | studies | research | considered | \
     rejected | discussed | originally | initially | at first | on call | nowadays | colleague*";

const HEDGE: &str = "could | might | perhaps | maybe | possibly | tbd | tbc | to be decided | to be confirmed | to be agreed | \
     undecided | not sure | unsure | open question | ideally | hopefully | depending on | if needed | \
     if necessary | unless | either | negotiable";

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

    /// Whether this word is the last, or a mark follows it.
    fn ends_at(&self, at: usize) -> bool {
        at + 1 == self.words.len() || self.parted(at, &[',', '.', ';'])
    }
}

/// Whether a sentence speaks of another time or place.
pub(super) fn is_aside(words: &[Word]) -> bool {
    holds(words, ASIDE)
}

/// Whether a sentence leaves open what it speaks of.
pub(super) fn is_hedged(source: &str, words: &[Word]) -> bool {
    holds(words, HEDGE) || holds(words, "would") && !holds(words, "would like") || source.trim_end().ends_with('?')
}

/// Reads every sentence outside the background and the risks.
pub(super) fn claims<'a>(outline: &'a Outline<'a>, criteria: usize) -> Claims<'a> {
    let mut claims = Claims::default();
    let told = |sentence: &&'a Sentence<'a>| {
        let other = matches!(sentence.topic, Topic::WeekOne | Topic::NoGo | Topic::EngineeringZone);
        !other && !sentence.topic.is_aside() && !is_aside(&sentence.words)
    };
    let blocks = outline.sentences.chunk_by(|one, next| one.block == next.block);
    for (block, sentence) in blocks.flat_map(|block| block.iter().filter(told).map(move |sentence| (block, sentence))) {
        let words = &sentence.words[..];
        let speech = Speech {
            source: sentence.source,
            offset: sentence.range.start,
            words,
            topic: sentence.topic,
            block,
            hedged: is_hedged(sentence.source, words),
            conditional: holds(words, "if the pilot | if it | if we need | if they | if this | in case"),
        };
        let doubtful = speech.hedged || speech.conditional;
        let mut number = |term, said: Option<Said<u8>>, doubtful: bool| {
            let said = said.map(|said| said.unless(doubtful));
            claims.numbers.extend(said.map(|said| (term, Claim { said, sentence })));
        };
        if words.iter().any(|word| word.number.is_some()) || holds(words, "month | fortnight") {
            number(TermName::Weeks, counts::weeks(&speech), doubtful);
            number(TermName::PilotPms, counts::pilot_pms(&speech), doubtful);
            number(TermName::BaselineFeatures, counts::baseline_features(&speech), doubtful);
            let hours = counts::hours(&speech).map(|(scope, said)| (scope, said.unless(doubtful)));
            claims
                .hours
                .extend(hours.map(|(scope, said)| (scope, Claim { said, sentence })));
            let total = counts::total(&speech).map(|said| said.unless(doubtful));
            claims.totals.extend(total.map(|said| Claim { said, sentence }));
        }
        number(TermName::CommitDropPercent, judged::commit_drop(&speech), speech.hedged);
        number(TermName::EnergyAtLeast, judged::energy(&speech), speech.hedged);
        for piece in judged::pieces(&speech) {
            number(TermName::SuccessAt, judged::success(piece, criteria), speech.hedged);
            number(TermName::IterateAt, judged::iterate(piece), speech.hedged);
            let below = judged::roll_back(piece).filter(|_| !speech.hedged);
            claims
                .roll_back_below
                .extend(below.map(|said| Claim { said, sentence }));
        }
        let statistic = conditions::statistic(&speech).map(|said| said.unless(speech.hedged));
        claims.statistic.extend(statistic.map(|said| Claim { said, sentence }));
        for (term, said) in [
            (TermName::CyclesMustNotIncrease, conditions::cycles(&speech)),
            (TermName::OutcomeMustMove, conditions::outcome(&speech)),
        ] {
            let said = said.map(|said| said.unless(speech.hedged));
            claims
                .conditions
                .extend(said.map(|said| (term, Claim { said, sentence })));
        }
    }
    claims
}

/// The number at this place, if there is one.
fn number(words: &[Word], at: usize) -> Option<Number> {
    words.get(at).and_then(|word| word.number)
}

fn numbers(words: &[Word]) -> impl Iterator<Item = (usize, Number)> + use<'_> {
    words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| word.number.map(|number| (at, number)))
}

fn text(words: &[Word], at: usize) -> &str {
    words.get(at).map_or("", |word| word.text.as_str())
}

fn is_one_of(words: &[Word], at: usize, wanted: &str) -> bool {
    words
        .get(at)
        .is_some_and(|word| holds(std::slice::from_ref(word), wanted))
}

/// A line of a form, "Baseline features: 4": up to seven words without a number, then the number.
fn labelled(words: &[Word]) -> Option<(&[Word], &Word, Number)> {
    let (last, label) = words.split_last()?;
    let form = (1..=7).contains(&label.len()) && label.iter().all(|word| word.number.is_none());
    last.number.filter(|_| form).map(|number| (label, last, number))
}

/// The up to `n` words before a place.
fn before(words: &[Word], at: usize, n: usize) -> &[Word] {
    &words[at.saturating_sub(n)..at]
}

/// The up to `n` words from a place on.
fn after(words: &[Word], at: usize, n: usize) -> &[Word] {
    let from = at.min(words.len());
    &words[from..(from + n).min(words.len())]
}

/// From one word to another, in bytes.
fn span(words: &[Word], from: usize, to: usize) -> Range<usize> {
    let to = to.min(words.len() - 1);
    words[from].at.start..words[to].at.end
}

/// How sure a number is where it stands, and up to which word it reaches. `None` from the caller's
/// choice means that it is about something else.
enum Sure {
    /// It means what it says.
    Clear,
    /// It is a bound or an estimate.
    Loose,
    /// It is negated, or of a unit that cannot be translated.
    Not,
}

fn said(words: &[Word], at: usize, to: usize, number: Number, sure: &Sure) -> Said<u8> {
    let at = span(words, at, to);
    match (sure, number.value()) {
        (Sure::Clear, Some(value)) => Said::clear(value, at),
        (Sure::Loose, near) => Said {
            near,
            ..Said::unclear(at)
        },
        _ => Said::unclear(at),
    }
}

/// How sure a number is by the words around it; `to` is the last word of its phrase.
fn sure(words: &[Word], at: usize, to: usize) -> Sure {
    let not = "not | never | no longer | nor | neither | isn't | aren't | won't | wasn't | weren't | doesn't | don't | \
         didn't | cannot | can't | mustn't | without";
    let loose = "about | around | roughly | approximately | approx | circa | ca | nearly | almost | at least | at most | \
         up to | more than | less than | fewer than | under | max | maximum | minimum | at a minimum | at a maximum | \
         more or less | upwards of | close to | as many as | as much as";
    let loose_after = "or so | or more | or less | or fewer | at most | at least | max | maximum | minimum | tops | …";
    if holds(before(words, at, 3), loose) || holds(after(words, to + 1, 2), loose_after) {
        Sure::Loose
    } else if holds(before(words, at, 4), not) || at > 0 && text(words, at - 1) == "/" {
        Sure::Not
    } else {
        Sure::Clear
    }
}

/// Whether a number is what something else was or is, in comparison.
fn in_comparison(words: &[Word], at: usize) -> bool {
    holds(
        before(words, at, 4),
        "instead of | rather than | unlike | as opposed to | not the usual | than the usual | versus the usual",
    )
}

/// One value out of several found in a sentence: unclear when they differ.
fn single(found: Vec<Said<u8>>) -> Option<Said<u8>> {
    let same = found.windows(2).all(|pair| pair[0].value == pair[1].value);
    let first = found.into_iter().next()?;
    Some(if same { first } else { Said::unclear(first.at) })
}
