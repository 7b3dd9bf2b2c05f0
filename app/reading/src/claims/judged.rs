//! The bars of the criteria, and how many of them decide.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Said, Speech, Sure, after, before, is_one_of, number, numbers, said, said_exactly, single, span, text};
use crate::Edition;
use crate::doubts::subject;
use crate::phrases;
use crate::topic::Topic;
use crate::words::{Phrases, Word, find, holds};
use domain::decimal::Decimal;
use domain::document::number::{self, Number};

fn names_first_commit(words: &[Word]) -> bool {
    holds(words, &phrases::FIRST_COMMIT) || holds(words, &phrases::IDEA_ALONE) && holds(words, &phrases::COMMIT)
}

/// Whether a sentence is about one thing: by its own words or, under the criteria, by what it stands under.
fn about(speech: &Speech<'_>, names: impl Fn(&[Word]) -> bool) -> bool {
    let words = speech.words;
    let another = || subject(words).is_some();
    names(words) || speech.topic == Topic::Criteria && names(speech.under) && !another()
}

pub(super) fn about_first_commit(speech: &Speech<'_>) -> bool {
    about(speech, names_first_commit)
}

pub(super) fn about_energy(speech: &Speech<'_>) -> bool {
    about(speech, |words| holds(words, &phrases::ENERGY_ALONE))
}

pub(super) fn commit_drop(speech: &Speech<'_>) -> Option<Said<Decimal>> {
    let words = speech.words;
    let falls = &phrases::DROP;
    if !about_first_commit(speech) || !holds(words, falls) {
        return None;
    }
    let above = !names_first_commit(words);
    let weak = &phrases::AT_MOST_OR_UP_TO;
    let not = &phrases::NOT_OR_NEVER_OR_NEEDNT_OR_ISNT;
    // What is said in the part that the number stands in: of the days, and that they do drop.
    let said_so = |at: usize| {
        let clause = speech.clause(&(at..at + 1));
        let of_the_days = above
            || names_first_commit(&words[clause.clone()])
            || is_one_of(words, clause.start, &phrases::WHICH)
            || is_one_of(words, clause.start, falls);
        let clause = &words[clause];
        let negated = holds(clause, not) && !holds(clause, &phrases::NOT_LESS_THAN);
        of_the_days && holds(clause, falls) && !negated && text(words, at.wrapping_sub(1)) != "to"
    };
    let mut found: Vec<Said<Decimal>> = numbers(words)
        .filter(|(at, _)| text(words, at + 1) == "percent")
        // "30 % of users" is a share, "30 % of the baseline" another bar.
        .map(|(at, number)| {
            let near = before(words, at, 4);
            let then = after(words, at + 2, 2);
            let doubt = !said_so(at)
                || of_the_old_model(words)
                || holds(near, weak) && !holds(near, &phrases::NO_LESS_THAN)
                || is_one_of(words, at + 2, &phrases::OF_OR_POINTS)
                || holds(then, &phrases::OR_LESS);
            let sure = if doubt { Sure::Not } else { Sure::Clear };
            said_exactly(words, at, at + 1, number, &sure)
        })
        .collect();
    if found.is_empty() {
        let half = find(words, &phrases::BY_HALF).filter(|half| !is_one_of(words, half.end, &phrases::A));
        let quarter =
            find(words, &phrases::BY_A_QUARTER).filter(|quarter| !is_one_of(words, quarter.end, &phrases::OF_OR_TO));
        let vague = find(words, &phrases::THIRD);
        let loose = |at: usize| !said_so(at) || holds(before(words, at, 3), weak);
        if let Some(half) = half {
            let sure = if loose(half.start) { Sure::Not } else { Sure::Clear };
            found.push(said_exactly(words, half.start, half.end - 1, Number::Whole(50), &sure));
        } else if let Some(quarter) = quarter {
            let sure = if loose(quarter.start) { Sure::Not } else { Sure::Clear };
            found.push(said_exactly(
                words,
                quarter.start,
                quarter.end - 1,
                Number::Whole(25),
                &sure,
            ));
        } else if let Some(vague) = vague {
            found.push(Said::unclear(span(words, vague.start, vague.end - 1)));
        }
    }
    single(found)
}

/// Whether a bar is one for the arm that decides nothing.
fn of_the_old_model(words: &[Word]) -> bool {
    holds(words, &phrases::OLD_MODEL) && !holds(words, &phrases::NEW_MODEL)
}

