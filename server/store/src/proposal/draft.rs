use chrono::{DateTime, Days, Utc};
use domain::ids::{ConflictId, PersonId, PilotId};
use domain::proposal::{MAX_BODY_BYTES, Place, RevisionNumber, sections};
use sqlx::PgPool;

use super::revise::place;
use super::{Revision, Save, find, latest};
use crate::{Error, Result};

/// How long drafts and texts that lost a conflict are kept, in days.
pub const KEPT_DAYS: u64 = 30;

fn oldest(now: DateTime<Utc>) -> DateTime<Utc> {
    now - Days::new(KEPT_DAYS)
}

/// A text being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
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
}

/// Keeps what is being typed, in place of what was kept before. A draft is its writer's own business:
/// the log does not speak of it. Drafts and lost texts older than [`KEPT_DAYS`] go.
///
/// # Errors
/// [`Error::NotFound`] when the base has no such section; [`Error::Refused`] when the text is too long.
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
    if let Some(conflict) = save.settles
        && keep_result(pool, pilot, person, (conflict, &save, &summary)).await?
    {
        return newest(pool, pilot).await;
    }
    let updated = sqlx::query!(
        "update draft set last_section = $5, body = $6, summary = $7, saved_at = $8
         where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4",
        pilot.0,
        person.0,
        edit.section,
        edit.base.0,
        save.last,
        edit.text,
        summary,
        now,
    )
    .execute(pool)
    .await?;
    if updated.rows_affected() == 0 {
        let base = find(pool, pilot, Some(edit.base)).await?;
        let keys = sections(&base.body);
        let is_there = |key: &str| key.is_empty() || keys.iter().any(|section| section.key == key);
        if !is_there(edit.section) || !is_there(save.last) {
            return Err(Error::NotFound);
        }
        let mut tx = pool.begin().await?;
        sqlx::query!(
            "insert into draft (pilot_id, person_id, section, last_section, base_number, body, summary, saved_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (pilot_id, person_id, section, base_number) do update
                 set last_section = excluded.last_section, body = excluded.body, summary = excluded.summary,
                     saved_at = excluded.saved_at",
            pilot.0,
            person.0,
            edit.section,
            save.last,
            edit.base.0,
            edit.text,
            summary,
            now,
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "delete from draft where pilot_id = $1 and saved_at <= $2",
            pilot.0,
            oldest(now)
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "delete from conflict where pilot_id = $1 and kept_at <= $2",
            pilot.0,
            oldest(now)
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
    }
    newest(pool, pilot).await
}

/// Keeps what is written of a conflict's result, unless the conflict is settled.
async fn keep_result(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (conflict, save, summary): (ConflictId, &Save<'_>, &str),
) -> Result<bool> {
    let kept = sqlx::query!(
        "update conflict set result = $4, result_section = $5, result_last = $6, result_base = $7, summary = $8
         where conflict_id = $1 and pilot_id = $2 and person_id = $3 and settled_at is null
             and exists (select 1 from revision r where r.pilot_id = $2 and r.number = $7)",
        conflict.0,
        pilot.0,
        person.0,
        save.edit.text,
        save.edit.section,
        save.last,
        save.edit.base.0,
        summary,
    )
    .execute(pool)
    .await?;
    Ok(kept.rows_affected() == 1)
}

async fn newest(pool: &PgPool, pilot: PilotId) -> Result<Kept> {
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
    })
}

/// Throws a draft away.
///
/// # Errors
/// When the database fails.
pub async fn drop_draft(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (section, base): (&str, RevisionNumber),
) -> Result<()> {
    sqlx::query!(
        "delete from draft where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4",
        pilot.0,
        person.0,
        section,
        base.0,
    )
    .execute(pool)
    .await?;
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
    /// Texts of theirs about this section that lost a conflict which is not settled.
    pub conflicts: Vec<(ConflictId, DateTime<Utc>)>,
    /// What they sent on earlier revisions than this has arrived: in a revision of theirs, or as a text
    /// that lost a conflict.
    pub own: RevisionNumber,
}

/// How many revisions back a section is looked for that is not in the newest.
const LOOK_BACK: i64 = 30;

/// The editor of a section, by its key; an empty one is a new section. With `base`, the draft begun on
/// that revision, otherwise the newest draft. A section that somebody renamed, split or deleted is
/// edited as it was.
///
/// # Errors
/// [`Error::NotFound`] when no recent revision has the section.
pub async fn editor(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (section, base): (&str, Option<RevisionNumber>),
    now: DateTime<Utc>,
) -> Result<Editor> {
    let newest = latest(pool, pilot).await?;
    let draft = sqlx::query!(
        "select base_number, last_section, body, summary, saved_at from draft
         where pilot_id = $1 and person_id = $2 and section = $3 and base_number = coalesce($4, base_number)
             and saved_at > $5
         order by saved_at desc limit 1",
        pilot.0,
        person.0,
        section,
        base.map(|base| base.0),
        oldest(now),
    )
    .fetch_optional(pool)
    .await?
    .map(|r| Draft {
        base: RevisionNumber(r.base_number),
        last: r.last_section,
        text: r.body,
        summary: r.summary,
        saved_at: r.saved_at,
    });
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
        oldest(now),
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
pub async fn conflict(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    conflict: ConflictId,
    now: DateTime<Utc>,
) -> Result<Conflict> {
    let r = sqlx::query!(
        "select section, last_section, base_number, body, summary, kept_at, settled_at, settled_number,
             result, result_section, result_last, result_base
         from conflict where conflict_id = $1 and pilot_id = $2 and person_id = $3 and kept_at > $4",
        conflict.0,
        pilot.0,
        person.0,
        oldest(now),
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
        settled: r.settled_at.map(|_| r.settled_number.map(RevisionNumber)),
    })
}

/// Lets what others saved stand. The text can still be read until its days are over.
///
/// # Errors
/// [`Error::NotFound`] when no such text of theirs waits to be settled.
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
pub async fn kept(pool: &PgPool, pilot: PilotId, person: PersonId, now: DateTime<Utc>) -> Result<Vec<KeptText>> {
    let rows = sqlx::query!(
        r#"select null::bigint as "conflict: ConflictId", section as "section!", base_number as "base_number!",
               body as "body!", null::text as result, saved_at as "kept_at!", false as "settled!",
               null::int as settled_number
           from draft where pilot_id = $1 and person_id = $2 and saved_at > $3
           union all
           select conflict_id, section, base_number, body, case when settled_number is null then result end, kept_at,
               settled_at is not null, settled_number
           from conflict where pilot_id = $1 and person_id = $2 and kept_at > $3
           order by 6 desc"#,
        pilot.0,
        person.0,
        oldest(now),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| KeptText {
            conflict: r.conflict,
            section: r.section,
            base: RevisionNumber(r.base_number),
            text: r.body,
            result: r.result,
            kept_at: r.kept_at,
            settled: r.settled.then(|| r.settled_number.map(RevisionNumber)),
        })
        .collect())
}
