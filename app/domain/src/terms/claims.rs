//! What single sentences claim about the terms that are numbers, yes or no, or a time.

use super::outline::{Outline, Sentence};
use super::topic::Topic;
use super::words::{Number, Word, holds};
use super::{Statistic, TermName};

/// What one sentence says about one term. `None` when it speaks of the term in a way that can be
/// read in more than one way.
#[derive(Clone, Debug)]
pub(super) struct Claim<'a, T> {
    pub(super) value: Option<T>,
    pub(super) sentence: Sentence<'a>,
}

/// Everything claimed, term by term, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Claims<'a> {
    pub(super) numbers: Vec<(TermName, Claim<'a, u8>)>,
    pub(super) hours: Vec<(Scope, Claim<'a, u8>)>,
    pub(super) statistic: Vec<Claim<'a, Statistic>>,
    pub(super) conditions: Vec<(TermName, Claim<'a, bool>)>,
    /// "Fewer than three: roll back" as the number from which on one does not roll back.
    pub(super) roll_back_below: Vec<Claim<'a, u8>>,
}

/// Whose hours a sentence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Each DRI's, one per pilot PM.
    EachDri,
    /// Those of one engineer, for the whole pilot.
    OneEngineer,
    /// Not said.
    Unknown,
}

/// Reads every sentence outside the background and the risks.
pub(super) fn claims<'a>(outline: &Outline<'a>, criteria: usize) -> Claims<'a> {
    let mut claims = Claims::default();
    let told = |sentence: &&Sentence<'a>| !matches!(sentence.topic, Topic::Background | Topic::Risk);
    let blocks = outline.sentences.chunk_by(|one, next| one.block == next.block);
    for (block, sentence) in blocks.flat_map(|block| block.iter().filter(told).map(move |sentence| (block, sentence))) {
        let words = &sentence.words;
        let mut number = |term, value: Option<Option<u8>>| {
            claims.numbers.extend(value.map(|value| (term, claim(sentence, value))));
        };
        number(TermName::Weeks, weeks(words, sentence.topic));
        number(TermName::PilotPms, pilot_pms(words, sentence.topic));
        number(TermName::BaselineFeatures, baseline_features(words, block));
        number(TermName::CommitDropPercent, commit_drop(words));
        number(TermName::EnergyAtLeast, energy(words));
        for piece in pieces(sentence.source) {
            let piece = super::words::words(&piece);
            number(TermName::SuccessAt, success(&piece, criteria));
            number(TermName::IterateAt, iterate(&piece));
            claims
                .roll_back_below
                .extend(roll_back(&piece).map(|value| claim(sentence, Some(value))));
        }
        claims
            .hours
            .extend(hours(words, block).map(|(scope, value)| (scope, claim(sentence, value))));
        claims
            .statistic
            .extend(statistic(words, block).map(|value| claim(sentence, value)));
        let condition = |term, value: Option<Option<bool>>| value.map(|value| (term, claim(sentence, value)));
        claims.conditions.extend(condition(
            TermName::CyclesMustNotIncrease,
            cycles(words, sentence.topic),
        ));
        claims
            .conditions
            .extend(condition(TermName::OutcomeMustMove, outcome(words)));
    }
    claims
}

fn claim<'a, T>(sentence: &Sentence<'a>, value: Option<T>) -> Claim<'a, T> {
    Claim {
        value,
        sentence: sentence.clone(),
    }
}

/// The number at this place, if there is one.
fn number(words: &[Word], at: usize) -> Option<Number> {
    words.get(at).and_then(|word| word.number)
}

fn text(words: &[Word], at: usize) -> &str {
    words.get(at).map_or("", |word| word.text.as_str())
}

fn is_one_of(words: &[Word], at: usize, wanted: &str) -> bool {
    words
        .get(at)
        .is_some_and(|word| holds(std::slice::from_ref(word), wanted))
}

/// A line of a form, "Baseline features: 4": up to seven words without a number, then the number.
fn labelled(words: &[Word]) -> Option<(&[Word], Number)> {
    let (last, label) = words.split_last()?;
    let form = (1..=7).contains(&label.len()) && label.iter().all(|word| word.number.is_none());
    last.number.filter(|_| form).map(|number| (label, number))
}

/// The up to `n` words before a place.
fn before(words: &[Word], at: usize, n: usize) -> &[Word] {
    &words[at.saturating_sub(n)..at]
}

