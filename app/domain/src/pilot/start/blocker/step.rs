//! The parts of the preparations.

use super::lower_first;
use crate::person::{Arm, Role, Standing};

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
    /// The DRIs of both arms, for those who may not know how far each is.
    Dris,
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

    /// The steps as somebody is shown them: those of the DRIs one by one only to the sponsor.
    pub fn seen_by(viewer: &Standing) -> Vec<Self> {
        let knows = viewer.is(Role::Sponsor);
        let merged = |step| match step {
            Self::Dri(_) if knows => Some(step),
            Self::Dri(Arm::NewModel) => Some(Self::Dris),
            Self::Dri(Arm::OldModel) => None,
            _ => Some(step),
        };
        Self::ALL.into_iter().filter_map(merged).collect()
    }

    /// The words pages use.
    pub fn label(self) -> String {
        match self {
            Self::Approval => "Approval of the terms".to_owned(),
            Self::Zone => "Zone signed by every side".to_owned(),
            Self::Pm(arm) => format!("{} pilot PM", hyphened(arm)),
            Self::Feature(arm) => format!("{} feature", hyphened(arm)),
            Self::Brief => "Same brief in both arms".to_owned(),
            Self::Dri(arm) => format!("{} engineering DRI", hyphened(arm)),
            Self::Dris => "Engineering DRIs".to_owned(),
            Self::Baseline => "Baseline features".to_owned(),
        }
    }

    /// The same words further on in a sentence.
    pub fn within_a_sentence(self) -> String {
        lower_first(&self.label())
    }

    /// Where it is done, within the pilot.
    pub fn path(self) -> String {
        match self {
            Self::Approval => "approval".to_owned(),
            Self::Zone => "zone".to_owned(),
            Self::Pm(_) => "people#invite".to_owned(),
            Self::Dri(_) | Self::Dris => "people#members".to_owned(),
            Self::Feature(arm) => format!("people/feature/{}", arm.as_str()),
            Self::Brief => format!("people/feature/{}", Arm::OldModel.as_str()),
            Self::Baseline => "people/baseline".to_owned(),
        }
    }
}

pub(super) fn hyphened(arm: Arm) -> &'static str {
    match arm {
        Arm::NewModel => "New-model",
        Arm::OldModel => "Old-model",
    }
}
