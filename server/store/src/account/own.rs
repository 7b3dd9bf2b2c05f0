//! What people change about their own account.

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::event;
use domain::ids::PersonId;
use domain::mail::{Kind, letters};
use sqlx::PgPool;

use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::mail::{Choice, Link, New, queue};
use crate::pilot::zone;
use crate::{Error, Result};

/// How long the link that confirms a new e-mail address can be used.
pub const ADDRESS_LINK_LASTS: TimeDelta = TimeDelta::hours(72);

/// A session of a person that lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// What the browser called itself when the person signed in.
    pub agent: Option<String>,
    /// When it began, by the database's time.
    pub since: DateTime<Utc>,
    /// Whether it is the one that was named.
    pub this_one: bool,
}

/// A wish for another e-mail address that is not confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Lower case.
    pub email: String,
    /// When it was said.
    pub asked_at: DateTime<Utc>,
    /// Until when the newest link works; `None` while nobody has made one.
    pub link_until: Option<DateTime<Utc>>,
}

/// A link to a new password that somebody else made for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeForThem {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; `None` where it was made at the command line.
    pub by: Option<String>,
    /// Why; empty where it was not said.
    pub reason: String,
    /// Whether it was used.
    pub used: bool,
}

/// What the settings of a person show of their account.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// The newest first.
    pub sessions: Vec<OpenSession>,
    /// A new e-mail address on its way.
    pub wish: Option<Wish>,
    /// What they want by mail.
    pub mail: Choice,
    /// The last links that were made for them, the newest first.
    pub reset_links: Vec<MadeForThem>,
}

/// The account of a person, whose own session has this hash.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn own_account(pool: &PgPool, person: PersonId, own_session: &[u8]) -> Result<OwnAccount> {
    let sessions = sqlx::query_as!(
        OpenSession,
        r#"select data ->> 'agent' as agent, created_at as since, session_hash = $2 as "this_one!" from session
           where data -> 'person' = to_jsonb($1::bigint) and revoked_at is null and expires_at > now()
               and created_at > now() - interval '7 days'
           order by created_at desc, session_hash limit 50"#,
        person.0,
        own_session,
    )
    .fetch_all(pool)
    .await?;
    let row = sqlx::query!(
        r#"select w.email as "email?", w.asked_at as "asked_at?", w.expires_at as "link_until?",
               coalesce(c.digest, true) as "digest!", coalesce(c.reminders, true) as "reminders!"
           from person p
           left join address_wish w on w.person_id = p.person_id and w.confirmed_at is null
           left join mail_choice c on c.person_id = p.person_id
           where p.person_id = $1"#,
        person.0,
    )
    .fetch_one(pool)
    .await?;
    let wish = row.email.zip(row.asked_at).map(|(email, asked_at)| Wish {
        email,
        asked_at,
        link_until: row.link_until,
    });
    let reset_links = sqlx::query_as!(
        MadeForThem,
        r#"select r.created_at as at, b.name as "by?", r.reason, r.used_at is not null as "used!"
           from reset_link r left join person b on b.person_id = r.made_by
           where r.person_id = $1 order by r.created_at desc limit 5"#,
        person.0,
    )
    .fetch_all(pool)
    .await?;
    Ok(OwnAccount {
        sessions,
        wish,
        mail: Choice {
            digest: row.digest,
            reminders: row.reminders,
        },
        reset_links,
    })
}

/// Calls a person otherwise. Whoever says what stands already changes nothing.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn rename(pool: &PgPool, person: PersonId, name: &str, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::of_installation(pool, person, now).await?;
    let changed = sqlx::query!(
        "update person set name = $2 where person_id = $1 and name <> $2",
        person.0,
        name,
    )
    .execute(&mut *change)
    .await?;
    if changed.rows_affected() == 0 {
        return Ok(());
    }
    change.commit(event::Account::Rename {}).await
}

