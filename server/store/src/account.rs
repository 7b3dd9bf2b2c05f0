//! People of the installation: first set-up, invitations, sign-in.

mod reset;

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role};
use domain::pilot::Untimely;
use sqlx::{PgConnection, PgPool};

pub use reset::{RESET_LINK_LASTS, make_reset_link, reset_link, reset_password};

use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::{Error, Result, approval};

/// How long an invitation can be used.
pub const INVITATION_LASTS: TimeDelta = TimeDelta::hours(72);

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
}

/// The person with this id, unless disabled.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn find(pool: &PgPool, person: PersonId) -> Result<Option<Person>> {
    Ok(sqlx::query_as!(
        Person,
        r#"select person_id as "person_id: PersonId", email, name, site_admin
           from person where person_id = $1 and disabled_at is null"#,
        person.0,
    )
    .fetch_optional(pool)
    .await?)
}

/// Whether anybody has been set up yet.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn is_set_up(pool: &PgPool) -> Result<bool> {
    Ok(
        sqlx::query_scalar!(r#"select exists (select 1 from person) as "exists!""#)
            .fetch_one(pool)
            .await?,
    )
}

/// Replaces the set-up link; the earlier one stops working. Does nothing once somebody is set up.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn renew_setup_link(pool: &PgPool, token_hash: &[u8], now: DateTime<Utc>) -> Result<bool> {
    let mut change = Change::of_installation(pool, None, now).await?;
    one_at_a_time(&mut change).await?;
    if sqlx::query_scalar!(r#"select exists (select 1 from person) as "exists!""#)
        .fetch_one(&mut *change)
        .await?
    {
        return Ok(false);
    }
    sqlx::query!("delete from setup_link where used_at is null")
        .execute(&mut *change)
        .await?;
    sqlx::query!(
        "insert into setup_link (token_hash, created_at) values ($1, $2)",
        token_hash,
        now
    )
    .execute(&mut *change)
    .await?;
    change.commit(event::Account::RenewSetupLink {}).await?;
    Ok(true)
}

/// Lets set-ups and new set-up links come one after another: there is one first person.
async fn one_at_a_time(tx: &mut PgConnection) -> Result<()> {
    sqlx::query!("lock table setup_link in exclusive mode")
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether this set-up link still works.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn setup_link_works(pool: &PgPool, token_hash: &[u8]) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from setup_link where token_hash = $1 and used_at is null)
               and not exists (select 1 from person) as "works!""#,
        token_hash,
    )
    .fetch_one(pool)
    .await?)
}

/// Uses the set-up link: the first person, who runs the installation.
///
/// # Errors
/// [`Error::Refused`] when the link was used or replaced, or somebody is set up already.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn set_up(
    pool: &PgPool,
    token_hash: &[u8],
    email: &str,
    name: &str,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<PersonId> {
    let mut change = Change::of_installation(pool, None, now).await?;
    one_at_a_time(&mut change).await?;
    let used = sqlx::query!(
        "update setup_link set used_at = $2
         where token_hash = $1 and used_at is null and not exists (select 1 from person)",
        token_hash,
        now
    )
    .execute(&mut *change)
    .await?;
    if used.rows_affected() == 0 {
        return Err(Error::refused(
            "This set-up link was used already, or a newer one replaced it.",
        ));
    }
    let person = sqlx::query_scalar!(
        r#"insert into person (email, name, password_hash, site_admin, created_at) values ($1, $2, $3, true, $4)
           returning person_id as "person_id: PersonId""#,
        email,
        name,
        password_hash,
        now,
    )
    .fetch_one(&mut *change)
    .await?;
    let name = name.to_owned().into();
    change.by(person).commit(event::Account::SetUp { name }).await?;
    Ok(person)
}

