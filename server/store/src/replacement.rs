//! Taking over from an engineering DRI after the start: offered, signed by both sides, binding with the last signature, or taken
//! back before.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId, ReplacementId};
use domain::person::{Arm, Role};
use domain::pilot::Answer;
use domain::replacement::{Replacement, may_take_over};
use domain::zone::Signatory;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::pilot::{Facts, Offer, facts_in};
use crate::{Error, Result};

/// Offers to take over from an engineering DRI. Whoever offers it agrees to be the DRI, and to the version of the zone that is in
/// force.
///
/// # Errors
/// [`Error::Refused`] before the start and after the decision, when the person cannot take over, when somebody else offers
/// already, and when `former` is not the DRI of the arm.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn offer(
    pool: &PgPool,
    pilot: PilotId,
    successor: PersonId,
    (arm, former): (Arm, PersonId),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, successor, now)
        .await?
        .after_start()?
        .undecided()?;
    let known = facts_in(&mut change, pilot).await?;
    can_take_over(&known, successor, now)?;
    if let Some(open) = &known.offer {
        return Err(Error::refused(format!(
            "{} offers to take over from {} already. That has to be signed or taken back first.",
            open.of.successor_name, open.of.former_name
        )));
    }
    let name = known
        .holder(former, Role::Dri, arm)
        .map(|holder| holder.member.name.clone())
        .ok_or_else(|| {
            Error::refused("This person is no engineering DRI of that arm any more. Nothing was offered.")
        })?;
    let (zone_version, _) = known.zone_version.as_ref().ok_or(Error::NotFound)?;
    sqlx::query!(
        "insert into replacement (pilot_id, arm, former_id, successor_id, reason, zone_version, offered_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        pilot.0,
        arm.as_str(),
        former.0,
        successor.0,
        reason,
        zone_version,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let event = event::People::OfferReplacement {
        former: former.into(),
        name,
        arm,
        zone_version: *zone_version,
        reason: reason.to_owned().into(),
    };
    change.commit(event).await
}

/// Signs an offer for every side that the person signs for. With the last signature it binds, and the answer is that it does.
/// Signing again changes nothing.
///
/// # Errors
/// [`Error::Refused`] when the offer is not open any more, or the zone was amended since; [`Error::NotFound`] when the person
/// signs for no side.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn sign(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    replacement: ReplacementId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut change = Change::begin(pool, pilot, person, now)
        .await?
        .after_start()?
        .undecided()?;
    let known = facts_in(&mut change, pilot).await?;
    let open = open(&known, replacement, "Nothing was signed.")?;
    can_take_over(&known, open.of.successor, now)?;
    let in_force = known.zone_version.as_ref().ok_or(Error::NotFound)?;
    if in_force.0 != open.zone_version {
        return Err(Error::refused(format!(
            "{} agreed to version {} of the zone, and version {} is in force now. They have to take the offer back and make it again.",
            open.of.successor_name, open.zone_version, in_force.0
        )));
    }
    if open.signed.iter().any(|(by, _)| *by == person) {
        return Ok(false);
    }
    let signatories = known.offer_owed_by(person);
    if signatories.is_empty() {
        return Err(Error::NotFound);
    }
    for signatory in &signatories {
        let membership = signatory.membership();
        sqlx::query!(
            "insert into replacement_signature (replacement_id, person_id, role, arm, signed_at) values ($1, $2, $3, $4, $5)",
            replacement.0,
            person.0,
            membership.role.as_str(),
            membership.arm.map(Arm::as_str),
            change.now(),
        )
        .execute(&mut *change)
        .await?;
    }
    let as_ = signatories.iter().map(|signatory| Signatory::as_str(*signatory));
    let signed = event::People::SignReplacement {
        name: open.of.former_name.clone(),
        successor: open.of.successor_name.clone(),
        signatories: as_.collect::<Vec<_>>().join(" ").into(),
    };
    let after = facts_in(&mut change, pilot).await?;
    if !after.unsigned_offer().is_some_and(|status| status.is_complete()) {
        change.commit(signed).await?;
        return Ok(false);
    }
    change.note(signed);
    bind(&mut change, pilot, person, (&known, open)).await?;
    change
        .commit(event::People::Replace {
            former: open.of.former.into(),
            name: open.of.former_name.clone(),
            person: open.of.successor.into(),
            successor: open.of.successor_name.clone(),
            arm: open.of.arm,
        })
        .await?;
    Ok(true)
}

