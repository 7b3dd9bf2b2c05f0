//! Weeks, people, features and hours.

use super::{
    Said, Scope, Speech, Sure, after, before, in_comparison, is_one_of, labelled, number, numbers, said, single,
};
use super::{span, sure, text};
use crate::terms::topic::Topic;
use crate::terms::words::{Number, Word, find, holds};

const PILOT: &str = "pilot | trial | programme | program | experiment | duration | test run | run";

pub(super) fn weeks(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    if let Some((label, last, number)) = labelled(words)
        && label.last().is_some_and(|word| word.text == "weeks")
        && (label.len() == 1 && speech.topic != Topic::Other
            || holds(label, "pilot | trial | duration | length | lasts | programme | program"))
    {
        return Some(Said {
            value: number.value(),
            near: None,
            at: last.at.clone(),
        });
    }
    let unit = "week | weeks | wk | wks | fortnight | fortnights | month | months";
    let found = (0..words.len())
        .filter(|at| is_one_of(words, at + 1, unit))
        .filter_map(|at| {
            let number = match (number(words, at), text(words, at)) {
                (None, "a" | "one") => Number::Whole(1),
                (number, _) => number?,
            };
            Some((at, number))
        })
        .filter(|(at, number)| {
            // "A week" is a unit of time, "a fortnight" and "a month" may be the length of something.
            words[*at].number.is_some() || !(text(words, at + 1).starts_with('w') && matches!(number, Number::Whole(1)))
        })
        .filter(|(at, _)| lasts_so_long(speech, *at) && !in_comparison(words, *at))
        .map(|(at, number)| match (text(words, at + 1), number) {
            ("month" | "months", _) => Said::unclear(span(words, at, at + 1)),
            ("fortnight" | "fortnights", Number::Whole(n)) => {
                said(words, at, at + 1, Number::Whole(2 * n), &sure(words, at, at + 1))
            }
            _ => said(words, at, at + 1, number, &sure(words, at, at + 1)),
        })
        .collect();
    single(found)
}

/// Whether the number of weeks at this place is the length of the pilot.
fn lasts_so_long(speech: &Speech<'_>, at: usize) -> bool {
    let (words, next) = (speech.words, at + 2);
    let counted = "last | past | previous | first | final | next | second | another | every | each | within | recent | in \
         | after | further | extra | additional | other | per";
    let then = "ago | later | earlier | before | after | notice | advance | holiday* | vacation | leave | sprint* | buffer \
         | break | onboarding | training | preparation | window | cycle* | old | long-term";
    let elsewhere = "extend* | extension | second pilot | another pilot | next pilot | follow up | vacation | holiday* | \
         on leave | away | sick | notice | sprint* | queue* | backlog* | wait* | sits | freeze | survey window | \
         onboarding | training | probation | expire* | retention | deprecat* | refactor* | migration*";
    if holds(before(words, at, 2), counted) || holds(after(words, next, 2), then) || holds(words, elsewhere) {
        return false;
    }
    // "a four-week pilot", "four-week duration"
    if holds(after(words, next, 3), PILOT) {
        return true;
    }
    // "Duration: four weeks", "a trial of four weeks"
    let length = "duration | length | how long | timeline | time frame | timeframe | timebox | pilot of | trial of | \
         programme of | program of | experiment of | period of | lasting";
    let topical = matches!(
        speech.topic,
        Topic::Design | Topic::Asks | Topic::Reviewer | Topic::Summary | Topic::Criteria
    );
    let opening = speech
        .block
        .first()
        .is_some_and(|sentence| sentence.section == "opening");
    let topical = topical || opening || holds(words, "pilot* | trial* | experiment* | programme | program");
    if topical && holds(before(words, at, 4), length) {
        return true;
    }
    // "the pilot lasts four weeks"
    let verb = "lasts | last | runs | run | takes | take | spans | span | covers";
    // "It" is the pilot when it opens what is about the pilot, or the pilot was just named.
    let so_far = || {
        speech
            .block
            .iter()
            .take_while(|sentence| sentence.range.start < speech.offset)
    };
    let it = matches!(speech.topic, Topic::Design | Topic::Summary)
        && so_far()
            .last()
            .is_none_or(|sentence| holds(&sentence.words, "pilot | trial | programme | experiment"));
    let who = if it {
        "pilot | trial | programme | program | experiment | it | this | everything"
    } else {
        "pilot | trial | programme | program | experiment"
    };
    let clause = speech.clause(&(at..at + 2)).start;
    let by_verb = (at.saturating_sub(6).max(clause)..at).any(|verb_at| {
        let mut subject = verb_at;
        while subject > 0
            && is_one_of(
                words,
                subject - 1,
                "will | shall | should | must | to | only | itself | would | might | may | could | can",
            )
        {
            subject -= 1;
        }
        let lasts = is_one_of(words, verb_at, verb) || verb_at + 1 == at && is_one_of(words, verb_at, "is | be");
        lasts && subject > 0 && is_one_of(words, subject - 1, who)
    });
    if by_verb {
        return true;
    }
    if !topical {
        return false;
    }
    // "for four weeks", "over the course of four weeks", "at the end of four weeks"
    let near = &words[clause.max(at.saturating_sub(3))..at];
    if holds(near, "end of | course of | throughout") {
        return true;
    }
    // Of what goes on all the time: people who ship, and hours that are given.
    let going_on =
        "hour | hours | h | let | lend | ship | ships | shipping | try | take part | takes part | pms | managers";
    let kept = "dashboard* | data | keep* | flag* | stor* | after the pilot | once the pilot | open | feature | \
         window";
    if holds(near, "for | over | during") && holds(words, going_on) && !holds(words, kept) {
        return true;
    }
    // "Four weeks, two PMs, one decision."
    at == 0 && topical && speech.ends_at(at + 1)
}

