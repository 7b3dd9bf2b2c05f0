//! Pull requests linked by hand.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::correction::{Entry, LinkTo};
use domain::ids::{PersonId, PilotId, PullRequestId};
use domain::person::Arm;
use sqlx::PgPool;

use super::feature;
use crate::change::Change;
use crate::correction::{self, Entered};
use crate::{Error, Result};

/// What a person says about a pull request, and why.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// Where it belongs.
    pub to: LinkTo,
    /// Why. Needed once the pilot has started, and where a hand had said something else before.
    pub reason: &'a str,
    /// The arms whose feature the person may speak for; `None` for any.
    pub of: Option<&'a [Arm]>,
}

/// Links a pull request by hand; the commits of its branch follow.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot, [`Error::Refused`] when the arm has no feature, it is not for this
/// person to say, a reason is missing, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn link(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: PullRequestId,
    Link { to, reason, of }: Link<'_>,
    now: DateTime<Utc>,
) -> Result<Entered> {
    let entry = Entry::Link {
        pull_request: id,
        to,
        of: of.map(<[Arm]>::to_vec),
    };
    correction::enter(pool, pilot, person, (&entry, reason), now).await
}

pub(crate) async fn link_in(
    change: &mut Change<'_>,
    pilot: PilotId,
    id: PullRequestId,
    (to, of): (LinkTo, Option<&[Arm]>),
    reason: &str,
) -> Result<event::Data> {
    let old = sqlx::query!(
        r#"select p.repository, p.number, p.linked_by_hand, f.arm as "arm?: Arm"
           from pull_request p left join feature f using (feature_id)
           where p.pull_request_id = $2 and p.pilot_id = $1"#,
        pilot.0,
        id.0,
    )
    .fetch_optional(&mut **change)
    .await?
    .ok_or(Error::NotFound)?;
    let target = match to {
        LinkTo::Feature(arm) => Some(arm),
        LinkTo::Nothing | LinkTo::Rule => None,
    };
    let theirs = |arm: Arm| of.is_none_or(|of| of.contains(&arm));
    if !target.into_iter().chain(old.arm).all(theirs) || of.is_some() && target.is_none() && old.arm.is_none() {
        return Err(Error::refused(
            "You can link pull requests to your own arm's feature, and take them out of it. Ask the sponsor for others.",
        ));
    }
    let was = old.linked_by_hand.then(|| old.arm.map_or("none", Arm::as_str));
    if was.is_some() && reason.is_empty() {
        return Err(Error::refused(
            "Somebody linked it by hand before. Say why that changes.",
        ));
    }
    if change.started() && reason.is_empty() {
        return Err(Error::refused(
            "How pull requests are linked froze with the start. Say why this one is linked by hand.",
        ));
    }
    let to_feature = match target {
        Some(arm) => Some(feature(change, pilot, arm).await?),
        None => None,
    };
    sqlx::query!(
        "update pull_request set feature_id = $3, linked_by_hand = $4 where pull_request_id = $2 and pilot_id = $1",
        pilot.0,
        id.0,
        to_feature,
        to != LinkTo::Rule,
    )
    .execute(&mut **change)
    .await?;
    crate::github::relink(change, pilot).await?;
    let to = match to {
        LinkTo::Feature(arm) => arm.as_str(),
        LinkTo::Nothing => "none",
        LinkTo::Rule => "rule",
    };
    Ok(event::Data::Link {
        repository: old.repository,
        number: old.number,
        to: to.into(),
        was: was.map(str::to_owned),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
    })
}
