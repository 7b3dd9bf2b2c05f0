//! Who can be taken out of a role before the start (`product.md` section 2).

use crate::person::Role;

/// Why somebody stays in a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stays {
    /// A side of what was signed stays who it was.
    #[error("The pilot has been signed or decided on. Sponsor and approver stay who they are.")]
    Signed,
    /// Somebody is asked to decide.
    #[error("A request for approval waits for a decision. Withdraw it first.")]
    Asked,
    /// Nobody could go on with the pilot.
    #[error("This is the only sponsor, and without one nobody can go on. Give the role to somebody else first.")]
    OnlySponsor,
}

/// What a release rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// The role.
    pub role: Role,
    /// Whether a decision was made or a zone version signed, by anybody.
    pub signed: bool,
    /// Whether a request waits for a decision.
    pub asked: bool,
    /// How many others hold the role.
    pub others: usize,
}

/// Whether somebody can be taken out of a role of a pilot that has not started.
///
/// # Errors
/// [`Stays`], which says why not.
pub fn may_release(release: Release) -> Result<(), Stays> {
    match release.role {
        Role::PilotPm | Role::Dri | Role::Observer => Ok(()),
        Role::Sponsor | Role::Approver if release.signed => Err(Stays::Signed),
        Role::Sponsor | Role::Approver if release.asked => Err(Stays::Asked),
        Role::Sponsor if release.others == 0 => Err(Stays::OnlySponsor),
        Role::Sponsor | Role::Approver => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sides_stay_once_something_was_signed() {
        let release = |role, signed, asked, others| {
            may_release(Release {
                role,
                signed,
                asked,
                others,
            })
        };
        for role in [Role::PilotPm, Role::Dri, Role::Observer] {
            assert_eq!(release(role, true, true, 0), Ok(()));
        }
        for role in [Role::Sponsor, Role::Approver] {
            assert_eq!(release(role, true, false, 3), Err(Stays::Signed));
            assert_eq!(release(role, false, true, 3), Err(Stays::Asked));
            assert_eq!(release(role, false, false, 1), Ok(()));
        }
        assert_eq!(release(Role::Sponsor, false, false, 0), Err(Stays::OnlySponsor));
        assert_eq!(release(Role::Approver, false, false, 0), Ok(()));
    }
}
