//! What a pull request of a pilot's feature has to pass before engineering reviews it (`product.md` section 7): it stays
//! inside the signed zone, the PM PR Review skill file passed at its newest commit, the DRI signed off its PLANNING.md, and
//! its feature declares a flag. A DRI can waive a gate, and can stop a pull request that passes them all.

mod files;
mod judged;
mod report;
pub mod told;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::document::Digest;

pub use files::{Commit, Files, Head, Listed, NotKnown, Pushed, Read, heads};
pub use judged::{InForce, Judged, JudgedHead, Submitted, in_force, judge};
pub use report::{FilesReport, SkillReport, is_commit, read_files};

/// One thing to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Every file is in the PM zone of the version in force.
    Zone,
    /// The PM PR Review skill file passed at the newest commit.
    SkillFile,
    /// The DRI signed off the feature's PLANNING.md as it is.
    Planning,
    /// The feature declares its flag.
    Flag,
}

impl Gate {
    /// All of them, in the order of pages.
    pub const ALL: [Self; 4] = [Self::Zone, Self::SkillFile, Self::Planning, Self::Flag];

    /// Its name on pages.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Zone => "Inside the PM zone",
            Self::SkillFile => "PM PR Review skill file",
            Self::Planning => "PLANNING.md signed off",
            Self::Flag => "Feature flag declared",
        }
    }

    /// The word in forms and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::SkillFile => "skill_file",
            Self::Planning => "planning",
            Self::Flag => "flag",
        }
    }

    /// Reads that word; `None` for any other.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.as_str() == word)
    }
}

/// Where a gate stands, by the facts alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is passed.
    Passed,
    /// Something is still to come.
    Open,
    /// It says no.
    Failed,
}

/// One gate of one pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Which.
    pub gate: Gate,
    /// Where it stands.
    pub standing: Standing,
    /// Why, for people.
    pub sentence: String,
    /// The DRI's word that lets it pass all the same, where it covers what stands in the way now.
    pub waiver: Option<Waiver>,
}

impl Passage {
    /// Whether nothing stands in the way here.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.standing == Standing::Passed || self.waiver.is_some()
    }

    /// In two or three words.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match (self.standing, &self.waiver) {
            (Standing::Passed, _) => "Passed",
            (_, Some(_)) => "Waived",
            (Standing::Open, None) => "Open",
            (Standing::Failed, None) => "Not passed",
        }
    }
}

/// A DRI lets a pull request pass although a gate does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Which gate.
    pub gate: Gate,
    /// For the zone, the paths that were outside: a file that comes in later is not covered.
    pub paths: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A DRI's last word on a pull request that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veto {
    /// Why.
    pub reason: String,
    /// Who, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What the skill file said of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillResult {
    /// The commit.
    pub head: String,
    /// Whether it passed.
    pub passed: bool,
    /// When it was done.
    pub at: DateTime<Utc>,
}

/// The PLANNING.md of a feature, as it was linked last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planning {
    /// Over its text.
    pub digest: Digest,
    /// Who linked it, as shown.
    pub linked_by: String,
    /// When.
    pub linked_at: DateTime<Utc>,
    /// The DRI who signed it off, as shown, and when.
    pub signed: Option<(String, DateTime<Utc>)>,
}

impl Planning {
    /// The digest by which a text is signed off: SHA-256 over its bytes, as `sha256sum PLANNING.md` prints it.
    #[must_use]
    pub fn digest_of(text: &str) -> Digest {
        Digest::of(Sha256::new_with_prefix(text))
    }
}

/// A commit in seven digits, as people read it.
#[must_use]
pub fn short(sha: &str) -> &str {
    sha.get(..7).unwrap_or(sha)
}

/// The skill file's gate: what counts is what it said last of the newest commit.
fn skill_file(head: &str, results: &[SkillResult]) -> (Standing, String) {
    let last = |of: &dyn Fn(&&SkillResult) -> bool| {
        results
            .iter()
            .filter(of)
            .max_by(|one, other| (one.at, one.passed, &one.head).cmp(&(other.at, other.passed, &other.head)))
    };
    let now = short(head);
    match (last(&|result| result.head == head), last(&|result| result.head != head)) {
        (Some(result), _) if result.passed => (Standing::Passed, format!("It passed at {now}, the newest commit.")),
        (Some(_), _) => (
            Standing::Failed,
            format!("It did not pass at {now}, the newest commit."),
        ),
        (None, Some(other)) => {
            let said = if other.passed { "passed" } else { "did not pass" };
            let then = short(&other.head);
            (
                Standing::Open,
                format!("It {said} at {then}. The newest commit, {now}, has not been checked."),
            )
        }
        (None, None) => (
            Standing::Open,
            format!("It has not been run at {now}, the newest commit."),
        ),
    }
}

/// The gate of PLANNING.md. `changed` is when a commit of the feature's pull requests last touched the file.
fn planning(planning: Option<&Planning>, changed: Option<DateTime<Utc>>) -> (Standing, String) {
    match planning {
        None => (Standing::Open, "No PLANNING.md is linked to the feature.".to_owned()),
        Some(Planning {
            signed: None,
            linked_by,
            ..
        }) => (
            Standing::Open,
            format!("The text that {linked_by} linked waits for the DRI’s sign-off."),
        ),
        Some(Planning {
            signed: Some((by, _)),
            linked_at,
            ..
        }) => match changed.filter(|changed| changed > linked_at) {
            Some(_) => (
                Standing::Open,
                format!("{by} signed it off, and a commit changed the file afterwards. Link it as it is now."),
            ),
            None => (Standing::Passed, format!("{by} signed it off.")),
        },
    }
}

/// The gate of the flag.
fn flag(key: &str) -> (Standing, String) {
    match key.trim() {
        "" => (Standing::Open, "The feature has no flag key.".to_owned()),
        key => (Standing::Passed, format!("The flag is {key}.")),
    }
}

#[cfg(test)]
mod tests;
