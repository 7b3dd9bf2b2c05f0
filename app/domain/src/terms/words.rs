//! Sentences as words and numbers, so that digits, number words, hyphens and signs read the same.

/// One word, lowercase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) number: Option<Number>,
}

/// A number as stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Whole(u32),
    /// A decimal, or one end of a range.
    Unclear,
}

impl Number {
    /// The value if it is beyond doubt and small enough for a term.
    pub(super) fn value(self) -> Option<u8> {
        match self {
            Self::Whole(value) => u8::try_from(value).ok(),
            Self::Unclear => None,
        }
    }
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// The words of a sentence. What stands between placeholder brackets is no statement and is left out.
pub(super) fn words(sentence: &str) -> Vec<Word> {
    join(split(sentence))
}

fn split(sentence: &str) -> Vec<String> {
    let chars: Vec<char> = sentence.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let start = at;
        if c.is_ascii_digit() {
            while chars.get(at).is_some_and(|c| c.is_ascii_digit())
                || (matches!(chars.get(at), Some('.' | ',')) && chars.get(at + 1).is_some_and(char::is_ascii_digit))
            {
                at += 1;
            }
            words.push(chars[start..at].iter().collect());
            continue;
        }
        if c.is_alphabetic() {
            while chars
                .get(at)
                .is_some_and(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
            {
                at += 1;
            }
            let word: String = chars[start..at].iter().flat_map(|c| c.to_lowercase()).collect();
            let word = word.replace('’', "'");
            let word = word.strip_suffix("'s").unwrap_or(&word);
            words.push(word.trim_matches('\'').into());
            continue;
        }
        at += 1;
        match c {
            '[' => {
                let close = chars[at..].iter().position(|c| *c == ']').map(|close| at + close);
                if let Some(close) = close.filter(|close| chars.get(close + 1) != Some(&'(')) {
                    at = close + 1;
                    words.push("…".into());
                }
            }
            // The address of a link.
            '(' if start > 0 && chars[start - 1] == ']' => {
                at += chars[at..].iter().position(|c| *c == ')').map_or(0, |close| close + 1);
            }
            '%' => words.push("percent".into()),
            '≥' => words.extend(["at".into(), "least".into()]),
            '≤' => words.extend(["at".into(), "most".into()]),
            '>' if next == '=' => words.extend(["at".into(), "least".into()]),
            '<' if next == '=' => words.extend(["at".into(), "most".into()]),
            '/' => words.push("/".into()),
            '-' | '–' | '—' => words.push("-".into()),
            _ => {}
        }
    }
    words
}

/// Recognises numbers and marks ranges.
fn join(split: Vec<String>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(split.len());
    for text in split {
        let number = number(&text);
        let before = |back: usize| words.len().checked_sub(back).map(|at| words[at].text.as_str());
        match (text.as_str(), before(1), before(2)) {
            ("cent", Some("per"), _) => {
                words.pop();
                words.push(Word {
                    text: "percent".into(),
                    number: None,
                });
            }
            ("dozen", Some("a"), Some("half")) => {
                words.truncate(words.len() - 2);
                words.push(Word {
                    text,
                    number: Some(Number::Whole(6)),
                });
            }
            ("dozen", Some("a"), _) => {
                words.pop();
                words.push(Word {
                    text,
                    number: Some(Number::Whole(12)),
                });
            }
            ("of", Some("pair"), _) => {
                words.pop();
                words.push(Word {
                    text: "pair".into(),
                    number: Some(Number::Whole(2)),
                });
            }
            // "twenty-five"
            (_, Some("-"), Some(tens)) if TENS.contains(&tens) && matches!(number, Some(Number::Whole(1..=9))) => {
                words.pop();
                if let (Some(tens), Some(Number::Whole(ones))) = (words.last_mut(), number)
                    && let Some(Number::Whole(value)) = &mut tens.number
                {
                    *value += ones;
                    tens.text = format!("{}-{text}", tens.text);
                }
            }
            _ => words.push(Word { text, number }),
        }
    }
    for at in 1..words.len().saturating_sub(1) {
        let between = at > 1 && words[at].text == "and" && words[at - 2].text == "between";
        if (between || matches!(words[at].text.as_str(), "to" | "-" | "or"))
            && words[at - 1].number.is_some()
            && words[at + 1].number.is_some()
        {
            words[at - 1].number = Some(Number::Unclear);
            words[at + 1].number = Some(Number::Unclear);
        }
    }
    words.retain(|word| word.text != "-");
    words
}

fn number(word: &str) -> Option<Number> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(word.parse().map_or(Number::Unclear, Number::Whole));
    }
    let tens = || TENS.iter().position(|tens| *tens == word).map(|at| (at + 2) * 10);
    let value = SMALL.iter().position(|small| *small == word).or_else(tens)?;
    u32::try_from(value).ok().map(Number::Whole)
}

/// Whether one of the phrases, parted by `|`, is there. A word that ends in `*` stands for all words
/// that begin so.
pub(super) fn holds(words: &[Word], phrases: &str) -> bool {
    phrases.split('|').any(|phrase| {
        let phrase: Vec<&str> = phrase.split_whitespace().collect();
        words.windows(phrase.len()).any(|window| {
            window.iter().zip(&phrase).all(|(word, wanted)| {
                wanted
                    .strip_suffix('*')
                    .map_or(word.text == *wanted, |stem| word.text.starts_with(stem))
            })
        })
    })
}
