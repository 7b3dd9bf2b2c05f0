use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Noted, after, say};
use crate::activity::{Place, Sentence};
use crate::approval::{Stated, Step, Verdict, counted_conditions};
use crate::document::Digest;
use crate::ids::{ApprovalId, ApprovalRequestId, ConditionId, DelegationId, PersonId};
use crate::proposal::RevisionNumber;

/// Events of requests, decisions, deputies and conditions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Approval {
    /// A revision was sent for approval.
    #[serde(rename = "proposal.send")]
    Send {
        /// The request.
        #[serde(default)]
        request: Noted<ApprovalRequestId>,
        /// The revision.
        revision: RevisionNumber,
        /// Its digest.
        #[serde(default)]
        digest: Noted<Digest>,
        /// The zone version sent with it.
        zone_version: i32,
        /// Whose decision it takes. The first entries name one `approver`.
        #[serde(alias = "approver", deserialize_with = "one_or_many")]
        approvers: Vec<PersonId>,
        /// When the decision is due.
        #[serde(default)]
        due_at: Noted<DateTime<Utc>>,
    },
    /// A decision in one seat of a request.
    #[serde(rename = "approval.decide")]
    Decide {
        /// The record.
        approval: ApprovalId,
        /// The request.
        #[serde(default)]
        request: Noted<ApprovalRequestId>,
        /// The revision decided on.
        revision: RevisionNumber,
        /// Its digest.
        #[serde(default)]
        digest: Noted<Digest>,
        /// The zone version.
        #[serde(default)]
        zone_version: Noted<i32>,
        /// The decision.
        verdict: Verdict,
        /// Whose seat it fills.
        #[serde(default)]
        seat: Noted<PersonId>,
        /// The conditions stated with it.
        #[serde(default)]
        conditions: Noted<Vec<Stated>>,
        /// By what right, when it was a deputy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegation: Option<DelegationId>,
        /// For whom, when it was a deputy.
        #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<String>,
    },
    /// A request was taken back.
    #[serde(rename = "approval.withdraw")]
    Withdraw {
        /// The request.
        #[serde(default)]
        request: Noted<ApprovalRequestId>,
        /// Its revision.
        revision: RevisionNumber,
        /// Why.
        reason: String,
    },
    /// An approver named a deputy.
    #[serde(rename = "approval.name_deputy")]
    NameDeputy {
        /// By what record.
        #[serde(default)]
        delegation: Noted<DelegationId>,
        /// The deputy.
        deputy: PersonId,
        /// Their name then.
        #[serde(default)]
        name: Noted<String>,
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// An approver took that back.
    #[serde(rename = "approval.revoke_deputy")]
    RevokeDeputy {
        /// The record.
        #[serde(default)]
        delegation: Noted<DelegationId>,
        /// The deputy.
        deputy: PersonId,
        /// Their name then.
        #[serde(default)]
        name: Noted<String>,
    },
    /// The owner of a condition handed in evidence.
    #[serde(rename = "approval.submit_evidence")]
    SubmitEvidence(OnCondition),
    /// The approver sent it back.
    #[serde(rename = "approval.return_evidence")]
    ReturnEvidence(OnCondition),
    /// The approver found the condition to be met.
    #[serde(rename = "approval.close_condition")]
    CloseCondition(OnCondition),
}

/// Something done about a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnCondition {
    /// Which.
    pub condition: ConditionId,
    /// What it asks for.
    pub text: String,
    /// The evidence, the reason or the note.
    #[serde(default)]
    pub note: Noted<String>,
}

impl Approval {
    /// The event of a step.
    pub fn step(step: Step, on: OnCondition) -> Self {
        match step {
            Step::Submit => Self::SubmitEvidence(on),
            Step::Return => Self::ReturnEvidence(on),
            Step::Close => Self::CloseCondition(on),
        }
    }

    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Send {
                revision,
                zone_version,
                approvers,
                ..
            } => say("sent ")
                .revision(*revision)
                .and(" with ")
                .zone(*zone_version)
                .and(" to ")
                .people(approvers)
                .and(" for approval"),
            Self::Decide {
                approval,
                revision,
                verdict,
                conditions,
                on_behalf_of,
                ..
            } => {
                let verb = match verdict {
                    Verdict::Approve | Verdict::ApproveWithConditions => "approved ",
                    Verdict::RequestChanges => "returned ",
                    Verdict::Decline => "declined ",
                };
                let with = match conditions.len() {
                    0 => String::new(),
                    n => format!(" with {}", counted_conditions(n)),
                };
                say(verb)
                    .revision(*revision)
                    .and(with)
                    .and(after(" for ", on_behalf_of.as_deref().unwrap_or_default()))
                    .and(" ")
                    .link("(record)", Place::Approval(approval.0))
            }
            Self::Withdraw { revision, reason, .. } => say("withdrew ")
                .link("the request", Place::Request)
                .and(" for ")
                .revision(*revision)
                .and(after(": ", reason)),
            Self::NameDeputy {
                deputy, first, last, ..
            } => say("named ")
                .person(*deputy)
                .and(" as deputy, ")
                .and(format!("{first} to {last}")),
            Self::RevokeDeputy { deputy, .. } => say("revoked ").person(*deputy).and(" as deputy"),
            Self::SubmitEvidence(on) => on.sentence("handed in evidence for "),
            Self::ReturnEvidence(on) => on.sentence("sent back the evidence for "),
            Self::CloseCondition(on) => on.sentence("closed "),
        }
    }
}

impl OnCondition {
    fn sentence(&self, verb: &str) -> Sentence {
        say(verb)
            .link("a condition", Place::Condition(self.condition.0))
            .and(after(": ", &self.text))
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PersonId>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        Many(Vec<PersonId>),
        One(PersonId),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::Many(people) => people,
        OneOrMany::One(person) => vec![person],
    })
}
