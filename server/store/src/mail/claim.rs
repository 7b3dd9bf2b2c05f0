//! One mail on its way: claimed by one instance, sent by it, and recorded.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{PersonId, PilotId};
use domain::mail::{Kind, Letter, asked, letters};
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, PgPool, Postgres};

use super::{New, deliveries, kind, queue};
use crate::inbox::asked_of;
use crate::secret::{Bound, Key};
use crate::{Error, Result, pilot};

/// How long after an attempt of which nothing was heard another may be made: by then the first has ended.
const SETTLES_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// An attempt of which nothing was heard may have arrived, and so may the one after it. There is no third: at most one mail is
/// a duplicate.
const MOST_UNHEARD: i32 = 2;
/// A mail that nobody takes for so long is given up, and that is said.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(4);
/// What locks are taken for, beside other locks of the application.
const LOCK: i32 = 0x6d61_696c;

/// A mail that this instance alone sends. The lock it holds ends with the connection it was taken on.
pub struct Claimed {
    connection: PoolConnection<Postgres>,
    id: i64,
    attempts: i32,
    unheard: i32,
    queued_at: DateTime<Utc>,
    /// By what two copies are told to be one.
    pub message: String,
    /// To whom.
    pub person: PersonId,
    /// Where it goes.
    pub to: String,
    /// What for.
    pub kind: Kind,
    /// 0 for the first, then which reminder.
    pub nth: i32,
    /// What it says.
    pub letter: Letter,
    /// The secret of its link.
    pub secret: Option<String>,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server took it.
    Sent,
    /// Nobody sends mail here: it is kept where whoever runs the installation reads it.
    Kept,
    /// It was not taken, and may be later.
    Later {
        /// Why, in a sentence.
        why: String,
        /// Not before.
        again: DateTime<Utc>,
    },
    /// The mail server refuses it for good.
    Refused(String),
    /// It may have been taken or not.
    Unheard(String),
}

/// Takes what waits longest and nobody else has, and notes that it is on its way. What nobody is asked any more is not sent:
/// that is looked at here, in the transaction that claims it.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn claim(pool: &PgPool, key: &Key, now: DateTime<Utc>) -> Result<Option<Claimed>> {
    loop {
        let mut connection = pool.acquire().await?;
        let mut tx = sqlx::Connection::begin(&mut *connection).await?;
        let row = sqlx::query!(
            r#"select m.mail_id, m.message, m.person_id as "person_id: PersonId", coalesce(m.address, p.email) as "to!",
                   m.pilot_id as "pilot_id: PilotId", m.kind, m.about, m.nth, m.letter as "letter!", m.sealed, m.link_hash,
                   m.attempts, m.unheard, m.attempting, m.queued_at, coalesce(m.expires_at <= $1, false) as "expired!",
                   p.disabled_at is not null or t.put_away_at is not null or t.archived_at is not null
                       or (m.nth > 0 and not coalesce(c.reminders, true)) or (m.kind = 'digest' and not coalesce(c.digest, true))
                       or (m.kind = 'invitation' and not exists (select from invitation i
                           where i.token_hash = m.link_hash and i.used_at is null and i.expires_at > $1))
                       or (m.kind = 'address' and not exists (select from address_wish w
                           where w.token_hash = m.link_hash and w.confirmed_at is null and w.expires_at > $1))
                       or (m.kind = 'reset' and not exists (select from reset_link r
                           where r.token_hash = m.link_hash and r.used_at is null and r.expires_at > $1)) as "moot!"
               from mail m join person p using (person_id) left join pilot t on t.pilot_id = m.pilot_id
                   left join mail_choice c on c.person_id = m.person_id
               where m.ended is null and m.not_before <= $1
               order by m.not_before, m.mail_id limit 1 for update of m skip locked"#,
            now,
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else {
            tx.rollback().await?;
            return Ok(None);
        };
        let unheard = row.unheard + i32::from(row.attempting);
        let secret = match (&row.sealed, &row.link_hash) {
            (Some(sealed), Some(hash)) => Some(key.open(Bound::Mail(hash), sealed)),
            _ => None,
        };
        let read = async {
            let kind = kind(&row.kind)?;
            let letter: Letter =
                serde_json::from_value(row.letter).map_err(|error| Error::inconsistent("mail", error))?;
            let asks = matches!(
                kind,
                Kind::Decide
                    | Kind::Sign
                    | Kind::Amend
                    | Kind::Replace
                    | Kind::Consent
                    | Kind::Condition
                    | Kind::Survey
                    | Kind::Confirm
            );
            let ended = if row.expired {
                Some("expired")
            } else if row.moot || secret == Some(None) {
                Some("moot")
            } else if let Some(pilot) = row.pilot_id.filter(|_| kind == Kind::Deliveries) {
                let still = deliveries::still_unused(&mut tx, pilot, &row.about).await?;
                (!still).then_some("moot")
            } else if let Some(pilot) = row.pilot_id.filter(|_| asks) {
                let still = still_asked(&mut tx, pilot, row.person_id, (kind, &row.about), now).await?;
                (!still).then_some("moot")
            } else {
                None
            };
            Ok((kind, letter, ended))
        };
        let (kind, letter, ended) = match read.await {
            // What cannot be read keeps nothing else from being sent.
            Err(error @ Error::Inconsistent { .. }) => {
                tracing::error!(%error, message = row.message, "a mail cannot be read");
                postpone(&mut tx, row.mail_id, now).await?;
                tx.commit().await?;
                continue;
            }
            read => read?,
        };
        if let Some(ended) = ended {
            erase(&mut tx, row.mail_id, ended, now).await?;
            tx.commit().await?;
            continue;
        }
        if unheard >= MOST_UNHEARD {
            let why = "Twice nothing was heard of it after it was handed over. It may have arrived once, twice or not at all.";
            give_up(&mut tx, row.mail_id, "unknown", why, now).await?;
            tell_admins(&mut tx, kind, now).await?;
            tx.commit().await?;
            continue;
        }
        sqlx::query!(
            "update mail set not_before = $2, attempting = true, attempts = attempts + 1, unheard = $3 where mail_id = $1",
            row.mail_id,
            now + SETTLES_WITHIN,
            unheard,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        connection.close_on_drop();
        // Whoever sent it last may have been stopped in the midst of it, and be woken later.
        let place = i32::try_from(row.mail_id & 0x7fff_ffff).unwrap_or_default();
        let is_free = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1, $2) as "free!""#, LOCK, place)
            .fetch_one(&mut *connection)
            .await?;
        if !is_free {
            return Ok(None);
        }
        return Ok(Some(Claimed {
            connection,
            id: row.mail_id,
            attempts: row.attempts + 1,
            unheard,
            queued_at: row.queued_at,
            message: row.message,
            person: row.person_id,
            to: row.to,
            kind,
            nth: row.nth,
            letter,
            secret: secret.flatten(),
        }));
    }
}