/// Takes an offer back before it binds: whoever made it, or the sponsor.
///
/// # Errors
/// [`Error::Refused`] when it is not open any more; [`Error::NotFound`] for anybody else.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn withdraw(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (replacement, reason): (ReplacementId, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now)
        .await?
        .after_start()?
        .undecided()?;
    let known = facts_in(&mut change, pilot).await?;
    let open = open(&known, replacement, "Nothing was taken back.")?;
    if !known.may_withdraw_offer(&known.standing(person, false, now)) {
        return Err(Error::NotFound);
    }
    settle(&mut change, replacement, person, (false, reason)).await?;
    let event = event::People::WithdrawReplacement {
        name: open.of.former_name.clone(),
        successor: open.of.successor_name.clone(),
        reason: reason.to_owned().into(),
    };
    change.commit(event).await
}

/// Who took over from whom, in that order.
///
/// # Errors
/// When the database fails.
pub(crate) async fn bound(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<Replacement>> {
    Ok(sqlx::query_as!(
        Replacement,
        r#"select x.arm as "arm: Arm", x.former_id as "former: PersonId", f.name as former_name,
               x.successor_id as "successor: PersonId", n.name as successor_name, x.reason, o.settled_at as at
           from replacement x
           join replacement_outcome o using (replacement_id)
           join person f on f.person_id = x.former_id
           join person n on n.person_id = x.successor_id
           where x.pilot_id = $1 and o.bound order by x.replacement_id"#,
        pilot.0,
    )
    .fetch_all(connection)
    .await?)
}

fn can_take_over(known: &Facts, successor: PersonId, now: DateTime<Utc>) -> Result<()> {
    may_take_over(&known.standing(successor, false, now)).map_err(|why| Error::refused(why.to_string()))
}

/// The offer that is open, if it is this one.
fn open<'a>(known: &'a Facts, replacement: ReplacementId, nothing: &str) -> Result<&'a Offer> {
    let open = known.offer.as_ref().filter(|open| open.id == replacement);
    open.ok_or_else(|| Error::refused(format!("This offer is not open any more. {nothing}")))
}

async fn settle(
    change: &mut Change<'_>,
    replacement: ReplacementId,
    person: PersonId,
    (bound, reason): (bool, &str),
) -> Result<()> {
    sqlx::query!(
        "insert into replacement_outcome (replacement_id, bound, reason, settled_by, settled_at) values ($1, $2, $3, $4, $5)",
        replacement.0,
        bound,
        reason,
        person.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// From now on the successor has the role, with the PM it was for; they said yes and signed the zone by their offer. Whoever had
/// it goes on reading.
async fn bind(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    (known, open): (&Facts, &Offer),
) -> Result<()> {
    let Replacement {
        arm, former, successor, ..
    } = open.of;
    settle(change, open.id, person, (true, "")).await?;
    sqlx::query!(
        "update member set person_id = $4, added_by = $5, added_at = $6
         where pilot_id = $1 and person_id = $2 and role = 'dri' and arm = $3",
        pilot.0,
        former.0,
        arm.as_str(),
        successor.0,
        person.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "insert into member (pilot_id, person_id, role, added_by, added_at)
         select $1, $2, 'observer', $3, $4
         where not exists (select from member m where m.pilot_id = $1 and m.person_id = $2)",
        pilot.0,
        former.0,
        person.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "insert into consent (pilot_id, person_id, arm, answer, answered_at) values ($1, $2, $3, $4, $5)",
        pilot.0,
        successor.0,
        arm.as_str(),
        Answer::Yes.as_str(),
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    let (version, digest) = known.zone_version.as_ref().ok_or(Error::NotFound)?;
    sqlx::query!(
        "insert into zone_signature (pilot_id, zone_version, person_id, role, arm, digest, signed_at)
         values ($1, $2, $3, 'dri', $4, $5, $6) on conflict do nothing",
        pilot.0,
        version,
        successor.0,
        arm.as_str(),
        digest.as_str(),
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
