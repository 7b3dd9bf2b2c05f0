//! The criteria that are met or not met without a number, and the statistic.

use std::ops::Range;

use super::judged::may_judge;
use super::{Said, Speech, after, before, is_one_of, numbers, span, text};
use crate::topic::Topic;
use crate::words::{Word, find, holds};
use domain::decimal::Decimal;
use domain::terms::Statistic;

pub(super) const CYCLES: &str =
    "review cycle* | review round* | rounds of review | cycles of review | review iteration* | review loop*";

/// The part of a sentence between commas and semicolons that holds one of the phrases.
fn clause<'w>(speech: &Speech<'w>, phrases: &str) -> Option<&'w [Word]> {
    let found = find(speech.words, phrases)?;
    Some(&speech.words[speech.clause(&found)])
}

const OUTCOME: &str = "primary metric | main metric | key metric | headline metric | its metric | own metric | north star | \
     star metric | target metric | feature's metric | feature metric | primary kpi | main kpi | feature kpi";

const DOUBT: &str = "may | can | allowed | accept* | fine | need not | needn't | not required | no need | except | unless | much | \
     significant* | noticeabl* | substantial* | too | by | promise | guarantee | expect* that | hope* | or";

/// By how many percent review cycles may increase: 0 when they must not.
pub(super) fn cycles(speech: &Speech<'_>) -> Option<Said<Decimal>> {
    let above = speech.topic == Topic::Criteria && holds(speech.under, CYCLES);
    let words = clause(speech, CYCLES).or_else(|| above.then_some(speech.words))?;
    if !may_judge(speech) {
        return None;
    }
    if let Some(tolerance) = tolerance(words).map(|said| said.unless(holds(speech.words, "except | unless"))) {
        return Some(tolerance);
    }
    let Some(bar) = not_more(words) else {
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
    let doubt = holds(&words[..bar.start], DOUBT) || holds(&words[bar.end..], DOUBT);
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
    let bound = find(near, "at most | no more than | not more than").filter(|bound| bound.end == near.len())?;
    let so_far = &words[..at - near[bound].len()];
    let rest = &words[at + 2..];
    let more = is_one_of(rest, 0, "more | higher | above | over");
    let rises = "increas* | rise | rises | grow | grows | go up | goes up";
    if !more && !holds(so_far, rises) || counted.next().is_some() {
        return None;
    }
    let doubt = "not | never | no | needn't | don't | whether | or | about | points | expect* | hope* | promise";
    let (value, at) = (number.decimal(), span(words, at, at + 1));
    Some(match value.filter(|_| !holds(so_far, doubt) && !holds(rest, doubt)) {
        Some(value) => Said::clear(value, at),
        None => Said::unclear(at),
    })
}

/// Where it is said that something does not become more: "do not increase", "no higher", "haven't gone up".
fn not_more(words: &[Word]) -> Option<Range<usize>> {
    let whole = "at or below | equal or lower | equal to or lower | no worse | not worse | flat or lower | flat or fall* | \
         flat or down | same or lower | same or fewer | same or better | unchanged or lower | not worsen* | stay flat or | \
         no more than before | at most the same | at most as many | at most baseline | at most the baseline";
    if let Some(found) = find(words, whole) {
        return Some(found);
    }
    let not =
        "not | no | never | don't | doesn't | didn't | won't | haven't | hasn't | mustn't | aren't | isn't | without";
    let between = "to | have | has | be | become | go | gone | get | got | any | an | been | becoming";
    let more = "increas* | rise | rises | risen | rising | grow | grows | grown | growth | up | climb* | exceed* | worse | \
         worsen* | higher | above | more | over";
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
    let above = speech.topic == Topic::Criteria && holds(speech.under, OUTCOME);
    let metric = find(words, OUTCOME).or_else(|| above.then_some(0..1))?;
    if !may_judge(speech) {
        return None;
    }
    let moves = holds(
        words,
        "move* | moving | shift* | improve* | went | goes | go | up | down | rise* | rose",
    );
    let expected = find(
        words,
        "expected direction | direction | expected | intended | predicted | right way | as planned | hoped | as forecast",
    );
    let Some(expected) = expected.filter(|_| moves) else {
        return (speech.topic == Topic::Criteria).then(|| Said::unclear(span(words, metric.start, metric.end - 1)));
    };
    let at = span(words, expected.start, expected.end - 1);
    let near = &words[metric.start.min(expected.start).saturating_sub(6)..];
    let doubt = "not | never | need not | regardless | whether | may | without | unexpected | opposite | either | how";
    // "3 or more" is no other case.
    let other = (0..near.len()).any(|at| {
        let more = "more | higher | above | better | greater";
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
    let found = find(
        words,
        "median of | mean of | average of | average over | median over | mean over",
    );
    found.is_some_and(|found| {
        let next = after(words, found.end, 7);
        let features = next.iter().position(|word| word.text == "features");
        features.is_some_and(|features| next[..features].iter().any(|word| word.number.is_some()))
    })
}

pub(super) fn statistic(speech: &Speech<'_>) -> Option<Said<Statistic>> {
    let words = speech.words;
    let headed = holds(speech.under, "baseline* | statistic");
    if !headed
        && !speech
            .block
            .iter()
            .any(|sentence| holds(&sentence.words, "baseline* | statistic | compar*") || of_features(&sentence.words))
    {
        return None;
    }
    // The median of something else that stands beside the baseline.
    let own = "baseline median | median baseline | baseline mean | mean baseline | baseline statistic | statistic mean | \
         median of the baseline | mean of the baseline | baseline is | baseline uses";
    let other = "cycle time | energy | review cycle* | merged | score* | salary | pull request*";
    if holds(words, other) && !holds(words, own) && !of_features(words) {
        return None;
    }
    let mean = "the mean | a mean | mean of | arithmetic mean | mean value | average of | the average | statistic mean | \
         baseline mean | mean baseline | average over | mean over | their mean | their average | simple average | \
         as a mean | as the mean | baseline average";
    let mut found = Vec::new();
    for (value, phrases) in [(Statistic::Median, "median"), (Statistic::Mean, mean)] {
        let place = find(words, phrases);
        // "four features, averaged"
        let bare = || {
            let mut words = (0..words.len()).filter(|at| is_one_of(words, *at, "mean | average | averaged"));
            let bare = words.find(|at| speech.alone(&(*at..at + 1)))?;
            (value == Statistic::Mean).then_some(bare..bare + 1)
        };
        let Some(place) = place.or_else(bare) else { continue };
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
    let not = found.first().is_some_and(|said| {
        let at = words
            .iter()
            .position(|word| word.at.end > said.at.start)
            .unwrap_or_default();
        holds(&words[speech.clause(&(at..at + 1))], "not | isn't | don't | never")
    });
    match (found.pop(), found.pop()) {
        (Some(only), None) if not && !holds(words, "not the | not a") => Some(Said::unclear(only.at)),
        (Some(only), None) => Some(only),
        (Some(one), Some(_)) => Some(Said::unclear(one.at)),
        (None, _) => None,
    }
}
