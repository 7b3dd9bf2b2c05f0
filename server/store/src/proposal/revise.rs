use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::proposal::{Applied, Body, RevisionNumber, apply, compare};
use serde_json::json;
use sqlx::{PgConnection, PgPool};

use super::{NewRevision, Revision, find, write};
use crate::activity::{self, Act};
use crate::pilot::lock;
use crate::{Error, Result};

/// An edit of one section.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// The section's key in `base`; empty for a new section at the end.
    pub section: &'a str,
    /// The revision the edit was begun on.
    pub base: RevisionNumber,
    /// The section's new text, heading included.
    pub text: &'a str,
    /// What changed, in the author's words; empty to have it said from the sections.
    pub summary: &'a str,
}

/// What became of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revised {
    /// It is in this revision.
    Saved {
        /// The new revision.
        number: RevisionNumber,
        /// The revision it was brought together with, when somebody saved in between.
        merged_with: Option<RevisionNumber>,
    },
    /// It overlaps with what somebody saved in between. The text is kept as a draft.
    Conflict,
}

/// Saves an edit as a new revision. Edits that do not overlap are brought together; overlapping text
/// is kept as the person's draft.
///
/// # Errors
/// [`Error::Refused`] when nothing changed, the pilot has started, or the text is too large.
pub async fn revise(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    edit: Edit<'_>,
    now: DateTime<Utc>,
) -> Result<Revised> {
    let mut tx = pool.begin().await?;
    refuse_when_started(&mut tx, pilot).await?;
    let latest = find(&mut *tx, pilot, None).await?;
    let base = find(&mut *tx, pilot, Some(edit.base)).await?;
    let applied =
        apply(&base.body, &latest.body, edit.section, edit.text).map_err(|e| Error::refused(e.to_string()))?;
    let act = |action, detail| Act {
        at: now,
        person: Some(person),
        pilot: Some(pilot),
        action,
        detail,
    };
    match applied {
        Applied::Unchanged => Err(Error::refused(format!(
            "Nothing changed: revision {} says this already.",
            latest.number
        ))),
        Applied::Conflict => {
            keep_draft(&mut tx, pilot, person, edit, now).await?;
            let detail = json!({ "section": edit.section, "base": edit.base, "latest": latest.number });
            activity::append(&mut tx, act("proposal.keep_draft", detail)).await?;
            tx.commit().await?;
            Ok(Revised::Conflict)
        }
        Applied::Body { body, merged } => {
            let number = latest.number.next();
            let summary = summary(edit.summary, &latest.body, &body);
            let new = NewRevision {
                number,
                body: &body,
                terms: &latest.terms,
                summary: &summary,
            };
            let digest = write(&mut tx, pilot, person, &new, now).await?;
            sqlx::query!(
                "delete from draft where pilot_id = $1 and person_id = $2 and section = $3",
                pilot.0,
                person.0,
                edit.section,
            )
            .execute(&mut *tx)
            .await?;
            let merged_with = merged.then_some(latest.number);
            let detail = json!({
                "revision": number, "digest": digest.as_str(), "summary": summary, "merged_with": merged_with,
            });
            activity::append(&mut tx, act("proposal.revise", detail)).await?;
            tx.commit().await?;
            Ok(Revised::Saved { number, merged_with })
        }
    }
}

/// Locks the pilot's row; terms and text are frozen once the pilot has started.
pub(super) async fn refuse_when_started(tx: &mut PgConnection, pilot: PilotId) -> Result<()> {
    if lock(tx, pilot).await?.started {
        return Err(Error::refused("The pilot has started: its text and terms are frozen."));
    }
    Ok(())
}

/// The author's words, or which sections changed.
fn summary(words: &str, old: &Body, new: &Body) -> String {
    let words = words.trim();
    if !words.is_empty() {
        return words.chars().take(200).collect();
    }
    let changed: Vec<String> = compare(old, new)
        .into_iter()
        .filter(domain::proposal::SectionDiff::is_changed)
        .map(|section| section.title)
        .collect();
    match &changed[..] {
        [] => "Moved sections".to_owned(),
        [one, two, three, _, ..] => format!("Edited {one}, {two}, {three} and more"),
        few => format!("Edited {}", few.join(", ")),
    }
}

async fn keep_draft(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    edit: Edit<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into draft (pilot_id, person_id, section, base_number, body, saved_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (pilot_id, person_id, section) do update
             set base_number = excluded.base_number, body = excluded.body, saved_at = excluded.saved_at",
        pilot.0,
        person.0,
        edit.section,
        edit.base.0,
        edit.text,
        now,
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Text that was kept because it overlapped with somebody else's.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The revision it was begun on.
    pub base: RevisionNumber,
    /// The section's text as typed.
    pub text: String,
    /// When it was kept.
    pub saved_at: DateTime<Utc>,
}

/// The person's draft of a section, if one is kept.
///
/// # Errors
/// When the database fails.
pub async fn draft(pool: &PgPool, pilot: PilotId, person: PersonId, section: &str) -> Result<Option<Draft>> {
    Ok(sqlx::query!(
        "select base_number, body, saved_at from draft where pilot_id = $1 and person_id = $2 and section = $3",
        pilot.0,
        person.0,
        section,
    )
    .fetch_optional(pool)
    .await?
    .map(|r| Draft {
        base: RevisionNumber(r.base_number),
        text: r.body,
        saved_at: r.saved_at,
    }))
}

/// A conflict to be settled by its author.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// What the author typed.
    pub mine: Draft,
    /// The revision it was begun on.
    pub base: Revision,
    /// The newest revision.
    pub latest: Revision,
}

/// The person's conflict over a section.
///
/// # Errors
/// [`Error::NotFound`] when no text of theirs is kept for it.
pub async fn conflict(pool: &PgPool, pilot: PilotId, person: PersonId, section: &str) -> Result<Conflict> {
    let mine = draft(pool, pilot, person, section).await?.ok_or(Error::NotFound)?;
    Ok(Conflict {
        base: find(pool, pilot, Some(mine.base)).await?,
        latest: find(pool, pilot, None).await?,
        mine,
    })
}
