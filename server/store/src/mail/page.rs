//! Mail as whoever runs the installation sees it, and what people choose to have of it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::event;
use domain::ids::PersonId;
use domain::mail::{Kind, Letter};
use sqlx::PgPool;

use super::kind;
use crate::change::Change;
use crate::secret::{Bound, Key};
use crate::{Error, Result};

/// How many mails a page lists.
const LISTED: i64 = 100;
/// How long a mail that was opened can be read.
const OPEN_FOR: TimeDelta = TimeDelta::minutes(15);

/// A mail in the list: to whom and what became of it, not what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: i64,
    /// Who gets it.
    pub name: String,
    /// Where it goes, or went.
    pub to: String,
    /// What for.
    pub kind: Kind,
    /// Which reminder it is; 0 for what is none.
    pub nth: i32,
    /// When it was queued.
    pub queued_at: DateTime<Utc>,
    /// When it is tried next, while it waits.
    pub not_before: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i32,
    /// What the last attempt came to, if it did not arrive.
    pub trouble: Option<String>,
    /// What became of it: `sent`, `kept`, `refused`, `unknown`, `expired` or `moot`; `None` while it waits.
    pub ended: Option<String>,
    /// When.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether what it says is there still.
    pub is_there: bool,
}

/// The newest mails, those before a number if one is given; first of all, on the first page, those that were refused or of which
/// nobody knows.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list(pool: &PgPool, before: Option<i64>) -> Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"select m.mail_id, p.name, coalesce(m.sent_to, m.address, p.email) as "to!", m.kind, m.nth, m.queued_at, m.not_before,
               m.attempts, m.trouble, m.ended, m.ended_at, m.letter is not null as "is_there!"
           from mail m join person p using (person_id)
           where m.mail_id < coalesce($1, 9223372036854775807) or ($1 is null and m.ended in ('refused', 'unknown'))
           order by m.mail_id desc limit $2"#,
        before,
        LISTED,
    )
    .fetch_all(pool)
    .await?;
    let rows = rows.into_iter().map(|row| {
        Ok(Listed {
            id: row.mail_id,
            name: row.name,
            to: row.to,
            kind: kind(&row.kind)?,
            nth: row.nth,
            queued_at: row.queued_at,
            not_before: row.not_before,
            attempts: row.attempts,
            trouble: row.trouble,
            ended: row.ended,
            ended_at: row.ended_at,
            is_there: row.is_there,
        })
    });
    rows.collect()
}

/// A mail that is there still.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Which.
    pub id: i64,
    /// Who gets it.
    pub name: String,
    /// Where it goes.
    pub to: String,
    /// What became of it; `None` while it waits.
    pub ended: Option<String>,
    /// What it says, with the secret of its link, where the reader has opened it in the last quarter of an hour.
    pub content: Option<(Letter, Option<String>)>,
    /// Who opened it before, when and why, newest first.
    pub openings: Vec<(String, DateTime<Utc>, String)>,
}

/// A mail, for the person who looks at it.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or what it said was erased.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn find(pool: &PgPool, key: &Key, id: i64, person: PersonId, now: DateTime<Utc>) -> Result<Opened> {
    let row = sqlx::query!(
        r#"select p.name, coalesce(m.address, p.email) as "to!", m.letter as "letter!", m.sealed, m.link_hash, m.ended,
               array(select b.name from mail_opening o join person b on b.person_id = o.opened_by
                   where o.mail_id = m.mail_id order by o.mail_opening_id desc) as "by!",
               array(select o.opened_at from mail_opening o
                   where o.mail_id = m.mail_id order by o.mail_opening_id desc) as "at!",
               array(select o.reason from mail_opening o
                   where o.mail_id = m.mail_id order by o.mail_opening_id desc) as "reason!",
               exists (select from mail_opening o where o.mail_id = m.mail_id and o.opened_by = $2 and o.opened_at > $3)
                   as "is_open!"
           from mail m join person p using (person_id) where m.mail_id = $1 and m.letter is not null"#,
        id,
        person.0,
        now - OPEN_FOR,
    )
    .fetch_optional(pool)
    .await?
    .ok_or(Error::NotFound)?;
    let content = if row.is_open {
        let letter = serde_json::from_value(row.letter).map_err(|error| Error::inconsistent("mail", error))?;
        let secret = row.sealed.zip(row.link_hash);
        let secret = secret.and_then(|(sealed, hash)| key.open(Bound::Mail(&hash), &sealed));
        Some((letter, secret))
    } else {
        None
    };
    let openings = row.by.into_iter().zip(row.at).zip(row.reason);
    Ok(Opened {
        id,
        name: row.name,
        to: row.to,
        ended: row.ended,
        content,
        openings: openings.map(|((by, at), reason)| (by, at, reason)).collect(),
    })
}

/// Opens a mail for whoever runs the installation, which is recorded with their reason.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or what it said was erased.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn open(pool: &PgPool, id: i64, person: PersonId, reason: &str, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::of_installation(pool, person, now).await?;
    let reader = sqlx::query_scalar!(
        r#"insert into mail_opening (mail_id, opened_by, reason, opened_at)
           select mail_id, $2, $3, $4 from mail where mail_id = $1 and letter is not null
           returning (select person_id from mail where mail_id = $1) as "person_id!: PersonId""#,
        id,
        person.0,
        reason,
        now,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    change
        .commit(event::Account::OpenMail {
            mail: id.into(),
            person: reader,
            reason: reason.to_owned(),
        })
        .await
}

/// Sends a mail again that was refused, or of which nobody knows whether it arrived.
///
/// # Errors
/// [`Error::NotFound`] when there is none; [`Error::Refused`] when it is no such mail.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn retry(pool: &PgPool, id: i64, now: DateTime<Utc>) -> Result<()> {
    let again = sqlx::query!(
        "update mail set ended = null, ended_at = null, attempting = false, unheard = 0, attempts = 0, not_before = $2,
             queued_at = $2, trouble = null
         where mail_id = $1 and ended in ('refused', 'unknown') and letter is not null",
        id,
        now,
    )
    .execute(pool)
    .await?;
    if again.rows_affected() > 0 {
        return Ok(());
    }
    let is_there = sqlx::query_scalar!(r#"select exists (select from mail where mail_id = $1) as "there!""#, id);
    if !is_there.fetch_one(pool).await? {
        return Err(Error::NotFound);
    }
    Err(Error::refused(
        "This mail is on its way, was sent, or has been erased. It is not sent again.",
    ))
}

/// What somebody wants by mail, of what is no duty: everything, unless they said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The week in a few lines.
    pub digest: bool,
    /// Reminders of what they were asked.
    pub reminders: bool,
}

/// Records what somebody wants by mail.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn choose(pool: &PgPool, person: PersonId, choice: Choice, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into mail_choice (person_id, digest, reminders, chosen_at) values ($1, $2, $3, $4)
         on conflict (person_id) do update set digest = excluded.digest, reminders = excluded.reminders,
             chosen_at = excluded.chosen_at",
        person.0,
        choice.digest,
        choice.reminders,
        now,
    )
    .execute(pool)
    .await?;
    Ok(())
}
