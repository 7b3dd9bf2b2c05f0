use chrono::{DateTime, Days, Utc};
use domain::document::{MAX_BODY_BYTES, sections};
use domain::ids::{ConflictId, DraftId, PersonId, PilotId};
use domain::proposal::{Place, RevisionNumber};
use sqlx::{PgConnection, PgPool};

use super::revise::place;
use super::{Revision, Save, Window, find, latest};
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
    /// The draft; `None` when it is the result of a conflict.
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
        None => begin(&mut tx, pilot, person, &save, &summary, now).await?,
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

/// Begins a draft of this window's own, and clears what is too old.
async fn begin(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    save: &Save<'_>,
    summary: &str,
    now: DateTime<Utc>,
) -> Result<(DraftId, i32)> {
    let edit = save.edit;
    let base = find(&mut *tx, pilot, Some(edit.base)).await?;
    let keys = sections(&base.body);
    let is_there = |key: &str| key.is_empty() || keys.iter().any(|section| section.key == key);
    if !is_there(edit.section) || !is_there(save.last) {
        return Err(Error::NotFound);
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
    Ok((begun.draft_id, begun.turn))
}

/// Keeps what is written of a conflict's result, unless the conflict is settled or another window wrote
/// the result since: then the text is a draft like others. Answers how often the result was kept.
async fn keep_result(
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

/// What the editor of a section shows.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The revision that is edited: the draft's, or the newest that has the section.
    pub base: Revision,
    /// The newest revision.
    pub latest: Revision,
    /// What the person has typed so far.
    pub draft: Option<Draft>,
    /// Other drafts of theirs of this section, newest first: each with its id, base and time.
    pub others: Vec<(DraftId, RevisionNumber, DateTime<Utc>)>,
    /// Texts of theirs about this section that lost a conflict which is not settled.
    pub conflicts: Vec<(ConflictId, DateTime<Utc>)>,
    /// What they sent on earlier revisions than this has arrived: in a revision of theirs, or as a text
    /// that lost a conflict.
    pub own: RevisionNumber,
}

/// How many revisions back a section is looked for that is not in the newest.
const LOOK_BACK: i64 = 30;

/// Which text of a section the editor shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which<'a> {
    /// The section's key; an empty one is a new section.
    pub section: &'a str,
    /// The revision the text was begun on, when it is not the newest draft or revision.
    pub base: Option<RevisionNumber>,
    /// The draft, when there are several.
    pub draft: Option<DraftId>,
}

/// The editor of a section: with the draft asked for, the newest draft begun on `base`, or the newest draft.
/// A section that somebody renamed, split or deleted is edited as it was.
///
/// # Errors
/// [`Error::NotFound`] when no recent revision has the section.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn editor(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    which: Which<'_>,
    now: DateTime<Utc>,
) -> Result<Editor> {
    let Which { section, base, draft } = which;
    let newest = latest(pool, pilot).await?;
    let mut drafts: Vec<(DraftId, Draft)> = sqlx::query!(
        r#"select draft_id as "draft_id: DraftId", turn, base_number, last_section, body, summary, saved_at from draft
           where pilot_id = $1 and person_id = $2 and section = $3 and saved_at > $4
           order by saved_at desc, draft_id desc"#,
        pilot.0,
        person.0,
        section,
        oldest_kept(now),
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(|r| {
        let draft = Draft {
            draft: Some(r.draft_id),
            turn: r.turn,
            base: RevisionNumber(r.base_number),
            last: r.last_section,
            text: r.body,
            summary: r.summary,
            saved_at: r.saved_at,
        };
        (r.draft_id, draft)
    })
    .collect();
    let asked_for = drafts.iter().position(|(id, _)| Some(*id) == draft);
    let shown = asked_for.or_else(|| {
        drafts
            .iter()
            .position(|(_, draft)| base.is_none_or(|base| base == draft.base))
    });
    let draft = shown.map(|at| drafts.remove(at).1);
    let others = drafts
        .into_iter()
        .map(|(id, draft)| (id, draft.base, draft.saved_at))
        .collect();
    let has =
        |revision: &Revision| section.is_empty() || sections(&revision.body).iter().any(|found| found.key == section);
    let asked = draft.as_ref().map(|draft| draft.base).or(base);
    let base = match asked {
        Some(number) if number != newest.number => find(pool, pilot, Some(number)).await?,
        _ if has(&newest) => newest.clone(),
        _ => last_with(pool, pilot, newest.number, has).await?,
    };
    if !has(&base) {
        return Err(Error::NotFound);
    }
    let conflicts = sqlx::query!(
        r#"select conflict_id as "conflict_id: ConflictId", kept_at from conflict
           where pilot_id = $1 and person_id = $2 and section = $3 and settled_at is null and kept_at > $4
           order by conflict_id"#,
        pilot.0,
        person.0,
        section,
        oldest_kept(now),
    )
    .fetch_all(pool)
    .await?;
    let own = sqlx::query_scalar!(
        r#"select greatest(
               (select max(r.number) from revision r where r.pilot_id = $1 and r.author_id = $2),
               (select max(c.base_number) + 1 from conflict c where c.pilot_id = $1 and c.person_id = $2),
               0) as "number!""#,
        pilot.0,
        person.0,
    )
    .fetch_one(pool)
    .await?;
    Ok(Editor {
        base,
        latest: newest,
        draft,
        others,
        conflicts: conflicts.into_iter().map(|r| (r.conflict_id, r.kept_at)).collect(),
        own: RevisionNumber(own),
    })
}

