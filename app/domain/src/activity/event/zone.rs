use serde::{Deserialize, Serialize};

use super::{Noted, after, say};
use crate::activity::{Place, Sentence};
use crate::document::Digest;
use crate::zone::remark::{RemarkKind, named};

/// Events of the zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Zone {
    /// A version was saved.
    #[serde(rename = "zone.revise")]
    Revise {
        /// Its number.
        version: i32,
        /// Over its items.
        #[serde(default)]
        digest: Noted<Digest>,
        /// What changed.
        #[serde(default)]
        summary: String,
    },
    /// Somebody signed a version.
    #[serde(rename = "zone.sign")]
    Sign {
        /// Its number.
        version: i32,
        /// What exactly.
        #[serde(default)]
        digest: Noted<Digest>,
        /// The word of the [`crate::zone::Signatory`].
        #[serde(rename = "as", default)]
        signatory: Noted<&'static str>,
    },
    /// An amendment was proposed: a version to take the place of the one in force.
    #[serde(rename = "zone.propose")]
    Propose {
        /// Its number.
        version: i32,
        /// Over its items.
        #[serde(default)]
        digest: Noted<Digest>,
        /// What changed.
        #[serde(default)]
        summary: String,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// Everybody signed an amendment: it is in force.
    #[serde(rename = "zone.amend")]
    Amend {
        /// The version in force from now on.
        version: i32,
        /// The one before.
        before: i32,
    },
    /// An amendment was taken back before everybody had signed it.
    #[serde(rename = "zone.withdraw")]
    Withdraw {
        /// Its version.
        version: i32,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// Somebody objected to an item, or commented on it.
    #[serde(rename = "zone.remark")]
    Remark {
        /// Its row.
        remark: i64,
        /// What is meant by it.
        kind: RemarkKind,
        /// The item's sentence.
        item: String,
        /// The rule it is about.
        #[serde(default)]
        rule: Noted<Option<String>>,
        /// On which version.
        #[serde(default)]
        version: Noted<i32>,
    },
    /// A remark was answered.
    #[serde(rename = "zone.answer")]
    Answer {
        /// Its row.
        remark: i64,
        /// What was meant by it.
        kind: RemarkKind,
        /// The item's sentence.
        item: String,
    },
    /// A remark was resolved.
    #[serde(rename = "zone.resolve")]
    Resolve {
        /// Its row.
        remark: i64,
        /// What was meant by it.
        kind: RemarkKind,
        /// The item's sentence.
        item: String,
    },
    /// Changes of the past were imported, to try versions against.
    #[serde(rename = "zone.import_history")]
    ImportHistory {
        /// How many.
        changes: usize,
    },
}

impl Zone {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Revise { version, summary, .. } => say("saved ").zone(*version).and(after(": ", summary)),
            Self::ImportHistory { changes: 1 } => say("imported ").link("1 past change", Place::ZoneHistory),
            Self::ImportHistory { changes } => {
                say("imported ").link(format!("{changes} past changes"), Place::ZoneHistory)
            }
            Self::Sign { version, .. } => say("signed ").zone(*version),
            Self::Propose { version, summary, .. } => say("proposed ")
                .zone(*version)
                .and(" as an amendment")
                .and(after(": ", summary)),
            Self::Amend { version, before } => say("brought ")
                .zone(*version)
                .and(format!(" into force, in the place of version {before}")),
            Self::Withdraw { version, .. } => say("took back ").zone(*version).and(", proposed as an amendment"),
            Self::Remark { remark, kind, item, .. } => match kind {
                RemarkKind::Objection => say("objected to ").link(named(item), Place::ZoneRemark(*remark)),
                RemarkKind::Comment => say("commented on ").link(named(item), Place::ZoneRemark(*remark)),
            },
            Self::Answer { remark, kind, item } => {
                say("answered the ").link(kind.about(item), Place::ZoneRemark(*remark))
            }
            Self::Resolve { remark, kind, item } => {
                say("resolved the ").link(kind.about(item), Place::ZoneRemark(*remark))
            }
        }
    }
}
