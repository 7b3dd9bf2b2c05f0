//! The parts of the preparations.

use crate::person::Arm;

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

pub(super) fn hyphened(arm: Arm) -> &'static str {
    match arm {
        Arm::NewModel => "New-model",
        Arm::OldModel => "Old-model",
    }
}