pub(super) fn pilot_pms(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    if let Some((label, last, number)) = labelled(words)
        && label.len() <= 3
        && (speech.topic != Topic::Other || holds(label, "pilot"))
        && (label.last().is_some_and(|word| word.text == "pms")
            || label.ends_with(&crate::terms::words::words("product managers")))
        && !holds(label, "all | other | our")
    {
        return Some(Said {
            value: number.value(),
            near: None,
            at: last.at.clone(),
        });
    }
    let taking_part = "pilot | pilots | trial | experiment | take part | takes part | taking part | participat* | join* | \
         picked | select* | chosen | ship | ships | shipping | one per arm | in each arm | push";
    let elsewhere =
        "expand* | scale* | scaling | rollout | roll out | later | eventually | wave | beyond | hire* | hiring | left";
    let topical = matches!(speech.topic, Topic::Design | Topic::Asks | Topic::Summary);
    if holds(words, elsewhere) {
        return None;
    }
    let describing = "senior | pilot | experienced | equally | hand | picked | product | most | \
         seasoned | chosen | of | our | the | their";
    let found = numbers(words)
        .filter_map(|(at, number)| {
            let mut noun = at + 1;
            while noun < at + 8
                && (is_one_of(words, noun, describing) || words.get(noun).is_some_and(|word| word.number.is_some()))
            {
                noun += 1;
            }
            // "Four weeks, two PMs, one decision."
            let alone = topical && noun < words.len() && speech.clause(&(at..noun + 1)) == (at..noun + 1);
            if !alone && !holds(words, taking_part) {
                return None;
            }
            let managers = text(words, noun) == "managers" && text(words, noun - 1) == "product";
            (managers || text(words, noun) == "pms").then_some((at, number))
        })
        // "We have nine PMs", "two of our nine PMs"
        .filter(|(at, _)| {
            let all =
                "have | has | had | employ* | of | of our | of the | among | all | other | remaining | than | hired";
            !holds(before(words, *at, 2), all) && !in_comparison(words, *at)
        })
        .map(|(at, number)| said(words, at, at, number, &sure(words, at, at)))
        .collect();
    single(found)
}

