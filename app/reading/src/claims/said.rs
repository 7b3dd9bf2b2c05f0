//! Numbers among words, and how surely they are said.

use std::ops::Range;

use domain::decimal::Decimal;
use domain::document::number::Number;

use super::{Said, Speech};
use crate::phrases;
use crate::words::{Phrases, Word, holds};

/// The number at this place, if there is one.
pub(super) fn number(words: &[Word], at: usize) -> Option<Number> {
    words.get(at).and_then(|word| word.number)
}

pub(super) fn numbers(words: &[Word]) -> impl Iterator<Item = (usize, Number)> + use<'_> {
    words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| word.number.map(|number| (at, number)))
}

pub(super) fn text(words: &[Word], at: usize) -> &str {
    words.get(at).map_or("", |word| word.text.as_str())
}

pub(super) fn is_one_of(words: &[Word], at: usize, wanted: &Phrases) -> bool {
    words
        .get(at)
        .is_some_and(|word| holds(std::slice::from_ref(word), wanted))
}

/// A line of a form, "Baseline features: 4" or "Pilot PMs | 2 | one per arm": up to seven words without a number,
/// then the number alone.
pub(super) fn labelled<'s>(speech: &Speech<'s>) -> Option<(&'s [Word], &'s Word, Number)> {
    let at = speech.words.iter().position(|word| word.number.is_some())?;
    let (label, word) = (&speech.words[..at], &speech.words[at]);
    let number = word.number?;
    let last = at + 1 == speech.words.len();
    let cell = at > 0 && speech.parted(at - 1, &[':', '|']) && speech.parted(at, &['|', '(', ',', ';']);
    ((1..=7).contains(&label.len()) && (last || cell)).then_some((label, word, number))
}

/// The up to `n` words before a place.
pub(super) fn before(words: &[Word], at: usize, n: usize) -> &[Word] {
    &words[at.saturating_sub(n)..at]
}

/// The up to `n` words from a place on.
pub(super) fn after(words: &[Word], at: usize, n: usize) -> &[Word] {
    let from = at.min(words.len());
    &words[from..(from + n).min(words.len())]
}

/// From one word to another, in bytes.
pub(super) fn span(words: &[Word], from: usize, to: usize) -> Range<usize> {
    let to = to.min(words.len() - 1);
    words[from].at.start..words[to].at.end
}

/// How sure a number is where it stands, and up to which word it reaches. `None` from the caller's
/// choice means that it is about something else.
pub(super) enum Sure {
    /// It means what it says.
    Clear,
    /// It is a bound or an estimate.
    Loose,
    /// It is negated, or of a unit that cannot be translated.
    Not,
}

/// A whole number as it is said.
pub(super) fn said(words: &[Word], at: usize, to: usize, number: Number, sure: &Sure) -> Said<u8> {
    said_of(number.value(), span(words, at, to), sure)
}

/// A number as it is said, with its decimals.
pub(super) fn said_exactly(words: &[Word], at: usize, to: usize, number: Number, sure: &Sure) -> Said<Decimal> {
    said_of(number.decimal(), span(words, at, to), sure)
}

pub(super) fn said_of<T>(value: Option<T>, at: Range<usize>, sure: &Sure) -> Said<T> {
    match (sure, value) {
        (Sure::Clear, Some(value)) => Said::clear(value, at),
        (Sure::Loose, near) => Said {
            near,
            ..Said::unclear(at)
        },
        _ => Said::unclear(at),
    }
}

/// How sure a number is by the words around it; `to` is the last word of its phrase.
pub(super) fn sure(words: &[Word], at: usize, to: usize) -> Sure {
    let not = &phrases::NOT;
    let loose = &phrases::ABOUT;
    let loose_after = &phrases::OR_SO;
    if holds(before(words, at, 3), loose) || holds(after(words, to + 1, 2), loose_after) {
        Sure::Loose
    } else if holds(before(words, at, 4), not) || at > 0 && text(words, at - 1) == "/" {
        Sure::Not
    } else {
        Sure::Clear
    }
}

/// Whether a number is what something else was or is, in comparison.
pub(super) fn in_comparison(words: &[Word], at: usize) -> bool {
    holds(before(words, at, 4), &phrases::INSTEAD_OF)
}

/// One value out of several found in a sentence: unclear when they differ. "A month (four weeks)" is the clear
/// one of both.
pub(super) fn single<T: Copy + PartialEq>(mut found: Vec<Said<T>>) -> Option<Said<T>> {
    let clear = found.iter().find_map(|said| said.value);
    found.retain(|said| clear.is_none() || said.value.is_some() || said.near != clear);
    let same = found.windows(2).all(|pair| pair[0].value == pair[1].value);
    let first = found.into_iter().next()?;
    Some(if same { first } else { Said::unclear(first.at) })
}
