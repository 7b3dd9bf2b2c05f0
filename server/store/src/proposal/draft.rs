//! Drafts: what is being typed, one for each window of its writer.

use chrono::{DateTime, Days, Utc};
use domain::document::{MAX_BODY_BYTES, sections};
use domain::ids::{DraftId, PersonId, PilotId};
use domain::proposal::{Applied, RevisionNumber, apply};
use sqlx::{PgConnection, PgPool};

use super::conflict::keep_result;
use super::{Save, Window, find};
use crate::{Error, Result};

/// How long drafts and texts that lost a conflict are kept, in days.
pub const KEPT_DAYS: u64 = 30;

pub(crate) fn oldest_kept(now: DateTime<Utc>) -> DateTime<Utc> {
    now - Days::new(KEPT_DAYS)
}

/// A text being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id; `None` for a text that lost a conflict.
    pub draft: Option<DraftId>,
    /// How often it was kept.
    pub turn: i32,
    /// The revision it was begun on.
    pub base: RevisionNumber,
    /// The last section it stands for; see [`Save::last`].
    pub last: String,
    /// The text as typed.
    pub text: String,
    /// What was typed about it.
    pub summary: String,
    /// When it was kept.
    pub saved_at: DateTime<Utc>,
}

/// What a writer learns when a draft was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The newest revision by now.
    pub newest: RevisionNumber,
    /// Who saved it.
    pub author: String,
    /// The draft; `None` when it is the result of a conflict, or when the newest revision says it already.
    pub draft: Option<DraftId>,
    /// How often it was kept.
    pub turn: i32,
    /// The writer has another draft of this section: from another window, or an earlier one.
    pub another: bool,
}

/// Keeps what is being typed: in place of what the same window kept before, or of the draft that the window
/// shows if that is still as it was shown. Otherwise another window has it, and this text is a draft of its
/// own. A draft is its writer's own business: the log does not speak of it. Drafts and lost texts older
/// than [`KEPT_DAYS`] go.
///
/// # Errors
/// [`Error::NotFound`] when the base has no such section; [`Error::Refused`] when the text is too long.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn keep_draft(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    save: Save<'_>,
    now: DateTime<Utc>,
) -> Result<Kept> {
    let edit = save.edit;
    if edit.text.len() > MAX_BODY_BYTES {
        return Err(Error::refused(format!(
            "The text is {} bytes long; a draft can be at most {MAX_BODY_BYTES}.",
            edit.text.len()
        )));
    }
    let summary: String = edit.summary.chars().take(200).collect();
    let mut tx = pool.begin().await?;
    if let Some(conflict) = save.settles
        && let Some(turn) = keep_result(&mut tx, pilot, person, conflict, &save, &summary).await?
    {
        tx.commit().await?;
        return answer(pool, pilot, None, turn, false).await;
    }
    let (draft, turn) = match go_on(&mut tx, pilot, person, &save, &summary, now).await? {
        Some(draft) => draft,
        None => match begin(&mut tx, pilot, person, &save, &summary, now).await? {
            Some(draft) => draft,
            None => return answer(pool, pilot, None, 0, false).await,
        },
    };
    let another = sqlx::query_scalar!(
        r#"select exists (
               select 1 from draft
               where pilot_id = $1 and person_id = $2 and section = $3 and draft_id <> $4 and saved_at > $5
           ) as "another!""#,
        pilot.0,
        person.0,
        edit.section,
        draft.0,
        oldest_kept(now),
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    answer(pool, pilot, Some(draft), turn, another).await
}

