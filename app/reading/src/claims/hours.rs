//! Review hours: how many, whose, and in which time.

use super::{Said, Scope, Speech, Sure, after, before, in_comparison, is_one_of, labelled, numbers, said_exactly};
use super::{single, span, sure};
use crate::phrases;
use crate::topic::Topic;
use crate::words::{Word, find, holds};
use domain::decimal::Decimal;
use domain::document::number::Number;

pub(super) fn hours(speech: &Speech<'_>) -> Option<(Scope, Said<Decimal>)> {
    let words = speech.words;
    let form =
        labelled(speech).filter(|(label, ..)| holds(label, &phrases::HOURS) && holds(label, &phrases::WEEK_OR_WEEKLY));
    if let Some((_, last, number)) = form {
        let said = Said {
            value: number.decimal(),
            near: None,
            at: last.at.clone(),
        };
        return Some((self::scope(speech), said));
    }
    let today = &phrases::TODAY;
    let shared = &phrases::FIRST_WEEK;
    let scope = scope(speech);
    let found: Vec<Said<Decimal>> = numbers(words)
        .filter_map(|(at, number)| {
            let weekly = is_one_of(words, at + 1, &phrases::WEEKLY);
            let adjective = weekly || is_one_of(words, at + 1, &phrases::REVIEW);
            let unit = if adjective { at + 2 } else { at + 1 };
            let (hours, minutes) = (
                is_one_of(words, unit, &phrases::HOUR_OR_HOURS_OR_H),
                is_one_of(words, unit, &phrases::MINUTE),
            );
            let next = after(words, unit + 1, 6);
            let by_week = weekly || holds(before(words, at, 3), &phrases::WEEKLY) || per_week(next);
            let other = is_one_of(words, unit + 1, &phrases::MEETING);
            let mine = (hours || minutes) && by_week && !other && !holds(words, today) && !of_a_pm(speech, at, unit);
            if !mine || in_comparison(words, at) || holds(before(words, at, 2), &phrases::WITHIN) {
                return None;
            }
            // Two hours are also 120 minutes.
            let number = match number {
                Number::Whole(n) if n % 60 == 0 && is_one_of(words, unit, &phrases::MINUTES) => Number::Whole(n / 60),
                _ if minutes => Number::Unclear,
                number => number,
            };
            let doubt = holds(words, shared);
            let capped = holds(before(words, at, 3), &phrases::CAPPED_AT);
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
    per && !holds(between, &phrases::DAY)
}

/// Whether they are a PM's own hours and not those of whoever reviews them.
fn of_a_pm(speech: &Speech<'_>, at: usize, unit: usize) -> bool {
    let words = speech.words;
    let engineer = &phrases::DRI_OR_DRIS_OR_ENGINEER_OR_ENGINEERS;
    let pm = &phrases::PM;
    let nearest = (0..at)
        .rev()
        .take(7)
        .find(|at| is_one_of(words, *at, pm) || is_one_of(words, *at, engineer));
    nearest.is_some_and(|near| {
        let per = holds(before(words, near, 3), &phrases::PER);
        is_one_of(words, near, pm) && !per && !holds(&words[unit + 1..speech.clause(&(at..unit + 1)).end], engineer)
    })
}

fn scope(speech: &Speech<'_>) -> Scope {
    let engineer = &phrases::DRI_OR_DRIS_OR_ENGINEER;
    let each = |words: &[Word]| holds(words, &phrases::PER_PILOT_PM);
    let together = &phrases::IN_TOTAL_OR_ALTOGETHER;
    let one = &phrases::ONE_SENIOR_ENGINEER;
    let words = speech.words;
    let reviewed = |words: &[Word]| holds(words, engineer);
    let around = speech.block.iter().any(|sentence| reviewed(&sentence.words)) || speech.topic == Topic::Reviewer;
    let each_of_them = each(words) && (reviewed(words) || around);
    if holds(words, together) && !each_of_them {
        Scope::Together
    } else if each_of_them || holds(words, &phrases::DRI_OR_DRIS) && !holds(words, one) {
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
    let sum = &phrases::IN_TOTAL;
    let about = &phrases::DRI;
    let short = &phrases::SAVE;
    if !holds(words, sum) || !holds(words, about) || holds(words, short) {
        return None;
    }
    let found = numbers(words).find_map(|(at, number)| {
        let adjective = is_one_of(words, at + 1, &phrases::REVIEW);
        let unit = if adjective { at + 2 } else { at + 1 };
        let near = find(after(words, unit + 1, 7), sum).is_some() || holds(before(words, at, 6), sum);
        let hours = is_one_of(words, unit, &phrases::HOUR_OR_HOURS);
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
    let each = &phrases::PER_DRI;
    let scope = if holds(words, each) {
        Scope::EachDri
    } else {
        Scope::Together
    };
    Some((scope, found))
}
