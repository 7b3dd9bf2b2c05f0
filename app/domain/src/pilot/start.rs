//! What must be there before a pilot starts, and what freezes when it does (`product.md` section 3).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Answer, Life, Request};
use crate::approval::Verdict;
use crate::calendar::Moment;
use crate::ids::{ConditionId, PersonId};
use crate::person::{Arm, Membership, Role};
use crate::programme::PrimaryMetric;
use crate::terms::{TermName, Terms};

/// The edition of the definitions of metrics, criteria and verdicts that freezes with a start.
pub const DEFINITIONS: u32 = 1;

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
}

impl Feature {
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

/// A condition of the approval in effect that nobody has closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCondition {
    /// Which.
    pub condition: ConditionId,
    /// What has to happen.
    pub text: String,
    /// The name of whoever makes it happen.
    pub owner: String,
    /// The last day for it.
    pub due_on: NaiveDate,
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
    /// The newest zone version and the sides whose present holder signed it; `None` without one.
    pub zone: Option<(i32, Vec<Membership>)>,
    /// The enrolled features.
    pub features: Vec<Feature>,
    /// The latest answer of each arm's present DRI.
    pub consents: Vec<(Arm, Answer)>,
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

    fn consented(&self, arm: Arm) -> bool {
        self.consents.contains(&(arm, Answer::Yes))
    }

    /// How many of the baseline features are entered, and how many the terms ask for.
    pub fn baseline_count(&self) -> Option<(usize, usize)> {
        let needed = self.terms.as_ref()?.baseline_features?;
        let entered = (1..=needed).filter(|position| self.baseline.contains(position)).count();
        Some((entered, usize::from(needed)))
    }
}

/// One thing that keeps a pilot from starting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// No approval was asked for.
    NotSent,
    /// The approver has not decided.
    Undecided {
        /// The revision sent.
        revision: i32,
    },
    /// The approver asked for changes or declined.
    NotApproved {
        /// The revision decided on.
        revision: i32,
        /// What they decided.
        verdict: Verdict,
    },
    /// The terms changed after the approval.
    Outdated {
        /// The revision approved.
        revision: i32,
    },
    /// The person who approved is a sponsor.
    FourEyes,
    /// A condition of the approval is not closed.
    ConditionOpen(OpenCondition),
    /// A term is not stated.
    TermMissing(TermName),
    /// Nobody holds a role that the start needs.
    NobodyIs(Role, Option<Arm>),
    /// One person is pilot PM in both arms.
    OnePmForBoth,
    /// The pilot PM of an arm would review their own work.
    OwnDri(Arm),
    /// The DRI of an arm has not said yes. Whether they were asked or what they answered is theirs.
    NotReady(Arm),
    /// An arm has no feature.
    NoFeature(Arm),
    /// A feature says nothing in a field.
    FeatureLacks(Arm, &'static str),
    /// The last day whose value counts would come before the start.
    ReadTooEarly(Arm),
    /// The arms have different briefs.
    BriefsDiffer,
    /// There is no zone version.
    NoZone,
    /// A side has not signed the newest zone version.
    ZoneUnsigned(i32, Role, Option<Arm>),
    /// Not every baseline feature is entered.
    Baseline {
        /// How many are.
        entered: usize,
        /// How many the terms ask for.
        needed: usize,
    },
}

/// A part of the preparations, with a page of its own where it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The approval in force covers the terms.
    Approval,
    /// The zone is signed by every side.
    Zone,
    /// The pilot PM of an arm.
    Pm(Arm),
    /// The feature of an arm.
    Feature(Arm),
    /// Both arms have the same brief.
    Brief,
    /// The DRI of an arm, and their consent.
    Dri(Arm),
    /// The baseline features.
    Baseline,
}

impl Step {
    /// Every step, in the order pages list them.
    pub const ALL: [Self; 10] = [
        Self::Approval,
        Self::Zone,
        Self::Pm(Arm::NewModel),
        Self::Pm(Arm::OldModel),
        Self::Feature(Arm::NewModel),
        Self::Feature(Arm::OldModel),
        Self::Brief,
        Self::Dri(Arm::NewModel),
        Self::Dri(Arm::OldModel),
        Self::Baseline,
    ];

