//! The bars of the criteria, and how many of them decide.

use std::ops::Range;

use super::{Said, Speech, Sure, after, before, is_one_of, number, numbers, said, single, span, text};
use crate::terms::topic::Topic;
use crate::terms::words::{Number, Word, find, holds};

fn about_first_commit(words: &[Word]) -> bool {
    holds(words, "first commit") || holds(words, "idea") && holds(words, "commit*")
}

pub(super) fn commit_drop(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    let falls = "drop* | fall* | fell | reduc* | decreas* | shrink* | shrank | cut | lower | shorter | less | \
         down | fewer | below | faster | quicker | sooner | halv* | half";
    if !about_first_commit(words) || !holds(words, falls) {
        return None;
    }
    let weak = "at most | up to | no more than | more than | over | about | around | roughly | maybe | nearly | almost | \
         approximately | under";
    let not = "not | never | needn't | isn't | don't | doesn't | didn't | without";
    // What is said in the part that the number stands in: of the days, and that they do drop.
    let said_so = |at: usize| {
        let clause = speech.clause(&(at..at + 1));
        let of_the_days = about_first_commit(&words[clause.clone()])
            || is_one_of(words, clause.start, "which | it | they")
            || is_one_of(words, clause.start, falls);
        let clause = &words[clause];
        let negated = holds(clause, not) && !holds(clause, "not less than | no less than | not fewer than");
        of_the_days && holds(clause, falls) && !negated && text(words, at.wrapping_sub(1)) != "to"
    };
    let mut found: Vec<Said<u8>> = numbers(words)
        .filter(|(at, _)| text(words, at + 1) == "percent")
        // "30 % of users" is a share, "30 % of the baseline" another bar.
        .map(|(at, number)| {
            let near = before(words, at, 4);
            let then = after(words, at + 2, 2);
            let doubt = !said_so(at)
                || of_the_old_model(words)
                || holds(near, weak) && !holds(near, "no less than")
                || is_one_of(words, at + 2, "of | points")
                || holds(then, "or less | or fewer | at most | or so");
            let sure = if doubt { Sure::Not } else { Sure::Clear };
            said(words, at, at + 1, number, &sure)
        })
        .collect();
    if found.is_empty() {
        let half = find(words, "by half | by one half | halv* | in half")
            .filter(|half| !is_one_of(words, half.end, "a | an | of | hour | day"));
        let quarter = find(
            words,
            "by a quarter | by one quarter | by at least a quarter | by at least one quarter | a quarter lower | \
             a quarter less | a quarter fewer | a quarter shorter | a quarter faster",
        )
        .filter(|quarter| !is_one_of(words, quarter.end, "of | to"));
        let vague = find(
            words,
            "third | thirds | quarter | quarters | half | significant* | clear* | noticeabl* | substantial* | markedly",
        );
        let loose = |at: usize| !said_so(at) || holds(before(words, at, 3), weak);
        if let Some(half) = half {
            let sure = if loose(half.start) { Sure::Not } else { Sure::Clear };
            found.push(said(words, half.start, half.end - 1, Number::Whole(50), &sure));
        } else if let Some(quarter) = quarter {
            let sure = if loose(quarter.start) { Sure::Not } else { Sure::Clear };
            found.push(said(words, quarter.start, quarter.end - 1, Number::Whole(25), &sure));
        } else if let Some(vague) = vague {
            found.push(Said::unclear(span(words, vague.start, vague.end - 1)));
        }
    }
    single(found)
}

/// Whether a bar is one for the arm that decides nothing.
fn of_the_old_model(words: &[Word]) -> bool {
    holds(words, "old model | old arm | control group")
        && !holds(words, "new model | baseline | versus | vs | against | than | compar*")
}

