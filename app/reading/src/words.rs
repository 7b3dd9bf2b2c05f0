//! Sentences as words and numbers, so that digits, number words, hyphens and signs read the same.

use std::ops::Range;

use crate::when::month;
use domain::document::number::{Number, TENS, number};

/// One word, lowercase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) number: Option<Number>,
    /// Where it stands in the source, in bytes.
    pub(crate) at: Range<usize>,
}

/// The words of a text on its own. What stands between placeholder brackets is no statement and is left out.
pub(crate) fn words(text: &str) -> Vec<Word> {
    words_of(text, 0..text.len(), &[])
}

/// The words of a part of the source. What stands between placeholder brackets or in one of the
/// `hidden` ranges (in order) states nothing: one `…` takes its place.
pub(crate) fn words_of(source: &str, range: Range<usize>, hidden: &[Range<usize>]) -> Vec<Word> {
    join(split(source, range, hidden))
}

fn split(source: &str, range: Range<usize>, hidden: &[Range<usize>]) -> Vec<Word> {
    let chars: Vec<(usize, char)> = source[range.clone()]
        .char_indices()
        .map(|(at, c)| (range.start + at, c))
        .collect();
    let char_at = |at: usize| chars.get(at).map_or(' ', |(_, c)| *c);
    let byte_at = |at: usize| chars.get(at).map_or(range.end, |(byte, _)| *byte);
    let mut words: Vec<Word> = Vec::new();
    let mut push = |text: String, from: usize, to: usize| {
        let number = number(&text);
        let at = byte_at(from)..byte_at(to);
        words.push(Word { text, number, at });
    };
    let mut hidden = hidden.iter().skip_while(|hidden| hidden.end <= range.start).peekable();
    // Where the next of these marks stands, so that looking for it takes one pass in all.
    let mut close = Ahead::of(']');
    let mut end = Ahead::of(')');
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while hidden.next_if(|hidden| hidden.end <= byte_at(start)).is_some() {}
        if let Some(hidden) = hidden.peek().filter(|hidden| hidden.start <= byte_at(start)) {
            while at < chars.len() && byte_at(at) < hidden.end {
                at += 1;
            }
            push("…".into(), start, at);
            continue;
        }
        let c = char_at(at);
        if c.is_numeric() {
            while char_at(at).is_numeric()
                || (matches!(char_at(at), '.' | ',' | ':' | '\u{2019}' | '\'') && char_at(at + 1).is_numeric())
            {
                at += 1;
            }
            push(chars[start..at].iter().map(|(_, c)| c).collect(), start, at);
            continue;
        }
        if c.is_alphabetic() {
            while char_at(at).is_alphanumeric()
                || matches!(char_at(at), '\'' | '’' | '_') && char_at(at + 1).is_alphanumeric()
            {
                at += 1;
            }
            let word: String = chars[start..at].iter().flat_map(|(_, c)| c.to_lowercase()).collect();
            let word = word.replace('’', "'");
            let word = word.strip_suffix("'s").unwrap_or(&word);
            push(word.into(), start, at);
            continue;
        }
        at += 1;
        let next = char_at(at);
        match c {
            '[' => {
                if let Some(close) = close.after(at, &chars).filter(|close| char_at(close + 1) != '(') {
                    at = close + 1;
                    push("…".into(), start, at);
                }
            }
            // The address of a link.
            '(' if start > 0 && char_at(start - 1) == ']' => {
                at = end.after(at, &chars).map_or(at, |close| close + 1);
            }
            '%' => push("percent".into(), start, at),
            '↓' | '⬇' => push("down".into(), start, at),
            '↑' | '⬆' => push("up".into(), start, at),
            '≥' | '>' if c == '≥' || next == '=' => {
                push("at".into(), start, at);
                push("least".into(), start, at);
            }
            '≤' | '<' if c == '≤' || next == '=' => {
                push("at".into(), start, at);
                push("most".into(), start, at);
            }
            '>' if start > 0 => {
                push("more".into(), start, at);
                push("than".into(), start, at);
            }
            '<' => {
                push("less".into(), start, at);
                push("than".into(), start, at);
            }
            '~' | '≈' if next.is_ascii_digit() || next == ' ' => push("about".into(), start, at),
            '/' => push("/".into(), start, at),
            '-' | '–' | '—' | '−' | '‐' | '‑' => push("-".into(), start, at),
            '&' => push("and".into(), start, at),
            // "3+ of 4"
            '+' if start > 0 && char_at(start - 1).is_ascii_digit() && !next.is_alphanumeric() => {
                push("or".into(), start, at);
                push("more".into(), start, at);
            }
            '$' | '€' | '£' | '#' | '+' | '±' | '×' => push("…".into(), start, at),
            _ => {}
        }
    }
    words
}

