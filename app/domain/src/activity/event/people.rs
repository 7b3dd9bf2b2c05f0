use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Noted, after, plain, say};
use crate::activity::{Place, Sentence};
use crate::calendar::Moment;
use crate::feature::PrimaryMetric;
use crate::ids::PersonId;
use crate::metric::BaselinePr;
use crate::person::{Arm, Role};
use crate::replacement::Post;

/// Events of people, features and the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum People {
    /// Somebody was invited; to run the installation alone when there is no role.
    #[serde(rename = "person.invite")]
    Invite {
        /// Who.
        person: PersonId,
        /// As what.
        #[serde(default)]
        role: Option<Role>,
        /// In which arm.
        #[serde(default)]
        arm: Option<Arm>,
    },
    /// A new link took the place of those before.
    #[serde(rename = "person.renew_invitation")]
    RenewInvitation {
        /// Whose.
        person: PersonId,
    },
    /// The address that somebody was invited by was put right, and a new link took the place of those before.
    #[serde(rename = "person.correct_invitation")]
    CorrectInvitation {
        /// Whose.
        person: PersonId,
    },
    /// Somebody chose a password.
    #[serde(rename = "person.accept_invitation")]
    AcceptInvitation {
        /// Who made the link and handed it over, so that they held it too. Absent from the JSON where nobody did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handed_over_by: Option<PersonId>,
    },
    /// Somebody got a further role.
    #[serde(rename = "enrolment.give_role")]
    GiveRole {
        /// Who.
        #[serde(default)]
        person: Noted<PersonId>,
        /// Their name then.
        name: String,
        /// The role.
        role: Role,
        /// In which arm.
        #[serde(default)]
        arm: Option<Arm>,
    },
    /// Somebody was taken out of a role.
    #[serde(rename = "enrolment.release")]
    Release {
        /// Who.
        #[serde(default)]
        person: Noted<PersonId>,
        /// Their name then.
        name: String,
        /// The role.
        role: Role,
        /// In which arm.
        #[serde(default)]
        arm: Option<Arm>,
    },
    /// It was said, or taken back, for which pilot PM somebody is DRI.
    #[serde(rename = "enrolment.assign_dri")]
    AssignDri {
        /// Who.
        person: PersonId,
        /// Their name then.
        name: String,
        /// In which arm.
        arm: Arm,
        /// For whom; `None` when it was taken back.
        pm: Option<PersonId>,
        /// The name of the PM then.
        pm_name: Option<String>,
    },
    /// Somebody offered to take over from a pilot PM or a DRI after the start.
    #[serde(rename = "replacement.offer")]
    OfferReplacement {
        /// As what.
        #[serde(default, skip_serializing_if = "Post::is_dri")]
        post: Post,
        /// From whom.
        former: Noted<PersonId>,
        /// Their name then.
        name: String,
        /// In which arm.
        arm: Arm,
        /// The version of the zone they agree to.
        zone_version: i32,
        /// Why.
        reason: Noted<String>,
    },
    /// A side agreed to it.
    #[serde(rename = "replacement.sign")]
    SignReplacement {
        /// The name of whoever is replaced.
        name: String,
        /// The name of whoever takes over.
        successor: String,
        /// For whom it was signed.
        signatories: Noted<String>,
    },
    /// The last signature made it binding.
    #[serde(rename = "replacement.bind")]
    Replace {
        /// As what.
        #[serde(default, skip_serializing_if = "Post::is_dri")]
        post: Post,
        /// Whose place it was.
        former: Noted<PersonId>,
        /// Their name then.
        name: String,
        /// Whose place it is from then on.
        person: Noted<PersonId>,
        /// Their name then.
        successor: String,
        /// In which arm.
        arm: Arm,
    },
    /// It was taken back before it bound.
    #[serde(rename = "replacement.withdraw")]
    WithdrawReplacement {
        /// The name of whoever stays.
        name: String,
        /// The name of whoever would have taken over.
        successor: String,
        /// Why.
        reason: Noted<String>,
    },
    /// A DRI answered. The answer stays between them: the log says that there is one.
    #[serde(rename = "enrolment.consent")]
    Consent {
        /// The record.
        #[serde(default)]
        consent: Noted<i64>,
    },
    /// A pilot PM agreed to what is measured about them, or took that back.
    #[serde(rename = "enrolment.participate")]
    Participate {
        /// Which edition of what is measured.
        edition: u32,
        /// Whether they agree.
        agrees: bool,
    },
    /// The feature of an arm was entered.
    #[serde(rename = "enrolment.save_feature")]
    SaveFeature {
        /// Its arm.
        arm: Arm,
        /// Its name.
        name: String,
        /// What it changes.
        #[serde(default)]
        surface: Noted<String>,
        /// What it is for.
        #[serde(default)]
        brief: Noted<String>,
        /// When the idea was recorded.
        #[serde(default)]
        idea: Noted<Moment>,
        /// Where that can be checked.
        #[serde(default)]
        idea_evidence: Noted<String>,
        /// Its flag.
        #[serde(default)]
        flag_key: Noted<String>,
        /// Its PM on the code host.
        #[serde(default)]
        github_login: Noted<String>,
        /// The logins of further PMs of the arm.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        more_logins: Vec<String>,
        /// How its branches are called.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        branch_pattern: String,
        /// A label of its pull requests.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        label: String,
        /// What it is meant to move.
        #[serde(default)]
        primary_metric: Noted<PrimaryMetric>,
    },
    /// A baseline feature was entered.
    #[serde(rename = "baseline.save")]
    SaveBaseline {
        /// From 1.
        position: u8,
        /// Its name.
        name: String,
        /// Where its dates can be checked.
        #[serde(default)]
        evidence: Noted<String>,
        /// When the idea was recorded.
        #[serde(default)]
        idea: Noted<Moment>,
        /// Its first commit.
        #[serde(default)]
        first_commit: Noted<Moment>,
        /// When it reached users.
        #[serde(default)]
        shipped_on: Noted<NaiveDate>,
        /// Its pull requests.
        #[serde(default)]
        pull_requests: Noted<Vec<BaselinePr>>,
    },
}

