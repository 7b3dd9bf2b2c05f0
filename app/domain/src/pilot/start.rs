//! What must be there before a pilot starts, and what freezes when it does (`product.md` section 3).

mod blocker;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use blocker::{Blocker, Step, sentences, told};

use super::{Answer, Life, Pairs, Request};
pub use crate::approval::OpenCondition;
use crate::approval::Verdict;
use crate::calendar::Moment;
use crate::feature::PrimaryMetric;
use crate::ids::PersonId;
use crate::person::{Arm, Membership, Role};
use crate::terms::Terms;

/// The feature of an arm as enrolled before the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// The arm.
    pub arm: Arm,
    /// Its name.
    pub name: String,
    /// The part of the product it belongs to.
    pub surface: String,
    /// What is asked for: the same for both arms.
    pub brief: String,
    /// When the idea was recorded.
    pub idea: Moment,
    /// Where that can be checked.
    pub idea_evidence: String,
    /// When the idea was entered here.
    pub idea_entered_at: DateTime<Utc>,
    /// The feature flag's key.
    pub flag_key: String,
    /// The pilot PM's login on the code host.
    pub github_login: String,
    /// The metric it is meant to move.
    pub primary_metric: PrimaryMetric,
    /// The logins of the arm's further pilot PMs. Absent from the JSON where it has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_logins: Vec<String>,
    /// By what else its pull requests are known. Absent from the JSON where nothing was said.
    #[serde(default, skip_serializing_if = "Known::is_empty")]
    pub known_by: Known,
}

/// By what else than the flag key and the author a pull request is known to belong to a feature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// How its branches are called, `carts/*`; empty where nothing was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub branch: String,
    /// A label of its pull requests; empty where nothing was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
}

impl Known {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.branch.is_empty() && self.label.is_empty()
    }
}

impl Feature {
    /// The logins of all pilot PMs of the arm.
    pub fn logins(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.github_login.as_str()).chain(self.more_logins.iter().map(String::as_str))
    }

    /// The names of the fields that say nothing.
    fn lacks(&self) -> impl Iterator<Item = &'static str> {
        [
            ("name", &self.name),
            ("surface", &self.surface),
            ("brief", &self.brief),
            ("evidence of the idea", &self.idea_evidence),
            ("flag key", &self.flag_key),
            ("GitHub login of the PM", &self.github_login),
            ("name of the primary metric", &self.primary_metric.name),
            ("unit of the primary metric", &self.primary_metric.unit),
            ("source of the primary metric", &self.primary_metric.source),
        ]
        .into_iter()
        .filter_map(|(what, text)| text.trim().is_empty().then_some(what))
    }
}

/// A zone version and who signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedZone {
    /// From 1.
    pub version: i32,
    /// The sides whose present holder signed it.
    pub signed: Vec<Membership>,
    /// When the approval took several people: the names of those who have not signed.
    pub unsigned_approvers: Vec<String>,
    /// In an arm with several DRIs: the names of those who have not signed.
    pub unsigned_dris: Vec<(Arm, String)>,
}

/// What is recorded about a pilot, as far as its start rests on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartFacts {
    /// Approval and run.
    pub life: Life,
    /// Who approved the request in effect, deputies included.
    pub approved_by: Vec<PersonId>,
    /// The conditions of that approval that are not closed.
    pub open_conditions: Vec<OpenCondition>,
    /// The terms of the newest revision; `None` without a revision.
    pub terms: Option<Terms>,
    /// Everybody with a role.
    pub members: Vec<(PersonId, Membership)>,
    /// The newest zone version; `None` without one.
    pub zone: Option<SignedZone>,
    /// The zone version that the approval in effect agreed to; `None` without an approval.
    pub approved_zone: Option<i32>,
    /// The enrolled features.
    pub features: Vec<Feature>,
    /// The names of the members.
    pub names: Vec<(PersonId, String)>,
    /// For which pilot PM a DRI was enrolled, where that was said: DRI, arm, PM.
    pub dri_of: Vec<(PersonId, Arm, PersonId)>,
    /// The latest answer of each present DRI for an arm.
    pub consents: Vec<(Arm, PersonId, Answer)>,
    /// The positions of the baseline features entered, from 1.
    pub baseline: Vec<u8>,
    /// Today, in the pilot's zone.
    pub today: NaiveDate,
}

