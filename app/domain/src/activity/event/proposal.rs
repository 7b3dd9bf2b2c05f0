use serde::{Deserialize, Deserializer, Serialize};

use super::{Noted, after, plain, say};
use crate::activity::{Place, Sentence};
use crate::document::Digest;
use crate::proposal::RevisionNumber;
use crate::terms::TermName;

/// Events of the pilot and its proposal; that it was sent is one of [`super::Approval`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Proposal {
    /// The pilot is there, with its first revision.
    #[serde(rename = "pilot.add")]
    AddPilot {
        /// Its name.
        #[serde(default)]
        name: Noted<String>,
        /// The zone its weeks and deadlines belong to.
        #[serde(default)]
        zone: Noted<String>,
        /// The first revision.
        revision: RevisionNumber,
        /// Its digest.
        #[serde(default)]
        digest: Noted<Digest>,
    },
    /// A second proposal was begun from the signed text of a pilot that was decided to iterate. Both pilots have this entry.
    #[serde(rename = "pilot.iterate")]
    Iterate {
        /// The second pilot's name.
        name: String,
        /// That of the first.
        first: String,
        /// The zone version of the first whose items and rules were taken over.
        zone_version: i32,
        /// The digest of the second pilot's first revision.
        #[serde(default)]
        digest: Noted<Digest>,
    },
    /// The pilot is example data.
    #[serde(rename = "pilot.mark_example")]
    MarkExample {},
    /// The pilot is called otherwise from here on.
    #[serde(rename = "pilot.rename")]
    Rename {
        /// Its name until then.
        from: String,
        /// Its name from then on.
        to: String,
    },
    /// A draft is out of the way.
    #[serde(rename = "pilot.archive")]
    Archive {},
    /// It goes on.
    #[serde(rename = "pilot.take_back")]
    TakeBack {},
    /// Its pages are gone.
    #[serde(rename = "pilot.put_away")]
    PutAway {},
    /// They are there again.
    #[serde(rename = "pilot.bring_back")]
    BringBack {},
    /// A revision was saved.
    #[serde(rename = "proposal.revise")]
    Revise {
        /// Its number.
        revision: RevisionNumber,
        /// Its digest.
        #[serde(default)]
        digest: Noted<Digest>,
        /// What changed.
        #[serde(default)]
        summary: String,
        /// Of an edit: the revision it was brought together with, if somebody saved in between. Nothing else is
        /// brought together.
        #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        merged_with: Option<Option<RevisionNumber>>,
    },
    /// Gaps were filled and terms set in a revision.
    #[serde(rename = "proposal.complete")]
    Complete {
        /// Its number.
        revision: RevisionNumber,
        /// Its digest.
        #[serde(default)]
        digest: Noted<Digest>,
        /// What changed.
        #[serde(default)]
        summary: String,
        /// The terms that changed.
        #[serde(default)]
        terms: Noted<Vec<TermName>>,
        /// The digest of the terms.
        #[serde(default)]
        terms_digest: Noted<Digest>,
    },
    /// An edit met what somebody else had saved, and is kept beside it.
    #[serde(rename = "proposal.keep_draft")]
    KeepDraft {
        /// The section's key.
        section: String,
        /// The revision the edit was begun on.
        #[serde(default)]
        base: Noted<RevisionNumber>,
        /// The revision it met.
        #[serde(default)]
        latest: Noted<RevisionNumber>,
    },
    /// An older revision became the newest.
    #[serde(rename = "proposal.restore")]
    Restore {
        /// The new number.
        revision: RevisionNumber,
        /// The old one.
        restored: RevisionNumber,
        /// The digest of both.
        #[serde(default)]
        digest: Noted<Digest>,
    },
    /// Somebody gave their word that the terms are the ones meant.
    #[serde(rename = "proposal.confirm_terms")]
    ConfirmTerms {
        /// On which revision.
        revision: RevisionNumber,
        /// The digest of the terms.
        #[serde(default)]
        terms_digest: Noted<Digest>,
    },
    /// A revision names a zone version.
    #[serde(rename = "proposal.name_zone")]
    NameZone {
        /// The revision.
        revision: RevisionNumber,
        /// Its digest.
        #[serde(default)]
        digest: Noted<Digest>,
        /// The version.
        zone_version: i32,
        /// The digest of the terms.
        #[serde(default)]
        terms_digest: Noted<Digest>,
    },
}

impl Proposal {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::AddPilot { revision, .. } => say("began the proposal with ").revision(*revision),
            Self::Iterate { name, first, .. } => say(format!(
                "began the second proposal “{name}”, from the signed text of “{first}”"
            )),
            Self::MarkExample {} => say("marked the pilot as an example"),
            Self::Rename { from, to } => say("renamed ").and(format!("“{}” to “{}”", from, to)),
            Self::Archive {} => say("archived the draft"),
            Self::TakeBack {} => say("took the draft back from the archive"),
            Self::PutAway {} => say("put the draft away"),
            Self::BringBack {} => say("brought the draft back"),
            Self::Revise { revision, summary, .. } => say("saved ").revision(*revision).and(after(": ", summary)),
            Self::Complete { revision, summary, .. } => say("completed the proposal as ")
                .revision(*revision)
                .and(after(": ", summary)),
            Self::KeepDraft { section, .. } => say("kept a draft of the section ")
                .link(plain(section), Place::Section(section.clone()))
                .and(", which somebody else had changed"),
            Self::Restore { revision, restored, .. } => {
                say("restored ").revision(*restored).and(" as ").revision(*revision)
            }
            Self::ConfirmTerms { revision, .. } => say("confirmed the terms of ").revision(*revision),
            Self::NameZone {
                revision, zone_version, ..
            } => say("named ")
                .zone(*zone_version)
                .and(" in the terms of ")
                .revision(*revision),
        }
    }
}

/// A key that is there is kept, also when it says null.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
