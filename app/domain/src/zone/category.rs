//! The kinds of things that zones name.

use serde::{Deserialize, Serialize};

/// What kind of change an item of the PM zone allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Words people read.
    Copy,
    /// Feature flags and their rollout.
    Flag,
    /// Prompts of AI features.
    Prompt,
    /// Events and dashboards.
    Analytics,
    /// Additions to configuration that break nothing.
    ConfigAddition,
    /// Front-end changes made of existing parts.
    ComposedFrontEnd,
}

impl Category {
    /// Every category, in the order forms offer them.
    pub const ALL: [Self; 6] = [
        Self::Copy,
        Self::Flag,
        Self::Prompt,
        Self::Analytics,
        Self::ConfigAddition,
        Self::ComposedFrontEnd,
    ];

    /// The words pages use.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Copy => "Copy",
            Self::Flag => "Flag",
            Self::Prompt => "Prompt",
            Self::Analytics => "Analytics",
            Self::ConfigAddition => "Config addition",
            Self::ComposedFrontEnd => "Composed front-end",
        }
    }

    /// The word in forms and in stored items.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Flag => "flag",
            Self::Prompt => "prompt",
            Self::Analytics => "analytics",
            Self::ConfigAddition => "config_addition",
            Self::ComposedFrontEnd => "composed_front_end",
        }
    }

    /// Reads the word of a form; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == word)
    }

    /// The category a sentence plainly speaks of; `None` when it speaks of none or of several.
    #[must_use]
    pub fn guess(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let names = |starts: &[&str]| {
            words
                .iter()
                .any(|word| starts.iter().any(|start| word.starts_with(start)))
        };
        let front_end = names(&["frontend"]) || text.contains("front-end") || text.contains("front end");
        let spoken: Vec<Self> = [
            (names(&["copy", "string", "wording"]), Self::Copy),
            (names(&["flag"]), Self::Flag),
            (names(&["prompt"]), Self::Prompt),
            (names(&["analytic", "telemetry", "dashboard"]), Self::Analytics),
            (front_end, Self::ComposedFrontEnd),
        ]
        .into_iter()
        .filter_map(|(spoken, category)| spoken.then_some(category))
        .collect();
        match spoken[..] {
            [one] => Some(one),
            // Flags and prompts are often called configuration: the word counts only alone.
            [] => names(&["config"]).then_some(Self::ConfigAddition),
            _ => None,
        }
    }
}