    /// The words pages use.
    pub fn label(self) -> String {
        match self {
            Self::Approval => "Approval of the terms".to_owned(),
            Self::Zone => "Zone signed by every side".to_owned(),
            Self::Pm(arm) => format!("{} pilot PM", hyphened(arm)),
            Self::Feature(arm) => format!("{} feature", hyphened(arm)),
            Self::Brief => "Same brief in both arms".to_owned(),
            Self::Dri(arm) => format!("{} engineering DRI", hyphened(arm)),
            Self::Baseline => "Baseline features".to_owned(),
        }
    }

    /// Where it is done, within the pilot.
    pub fn path(self) -> String {
        match self {
            Self::Approval => "approval".to_owned(),
            Self::Zone => "zone".to_owned(),
            Self::Pm(_) => "people#invite".to_owned(),
            Self::Dri(_) => "people#members".to_owned(),
            Self::Feature(arm) => format!("people/feature/{}", arm.as_str()),
            Self::Brief => format!("people/feature/{}", Arm::OldModel.as_str()),
            Self::Baseline => "people/baseline".to_owned(),
        }
    }
}

fn hyphened(arm: Arm) -> &'static str {
    match arm {
        Arm::NewModel => "New-model",
        Arm::OldModel => "Old-model",
    }
}

fn side(role: Role, arm: Option<Arm>) -> String {
    let role = match role {
        Role::Sponsor => "sponsor",
        Role::Approver => "approver",
        Role::PilotPm => "pilot PM",
        Role::Dri => "engineering DRI",
        Role::Observer => "observer",
    };
    match arm {
        Some(arm) => format!("{} {role}", hyphened(arm).to_lowercase()),
        None => role.to_owned(),
    }
}

impl Blocker {
    /// What is missing, as a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotSent => "No revision was sent for approval.".to_owned(),
            Self::Undecided { revision } => format!("The approver has not decided on revision {revision}."),
            Self::NotApproved {
                revision,
                verdict: Verdict::Decline,
            } => format!("The approver declined revision {revision}."),
            Self::NotApproved { revision, .. } => format!("The approver returned revision {revision}."),
            Self::Outdated { revision } => {
                format!("The terms changed after revision {revision} was approved. They need a new approval.")
            }
            Self::FourEyes => "The person who approved is also a sponsor. A second person must approve.".to_owned(),
            Self::ConditionOpen(open) => format!(
                "A condition is open: “{}”, {}, due {}.",
                shortened(&open.text),
                open.owner,
                open.due_on.format("%-d %b %Y")
            ),
            Self::TermMissing(term) => format!("The proposal does not state: {}.", lower_first(term.label())),
            Self::NobodyIs(role, arm) => format!("Nobody is {} yet.", side(*role, *arm)),
            Self::OnePmForBoth => "One person is pilot PM in both arms. Each arm needs its own.".to_owned(),
            Self::OwnDri(arm) => format!(
                "The {} pilot PM is also the DRI of that arm, and nobody reviews their own work.",
                hyphened(*arm).to_lowercase()
            ),
            Self::NotReady(arm) => format!("The {} surface is not ready.", hyphened(*arm).to_lowercase()),
            Self::NoFeature(_) => "The feature is not entered.".to_owned(),
            Self::FeatureLacks(_, what) => format!("The feature has no {what}."),
            Self::ReadTooEarly(_) => "The read date must be after the day of the start.".to_owned(),
            Self::BriefsDiffer => "The arms have different briefs. The comparison needs one brief for both.".to_owned(),
            Self::NoZone => "No zone version was written.".to_owned(),
            Self::ZoneUnsigned(version, role, arm) => {
                format!("The {} has not signed zone version {version}.", side(*role, *arm))
            }
            Self::Baseline { entered, needed } => format!("{entered} of {needed} baseline features are entered."),
        }
    }

    /// The step it belongs to.
    pub fn step(&self) -> Step {
        match self {
            Self::NotSent
            | Self::Undecided { .. }
            | Self::NotApproved { .. }
            | Self::Outdated { .. }
            | Self::FourEyes
            | Self::ConditionOpen(_)
            | Self::TermMissing(_)
            | Self::NobodyIs(Role::Sponsor | Role::Approver | Role::Observer, _) => Step::Approval,
            Self::NobodyIs(Role::PilotPm, arm) => Step::Pm(arm.unwrap_or(Arm::NewModel)),
            Self::NobodyIs(Role::Dri, arm) => Step::Dri(arm.unwrap_or(Arm::NewModel)),
            Self::OnePmForBoth => Step::Pm(Arm::OldModel),
            Self::OwnDri(arm) | Self::NotReady(arm) => Step::Dri(*arm),
            Self::NoFeature(arm) | Self::FeatureLacks(arm, _) | Self::ReadTooEarly(arm) => Step::Feature(*arm),
            Self::BriefsDiffer => Step::Brief,
            Self::NoZone | Self::ZoneUnsigned(..) => Step::Zone,
            Self::Baseline { .. } => Step::Baseline,
        }
    }

    /// Where it is done, within the pilot.
    pub fn path(&self) -> String {
        match self {
            Self::NotSent | Self::Outdated { .. } | Self::TermMissing(_) => "proposal".to_owned(),
            Self::NobodyIs(..) => "people#invite".to_owned(),
            Self::ConditionOpen(open) => format!("approval/condition/{}", open.condition),
            other => other.step().path(),
        }
    }
}

