//! Mail on its way: queued in the transaction of what causes it, claimed by one instance, sent by it, and recorded.

mod claim;
mod deliveries;
mod events;
mod page;
mod remind;
mod unsubscribe;

use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::mail::{Kind, Letter};
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::secret::{self, Bound, Key};
use crate::{Error, Result};

pub use claim::{Claimed, Outcome, claim, stuck};
pub(crate) use events::follow;
pub use page::{Choice, Listed, Opened, choose, find, list, open, retry};
pub use remind::{Looked, remind_all};
pub use unsubscribe::{unsubscribe, unsubscribe_token, unsubscribing};

/// A link with a secret: what is kept of it for ever, and the secret itself where it goes out by mail.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    pub(crate) hash: &'a [u8],
    pub(crate) by_mail: Option<(&'a Key, &'a str)>,
    /// Whether whoever made it is shown it as well.
    pub(crate) shown: bool,
}

impl<'a> Link<'a> {
    /// One that the program sends to its person itself. Until it is sent the secret stands in the queue, encrypted.
    #[must_use]
    pub fn by_mail(hash: &'a [u8], key: &'a Key, secret: &'a str) -> Self {
        let by_mail = Some((key, secret));
        Self {
            hash,
            by_mail,
            shown: false,
        }
    }

    /// Whether whoever makes it is shown it as well, and hands it over: where no mail is sent.
    #[must_use]
    pub fn shown(self, shown: bool) -> Self {
        Self { shown, ..self }
    }

    /// What tells its mail from others: the beginning of its hash.
    pub(crate) fn about(&self) -> String {
        hex::encode(self.hash.get(..8).unwrap_or(self.hash))
    }
}

/// One that whoever makes it hands over.
impl<'a> From<&'a [u8]> for Link<'a> {
    fn from(hash: &'a [u8]) -> Self {
        Self {
            hash,
            by_mail: None,
            shown: true,
        }
    }
}

/// One that whoever makes it hands over.
impl<'a, const N: usize> From<&'a [u8; N]> for Link<'a> {
    fn from(hash: &'a [u8; N]) -> Self {
        Self {
            hash,
            by_mail: None,
            shown: true,
        }
    }
}

/// A mail to be queued.
pub(crate) struct New<'a> {
    /// To whom.
    pub(crate) to: PersonId,
    /// Elsewhere than to their address.
    pub(crate) address: Option<&'a str>,
    /// The pilot it is about.
    pub(crate) pilot: Option<PilotId>,
    /// What for.
    pub(crate) kind: Kind,
    /// What tells it from others of its kind.
    pub(crate) about: &'a str,
    /// 0 for the first, then which reminder.
    pub(crate) nth: i32,
    /// What it says.
    pub(crate) letter: Letter,
    /// Its link.
    pub(crate) link: Option<Link<'a>>,
    /// When it is sent at the earliest.
    pub(crate) not_before: DateTime<Utc>,
    /// When it says nothing any more.
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

impl<'a> New<'a> {
    /// One that is sent at once.
    pub(crate) fn now(to: PersonId, kind: Kind, about: &'a str, letter: Letter, now: DateTime<Utc>) -> Self {
        Self {
            to,
            address: None,
            pilot: None,
            kind,
            about,
            nth: 0,
            letter,
            link: None,
            not_before: now,
            expires_at: None,
        }
    }
}

/// Queues a mail, in the transaction of what causes it; false when it is there already. Nobody is written to about an example.
///
/// # Errors
/// [`Error::Refused`] when a secret cannot be encrypted with the key that the instances share.
pub(crate) async fn queue(tx: &mut PgConnection, new: &New<'_>, now: DateTime<Utc>) -> Result<bool> {
    let sealed = match new
        .link
        .and_then(|link| link.by_mail.map(|(key, secret)| (link.hash, key, secret)))
    {
        Some((hash, key, secret)) => {
            secret::is_shared(tx, key, now).await?;
            Some(key.seal(Bound::Mail(hash), secret))
        }
        None => None,
    };
    let hash = new.link.filter(|_| sealed.is_some()).map(|link| link.hash);
    let queued = sqlx::query!(
        "insert into mail (person_id, address, pilot_id, kind, about, nth, letter, sealed, link_hash, queued_at, not_before, expires_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
         where not exists (select from pilot where pilot_id = $3 and example)
         on conflict do nothing",
        new.to.0,
        new.address,
        new.pilot.map(|pilot| pilot.0),
        new.kind.as_str(),
        new.about,
        new.nth,
        Json(&new.letter) as _,
        sealed,
        hash,
        now,
        new.not_before,
        new.expires_at,
    )
    .execute(tx)
    .await?;
    Ok(queued.rows_affected() > 0)
}

/// What a row says of its kind.
fn kind(word: &str) -> Result<Kind> {
    Kind::parse(word).ok_or_else(|| Error::inconsistent("mail", word))
}

/// Erases what mails said that ended 30 days ago and were not sent. That they ended so, and why, stays.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn sweep(pool: &PgPool, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update mail set letter = null, sealed = null
         where ended is not null and ended_at < $1::timestamptz - interval '30 days' and (letter is not null or sealed is not null)",
        now,
    )
    .execute(pool)
    .await?;
    Ok(())
}