/// Gives a person another password and ends every session of theirs but the one with this hash.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn change_password(
    pool: &PgPool,
    person: PersonId,
    password_hash: &str,
    own_session: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::of_installation(pool, person, now).await?;
    sqlx::query!(
        "update person set password_hash = $2 where person_id = $1",
        person.0,
        password_hash,
    )
    .execute(&mut *change)
    .await?;
    // What lets somebody in without the new password ends with the old one.
    sqlx::query!(
        "delete from reset_link where person_id = $1 and used_at is null",
        person.0
    )
    .execute(&mut *change)
    .await?;
    end_others(&mut change, person, own_session).await?;
    tell_of_new_password(&mut change, person).await?;
    change.commit(event::Account::ChangePassword {}).await
}

/// Tells a person by mail that their password is another.
pub(super) async fn tell_of_new_password(change: &mut Change<'_>, person: PersonId) -> Result<()> {
    let now = change.now();
    let own = sqlx::query_scalar!("select zone from person where person_id = $1", person.0)
        .fetch_one(&mut **change)
        .await?;
    let own = own.as_deref().map(zone).transpose()?;
    let about = format!("password {}", now.to_rfc3339());
    let letter = letters::password_changed(now, own);
    queue(change, &New::now(person, Kind::Account, &about, letter, now), now).await?;
    Ok(())
}

/// Ends every session of a person but the one with this hash; says how many there were.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn end_sessions(pool: &PgPool, person: PersonId, own_session: &[u8], now: DateTime<Utc>) -> Result<i64> {
    let mut change = Change::of_installation(pool, person, now).await?;
    let ended = end_others(&mut change, person, own_session).await?;
    if ended > 0 {
        change.commit(event::Account::EndSessions { ended }).await?;
    }
    Ok(ended)
}

/// Signs somebody out in every browser.
pub(super) async fn end_all_sessions(change: &mut Change<'_>, person: PersonId) -> Result<()> {
    sqlx::query!(
        "update session set revoked_at = now(), data = '{}'
         where revoked_at is null and data -> 'person' = to_jsonb($1::bigint)",
        person.0,
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

async fn end_others(change: &mut Change<'_>, person: PersonId, own_session: &[u8]) -> Result<i64> {
    let ended = sqlx::query!(
        "update session set revoked_at = now(), data = '{}'
         where revoked_at is null and expires_at > now() and data -> 'person' = to_jsonb($1::bigint)
             and session_hash <> $2",
        person.0,
        own_session,
    )
    .execute(&mut **change)
    .await?;
    Ok(i64::try_from(ended.rows_affected()).unwrap_or(i64::MAX))
}

/// Notes that a person wants to sign in with another e-mail address (lower case). It counts once it is confirmed; links for a
/// wish before stop working. Whether somebody else has the address is not told here, since nobody has shown yet that it is theirs.
///
/// # Errors
/// [`Error::Refused`] when it is the address they have.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn ask_address(pool: &PgPool, person: PersonId, email: &str, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::of_installation(pool, person, now).await?;
    let is_theirs = sqlx::query_scalar!(
        r#"select exists (select 1 from person where person_id = $1 and email = $2) as "is!""#,
        person.0,
        email,
    )
    .fetch_one(&mut *change)
    .await?;
    if is_theirs {
        return Err(Error::refused("This is the e-mail address you sign in with already."));
    }
    sqlx::query!(
        "insert into address_wish (person_id, email, asked_at) values ($1, $2, $3)
         on conflict (person_id) do update set email = excluded.email, asked_at = excluded.asked_at,
             token_hash = null, expires_at = null, confirmed_at = null",
        person.0,
        email,
        now,
    )
    .execute(&mut *change)
    .await?;
    change.commit(event::Account::AskAddress {}).await
}

/// Takes the wish for another e-mail address back; its link stops working.
///
/// # Errors
/// [`Error::Refused`] when there is none.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn drop_address(pool: &PgPool, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::of_installation(pool, person, now).await?;
    let dropped = sqlx::query!(
        "delete from address_wish where person_id = $1 and confirmed_at is null",
        person.0
    )
    .execute(&mut *change)
    .await?;
    if dropped.rows_affected() == 0 {
        return Err(Error::refused("No other e-mail address waits to be confirmed."));
    }
    change.commit(event::Account::DropAddress {}).await
}

