//! Where a criterion stands.

use serde::{Deserialize, Serialize};

/// Where a criterion stands (`metrics.md`, "Criteria").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Final: nothing missing or still to come could change it.
    Met,
    /// Final: nothing missing or still to come could change it.
    NotMet,
    /// Met by the value today, which can still change.
    MetSoFar,
    /// Not met by the value today, which can still change.
    NotMetSoFar,
    /// No value can be given, or its bounds straddle the bar with nothing more to come.
    NotKnown,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Met,
        Self::NotMet,
        Self::MetSoFar,
        Self::NotMetSoFar,
        Self::NotKnown,
    ];

    /// Reads the word of a row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// The state of a value on this side of its bar.
    pub(crate) fn of(met: bool, is_final: bool) -> Self {
        match (met, is_final) {
            (true, true) => Self::Met,
            (false, true) => Self::NotMet,
            (true, false) => Self::MetSoFar,
            (false, false) => Self::NotMetSoFar,
        }
    }

    /// Whether nothing can change it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Met | Self::NotMet)
    }

    /// Which side of the bar the value is on today; `None` if not known.
    pub fn side(self) -> Option<bool> {
        match self {
            Self::Met | Self::MetSoFar => Some(true),
            Self::NotMet | Self::NotMetSoFar => Some(false),
            Self::NotKnown => None,
        }
    }

    /// The words pages use, always beside the mark.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::NotMet => "Not met",
            Self::MetSoFar => "Met so far",
            Self::NotMetSoFar => "Not met so far",
            Self::NotKnown => "Not known",
        }
    }

    /// The word in URLs and class names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::MetSoFar => "met_so_far",
            Self::NotMetSoFar => "not_met_so_far",
            Self::NotKnown => "not_known",
        }
    }

    /// The same value while nothing is final yet.
    pub(crate) fn not_final(self) -> Self {
        self.side().map_or(Self::NotKnown, |met| Self::of(met, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        let words = State::ALL.map(State::as_str);
        assert_eq!(words, ["met", "not_met", "met_so_far", "not_met_so_far", "not_known"]);
        assert_eq!(words.map(State::parse), State::ALL.map(Some));
        assert_eq!(State::parse("maybe"), None);
    }
}
