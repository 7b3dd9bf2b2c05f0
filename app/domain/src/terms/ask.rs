//! What the asks of a document are about.

use serde::{Deserialize, Serialize};

use super::Terms;

/// What an ask is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Running the pilot.
    Run,
    /// The review hours of the engineering DRIs.
    ReviewHours,
    /// The boundary, by version.
    ZoneBoundary,
    /// Attending the readout.
    Readout,
    /// Something else the document asks.
    Other,
}

impl Subject {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 5] = [
        Self::Run,
        Self::ReviewHours,
        Self::ZoneBoundary,
        Self::Readout,
        Self::Other,
    ];

    /// Its word in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::ReviewHours => "review_hours",
            Self::ZoneBoundary => "zone_boundary",
            Self::Readout => "readout",
            Self::Other => "other",
        }
    }

    /// Reads the word of a form; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.as_str() == word)
    }

    /// What is asked, for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Run => "Run the pilot",
            Self::ReviewHours => "Give the review hours",
            Self::ZoneBoundary => "Agree to the zone boundary",
            Self::Readout => "Attend the readout and decide",
            Self::Other => "A further ask of its own",
        }
    }

    /// What a sentence clearly asks for; `None` when a person has to say. The most telling word decides: whoever asks
    /// for the readout or the zone may speak of the pilot, too.
    fn of(words: &str) -> Option<Self> {
        let words = words.to_lowercase();
        let holds = |any: &[&str]| any.iter().any(|word| words.contains(word));
        let told = [
            (Self::Readout, holds(&["readout", "read-out", "read out"])),
            (
                Self::ReviewHours,
                holds(&["hour"]) && holds(&["week", "review", "engineer"]),
            ),
            (
                Self::ZoneBoundary,
                holds(&["zone", "boundar"]) && !holds(&["time zone", "timezone"]),
            ),
        ];
        let mut told = told.into_iter().filter(|(_, told)| *told).map(|(subject, _)| subject);
        match (told.next(), told.next()) {
            (Some(subject), None) => Some(subject),
            (None, _) => {
                let run = holds(&["run the pilot"]) || holds(&["approv"]) && holds(&["pilot"]);
                run.then_some(Self::Run)
            }
            (Some(_), Some(_)) => None,
        }
    }
}

impl Terms {
    /// Each ask in the document's words with what it is about: as a person said, or as the sentence clearly says.
    /// Of two that say the same, the first is taken for it, and about the second somebody has to be asked.
    #[must_use]
    pub fn ask_subjects(&self) -> Vec<(&String, Option<Subject>)> {
        let mut taken: Vec<Subject> = Vec::new();
        self.asks
            .iter()
            .map(|words| {
                let said = self.assigned.get(words).copied();
                let about = said.or_else(|| Subject::of(words).filter(|subject| !taken.contains(subject)));
                taken.extend(about.filter(|_| said.is_none()));
                (words, about)
            })
            .collect()
    }
}
