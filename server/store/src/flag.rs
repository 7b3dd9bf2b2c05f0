//! Flags of the features: what was turned on and off, by whom it is told.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::flag::{Flip, fits};
use domain::ids::{PersonId, PilotId};
use domain::person::Arm;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::gate::{Bearer, Reported};
use crate::{Error, Result};

/// The flag of a feature.
#[derive(Clone, Debug)]
pub struct FeatureFlag {
    /// Its feature's arm.
    pub arm: Arm,
    /// Its feature.
    pub feature: String,
    /// Its key; empty where none is declared.
    pub key: String,
    /// What was recorded, oldest first.
    pub flips: Vec<Recorded>,
}

/// A flip as it was recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its row.
    pub id: i64,
    /// What happened.
    pub flip: Flip,
    /// Why, or by whom.
    pub note: String,
    /// Who told it.
    pub by: String,
    /// By which token.
    pub token: Option<String>,
    /// Why it was withdrawn, and by whom.
    pub withdrawn: Option<(String, String)>,
}

/// The flags of a pilot's features, the new model's first.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn flags(pool: &PgPool, pilot: PilotId) -> Result<Vec<FeatureFlag>> {
    let rows = sqlx::query!(
        r#"select f.arm as "arm: Arm", f.name as feature, f.flag_key, x.flag_flip_id as "id?", x.is_on as "on?", x.at as "at?",
               x.note as "note?", p.name as "by?", t.name as "token?", w.reason as "reason?", q.name as "withdrawn_by?"
           from feature f
           left join flag_flip x using (feature_id)
           left join person p on p.person_id = x.entered_by
           left join gate_token t on t.gate_token_id = x.gate_token_id
           left join flag_flip_withdrawal w on w.flag_flip_id = x.flag_flip_id
           left join person q on q.person_id = w.withdrawn_by
           where f.pilot_id = $1 order by f.arm, x.at, x.flag_flip_id"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    let mut flags: Vec<FeatureFlag> = Vec::new();
    for row in rows {
        if flags.last().is_none_or(|last| last.arm != row.arm) {
            flags.push(FeatureFlag {
                arm: row.arm,
                feature: row.feature,
                key: row.flag_key,
                flips: Vec::new(),
            });
        }
        if let (Some(last), Some(id), Some(on), Some(at)) = (flags.last_mut(), row.id, row.on, row.at) {
            last.flips.push(Recorded {
                id,
                flip: Flip { on, at },
                note: row.note.unwrap_or_default(),
                by: row.by.unwrap_or_default(),
                token: row.token,
                withdrawn: row.reason.zip(row.withdrawn_by),
            });
        }
    }
    Ok(flags)
}

/// What somebody says of a flag.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What happened.
    pub flip: Flip,
    /// Why, or by whom.
    pub note: &'a str,
}

/// Records that the flag of an arm's feature was turned on or off, as a person says.
///
/// # Errors
/// [`Error::Refused`] when the arm has no feature or that no flag, it stood so already, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn flip(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (arm, told): (Arm, Told<'_>),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let feature = sqlx::query!(
        "select feature_id, flag_key from feature where pilot_id = $1 and arm = $2",
        pilot.0,
        arm.as_str(),
    )
    .fetch_optional(&mut *change)
    .await?
    .filter(|feature| !feature.flag_key.trim().is_empty())
    .ok_or_else(|| Error::refused("The arm’s feature declares no flag yet."))?;
    record(
        change,
        person,
        (feature.feature_id, &feature.flag_key),
        (arm, told),
        None,
    )
    .await
}

/// The same, as a program tells it by a token. What stands so already is not recorded again.
///
/// # Errors
/// [`Error::NotFound`] when no feature of the pilot declares this key; [`Error::Refused`] as [`flip`].
#[tracing::instrument(level = "debug", skip_all)]
pub async fn report(
    pool: &PgPool,
    bearer: &Bearer,
    (key, told): (&str, Told<'_>),
    now: DateTime<Utc>,
) -> Result<Reported> {
    let mut change = crate::gate::begin(pool, bearer, now).await?;
    let feature = sqlx::query!(
        r#"select feature_id, arm as "arm: Arm", flag_key from feature where pilot_id = $1 and flag_key = $2"#,
        bearer.pilot.0,
        key,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    let standing = standing(&mut change, feature.feature_id).await?;
    let stands = standing
        .last()
        .is_some_and(|last| last.on == told.flip.on && last.at <= told.flip.at);
    if stands || (standing.is_empty() && !told.flip.on) {
        return Ok(Reported::Known);
    }
    let of = (feature.feature_id, feature.flag_key.as_str());
    record(change, bearer.person, of, (feature.arm, told), Some(bearer)).await?;
    Ok(Reported::New)
}

/// The flips of a feature that count, in the order they happened.
async fn standing(connection: &mut PgConnection, feature: i64) -> Result<Vec<Flip>> {
    Ok(sqlx::query_as!(
        Flip,
        r#"select is_on as "on", at from flag_flip x where feature_id = $1
           and not exists (select from flag_flip_withdrawal w where w.flag_flip_id = x.flag_flip_id)
           order by at, flag_flip_id"#,
        feature,
    )
    .fetch_all(connection)
    .await?)
}

async fn record(
    mut change: Change<'_>,
    person: PersonId,
    (feature, key): (i64, &str),
    (arm, told): (Arm, Told<'_>),
    token: Option<&Bearer>,
) -> Result<()> {
    let standing = standing(&mut change, feature).await?;
    fits(&standing, told.flip, change.now()).map_err(Error::refused)?;
    sqlx::query!(
        "insert into flag_flip (feature_id, key, is_on, at, note, entered_by, entered_at, gate_token_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        feature,
        key,
        told.flip.on,
        told.flip.at,
        told.note,
        person.0,
        change.now(),
        token.map(|token| token.id),
    )
    .execute(&mut *change)
    .await?;
    let event = event::Flag::Flip {
        arm,
        key: key.to_owned(),
        on: told.flip.on,
        at: told.flip.at.into(),
        note: told.note.to_owned().into(),
        token: token.map(|token| token.name.clone()),
    };
    change.commit(event).await
}

/// Withdraws what was recorded of a flag: it stays to be read, and does not count. `of` are the arms whose flags the person may
/// speak of; `None` for any.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such flip, or of another arm; [`Error::Refused`] when it is withdrawn already or the
/// pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn withdraw(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (id, reason, of): (i64, &str, Option<&[Arm]>),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let row = sqlx::query!(
        r#"select f.arm as "arm: Arm", x.key, exists (select from flag_flip_withdrawal w
               where w.flag_flip_id = x.flag_flip_id) as "withdrawn!"
           from flag_flip x join feature f using (feature_id) where f.pilot_id = $1 and x.flag_flip_id = $2"#,
        pilot.0,
        id,
    )
    .fetch_optional(&mut *change)
    .await?
    .filter(|row| of.is_none_or(|of| of.contains(&row.arm)))
    .ok_or(Error::NotFound)?;
    if row.withdrawn {
        return Err(Error::refused("It is withdrawn already."));
    }
    sqlx::query!(
        "insert into flag_flip_withdrawal (flag_flip_id, reason, withdrawn_by, withdrawn_at) values ($1, $2, $3, $4)",
        id,
        reason,
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let event = event::Flag::Withdraw {
        arm: row.arm,
        key: row.key,
        reason: reason.to_owned().into(),
    };
    change.commit(event).await
}