pub(super) fn energy(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    if !holds(words, "energy") {
        return None;
    }
    let floor = "at least | minimum | minimum of | no lower than | not below | no less than | at or above | not less than | \
         not lower than | not under";
    let not = "not | never | needn't | no need | don't | doesn't";
    let thing = "week* | answer* | repl* | minute* | second* | pm | pms | people | survey* | day* | percent | time | times | \
         month* | question* | response*";
    let found = numbers(words)
        .filter_map(|(at, number)| {
            let clause = &words[speech.clause(&(at..at + 1))];
            if !holds(clause, "energy | averag* | score* | scoring") {
                return None;
            }
            let near = before(words, at, 3);
            let scored = is_one_of(words, at + 1, "out | of | /");
            let whole = (at + 2..at + 5).find(|place| words.get(*place).is_some_and(|word| word.number.is_some()));
            let of_five = whole.is_some_and(|place| words[place].number == Some(Number::Whole(5)));
            // "at least 3 of 4 weeks" counts answers.
            let of_things = whole.is_some_and(|place| is_one_of(words, place + 1, thing));
            let counted = is_one_of(words, at + 1, thing) || scored && (of_things || !of_five);
            let at_least = holds(near, floor)
                || holds(near, "below | under") && holds(words, "not | never | no")
                || holds(
                    after(words, at + 1, 2),
                    "or more | or higher | or above | or better | or over",
                );
            let strict = !holds(near, "at or above")
                && holds(
                    near,
                    "above | more than | over | around | about | exceed* | roughly | up to | at most",
                );
            let mentioned = holds(before(words, at, 4), "averag* | mean | score*")
                || scored && holds(words, "averag* | mean | score*");
            if !at_least && !strict && !mentioned {
                return None;
            }
            let negated = holds(before(words, at, 5), not) && !holds(near, floor) && !holds(near, "below | under");
            let refused = holds(
                before(words, at, 5),
                "need not | not required | not have to | needn't | not be at least | not average",
            );
            let clear = at_least
                && !of_the_old_model(words)
                && !strict
                && !counted
                && !negated
                && !refused
                && number.value().is_some_and(|value| value <= 5);
            let sure = if clear { Sure::Clear } else { Sure::Not };
            (clear || !counted || at_least).then(|| said(words, at, at, number, &sure))
        })
        .collect();
    single(found)
}

const SUCCESS: &str = "success* | succeed*";
const OUTCOMES: [&str; 3] = ["success* | succeed* | expand*", ITERATE, ROLL_BACK];
const ITERATE: &str = "iterat* | second pilot | another pilot | another round";
const ROLL_BACK: &str = "roll back | rolls back | rolled back | rolling back | rollback | stay on the current";

/// A sentence that names several outcomes is cut at semicolons and then at commas until each piece
/// names one.
pub(super) fn pieces<'w>(speech: &Speech<'w>) -> Vec<&'w [Word]> {
    let mut pieces = Vec::new();
    for part in cut(speech, 0, speech.words.len(), ';') {
        for part in cut(speech, part.start, part.end, ',') {
            pieces.push(&speech.words[part]);
        }
    }
    pieces
}

fn cut(speech: &Speech<'_>, from: usize, to: usize, mark: char) -> Vec<Range<usize>> {
    let several = named(&speech.words[from..to]) > 1;
    let mut parts = Vec::new();
    let mut start = from;
    for at in from..to.saturating_sub(1) {
        if several && speech.parted(at, &[mark]) {
            parts.push(start..at + 1);
            start = at + 1;
        }
    }
    parts.push(start..to);
    parts
}

/// How many of the three outcomes are named.
fn named(piece: &[Word]) -> usize {
    OUTCOMES.iter().filter(|names| holds(piece, names)).count()
}

/// Numbers of criteria: not of other things, and not after "fewer than".
fn counts(words: &[Word]) -> Vec<(usize, Number)> {
    let thing = "week | weeks | pm | pms | month | months | percent | hour | hours | feature | features | day | days | user \
         | users | engineer* | team* | people | dri | dris | minute* | pr | prs | process";
    numbers(words)
        // "all four: days from" goes on with something else.
        .filter(|(at, _)| !is_one_of(words, at + 1, thing) || words[at + 1].at.start > words[*at].at.end + 1)
        .filter(|(at, _)| !holds(before(words, *at, 2), "fewer than | less than"))
        .filter(|(at, _)| !holds(after(words, at + 1, 2), "or fewer | or less"))
        // "every one of the four"
        .filter(|(at, _)| !holds(before(words, *at, 1), "every | each | any | no"))
        .collect()
}

