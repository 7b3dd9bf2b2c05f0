//! The bars of the criteria, and how many of them decide.

use std::ops::Range;

use super::{Said, Speech, Sure, after, before, is_one_of, number, numbers, said, said_exactly, single, span, text};
use crate::doubts::subject;
use crate::topic::Topic;
use crate::words::{Word, find, holds};
use domain::decimal::Decimal;
use domain::document::number::{self, Number};

fn names_first_commit(words: &[Word]) -> bool {
    holds(words, "first commit") || holds(words, "idea") && holds(words, "commit*")
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
    about(speech, |words| holds(words, "energy"))
}

pub(super) fn commit_drop(speech: &Speech<'_>) -> Option<Said<Decimal>> {
    let words = speech.words;
    let falls = "drop* | fall* | fell | reduc* | decreas* | shrink* | shrank | cut | lower | shorter | less | \
         down | fewer | below | faster | quicker | sooner | halv* | half | minus | improv* | saved | earlier";
    if !about_first_commit(speech) || !holds(words, falls) {
        return None;
    }
    let above = !names_first_commit(words);
    let weak = "at most | up to | no more than | more than | over | about | around | roughly | maybe | nearly | almost | \
         approximately | under";
    let not = "not | never | needn't | isn't | don't | doesn't | didn't | without";
    // What is said in the part that the number stands in: of the days, and that they do drop.
    let said_so = |at: usize| {
        let clause = speech.clause(&(at..at + 1));
        let of_the_days = above
            || names_first_commit(&words[clause.clone()])
            || is_one_of(words, clause.start, "which | it | they")
            || is_one_of(words, clause.start, falls);
        let clause = &words[clause];
        let negated = holds(clause, not) && !holds(clause, "not less than | no less than | not fewer than");
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
                || holds(near, weak) && !holds(near, "no less than")
                || is_one_of(words, at + 2, "of | points")
                || holds(then, "or less | or fewer | at most | or so");
            let sure = if doubt { Sure::Not } else { Sure::Clear };
            said_exactly(words, at, at + 1, number, &sure)
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
            "third | thirds | quarter | quarters | half | fifth | fifths | tenth | tenths | significant* | clear* | noticeabl* | substantial* | markedly",
        );
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
    holds(words, "old model | old arm | control group")
        && !holds(words, "new model | baseline | versus | vs | against | than | compar*")
}

const MORE: &str =
    "or more | or higher | or above | or better | or over | or greater | and above | and higher | and up";

