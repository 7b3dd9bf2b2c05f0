//! The criteria that are met or not met without a number, and the statistic.

use std::ops::Range;

use super::judged::may_judge;
use super::{Said, Speech, after, before, is_one_of, numbers, span, text};
use crate::phrases;
use crate::topic::Topic;
use crate::words::{Phrases, Word, find, holds};
use domain::decimal::Decimal;
use domain::terms::Statistic;

/// The part of a sentence between commas and semicolons that holds one of the phrases.
fn clause<'w>(speech: &Speech<'w>, phrases: &Phrases) -> Option<&'w [Word]> {
    let found = find(speech.words, phrases)?;
    Some(&speech.words[speech.clause(&found)])
}

/// By how many percent review cycles may increase: 0 when they must not.
pub(super) fn cycles(speech: &Speech<'_>) -> Option<Said<Decimal>> {
    let above = speech.topic == Topic::Criteria && holds(speech.under, &phrases::CYCLES);
    let words = clause(speech, &phrases::CYCLES).or_else(|| above.then_some(speech.words))?;
    if !may_judge(speech) {
        return None;
    }
    if let Some(tolerance) = tolerance(words).map(|said| said.unless(holds(speech.words, &phrases::EXCEPT))) {
        return Some(tolerance);
    }
    let Some(bar) = not_more(words) else {
        // A bar of another kind is not ours to translate.
        let at = find(words, &phrases::CYCLES)?;
        return (speech.topic == Topic::Criteria).then(|| Said::unclear(span(words, at.start, at.end - 1)));
    };
    let at = span(words, bar.start, bar.end - 1);
    let counted = words
        .iter()
        .enumerate()
        .any(|(at, word)| at >= bar.start && word.number.is_some());
    let twice = holds(&words[..bar.start], &phrases::NOT_OR_NEVER_OR_NOBODY) || holds(words, &phrases::WHETHER);
    let doubt = holds(&words[..bar.start], &phrases::DOUBT) || holds(&words[bar.end..], &phrases::DOUBT);
    Some(if counted || twice || doubt {
        Said::unclear(at)
    } else {
        Said::clear(Decimal::ZERO, at)
    })
}

/// "Increase by at most 15 %", "at most 15 % more than the baseline": one number, its bound right before it.
fn tolerance(words: &[Word]) -> Option<Said<Decimal>> {
    let mut counted = numbers(words);
    let (at, number) = counted.next().filter(|(at, _)| text(words, at + 1) == "percent")?;
    let near = before(words, at, 3);
    let bound = find(near, &phrases::AT_MOST).filter(|bound| bound.end == near.len())?;
    let so_far = &words[..at - near[bound].len()];
    let rest = &words[at + 2..];
    let more = is_one_of(rest, 0, &phrases::MORE_OR_HIGHER_OR_ABOVE);
    let rises = &phrases::INCREAS_OR_RISE;
    if !more && !holds(so_far, rises) || counted.next().is_some() {
        return None;
    }
    let doubt = &phrases::NOT_OR_NEVER_OR_NO;
    let (value, at) = (number.decimal(), span(words, at, at + 1));
    Some(match value.filter(|_| !holds(so_far, doubt) && !holds(rest, doubt)) {
        Some(value) => Said::clear(value, at),
        None => Said::unclear(at),
    })
}

/// Where it is said that something does not become more: "do not increase", "no higher", "haven't gone up".
fn not_more(words: &[Word]) -> Option<Range<usize>> {
    let whole = &phrases::AT_OR_BELOW;
    if let Some(found) = find(words, whole) {
        return Some(found);
    }
    let not = &phrases::NOT_OR_NO;
    let between = &phrases::TO;
    let more = &phrases::INCREAS;
    (0..words.len()).find_map(|at| {
        if !is_one_of(words, at, not) {
            return None;
        }
        let mut next = at + 1;
        while next < at + 4 && is_one_of(words, next, between) {
            next += 1;
        }
        is_one_of(words, next, more).then_some(at..next + 1)
    })
}

