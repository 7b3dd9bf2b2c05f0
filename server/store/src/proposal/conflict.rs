//! Texts that met another one in the same place: kept until they are settled or too old.

use chrono::{DateTime, Utc};
use domain::ids::{ConflictId, PersonId, PilotId};
use domain::proposal::{Place, RevisionNumber};
use sqlx::{PgConnection, PgPool};

use super::draft::oldest_kept;
use super::revise::place;
use super::{Draft, Revision, Save, find};
use crate::{Error, Result};

/// A text that met another one in the same place.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Its id.
    pub conflict_id: ConflictId,
    /// What the author typed, and on what.
    pub mine: Draft,
    /// The first section it stands for; empty for a new one.
    pub section: String,
    /// The revision it was begun on.
    pub base: Revision,
    /// The newest revision.
    pub latest: Revision,
    /// The result as far as it is written.
    pub result: Option<ResultDraft>,
    /// How often the result was kept.
    pub turn: i32,
    /// Whether it is behind them, and the revision that settled it.
    pub settled: Option<Option<RevisionNumber>>,
}

/// The result of a conflict as far as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultDraft {
    /// The revision it stands on.
    pub base: Revision,
    /// The sections it stands for.
    pub place: (String, String),
    /// The text.
    pub text: String,
}

impl Conflict {
    /// Where the text was to go.
    pub fn place(&self) -> Place<'_> {
        place(&self.section, &self.mine.last)
    }
}

/// A conflict of this person.
///
/// # Errors
/// [`Error::NotFound`] when no such text of theirs is kept.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn conflict(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    conflict: ConflictId,
    now: DateTime<Utc>,
) -> Result<Conflict> {
    let r = sqlx::query!(
        "select section, last_section, base_number, body, summary, kept_at, settled_at, settled_number,
             result, result_section, result_last, result_base, result_turn
         from conflict where conflict_id = $1 and pilot_id = $2 and person_id = $3 and kept_at > $4",
        conflict.0,
        pilot.0,
        person.0,
        oldest_kept(now),
    )
    .fetch_optional(pool)
    .await?
    .ok_or(Error::NotFound)?;
    let base = RevisionNumber(r.base_number);
    let result = match (r.result, r.result_base) {
        (Some(text), Some(base)) => Some(ResultDraft {
            base: find(pool, pilot, Some(RevisionNumber(base))).await?,
            place: (r.result_section, r.result_last),
            text,
        }),
        _ => None,
    };
    Ok(Conflict {
        conflict_id: conflict,
        mine: Draft {
            draft: None,
            turn: 0,
            base,
            last: r.last_section,
            text: r.body,
            summary: r.summary,
            saved_at: r.kept_at,
        },
        section: r.section,
        base: find(pool, pilot, Some(base)).await?,
        latest: find(pool, pilot, None).await?,
        result,
        turn: r.result_turn,
        settled: r.settled_at.map(|_| r.settled_number.map(RevisionNumber)),
    })
}

/// Lets what others saved stand. The text can still be read until its days are over.
///
/// # Errors
/// [`Error::NotFound`] when no such text of theirs waits to be settled.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn leave_conflict(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    conflict: ConflictId,
    now: DateTime<Utc>,
) -> Result<()> {
    let left = sqlx::query!(
        "update conflict set settled_at = coalesce(settled_at, $4)
         where conflict_id = $1 and pilot_id = $2 and person_id = $3",
        conflict.0,
        pilot.0,
        person.0,
        now,
    )
    .execute(pool)
    .await?;
    if left.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Keeps what is written of a conflict's result, unless the conflict is settled or another window wrote
/// the result since: then the text is a draft like others. Answers how often the result was kept.
pub(super) async fn keep_result(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    conflict: ConflictId,
    save: &Save<'_>,
    summary: &str,
) -> Result<Option<i32>> {
    let window = save.window;
    let shown = window.draft.is_none().then_some(window.turn);
    Ok(sqlx::query_scalar!(
        "update conflict set result = $4, result_section = $5, result_last = $6, result_base = $7, summary = $8,
             result_turn = result_turn + (result is distinct from $4)::int,
             result_in = case when result = $4 then result_in else $9 end
         where conflict_id = $1 and pilot_id = $2 and person_id = $3 and settled_at is null
             and (result_in = $9 or result_turn = $10 or result = $4)
             and exists (select 1 from revision r where r.pilot_id = $2 and r.number = $7)
         returning result_turn",
        conflict.0,
        pilot.0,
        person.0,
        save.edit.text,
        save.edit.section,
        save.last,
        save.edit.base.0,
        summary,
        window.name,
        shown,
    )
    .fetch_optional(&mut *tx)
    .await?)
}
