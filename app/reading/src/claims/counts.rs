//! Weeks, people, features and hours.

use super::{Said, Speech, Sure, after, before, in_comparison, is_one_of, labelled, number, numbers, said, single};
use super::{span, sure, text};
use crate::phrases;
use crate::topic::Topic;
use crate::words::{Word, holds};
use domain::document::number::Number;

pub(super) fn weeks(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    if let Some((label, last, number)) = labelled(speech)
        && label.last().is_some_and(|word| word.text == "weeks")
        && (label.len() == 1 && speech.topic != Topic::Other || holds(label, &phrases::PILOT_OR_TRIAL_OR_DURATION))
    {
        return Some(Said {
            value: number.value(),
            near: None,
            at: last.at.clone(),
        });
    }
    let unit = &phrases::WEEK_OR_WEEKS;
    let full = &phrases::FULL;
    let found = (0..words.len())
        .filter_map(|at| {
            let last = if is_one_of(words, at + 1, full) { at + 2 } else { at + 1 };
            if !is_one_of(words, last, unit) {
                return None;
            }
            let number = match (number(words, at), text(words, at)) {
                (None, "a" | "one") => Number::Whole(1),
                (number, _) => number?,
            };
            Some((at, last, number))
        })
        .filter(|(at, last, number)| {
            // "A week" is a unit of time, "a fortnight" and "a month" may be the length of something.
            let small = text(words, *last).starts_with(['w', 'd']) && matches!(number, Number::Whole(1));
            words[*at].number.is_some() || !small
        })
        .filter(|(at, last, _)| lasts_so_long(speech, *at, *last) && !in_comparison(words, *at))
        .map(|(at, last, number)| {
            let sure = sure(words, at, last);
            let near = |weeks: Option<u32>| Said {
                value: None,
                near: weeks.and_then(|weeks| u8::try_from(weeks).ok()),
                at: span(words, at, last),
            };
            let working = last > at + 1 && !is_one_of(words, at + 1, &phrases::CALENDAR);
            match (text(words, last), number) {
                // A month is about four weeks, and so are twenty working days.
                ("month" | "months", Number::Whole(n)) => near(Some(n).filter(|n| *n <= 6).map(|n| 4 * n)),
                ("day" | "days", Number::Whole(n)) if working => near((n % 5 == 0).then_some(n / 5)),
                ("day" | "days", Number::Whole(n)) if n > 0 && n % 7 == 0 => {
                    said(words, at, last, Number::Whole(n / 7), &sure)
                }
                ("month" | "months" | "day" | "days", _) => near(None),
                ("fortnight" | "fortnights", Number::Whole(n)) => said(words, at, last, Number::Whole(2 * n), &sure),
                _ => said(words, at, last, number, &sure),
            }
        })
        .collect();
    single(found)
}

/// Whether the number of weeks at this place is the length of the pilot.
fn lasts_so_long(speech: &Speech<'_>, at: usize, last: usize) -> bool {
    let (words, next) = (speech.words, last + 1);
    let counted = &phrases::LAST_OR_PAST;
    let then = &phrases::AGO;
    let elsewhere = &phrases::EXTEND;
    // Days are the length of the pilot only where nothing else is told in days.
    let in_days = text(words, last).starts_with("day");
    if in_days && holds(words, &phrases::IDEA) {
        return false;
    }
    if holds(before(words, at, 2), counted) || holds(after(words, next, 2), then) || holds(words, elsewhere) {
        return false;
    }
    // "one month, i.e. four weeks"
    if holds(before(words, at, 2), &phrases::I_E)
        && holds(&words[..at], &phrases::MONTH_ALONE)
        && holds(words, &phrases::PILOT)
    {
        return true;
    }
    // "a four-week pilot", "four-week duration"
    if holds(after(words, next, 3), &phrases::PILOT)
        || text(words, next) == "long" && holds(after(words, next + 1, 2), &phrases::PILOT)
    {
        return true;
    }
    // "Duration: four weeks", "a trial of four weeks"
    let length = &phrases::DURATION;
    let topical = matches!(
        speech.topic,
        Topic::Design | Topic::Asks | Topic::Reviewer | Topic::Summary | Topic::Criteria
    );
    let opening = speech
        .block
        .first()
        .is_some_and(|sentence| sentence.section == "opening");
    let topical = topical || opening || holds(words, &phrases::PILOT_OR_TRIAL_OR_EXPERIMENT);
    if topical && holds(before(words, at, 4), length) {
        return true;
    }
    // "the pilot lasts four weeks"
    let verb = &phrases::LASTS_OR_LAST;
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
            .is_none_or(|sentence| holds(&sentence.words, &phrases::PILOT_OR_TRIAL_OR_PROGRAMME_OR_EXPERIMENT));
    let who = if it {
        &phrases::PILOT_OR_TRIAL_OR_PROGRAMME
    } else {
        &phrases::PILOT_OR_TRIAL
    };
    let clause = speech.clause(&(at..at + 2)).start;
    let by_verb = (at.saturating_sub(6).max(clause)..at).any(|verb_at| {
        let mut subject = verb_at;
        while subject > 0 && is_one_of(words, subject - 1, &phrases::WILL) {
            subject -= 1;
        }
        let lasts = is_one_of(words, verb_at, verb) || verb_at + 1 == at && is_one_of(words, verb_at, &phrases::IS);
        // "Pilot: lasts four weeks"
        let headed = subject == 0 && is_one_of(words, verb_at, &phrases::LASTS) && holds(speech.under, &phrases::PILOT);
        lasts && (headed || subject > 0 && is_one_of(words, subject - 1, who))
    });
    if by_verb {
        return true;
    }
    if !topical {
        return false;
    }
    // "for four weeks", "over the course of four weeks", "at the end of four weeks"
    let near = &words[clause.max(at.saturating_sub(3))..at];
    let tried = &phrases::PILOT_THIS;
    if holds(near, &phrases::FOR) && holds(&words[clause..at], tried) {
        return true;
    }
    if holds(near, &phrases::END_OF) {
        return true;
    }
    // Of what goes on all the time: people who ship, and hours that are given.
    let going_on = &phrases::HOUR;
    let kept = &phrases::DASHBOARD;
    if holds(near, &phrases::FOR) && holds(words, going_on) && !holds(words, kept) {
        return true;
    }
    // "Four weeks, two PMs, one decision."
    let alone = at == 0 || in_days && speech.parted(at - 1, &[',', ':', '|']);
    alone && topical && speech.ends_at(last)
}