pub(super) fn baseline_features(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    let baseline = |words: &[Word]| holds(words, "baseline* | compar* | reference");
    if !speech.block.iter().any(|sentence| baseline(&sentence.words)) {
        return None;
    }
    if let Some((label, last, number)) = labelled(words)
        && label.last().is_some_and(|word| word.text == "features")
        && holds(label, "baseline*")
    {
        return Some(Said {
            value: number.value(),
            near: None,
            at: last.at.clone(),
        });
    }
    let recent = "recent | recently | shipped | released | last | latest | previous | earlier | past | finished | completed | \
         delivered | prior | newest | old | baseline";
    let describing = "most | recent | recently | shipped | released | last | latest | previous | earlier | past | old \
         | model | comparable | finished | completed | delivered | prior | newest | of | the | our";
    let found = numbers(words)
        .filter_map(|(at, number)| {
            let mut noun = at + 1;
            while noun < at + 7 && is_one_of(words, noun, describing) {
                noun += 1;
            }
            let before = before(words, at, 3);
            if text(words, noun) == "features" {
                let chosen = words.get(at.wrapping_sub(3)).is_some_and(|word| word.number.is_some())
                    || at == 2 && text(words, 0) == "of";
                if chosen && holds(before, "of the | of our") || holds(before, "out of") {
                    // "of the nine features": how many there are to choose from.
                    return Some(said(words, at, at, number, &Sure::Not));
                }
                let between = &words[at + 1..noun];
                let then = after(words, noun + 1, 3);
                let earlier = holds(between, recent)
                    || holds(
                        before,
                        "last | latest | previous | past | recent | prior | earlier | baseline* | newest",
                    )
                    || holds(
                        then,
                        "shipped last | shipped most recently | most recently | shipped before | before the pilot | old model",
                    );
                let sure = if earlier { sure(words, at, at) } else { Sure::Not };
                return baseline(words)
                    .then_some(())
                    .or(earlier.then_some(()))
                    .map(|()| said(words, at, at, number, &sure));
            }
            // "the last four", "four most recent": features, but not said.
            let nameless = holds(after(words, at + 1, 2), "most recent | latest | newest | last ones")
                || holds(before, "the last | the latest | most recent");
            let time = is_one_of(
                words,
                at + 1,
                "week | weeks | month | months | day | days | quarter* | year | years | pms | hours",
            );
            (nameless && !time && baseline(words)).then(|| said(words, at, at, number, &Sure::Not))
        })
        .collect();
    single(found)
}

pub(super) fn hours(speech: &Speech<'_>) -> Option<(Scope, Said<u8>)> {
    let words = speech.words;
    let form = labelled(words).filter(|(label, ..)| holds(label, "hours") && holds(label, "week | weekly"));
    if let Some((_, last, number)) = form {
        let said = Said {
            value: number.value(),
            near: None,
            at: last.at.clone(),
        };
        return Some((scope(speech), said));
    }
    let today = "today | currently | already | nowadays | normally | usually | meeting* | stand up | standup | incident* | \
         saves | save | saving | saved | lose* | waste* | shorter";
    let shared = "first week | week one | last week | final week | in total | altogether | combined | between them | shared | split | for both | in all | in sum | both dris";
    let found: Vec<Said<u8>> = numbers(words)
        .filter_map(|(at, number)| {
            let weekly = is_one_of(words, at + 1, "weekly");
            let unit = if weekly { at + 2 } else { at + 1 };
            let (hours, minutes) = (
                is_one_of(words, unit, "hour | hours | h | hrs | hr"),
                is_one_of(words, unit, "minute | minutes | min | mins | day | days"),
            );
            let next = after(words, unit + 1, 6);
            let by_week = weekly || holds(before(words, at, 3), "weekly") || per_week(next);
            let other = is_one_of(
                words,
                unit + 1,
                "meeting* | call | session* | sync | workshop* | demo* | slot* | training",
            );
            let mine = (hours || minutes) && by_week && !other && !holds(words, today) && !of_a_pm(speech, at, unit);
            if !mine || in_comparison(words, at) || holds(before(words, at, 2), "within | after | every | first") {
                return None;
            }
            let doubt = minutes || holds(words, shared);
            let sure = if doubt { Sure::Not } else { sure(words, at, unit) };
            Some(said(words, at, unit, number, &sure))
        })
        .collect();
    Some((scope(speech), single(found)?))
}

