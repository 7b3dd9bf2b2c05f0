//! What people enter about gates: which files change, the planning text and its sign-off, waivers and vetoes.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::document::Digest;
use domain::gate::{Gate, Planning};
use domain::ids::{PersonId, PilotId, PullRequestId};
use domain::person::Arm;
use domain::zone::ChangedFile;
use sqlx::PgPool;
use sqlx::types::Json;

use super::token::{Bearer, Reported};
use crate::change::Change;
use crate::{Error, Result};

/// Like `acme/shop#12`, and the arm of its feature.
async fn pull(change: &mut Change<'_>, pilot: PilotId, id: PullRequestId) -> Result<(String, Option<Arm>)> {
    let row = sqlx::query!(
        r#"select p.repository || '#' || p.number as "name!", f.arm as "arm?: Arm"
           from pull_request p left join feature f using (feature_id)
           where p.pull_request_id = $2 and p.pilot_id = $1"#,
        pilot.0,
        id.0,
    )
    .fetch_optional(&mut **change)
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.name, row.arm))
}

/// That the pull request is of a feature of one of these arms.
async fn own(change: &mut Change<'_>, pilot: PilotId, id: PullRequestId, of: Option<&[Arm]>) -> Result<String> {
    let (name, arm) = pull(change, pilot, id).await?;
    match (arm, of) {
        (None, _) => Err(Error::refused(format!(
            "{name} belongs to no feature of this pilot, so nothing judges it."
        ))),
        (Some(arm), Some(of)) if !of.contains(&arm) => {
            Err(Error::refused("This is for the people of the feature’s own arm."))
        }
        (Some(_), _) => Ok(name),
    }
}

/// The whole list of files that a pull request changes.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// The commit, in full.
    pub head: &'a str,
    /// The files.
    pub files: &'a [ChangedFile],
    /// The arms whose pull requests the person may speak for; `None` for any.
    pub of: Option<&'a [Arm]>,
}

/// Enters which files a pull request changes at one of its commits.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot; [`Error::Refused`] when it is of no feature, not for this person to say,
/// the commit was never its newest, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list_files(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: PullRequestId,
    listing: Listing<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    record_files(change, (pilot, person), id, listing, None).await?;
    Ok(())
}

/// Records a list in a change that has begun, for a person or for a program by its token. The list that stands is not recorded
/// again.
pub(super) async fn record_files(
    mut change: Change<'_>,
    (pilot, person): (PilotId, PersonId),
    id: PullRequestId,
    Listing { head, files, of }: Listing<'_>,
    token: Option<&Bearer>,
) -> Result<Reported> {
    let name = own(&mut change, pilot, id, of).await?;
    let row = sqlx::query!(
        r#"select $2 = any(p.heads || p.head) or exists (select from branch_push b where b.pilot_id = p.pilot_id
               and lower(b.repository) = lower(p.repository) and b.branch = any(p.head_branches) and b.after_sha = $2)
               as "is_head!",
               (select c.files from changed_files c where c.pull_request_id = p.pull_request_id and c.head = $2
                   order by c.changed_files_id desc limit 1) as "stands?: Json<Vec<ChangedFile>>"
           from pull_request p where p.pull_request_id = $1"#,
        id.0,
        head,
    )
    .fetch_one(&mut *change)
    .await?;
    if !row.is_head {
        let short: String = head.chars().take(7).collect();
        return Err(Error::refused(format!(
            "{short} was never the newest commit of {name}."
        )));
    }
    if row.stands.is_some_and(|stands| stands.0 == files) {
        return Ok(Reported::Known);
    }
    sqlx::query!(
        "insert into changed_files (pull_request_id, head, files, entered_by, entered_at, gate_token_id)
         values ($1, $2, $3, $4, $5, $6)",
        id.0,
        head,
        Json(files) as _,
        person.0,
        change.now(),
        token.map(|token| token.id),
    )
    .execute(&mut *change)
    .await?;
    let event = event::Gate::ListFiles {
        pull_request: name,
        id: id.0,
        head: head.to_owned().into(),
        files: files.len(),
        token: token.map(|token| token.name.clone()),
    };
    change.commit(event).await?;
    Ok(Reported::New)
}

/// The beginning of what a DRI says of a pull request of their own arm, between the start and the decision; and what it is called.
async fn spoken_of<'a>(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (id, of): (PullRequestId, &[Arm]),
    now: DateTime<Utc>,
) -> Result<(Change<'a>, String)> {
    let mut change = Change::begin(pool, pilot, person, now)
        .await?
        .after_start()?
        .undecided()?;
    let name = own(&mut change, pilot, id, Some(of)).await?;
    Ok((change, name))
}

/// A gate that somebody lets a pull request pass.
#[derive(Clone, Copy, Debug)]
pub struct Waiving<'a> {
    /// Which.
    pub gate: Gate,
    /// The newest commit that they saw; empty where none was known.
    pub seen: &'a str,
    /// Why.
    pub reason: &'a str,
    /// The arms whose DRI they are.
    pub of: &'a [Arm],
}