/// Several blockers of one step in few words: sides that have not signed share a sentence.
pub fn sentences(blockers: &[&Blocker]) -> String {
    let unsigned: Vec<String> = blockers
        .iter()
        .filter_map(|blocker| match blocker {
            Blocker::ZoneUnsigned(_, role, arm) => Some(side(*role, *arm)),
            _ => None,
        })
        .collect();
    match (blockers, &unsigned[..]) {
        ([Blocker::ZoneUnsigned(version, ..), ..], [first @ .., last]) if !first.is_empty() => {
            format!("Zone version {version} waits for {} and {last}.", first.join(", "))
        }
        _ => blockers.iter().map(|b| b.sentence()).collect::<Vec<_>>().join(" "),
    }
}

/// A text for a row: its first line, cut at a word when it is long.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 90;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(cut, _)| cut);
    format!("{cut} …")
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
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

fn zone(facts: &StartFacts, blockers: &mut Vec<Blocker>) {
    let Some((version, signed)) = &facts.zone else {
        blockers.push(Blocker::NoZone);
        return;
    };
    let sides = [(Role::Sponsor, None), (Role::Approver, None)]
        .into_iter()
        .chain(Arm::ALL.map(|arm| (Role::Dri, Some(arm))));
    for (role, arm) in sides {
        if facts.holder(role, arm).is_some() && !signed.contains(&Membership { role, arm }) {
            blockers.push(Blocker::ZoneUnsigned(*version, role, arm));
        }
    }
}