impl People {
    pub(super) fn sentence(&self) -> Sentence {
        let of = |arm: Option<Arm>| arm.map_or_else(String::new, |arm| format!(", {}", plain(arm.as_str())));
        let role = Role::in_words;
        match self {
            Self::Invite { person, role: as_, arm } => say("invited ")
                .person(*person)
                .and(after(" as ", as_.map(role).unwrap_or_default()))
                .and(of(*arm)),
            Self::RenewInvitation { person } => say("renewed the invitation of ").person(*person),
            Self::CorrectInvitation { person } => say("put right the address that ")
                .person(*person)
                .and(" was invited by"),
            Self::Participate { agrees: true, .. } => say("agreed to what is measured"),
            Self::Participate { agrees: false, .. } => {
                say("does not agree to what is measured: no answer of theirs counts")
            }
            Self::AcceptInvitation { handed_over_by: None } => say("joined"),
            Self::AcceptInvitation {
                handed_over_by: Some(by),
            } => say("joined by a link that was made and handed over by ").person(*by),
            Self::GiveRole {
                name, role: given, arm, ..
            } => say("gave ")
                .link(name, Place::People)
                .and(format!(" a role: {}", role(*given)))
                .and(of(*arm)),
            Self::Release {
                name, role: held, arm, ..
            } => say("released ")
                .link(name, Place::People)
                .and(format!(" from a role: {}", role(*held)))
                .and(of(*arm)),
            Self::AssignDri {
                name,
                arm,
                pm_name: Some(pm),
                ..
            } => say("made ")
                .link(name, Place::People)
                .and(format!(" the engineering DRI of {pm}"))
                .and(of(Some(*arm))),
            Self::AssignDri { name, arm, .. } => say("left open for whom ")
                .link(name, Place::People)
                .and(" is engineering DRI")
                .and(of(Some(*arm))),
            Self::OfferReplacement { post, name, arm, .. } => say("offered to take over from ")
                .link(name, Place::People)
                .and(format!(" as {}", post.role().in_words()))
                .and(of(Some(*arm))),
            Self::SignReplacement { name, successor, .. } => {
                say(format!("signed that {successor} takes over from ")).link(name, Place::People)
            }
            Self::Replace {
                post,
                name,
                successor,
                arm,
                ..
            } => say(format!(
                "made {successor} the {} in the place of ",
                post.role().in_words()
            ))
            .link(name, Place::People)
            .and(of(Some(*arm))),
            Self::WithdrawReplacement { name, successor, .. } => {
                say(format!("took back the offer of {successor} to take over from ")).link(name, Place::People)
            }
            Self::Consent { .. } => say("answered the question about being an engineering DRI"),
            Self::SaveFeature { arm, name, .. } => say("saved the feature ")
                .link(name, Place::Feature(arm.as_str().to_owned()))
                .and(of(Some(*arm))),
            Self::SaveBaseline { position, name, .. } => say("saved baseline feature ")
                .link(position.to_string(), Place::Baseline((*position).into()))
                .and(after(", ", name)),
        }
    }
}