/// Lets a pull request pass although a gate does not; for the zone that holds for the files that are outside now.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot; [`Error::Refused`] when it is of no feature, of another arm's, has a commit
/// that the person did not see, passes the gate already, the gate is the zone's and nobody knows the files, or the pilot has not
/// started or is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn waive(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: PullRequestId,
    Waiving { gate, seen, reason, of }: Waiving<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let (mut change, name) = spoken_of(pool, pilot, person, (id, of), now).await?;
    let known = super::read(&mut change, pilot).await?;
    let (_, pull) = known.pull(id).ok_or(Error::NotFound)?;
    let newest = pull.judged.newest();
    if newest.map_or("", |newest| newest.head.sha.as_str()) != seen {
        return Err(Error::refused(
            "A newer commit came meanwhile. Nothing was waived: look at it as it is now.",
        ));
    }
    // A second press, or a page from before: what is let pass is not let pass once more.
    if pull
        .judged
        .gates
        .iter()
        .any(|passage| passage.gate == gate && passage.is_clear())
    {
        return Err(Error::refused("It passes this gate already. Nothing was waived."));
    }
    let verdict = newest.and_then(|newest| newest.verdict.as_ref());
    let paths: Vec<String> = match (gate, verdict) {
        (Gate::Zone, Some(verdict)) if verdict.unjudged.is_none() => {
            verdict.outside().map(|file| file.path.clone()).collect()
        }
        (Gate::Zone, _) => {
            return Err(Error::refused(
                "Which files it changes is not known. Enter the list first.",
            ));
        }
        _ => Vec::new(),
    };
    sqlx::query!(
        "insert into waiver (pull_request_id, gate, paths, reason, waived_by, waived_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        gate.as_str(),
        &paths,
        reason,
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let event = event::Gate::Waive {
        pull_request: name,
        id: id.0,
        gate: gate.label().to_owned(),
        paths: paths.into(),
        reason: reason.to_owned().into(),
    };
    change.commit(event).await
}

/// Stops a pull request, or lifts that.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot; [`Error::Refused`] when it is of no feature, of another arm's, stands so
/// already, or the pilot has not started or is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn veto(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: PullRequestId,
    (stands, reason, of): (bool, &str, &[Arm]),
    now: DateTime<Utc>,
) -> Result<()> {
    let (mut change, name) = spoken_of(pool, pilot, person, (id, of), now).await?;
    let before = sqlx::query_scalar!(
        "select stands from veto where pull_request_id = $1 order by veto_id desc limit 1",
        id.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .unwrap_or(false);
    if before == stands {
        let sentence = match stands {
            true => format!("{name} is vetoed already."),
            false => format!("There is no veto of {name} to lift."),
        };
        return Err(Error::refused(sentence));
    }
    sqlx::query!(
        "insert into veto (pull_request_id, stands, reason, spoken_by, spoken_at) values ($1, $2, $3, $4, $5)",
        id.0,
        stands,
        reason,
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let (pull_request, id, reason) = (name, id.0, reason.to_owned().into());
    let event = match stands {
        true => event::Gate::Veto {
            pull_request,
            id,
            reason,
        },
        false => event::Gate::LiftVeto {
            pull_request,
            id,
            reason,
        },
    };
    change.commit(event).await
}

/// The PLANNING.md of a feature, as somebody links it.
#[derive(Clone, Copy, Debug)]
pub struct LinkedPlanning<'a> {
    /// Of which arm.
    pub arm: Arm,
    /// Where it can be read; empty where nobody said.
    pub url: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Links the PLANNING.md of a feature; it waits for the DRI's sign-off.
///
/// # Errors
/// [`Error::Refused`] when the arm has no feature yet, the text is the one that is linked already, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn link_planning(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    LinkedPlanning { arm, url, text }: LinkedPlanning<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let digest = Planning::digest_of(text);
    let feature = sqlx::query!(
        "select f.feature_id, (select p.digest from planning p where p.feature_id = f.feature_id
             order by p.planning_id desc limit 1) as last
         from feature f where f.pilot_id = $1 and f.arm = $2",
        pilot.0,
        arm.as_str(),
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or_else(|| Error::refused("The arm has no feature yet. Enrol it first."))?;
    if feature.last.as_deref() == Some(digest.as_str()) {
        return Err(Error::refused("This is the text that is linked already."));
    }
    sqlx::query!(
        "insert into planning (feature_id, url, text, digest, linked_by, linked_at) values ($1, $2, $3, $4, $5, $6)",
        feature.feature_id,
        url,
        text,
        digest.as_str(),
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let event = event::Gate::LinkPlanning {
        arm,
        digest: digest.into(),
        url: url.to_owned().into(),
    };
    change.commit(event).await
}

/// Signs off the PLANNING.md of a feature, as it was read: `digest` is that of the text on the page.
///
/// # Errors
/// [`Error::Refused`] when another text is linked now, it is signed off already, the person linked it, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn sign_off_planning(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (arm, digest): (Arm, &Digest),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let newest = sqlx::query!(
        r#"select p.planning_id, p.digest, p.linked_by as "linked_by: PersonId",
               exists (select from planning_sign_off s where s.planning_id = p.planning_id) as "signed!"
           from planning p join feature f using (feature_id)
           where f.pilot_id = $1 and f.arm = $2 order by p.planning_id desc limit 1"#,
        pilot.0,
        arm.as_str(),
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or_else(|| Error::refused("No PLANNING.md is linked yet."))?;
    if newest.digest != digest.as_str() {
        return Err(Error::refused(
            "Another text was linked meanwhile. Nothing was signed off: read it, then sign off.",
        ));
    }
    if newest.signed {
        return Err(Error::refused("It is signed off already."));
    }
    if newest.linked_by == person {
        return Err(Error::refused("Somebody else signs off what you linked."));
    }
    sqlx::query!(
        "insert into planning_sign_off (planning_id, signed_by, signed_at) values ($1, $2, $3)",
        newest.planning_id,
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let event = event::Gate::SignOffPlanning {
        arm,
        digest: digest.clone().into(),
    };
    change.commit(event).await
}
