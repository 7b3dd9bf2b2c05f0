use chrono::{DateTime, Utc};
use domain::approval::{Blocker, blockers};
use domain::ids::{ApprovalRequestId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use serde_json::json;
use sqlx::PgPool;

use super::{Request, newest};
use crate::activity::{self, Act};
use crate::error::OnConstraint as _;
use crate::pilot::lock;
use crate::proposal::{confirmation, find};
use crate::{Error, Result};

/// Asks `approver` to approve `revision`, together with the newest zone version. It supersedes every
/// earlier request.
///
/// # Errors
/// [`Error::Refused`] when a newer revision exists, something stands in the way
/// ([`domain::approval::blockers`]), or the pilot has started.
pub async fn send(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (revision, approver): (RevisionNumber, PersonId),
    now: DateTime<Utc>,
) -> Result<ApprovalRequestId> {
    let mut tx = pool.begin().await?;
    if lock(&mut tx, pilot).await?.started {
        return Err(Error::refused(
            "The pilot has started: there is nothing left to approve.",
        ));
    }
    let latest = find(&mut *tx, pilot, None).await?;
    if latest.number != revision {
        return Err(Error::refused(format!(
            "{} saved revision {} meanwhile. Read it, then send that one.",
            latest.author, latest.number
        )));
    }
    let facts = sqlx::query!(
        r#"select (select max(z.number) from zone_version z where z.pilot_id = $1) as "zone_version!",
               (select count(*) from member m where m.pilot_id = $1 and m.role = 'approver') as "approvers!",
               exists (select 1 from member m
                   where m.pilot_id = $1 and m.role = 'approver' and m.person_id = $2) as "may_approve!""#,
        pilot.0,
        approver.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let newest = newest(&mut *tx, pilot).await?;
    let confirmed = confirmation(&mut *tx, pilot, &latest.terms).await?.is_some();
    let blockers = blockers(
        &latest.body,
        &latest.terms,
        (revision, facts.zone_version),
        usize::try_from(facts.approvers).unwrap_or_default(),
        confirmed,
        newest.as_ref().map(Request::asked),
    );
    if let Some(blocker) = blockers.first() {
        return Err(Error::refused(sentence(blocker, revision)));
    }
    if !facts.may_approve {
        return Err(Error::refused(
            "This person cannot approve in this pilot. Choose an approver.",
        ));
    }
    let request = sqlx::query_scalar!(
        r#"insert into approval_request (pilot_id, revision_number, zone_version, approver_id, sent_by, sent_at)
           values ($1, $2, $3, $4, $5, $6)
           returning approval_request_id as "request_id: ApprovalRequestId""#,
        pilot.0,
        revision.0,
        facts.zone_version,
        approver.0,
        person.0,
        now,
    )
    .fetch_one(&mut *tx)
    .await
    .on_constraint(
        "approval_request_four_eyes",
        "Nobody approves what they send themselves.",
    )?;
    let act = Act {
        at: now,
        person: Some(person),
        pilot: Some(pilot),
        action: "proposal.send",
        detail: json!({
            "request": request, "revision": revision, "digest": latest.digest.as_str(),
            "zone_version": facts.zone_version, "approver": approver,
        }),
    };
    activity::append(&mut tx, act).await?;
    tx.commit().await?;
    Ok(request)
}

fn sentence(blocker: &Blocker, revision: RevisionNumber) -> String {
    match blocker {
        Blocker::Placeholders(1) => "1 placeholder is left to fill.".to_owned(),
        Blocker::Placeholders(n) => format!("{n} placeholders are left to fill."),
        Blocker::Missing(terms) => {
            let labels: Vec<&str> = terms.iter().map(|term| term.label()).collect();
            format!("These terms are not set: {}.", labels.join(", "))
        }
        Blocker::Problem(problem) => problem.sentence.clone(),
        Blocker::OtherZone { named, newest } => {
            format!("The terms name zone version {named}, the newest is {newest}. Name the newest, then send.")
        }
        Blocker::Unconfirmed => "Nobody has confirmed these terms yet. Confirm them, then send.".to_owned(),
        Blocker::NoApprover => "Nobody in this pilot can approve. Invite an approver.".to_owned(),
        Blocker::Open => format!("Revision {revision} is with the approver already."),
        Blocker::Approved => format!("Revision {revision} is approved already."),
    }
}
