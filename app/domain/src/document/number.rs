//! Numbers as words say them, in digits or in letters.

use crate::decimal::Decimal;

/// A number as stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// A whole number.
    Whole(u32),
    /// One with decimals, at most two of them.
    Decimal(Decimal),
    /// A finer decimal, one end of a range, or a word such as "several".
    Unclear,
}

impl Number {
    /// The value if it is beyond doubt, whole and small enough for a term.
    pub fn value(self) -> Option<u8> {
        match self {
            Self::Whole(value) => u8::try_from(value).ok(),
            Self::Decimal(_) | Self::Unclear => None,
        }
    }

    /// The value, with its decimals, if it is beyond doubt and small enough for a term.
    pub fn decimal(self) -> Option<Decimal> {
        match self {
            Self::Whole(_) => self.value().map(Decimal::from),
            Self::Decimal(value) => Some(value),
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
/// The tens from twenty, in letters.
pub const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// Words that count, and that are never read further.
const VAGUE: &str = "hundred | thousand | million";

/// Whether a word says a number, in digits or in letters.
pub fn is_number(word: &str) -> bool {
    word.contains(char::is_numeric) || number(&word.to_lowercase()).is_some()
}

/// The number a word says; `None` for a word that says none.
pub fn number(word: &str) -> Option<Number> {
    if word.starts_with(char::is_numeric) {
        // "3.0" is 3.
        let whole = [".0", ",0", ".00", ",00"]
            .iter()
            .find_map(|zeros| word.strip_suffix(zeros));
        let word = whole
            .filter(|whole| whole.bytes().all(|b| b.is_ascii_digit()))
            .unwrap_or(word);
        // A comma may part thousands, or items: only a point is read.
        let decimal = || word.contains('.').then(|| word.parse().ok())?.map(Number::Decimal);
        return Some(
            word.parse()
                .map_or_else(|_| decimal().unwrap_or(Number::Unclear), Number::Whole),
        );
    }
    let tens = || TENS.iter().position(|tens| *tens == word).map(|at| (at + 2) * 10);
    if let Some(value) = SMALL.iter().position(|small| *small == word).or_else(tens) {
        return u32::try_from(value).ok().map(Number::Whole);
    }
    VAGUE.split(" | ").any(|vague| vague == word).then_some(Number::Unclear)
}