/// Whether the pilot still asks the person for it.
async fn still_asked(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    (kind, about): (Kind, &str),
    now: DateTime<Utc>,
) -> Result<bool> {
    let facts = pilot::facts_in(tx, pilot).await?;
    let asks = asked(&asked_of(&facts, &[], person, now));
    Ok(asks.iter().any(|ask| ask.kind() == kind && ask.about() == about))
}

async fn erase(tx: &mut PgConnection, id: i64, ended: &str, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update mail set ended = $2, ended_at = $3, letter = null, sealed = null, attempting = false where mail_id = $1",
        id,
        ended,
        now,
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn postpone(tx: &mut PgConnection, id: i64, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update mail set not_before = $2, trouble = 'It cannot be read as it stands in the database.' where mail_id = $1",
        id,
        now + SETTLES_WITHIN,
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn give_up(tx: &mut PgConnection, id: i64, ended: &str, why: &str, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update mail set ended = $2, ended_at = $4, trouble = $3, attempting = false where mail_id = $1",
        id,
        ended,
        why,
        now,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Says to whoever runs the installation that mail did not arrive, once a day, unless it was what says so.
async fn tell_admins(tx: &mut PgConnection, kind: Kind, now: DateTime<Utc>) -> Result<()> {
    if kind == Kind::Undelivered {
        return Ok(());
    }
    let admins = sqlx::query_scalar!(
        r#"select person_id as "person_id: PersonId" from person
           where site_admin and disabled_at is null and password_hash is not null order by person_id"#
    )
    .fetch_all(&mut *tx)
    .await?;
    let day = now.date_naive().to_string();
    for admin in admins {
        queue(
            tx,
            &New::now(admin, Kind::Undelivered, &day, letters::undelivered(), now),
            now,
        )
        .await?;
    }
    Ok(())
}

impl Claimed {
    /// How often it was tried, with this time.
    #[must_use]
    pub fn attempts(&self) -> i32 {
        self.attempts
    }

    /// Records what became of it, and lets it go.
    ///
    /// # Errors
    /// When the database fails: then it is as if nothing had been heard of the attempt.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn finish(mut self, outcome: &Outcome, now: DateTime<Utc>) -> Result<()> {
        let mut tx = sqlx::Connection::begin(&mut *self.connection).await?;
        match outcome {
            Outcome::Sent => {
                sqlx::query!(
                    "update mail set ended = 'sent', ended_at = $2, letter = null, sealed = null, attempting = false,
                         trouble = null, sent_to = $3 where mail_id = $1",
                    self.id,
                    now,
                    self.to,
                )
                .execute(&mut *tx)
                .await?;
            }
            Outcome::Kept => {
                sqlx::query!(
                    "update mail set ended = 'kept', ended_at = $2, attempting = false where mail_id = $1",
                    self.id,
                    now,
                )
                .execute(&mut *tx)
                .await?;
            }
            Outcome::Refused(why) => {
                give_up(&mut tx, self.id, "refused", why, now).await?;
                tell_admins(&mut tx, self.kind, now).await?;
            }
            Outcome::Later { why, .. } if now - self.queued_at > GIVEN_UP_AFTER => {
                let why = format!("Nobody took it for four days. Last: {why}");
                give_up(&mut tx, self.id, "refused", &why, now).await?;
                tell_admins(&mut tx, self.kind, now).await?;
            }
            Outcome::Later { why, again } => {
                sqlx::query!(
                    "update mail set attempting = false, trouble = $2, not_before = $3 where mail_id = $1",
                    self.id,
                    why,
                    again,
                )
                .execute(&mut *tx)
                .await?;
            }
            Outcome::Unheard(why) => {
                sqlx::query!(
                    "update mail set attempting = false, unheard = $4, trouble = $2, not_before = $3 where mail_id = $1",
                    self.id,
                    why,
                    now + SETTLES_WITHIN,
                    self.unheard + 1,
                )
                .execute(&mut *tx)
                .await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

/// How many mails wait although they were tried or should have gone out a quarter of an hour ago, and since when the oldest of
/// them waits.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn stuck(pool: &PgPool, now: DateTime<Utc>) -> Result<Option<(i64, DateTime<Utc>)>> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", min(queued_at) as oldest from mail
           where ended is null and queued_at < $1::timestamptz - interval '15 minutes'
               and (attempts > 0 or not_before < $1::timestamptz - interval '15 minutes')"#,
        now,
    )
    .fetch_one(pool)
    .await?;
    Ok(row.oldest.map(|oldest| (row.count, oldest)))
}