/// The place of a mark from some place on, remembered.
struct Ahead {
    mark: char,
    found: Option<usize>,
    /// Whether there is none any more.
    none: bool,
}

impl Ahead {
    const fn of(mark: char) -> Self {
        Self {
            mark,
            found: None,
            none: false,
        }
    }

    fn after(&mut self, at: usize, chars: &[(usize, char)]) -> Option<usize> {
        if !self.none && self.found.is_none_or(|found| found < at) {
            self.found = (at..chars.len()).find(|at| chars[*at].1 == self.mark);
            self.none = self.found.is_none();
        }
        self.found.filter(|found| *found >= at)
    }
}

/// Puts numbers of several words together and marks ranges.
fn join(split: Vec<Word>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(split.len());
    for word in split {
        match joined(&words, &word) {
            Some((back, text, number)) => {
                let from = words.len() - back;
                let at = words.get(from).map_or(word.at.start, |first| first.at.start)..word.at.end;
                words.truncate(from);
                words.push(Word { text, number, at });
            }
            None => words.push(word),
        }
    }
    for at in 1..words.len().saturating_sub(1) {
        // "6 April 2026 to 29 May": two dates, and no range of numbers.
        let year = words[at - 1].text.len() == 4 && matches!(words[at - 1].number, Some(Number::Whole(1900..2200)));
        if year || words.get(at + 2).is_some_and(|word| month(&word.text).is_some()) {
            continue;
        }
        let between = at > 1 && words[at].text == "and" && words[at - 2].text == "between";
        if (between || matches!(words[at].text.as_str(), "to" | "-" | "or" | "maybe" | "perhaps" | "…"))
            && words[at - 1].number.is_some()
            && words[at + 1].number.is_some()
        {
            words[at - 1].number = Some(Number::Unclear);
            words[at + 1].number = Some(Number::Unclear);
        }
        // A price, a rank, an issue, a sum.
        if words[at - 1].text == "…" && words[at - 1].at.end == words[at].at.start && words[at].number.is_some() {
            words[at].number = Some(Number::Unclear);
        }
    }
    for at in 0..words.len().saturating_sub(1) {
        // "−30 %": a sign, close to its number and to nothing else. A thin space takes three bytes.
        let gap = words[at + 1].at.start.saturating_sub(words[at].at.end);
        let near = matches!(gap, 0 | 3) && words[at + 1].number.is_some();
        let free = at.checked_sub(1).is_none_or(|before| {
            let before = &words[before];
            before.number.is_none() && before.text != "percent" && before.at.end < words[at].at.start
        });
        if words[at].text == "-" && near && free {
            words[at].text = "minus".into();
        }
    }
    words.retain(|word| word.text != "-");
    words
}

