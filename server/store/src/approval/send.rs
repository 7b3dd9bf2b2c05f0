use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event;
use domain::approval::{Blocker, Flaws, blockers, end_of_work};
use domain::ids::{ApprovalRequestId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use domain::zone::Reach;
use sqlx::PgPool;

use super::{Request, current};
use crate::change::Change;
use crate::error::OnConstraint as _;
use crate::proposal::{confirmation, find};
use crate::zone::items_of;
use crate::{Error, Result};

/// What is sent to whom.
#[derive(Clone, Copy, Debug)]
pub struct Sending<'a> {
    /// The revision, which has to be the newest.
    pub revision: RevisionNumber,
    /// Whose decision it takes: all of them.
    pub approvers: &'a [PersonId],
    /// The day it is due, in the pilot's zone: until the end of work.
    pub due_on: NaiveDate,
    /// The sponsor knows that no file counts as inside the zone, should that be so.
    pub empty_zone: bool,
}

/// Asks approvers to approve a revision, together with the newest zone version. It supersedes every
/// earlier request.
///
/// # Errors
/// [`Error::Refused`] when a newer revision exists, something stands in the way
/// ([`domain::approval::blockers`]), the zone has no path rules and nobody said that they know, nobody or somebody who cannot approve is asked, the due day has passed, or
/// the pilot has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn send(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    sending: Sending<'_>,
    now: DateTime<Utc>,
) -> Result<ApprovalRequestId> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    if change.started() {
        return Err(Error::refused(
            "The pilot has started: there is nothing left to approve.",
        ));
    }
    let revision = sending.revision;
    let latest = find(&mut *change, pilot, None).await?;
    if latest.number != revision {
        return Err(Error::refused(format!(
            "{} saved revision {} meanwhile. Read it, then send that one.",
            latest.author, latest.number
        )));
    }
    if let Some(at) = latest.terms.readout_at {
        change.timeline()?.takes_readout(at).map_err(Error::refused)?;
    }
    let facts = sqlx::query!(
        r#"select (select max(z.number) from zone_version z where z.pilot_id = $1) as "zone_version!",
               array(select m.person_id from member m where m.pilot_id = $1 and m.role = 'approver')
                   as "approvers!: Vec<PersonId>""#,
        pilot.0,
    )
    .fetch_one(&mut *change)
    .await?;
    let current = current(&mut *change, pilot).await?;
    let confirmed = confirmation(&mut *change, pilot, &latest.terms).await?.is_some();
    let blockers = blockers(
        Flaws::of(&latest.body, &latest.terms, latest.unsettled),
        &latest.terms,
        (revision, facts.zone_version),
        facts.approvers.len(),
        confirmed,
        current.as_ref().map(Request::asked),
    );
    if let Some(blocker) = blockers.first() {
        return Err(Error::refused(sentence(blocker, revision)));
    }
    let items = items_of(&mut *change, pilot, facts.zone_version).await?;
    if !sending.empty_zone
        && let Some(gap) = Reach::of(&items).gap().filter(|_| Reach::of(&items).is_empty())
    {
        return Err(Error::refused(format!(
            "{gap} Give it some, or say that you send it so."
        )));
    }
    let mut approvers = sending.approvers.to_vec();
    approvers.sort_unstable();
    approvers.dedup();
    if approvers.is_empty() {
        return Err(Error::refused("Choose at least one approver."));
    }
    if approvers.iter().any(|approver| !facts.approvers.contains(approver)) {
        return Err(Error::refused(
            "This person cannot approve in this pilot. Choose an approver.",
        ));
    }
    let due_at = end_of_work(sending.due_on, change.zone()?);
    if due_at <= now {
        return Err(Error::refused(
            "The end of work on the day it is due has passed. Choose a later day.",
        ));
    }
    let request = sqlx::query_scalar!(
        r#"insert into approval_request (pilot_id, revision_number, zone_version, sent_by, sent_at, due_at)
           values ($1, $2, $3, $4, $5, $6)
           returning approval_request_id as "request_id: ApprovalRequestId""#,
        pilot.0,
        revision.0,
        facts.zone_version,
        person.0,
        change.now(),
        due_at,
    )
    .fetch_one(&mut *change)
    .await?;
    sqlx::query!(
        "insert into approval_seat (approval_request_id, approver_id) select $1, unnest($2::bigint[])",
        request.0,
        &approvers as &[PersonId],
    )
    .execute(&mut *change)
    .await
    .on_constraint("approval_seat_four_eyes", "Nobody approves what they send themselves.")?;
    let event = event::Approval::Send {
        request: request.into(),
        revision,
        digest: latest.digest.into(),
        zone_version: facts.zone_version,
        approvers,
        due_at: due_at.into(),
    };
    change.commit(event).await?;
    Ok(request)
}

fn sentence(blocker: &Blocker, revision: RevisionNumber) -> String {
    match blocker {
        Blocker::Placeholders(1) => "1 placeholder is left to fill.".to_owned(),
        Blocker::Placeholders(n) => format!("{n} placeholders are left to fill."),
        Blocker::Unseen(1) => "1 character of the proposal cannot be seen. Remove it, then send.".to_owned(),
        Blocker::Unseen(n) => format!("{n} characters of the proposal cannot be seen. Remove them, then send."),
        Blocker::Missing(terms) => {
            let labels: Vec<&str> = terms.iter().map(|term| term.label()).collect();
            format!("These terms are not set: {}.", labels.join(", "))
        }
        Blocker::Problem(problem) => problem.sentence.clone(),
        Blocker::OtherZone { named, newest } => {
            format!("The terms name zone version {named}, the newest is {newest}. Name the newest, then send.")
        }
        Blocker::Unsettled(1) => "1 of the terms is open. Settle it, then send.".to_owned(),
        Blocker::Unsettled(n) => format!("{n} of the terms are open. Settle them, then send."),
        Blocker::Unconfirmed => "Nobody has confirmed these terms yet. Confirm them, then send.".to_owned(),
        Blocker::NoApprover => "Nobody in this pilot can approve. Invite an approver.".to_owned(),
        Blocker::Open => format!("Revision {revision} is with the approver already."),
        Blocker::Approved => format!("Revision {revision} is approved already."),
    }
}
