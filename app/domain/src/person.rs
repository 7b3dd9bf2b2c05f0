//! People, and what they are to a pilot.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// What a person is to one pilot. One person may hold several roles; approver and sponsor exclude
/// each other (`product.md` section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes the proposal, edits zone drafts, enrols people, presents.
    Sponsor,
    /// Decides the four asks, signs the zone, confirms the readout decision.
    Approver,
    /// Ships one feature in one arm.
    PilotPm,
    /// The engineer who reviews one pilot PM.
    Dri,
    /// Reads the proposal, the zone, the metrics and the readout.
    Observer,
}

/// One side of the comparison: one pilot PM, one DRI, one feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Arm {
    /// The PM ships production code inside the zone. Decides the criteria.
    NewModel,
    /// The PM works as before. Shown for context, decides nothing.
    OldModel,
}

impl Role {
    /// Every role, in the order pages list them.
    pub const ALL: [Self; 5] = [Self::Sponsor, Self::Approver, Self::PilotPm, Self::Dri, Self::Observer];

    /// The word pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sponsor => "Sponsor",
            Self::Approver => "Approver",
            Self::PilotPm => "Pilot PM",
            Self::Dri => "Engineering DRI",
            Self::Observer => "Observer",
        }
    }

    /// The same word in the middle of a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Sponsor => "sponsor",
            Self::Approver => "approver",
            Self::PilotPm => "pilot PM",
            Self::Dri => "engineering DRI",
            Self::Observer => "observer",
        }
    }

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sponsor => "sponsor",
            Self::Approver => "approver",
            Self::PilotPm => "pilot_pm",
            Self::Dri => "dri",
            Self::Observer => "observer",
        }
    }

    /// Whether it belongs to an arm: there are pilot PMs and engineering DRIs of each, and of the other roles there are none.
    pub fn has_arm(self) -> bool {
        matches!(self, Self::PilotPm | Self::Dri)
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

impl Arm {
    /// Both arms, new model first.
    pub const ALL: [Self; 2] = [Self::NewModel, Self::OldModel];

    /// The words pages use.
    pub fn label(self) -> &'static str {
        match self {
            Self::NewModel => "New model",
            Self::OldModel => "Old model",
        }
    }

    /// The word in forms, URLs and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewModel => "new_model",
            Self::OldModel => "old_model",
        }
    }

    /// Reads the word of a form or row; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|arm| arm.as_str() == word)
    }
}

/// One role a person holds in a pilot; pilot PMs and DRIs hold it for one arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Membership {
    /// The role.
    pub role: Role,
    /// The arm, for pilot PMs and DRIs; `None` for the others.
    pub arm: Option<Arm>,
}

/// What a signed-in person is to the pilot at hand: the input of every policy question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Who asks.
    pub person: PersonId,
    /// Runs this installation. Gives no say in a pilot.
    pub site_admin: bool,
    /// The roles held in the pilot at hand; empty outside it.
    pub memberships: Vec<Membership>,
    /// Whether an approver of the pilot at hand is away and has named the person their deputy.
    #[serde(default)]
    pub deputy: bool,
    /// Whether the person was a pilot PM of the pilot at hand and was replaced: what they answered and agreed to stays theirs.
    #[serde(default)]
    pub was_pm: bool,
}

impl Standing {
    /// Whether the person holds the role in the pilot at hand.
    pub fn is(&self, role: Role) -> bool {
        self.memberships.iter().any(|m| m.role == role)
    }

    /// Whether the person holds the role for this arm.
    pub fn is_for(&self, role: Role, arm: Arm) -> bool {
        self.memberships.iter().any(|m| m.role == role && m.arm == Some(arm))
    }

    /// Whether the person belongs to the pilot at hand at all.
    pub fn is_member(&self) -> bool {
        !self.memberships.is_empty()
    }
}
