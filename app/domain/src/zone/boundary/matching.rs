//! Editions of matching: what was signed means what it meant.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// An edition of matching. A zone version keeps the one it was made with, so that what was signed means what it meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matching {
    /// Letters are compared byte by byte; engineering wins wherever both sides match.
    First = 1,
    /// A letter with its accent is one letter, however it was written: `é` in one piece or in two.
    Second = 2,
    /// A rule that matches everything is its side's default: it counts only where nothing more specific matches on
    /// either side.
    Third = 3,
    /// Copy only keeps what is no word in a text: the places that a program fills, and markup.
    Fourth = 4,
}

impl Matching {
    /// Every edition, oldest first.
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];
    /// The one of new versions.
    pub const NEWEST: Self = Self::Fourth;

    /// Its number, as it is stored.
    #[must_use]
    pub const fn number(self) -> i32 {
        self as i32
    }

    /// The one with this number.
    #[must_use]
    pub fn of(number: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.number() == number)
    }

    /// How it decides, in a sentence for people.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::First | Self::Second => {
                "Within a side the last rule that matches counts; where both sides match, engineering wins."
            }
            Self::Third | Self::Fourth => {
                "Within a side the last rule that matches counts; where both sides match, engineering wins. A rule that matches everything is its side's default: it counts only where no other rule matches."
            }
        }
    }

    /// What is judged otherwise by the newer of two editions, a sentence each.
    #[must_use]
    pub fn changes(older: Self, newer: Self) -> Vec<&'static str> {
        Self::ALL
            .into_iter()
            .filter(|edition| *edition > older.min(newer) && *edition <= older.max(newer))
            .map(|edition| match edition {
                Self::First => "Letters are compared byte by byte.",
                Self::Second => "The two differ in how letters with accents are compared: since then one is one letter, however it was written.",
                Self::Third => "The two differ in what a rule that matches everything does: since then it is its side's default, and counts only where no other rule matches.",
                Self::Fourth => "The two differ in what copy only takes: since then placeholders and markup in a text have to stay.",
            })
            .collect()
    }

    /// Whether a rule that matches everything is judged last.
    pub(in crate::zone) fn has_defaults(self) -> bool {
        self >= Self::Third
    }

    /// Whether what is no word in a text has to stay where only copy may change.
    pub(in crate::zone) fn keeps_marks(self) -> bool {
        self >= Self::Fourth
    }

    /// The spelling of a text that is compared.
    pub(super) fn spelt(self, text: &str) -> Cow<'_, str> {
        if self == Self::First || is_nfc(text) {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.nfc().collect())
        }
    }
}
