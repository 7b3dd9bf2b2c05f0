use super::*;
use crate::ids::PersonId;
use crate::person::{Arm, Membership};

fn standing(role: Option<Role>, site_admin: bool) -> Standing {
    let arm = matches!(role, Some(Role::PilotPm | Role::Dri)).then_some(Arm::NewModel);
    Standing {
        person: PersonId(1),
        site_admin,
        memberships: role.map(|role| Membership { role, arm }).into_iter().collect(),
        deputy: false,
        was_pm: false,
    }
}

#[test]
fn an_outsider_finds_nothing_of_a_pilot() {
    for admin in [false, true] {
        let outsider = standing(None, admin);
        for action in Action::ALL {
            let own = matches!(
                action,
                Action::UseAccount | Action::AddPilot | Action::InviteToInstallation | Action::RunInstallation
            );
            if !own {
                assert_eq!(may(&outsider, action), Err(Denied::NotFound), "{action:?}");
            }
        }
    }
}

#[test]
fn being_admin_gives_no_say_in_a_pilot() {
    for role in Role::ALL {
        let of_installation = [Action::InviteToInstallation, Action::RunInstallation];
        for action in Action::ALL.into_iter().filter(|a| !of_installation.contains(a)) {
            assert_eq!(
                may(&standing(Some(role), true), action),
                may(&standing(Some(role), false), action)
            );
        }
    }
}

#[test]
fn the_sponsor_never_approves_not_even_as_deputy_and_an_observer_only_speaks() {
    assert_eq!(
        may(&standing(Some(Role::Sponsor), false), Action::Approve),
        Err(Denied::NotYourRole)
    );
    let deputy = |role| Standing {
        deputy: true,
        ..standing(role, false)
    };
    assert_eq!(may(&deputy(Some(Role::Dri)), Action::Approve), Ok(()));
    assert_eq!(
        may(&deputy(Some(Role::Sponsor)), Action::Approve),
        Err(Denied::NotYourRole)
    );
    assert_eq!(may(&deputy(None), Action::Approve), Err(Denied::NotFound));
    // Nor does whoever shipped for the pilot and was replaced.
    let replaced = Standing {
        was_pm: true,
        ..deputy(Some(Role::Observer))
    };
    assert_eq!(may(&replaced, Action::Approve), Err(Denied::NotYourRole));
    assert_eq!(may(&replaced, Action::AnswerSurvey), Ok(()));
    assert_eq!(may(&replaced, Action::AcknowledgeNoGo), Err(Denied::NotYourRole));
    let gone = Standing {
        memberships: Vec::new(),
        ..replaced
    };
    assert_eq!(may(&gone, Action::AnswerSurvey), Err(Denied::NotFound));
    let observer = standing(Some(Role::Observer), false);
    let allowed: Vec<_> = Action::ALL.into_iter().filter(|a| may(&observer, *a).is_ok()).collect();
    assert_eq!(
        allowed,
        [
            Action::UseAccount,
            Action::AddPilot,
            Action::ReadPilot,
            Action::Comment,
            Action::MeetCondition,
            Action::TakeOver,
            Action::WithdrawOffer,
            Action::ReadMetrics,
            Action::ReadReadout,
            Action::ReadActivity
        ]
    );
}

#[test]
fn only_a_site_admin_invites_to_the_installation() {
    for role in [None, Some(Role::Sponsor), Some(Role::PilotPm)] {
        let may = |site_admin| may(&standing(role, site_admin), Action::InviteToInstallation);
        assert_eq!(may(true), Ok(()));
        assert_eq!(may(false), Err(Denied::NotAdmin));
    }
}