/// Whether a number is one out of several criteria: "three of the four", "3/4", "two of them".
fn out_of(words: &[Word], at: usize) -> bool {
    let rest = after(words, at + 2, 3);
    let whole =
        rest.iter().any(|word| word.number.is_some()) || holds(rest, "criteri* | them | these | those | conditions");
    is_one_of(words, at + 1, "of | / | out") && whole
}

/// Whether a number of criteria is one that is not needed.
fn negated(words: &[Word], at: usize) -> bool {
    let near = "not | no | never | don't | doesn't | isn't | needn't | instead of | rather than";
    holds(before(words, at, 5), near) || holds(words, "unless | even if | even when | without all")
}

pub(super) fn success(words: &[Word], criteria: usize) -> Option<Said<u8>> {
    let success = holds(words, SUCCESS);
    // To expand is what success leads to; the word alone is also used for the choice as such.
    if !success && !holds(words, "expand* if | expand* when | expand* at | we expand")
        || holds(
            words,
            "not a success | not succeed | no success | fail* | miss* | not met",
        )
    {
        return None;
    }
    let counts = counts(words);
    let all = counts.iter().find(|(at, _)| {
        holds(before(words, *at, 4), "all | every | each")
            || is_one_of(words, at + 1, "criteria | met | are | hold | is")
            || out_of(words, *at)
    });
    if let Some((at, number)) = all {
        let bound = holds(
            before(words, *at, 3),
            "more than | over | about | around | at most | up to | almost | nearly",
        );
        let fits = number.value().is_some_and(|value| (1..=4).contains(&value));
        let doubt = bound || !fits || named(words) > 1 || negated(words, *at);
        let sure = if doubt { Sure::Not } else { Sure::Clear };
        return Some(said(words, *at, *at, *number, &sure));
    }
    let whole = find(
        words,
        "all of the following | all of these | all the following | each of the following | all criteria | \
         all of the criteria | every criterion | each of these",
    )?;
    let at = span(words, whole.start, whole.end - 1);
    let listed = u8::try_from(criteria).ok().filter(|criteria| *criteria > 0);
    Some(match listed.filter(|_| !negated(words, whole.start)) {
        Some(listed) => Said::clear(listed, at),
        None => Said::unclear(at),
    })
}

pub(super) fn iterate(words: &[Word]) -> Option<Said<u8>> {
    if !holds(words, ITERATE)
        || !holds(
            words,
            "met | hold | holds | true | if | when | with | fulfilled | pass | at | means | of | /",
        )
    {
        return None;
    }
    if holds(words, "iterat* on | iterat* over") {
        return None;
    }
    let counts = counts(words);
    let (at, number) = counts.into_iter().find(|(at, _)| {
        is_one_of(
            words,
            at + 1,
            "are | is | hold | holds | met | criteria | criterion | conditions",
        ) || out_of(words, *at)
    })?;
    // "One of them missed" counts the other way round; that is left to a person.
    let doubt = holds(words, "fail* | miss* | not met | short of | unmet")
        || negated(words, at)
        || holds(
            words,
            "not iterate | never iterate | without iterating | not run a second",
        )
        || named(words) > 1
        || holds(
            before(words, at, 3),
            "at least | more than | at most | up to | about | over",
        )
        || number.value().is_none_or(|value| value > 3);
    let sure = if doubt { Sure::Not } else { Sure::Clear };
    Some(said(words, at, at, number, &sure))
}

pub(super) fn roll_back(words: &[Word]) -> Option<Said<u8>> {
    if !holds(words, ROLL_BACK) || holds(words, "not roll | never roll") {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let value = number(words, at)?.value().filter(|value| *value <= 4)?;
        let at_range = span(words, at, at);
        if holds(before(words, at, 2), "fewer than | less than | below") {
            Some(Said::clear(value, at_range))
        } else if holds(after(words, at + 1, 2), "or fewer | or less") {
            Some(Said::clear(value + 1, at_range))
        } else {
            None
        }
    })
}

/// Whether a sentence may state a criterion: under such a heading, or with a word that demands.
pub(super) fn may_judge(speech: &Speech<'_>) -> bool {
    matches!(speech.topic, Topic::Criteria | Topic::Asks)
        || speech.block.iter().any(|sentence| {
            holds(
                &sentence.words,
                "success* | succeed* | criteri* | must | has to | have to | shall | bar",
            )
        })
}
