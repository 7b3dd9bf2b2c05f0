//! What keeps a pilot from starting, in sentences.

mod step;

use super::OpenCondition;
use crate::approval::Verdict;
use crate::person::{Arm, Role, Standing};
use crate::terms::TermName;
use step::hyphened;

pub use step::Step;

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
    /// Other than the terms say is how many pilot PMs are enrolled.
    PilotPms {
        /// By the terms.
        agreed: u8,
        /// In both arms.
        enrolled: usize,
    },
    /// A pilot PM of an arm with several has no DRI.
    NoDri {
        /// The arm.
        arm: Arm,
        /// Their name.
        pm: String,
    },
    /// It is not said for which pilot PM of an arm somebody is DRI.
    DriOfNobody {
        /// The arm.
        arm: Arm,
        /// Their name.
        name: String,
    },
    /// The pilot PM of an arm would review their own work.
    OwnDri(Arm),
    /// The DRI of an arm has not said yes. Whether they were asked or what they answered is theirs.
    NotReady(Arm),
    /// What whoever may not know more is told of the DRIs of both arms, until all are there and have said yes.
    DrisNotComplete,
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
    /// The terms name another zone version than the newest, which is the one that would freeze.
    OtherZone {
        /// The version the terms name.
        named: i32,
        /// The newest.
        newest: i32,
    },
    /// One of several people whose approval it took has not signed the newest zone version.
    ApproverUnsigned {
        /// The version.
        version: i32,
        /// Their name.
        name: String,
    },
    /// One of several DRIs of an arm has not signed the newest zone version.
    DriUnsigned {
        /// The version.
        version: i32,
        /// Their name.
        name: String,
    },
    /// Not every baseline feature is entered.
    Baseline {
        /// How many are.
        entered: usize,
        /// How many the terms ask for.
        needed: usize,
    },
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
            Self::PilotPms { agreed, enrolled } => format!(
                "The terms say {agreed} pilot PMs, and {enrolled} are enrolled. Enrol as many, or change the terms and send them again."
            ),
            Self::NoDri { arm, pm } => format!(
                "{pm} has no engineering DRI of the {} arm. Each pilot PM needs their own.",
                hyphened(*arm).to_lowercase()
            ),
            Self::DriOfNobody { arm, name } => format!(
                "{name} is an engineering DRI of the {} arm, and nobody said of which pilot PM. Release the role and give it for one.",
                hyphened(*arm).to_lowercase()
            ),
            Self::OwnDri(arm) => format!(
                "The {} pilot PM is also the DRI of that arm, and nobody reviews their own work.",
                hyphened(*arm).to_lowercase()
            ),
            Self::DrisNotComplete => "The engineering DRIs are not complete.".to_owned(),
            Self::NotReady(arm) => format!("The {} surface is not ready.", hyphened(*arm).to_lowercase()),
            Self::NoFeature(_) => "The feature is not entered.".to_owned(),
            Self::FeatureLacks(_, what) => format!("The feature has no {what}."),
            Self::ReadTooEarly(_) => "The read date must be after the day of the start.".to_owned(),
            Self::BriefsDiffer => "The arms have different briefs. The comparison needs one brief for both.".to_owned(),
            Self::NoZone => "No zone version was written.".to_owned(),
            Self::ZoneUnsigned(version, role, arm) => {
                format!("The {} has not signed zone version {version}.", side(*role, *arm))
            }
            Self::OtherZone { named, newest } => format!(
                "The terms name zone version {named}, and the zone is at version {newest}. Name version {newest} in the terms and send them for approval, so that what is approved is what starts."
            ),
            Self::ApproverUnsigned { version, name } => {
                format!("{name} has not signed zone version {version}. Everybody whose approval it took signs.")
            }
            Self::DriUnsigned { version, name } => {
                format!("{name} has not signed zone version {version}. Every engineering DRI signs.")
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
            Self::PilotPms { .. } => Step::Pm(Arm::NewModel),
            Self::NoDri { arm, .. } | Self::DriOfNobody { arm, .. } => Step::Dri(*arm),
            Self::OwnDri(arm) | Self::NotReady(arm) => Step::Dri(*arm),
            Self::DrisNotComplete => Step::Dris,
            Self::NoFeature(arm) | Self::FeatureLacks(arm, _) | Self::ReadTooEarly(arm) => Step::Feature(*arm),
            Self::BriefsDiffer => Step::Brief,
            Self::NoZone
            | Self::ZoneUnsigned(..)
            | Self::OtherZone { .. }
            | Self::ApproverUnsigned { .. }
            | Self::DriUnsigned { .. } => Step::Zone,
            Self::Baseline { .. } => Step::Baseline,
        }
    }

    /// Whether something of it is there already.
    pub fn has_begun(&self) -> bool {
        !matches!(
            self,
            Self::NotSent
                | Self::NobodyIs(..)
                | Self::NoFeature(_)
                | Self::NoZone
                | Self::Baseline { entered: 0, .. }
                | Self::TermMissing(_)
        )
    }

    /// Where it is done, within the pilot.
    pub fn path(&self) -> String {
        match self {
            Self::NotSent | Self::Outdated { .. } | Self::TermMissing(_) => "proposal".to_owned(),
            Self::OtherZone { .. } => "proposal".to_owned(),
            Self::NobodyIs(..) | Self::NoDri { .. } => "people#invite".to_owned(),
            Self::ConditionOpen(open) => format!("approval/condition/{}", open.condition),
            other => other.step().path(),
        }
    }
}

/// What somebody is told is missing: the sponsor everything; all others of the DRIs only that they are not complete, in one line
/// until the last has agreed, so that no count or order tells who has answered.
pub fn told(blockers: Vec<Blocker>, viewer: &Standing) -> Vec<Blocker> {
    if viewer.is(Role::Sponsor) {
        return blockers;
    }
    let of_dris = |blocker: &Blocker| matches!(blocker.step(), Step::Dri(_));
    let is_complete = !blockers.iter().any(of_dris);
    let mut told: Vec<Blocker> = blockers.into_iter().filter(|blocker| !of_dris(blocker)).collect();
    if !is_complete {
        told.push(Blocker::DrisNotComplete);
    }
    told
}

/// Several blockers of one step in few words: whoever has not signed shares a sentence.
pub fn sentences(blockers: &[&Blocker]) -> String {
    let unsigned = |blocker: &Blocker| match blocker {
        Blocker::ZoneUnsigned(version, role, arm) => Some((*version, side(*role, *arm))),
        Blocker::ApproverUnsigned { version, name } | Blocker::DriUnsigned { version, name } => {
            Some((*version, name.clone()))
        }
        _ => None,
    };
    let waits: Vec<(i32, String)> = blockers.iter().filter_map(|blocker| unsigned(blocker)).collect();
    let names: Vec<&str> = waits.iter().map(|(_, name)| name.as_str()).collect();
    let (shared, alone) = match (&names[..], waits.first()) {
        ([first @ .., last], Some((version, _))) if !first.is_empty() => (
            Some(format!(
                "Zone version {version} waits for {} and {last}.",
                first.join(", ")
            )),
            false,
        ),
        _ => (None, true),
    };
    blockers
        .iter()
        .filter(|blocker| alone || unsigned(blocker).is_none())
        .map(|blocker| blocker.sentence())
        .chain(shared)
        .collect::<Vec<_>>()
        .join(" ")
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
