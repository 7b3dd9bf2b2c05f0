//! What the readout decides.

use serde::{Deserialize, Serialize};

use super::outlook::Outlook;
use super::verdict::Verdict;

/// What the readout decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Take the model to more teams.
    Expand,
    /// Run a second pilot.
    Iterate,
    /// Stay on the current model.
    RollBack,
}

impl Choice {
    /// Every choice, in the order it is offered.
    pub const ALL: [Self; 3] = [Self::Expand, Self::Iterate, Self::RollBack];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Expand => "Expand",
            Self::Iterate => "Iterate",
            Self::RollBack => "Roll back",
        }
    }

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Iterate => "iterate",
            Self::RollBack => "roll_back",
        }
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }

    /// What a verdict of the agreed rule asks for.
    pub fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Success => Self::Expand,
            Verdict::Iterate => Self::Iterate,
            Verdict::RollBack => Self::RollBack,
        }
    }

    /// Where the agreed rule points; `None` while more than one verdict is possible.
    pub fn pointed_to(outlook: &Outlook) -> Option<Self> {
        outlook.verdict.map(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for choice in Choice::ALL {
            assert_eq!(Choice::parse(choice.as_str()), Some(choice));
        }
        assert_eq!(Choice::parse("stop"), None);
    }
}