pub(super) fn energy(speech: &Speech<'_>) -> Option<Said<Decimal>> {
    let words = speech.words;
    if !about_energy(speech) {
        return None;
    }
    let above = !holds(words, &phrases::ENERGY_ALONE);
    let floor = &phrases::AT_LEAST_OR_MINIMUM;
    let not = &phrases::NOT_OR_NEVER_OR_NEEDNT;
    let thing = &phrases::WEEK_OR_ANSWER;
    let found = numbers(words)
        .filter_map(|(at, number)| {
            let from = speech.clause(&(at..at + 1)).start;
            let clause = &words[speech.clause(&(at..at + 1))];
            if !above && !holds(clause, &phrases::ENERGY_OR_AVERAG) || is_whole(words, at) {
                return None;
            }
            let near = before(words, at, 3);
            // "3 or more out of 5", "3 out of 5 or more"
            let more = holds(after(words, at + 1, 2), &phrases::MORE);
            let next = if more { at + 3 } else { at + 1 };
            let scored = is_one_of(words, next, &phrases::OUT);
            let whole = (next + 1..next + 4).find(|place| words.get(*place).is_some_and(|word| word.number.is_some()));
            let of_five = whole.is_some_and(|place| words[place].number == Some(Number::Whole(5)));
            // "at least 3 of 4 weeks" counts answers.
            let of_things = whole.is_some_and(|place| is_one_of(words, place + 1, thing));
            let counted = is_one_of(words, at + 1, thing) || scored && (of_things || !of_five);
            let at_least = holds(near, floor)
                || holds(near, &phrases::BELOW) && holds(words, &phrases::NOT_OR_NEVER_OR_NO_ALONE)
                || more
                || scored && whole.is_some_and(|place| holds(after(words, place + 1, 2), &phrases::MORE));
            let strict = !holds(near, &phrases::AT_OR_ABOVE) && holds(near, &phrases::ABOVE);
            let mentioned = holds(before(words, at, 4), &phrases::AVERAG) || scored && holds(words, &phrases::AVERAG);
            if !at_least && !strict && !mentioned {
                return None;
            }
            let negated = holds(&words[from.max(at.saturating_sub(5))..at], not)
                && !holds(near, floor)
                && !holds(near, &phrases::BELOW);
            let refused = holds(before(words, at, 5), &phrases::NEED_NOT);
            let clear = at_least
                && !of_the_old_model(words)
                && !strict
                && !counted
                && !negated
                && !refused
                && number.decimal().is_some_and(|value| value <= Decimal::from(5));
            let sure = if clear { Sure::Clear } else { Sure::Not };
            (clear || !counted || at_least).then(|| said_exactly(words, at, at, number, &sure))
        })
        .collect();
    single(found)
}

/// Whether a number is what another one is out of: the 5 of "3/5" and of "3 out of 5".
fn is_whole(words: &[Word], at: usize) -> bool {
    let counted = |back: usize| at.checked_sub(back).is_some_and(|at| words[at].number.is_some());
    let mark = |back: usize| at.checked_sub(back).map_or("", |at| text(words, at));
    match (mark(1), mark(2)) {
        ("/", _) => counted(2),
        ("of", "out") => counted(3) || counted(5),
        ("of", _) => counted(2),
        _ => false,
    }
}

/// Energy on another scale than 1 to 5, which is not ours to translate.
pub(super) fn energy_scale(speech: &Speech<'_>) -> Option<Said<Decimal>> {
    let words = speech.words;
    if !holds(words, &phrases::ENERGY) {
        return None;
    }
    let value = |at: usize| match number::number(&words.get(at)?.text)? {
        Number::Whole(value) => Some(value),
        Number::Decimal(_) | Number::Unclear => None,
    };
    let scale = holds(words, &phrases::SCALE_OR_FROM);
    let top = (0..words.len()).find(|at| {
        let Some(top) = value(*at).filter(|top| [3, 4, 6, 7, 10, 100].contains(top)) else {
            return false;
        };
        let back = |n: usize| at.checked_sub(n);
        let from_one = |at: Option<usize>| at.and_then(value).is_some_and(|from| from <= 1);
        let to = back(1).is_some_and(|at| text(words, at) == "to") && from_one(back(2)) && scale;
        let ranged = words[*at].number == Some(Number::Unclear) && from_one(back(1)) && scale;
        let points = is_one_of(words, at + 1, &phrases::POINT) && is_one_of(words, at + 2, &phrases::SCALE) && top > 1;
        to || ranged || points
    })?;
    Some(Said::unclear(span(words, top.saturating_sub(2), top)))
}