/// Keeps the hash of the link that confirms a person's new e-mail address, which is the answer: the link has to be sent there
/// and nowhere else. Links made for them before stop working. `by` is whoever hands it over; `None` for the software itself.
///
/// # Errors
/// [`Error::Refused`] when the person wants no other address.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn make_address_link(
    pool: &PgPool,
    person: PersonId,
    by: Option<PersonId>,
    link: impl Into<Link<'_>>,
    now: DateTime<Utc>,
) -> Result<String> {
    let link = link.into();
    let mut change = Change::of_installation(pool, by, now).await?;
    let email = sqlx::query_scalar!(
        "update address_wish set token_hash = $2, expires_at = $3
         where person_id = $1 and confirmed_at is null returning email",
        person.0,
        link.hash,
        now + ADDRESS_LINK_LASTS,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or_else(|| Error::refused("They want no other e-mail address, or it is confirmed already."))?;
    if link.by_mail.is_some() {
        let name = sqlx::query_scalar!("select name from person where person_id = $1", person.0)
            .fetch_one(&mut *change)
            .await?;
        let about = link.about();
        let new = New {
            address: Some(&email),
            link: Some(link),
            expires_at: Some(now + ADDRESS_LINK_LASTS),
            ..New::now(person, Kind::Address, &about, letters::address_link(&name), now)
        };
        queue(&mut change, &new, now).await?;
    }
    change.commit(event::Account::MakeAddressLink { person }).await?;
    Ok(email)
}

/// What a link to confirm an e-mail address opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressLink {
    /// Whose account it is.
    pub name: String,
    /// The address it has now.
    pub before: String,
    /// The address it is to have.
    pub email: String,
    /// Whether it was used.
    pub used: bool,
    /// Whether it has run out.
    pub over: bool,
}

/// The wish behind a link; `None` for a link that nobody made, or that a newer one replaced.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn address_link(pool: &PgPool, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<AddressLink>> {
    Ok(sqlx::query_as!(
        AddressLink,
        r#"select p.name, p.email as before, w.email, w.confirmed_at is not null as "used!",
               w.expires_at <= $2 or p.disabled_at is not null as "over!"
           from address_wish w join person p using (person_id) where w.token_hash = $1"#,
        token_hash,
        now,
    )
    .fetch_optional(pool)
    .await?)
}

/// Uses a link: the person signs in with the new address from now on. Gives the address.
///
/// # Errors
/// [`Error::Refused`] when the link was used, replaced or has run out, and when another account has the address.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn confirm_address(pool: &PgPool, token_hash: &[u8], now: DateTime<Utc>) -> Result<String> {
    let mut change = Change::of_installation(pool, None, now).await?;
    let wish = sqlx::query!(
        r#"update address_wish w set confirmed_at = $2 from person p
           where p.person_id = w.person_id and p.disabled_at is null
               and w.token_hash = $1 and w.confirmed_at is null and w.expires_at > $2
           returning w.person_id as "person_id: PersonId", w.email"#,
        token_hash,
        now,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or_else(|| Error::refused("This link was used already or has run out. Ask for a new one in your settings."))?;
    let before = sqlx::query!("select email, zone from person where person_id = $1", wish.person_id.0)
        .fetch_one(&mut *change)
        .await?;
    let zone = before.zone.as_deref().map(zone).transpose()?;
    let about = format!("address {}", now.to_rfc3339());
    let told = New {
        address: Some(&before.email),
        ..New::now(
            wish.person_id,
            Kind::Account,
            &about,
            letters::address_changed(now, zone),
            now,
        )
    };
    queue(&mut change, &told, now).await?;
    sqlx::query!(
        "update person set email = $2 where person_id = $1",
        wish.person_id.0,
        wish.email,
    )
    .execute(&mut *change)
    .await
    .on_constraint(
        "person_email_unique",
        "Another account has this e-mail address, so nothing was changed.",
    )?;
    let person = wish.person_id;
    change.by(person).commit(event::Account::ConfirmAddress {}).await?;
    Ok(wish.email)
}
