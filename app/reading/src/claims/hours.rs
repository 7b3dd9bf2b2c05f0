//! Review hours: how many, whose, and in which time.

use super::{Said, Scope, Speech, Sure, after, before, in_comparison, is_one_of, labelled, numbers, said_exactly};
use super::{single, span, sure};
use crate::topic::Topic;
use crate::words::{Word, find, holds};
use domain::decimal::Decimal;
use domain::document::number::Number;

pub(super) fn hours(speech: &Speech<'_>) -> Option<(Scope, Said<Decimal>)> {
    let words = speech.words;
    let form = labelled(speech).filter(|(label, ..)| holds(label, "hours") && holds(label, "week | weekly"));
    if let Some((_, last, number)) = form {
        let said = Said {
            value: number.decimal(),
            near: None,
            at: last.at.clone(),
        };
        return Some((self::scope(speech), said));
    }
    let today = "today | currently | already | nowadays | normally | usually | meeting* | stand up | standup | incident* | \
         saves | save | saving | saved | lose* | waste* | shorter";
    let shared = "first week | week one | last week | final week | shared | split";
    let scope = scope(speech);
    let found: Vec<Said<Decimal>> = numbers(words)
        .filter_map(|(at, number)| {
            let weekly = is_one_of(words, at + 1, "weekly");
            let adjective = weekly || is_one_of(words, at + 1, "review | reviewer | engineering | engineer | dri");
            let unit = if adjective { at + 2 } else { at + 1 };
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
            // Two hours are also 120 minutes.
            let number = match number {
                Number::Whole(n) if n % 60 == 0 && is_one_of(words, unit, "minutes | minute | min | mins") => {
                    Number::Whole(n / 60)
                }
                _ if minutes => Number::Unclear,
                number => number,
            };
            let doubt = holds(words, shared);
            let capped = holds(before(words, at, 3), "capped at | cap of | limited to | at most");
            let sure = if doubt {
                Sure::Not
            } else if capped {
                Sure::Loose
            } else {
                sure(words, at, unit)
            };
            Some(said_exactly(words, at, unit, number, &sure))
        })
        .collect();
    Some((scope, single(found)?))
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
             every engineering dri | per engineering dri | week each | each per week | weekly each | for each of",
        )
    };
    let together = "in total | altogether | combined | between them | for both | in all | in sum | both dris | overall | \
         across both | total of | together";
    let one = "one senior engineer | one engineer | a senior engineer | a single engineer | a single senior \
         engineer | an engineer | one reviewer | a reviewer | one senior engineer's | one engineer's | 1 senior engineer | 1 engineer | 1 reviewer | one senior \
         developer | one senior dev | one dev | one developer";
    let words = speech.words;
    let reviewed = |words: &[Word]| holds(words, engineer);
    let around = speech.block.iter().any(|sentence| reviewed(&sentence.words)) || speech.topic == Topic::Reviewer;
    let each_of_them = each(words) && (reviewed(words) || around);
    if holds(words, together) && !each_of_them {
        Scope::Together
    } else if each_of_them || holds(words, "dri | dris") && !holds(words, one) {
        Scope::EachDri
    } else if holds(words, one) {
        Scope::OneEngineer
    } else if around && speech.block.iter().any(|sentence| each(&sentence.words)) {
        Scope::EachDri
    } else {
        Scope::Unknown
    }
}

/// Review hours of the whole pilot: "16 hours in total", "8 hours over four weeks".
pub(super) fn total(speech: &Speech<'_>) -> Option<(Scope, Said<Decimal>)> {
    let words = speech.words;
    let sum = "in total | in all | altogether | overall | total of | in sum | a total | total | totals | over the pilot | across \
         the pilot | for the pilot | for the whole pilot | over the whole pilot | during the pilot | over four | over the \
         four | sum of";
    let about = "dri | dris | engineer* | review* | hours in total | hours in all | cost* | commitment | effort";
    let short = "save | saves | saved | saving | meeting* | last | previous";
    if !holds(words, sum) || !holds(words, about) || holds(words, short) {
        return None;
    }
    let found = numbers(words).find_map(|(at, number)| {
        let adjective = is_one_of(words, at + 1, "review | reviewer | engineering | engineer | dri");
        let unit = if adjective { at + 2 } else { at + 1 };
        let near = find(after(words, unit + 1, 7), sum).is_some() || holds(before(words, at, 6), sum);
        let hours = is_one_of(words, unit, "hour | hours | h | hrs");
        let weekly = per_week(after(words, unit + 1, 6));
        // More than any one term can be.
        let value = match number {
            Number::Whole(value) => Decimal::hundredths(value.checked_mul(100)?),
            number => number.decimal()?,
        };
        (near && hours && !weekly).then(|| Said {
            value: matches!(sure(words, at, unit), Sure::Clear).then_some(value),
            near: Some(value),
            at: span(words, at, unit),
        })
    })?;
    let each = "per dri | each dri | every dri | per engineer | each engineer | per reviewer | apiece | per pm | per pilot pm | \
         each pm | each pilot pm | for each | per engineering dri";
    let scope = if holds(words, each) {
        Scope::EachDri
    } else {
        Scope::Together
    };
    Some((scope, found))
}
