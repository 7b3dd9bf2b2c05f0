//! People of the installation: first set-up, invitations, sign-in.

mod admin;
mod invitation;
mod own;
mod reset;
mod set_up;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role};
use domain::pilot::Untimely;
use sqlx::PgPool;

pub use admin::{
    Account, AccountState, ConnectionInList, FailedSignIns, Overview, PilotInList, PilotStage, account, accounts,
    disable, enable, overview,
};
pub use invitation::{
    EndedInvitation, HandedOver, INVITATION_LASTS, Invitation, Invited, Invitee, accept_invitation, correct_invitation,
    ended_invitation, handed_over, invitation, invite, many_invitation_mails, renew_invitation,
};
pub use own::{
    ADDRESS_LINK_LASTS, AddressLink, MadeForThem, OpenSession, OwnAccount, Wish, address_link, ask_address,
    change_password, confirm_address, drop_address, end_sessions, make_address_link, own_account, rename,
};
pub use reset::{
    RESET_LINK_LASTS, make_reset_link, make_reset_link_for, reset_link, reset_link_was_used, reset_password,
};
pub use set_up::{is_set_up, renew_setup_link, set_up, setup_link_was_used, setup_link_works};

use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::pilot::zone;
use crate::{Error, Result, approval};

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub person_id: PersonId,
    /// Lower case.
    pub email: String,
    /// As shown to others.
    pub name: String,
    /// Runs the installation.
    pub site_admin: bool,
    /// Where they are, if they said: times are shown in it beside the pilot's.
    pub zone: Option<Tz>,
}

/// The person with this id, unless disabled.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn find(pool: &PgPool, person: PersonId) -> Result<Option<Person>> {
    sqlx::query!(
        r#"select person_id as "person_id: PersonId", email, name, site_admin, zone
           from person where person_id = $1 and disabled_at is null"#,
        person.0,
    )
    .fetch_optional(pool)
    .await?
    .map(|r| {
        Ok(Person {
            person_id: r.person_id,
            email: r.email,
            name: r.name,
            site_admin: r.site_admin,
            zone: r.zone.as_deref().map(zone).transpose()?,
        })
    })
    .transpose()
}

/// Records in which zone a person reads times beside the pilot's, or that in none. Whoever says what stands already changes
/// nothing.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn choose_zone(pool: &PgPool, person: PersonId, zone: Option<Tz>, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::of_installation(pool, person, now).await?;
    let zone = zone.map(|zone| zone.name().to_owned());
    let changed = sqlx::query!(
        "update person set zone = $2 where person_id = $1 and zone is distinct from $2",
        person.0,
        zone,
    )
    .execute(&mut *change)
    .await?;
    if changed.rows_affected() == 0 {
        return Ok(());
    }
    change.commit(event::Account::ChooseZone { zone }).await
}

/// Gives a person a role in a pilot, inside the caller's transaction. Whoever decided and whoever
/// asked stay the only ones who can, and after the start only observers are added.
pub(crate) async fn add_member(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    Membership { role, arm }: Membership,
    by: PersonId,
) -> Result<()> {
    if role != Role::Observer && change.started() {
        return Err(Error::refused(Untimely::Started.to_string()));
    }
    if matches!(role, Role::Sponsor | Role::Approver) && approval::any_decided(&mut **change, pilot).await? {
        return Err(Error::refused(
            "An approval was decided already: approver and sponsor stay who they are.",
        ));
    }
    sqlx::query!(
        "insert into member (pilot_id, person_id, role, arm, added_by, added_at) values ($1, $2, $3, $4, $5, $6)",
        pilot.0,
        person.0,
        role.as_str(),
        arm.map(Arm::as_str),
        by.0,
        change.now(),
    )
    .execute(&mut **change)
    .await
    .on_constraint(
        "member_approver_is_not_sponsor",
        "The approver and the sponsor must be two different people.",
    )
    .on_constraint(
        "member_sponsor_is_not_deputy",
        "This person is the deputy of an approver, and a sponsor cannot decide on their own proposal.",
    )
    .on_constraint(
        "member_pm_is_not_deputy",
        "This person is the deputy of an approver, and a pilot PM cannot approve the pilot they ship for.",
    )
    .on_constraint("member_unique", "This person already has this role.")?;
    Ok(())
}

/// The password hash to check a sign-in or a signature against; `None` when nobody with this
/// address can sign in.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn password_hash(pool: &PgPool, email: &str) -> Result<Option<(PersonId, String)>> {
    Ok(sqlx::query!(
        r#"select person_id as "person_id: PersonId", password_hash as "password_hash!" from person
           where email = $1 and password_hash is not null and disabled_at is null"#,
        email,
    )
    .fetch_optional(pool)
    .await?
    .map(|r| (r.person_id, r.password_hash)))
}

/// Records that somebody signed in.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn note_sign_in(pool: &PgPool, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    let change = Change::of_installation(pool, person, now).await?;
    change.commit(event::Account::SignIn {}).await
}

/// Records that somebody signed out.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn note_sign_out(pool: &PgPool, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    let change = Change::of_installation(pool, person, now).await?;
    change.commit(event::Account::SignOut {}).await
}