pub(super) fn pilot_pms(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    if let Some((label, last, number)) = labelled(speech)
        && label.len() <= 3
        && (speech.topic != Topic::Other || holds(label, &phrases::PILOT_ALONE))
        && (label.last().is_some_and(|word| word.text == "pms")
            || label.ends_with(&crate::words::words("product managers")))
        && !holds(label, &phrases::ALL)
    {
        return Some(Said {
            value: number.value(),
            near: None,
            at: last.at.clone(),
        });
    }
    let taking_part = &phrases::PILOT_OR_PILOTS;
    let elsewhere = &phrases::EXPAND;
    let opening = speech
        .block
        .first()
        .is_some_and(|sentence| sentence.section == "opening");
    let topical = opening || matches!(speech.topic, Topic::Design | Topic::Asks | Topic::Summary);
    if holds(words, elsewhere) {
        return None;
    }
    let describing = &phrases::SENIOR;
    let found = numbers(words)
        .filter_map(|(at, number)| {
            let mut noun = at + 1;
            while noun < at + 8
                && (is_one_of(words, noun, describing) || words.get(noun).is_some_and(|word| word.number.is_some()))
            {
                noun += 1;
            }
            // "Four weeks, two PMs, one decision."
            let people = &phrases::PARTICIPANTS;
            let named = holds(before(words, at, 2), people) || holds(speech.under, people);
            let alone = (topical || named) && noun < words.len() && speech.alone(&(at..noun + 1));
            if !alone && !holds(words, taking_part) {
                return None;
            }
            let managers = text(words, noun) == "managers" && text(words, noun - 1) == "product";
            (managers || text(words, noun) == "pms").then_some((at, number, alone))
        })
        // "We have nine PMs", "two of our nine PMs"
        .filter(|(at, _, alone)| {
            let all = &phrases::HAVE;
            (*alone || !holds(before(words, *at, 2), all)) && !in_comparison(words, *at)
        })
        .map(|(at, number, _)| said(words, at, at, number, &sure(words, at, at)))
        .collect();
    single(found)
}

pub(super) fn baseline_features(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    let baseline = |words: &[Word]| holds(words, &phrases::BASELINE_OR_COMPAR) || super::conditions::of_features(words);
    let headed = holds(speech.under, &phrases::BASELINE_ALONE);
    if !headed && !speech.block.iter().any(|sentence| baseline(&sentence.words)) {
        return None;
    }
    if let Some((label, last, number)) = labelled(speech)
        && label.last().is_some_and(|word| word.text == "features")
        && holds(label, &phrases::BASELINE_ALONE)
    {
        return Some(Said {
            value: number.value(),
            near: None,
            at: last.at.clone(),
        });
    }
    let recent = &phrases::RECENT;
    let describing = &phrases::MOST;
    let found = numbers(words)
        .filter_map(|(at, number)| {
            let mut noun = at + 1;
            // "four (4) features"
            let again = |noun: usize| words.get(noun).is_some_and(|word| word.number == Some(number));
            while noun < at + 7 && (is_one_of(words, noun, describing) || again(noun)) {
                noun += 1;
            }
            let before = before(words, at, 3);
            if text(words, noun) == "features" {
                let chosen = words.get(at.wrapping_sub(3)).is_some_and(|word| word.number.is_some())
                    || at == 2 && text(words, 0) == "of";
                if chosen && holds(before, &phrases::OF_THE) || holds(before, &phrases::OUT_OF) {
                    // "of the nine features": how many there are to choose from.
                    return Some(said(words, at, at, number, &Sure::Not));
                }
                let between = &words[at + 1..noun];
                let then = after(words, noun + 1, 3);
                let earlier =
                    holds(between, recent) || holds(before, &phrases::LAST) || holds(then, &phrases::SHIPPED_LAST);
                let sure = if earlier { sure(words, at, at) } else { Sure::Not };
                return (headed || baseline(words))
                    .then_some(())
                    .or(earlier.then_some(()))
                    .map(|()| said(words, at, at, number, &sure));
            }
            // "the last four", "four most recent": features, but not said.
            let nameless = holds(after(words, at + 1, 2), &phrases::MOST_RECENT) || holds(before, &phrases::THE_LAST);
            let time = is_one_of(words, at + 1, &phrases::WEEK);
            (nameless && !time && baseline(words)).then(|| said(words, at, at, number, &Sure::Not))
        })
        .collect();
    single(found)
}
