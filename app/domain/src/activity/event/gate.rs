use serde::{Deserialize, Serialize};

use super::{Noted, say};
use crate::activity::{Place, Sentence};
use crate::document::Digest;
use crate::person::Arm;

/// Events of what a pull request has to pass. `pull_request` is always like `acme/shop#12`, `id` its row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Gate {
    /// Somebody entered which files a pull request changes.
    #[serde(rename = "gate.list_files")]
    ListFiles {
        /// Which.
        pull_request: String,
        /// Its row.
        id: i64,
        /// At which commit.
        #[serde(default)]
        head: Noted<String>,
        /// How many.
        files: usize,
        /// By which token, where a program told it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// The code host listed which files a pull request changes.
    #[serde(rename = "gate.read_files")]
    ReadFiles {
        /// Like `acme/shop#12`.
        pull_request: String,
        /// At which commit.
        head: String,
        /// How many, by the code host's count.
        files: usize,
    },
    /// What the PM PR Review skill file said of a commit.
    #[serde(rename = "gate.record_skill")]
    RecordSkill {
        /// Where it is.
        repository: String,
        /// The commit.
        head: String,
        /// Whether it passed.
        passed: bool,
        /// Where it can be read.
        #[serde(default)]
        url: Noted<String>,
        /// By which token, where a program told it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
    /// A token for programs was made.
    #[serde(rename = "gate.make_token")]
    MakeToken {
        /// What it is for.
        name: String,
    },
    /// A token for programs was revoked.
    #[serde(rename = "gate.revoke_token")]
    RevokeToken {
        /// What it was for.
        name: String,
    },
    /// The PLANNING.md of a feature was linked.
    #[serde(rename = "gate.link_planning")]
    LinkPlanning {
        /// Of which arm's feature.
        arm: Arm,
        /// Over the text.
        #[serde(default)]
        digest: Noted<Digest>,
        /// Where it can be read.
        #[serde(default)]
        url: Noted<String>,
    },
    /// A DRI signed it off.
    #[serde(rename = "gate.sign_off_planning")]
    SignOffPlanning {
        /// Of which arm's feature.
        arm: Arm,
        /// Over the text.
        #[serde(default)]
        digest: Noted<Digest>,
    },
    /// A DRI let a pull request pass although a gate does not.
    #[serde(rename = "gate.waive")]
    Waive {
        /// Which.
        pull_request: String,
        /// Its row.
        id: i64,
        /// The gate, in words.
        gate: String,
        /// What it covers, for the zone.
        #[serde(default)]
        paths: Noted<Vec<String>>,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// A DRI stopped a pull request.
    #[serde(rename = "gate.veto")]
    Veto {
        /// Which.
        pull_request: String,
        /// Its row.
        id: i64,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// A DRI lifted a veto.
    #[serde(rename = "gate.lift_veto")]
    LiftVeto {
        /// Which.
        pull_request: String,
        /// Its row.
        id: i64,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
}

impl Gate {
    pub(crate) fn sentence(&self) -> Sentence {
        match self {
            Self::ListFiles {
                pull_request,
                id,
                files,
                token,
                ..
            } => {
                let files = match files {
                    1 => "1 file".to_owned(),
                    n => format!("{n} files"),
                };
                say(format!("entered that {files} change in "))
                    .link(pull_request, Place::PullRequest(*id))
                    .and(by(token.as_ref()))
            }
            Self::ReadFiles {
                pull_request,
                head,
                files,
            } => {
                let files = match files {
                    1 => "1 file changes".to_owned(),
                    n => format!("{n} files change"),
                };
                let short = crate::gate::short(head);
                say(format!("read that {files} in "))
                    .link("a pull request", Place::PullRequests)
                    .and(format!(", {pull_request} at {short}"))
            }
            Self::RecordSkill {
                repository,
                head,
                passed,
                token,
                ..
            } => {
                let short: String = head.chars().take(7).collect();
                let said = if *passed { "passed" } else { "did not pass" };
                say("recorded that ")
                    .link("the skill file", Place::PullRequests)
                    .and(format!(" {said} at {short} of {repository}{}", by(token.as_ref())))
            }
            Self::MakeToken { name } => say("made ")
                .link("a token for programs", Place::GateTokens)
                .and(format!(": {name}")),
            Self::RevokeToken { name } => say("revoked ")
                .link("a token for programs", Place::GateTokens)
                .and(format!(": {name}")),
            Self::LinkPlanning { arm, .. } => say("linked ")
                .link("PLANNING.md", Place::Planning(arm.as_str().to_owned()))
                .and(format!(" of the {}", arm.label().to_lowercase())),
            Self::SignOffPlanning { arm, .. } => say("signed off ")
                .link("PLANNING.md", Place::Planning(arm.as_str().to_owned()))
                .and(format!(" of the {}", arm.label().to_lowercase())),
            Self::Waive {
                pull_request, id, gate, ..
            } => say(format!("waived “{gate}” for ")).link(pull_request, Place::PullRequest(*id)),
            Self::Veto { pull_request, id, .. } => say("vetoed ").link(pull_request, Place::PullRequest(*id)),
            Self::LiftVeto { pull_request, id, .. } => {
                say("lifted the veto of ").link(pull_request, Place::PullRequest(*id))
            }
        }
    }
}

/// By which token a program told it; nothing where none did.
fn by(token: Option<&String>) -> String {
    token.map_or(String::new(), |token| format!(", by the token “{token}”"))
}