pub(super) fn energy(speech: &Speech<'_>) -> Option<Said<Decimal>> {
    let words = speech.words;
    if !about_energy(speech) {
        return None;
    }
    let above = !holds(words, "energy");
    let floor = "at least | minimum | minimum of | no lower than | not below | no less than | at or above | not less than | \
         not lower than | not under | no worse than";
    let not = "not | never | needn't | no need | don't | doesn't";
    let thing = "week* | answer* | repl* | minute* | second* | pm | pms | people | survey* | day* | percent | time | times | \
         month* | question* | response*";
    let found = numbers(words)
        .filter_map(|(at, number)| {
            let from = speech.clause(&(at..at + 1)).start;
            let clause = &words[speech.clause(&(at..at + 1))];
            if !above && !holds(clause, "energy | averag* | score* | scoring | mean") || is_whole(words, at) {
                return None;
            }
            let near = before(words, at, 3);
            // "3 or more out of 5", "3 out of 5 or more"
            let more = holds(after(words, at + 1, 2), MORE);
            let next = if more { at + 3 } else { at + 1 };
            let scored = is_one_of(words, next, "out | of | /");
            let whole = (next + 1..next + 4).find(|place| words.get(*place).is_some_and(|word| word.number.is_some()));
            let of_five = whole.is_some_and(|place| words[place].number == Some(Number::Whole(5)));
            // "at least 3 of 4 weeks" counts answers.
            let of_things = whole.is_some_and(|place| is_one_of(words, place + 1, thing));
            let counted = is_one_of(words, at + 1, thing) || scored && (of_things || !of_five);
            let at_least = holds(near, floor)
                || holds(near, "below | under") && holds(words, "not | never | no")
                || more
                || scored && whole.is_some_and(|place| holds(after(words, place + 1, 2), MORE));
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
            let negated = holds(&words[from.max(at.saturating_sub(5))..at], not)
                && !holds(near, floor)
                && !holds(near, "below | under");
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
    if !holds(words, "energy | energised | energized") {
        return None;
    }
    let value = |at: usize| match number::number(&words.get(at)?.text)? {
        Number::Whole(value) => Some(value),
        Number::Decimal(_) | Number::Unclear => None,
    };
    let scale = holds(
        words,
        "scale | from | points | rated | rate | score | energised | energized",
    );
    let top = (0..words.len()).find(|at| {
        let Some(top) = value(*at).filter(|top| [3, 4, 6, 7, 10, 100].contains(top)) else {
            return false;
        };
        let back = |n: usize| at.checked_sub(n);
        let from_one = |at: Option<usize>| at.and_then(value).is_some_and(|from| from <= 1);
        let to = back(1).is_some_and(|at| text(words, at) == "to") && from_one(back(2)) && scale;
        let ranged = words[*at].number == Some(Number::Unclear) && from_one(back(1)) && scale;
        let points = is_one_of(words, at + 1, "point | points") && is_one_of(words, at + 2, "scale") && top > 1;
        to || ranged || points
    })?;
    Some(Said::unclear(span(words, top.saturating_sub(2), top)))
}

/// What is said of criteria that are met.
const MET: &str = "met | hold | holds | true | satisfied | fulfilled | reached";

const SUCCESS: &str = "success* | succeed*";
const OUTCOMES: [&str; 3] = ["success* | succeed* | expand*", ITERATE, ROLL_BACK];
const ITERATE: &str = "iterat* | second pilot | second iteration | another pilot | another round";
const ROLL_BACK: &str = "roll back | rolls back | rolled back | rolling back | rollback | stay on the current";

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
    let partial = holds(piece, "partial success*");
    let named = OUTCOMES.iter().filter(|names| holds(piece, names)).count();
    named - usize::from(partial && holds(piece, OUTCOMES[0]))
}

/// Whether a sentence says what follows from how many criteria are met.
pub(crate) fn decides(words: &[Word]) -> bool {
    holds(words, ITERATE) || holds(words, ROLL_BACK) || holds(words, "expand* | success") && !counts(words).is_empty()
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
        .filter(|(at, number)| *number != Number::Whole(1) || !holds(before(words, *at, 1), "every | each | any | no"))
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

/// How many criteria make a success. Under the criteria, "all four must hold" says it without the word.
pub(super) fn success(words: &[Word], criteria: usize, under_criteria: bool) -> Option<Said<u8>> {
    let success = holds(words, SUCCESS) && !holds(words, "partial success*");
    // To expand is what success leads to; the word alone is also used for the choice as such.
    let expands = holds(words, "expand* if | expand* when | expand* at | we expand")
        || holds(words, "expand*") && named(words) == 1 && (holds(words, MET) || holds(words, "4 / 4"));
    let all_must = || {
        find(words, "all | every one").is_some_and(|all| {
            let next = after(words, all.end, 8);
            let who = next.first().is_some_and(|word| word.number.is_some())
                || holds(
                    after(words, all.end, 2),
                    "these | following | criteria | conditions | targets | bars | of",
                );
            who && holds(next, "true | met | hold | holds | satisfied | fulfilled | reached")
        })
    };
    let stated = success || expands || under_criteria && named(words) == 0 && all_must();
    if !stated
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
            || is_one_of(
                words,
                at + 1,
                "criteria | met | are | hold | is | targets | goals | bars | conditions | true | thresholds",
            )
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
         all of the criteria | every criterion | each of these | all met | all are met | all hold | all true | all satisfied | \
         every one of these | every one of the following | these all | all targets | all goals | all conditions",
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
            "are | is | hold | holds | met | criteria | criterion | conditions | targets | goals | bars | true | thresholds",
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
        if is_whole(words, at) {
            None
        } else if holds(before(words, at, 2), "at most") {
            Some(Said::clear(value + 1, at_range))
        } else if holds(before(words, at, 2), "fewer than | less than | below") {
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
                "success* | succeed* | criteri* | must | has to | have to | shall | bar | we expand",
            )
        })
}