impl StartFacts {
    fn holder(&self, role: Role, arm: Option<Arm>) -> Option<PersonId> {
        self.members
            .iter()
            .find(|(_, m)| m.role == role && m.arm == arm)
            .map(|(person, _)| *person)
    }

    fn feature(&self, arm: Arm) -> Option<&Feature> {
        self.features.iter().find(|feature| feature.arm == arm)
    }

    fn holders(&self, role: Role, arm: Arm) -> Vec<PersonId> {
        let of = |m: &Membership| m.role == role && m.arm == Some(arm);
        let holders = self.members.iter().filter(|(_, m)| of(m));
        holders.map(|(person, _)| *person).collect()
    }

    fn name(&self, person: PersonId) -> String {
        let found = self.names.iter().find(|(one, _)| *one == person);
        found.map_or_else(String::new, |(_, name)| name.clone())
    }

    /// Who reviews whom in an arm.
    pub fn pairs(&self, arm: Arm) -> Pairs {
        let of = |dri: PersonId| {
            let mut said = self.dri_of.iter().filter(|(one, of, _)| (*one, *of) == (dri, arm));
            (dri, said.next().map(|(_, _, pm)| *pm))
        };
        let dris: Vec<_> = self.holders(Role::Dri, arm).into_iter().map(of).collect();
        Pairs::of(&self.holders(Role::PilotPm, arm), &dris)
    }

    fn consented(&self, arm: Arm, dri: PersonId) -> bool {
        self.consents.contains(&(arm, dri, Answer::Yes))
    }

    /// How many of the baseline features are entered, and how many the terms ask for.
    pub fn baseline_count(&self) -> Option<(usize, usize)> {
        let needed = self.terms.as_ref()?.baseline_features?;
        let entered = (1..=needed).filter(|position| self.baseline.contains(position)).count();
        Some((entered, usize::from(needed)))
    }
}

/// Everything that is missing before the start; nothing when the pilot can start.
pub fn start_blockers(facts: &StartFacts) -> Vec<Blocker> {
    let mut blockers = Vec::new();
    approval(facts, &mut blockers);
    zone(facts, &mut blockers);
    arms(facts, &mut blockers);
    if let Some((entered, needed)) = facts.baseline_count().filter(|(entered, needed)| entered < needed) {
        blockers.push(Blocker::Baseline { entered, needed });
    }
    blockers
}

fn approval(facts: &StartFacts, blockers: &mut Vec<Blocker>) {
    match facts.life.request {
        None => blockers.push(Blocker::NotSent),
        Some(Request {
            revision,
            verdict: None,
        }) => blockers.push(Blocker::Undecided { revision }),
        Some(Request {
            revision,
            verdict: Some(Verdict::Approve | Verdict::ApproveWithConditions),
        }) => {
            if facts.life.edited_materially {
                blockers.push(Blocker::Outdated { revision });
            }
            let by_a_sponsor = facts
                .members
                .iter()
                .any(|(person, m)| m.role == Role::Sponsor && facts.approved_by.contains(person));
            if by_a_sponsor {
                blockers.push(Blocker::FourEyes);
            }
            blockers.extend(facts.open_conditions.iter().cloned().map(Blocker::ConditionOpen));
        }
        Some(Request {
            revision,
            verdict: Some(verdict),
        }) => blockers.push(Blocker::NotApproved { revision, verdict }),
    }
    if let Some(Err(missing)) = facts.terms.as_ref().map(Terms::agreed) {
        blockers.extend(missing.into_iter().map(Blocker::TermMissing));
    }
    for role in [Role::Sponsor, Role::Approver] {
        if facts.holder(role, None).is_none() {
            blockers.push(Blocker::NobodyIs(role, None));
        }
    }
}