/// Whom to invite, and as what.
#[derive(Clone, Debug)]
pub struct Invitee<'a> {
    /// Lower case.
    pub email: &'a str,
    /// As shown to others; kept as it is when the person exists.
    pub name: &'a str,
    /// The role in a pilot, with the arm for pilot PMs and DRIs.
    pub role: Option<(PilotId, Role, Option<Arm>)>,
}

/// Invites somebody: adds the person when new, gives the role, and keeps the hash of a single-use
/// link with which a password is chosen. The link would let its holder be that person, so it is made
/// only where [`Invited`] says so; otherwise the person gets the role alone.
///
/// # Errors
/// [`Error::Refused`] when the role is taken, frozen or excluded by another role.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn invite(
    pool: &PgPool,
    by: PersonId,
    invitee: &Invitee<'_>,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Invited> {
    let pilots: Vec<PilotId> = invitee.role.iter().map(|(pilot, _, _)| *pilot).collect();
    let mut change = Change::begin_all(pool, &pilots, by, now).await?;
    let existing = sqlx::query!(
        r#"select person_id as "person_id: PersonId", password_hash is not null as "has_password!" from person where email = $1"#,
        invitee.email,
    )
    .fetch_optional(&mut *change)
    .await?;
    let (person, has_password) = match existing {
        Some(row) => (row.person_id, row.has_password),
        None => {
            let person = sqlx::query_scalar!(
                r#"insert into person (email, name, created_at) values ($1, $2, $3) returning person_id as "person_id: PersonId""#,
                invitee.email,
                invitee.name,
                now,
            )
            .fetch_one(&mut *change)
            .await
            .on_constraint(
                "person_email_unique",
                "Somebody else is inviting this person at this moment. Try again.",
            )?;
            (person, false)
        }
    };
    if let Some((pilot, role, arm)) = invitee.role {
        add_member(&mut change, pilot, person, Membership { role, arm }, by).await?;
    }
    let pilot = invitee.role.map(|(pilot, _, _)| pilot);
    let invited = if has_password {
        Invited::Joined(person)
    } else if let Some(inviter) = first_inviter(&mut change, person, by).await? {
        Invited::Before(person, inviter)
    } else {
        Invited::ByLink(person)
    };
    if matches!(invited, Invited::ByLink(_)) {
        sqlx::query!(
            "insert into invitation (token_hash, person_id, pilot_id, invited_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
            token_hash,
            person.0,
            pilot.map(|p| p.0),
            by.0,
            now,
            now + INVITATION_LASTS,
        )
        .execute(&mut *change)
        .await?;
    }
    let event = event::People::Invite {
        person,
        role: invitee.role.map(|(_, role, _)| role),
        arm: invitee.role.and_then(|(_, _, arm)| arm),
    };
    change.commit(event).await?;
    Ok(invited)
}

/// What came of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// The person chooses a password by the link.
    ByLink(PersonId),
    /// The person has a password: there is no link.
    Joined(PersonId),
    /// Somebody else, named here, invited the person first, and the person has not chosen a password
    /// yet: there is no link.
    Before(PersonId, String),
}

impl Invited {
    /// Who was invited.
    pub fn person(&self) -> PersonId {
        match self {
            Self::ByLink(person) | Self::Joined(person) | Self::Before(person, _) => *person,
        }
    }
}

/// The name of whoever invited a person first, when that keeps `by` from making a link for them:
/// `by` is somebody else and does not run the installation.
async fn first_inviter(tx: &mut PgConnection, person: PersonId, by: PersonId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select p.name
         from (select invited_by from invitation where person_id = $1 order by invitation_id limit 1) i
         join person p on p.person_id = i.invited_by
         where p.person_id <> $2 and not exists (select 1 from person where person_id = $2 and site_admin)",
        person.0,
        by.0,
    )
    .fetch_optional(tx)
    .await?)
}

