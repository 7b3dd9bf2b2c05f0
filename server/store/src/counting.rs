//! Who counts as a bot and which days are holidays, as entered for a pilot.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::correction::Entry as ByHand;
use domain::ids::{PersonId, PilotId};
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::correction::{self, Entered};
use crate::{Error, Result};

pub use domain::correction::Counts;

/// An entry that stands.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which.
    pub id: i64,
    /// What it says.
    pub counts: Counts,
    /// Why it was entered after the start.
    pub reason: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The entries that stand, by what they say.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list(pool: &PgPool, pilot: PilotId) -> Result<Vec<Entry>> {
    list_in(&mut *pool.acquire().await?, pilot).await
}

pub(crate) async fn list_in(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<Entry>> {
    sqlx::query!(
        "select e.counting_entry_id as id, e.bot, e.holiday, e.reason, p.name as by, e.entered_at as at
         from counting_entry e join person p on p.person_id = e.entered_by
         where e.pilot_id = $1 and e.withdraws is null
             and not exists (select from counting_entry w where w.withdraws = e.counting_entry_id)
         order by lower(e.bot), e.holiday",
        pilot.0,
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|r| {
        Ok(Entry {
            id: r.id,
            counts: match (r.bot, r.holiday) {
                (Some(login), None) => Counts::Bot(login),
                (None, Some(day)) => Counts::Holiday(day),
                _ => return Err(Error::inconsistent("counting_entry", "neither a bot nor a holiday")),
            },
            reason: r.reason,
            by: r.by,
            at: r.at,
        })
    })
    .collect()
}

/// Enters a bot or a holiday.
///
/// # Errors
/// [`Error::Refused`] when it stands already, after the start without a reason, or when the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn add(
    pool: &PgPool,
    pilot: PilotId,
    by: PersonId,
    (counts, reason): (&Counts, &str),
    now: DateTime<Utc>,
) -> Result<Entered> {
    let entry = ByHand::Count { counts: counts.clone() };
    correction::enter(pool, pilot, by, (&entry, reason), now).await
}

pub(crate) async fn add_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    by: PersonId,
    (counts, reason): (&Counts, &str),
) -> Result<event::Data> {
    if reason.is_empty() && change.started() {
        return Err(Error::refused(
            "What counts froze with the start. Say why it is corrected.",
        ));
    }
    let known = list_in(change, pilot).await?;
    let same = |entry: &Entry| match (&entry.counts, counts) {
        (Counts::Bot(one), Counts::Bot(other)) => one.eq_ignore_ascii_case(other),
        (one, other) => one == other,
    };
    if known.iter().any(same) {
        return Err(Error::refused("That is entered already."));
    }
    let (bot, holiday) = match counts {
        Counts::Bot(login) => (Some(login.as_str()), None),
        Counts::Holiday(day) => (None, Some(*day)),
    };
    let reason = (!reason.is_empty()).then(|| reason.to_owned());
    sqlx::query!(
        "insert into counting_entry (pilot_id, bot, holiday, reason, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6)",
        pilot.0,
        bot,
        holiday,
        reason,
        by.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    let what = counts.words();
    Ok(event::Data::Count { what, reason })
}

/// Takes an entry out.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot, [`Error::Refused`] when it was taken out already or the pilot is
/// decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn withdraw(
    pool: &PgPool,
    pilot: PilotId,
    by: PersonId,
    (id, reason): (i64, &str),
    now: DateTime<Utc>,
) -> Result<Entered> {
    let entry = ByHand::Uncount { counting: id };
    correction::enter(pool, pilot, by, (&entry, reason), now).await
}

pub(crate) async fn withdraw_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    by: PersonId,
    (id, reason): (i64, &str),
) -> Result<event::Data> {
    let standing = list_in(change, pilot).await?.into_iter().find(|entry| entry.id == id);
    let entry = standing.ok_or(Error::NotFound)?;
    sqlx::query!(
        "insert into counting_entry (pilot_id, withdraws, reason, entered_by, entered_at) values ($1, $2, $3, $4, $5)",
        pilot.0,
        id,
        reason,
        by.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(event::Data::WithdrawCount {
        what: entry.counts.words(),
        reason: reason.to_owned().into(),
    })
}
