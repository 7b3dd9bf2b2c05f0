//! The criteria that are met or not met without a number, and the statistic.

use super::judged::may_judge;
use super::{Said, Speech, is_one_of, span};
use crate::terms::Statistic;
use crate::terms::topic::Topic;
use crate::terms::words::{Word, find, holds};

const CYCLES: &str = "review cycle* | review round* | rounds of review | cycles of review | review iteration*";

/// The part of a sentence between commas and semicolons that holds one of the phrases.
fn clause<'w>(speech: &Speech<'w>, phrases: &str) -> Option<&'w [Word]> {
    let found = find(speech.words, phrases)?;
    Some(&speech.words[speech.clause(&found)])
}

const DOUBT: &str = "may | can | allowed | accept* | fine | need not | needn't | not required | no need | except | unless | much | \
     significant* | noticeabl* | substantial* | too | by | promise | guarantee | expect* that | hope* | or";

pub(super) fn cycles(speech: &Speech<'_>) -> Option<Said<bool>> {
    let words = clause(speech, CYCLES)?;
    let not_more = "not increas* | not rise | not risen | not grow | not grown | not go up | not gone up | no \
         increase | no rise | not higher | no higher | not exceed | no more | not more | at or below | \
         never increas* | didn't increase | don't increase | doesn't increase | not climb | not to \
         increase | mustn't increase | must not increase | equal or lower | no worse | not worse";
    if !may_judge(speech) {
        return None;
    }
    let Some(bar) = find(words, not_more) else {
        // A bar of another kind is not ours to translate.
        let at = find(words, CYCLES)?;
        return (speech.topic == Topic::Criteria).then(|| Said::unclear(span(words, at.start, at.end - 1)));
    };
    let at = span(words, bar.start, bar.end - 1);
    let counted = words
        .iter()
        .enumerate()
        .any(|(at, word)| at >= bar.start && word.number.is_some());
    let twice = holds(&words[..bar.start], "not | never | nobody") || holds(words, "whether");
    Some(
        if counted || twice || holds(words, DOUBT) && !holds(words, "at or below") {
            Said::unclear(at)
        } else {
            Said::clear(true, at)
        },
    )
}

pub(super) fn outcome(speech: &Speech<'_>) -> Option<Said<bool>> {
    let words = speech.words;
    let metric = find(
        words,
        "primary metric | main metric | key metric | headline metric | its metric | own metric",
    )?;
    if !may_judge(speech) {
        return None;
    }
    let moves = holds(
        words,
        "move* | moving | shift* | improve* | went | goes | go | up | down | rise* | rose",
    );
    let expected = find(
        words,
        "expected direction | direction | expected | intended | predicted | right way | as planned | hoped",
    );
    let Some(expected) = expected.filter(|_| moves) else {
        return (speech.topic == Topic::Criteria).then(|| Said::unclear(span(words, metric.start, metric.end - 1)));
    };
    let at = span(words, expected.start, expected.end - 1);
    let near = &words[metric.start.min(expected.start).saturating_sub(6)..];
    let doubt =
        "not | never | need not | regardless | whether | or | may | without | unexpected | opposite | either | how";
    Some(if holds(near, doubt) {
        Said::unclear(at)
    } else {
        Said::clear(true, at)
    })
}

pub(super) fn statistic(speech: &Speech<'_>) -> Option<Said<Statistic>> {
    let words = speech.words;
    if !speech
        .block
        .iter()
        .any(|sentence| holds(&sentence.words, "baseline* | statistic | compar*"))
    {
        return None;
    }
    // The median of something else that stands beside the baseline.
    let own = "baseline median | median baseline | baseline mean | mean baseline | baseline statistic | statistic mean | \
         median of the baseline | mean of the baseline | baseline is | baseline uses";
    let other = "cycle time | energy | review cycle* | merged | score* | salary | pull request*";
    if holds(words, other) && !holds(words, own) {
        return None;
    }
    let mean = "the mean | a mean | mean of | arithmetic mean | mean value | average of | the average | statistic mean | \
         baseline mean | mean baseline";
    let mut found = Vec::new();
    for (value, phrases) in [(Statistic::Median, "median"), (Statistic::Mean, mean)] {
        let Some(place) = find(words, phrases) else { continue };
        if holds(
            &words[place.start.saturating_sub(4)..=place.start],
            "rather than | instead of | not the | not a | never | nor",
        ) {
            continue;
        }
        let at = if is_one_of(words, place.start, "the | a") {
            place.start + 1
        } else {
            place.start
        };
        found.push(Said::clear(value, span(words, at, (place.end - 1).max(at))));
    }
    let not = holds(words, "not | isn't | don't | never");
    match (found.pop(), found.pop()) {
        (Some(only), None) if not && !holds(words, "not the | not a") => Some(Said::unclear(only.at)),
        (Some(only), None) => Some(only),
        (Some(one), Some(_)) => Some(Said::unclear(one.at)),
        (None, _) => None,
    }
}
