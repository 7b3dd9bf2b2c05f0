//! Taking over from a pilot PM or an engineering DRI after the start: offered, signed by both sides, binding with the last signature,
//! or taken back before.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId, ReplacementId};
use domain::person::Arm;
use domain::pilot::Answer;
use domain::replacement::{Post, Replacement, Tenure, may_take_over, tenures};
use domain::zone::Signatory;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::pilot::{Facts, Offer, facts_in};
use crate::{Error, Result};

/// An offer to take over.
#[derive(Clone, Copy, Debug)]
pub struct NewOffer<'a> {
    /// What.
    pub post: Post,
    /// In which arm.
    pub arm: Arm,
    /// From whom.
    pub former: PersonId,
    /// Why.
    pub reason: &'a str,
    /// The login on the code host of a pilot PM who takes over; empty of a DRI.
    pub login: &'a str,
    /// That of the pilot PM from whom they take over; empty where the arm has one login, or of a DRI.
    pub former_login: &'a str,
}

/// Offers to take over from a pilot PM or an engineering DRI. Whoever offers to be the DRI agrees to it, and to the version of the
/// zone that is in force. Whoever offers to be the pilot PM says under which login they ship, and is asked about what is measured
/// once it binds.
///
/// # Errors
/// [`Error::Refused`] before the start and after the decision, when the person cannot take over, when somebody else offers
/// already, when `former` does not have the post, and when the logins are not such as they have to be.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn offer(
    pool: &PgPool,
    pilot: PilotId,
    successor: PersonId,
    new: NewOffer<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, successor, now)
        .await?
        .after_start()?
        .undecided()?;
    let known = facts_in(&mut change, pilot).await?;
    let NewOffer { post, arm, former, .. } = new;
    can_take_over(&known, successor, (post, arm, former), now)?;
    if let Some(open) = &known.offer {
        return Err(Error::refused(format!(
            "{} offers to take over from {} already. That has to be signed or taken back first.",
            open.of.successor_name, open.of.former_name
        )));
    }
    let name = known
        .holder(former, post.role(), arm)
        .map(|holder| holder.member.name.clone())
        .ok_or_else(|| {
            let role = post.role().in_words();
            Error::refused(format!(
                "This person is no {role} of that arm any more. Nothing was offered."
            ))
        })?;
    let former_login = match post {
        Post::PilotPm => former_login(&known, &new)?,
        Post::Dri => String::new(),
    };
    let (zone_version, _) = known.zone_version.as_ref().ok_or(Error::NotFound)?;
    sqlx::query!(
        "insert into replacement (pilot_id, arm, former_id, successor_id, reason, zone_version, offered_at, post, former_login, login)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        pilot.0,
        arm.as_str(),
        former.0,
        successor.0,
        new.reason,
        zone_version,
        change.now(),
        post.as_str(),
        former_login,
        new.login,
    )
    .execute(&mut *change)
    .await?;
    let event = event::People::OfferReplacement {
        post,
        former: former.into(),
        name,
        arm,
        zone_version: *zone_version,
        reason: new.reason.to_owned().into(),
    };
    change.commit(event).await
}

/// The login that is the former pilot PM's, once it is clear that it is one of the arm's and that the other is nobody's yet.
fn former_login(known: &Facts, new: &NewOffer<'_>) -> Result<String> {
    let is_taken = |arm| known.logins(arm).iter().any(|one| one.eq_ignore_ascii_case(new.login));
    if Arm::ALL.into_iter().any(is_taken) {
        return Err(Error::refused(
            "This login is that of a pilot PM of this pilot already. Give your own.",
        ));
    }
    let logins = known.logins(new.arm);
    let theirs = match &logins[..] {
        [one] if new.former_login.is_empty() => Some(one),
        several => several.iter().find(|one| one.eq_ignore_ascii_case(new.former_login)),
    };
    theirs
        .cloned()
        .ok_or_else(|| Error::refused("Choose the login of whoever you take over from: the arm has several."))
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
    let of = &open.of;
    can_take_over(&known, of.successor, (of.post, of.arm, of.former), now)?;
    if is_closed(&mut change, of.successor).await? {
        return Err(Error::refused(format!(
            "The account of {} was closed. They cannot take over. The sponsor can take the offer back.",
            of.successor_name
        )));
    }
    let in_force = known.zone_version.as_ref().ok_or(Error::NotFound)?;
    // A pilot PM signs no zone: they work in whichever is in force.
    if of.post == Post::Dri && in_force.0 != open.zone_version {
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
            post: open.of.post,
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
        r#"select x.post as "post: Post", x.former_login, x.login, x.arm as "arm: Arm", x.former_id as "former: PersonId", f.name as former_name,
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

/// Who is a pilot PM or was one, and from when until when.
///
/// # Errors
/// When the database fails.
pub(crate) async fn pm_tenures(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<Tenure>> {
    let today = sqlx::query!(
        r#"select m.arm as "arm!: Arm", m.person_id as "person: PersonId" from member m
           where m.pilot_id = $1 and m.role = 'pilot_pm' order by m.added_at, m.person_id"#,
        pilot.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    let today: Vec<(Arm, PersonId)> = today.into_iter().map(|row| (row.arm, row.person)).collect();
    Ok(tenures(Post::PilotPm, &today, &bound(connection, pilot).await?))
}

/// Whether somebody came to be a pilot PM by taking over.
///
/// # Errors
/// When the database fails.
pub(crate) async fn took_over(connection: &mut PgConnection, pilot: PilotId, person: PersonId) -> Result<bool> {
    Ok(domain::replacement::took_over(&bound(connection, pilot).await?, person))
}

fn can_take_over(known: &Facts, successor: PersonId, post: (Post, Arm, PersonId), now: DateTime<Utc>) -> Result<()> {
    may_take_over(&known.standing(successor, false, now), post, &known.replaced)
        .map_err(|why| Error::refused(why.to_string()))
}

/// Whether somebody's account was closed.
async fn is_closed(connection: &mut PgConnection, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select disabled_at is not null as "closed!" from person where person_id = $1"#,
        person.0,
    )
    .fetch_one(connection)
    .await?)
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

/// From now on the successor has the role. Whoever had it goes on reading. A DRI has it with the PM it was for; they said yes and
/// signed the zone by their offer. A pilot PM has it with their DRI.
async fn bind(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    (known, open): (&Facts, &Offer),
) -> Result<()> {
    let Replacement {
        post,
        arm,
        former,
        successor,
        ..
    } = open.of;
    settle(change, open.id, person, (true, "")).await?;
    sqlx::query!(
        "update member set person_id = $4, added_by = $5, added_at = $6
         where pilot_id = $1 and person_id = $2 and role = $7 and arm = $3",
        pilot.0,
        former.0,
        arm.as_str(),
        successor.0,
        person.0,
        change.now(),
        post.as_str(),
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
    match post {
        Post::PilotPm => {
            sqlx::query!(
                "update member set pm_id = $4 where pilot_id = $1 and arm = $2 and role = 'dri' and pm_id = $3",
                pilot.0,
                arm.as_str(),
                former.0,
                successor.0,
            )
            .execute(&mut **change)
            .await?;
            Ok(())
        }
        Post::Dri => agree(change, pilot, (known, open)).await,
    }
}

/// That a DRI said yes and signed the zone, by their offer.
async fn agree(change: &mut Change<'_>, pilot: PilotId, (known, open): (&Facts, &Offer)) -> Result<()> {
    let Replacement { arm, successor, .. } = open.of;
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