pub(super) fn outcome(speech: &Speech<'_>) -> Option<Said<bool>> {
    let words = speech.words;
    let above = speech.topic == Topic::Criteria && holds(speech.under, &phrases::OUTCOME);
    let metric = find(words, &phrases::OUTCOME).or_else(|| above.then_some(0..1))?;
    if !may_judge(speech) {
        return None;
    }
    let moves = holds(words, &phrases::MOVE);
    let expected = find(words, &phrases::EXPECTED_DIRECTION);
    let Some(expected) = expected.filter(|_| moves) else {
        return (speech.topic == Topic::Criteria).then(|| Said::unclear(span(words, metric.start, metric.end - 1)));
    };
    let at = span(words, expected.start, expected.end - 1);
    let near = &words[metric.start.min(expected.start).saturating_sub(6)..];
    let doubt = &phrases::NOT_OR_NEVER;
    // "3 or more" is no other case.
    let other = (0..near.len()).any(|at| {
        let more = &phrases::MORE_OR_HIGHER;
        text(near, at) == "or" && !is_one_of(near, at + 1, more)
    });
    Some(if other || holds(near, doubt) {
        Said::unclear(at)
    } else {
        Said::clear(true, at)
    })
}

/// Whether it is said how several features become one value: "the average of the last four features".
pub(super) fn of_features(words: &[Word]) -> bool {
    let found = find(words, &phrases::MEDIAN_OF);
    found.is_some_and(|found| {
        let next = after(words, found.end, 7);
        let features = next.iter().position(|word| word.text == "features");
        features.is_some_and(|features| next[..features].iter().any(|word| word.number.is_some()))
    })
}

pub(super) fn statistic(speech: &Speech<'_>) -> Option<Said<Statistic>> {
    let words = speech.words;
    let headed = holds(speech.under, &phrases::BASELINE_OR_STATISTIC);
    if !headed
        && !speech
            .block
            .iter()
            .any(|sentence| holds(&sentence.words, &phrases::BASELINE) || of_features(&sentence.words))
    {
        return None;
    }
    // The median of something else that stands beside the baseline.
    let own = &phrases::BASELINE_MEDIAN;
    let other = &phrases::CYCLE_TIME;
    if holds(words, other) && !holds(words, own) && !of_features(words) {
        return None;
    }
    let mean = &phrases::THE_MEAN;
    let mut found = Vec::new();
    for (value, phrases) in [(Statistic::Median, &phrases::MEDIAN), (Statistic::Mean, mean)] {
        let place = find(words, phrases);
        // "four features, averaged"
        let bare = || {
            let mut words = (0..words.len()).filter(|at| is_one_of(words, *at, &phrases::MEAN));
            let bare = words.find(|at| speech.alone(&(*at..at + 1)))?;
            (value == Statistic::Mean).then_some(bare..bare + 1)
        };
        let Some(place) = place.or_else(bare) else { continue };
        if holds(
            &words[place.start.saturating_sub(4)..=place.start],
            &phrases::RATHER_THAN,
        ) {
            continue;
        }
        let at = if is_one_of(words, place.start, &phrases::THE) {
            place.start + 1
        } else {
            place.start
        };
        found.push(Said::clear(value, span(words, at, (place.end - 1).max(at))));
    }
    let not = found.first().is_some_and(|said| {
        let at = words
            .iter()
            .position(|word| word.at.end > said.at.start)
            .unwrap_or_default();
        holds(&words[speech.clause(&(at..at + 1))], &phrases::NOT_OR_ISNT)
    });
    match (found.pop(), found.pop()) {
        (Some(only), None) if not && !holds(words, &phrases::NOT_THE) => Some(Said::unclear(only.at)),
        (Some(only), None) => Some(only),
        (Some(one), Some(_)) => Some(Said::unclear(one.at)),
        (None, _) => None,
    }
}