/// Makes a new single-use link for somebody of a pilot who has not chosen a password yet; links made
/// before stop working. Gives their name.
///
/// # Errors
/// [`Error::NotFound`] when the person is not in the pilot; [`Error::Refused`] when they have joined,
/// or when somebody else invited them first and `by` does not run the installation.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn renew_invitation(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    by: PersonId,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<String> {
    let mut change = Change::begin(pool, pilot, by, now).await?;
    let row = sqlx::query!(
        r#"select p.name, p.password_hash is not null as "joined!" from person p
           where p.person_id = $2 and exists (select 1 from member m where m.pilot_id = $1 and m.person_id = $2)
           for update of p"#,
        pilot.0,
        person.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    if row.joined {
        return Err(Error::refused("They have an account already and need no link."));
    }
    if let Some(inviter) = first_inviter(&mut change, person, by).await? {
        return Err(Error::refused(format!(
            "{} was invited by {inviter} already; they have to use that invitation. Only {inviter} can make a new link.",
            row.name
        )));
    }
    sqlx::query!(
        "update invitation set expires_at = $2 where person_id = $1 and used_at is null and expires_at > $2",
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    sqlx::query!(
        "insert into invitation (token_hash, person_id, pilot_id, invited_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
        token_hash,
        person.0,
        pilot.0,
        by.0,
        now,
        now + INVITATION_LASTS,
    )
    .execute(&mut *change)
    .await?;
    change.commit(event::People::RenewInvitation { person }).await?;
    Ok(row.name)
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
    if role != Role::Observer && change.started().await? {
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
    .on_constraint("member_unique", "This person already has this role.")?;
    Ok(())
}

/// An invitation as its page shows it.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Who was invited.
    pub email: String,
    /// As shown to others.
    pub name: String,
    /// Who invited them.
    pub invited_by: String,
    /// The pilot, when it was for one.
    pub pilot: Option<String>,
}

/// The invitation behind a link that still works.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn invitation(pool: &PgPool, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Invitation>> {
    Ok(sqlx::query_as!(
        Invitation,
        r#"select p.email, p.name, b.name as invited_by, t.name as "pilot?"
           from invitation i
           join person p on p.person_id = i.person_id
           join person b on b.person_id = i.invited_by
           left join pilot t on t.pilot_id = i.pilot_id
           where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and p.password_hash is null"#,
        token_hash,
        now,
    )
    .fetch_optional(pool)
    .await?)
}

/// Uses an invitation: the person gets a password and can sign in.
///
/// # Errors
/// [`Error::Refused`] when the link was used or has run out.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn accept_invitation(
    pool: &PgPool,
    token_hash: &[u8],
    name: &str,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<PersonId> {
    let used = || Error::refused("This invitation was used already or has run out. Ask for a new one.");
    let person = sqlx::query_scalar!(
        r#"select person_id as "person_id: PersonId" from invitation where token_hash = $1"#,
        token_hash,
    )
    .fetch_optional(pool)
    .await?
    .ok_or_else(used)?;
    // Every pilot they are in shows their name, and that they have joined.
    let pilots = sqlx::query_scalar!(
        r#"select distinct pilot_id as "pilot_id: PilotId" from member where person_id = $1"#,
        person.0,
    )
    .fetch_all(pool)
    .await?;
    let mut change = Change::begin_all(pool, &pilots, person, now).await?;
    let invitation = sqlx::query!(
        "update invitation set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2",
        token_hash,
        now,
    )
    .execute(&mut *change)
    .await?;
    if invitation.rows_affected() == 0 {
        return Err(used());
    }
    let chosen = sqlx::query!(
        "update person set name = $2, password_hash = $3 where person_id = $1 and password_hash is null",
        person.0,
        name,
        password_hash,
    )
    .execute(&mut *change)
    .await?;
    if chosen.rows_affected() == 0 {
        return Err(Error::refused(
            "A password was chosen for this account already. Sign in with it.",
        ));
    }
    change.commit(event::People::AcceptInvitation {}).await?;
    Ok(person)
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