fn after(words: &[Word], at: usize, n: usize) -> &[Word] {
    let from = at.min(words.len());
    &words[from..(from + n).min(words.len())]
}

/// One value out of several found in a sentence: `None` inside when they differ or one is unclear.
fn single(values: Vec<Option<u8>>) -> Option<Option<u8>> {
    let first = *values.first()?;
    Some(first.filter(|_| values.iter().all(|value| *value == first)))
}

fn weeks(words: &[Word], topic: Topic) -> Option<Option<u8>> {
    let pilot = "pilot* | trial* | duration | length | lasts | programme | program | experiment";
    let waiting = "queue* | backlog* | wait* | sits | sprint*";
    if let Some((label, number)) = labelled(words)
        && label.last().is_some_and(|word| word.text == "weeks")
        && topic != Topic::Other
    {
        return Some(number.value());
    }
    let values = (0..words.len())
        .filter(|at| is_one_of(words, at + 1, "week | weeks | wk | wks"))
        .filter_map(|at| number(words, at).map(|number| (at, number)))
        .filter(|(at, _)| {
            let other = "last | past | previous | first | final | next | second | another | every | within | recent";
            !holds(before(words, *at, 2), other)
                && !is_one_of(words, at + 2, "ago | later | earlier | before | after | notice")
                && !holds(words, "extend* | extension")
                && !holds(after(words, at + 2, 3), "second | after | before")
        })
        .filter(|_| holds(words, pilot) || !holds(words, waiting))
        .filter(|(at, _)| {
            let told = holds(words, pilot) || holds(before(words, *at, 2), "for | over | end of");
            told || topic != Topic::Other
        })
        .map(|(_, number)| number.value())
        .collect();
    single(values)
}

fn pilot_pms(words: &[Word], topic: Topic) -> Option<Option<u8>> {
    let taking_part = "pilot* | trial* | experiment | take part | takes part | picked | ship* | arm | arms";
    if topic == Topic::Other && !holds(words, taking_part) {
        return None;
    }
    if let Some((label, number)) = labelled(words)
        && (label.last().is_some_and(|word| word.text == "pms")
            || label.ends_with(&super::words::words("product managers")))
    {
        return Some(number.value());
    }
    let describing = "senior | pilot | experienced | equally | hand | picked | volunteer | volunteering | product | \
         most | seasoned | chosen | of | our | the";
    let values = (0..words.len())
        .filter_map(|at| number(words, at).map(|number| (at, number)))
        .filter(|(at, _)| {
            let mut noun = at + 1;
            while noun < at + 6 && is_one_of(words, noun, describing) {
                noun += 1;
            }
            let managers = text(words, noun) == "managers" && text(words, noun - 1) == "product";
            (managers || text(words, noun) == "pms") && !holds(before(words, *at, 2), "past | beyond | than")
        })
        .map(|(_, number)| number.value())
        .collect();
    single(values)
}

