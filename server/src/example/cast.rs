//! Who takes part in the example.

use domain::ids::PersonId;
use domain::person::{Arm, Role};

/// The password of everybody in the example.
pub const PASSWORD: &str = "ferries-at-dawn";

/// Somebody of the example.
#[derive(Clone, Copy, Debug)]
pub struct Somebody {
    /// To sign in with.
    pub email: &'static str,
    /// As shown.
    pub name: &'static str,
    /// What they are, in words.
    pub part: &'static str,
    /// Their role in the pilot.
    pub role: Role,
    /// Their arm, for pilot PMs and DRIs.
    pub arm: Option<Arm>,
}

const fn somebody(
    email: &'static str,
    name: &'static str,
    part: &'static str,
    role: Role,
    arm: Option<Arm>,
) -> Somebody {
    Somebody {
        email,
        name,
        part,
        role,
        arm,
    }
}

/// Everybody, the sponsor first.
pub const PEOPLE: [Somebody; 7] = [
    somebody("hanna@example.com", "Hanna Lindqvist", "sponsor", Role::Sponsor, None),
    somebody("rafael@example.com", "Rafael Moreno", "approver", Role::Approver, None),
    somebody(
        "ines@example.com",
        "Ines Carvalho",
        "pilot PM, new model",
        Role::PilotPm,
        Some(Arm::NewModel),
    ),
    somebody(
        "tobias@example.com",
        "Tobias Brandt",
        "pilot PM, old model",
        Role::PilotPm,
        Some(Arm::OldModel),
    ),
    somebody(
        "naomi@example.com",
        "Naomi Okafor",
        "engineering DRI, new model",
        Role::Dri,
        Some(Arm::NewModel),
    ),
    somebody(
        "viktor@example.com",
        "Viktor Sandberg",
        "engineering DRI, old model",
        Role::Dri,
        Some(Arm::OldModel),
    ),
    somebody("greta@example.com", "Greta Holm", "observer", Role::Observer, None),
];

/// The rows of [`PEOPLE`], in the same order.
#[derive(Clone, Copy, Debug)]
pub struct Cast([PersonId; PEOPLE.len()]);

impl Cast {
    /// From the rows, in the order of [`PEOPLE`].
    pub const fn new(people: [PersonId; PEOPLE.len()]) -> Self {
        Self(people)
    }

    /// Hanna.
    pub const fn sponsor(&self) -> PersonId {
        self.0[0]
    }

    /// Rafael.
    pub const fn approver(&self) -> PersonId {
        self.0[1]
    }

    /// Ines or Tobias.
    pub const fn pm(&self, arm: Arm) -> PersonId {
        match arm {
            Arm::NewModel => self.0[2],
            Arm::OldModel => self.0[3],
        }
    }

    /// Naomi or Viktor.
    pub const fn dri(&self, arm: Arm) -> PersonId {
        match arm {
            Arm::NewModel => self.0[4],
            Arm::OldModel => self.0[5],
        }
    }
}