/// Whether the hours are per week by these words: "per week", "of review a week", "weekly".
fn per_week(next: &[Word]) -> bool {
    let Some(week) = next
        .iter()
        .position(|word| matches!(word.text.as_str(), "week" | "weekly"))
    else {
        return false;
    };
    let between = &next[..week];
    let per = next[week].text == "weekly"
        || between
            .last()
            .is_some_and(|word| ["per", "a", "each", "every", "/"].contains(&word.text.as_str()));
    per && !holds(between, "day | days | month | fortnight | sprint | total | first")
}

/// Whether they are a PM's own hours and not those of whoever reviews them.
fn of_a_pm(speech: &Speech<'_>, at: usize, unit: usize) -> bool {
    let words = speech.words;
    let engineer = "dri | dris | engineer | engineer's | engineers | reviewer | reviewers | review | reviewing";
    let pm = "pm | pms | manager | managers | cto | designer*";
    let nearest = (0..at)
        .rev()
        .take(7)
        .find(|at| is_one_of(words, *at, pm) || is_one_of(words, *at, engineer));
    nearest.is_some_and(|near| {
        let per = holds(before(words, near, 3), "per | for each | for every | for a");
        is_one_of(words, near, pm) && !per && !holds(&words[unit + 1..speech.clause(&(at..unit + 1)).end], engineer)
    })
}

fn scope(speech: &Speech<'_>) -> Scope {
    let engineer = "dri | dris | engineer | engineers | engineer's | reviewer | reviewers | review | reviews";
    let each = |words: &[Word]| {
        holds(
            words,
            "per pilot pm | per pm | per dri | each dri | each pm | each pilot pm | per product manager | each pilot \
             product manager | each product manager | per engineer | each engineer | each reviewer | per reviewer | \
             apiece | each of them | each of the two | every dri | per pilot product manager | each engineering dri | \
             every engineering dri | per engineering dri",
        )
    };
    let one = "one senior engineer | one engineer | a senior engineer | a single engineer | a single senior \
         engineer | an engineer | one reviewer | a reviewer | one senior engineer's | one engineer's";
    let words = speech.words;
    let reviewed = |words: &[Word]| holds(words, engineer);
    let around = speech.block.iter().any(|sentence| reviewed(&sentence.words)) || speech.topic == Topic::Reviewer;
    if each(words) && (reviewed(words) || around) || holds(words, "dri | dris") && !holds(words, one) {
        Scope::EachDri
    } else if holds(words, one) {
        Scope::OneEngineer
    } else if around && speech.block.iter().any(|sentence| each(&sentence.words)) {
        Scope::EachDri
    } else {
        Scope::Unknown
    }
}

/// Review hours in all: "16 hours in total".
pub(super) fn total(speech: &Speech<'_>) -> Option<Said<u32>> {
    let words = speech.words;
    let sum = "in total | in all | altogether | overall | total of | in sum | a total";
    let about = "dri | dris | engineer* | review* | hours in total | hours in all";
    if !holds(words, sum) || !holds(words, about) {
        return None;
    }
    numbers(words).find_map(|(at, number)| {
        let near = find(after(words, at + 2, 4), sum).is_some() || holds(before(words, at, 3), sum);
        let hours = is_one_of(words, at + 1, "hour | hours | h | hrs");
        let weekly = per_week(after(words, at + 2, 6));
        match number {
            Number::Whole(value) if near && hours && !weekly => Some(Said {
                value: Some(value).filter(|_| matches!(sure(words, at, at + 1), Sure::Clear)),
                near: Some(value),
                at: span(words, at, at + 1),
            }),
            _ => None,
        }
    })
}