/// Writes over the draft that this window may go on with: the one it wrote last, or the one it shows when
/// no other window wrote it since. `None` when there is no such draft.
async fn go_on(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    save: &Save<'_>,
    summary: &str,
    now: DateTime<Utc>,
) -> Result<Option<(DraftId, i32)>> {
    let (edit, window) = (save.edit, save.window);
    let own = sqlx::query!(
        r#"update draft set last_section = $6, body = $7, summary = $8, saved_at = $9, turn = turn + 1
           where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4 and written_in = $5
           returning draft_id as "draft_id: DraftId", turn"#,
        pilot.0,
        person.0,
        edit.section,
        edit.base.0,
        window.name,
        save.last,
        edit.text,
        summary,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(own) = own {
        return Ok(Some((own.draft_id, own.turn)));
    }
    let Some(shown) = window.draft else { return Ok(None) };
    let taken_up = sqlx::query!(
        r#"update draft set written_in = $5, last_section = $6, body = $7, summary = $8, saved_at = $9, turn = turn + 1
           where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4
               and draft_id = $10 and turn = $11
           returning draft_id as "draft_id: DraftId", turn"#,
        pilot.0,
        person.0,
        edit.section,
        edit.base.0,
        window.name,
        save.last,
        edit.text,
        summary,
        now,
        shown.0,
        window.turn,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(taken_up) = taken_up {
        return Ok(Some((taken_up.draft_id, taken_up.turn)));
    }
    // It has this text already: sent twice, by a page that went and the one that came after it.
    let same = sqlx::query!(
        r#"select draft_id as "draft_id: DraftId", turn from draft
           where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4
               and draft_id = $5 and last_section = $6 and body = $7 and summary = $8"#,
        pilot.0,
        person.0,
        edit.section,
        edit.base.0,
        shown.0,
        save.last,
        edit.text,
        summary,
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(same.map(|same| (same.draft_id, same.turn)))
}

/// Begins a draft of this window's own, and clears what is too old. `None` when a revision since its base says
/// all of it: what the page kept as its form was sent may come in after the form, and would bring back as a
/// draft what is saved already.
async fn begin(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    save: &Save<'_>,
    summary: &str,
    now: DateTime<Utc>,
) -> Result<Option<(DraftId, i32)>> {
    let edit = save.edit;
    // Waits for a form that is being saved.
    sqlx::query!("select pilot_id from pilot where pilot_id = $1 for key share", pilot.0)
        .fetch_optional(&mut *tx)
        .await?;
    let base = find(&mut *tx, pilot, Some(edit.base)).await?;
    let keys = sections(&base.body);
    let is_there = |key: &str| key.is_empty() || keys.iter().any(|section| section.key == key);
    if !is_there(edit.section) || !is_there(save.last) {
        return Err(Error::NotFound);
    }
    let latest = find(&mut *tx, pilot, None).await?;
    if latest.number > edit.base && apply(&base.body, &latest.body, save.place(), edit.text) == Ok(Applied::Unchanged) {
        return Ok(None);
    }
    let begun = sqlx::query!(
        r#"insert into draft
               (pilot_id, person_id, section, last_section, base_number, body, summary, saved_at, written_in)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           on conflict (pilot_id, person_id, section, base_number, written_in) do update
               set last_section = excluded.last_section, body = excluded.body, summary = excluded.summary,
                   saved_at = excluded.saved_at, turn = draft.turn + 1
           returning draft_id as "draft_id: DraftId", turn"#,
        pilot.0,
        person.0,
        edit.section,
        save.last,
        edit.base.0,
        edit.text,
        summary,
        now,
        save.window.name,
    )
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query!(
        "delete from draft where pilot_id = $1 and saved_at <= $2",
        pilot.0,
        oldest_kept(now)
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "delete from conflict where pilot_id = $1 and kept_at <= $2",
        pilot.0,
        oldest_kept(now)
    )
    .execute(&mut *tx)
    .await?;
    Ok(Some((begun.draft_id, begun.turn)))
}

async fn answer(pool: &PgPool, pilot: PilotId, draft: Option<DraftId>, turn: i32, another: bool) -> Result<Kept> {
    let newest = sqlx::query!(
        r#"select r.number, p.name as author from revision r join person p on p.person_id = r.author_id
           where r.pilot_id = $1 order by r.number desc limit 1"#,
        pilot.0,
    )
    .fetch_one(pool)
    .await?;
    Ok(Kept {
        newest: RevisionNumber(newest.number),
        author: newest.author,
        draft,
        turn,
        another,
    })
}

/// Throws a draft away that is as this window knows it.
///
/// # Errors
/// [`Error::Refused`] when another window wrote it since.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn drop_draft(pool: &PgPool, pilot: PilotId, person: PersonId, window: Window<'_>) -> Result<()> {
    let Some(draft) = window.draft else { return Ok(()) };
    let dropped = sqlx::query!(
        "delete from draft
         where draft_id = $1 and pilot_id = $2 and person_id = $3
             and (turn = $4 or written_in = nullif($5, ''))",
        draft.0,
        pilot.0,
        person.0,
        window.turn,
        window.name,
    )
    .execute(pool)
    .await?;
    let is_there = dropped.rows_affected() == 0
        && sqlx::query_scalar!(
            r#"select exists (select 1 from draft where draft_id = $1 and pilot_id = $2 and person_id = $3) as "there!""#,
            draft.0,
            pilot.0,
            person.0,
        )
        .fetch_one(pool)
        .await?;
    if is_there {
        return Err(Error::refused(
            "This draft was changed in another window. Read it before you throw it away.",
        ));
    }
    Ok(())
}