/// How many of the words so far the next one makes one with, as which word, and its number.
fn joined(words: &[Word], word: &Word) -> Option<(usize, String, Option<Number>)> {
    let before = |back: usize| words.len().checked_sub(back).map(|at| words[at].text.as_str());
    let count = |back: usize| words.len().checked_sub(back).and_then(|at| words[at].number);
    let text = word.text.clone();
    match (word.text.as_str(), before(1), before(2)) {
        ("cent", Some("per"), _) => Some((1, "percent".into(), None)),
        // "4 p.m."
        ("m", Some(half @ ("a" | "p")), _) if words[words.len() - 1].at.end + 1 == word.at.start => {
            Some((1, format!("{half}m"), None))
        }
        ("wk", ..) => Some((0, "week".into(), None)),
        ("wks", ..) => Some((0, "weeks".into(), None)),
        ("pct", ..) => Some((0, "percent".into(), None)),
        ("dozen", Some("a"), Some("half")) => Some((2, text, Some(Number::Whole(6)))),
        ("dozen", Some("a" | "one"), _) => Some((1, text, Some(Number::Whole(12)))),
        ("of", Some("pair"), _) => Some((1, "pair".into(), Some(Number::Whole(2)))),
        // "two dozen", "one hundred and four", "two and a half"
        ("dozen" | "hundred" | "thousand" | "million", ..) if count(1).is_some() => {
            Some((1, text, Some(Number::Unclear)))
        }
        (_, Some("and"), Some("hundred" | "thousand")) if word.number.is_some() => {
            Some((2, text, Some(Number::Unclear)))
        }
        ("half", Some("a"), Some("and")) if count(3).is_some() => Some((3, text, Some(Number::Unclear))),
        // "twenty-five", "twenty five"
        (_, Some("-"), Some(tens)) if TENS.contains(&tens) && ones(word.number).is_some() => {
            Some((2, format!("{tens}-{text}"), sum(count(2), word.number)))
        }
        (_, Some(tens), _) if TENS.contains(&tens) && ones(word.number).is_some() => {
            Some((1, format!("{tens}-{text}"), sum(count(1), word.number)))
        }
        _ => None,
    }
}

fn ones(number: Option<Number>) -> Option<u32> {
    match number? {
        Number::Whole(value @ 1..=9) => Some(value),
        _ => None,
    }
}

fn sum(tens: Option<Number>, number: Option<Number>) -> Option<Number> {
    match (tens?, number?) {
        (Number::Whole(tens), Number::Whole(ones)) => Some(Number::Whole(tens + ones)),
        _ => Some(Number::Unclear),
    }
}

/// Phrases to look for, compiled.
pub(crate) struct Phrases(Vec<Vec<Wanted>>);

/// A word of a phrase.
struct Wanted {
    stem: &'static str,
    /// Whether it stands for all words that begin so.
    open: bool,
}

impl Phrases {
    /// Phrases parted by `|`. A word that ends in `*` stands for all words that begin so.
    pub(crate) fn of(text: &'static str) -> Self {
        let wanted = |word: &'static str| match word.strip_suffix('*') {
            Some(stem) => Wanted { stem, open: true },
            None => Wanted {
                stem: word,
                open: false,
            },
        };
        let phrases = text
            .split('|')
            .map(|phrase| phrase.split_whitespace().map(wanted).collect());
        Self(phrases.collect())
    }
}

impl Wanted {
    fn is(&self, word: &Word) -> bool {
        word.text.starts_with(self.stem) && (self.open || word.text.len() == self.stem.len())
    }
}

/// Whether one of the phrases is there.
pub(crate) fn holds(words: &[Word], phrases: &Phrases) -> bool {
    find(words, phrases).is_some()
}

/// Where the first of the phrases that is there stands, counted in words.
pub(crate) fn find(words: &[Word], phrases: &Phrases) -> Option<Range<usize>> {
    phrases.0.iter().find_map(|phrase| {
        let mut places = words.windows(phrase.len()).enumerate();
        let (from, _) = places.find(|(_, words)| phrase.iter().zip(*words).all(|(wanted, word)| wanted.is(word)))?;
        Some(from..from + phrase.len())
    })
}
