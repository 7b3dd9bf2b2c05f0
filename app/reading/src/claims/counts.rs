//! Weeks, people, features and hours.

use super::{Said, Speech, Sure, after, before, in_comparison, is_one_of, labelled, number, numbers, said, single};
use super::{span, sure, text};
use crate::topic::Topic;
use crate::words::{Word, holds};
use domain::document::number::Number;

const PILOT: &str = "pilot | trial | programme | program | experiment | duration | test run | run";

pub(super) fn weeks(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    if let Some((label, last, number)) = labelled(speech)
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
    let unit = "week | weeks | fortnight | fortnights | month | months | day | days";
    let full = "full | whole | calendar | consecutive | working | work | business";
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
            let working = last > at + 1 && !is_one_of(words, at + 1, "calendar | full | whole | consecutive");
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
    let counted = "last | past | previous | first | final | next | second | another | every | each | within | recent | in \
         | after | further | extra | additional | other | per";
    let then = "ago | later | earlier | before | after | notice | advance | holiday* | vacation | leave | sprint* | buffer \
         | break | onboarding | training | preparation | window | cycle* | old | long-term";
    let elsewhere = "extend* | extension | second pilot | another pilot | next pilot | follow up | vacation | holiday* | \
         on leave | away | sick | notice | sprint* | queue* | backlog* | wait* | sits | freeze | survey window | \
         onboarding | training | probation | expire* | retention | deprecat* | refactor* | migration*";
    // Days are the length of the pilot only where nothing else is told in days.
    let in_days = text(words, last).starts_with("day");
    if in_days
        && holds(
            words,
            "idea | commit* | review* | cycle* | merge* | open | reply | answer*",
        )
    {
        return false;
    }
    if holds(before(words, at, 2), counted) || holds(after(words, next, 2), then) || holds(words, elsewhere) {
        return false;
    }
    // "one month, i.e. four weeks"
    if holds(before(words, at, 2), "i e | that is | meaning") && holds(&words[..at], "month*") && holds(words, PILOT) {
        return true;
    }
    // "a four-week pilot", "four-week duration"
    if holds(after(words, next, 3), PILOT) || text(words, next) == "long" && holds(after(words, next + 1, 2), PILOT) {
        return true;
    }
    // "Duration: four weeks", "a trial of four weeks"
    let length = "duration | length | how long | timeline | time frame | timeframe | timebox | time boxed to | timeboxed | pilot \
         of | trial of | programme of | program of | experiment of | period of | lasting | scheduled for | window of | limited to";
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
                "will | shall | should | must | to | only | itself | would | might | may | could | can | that | which",
            )
        {
            subject -= 1;
        }
        let lasts = is_one_of(words, verb_at, verb) || verb_at + 1 == at && is_one_of(words, verb_at, "is | be");
        // "Pilot: lasts four weeks"
        let headed = subject == 0 && is_one_of(words, verb_at, "lasts | runs") && holds(speech.under, PILOT);
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
    let tried =
        "pilot this | trial this | run this | try this | try it | run it | run a pilot | run the pilot | pilot it";
    if holds(near, "for | over | during") && holds(&words[clause..at], tried) {
        return true;
    }
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
    let alone = at == 0 || in_days && speech.parted(at - 1, &[',', ':', '|']);
    alone && topical && speech.ends_at(last)
}

pub(super) fn pilot_pms(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    if let Some((label, last, number)) = labelled(speech)
        && label.len() <= 3
        && (speech.topic != Topic::Other || holds(label, "pilot"))
        && (label.last().is_some_and(|word| word.text == "pms")
            || label.ends_with(&crate::words::words("product managers")))
        && !holds(label, "all | other | our")
    {
        return Some(Said {
            value: number.value(),
            near: None,
            at: last.at.clone(),
        });
    }
    let taking_part = "pilot | pilots | trial | experiment | take part | takes part | taking part | participat* | enrol* | join* | \
         picked | select* | chosen | ship | ships | shipping | one per arm | in each arm | push | merge | merges | commit | commits";
    let elsewhere =
        "expand* | scale* | scaling | rollout | roll out | later | eventually | wave | beyond | hire* | hiring | left";
    let opening = speech
        .block
        .first()
        .is_some_and(|sentence| sentence.section == "opening");
    let topical = opening || matches!(speech.topic, Topic::Design | Topic::Asks | Topic::Summary);
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
            let people = "participants | team | people | cohort | who | staffing";
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
            let all =
                "have | has | had | employ* | of | of our | of the | among | all | other | remaining | than | hired";
            (*alone || !holds(before(words, *at, 2), all)) && !in_comparison(words, *at)
        })
        .map(|(at, number, _)| said(words, at, at, number, &sure(words, at, at)))
        .collect();
    single(found)
}

pub(super) fn baseline_features(speech: &Speech<'_>) -> Option<Said<u8>> {
    let words = speech.words;
    let baseline =
        |words: &[Word]| holds(words, "baseline* | compar* | reference") || super::conditions::of_features(words);
    let headed = holds(speech.under, "baseline*");
    if !headed && !speech.block.iter().any(|sentence| baseline(&sentence.words)) {
        return None;
    }
    if let Some((label, last, number)) = labelled(speech)
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
            // "four (4) features"
            let again = |noun: usize| words.get(noun).is_some_and(|word| word.number == Some(number));
            while noun < at + 7 && (is_one_of(words, noun, describing) || again(noun)) {
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
                        "shipped last | shipped most recently | most recently | shipped before | before the | released before | \
                         released last | that went | built before | finished before | old model",
                    );
                let sure = if earlier { sure(words, at, at) } else { Sure::Not };
                return (headed || baseline(words))
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