static OUTCOMES: [&LazyLock<Phrases>; 3] = [
    &phrases::SUCCESS_OR_SUCCEED_OR_EXPAND,
    &phrases::ITERATE,
    &phrases::ROLL_BACK,
];
/// A sentence that names several outcomes is cut at semicolons and then at commas until each piece
/// names one.
pub(super) fn pieces<'w>(speech: &Speech<'w>) -> Vec<&'w [Word]> {
    let mut pieces = Vec::new();
    for part in cut(speech, 0, speech.words.len(), &[';', '·', '•']) {
        for part in cut(speech, part.start, part.end, &[',']) {
            pieces.push(&speech.words[part]);
        }
    }
    pieces
}

fn cut(speech: &Speech<'_>, from: usize, to: usize, marks: &[char]) -> Vec<Range<usize>> {
    let several = named(&speech.words[from..to]) > 1;
    let mut parts = Vec::new();
    let mut start = from;
    for at in from..to.saturating_sub(1) {
        if several && speech.parted(at, marks) {
            parts.push(start..at + 1);
            start = at + 1;
        }
    }
    parts.push(start..to);
    parts
}

/// How many of the three outcomes are named. Partial success is none of its own.
fn named(piece: &[Word]) -> usize {
    let partial = holds(piece, &phrases::PARTIAL_SUCCESS);
    let named = OUTCOMES.iter().filter(|names| holds(piece, names)).count();
    named - usize::from(partial && holds(piece, OUTCOMES[0]))
}

/// Whether a sentence says what follows from how many criteria are met.
pub(crate) fn decides(words: &[Word]) -> bool {
    holds(words, &phrases::ITERATE)
        || holds(words, &phrases::ROLL_BACK)
        || holds(words, &phrases::EXPAND_OR_SUCCESS) && !counts(words).is_empty()
}

/// Numbers of criteria: not of other things, and not after "fewer than".
fn counts(words: &[Word]) -> Vec<(usize, Number)> {
    let thing = &phrases::WEEK_OR_WEEKS_OR_PM;
    numbers(words)
        // "all four: days from" goes on with something else.
        .filter(|(at, _)| !is_one_of(words, at + 1, thing) || words[at + 1].at.start > words[*at].at.end + 1)
        .filter(|(at, _)| !holds(before(words, *at, 2), &phrases::FEWER_THAN_OR_LESS_THAN))
        .filter(|(at, _)| !holds(after(words, at + 1, 2), &phrases::OR_FEWER))
        // "every one of the four"
        .filter(|(at, number)| *number != Number::Whole(1) || !holds(before(words, *at, 1), &phrases::EVERY))
        .collect()
}

/// Whether a number is one out of several criteria: "three of the four", "3/4", "two of them".
fn out_of(words: &[Word], at: usize) -> bool {
    let rest = after(words, at + 2, 3);
    let whole = rest.iter().any(|word| word.number.is_some()) || holds(rest, &phrases::CRITERI);
    is_one_of(words, at + 1, &phrases::OF) && whole
}

/// How many criteria a programme has.
const CRITERIA: u8 = 4;

/// The criteria that a text lists, and by which edition it is read.
#[derive(Clone, Copy)]
pub(super) struct Listed {
    pub(super) criteria: usize,
    pub(super) edition: Edition,
}

impl Listed {
    /// Whether a count is one of a number of criteria that is not ours: "three of the three", "all five", or two of a list
    /// of three. Which of the four it then means is not said.
    fn counts_others(self, words: &[Word], at: usize, number: Number) -> bool {
        if self.edition < Edition::Fourth {
            return false;
        }
        let rest = after(words, at + 2, 3);
        let whole = rest.iter().find_map(|word| word.number);
        let whole = match whole.filter(|_| is_one_of(words, at + 1, &phrases::OF)) {
            None if holds(before(words, at, 4), &phrases::ALL_OR_EVERY) => Some(number),
            whole => whole,
        };
        match whole {
            Some(whole) => whole.value() != Some(CRITERIA),
            // More than are listed are not out of the list.
            None => self.lists_others() && number.value().is_none_or(|value| usize::from(value) <= self.criteria),
        }
    }

    fn lists_others(self) -> bool {
        self.edition >= Edition::Fourth && !matches!(self.criteria, 0 | 4)
    }
}

/// Whether a number of criteria is one that is not needed.
fn negated(words: &[Word], at: usize) -> bool {
    let near = &phrases::NOT_OR_NO_OR_NEVER;
    holds(before(words, at, 5), near) || holds(words, &phrases::UNLESS)
}