fn baseline_features(words: &[Word], block: &[Sentence<'_>]) -> Option<Option<u8>> {
    let baseline = |words: &[Word]| holds(words, "baseline* | compar* | reference");
    if !block.iter().any(|sentence| baseline(&sentence.words)) {
        return None;
    }
    if let Some((label, number)) = labelled(words)
        && label.last().is_some_and(|word| word.text == "features")
    {
        return Some(number.value());
    }
    let describing = "most | recent | recently | shipped | released | last | latest | previous | earlier | past | old \
         | model | comparable | finished | completed | delivered | prior | newest | of | the | our";
    let values = (0..words.len())
        .filter_map(|at| number(words, at).map(|number| (at, number)))
        .filter(|(at, _)| {
            let mut noun = at + 1;
            while noun < at + 7 && is_one_of(words, noun, describing) {
                noun += 1;
            }
            text(words, noun) == "features"
        })
        .map(|(_, number)| number.value())
        .collect();
    single(values)
}

fn about_first_commit(words: &[Word]) -> bool {
    holds(words, "first commit") || holds(words, "idea") && holds(words, "commit*")
}

fn commit_drop(words: &[Word]) -> Option<Option<u8>> {
    let falls = "drop* | fall* | fell | reduc* | decreas* | shrink* | shrank | cut | lower | shorter | less | \
         down | fewer | below";
    let strict = "at most | up to | no more than | more than | over | about | around | roughly | maybe | nearly";
    if !about_first_commit(words) || !holds(words, falls) {
        return None;
    }
    let mut values: Vec<Option<u8>> = (0..words.len())
        .filter(|at| text(words, at + 1) == "percent")
        .filter_map(|at| number(words, at).map(|number| (at, number)))
        .map(|(at, number)| number.value().filter(|_| !holds(before(words, at, 4), strict)))
        .collect();
    if values.is_empty() && holds(words, "half | halve*") {
        values.push(Some(50));
    }
    if values.is_empty() && holds(words, "a quarter | one quarter") {
        values.push(Some(25));
    }
    if values.is_empty()
        && holds(
            words,
            "third | thirds | significant* | clear* | noticeabl* | substantial*",
        )
    {
        values.push(None);
    }
    single(values)
}

fn energy(words: &[Word]) -> Option<Option<u8>> {
    if !holds(words, "energy") {
        return None;
    }
    let values = (0..words.len())
        .filter_map(|at| number(words, at).map(|number| (at, number)))
        .filter_map(|(at, number)| {
            let floor = "at least | minimum | minimum of | no lower than | not below | no less than | at or above";
            let near = before(words, at, 3);
            let floor = holds(near, floor)
                || holds(near, "below | under") && holds(words, "not | never | no")
                || holds(
                    after(words, at + 1, 2),
                    "or more | or higher | or above | or better | or over",
                );
            if floor {
                return Some(number.value());
            }
            let scored = is_one_of(words, at + 1, "out | of | /") && holds(words, "averag* | mean | score*");
            let strict = holds(near, "above | more than | over | around | about");
            (scored || strict).then_some(None)
        })
        .collect();
    single(values)
}

fn cycles(words: &[Word], topic: Topic) -> Option<Option<bool>> {
    let cycles = "review cycle* | review round* | rounds of review | cycles of review | review iteration*";
    if !holds(words, cycles) {
        return None;
    }
    let not_more = "not increas* | not rise | not risen | not grow | not grown | not go up | not gone up | no \
         increase | no rise | not higher | no higher | not exceed | no more | not more | at or below | \
         never increas* | didn't increase | don't increase | doesn't increase | not climb | not to \
         increase";
    if holds(words, not_more) {
        return Some(Some(true));
    }
    // A bar of another kind is not ours to translate.
    (topic == Topic::Criteria).then_some(None)
}

fn outcome(words: &[Word]) -> Option<Option<bool>> {
    let metric = holds(
        words,
        "primary metric | main metric | key metric | headline metric | its metric | own metric",
    );
    let moves = holds(
        words,
        "move* | moving | shift* | improve* | went | goes | go | up | down | rise* | rose",
    );
    let expected = holds(
        words,
        "direction | expected | intended | predicted | right way | as planned | hoped",
    );
    (metric && moves && expected).then(|| Some(!holds(words, "not | need not | regardless")).filter(|stated| *stated))
}

fn statistic(words: &[Word], block: &[Sentence<'_>]) -> Option<Option<Statistic>> {
    if !block
        .iter()
        .any(|sentence| holds(&sentence.words, "baseline* | statistic | compar*"))
    {
        return None;
    }
    let median = holds(words, "median");
    let mean = holds(
        words,
        "the mean | a mean | mean of | arithmetic mean | mean value | average of | the average | statistic mean | \
         baseline mean | mean baseline",
    );
    match (median, mean) {
        (true, false) => Some(Some(Statistic::Median)),
        (false, true) => Some(Some(Statistic::Mean)),
        (true, true) => Some(None),
        (false, false) => None,
    }
}

fn hours(words: &[Word], block: &[Sentence<'_>]) -> Option<(Scope, Option<u8>)> {
    let values = (0..words.len())
        .filter_map(|at| number(words, at).map(|number| (at, number)))
        .filter(|(at, _)| {
            let weekly = is_one_of(words, at + 1, "weekly");
            let unit = if weekly { at + 2 } else { at + 1 };
            let next = after(words, unit + 1, 6);
            let by_week = weekly || holds(before(words, *at, 3), "weekly") || holds(next, "week | weekly");
            is_one_of(words, unit, "hour | hours | h | hrs") && by_week && !holds(next, "total")
        })
        .map(|(_, number)| number.value())
        .collect();
    let form = labelled(words).filter(|(label, _)| holds(label, "hours") && holds(label, "week | weekly"));
    let value = form.map(|(_, number)| number.value()).or_else(|| single(values))?;
    Some((scope(words, block), value))
}

fn scope(words: &[Word], block: &[Sentence<'_>]) -> Scope {
    let each = |words: &[Word]| {
        holds(
            words,
            "per pilot pm | per pm | per dri | each dri | each pm | each pilot pm | per product manager",
        ) || holds(
            words,
            "each pilot product manager | each product manager | per engineer | each engineer | each reviewer",
        ) || holds(
            words,
            "per reviewer | apiece | each of them | each of the two | every dri | per pilot product manager",
        )
    };
    let one = "one senior engineer | one engineer | a senior engineer | a single engineer | a single senior \
         engineer | an engineer | one reviewer | a reviewer";
    if each(words) || holds(words, "dri | dris") && !holds(words, one) {
        Scope::EachDri
    } else if holds(words, one) {
        Scope::OneEngineer
    } else if block.iter().any(|sentence| each(&sentence.words)) {
        Scope::EachDri
    } else {
        Scope::Unknown
    }
}

const SUCCESS: &str = "success* | succeed* | expand*";
const ITERATE: &str = "iterat* | second pilot | another pilot | another round";
const ROLL_BACK: &str = "roll back | rolls back | rolled back | rollback | stay on the current";

/// A sentence that names several outcomes is cut until each piece names one.
fn pieces(sentence: &str) -> Vec<String> {
    let outcomes = |piece: &str| {
        let words = super::words::words(piece);
        [SUCCESS, ITERATE, ROLL_BACK]
            .iter()
            .filter(|names| holds(&words, names))
            .count()
    };
    let cut = |piece: String, at: char| -> Vec<String> {
        if outcomes(&piece) > 1 {
            piece.split(at).map(str::to_owned).collect()
        } else {
            vec![piece]
        }
    };
    cut(sentence.to_owned(), ';')
        .into_iter()
        .flat_map(|piece| cut(piece, ','))
        .collect()
}

/// A number of criteria: not of weeks, and not after "fewer than".
fn counts(words: &[Word]) -> Vec<(usize, Option<u8>)> {
    (0..words.len())
        .filter_map(|at| number(words, at).map(|number| (at, number.value())))
        .filter(|(at, _)| !is_one_of(words, at + 1, "week | weeks | pms | month | months"))
        .filter(|(at, _)| !holds(before(words, *at, 2), "fewer than | less than"))
        .filter(|(at, _)| !holds(after(words, at + 1, 2), "or fewer | or less"))
        // "every one of the four"
        .filter(|(at, _)| !holds(before(words, *at, 1), "every | each | any | no"))
        .collect()
}

fn success(words: &[Word], criteria: usize) -> Option<Option<u8>> {
    let named = holds(words, "success* | succeed*");
    // To expand is what success leads to; the word alone is also used for the choice as such.
    if !named && !holds(words, "expand* if | expand* when | expand* at | we expand")
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
            || is_one_of(words, at + 1, "of | /") && number(words, at + 2) == number(words, *at)
            || is_one_of(words, at + 1, "criteria | met | are | hold | of")
    });
    if let Some((_, value)) = all {
        return Some(*value);
    }
    let whole = "all of the following | all of these | all the following | each of the following | all criteria | \
         all of the criteria | every criterion | each of these";
    holds(words, whole).then(|| u8::try_from(criteria).ok().filter(|criteria| *criteria > 0))
}

fn iterate(words: &[Word]) -> Option<Option<u8>> {
    if !holds(words, ITERATE) || holds(words, "not iterate") {
        return None;
    }
    let counts = counts(words);
    let (_, value) = counts.first()?;
    // "One of them missed" counts the other way round; that is left to a person.
    Some(value.filter(|_| !holds(words, "fail* | miss* | not met | short of | unmet")))
}

fn roll_back(words: &[Word]) -> Option<u8> {
    if !holds(words, ROLL_BACK) {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let value = number(words, at)?.value()?;
        if holds(before(words, at, 2), "fewer than | less than | below") {
            Some(value)
        } else if holds(after(words, at + 1, 2), "or fewer | or less") {
            Some(value + 1)
        } else {
            None
        }
    })
}