/// The version that froze must be the one the signed terms name, if they name one. Terms that name none leave
/// it to the signatures: each side's under the newest version speaks later than the answers to the asks.
fn zone(facts: &StartFacts, blockers: &mut Vec<Blocker>) {
    let Some(zone) = &facts.zone else {
        blockers.push(Blocker::NoZone);
        return;
    };
    let version = zone.version;
    let named = facts.terms.as_ref().and_then(|terms| terms.zone_version);
    if let Some(named) = named.filter(|named| *named != version) {
        blockers.push(Blocker::OtherZone { named, newest: version });
    }
    let sides = [(Role::Sponsor, None), (Role::Approver, None)]
        .into_iter()
        .chain(Arm::ALL.map(|arm| (Role::Dri, Some(arm))));
    for (role, arm) in sides {
        if role == Role::Approver && !zone.unsigned_approvers.is_empty() {
            let names = zone.unsigned_approvers.iter().cloned();
            blockers.extend(names.map(|name| Blocker::ApproverUnsigned { version, name }));
            continue;
        }
        let several: Vec<&String> = zone
            .unsigned_dris
            .iter()
            .filter(|(of, _)| role == Role::Dri && Some(*of) == arm)
            .map(|(_, name)| name)
            .collect();
        if !several.is_empty() {
            let names = several.into_iter().cloned();
            blockers.extend(names.map(|name| Blocker::DriUnsigned { version, name }));
        } else if facts.holder(role, arm).is_some() && !zone.signed.contains(&Membership { role, arm }) {
            blockers.push(Blocker::ZoneUnsigned(version, role, arm));
        }
    }
}

fn arms(facts: &StartFacts, blockers: &mut Vec<Blocker>) {
    for arm in Arm::ALL {
        let pairs = facts.pairs(arm);
        if facts.holders(Role::PilotPm, arm).is_empty() {
            blockers.push(Blocker::NobodyIs(Role::PilotPm, Some(arm)));
        }
        match facts.feature(arm) {
            None => blockers.push(Blocker::NoFeature(arm)),
            Some(feature) => {
                blockers.extend(feature.lacks().map(|what| Blocker::FeatureLacks(arm, what)));
                if feature.primary_metric.read_on <= facts.today {
                    blockers.push(Blocker::ReadTooEarly(arm));
                }
            }
        }
        let dris = facts.holders(Role::Dri, arm);
        if dris.is_empty() {
            blockers.push(Blocker::NobodyIs(Role::Dri, Some(arm)));
        } else {
            let pm = |person: &PersonId| facts.name(*person);
            blockers.extend(pairs.alone.iter().map(pm).map(|pm| Blocker::NoDri { arm, pm }));
            let unsaid = pairs
                .unsaid
                .iter()
                .filter(|_| !facts.holders(Role::PilotPm, arm).is_empty());
            blockers.extend(unsaid.map(pm).map(|name| Blocker::DriOfNobody { arm, name }));
        }
        if dris.iter().any(|dri| !facts.consented(arm, *dri)) {
            blockers.push(Blocker::NotReady(arm));
        }
        if pairs.pairs.iter().any(|(pm, dri)| pm == dri) {
            blockers.push(Blocker::OwnDri(arm));
        }
    }
    let [new, old] = Arm::ALL.map(|arm| facts.holders(Role::PilotPm, arm));
    if new.iter().any(|pm| old.contains(pm)) {
        blockers.push(Blocker::OnePmForBoth);
    }
    let enrolled = new.len() + old.len();
    let agreed = facts.terms.as_ref().and_then(|terms| terms.pilot_pms);
    if let Some(agreed) = agreed.filter(|agreed| usize::from(*agreed) != enrolled)
        && !new.is_empty()
        && !old.is_empty()
    {
        blockers.push(Blocker::PilotPms { agreed, enrolled });
    }
    let briefs = Arm::ALL.map(|arm| {
        facts
            .feature(arm)
            .map(|f| f.brief.split_whitespace().collect::<Vec<_>>())
    });
    if let [Some(one), Some(other)] = briefs
        && !one.is_empty()
        && !other.is_empty()
        && one != other
    {
        blockers.push(Blocker::BriefsDiffer);
    }
}

#[cfg(test)]
mod tests;
