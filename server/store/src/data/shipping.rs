//! That the feature of an arm reached users.

use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event;
use domain::correction::Entry;
use domain::ids::{PersonId, PilotId};
use domain::person::Arm;
use sqlx::PgPool;

use super::feature;
use crate::change::Change;
use crate::correction::{self, Entered};
use crate::{Error, Result};

/// Records that the feature of an arm reached users, or corrects that: the day, its evidence, and why it is entered where
/// that has to be said.
///
/// # Errors
/// [`Error::Refused`] when the arm has no feature, the pilot is decided, or a criterion was final and there is no reason.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn ship(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    arm: Arm,
    (on, evidence, reason): (NaiveDate, &str, &str),
    now: DateTime<Utc>,
) -> Result<Entered> {
    let evidence = evidence.to_owned();
    let entry = Entry::Ship { arm, on, evidence };
    correction::enter(pool, pilot, person, (&entry, reason), now).await
}

pub(crate) async fn ship_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    arm: Arm,
    (on, evidence): (NaiveDate, &str),
) -> Result<event::Data> {
    let id = feature(change, pilot, arm).await?;
    let was = sqlx::query_scalar!("select shipped_on from feature where feature_id = $1", id)
        .fetch_one(&mut **change)
        .await?;
    sqlx::query!(
        "update feature set shipped_on = $2, shipped_evidence = $3 where feature_id = $1",
        id,
        on,
        evidence,
    )
    .execute(&mut **change)
    .await?;
    Ok(event::Data::Ship {
        arm,
        on,
        evidence: evidence.to_owned().into(),
        was: was.into(),
    })
}

/// Withdraws that the feature of an arm reached users.
///
/// # Errors
/// [`Error::Refused`] when that is not recorded or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn withdraw_shipping(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    arm: Arm,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Entered> {
    let entry = Entry::WithdrawShipping { arm };
    correction::enter(pool, pilot, person, (&entry, reason), now).await
}

pub(crate) async fn withdraw_shipping_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    arm: Arm,
    reason: &str,
) -> Result<event::Data> {
    let id = feature(change, pilot, arm).await?;
    let was = sqlx::query_scalar!("select shipped_on::text from feature where feature_id = $1", id)
        .fetch_one(&mut **change)
        .await?
        .ok_or_else(|| Error::refused("No shipping day is recorded for this arm."))?;
    sqlx::query!(
        "update feature set shipped_on = null, shipped_evidence = null where feature_id = $1",
        id
    )
    .execute(&mut **change)
    .await?;
    Ok(event::Data::WithdrawShipping {
        arm,
        was,
        reason: reason.to_owned().into(),
    })
}
