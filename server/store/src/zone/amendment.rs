//! Amendments of the zone: proposed after the start, in force with the last signature, or withdrawn before.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::calendar::local_date;
use domain::ids::{PersonId, PilotId};
use domain::zone::amendment::in_time;
use domain::zone::draft::Row;
use domain::zone::remark::Happened;
use sqlx::PgPool;

use super::change::{New, insert};
use super::draft::{Made, drop_draft, made};
use super::remark::{carry, remarks, step};
use super::{Joined, Revised, current_in, version};
use crate::change::Change;
use crate::pilot::{Facts, facts_in};
use crate::{Error, Result};

/// Proposes a draft of the version in force as an amendment, for a reason.
///
/// # Errors
/// [`Error::NotFound`] without version `base`; [`Error::Refused`] before the start, after the read date or the decision, while
/// another amendment waits, and when nothing comes of the draft.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn propose(
    pool: &PgPool,
    pilot: PilotId,
    author: PersonId,
    (base, rows): (i32, &[Row]),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Joined> {
    let mut change = Change::begin(pool, pilot, author, now)
        .await?
        .after_start()?
        .undecided()?;
    let known = facts_in(&mut change, pilot).await?;
    timely(&change, &known)?;
    if let Some(open) = &known.amendment {
        return Err(Error::refused(format!(
            "Version {} waits for signatures already. Take it back first.",
            open.version
        )));
    }
    let in_force = current_in(&mut change, pilot).await?.ok_or(Error::NotFound)?;
    let (items, summary) = match made(&mut change, pilot, (base, rows), &in_force).await? {
        Made::Version(items, summary) => (items, summary),
        Made::Clashes(clashes) => return Ok(Joined::Clashes(Box::new(in_force), clashes)),
    };
    let number = known.zone_newest + 1;
    let new = New {
        number,
        items: &items,
        summary: &summary,
    };
    let digest = insert(&mut change, pilot, author, new).await?;
    sqlx::query!(
        "insert into zone_amendment (pilot_id, zone_version, reason, proposed_by, proposed_at) values ($1, $2, $3, $4, $5)",
        pilot.0,
        number,
        reason,
        author.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    drop_draft(&mut *change, pilot, author).await?;
    let event = event::Zone::Propose {
        version: number,
        digest: digest.into(),
        summary,
        reason: reason.to_owned().into(),
    };
    change.commit(event).await?;
    Ok(Joined::Saved(Revised { number, cleared: 0 }))
}

/// Takes an amendment back before everybody has signed it.
///
/// # Errors
/// [`Error::Refused`] when it does not wait any more, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn withdraw(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (number, reason): (i32, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now)
        .await?
        .after_start()?
        .undecided()?;
    let known = facts_in(&mut change, pilot).await?;
    if known.amendment.as_ref().is_none_or(|open| open.version != number) {
        return Err(Error::refused(format!(
            "Version {number} does not wait for signatures any more. Nothing was taken back."
        )));
    }
    settle(&mut change, pilot, (number, person), (false, reason)).await?;
    // Whoever spoke against it is answered by that.
    for remark in remarks(&mut *change, pilot).await? {
        if remark.version == number && remark.resolved().is_none() {
            step(&mut change, (remark.id, person), &Happened::Answered(reason.to_owned())).await?;
        }
    }
    let event = event::Zone::Withdraw {
        version: number,
        reason: reason.to_owned().into(),
    };
    change.commit(event).await
}

/// The version that is being signed after the start: the amendment that waits.
///
/// # Errors
/// [`Error::Refused`] without one, and after the read date.
pub(super) fn waiting(change: &Change<'_>, known: &Facts) -> Result<i32> {
    let open = known.amendment.as_ref();
    let open = open.ok_or_else(|| {
        Error::refused("The pilot has started, and no amendment of the zone waits for signatures. Nothing was signed.")
    })?;
    timely(change, known)?;
    Ok(open.version)
}

/// With the last signature the amendment is in force: what was said of the zone is carried over to it. `None` while
/// signatures are missing.
pub(super) async fn bind(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    (known, number): (&Facts, i32),
) -> Result<Option<event::Zone>> {
    let signed = version(&mut **change, known, number).await?;
    if !signed.status().is_complete() {
        return Ok(None);
    }
    let before = current_in(change, pilot).await?.ok_or(Error::NotFound)?;
    settle(change, pilot, (number, person), (true, "")).await?;
    carry(change, pilot, person, number, (&before.items, &signed.items)).await?;
    Ok(Some(event::Zone::Amend {
        version: number,
        before: before.number,
    }))
}

async fn settle(
    change: &mut Change<'_>,
    pilot: PilotId,
    (number, person): (i32, PersonId),
    (in_force, reason): (bool, &str),
) -> Result<()> {
    sqlx::query!(
        "insert into zone_amendment_outcome (zone_amendment_id, in_force, reason, settled_by, settled_at)
         select zone_amendment_id, $3, $4, $5, $6 from zone_amendment where pilot_id = $1 and zone_version = $2",
        pilot.0,
        number,
        in_force,
        reason,
        person.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

fn timely(change: &Change<'_>, known: &Facts) -> Result<()> {
    let today = local_date(change.now(), change.zone()?);
    let read_on = known.features.iter().map(|feature| feature.primary_metric.read_on);
    in_time(today, read_on).map_err(|why| Error::refused(why.to_string()))
}
