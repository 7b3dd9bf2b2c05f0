//! The zone boundary: what pilot PMs may change, what stays with engineering, and the path rules
//! that tell one from the other (`product.md` section 6).

pub mod amendment;
mod boundary;
mod category;
mod change;
mod comparison;
mod contents;
mod covered;
pub mod draft;
mod edit;
mod edits;
mod example;
mod export;
pub mod history;
mod judgement;
mod limit;
mod overlap;
mod patch;
mod policy;
mod reach;
pub mod remark;
mod rule;
mod signing;
mod typed;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::document::{Digest, capitalised};
use crate::terms::Terms;

pub use boundary::{Boundary, MAX_CHANGED_FILES, Matching, PathVerdict, Wanted};
pub use category::Category;
pub use change::{ChangedFile, Contents, FileChange, FileKind};
pub use comparison::{Changed, Comparison, ItemChange, Order, Overtaken, RuleChange};
pub use covered::{Covered, covered};
pub use edit::{EditProblem, MAX_ITEMS, MAX_TEXT};
pub use edits::{Edits, KeyEdit};
pub use example::{MAX_EXAMPLES, Missed, examples, missed};
pub use export::{Agreed, Export};
pub use judgement::{ChangeVerdict, Counts, FileVerdict, FileZone, Unjudged, Why};
pub use limit::{Breach, Limit};
pub use patch::unpatched;
pub use policy::{BadPolicy, POLICY_SCHEMA, POLICY_SCHEMA_NAME, Policy};
pub use reach::Reach;
pub use rule::{BadRule, MAX_RULE_LENGTH, MAX_RULES, PathRule};
pub use signing::{Signatory, Signature, SignatureStatus, signed};
pub use typed::{Form, NotRead, TypedChange, Unread};

/// Who works on what an item names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Pilot PMs may change it.
    PmZone,
    /// It stays with engineering.
    EngineeringZone,
}

impl Side {
    /// Both sides, in the order of the page.
    pub const ALL: [Self; 2] = [Self::PmZone, Self::EngineeringZone];

    /// The words pages use.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::PmZone => "PM zone",
            Self::EngineeringZone => "Engineering zone",
        }
    }

    /// The word in forms and in stored items.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PmZone => "pm_zone",
            Self::EngineeringZone => "engineering_zone",
        }
    }

    /// Reads the word of a form; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.as_str() == word)
    }

    /// The opposite side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::PmZone => Self::EngineeringZone,
            Self::EngineeringZone => Self::PmZone,
        }
    }
}

/// One line of the boundary: a sentence people agree to, and the paths it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneItem {
    /// Whose it is.
    pub side: Side,
    /// What kind of change it allows; `None` on the engineering side, and until somebody says.
    pub category: Option<Category>,
    /// The sentence.
    pub text: String,
    /// The paths, in order; the last rule that matches a path counts.
    pub rules: Vec<PathRule>,
    /// What may change in its files, if not all; `None` on the engineering side. Left out where there is none, so that
    /// digests of what was signed before stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// Paths that it is meant to cover, tried whenever a zone is saved. Left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
}

/// Whether two sentences name the same item: a zone has no two that differ in the case of letters alone.
fn is_named_alike(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// The items a document's terms name, PM zone first. They have no path rules yet: a document speaks
/// of things, not of paths.
#[must_use]
pub fn items_from_terms(terms: &Terms) -> Vec<ZoneItem> {
    let item = |side, text: &String| ZoneItem {
        side,
        category: match side {
            Side::PmZone => Category::guess(text),
            Side::EngineeringZone => None,
        },
        text: capitalised(text.trim()).chars().take(MAX_TEXT).collect(),
        rules: Vec::new(),
        limit: None,
        examples: Vec::new(),
    };
    let pm = terms.pm_zone.iter().map(|text| item(Side::PmZone, text));
    let engineering = terms
        .engineering_zone
        .iter()
        .map(|text| item(Side::EngineeringZone, text));
    pm.chain(engineering).take(MAX_ITEMS).collect()
}

/// The digest of a zone version: SHA-256 over the items as JSON, in order, without white space.
#[must_use]
pub fn digest(items: &[ZoneItem]) -> Digest {
    let json = serde_json::to_vec(items).expect("texts and words always have a JSON form");
    hex::encode(Sha256::digest(&json))
        .parse()
        .expect("32 bytes written in hexadecimal are a digest")
}

#[cfg(test)]
mod tests;
