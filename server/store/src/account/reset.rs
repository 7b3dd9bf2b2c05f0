//! A new password for somebody who forgot theirs: by a link that whoever runs the program, or a site admin, makes.

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::event;
use domain::ids::PersonId;
use domain::mail::{Kind, letters};
use sqlx::PgPool;

use super::own::{end_all_sessions, tell_of_new_password};
use crate::change::Change;
use crate::mail::{Link, New, queue};
use crate::{Error, Result};

/// How long a reset link can be used.
pub const RESET_LINK_LASTS: TimeDelta = TimeDelta::minutes(30);
/// So many reset links go by mail to one person in an hour: whoever enters another's address does not flood them.
const MOST_RESET_MAILS: i64 = 3;

/// Keeps the hash of a single-use link with which the person with this address (lower case) chooses a
/// new password. Links made for them before stop working. By mail there are three in an hour, and no more.
///
/// # Errors
/// [`Error::Refused`] when nobody with this address can sign in.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn make_reset_link(pool: &PgPool, email: &str, link: impl Into<Link<'_>>, now: DateTime<Utc>) -> Result<()> {
    let link = link.into();
    let mut change = Change::of_installation(pool, None, now).await?;
    let person = sqlx::query_scalar!(
        r#"select person_id as "person_id: PersonId" from person
           where email = $1 and password_hash is not null and disabled_at is null for update"#,
        email,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or_else(|| Error::refused(format!("Nobody who can sign in has the e-mail address {email}.")))?;
    if link.by_mail.is_some() && many_mails(&mut change, person).await? {
        return Ok(());
    }
    keep(change, person, link, None, "").await
}

/// Whether so many reset links went by mail to a person in the last hour that there are no more for now.
async fn many_mails(change: &mut Change<'_>, person: PersonId) -> Result<bool> {
    let now = change.now();
    let many = sqlx::query_scalar!(
        r#"select count(*) >= $3 as "many!" from mail
           where person_id = $1 and kind = 'reset' and queued_at > $2::timestamptz - interval '1 hour'"#,
        person.0,
        now,
        MOST_RESET_MAILS,
    );
    Ok(many.fetch_one(&mut **change).await?)
}

/// The same for somebody a site admin names, who says why. Gives their name. The person reads in their settings who made the link,
/// and why.
///
/// # Errors
/// [`Error::NotFound`] without such a person; [`Error::Refused`] when they cannot sign in.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn make_reset_link_for(
    pool: &PgPool,
    person: PersonId,
    by: PersonId,
    reason: &str,
    link: impl Into<Link<'_>>,
    now: DateTime<Utc>,
) -> Result<String> {
    let link = link.into();
    let mut change = Change::of_installation(pool, by, now).await?;
    let row = sqlx::query!(
        r#"select name, password_hash is not null and disabled_at is null as "can!" from person
           where person_id = $1 for update"#,
        person.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    if !row.can {
        return Err(Error::refused(format!(
            "{} cannot sign in, so that there is no password to choose anew.",
            row.name
        )));
    }
    keep(change, person, link, Some(by), reason).await?;
    Ok(row.name)
}

async fn keep(
    mut change: Change<'_>,
    person: PersonId,
    link: Link<'_>,
    by: Option<PersonId>,
    reason: &str,
) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "delete from reset_link where person_id = $1 and used_at is null",
        person.0
    )
    .execute(&mut *change)
    .await?;
    sqlx::query!(
        "insert into reset_link (token_hash, person_id, created_at, expires_at, made_by, reason)
         values ($1, $2, $3, $4, $5, $6)",
        link.hash,
        person.0,
        now,
        now + RESET_LINK_LASTS,
        by.map(|by| by.0),
        reason,
    )
    .execute(&mut *change)
    .await?;
    if link.by_mail.is_some() {
        let about = link.about();
        let letter = match by {
            Some(by) => {
                let by = sqlx::query_scalar!("select name from person where person_id = $1", by.0);
                letters::reset_by(&by.fetch_one(&mut *change).await?)
            }
            None => letters::reset(),
        };
        let new = New {
            link: Some(link),
            expires_at: Some(now + RESET_LINK_LASTS),
            ..New::now(person, Kind::Reset, &about, letter, now)
        };
        queue(&mut change, &new, now).await?;
    }
    let reason = reason.to_owned();
    change.commit(event::Account::MakeResetLink { person, reason }).await
}

/// The e-mail address a reset link is for; `None` when the link does not work any more.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn reset_link(pool: &PgPool, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select email from reset_link join person using (person_id)
         where token_hash = $1 and used_at is null and expires_at > $2 and disabled_at is null",
        token_hash,
        now,
    )
    .fetch_optional(pool)
    .await?)
}

/// Whether a reset link was used; `None` for one that nobody made, or that a newer one replaced.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn reset_link_was_used(pool: &PgPool, token_hash: &[u8]) -> Result<Option<bool>> {
    Ok(sqlx::query_scalar!(
        r#"select used_at is not null as "used!" from reset_link where token_hash = $1"#,
        token_hash,
    )
    .fetch_optional(pool)
    .await?)
}

/// Uses a reset link: the person, who is the answer, has a new password, and whoever was signed in as them is not any more.
///
/// # Errors
/// [`Error::Refused`] when the link was used, replaced or has run out.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn reset_password(
    pool: &PgPool,
    token_hash: &[u8],
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<PersonId> {
    let mut change = Change::of_installation(pool, None, now).await?;
    let person = sqlx::query_scalar!(
        r#"update reset_link set used_at = $2
           where token_hash = $1 and used_at is null and expires_at > $2
               and person_id in (select person_id from person where disabled_at is null)
           returning person_id as "person_id: PersonId""#,
        token_hash,
        now,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or_else(|| Error::refused("This link was used already or has run out. Ask for a new one."))?;
    sqlx::query!(
        "update person set password_hash = $2 where person_id = $1",
        person.0,
        password_hash,
    )
    .execute(&mut *change)
    .await?;
    end_all_sessions(&mut change, person).await?;
    tell_of_new_password(&mut change, person).await?;
    change.by(person).commit(event::Account::ResetPassword {}).await?;
    Ok(person)
}
