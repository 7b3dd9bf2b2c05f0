//! Enrolment: who is in the pilot and as what, the feature of each arm, and the private question to
//! the DRIs.

pub mod actions;
pub mod choices;
pub mod consent;
pub mod feature;
pub mod pages;
pub mod participation;
pub mod release;
pub mod replacement;

use domain::person::{Arm, Membership, Role};

/// A role with its arm, as pages write it: `Pilot PM, new model`.
pub fn title(membership: Membership) -> String {
    match membership.arm {
        Some(arm) => format!("{}, {}", membership.role.label(), arm.label().to_lowercase()),
        None => membership.role.label().to_owned(),
    }
}

/// The same in the middle of a sentence: `engineering DRI, new model`.
pub fn in_words(membership: Membership) -> String {
    match membership.arm {
        Some(arm) => format!("{}, {}", membership.role.in_words(), arm.label().to_lowercase()),
        None => membership.role.in_words().to_owned(),
    }
}

/// "Omar and Nell have not joined yet."; nothing about nobody.
pub fn not_joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => format!("{name} has not joined yet."),
        names => format!("{} have not joined yet.", domain::listing(names)),
    }
}

/// A role with its arm, as forms carry it: `dri:new_model`.
pub fn word(membership: Membership) -> String {
    match membership.arm {
        Some(arm) => format!("{}:{}", membership.role.as_str(), arm.as_str()),
        None => membership.role.as_str().to_owned(),
    }
}

/// Every role that can be given, once for each arm it has.
pub fn all_roles() -> Vec<Membership> {
    Role::ALL
        .into_iter()
        .flat_map(|role| match role {
            Role::PilotPm | Role::Dri => Arm::ALL.map(|arm| Membership { role, arm: Some(arm) }).to_vec(),
            _ => vec![Membership { role, arm: None }],
        })
        .collect()
}

/// Reads the word of a form; `None` for any other word, and for a role without the arm it needs.
pub fn read_role(text: &str) -> Option<Membership> {
    all_roles().into_iter().find(|membership| word(*membership) == text)
}

/// `new-model` or `old-model`, before a noun.
pub fn of_arm(arm: Arm) -> &'static str {
    match arm {
        Arm::NewModel => "new-model",
        Arm::OldModel => "old-model",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_reads_back_and_an_arm_is_never_guessed() {
        assert_eq!(all_roles().len(), 7);
        for role in all_roles() {
            assert_eq!(read_role(&word(role)), Some(role));
        }
        for other in ["", "dri", "pilot_pm:", "sponsor:new_model"] {
            assert_eq!(read_role(other), None, "{other}");
        }
    }
}