fn arms(facts: &StartFacts, blockers: &mut Vec<Blocker>) {
    for arm in Arm::ALL {
        let (pm, dri) = (
            facts.holder(Role::PilotPm, Some(arm)),
            facts.holder(Role::Dri, Some(arm)),
        );
        if pm.is_none() {
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
        match dri {
            None => blockers.push(Blocker::NobodyIs(Role::Dri, Some(arm))),
            Some(_) if !facts.consented(arm) => blockers.push(Blocker::NotReady(arm)),
            Some(_) => {}
        }
        if pm.is_some() && pm == dri {
            blockers.push(Blocker::OwnDri(arm));
        }
    }
    let pms = Arm::ALL.map(|arm| facts.holder(Role::PilotPm, Some(arm)));
    if pms[0].is_some() && pms[0] == pms[1] {
        blockers.push(Blocker::OnePmForBoth);
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
mod tests {
    use super::*;
    use crate::programme::Direction;
    use crate::terms::Statistic;

    fn feature(arm: Arm) -> Feature {
        Feature {
            arm,
            name: "Saved addresses".to_owned(),
            surface: "Checkout".to_owned(),
            brief: "Let people reuse an address.".to_owned(),
            idea: Moment::Date("2026-02-20".parse().unwrap()),
            idea_evidence: "https://tickets.example/7".to_owned(),
            idea_entered_at: "2026-02-21T09:00:00Z".parse().unwrap(),
            flag_key: format!("saved-{}", arm.as_str()),
            github_login: arm.as_str().to_owned(),
            primary_metric: PrimaryMetric {
                name: "Orders with a saved address".to_owned(),
                unit: "%".to_owned(),
                source: "Dashboard".to_owned(),
                direction: Direction::Up,
                read_on: "2026-04-20".parse().unwrap(),
                window_days: 28,
            },
        }
    }

    fn m(role: Role, arm: Option<Arm>) -> Membership {
        Membership { role, arm }
    }

    const NEW: Option<Arm> = Some(Arm::NewModel);
    const OLD: Option<Arm> = Some(Arm::OldModel);

    fn condition() -> OpenCondition {
        OpenCondition {
            condition: ConditionId(12),
            text: "Freeze the schema first.\nThen tell us.".to_owned(),
            owner: "Lee".to_owned(),
            due_on: "2026-03-04".parse().unwrap(),
        }
    }

    #[test]
    fn an_open_condition_is_named_and_linked() {
        let blocker = Blocker::ConditionOpen(condition());
        assert_eq!(
            blocker.sentence(),
            "A condition is open: “Freeze the schema first.”, Lee, due 4 Mar 2026."
        );
        assert_eq!(blocker.path(), "approval/condition/12");
        let long = OpenCondition {
            text: "word ".repeat(30),
            ..condition()
        };
        let sentence = Blocker::ConditionOpen(long).sentence();
        assert!(
            sentence.starts_with(&format!("A condition is open: “{} …”", ["word"; 18].join(" "))),
            "{sentence}"
        );
    }

    /// A pilot that can start.
    fn ready() -> StartFacts {
        let sides = [
            m(Role::Sponsor, None),
            m(Role::Approver, None),
            m(Role::Dri, NEW),
            m(Role::Dri, OLD),
        ];
        let everybody = [
            sides[0],
            sides[1],
            sides[2],
            sides[3],
            m(Role::PilotPm, NEW),
            m(Role::PilotPm, OLD),
        ];
        StartFacts {
            life: Life {
                request: Some(Request {
                    revision: 2,
                    verdict: Some(Verdict::Approve),
                }),
                ..Life::default()
            },
            approved_by: vec![PersonId(2)],
            open_conditions: Vec::new(),
            terms: Some(Terms {
                weeks: Some(4),
                pilot_pms: Some(2),
                dri_hours_per_week: Some(2),
                baseline_features: Some(4),
                baseline_statistic: Some(Statistic::Median),
                commit_drop_percent: Some(30),
                cycles_must_not_increase: Some(true),
                energy_at_least: Some(4),
                outcome_must_move: Some(true),
                success_at: Some(3),
                iterate_at: Some(2),
                readout_at: Some("2026-04-03T16:00:00".parse().unwrap()),
                ..Terms::default()
            }),
            members: (1..).map(PersonId).zip(everybody).collect(),
            zone: Some((3, sides.to_vec())),
            features: Arm::ALL.map(feature).to_vec(),
            consents: Arm::ALL.map(|arm| (arm, Answer::Yes)).to_vec(),
            baseline: vec![1, 2, 3, 4],
            today: "2026-03-02".parse().unwrap(),
        }
    }

    #[test]
    fn nothing_missing_blocks_nothing() {
        assert_eq!(start_blockers(&ready()), []);
    }

    type Break = fn(&mut StartFacts);

    #[test]
    fn each_missing_thing_is_named_alone() {
        let cases: Vec<(Break, Blocker)> = vec![
            (|f| f.life.request = None, Blocker::NotSent),
            (
                |f| {
                    f.life.request = Some(Request {
                        revision: 2,
                        verdict: None,
                    })
                },
                Blocker::Undecided { revision: 2 },
            ),
            (
                |f| {
                    f.life.request = Some(Request {
                        revision: 2,
                        verdict: Some(Verdict::RequestChanges),
                    })
                },
                Blocker::NotApproved {
                    revision: 2,
                    verdict: Verdict::RequestChanges,
                },
            ),
            (
                |f| {
                    f.life.request = Some(Request {
                        revision: 2,
                        verdict: Some(Verdict::Decline),
                    })
                },
                Blocker::NotApproved {
                    revision: 2,
                    verdict: Verdict::Decline,
                },
            ),
            (|f| f.life.edited_materially = true, Blocker::Outdated { revision: 2 }),
            (|f| f.approved_by.push(PersonId(1)), Blocker::FourEyes),
            (
                |f| f.open_conditions.push(condition()),
                Blocker::ConditionOpen(condition()),
            ),
            (
                |f| {
                    f.terms = Some(Terms {
                        readout_at: None,
                        ..f.terms.clone().unwrap()
                    })
                },
                Blocker::TermMissing(TermName::ReadoutAt),
            ),
            (
                |f| {
                    f.members.remove(0);
                },
                Blocker::NobodyIs(Role::Sponsor, None),
            ),
            (
                |f| {
                    f.members.remove(1);
                },
                Blocker::NobodyIs(Role::Approver, None),
            ),
            (
                |f| {
                    f.members.remove(2);
                },
                Blocker::NobodyIs(Role::Dri, NEW),
            ),
            (
                |f| {
                    f.members.remove(3);
                },
                Blocker::NobodyIs(Role::Dri, OLD),
            ),
            (
                |f| {
                    f.members.remove(4);
                },
                Blocker::NobodyIs(Role::PilotPm, NEW),
            ),
            (
                |f| {
                    f.members.remove(5);
                },
                Blocker::NobodyIs(Role::PilotPm, OLD),
            ),
            (|f| f.members[5].0 = f.members[4].0, Blocker::OnePmForBoth),
            (|f| f.members[4].0 = f.members[2].0, Blocker::OwnDri(Arm::NewModel)),
            (
                |f| {
                    f.consents.remove(0);
                },
                Blocker::NotReady(Arm::NewModel),
            ),
            (
                |f| f.consents[1].1 = Answer::TalkFirst,
                Blocker::NotReady(Arm::OldModel),
            ),
            (|f| f.consents[1].1 = Answer::No, Blocker::NotReady(Arm::OldModel)),
            (
                |f| {
                    f.features.remove(0);
                },
                Blocker::NoFeature(Arm::NewModel),
            ),
            (
                |f| {
                    f.features.remove(1);
                },
                Blocker::NoFeature(Arm::OldModel),
            ),
            (
                |f| f.features[0].name.clear(),
                Blocker::FeatureLacks(Arm::NewModel, "name"),
            ),
            (
                |f| f.features[0].surface.clear(),
                Blocker::FeatureLacks(Arm::NewModel, "surface"),
            ),
            (
                |f| f.features[0].brief.clear(),
                Blocker::FeatureLacks(Arm::NewModel, "brief"),
            ),
            (
                |f| f.features[0].idea_evidence.clear(),
                Blocker::FeatureLacks(Arm::NewModel, "evidence of the idea"),
            ),
            (
                |f| f.features[0].flag_key.clear(),
                Blocker::FeatureLacks(Arm::NewModel, "flag key"),
            ),
            (
                |f| f.features[1].github_login.clear(),
                Blocker::FeatureLacks(Arm::OldModel, "GitHub login of the PM"),
            ),
            (
                |f| f.features[1].primary_metric.name.clear(),
                Blocker::FeatureLacks(Arm::OldModel, "name of the primary metric"),
            ),
            (
                |f| f.features[1].primary_metric.unit.clear(),
                Blocker::FeatureLacks(Arm::OldModel, "unit of the primary metric"),
            ),
            (
                |f| f.features[1].primary_metric.source.clear(),
                Blocker::FeatureLacks(Arm::OldModel, "source of the primary metric"),
            ),
            (
                |f| f.features[1].primary_metric.read_on = f.today,
                Blocker::ReadTooEarly(Arm::OldModel),
            ),
            (|f| f.features[1].brief.push_str(" Twice."), Blocker::BriefsDiffer),
            (|f| f.zone = None, Blocker::NoZone),
            (
                |f| {
                    f.zone.as_mut().unwrap().1.remove(0);
                },
                Blocker::ZoneUnsigned(3, Role::Sponsor, None),
            ),
            (
                |f| {
                    f.zone.as_mut().unwrap().1.remove(1);
                },
                Blocker::ZoneUnsigned(3, Role::Approver, None),
            ),
            (
                |f| {
                    f.zone.as_mut().unwrap().1.remove(2);
                },
                Blocker::ZoneUnsigned(3, Role::Dri, NEW),
            ),
            (
                |f| {
                    f.zone.as_mut().unwrap().1.remove(3);
                },
                Blocker::ZoneUnsigned(3, Role::Dri, OLD),
            ),
            (
                |f| f.baseline = vec![1, 3, 4, 5],
                Blocker::Baseline { entered: 3, needed: 4 },
            ),
        ];
        for (make, blocker) in cases {
            let mut facts = ready();
            make(&mut facts);
            assert_eq!(start_blockers(&facts), std::slice::from_ref(&blocker), "{blocker:?}");
            assert!(blocker.sentence().ends_with('.'), "{blocker:?}");
            assert!(Step::ALL.contains(&blocker.step()), "{blocker:?}");
        }
    }

    #[test]
    fn an_unconsented_arm_reads_the_same_whatever_the_answer() {
        let sentence = |answer: Option<Answer>| {
            let mut facts = ready();
            facts.consents = answer.map(|answer| (Arm::NewModel, answer)).into_iter().collect();
            facts.consents.push((Arm::OldModel, Answer::Yes));
            start_blockers(&facts).iter().map(Blocker::sentence).collect::<Vec<_>>()
        };
        assert_eq!(sentence(None), ["The new-model surface is not ready."]);
        assert_eq!(sentence(Some(Answer::No)), sentence(None));
        assert_eq!(sentence(Some(Answer::TalkFirst)), sentence(None));
    }

    #[test]
    fn sides_that_have_not_signed_share_a_sentence() {
        let unsigned = [
            Blocker::ZoneUnsigned(3, Role::Sponsor, None),
            Blocker::ZoneUnsigned(3, Role::Approver, None),
            Blocker::ZoneUnsigned(3, Role::Dri, NEW),
        ];
        let all: Vec<_> = unsigned.iter().collect();
        assert_eq!(
            sentences(&all),
            "Zone version 3 waits for sponsor, approver and new-model engineering DRI."
        );
        assert_eq!(sentences(&all[..1]), "The sponsor has not signed zone version 3.");
        assert_eq!(sentences(&[]), "");
    }

    #[test]
    fn spaces_and_line_ends_do_not_make_another_brief() {
        let mut facts = ready();
        facts.features[1].brief = "Let people\r\nreuse  an address.\n".to_owned();
        assert_eq!(start_blockers(&facts), []);
    }

    #[test]
    fn a_new_pilot_lists_everything() {
        let facts = StartFacts {
            life: Life::default(),
            approved_by: Vec::new(),
            open_conditions: Vec::new(),
            terms: None,
            members: vec![(PersonId(1), m(Role::Sponsor, None))],
            zone: None,
            features: Vec::new(),
            consents: Vec::new(),
            baseline: Vec::new(),
            today: "2026-03-02".parse().unwrap(),
        };
        let blockers = start_blockers(&facts);
        assert_eq!(
            blockers,
            [
                Blocker::NotSent,
                Blocker::NobodyIs(Role::Approver, None),
                Blocker::NoZone,
                Blocker::NobodyIs(Role::PilotPm, NEW),
                Blocker::NoFeature(Arm::NewModel),
                Blocker::NobodyIs(Role::Dri, NEW),
                Blocker::NobodyIs(Role::PilotPm, OLD),
                Blocker::NoFeature(Arm::OldModel),
                Blocker::NobodyIs(Role::Dri, OLD),
            ]
        );
    }
}
