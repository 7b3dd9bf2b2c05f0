//! Invitations: links that work once, with which somebody chooses a password.

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::mail::{Kind, letters};
use domain::person::{Arm, Membership, Role};
use sqlx::{PgConnection, PgPool};

use super::add_member;
use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::mail::{Link, New, queue};
use crate::{Error, Result};

/// How long an invitation can be used.
pub const INVITATION_LASTS: TimeDelta = TimeDelta::hours(72);
/// So many invitations of one person go by mail in an hour: nobody floods others by them.
const MOST_INVITATION_MAILS: i64 = 20;

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
    link: impl Into<Link<'_>>,
    now: DateTime<Utc>,
) -> Result<Invited> {
    let link = link.into();
    let mut change = match invitee.role {
        Some((pilot, _, _)) => Change::begin(pool, pilot, by, now).await?,
        None => Change::of_installation(pool, by, now).await?,
    };
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
        make_link(&mut change, person, pilot, by, link, now).await?;
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

/// Whether somebody's invitations went by mail so often in the last hour that there are no more for now.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn many_invitation_mails(pool: &PgPool, by: PersonId, now: DateTime<Utc>) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) >= $3 as "many!" from invitation i join mail m on m.link_hash = i.token_hash
           where i.invited_by = $1 and i.created_at > $2::timestamptz - interval '1 hour'"#,
        by.0,
        now,
        MOST_INVITATION_MAILS,
    )
    .fetch_one(pool)
    .await?)
}

/// Keeps the link with which a person chooses a password, and has it sent where it goes by mail.
async fn make_link(
    tx: &mut PgConnection,
    person: PersonId,
    pilot: Option<PilotId>,
    by: PersonId,
    link: Link<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let named = sqlx::query!(
        r#"insert into invitation (token_hash, person_id, pilot_id, invited_by, created_at, expires_at, handed_over)
           values ($1, $2, $3, $4, $5, $6, $7)
           returning (select name from person where person_id = $4) as "by!",
               (select name from pilot where pilot_id = $3) as pilot"#,
        link.hash,
        person.0,
        pilot.map(|p| p.0),
        by.0,
        now,
        now + INVITATION_LASTS,
        link.shown,
    )
    .fetch_one(&mut *tx)
    .await?;
    if link.by_mail.is_none() {
        return Ok(());
    }
    let letter = letters::invitation(&named.by, named.pilot.as_deref());
    let about = link.about();
    let new = New {
        pilot,
        link: Some(link),
        expires_at: Some(now + INVITATION_LASTS),
        ..New::now(person, Kind::Invitation, &about, letter, now)
    };
    queue(tx, &new, now).await?;
    Ok(())
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
    link: impl Into<Link<'_>>,
    now: DateTime<Utc>,
) -> Result<String> {
    let link = link.into();
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
    renewed(&mut change, pilot, person, by, link).await?;
    change.commit(event::People::RenewInvitation { person }).await?;
    Ok(row.name)
}

/// Puts the e-mail address of somebody right who was invited into a pilot and has not joined: links made before stop working, and
/// this new one takes their place. Gives their name.
///
/// # Errors
/// [`Error::NotFound`] when the person is not in the pilot; [`Error::Refused`] when they have joined, when somebody else invited them
/// first and `by` does not run the installation, and when another account has the address.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn correct_invitation(
    pool: &PgPool,
    pilot: PilotId,
    (person, email): (PersonId, &str),
    by: PersonId,
    link: impl Into<Link<'_>>,
    now: DateTime<Utc>,
) -> Result<String> {
    let link = link.into();
    let mut change = Change::begin(pool, pilot, by, now).await?;
    let row = sqlx::query!(
        r#"select p.name, p.email, p.password_hash is not null as "joined!" from person p
           where p.person_id = $2 and exists (select 1 from member m where m.pilot_id = $1 and m.person_id = $2)
           for update of p"#,
        pilot.0,
        person.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    if row.joined {
        return Err(Error::refused(format!(
            "{} has an account already and changes the address in their settings.",
            row.name
        )));
    }
    if row.email == email {
        return Err(Error::refused("That is the address they were invited by."));
    }
    if let Some(inviter) = first_inviter(&mut change, person, by).await? {
        return Err(Error::refused(format!(
            "{} was invited by {inviter} first, who has to put the address right.",
            row.name
        )));
    }
    sqlx::query!("update person set email = $2 where person_id = $1", person.0, email)
        .execute(&mut *change)
        .await
        .on_constraint(
            "person_email_unique",
            "Somebody else has this e-mail address. Release the role here and invite them by it instead.",
        )?;
    renewed(&mut change, pilot, person, by, link).await?;
    change.commit(event::People::CorrectInvitation { person }).await?;
    Ok(row.name)
}

/// Ends the links that somebody has, and keeps the hash of a new one.
async fn renewed(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    by: PersonId,
    link: Link<'_>,
) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "update invitation set expires_at = $2 where person_id = $1 and used_at is null and expires_at > $2",
        person.0,
        now,
    )
    .execute(&mut **change)
    .await?;
    make_link(change, person, Some(pilot), by, link, now).await
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
           left join pilot t on t.pilot_id = i.pilot_id and t.put_away_at is null
           where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and p.password_hash is null"#,
        token_hash,
        now,
    )
    .fetch_optional(pool)
    .await?)
}

/// An invitation that does not work any more, for whoever holds its link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedInvitation {
    /// Who invited.
    pub invited_by: String,
    /// Whoever was invited has chosen a password, by this link or by another.
    pub joined: bool,
}

/// What became of an invitation; `None` for a link that nobody made.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn ended_invitation(pool: &PgPool, token_hash: &[u8]) -> Result<Option<EndedInvitation>> {
    Ok(sqlx::query_as!(
        EndedInvitation,
        r#"select b.name as invited_by, p.password_hash is not null as "joined!"
           from invitation i
           join person p on p.person_id = i.person_id
           join person b on b.person_id = i.invited_by
           where i.token_hash = $1"#,
        token_hash,
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
        r#"select distinct pilot_id as "pilot_id: PilotId" from member join pilot using (pilot_id)
           where person_id = $1 and put_away_at is null"#,
        person.0,
    )
    .fetch_all(pool)
    .await?;
    let mut change = Change::begin_all(pool, &pilots, person, now).await?;
    let by = sqlx::query_scalar!(
        r#"update invitation set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
           returning case when handed_over then invited_by end as "by: PersonId""#,
        token_hash,
        now,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or_else(used)?;
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
    let handed_over_by = by.filter(|by| *by != person);
    change
        .commit(event::People::AcceptInvitation { handed_over_by })
        .await?;
    Ok(person)
}

/// How somebody's account was opened, where somebody else held the link as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// Who made the link and handed it over.
    pub by: String,
    /// When a password was chosen by it.
    pub at: DateTime<Utc>,
}

/// By whose link the account of a person was opened; `None` where nobody else held it.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn handed_over(pool: &PgPool, person: PersonId) -> Result<Option<HandedOver>> {
    Ok(sqlx::query_as!(
        HandedOver,
        r#"select b.name as by, i.used_at as "at!" from invitation i join person b on b.person_id = i.invited_by
           where i.person_id = $1 and i.used_at is not null and i.handed_over and i.invited_by <> $1
           order by i.used_at limit 1"#,
        person.0,
    )
    .fetch_optional(pool)
    .await?)
}
