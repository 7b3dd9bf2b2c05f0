//! Snapshots: the facts frozen for a readout, and the text their hash was made of.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId, SnapshotId};
use domain::programme::{Programme, Scorecard, scorecard};
use domain::readout::digest;
use sqlx::PgPool;

use crate::change::Change;
use crate::{Error, Result, programme};

/// A frozen copy of the facts, checked against its hash.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Which.
    pub snapshot_id: SnapshotId,
    /// The facts.
    pub programme: Programme,
    /// The exact text that was hashed.
    pub text: String,
    /// SHA-256 of the stored text, hex.
    pub digest: String,
    /// When they were frozen.
    pub taken_at: DateTime<Utc>,
    /// By whom.
    pub taken_by: String,
}

impl Snapshot {
    /// Every number at the moment of freezing.
    pub fn scorecard(&self) -> Scorecard {
        scorecard(&self.programme, self.taken_at)
    }
}

/// Freezes the facts as they are at `now`.
///
/// # Errors
/// [`Error::Refused`] before the start and after the decision. Otherwise as [`programme::load`].
#[tracing::instrument(level = "debug", skip_all)]
pub async fn take(pool: &PgPool, pilot: PilotId, who: PersonId, now: DateTime<Utc>) -> Result<SnapshotId> {
    let mut change = Change::begin(pool, pilot, who, now).await?.undecided()?;
    let now = change.now();
    if !change.started() {
        return Err(Error::refused(
            "The pilot has not started, so there are no numbers to freeze.",
        ));
    }
    // What somebody said before they changed it counts for nothing, and whoever verifies the text would have to read it.
    let programme = programme::load_in(&mut change, pilot).await?.with_answers_that_count();
    let text = serde_json::to_string(&programme).map_err(|e| Error::inconsistent("pilot", e))?;
    let digest = digest(&text);
    let snapshot = sqlx::query_scalar!(
        r#"insert into snapshot (pilot_id, programme, digest, taken_at, taken_by) values ($1, $2, $3, $4, $5)
           returning snapshot_id as "snapshot_id: SnapshotId""#,
        pilot.0,
        text,
        digest,
        now,
        who.0,
    )
    .fetch_one(&mut *change)
    .await?;
    let event = event::Readout::Freeze {
        snapshot: snapshot.into(),
        sha256: digest.into(),
    };
    change.commit(event).await?;
    Ok(snapshot)
}

/// A snapshot of this pilot.
///
/// # Errors
/// [`Error::NotFound`] if the pilot has no such snapshot, [`Error::Inconsistent`] if its text is not
/// what was hashed.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn snapshot(pool: &PgPool, pilot: PilotId, snapshot: SnapshotId) -> Result<Snapshot> {
    let row = sqlx::query!(
        r#"select s.snapshot_id as "snapshot_id: SnapshotId", s.programme, s.digest, s.taken_at, p.name
           from snapshot s join person p on p.person_id = s.taken_by
           where s.pilot_id = $1 and s.snapshot_id = $2"#,
        pilot.0,
        snapshot.0,
    )
    .fetch_optional(pool)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Snapshot {
        snapshot_id: row.snapshot_id,
        programme: read(&row.programme, &row.digest)?,
        text: row.programme,
        digest: row.digest,
        taken_at: row.taken_at,
        taken_by: row.name,
    })
}

/// Reads a frozen text, which must be the one that was hashed.
pub(crate) fn read(text: &str, hashed: &str) -> Result<Programme> {
    if digest(text) != hashed {
        return Err(Error::inconsistent(
            "snapshot",
            "the text is not the one that was hashed",
        ));
    }
    serde_json::from_str(text).map_err(|e| Error::inconsistent("snapshot", e))
}

/// The newest snapshot of this pilot, if any.
///
/// # Errors
/// As [`snapshot()`].
#[tracing::instrument(level = "debug", skip_all)]
pub async fn latest(pool: &PgPool, pilot: PilotId) -> Result<Option<Snapshot>> {
    match list(pool, pilot).await?.first() {
        Some(newest) => Ok(Some(snapshot(pool, pilot, newest.snapshot_id).await?)),
        None => Ok(None),
    }
}

/// A snapshot in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub snapshot_id: SnapshotId,
    /// SHA-256 of the stored text, hex.
    pub digest: String,
    /// When the facts were frozen.
    pub taken_at: DateTime<Utc>,
    /// By whom.
    pub taken_by: String,
}

/// The snapshots of a pilot, newest first.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list(pool: &PgPool, pilot: PilotId) -> Result<Vec<Listed>> {
    Ok(sqlx::query_as!(
        Listed,
        r#"select s.snapshot_id as "snapshot_id: SnapshotId", s.digest, s.taken_at, p.name as taken_by
           from snapshot s join person p on p.person_id = s.taken_by
           where s.pilot_id = $1 order by s.snapshot_id desc"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?)
}

/// Whether the numbers were frozen after the last week had closed.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn has_final(pool: &PgPool, pilot: PilotId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from snapshot s where s.pilot_id = $1
               and s.taken_at >= (select max(coalesce(w.ends_at, w.closes_at)) from survey_week w where w.pilot_id = $1)) as "final!""#,
        pilot.0,
    )
    .fetch_one(pool)
    .await?)
}