/// How many criteria make a success. Under the criteria, "all four must hold" says it without the word.
pub(super) fn success(words: &[Word], listed: Listed, under_criteria: bool) -> Option<Said<u8>> {
    let success = holds(words, &phrases::SUCCESS) && !holds(words, &phrases::PARTIAL_SUCCESS);
    // To expand is what success leads to; the word alone is also used for the choice as such.
    let expands = holds(words, &phrases::EXPAND_IF)
        || holds(words, &phrases::EXPAND_ALONE)
            && named(words) == 1
            && (holds(words, &phrases::MET) || holds(words, &phrases::N_4_SLASH_4));
    let all_must = || {
        find(words, &phrases::ALL_OR_EVERY_ONE).is_some_and(|all| {
            let next = after(words, all.end, 8);
            let who = next.first().is_some_and(|word| word.number.is_some())
                || holds(after(words, all.end, 2), &phrases::THESE);
            who && holds(next, &phrases::TRUE)
        })
    };
    let stated = success || expands || under_criteria && named(words) == 0 && all_must();
    if !stated || holds(words, &phrases::NOT_A_SUCCESS) {
        return None;
    }
    let counts = counts(words);
    let all = counts.iter().find(|(at, _)| {
        holds(before(words, *at, 4), &phrases::ALL_OR_EVERY)
            || is_one_of(words, at + 1, &phrases::CRITERIA)
            || out_of(words, *at)
    });
    if let Some((at, number)) = all {
        let bound = holds(before(words, *at, 3), &phrases::MORE_THAN);
        let fits = number.value().is_some_and(|value| (1..=4).contains(&value));
        let others = listed.counts_others(words, *at, *number);
        let doubt = bound || !fits || others || named(words) > 1 || negated(words, *at);
        let sure = if doubt { Sure::Not } else { Sure::Clear };
        return Some(said(words, *at, *at, *number, &sure));
    }
    let whole = find(words, &phrases::ALL_OF_THE_FOLLOWING)?;
    let at = span(words, whole.start, whole.end - 1);
    let criteria = u8::try_from(listed.criteria).ok().filter(|criteria| *criteria > 0);
    let doubt = listed.lists_others() || negated(words, whole.start);
    Some(match criteria.filter(|_| !doubt) {
        Some(criteria) => Said::clear(criteria, at),
        None => Said::unclear(at),
    })
}

pub(super) fn iterate(words: &[Word], listed: Listed) -> Option<Said<u8>> {
    if !holds(words, &phrases::ITERATE) || !holds(words, &phrases::MET_OR_HOLD) {
        return None;
    }
    if holds(words, &phrases::ITERAT_ON) {
        return None;
    }
    let counts = counts(words);
    let (at, number) = counts
        .into_iter()
        .find(|(at, _)| is_one_of(words, at + 1, &phrases::ARE) || out_of(words, *at))?;
    // "One of them missed" counts the other way round; that is left to a person.
    let doubt = holds(words, &phrases::FAIL)
        || listed.counts_others(words, at, number)
        || negated(words, at)
        || holds(words, &phrases::NOT_ITERATE)
        || named(words) > 1
        || holds(before(words, at, 3), &phrases::AT_LEAST)
        || number.value().is_none_or(|value| value > 3);
    let sure = if doubt { Sure::Not } else { Sure::Clear };
    Some(said(words, at, at, number, &sure))
}

pub(super) fn roll_back(words: &[Word]) -> Option<Said<u8>> {
    if !holds(words, &phrases::ROLL_BACK) || holds(words, &phrases::NOT_ROLL) {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let value = number(words, at)?.value().filter(|value| *value <= 4)?;
        let at_range = span(words, at, at);
        if is_whole(words, at) {
            None
        } else if holds(before(words, at, 2), &phrases::AT_MOST_ALONE) {
            Some(Said::clear(value + 1, at_range))
        } else if holds(before(words, at, 2), &phrases::FEWER_THAN) {
            Some(Said::clear(value, at_range))
        } else if holds(after(words, at + 1, 2), &phrases::OR_FEWER) {
            Some(Said::clear(value + 1, at_range))
        } else {
            None
        }
    })
}

/// Whether a sentence may state a criterion: under such a heading, or with a word that demands.
pub(super) fn may_judge(speech: &Speech<'_>) -> bool {
    matches!(speech.topic, Topic::Criteria | Topic::Asks)
        || speech
            .block
            .iter()
            .any(|sentence| holds(&sentence.words, &phrases::SUCCESS_OR_SUCCEED))
}