/// The newest revision before this one that fits.
async fn last_with(
    pool: &PgPool,
    pilot: PilotId,
    before: RevisionNumber,
    fits: impl Fn(&Revision) -> bool,
) -> Result<Revision> {
    let mut number = before.0 - 1;
    while number >= 1 && i64::from(before.0 - number) <= LOOK_BACK {
        let revision = find(pool, pilot, Some(RevisionNumber(number))).await?;
        if fits(&revision) {
            return Ok(revision);
        }
        number -= 1;
    }
    Err(Error::NotFound)
}

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

/// A text of one's own that is no revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptText {
    /// The conflict it lost; `None` for a draft.
    pub conflict: Option<ConflictId>,
    /// The draft it is; `None` for a text that lost.
    pub draft: Option<DraftId>,
    /// The section it stands for; empty for a new one.
    pub section: String,
    /// The revision it was begun on.
    pub base: RevisionNumber,
    /// The text as typed.
    pub text: String,
    /// The result of its conflict as far as it was written and not saved.
    pub result: Option<String>,
    /// When it was kept.
    pub kept_at: DateTime<Utc>,
    /// Whether its conflict is settled, and by which revision.
    pub settled: Option<Option<RevisionNumber>>,
}

impl KeptText {
    /// When it goes.
    #[must_use]
    pub fn until(&self) -> DateTime<Utc> {
        self.kept_at + Days::new(KEPT_DAYS)
    }
}

/// All drafts of a person, and their texts that lost a conflict, newest first.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn kept(pool: &PgPool, pilot: PilotId, person: PersonId, now: DateTime<Utc>) -> Result<Vec<KeptText>> {
    let rows = sqlx::query!(
        r#"select null::bigint as "conflict: ConflictId", draft_id as "draft: DraftId", section as "section!", base_number as "base_number!",
               body as "body!", null::text as result, saved_at as "kept_at!", false as "settled!",
               null::int as settled_number
           from draft where pilot_id = $1 and person_id = $2 and saved_at > $3
           union all
           select conflict_id, null, section, base_number, body, result, kept_at, settled_at is not null, settled_number
           from conflict where pilot_id = $1 and person_id = $2 and kept_at > $3
           order by 7 desc"#,
        pilot.0,
        person.0,
        oldest_kept(now),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| KeptText {
            conflict: r.conflict,
            draft: r.draft,
            section: r.section,
            base: RevisionNumber(r.base_number),
            text: r.body,
            result: r.result,
            kept_at: r.kept_at,
            settled: r.settled.then(|| r.settled_number.map(RevisionNumber)),
        })
        .collect())
}
