//! The numbers of a pilot: scorecard, figures, charts, and one page per metric.

pub mod charts;
pub mod figure;
mod measured;
pub(crate) mod numbers;
pub mod pages;
pub mod region;
pub mod scorecard;

/// The five metrics, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// M1.
    IdeaToCommit,
    /// M2.
    ReviewCycles,
    /// M3.
    CycleTime,
    /// M4.
    Energy,
    /// M5.
    Outcome,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 5] = [
        Self::IdeaToCommit,
        Self::ReviewCycles,
        Self::CycleTime,
        Self::Energy,
        Self::Outcome,
    ];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IdeaToCommit => "idea-to-commit",
            Self::ReviewCycles => "review-cycles",
            Self::CycleTime => "cycle-time",
            Self::Energy => "energy",
            Self::Outcome => "outcome",
        }
    }

    /// Reads the word of an address; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.as_str() == word)
    }

    /// The title of its figure.
    pub fn title(self) -> &'static str {
        match self {
            Self::IdeaToCommit => "Days from idea to first commit",
            Self::ReviewCycles => "Engineering review cycles per PR",
            Self::CycleTime => "Cycle time, PR opened to merged",
            Self::Energy => "PM self-reported energy, 1 to 5",
            Self::Outcome => "Feature outcome: primary metric",
        }
    }

    /// Its name among the others.
    pub fn short(self) -> &'static str {
        match self {
            Self::IdeaToCommit => "First commit",
            Self::ReviewCycles => "Review cycles",
            Self::CycleTime => "Cycle time",
            Self::Energy => "Energy",
            Self::Outcome => "Primary metric",
        }
    }

    /// The beginning of the ids on its figure.
    pub fn id(self) -> &'static str {
        match self {
            Self::IdeaToCommit => "m1",
            Self::ReviewCycles => "m2",
            Self::CycleTime => "m3",
            Self::Energy => "m4",
            Self::Outcome => "m5",
        }
    }

    /// The metric a criterion (1 to 4) is judged by.
    pub fn of_criterion(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::IdeaToCommit),
            2 => Some(Self::ReviewCycles),
            3 => Some(Self::Energy),
            4 => Some(Self::Outcome),
            _ => None,
        }
    }
}
