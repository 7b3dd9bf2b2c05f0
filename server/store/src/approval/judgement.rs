//! Whether an approval still covers the newest revision: judged when that is saved, and stored. No page asks what a
//! text says, and a later reader changes nothing of it.

use chrono::{DateTime, Utc};
use domain::document::Body;
use domain::ids::PilotId;
use domain::proposal::{Change as Edit, RevisionNumber};
use domain::terms::Terms;
use reading::{Edition, change as judge};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};

use crate::Result;
use crate::change::Change;
use crate::proposal::{Revision, find};

/// What `newer` was judged to mean for an approval of `older`; `None` when nobody judged the two.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn judged(
    executor: impl PgExecutor<'_>,
    pilot: PilotId,
    older: RevisionNumber,
    newer: RevisionNumber,
) -> Result<Option<Edit>> {
    let judged = sqlx::query_scalar!(
        r#"select change as "change: Json<Edit>" from approval_judgement
           where pilot_id = $1 and older = $2 and newer = $3"#,
        pilot.0,
        older.0,
        newer.0,
    )
    .fetch_optional(executor)
    .await?;
    Ok(judged.map(|judged| judged.0))
}

/// Judges what the revision just written means for every one that is approved or asked about.
pub(crate) async fn judge_requested(
    change: &mut Change<'_>,
    pilot: PilotId,
    number: RevisionNumber,
    (body, terms): (&Body, &Terms),
) -> Result<()> {
    let requested = sqlx::query_scalar!(
        r#"select distinct q.revision_number as "number: RevisionNumber" from approval_request q
           where q.pilot_id = $1 and q.revision_number < $2
               and not exists (select 1 from approval_withdrawal w
                   where w.approval_request_id = q.approval_request_id)"#,
        pilot.0,
        number.0,
    )
    .fetch_all(&mut **change)
    .await?;
    for older in requested {
        // One at a time: a text can be half a megabyte.
        let old = find(&mut **change, pilot, Some(older)).await?;
        let edit = judge((&old.body, &old.terms), (body, terms));
        let now = change.now();
        record(change, pilot, (older, number), &edit, now).await?;
    }
    Ok(())
}

/// Judges what the newest revision means for `decided`, unless that was judged when it was saved.
pub(super) async fn judge_newest(change: &mut Change<'_>, pilot: PilotId, decided: &Revision) -> Result<()> {
    let newest = sqlx::query_scalar!(
        r#"select max(v.number) as "number!: RevisionNumber" from revision v where v.pilot_id = $1
           having max(v.number) > $2 and not exists (select 1 from approval_judgement j
               where j.pilot_id = $1 and j.older = $2 and j.newer = max(v.number))"#,
        pilot.0,
        decided.number.0,
    )
    .fetch_optional(&mut **change)
    .await?;
    if let Some(newest) = newest {
        let new = find(&mut **change, pilot, Some(newest)).await?;
        let edit = judge((&decided.body, &decided.terms), (&new.body, &new.terms));
        let now = change.now();
        record(change, pilot, (decided.number, newest), &edit, now).await?;
    }
    Ok(())
}

/// Judges the pairs that a database had before judgements were stored, each once and by the reader of then, so that
/// standing approvals stand as they stood. Any number of instances may do it at once.
pub(crate) async fn judge_due(connection: &mut PgConnection) -> Result<()> {
    let due = sqlx::query!(
        r#"select d.pilot_id as "pilot: PilotId", d.older as "older: RevisionNumber", d.newer as "newer: RevisionNumber"
           from approval_judgement_due d order by d.pilot_id, d.older"#
    )
    .fetch_all(&mut *connection)
    .await?;
    for pair in due {
        let old = find(&mut *connection, pair.pilot, Some(pair.older)).await?;
        let new = find(&mut *connection, pair.pilot, Some(pair.newer)).await?;
        let edit = Edition::First.change((&old.body, &old.terms), (&new.body, &new.terms));
        // One statement: judged and no longer due, or neither.
        sqlx::query!(
            "with due as (delete from approval_judgement_due
                 where pilot_id = $1 and older = $2 and newer = $3 returning pilot_id, older, newer)
             insert into approval_judgement (pilot_id, older, newer, edition, material, change, judged_at)
             select pilot_id, older, newer, $4, $5, $6, now() from due
             on conflict (pilot_id, older, newer) do nothing",
            pair.pilot.0,
            pair.older.0,
            pair.newer.0,
            Edition::First.number(),
            edit.is_material(),
            Json(&edit) as _,
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn record(
    tx: &mut PgConnection,
    pilot: PilotId,
    (older, newer): (RevisionNumber, RevisionNumber),
    edit: &Edit,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into approval_judgement (pilot_id, older, newer, edition, material, change, judged_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        pilot.0,
        older.0,
        newer.0,
        Edition::NEWEST.number(),
        edit.is_material(),
        Json(edit) as _,
        now,
    )
    .execute(tx)
    .await?;
    Ok(())
}
