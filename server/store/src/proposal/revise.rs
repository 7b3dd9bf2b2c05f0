use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::document::{Body, sections, unseen};
use domain::ids::{ConflictId, DraftId, PersonId, PilotId};
use domain::proposal::{Applied, Place, RevisionNumber, apply};
use domain::terms::Terms;
use sqlx::{PgConnection, PgPool};

use super::{NewRevision, Revision, find, write};
use crate::change::Change;
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

/// The window that somebody writes in. Two windows of one writer do not overwrite each other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Window<'a> {
    /// A name that no other window of this writer has; empty for what is not written in one.
    pub name: &'a str,
    /// The draft it shows.
    pub draft: Option<DraftId>,
    /// How often that draft, or the result of the conflict, had been kept when the window last knew.
    pub turn: i32,
}

/// An edit with everything the editor knows of it.
#[derive(Clone, Copy, Debug)]
pub struct Save<'a> {
    /// The edit.
    pub edit: Edit<'a>,
    /// The last of the sections it stands for, or the section's key again. For a new section: the key of
    /// the one it goes after, or empty for the end.
    pub last: &'a str,
    /// The conflict it settles.
    pub settles: Option<ConflictId>,
    /// Where it is written.
    pub window: Window<'a>,
}

impl<'a> From<Edit<'a>> for Save<'a> {
    fn from(edit: Edit<'a>) -> Self {
        Self {
            edit,
            last: edit.section,
            settles: None,
            window: Window::default(),
        }
    }
}

impl<'a> Save<'a> {
    /// Where the edit goes.
    pub fn place(&self) -> Place<'a> {
        place(self.edit.section, self.last)
    }
}

/// The place behind two stored keys.
pub(super) fn place<'a>(section: &'a str, last: &'a str) -> Place<'a> {
    if section.is_empty() {
        Place::After(last)
    } else {
        Place::Over(section, last)
    }
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
    /// It overlaps with what somebody saved in between. The text is kept as this conflict.
    Conflict(ConflictId),
}

/// Saves an edit of one section as a new revision; see [`save`].
///
/// # Errors
/// As [`save`].
#[tracing::instrument(level = "debug", skip_all)]
pub async fn revise(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    edit: Edit<'_>,
    now: DateTime<Utc>,
) -> Result<Revised> {
    save(pool, pilot, person, edit.into(), now).await
}

/// Saves an edit as a new revision. Edits that do not overlap are brought together; overlapping text
/// is kept as a conflict. Either way the draft of it has served.
///
/// # Errors
/// [`Error::Refused`] when nothing changed, the pilot has started, or the text is too large.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn save(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    save: Save<'_>,
    now: DateTime<Utc>,
) -> Result<Revised> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let edit = save.edit;
    let latest = find(&mut *change, pilot, None).await?;
    let base = find(&mut *change, pilot, Some(edit.base)).await?;
    let applied =
        apply(&base.body, &latest.body, save.place(), edit.text).map_err(|e| Error::refused(e.to_string()))?;
    match applied {
        Applied::Unchanged => {
            drop(change);
            // What was typed stands in the text: neither a draft nor a conflict is left of it.
            let mut tx = pool.begin().await?;
            settle(&mut tx, pilot, person, &save, Some(latest.number), now).await?;
            tx.commit().await?;
            Err(Error::refused(format!(
                "Nothing changed: revision {} says this already.",
                latest.number
            )))
        }
        Applied::Conflict => {
            let conflict = keep_conflict(&mut change, pilot, person, &save, latest.number).await?;
            settle(&mut change, pilot, person, &save, None, now).await?;
            let event = event::Proposal::KeepDraft {
                section: edit.section.to_owned(),
                base: edit.base.into(),
                latest: latest.number.into(),
            };
            change.commit(event).await?;
            Ok(Revised::Conflict(conflict))
        }
        Applied::Body { body, merged } => {
            let merged_with = merged.then_some(latest.number);
            let summary = summary(edit.summary, &latest.body, &body);
            let new = NewRevision {
                before: Some(&latest),
                author: person,
                suggested_by: None,
                body: &body,
                terms: &latest.terms,
                summary: &summary,
            };
            let number = new.number();
            let digest = write(&mut change, pilot, &new).await?;
            settle(&mut change, pilot, person, &save, Some(number), now).await?;
            let event = event::Proposal::Revise {
                revision: number,
                digest: digest.into(),
                summary,
                merged_with: Some(merged_with),
            };
            change.commit(event).await?;
            Ok(Revised::Saved { number, merged_with })
        }
    }
}

/// Deletes a section: in a new revision; the older ones keep it.
///
/// # Errors
/// [`Error::Refused`] when somebody changed the section since `base`, it is gone already, or the pilot
/// has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn delete_section(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (section, base): (&str, RevisionNumber),
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    let base = find(&mut *change, pilot, Some(base)).await?;
    let applied = apply(&base.body, &latest.body, Place::Over(section, section), "")
        .map_err(|e| Error::refused(e.to_string()))?;
    let Applied::Body { body, .. } = applied else {
        return Err(Error::refused(format!(
            "{} changed this section in revision {} while this page was open. Read it again before you delete it.",
            latest.author, latest.number
        )));
    };
    // What asked for the deletion was a text with nothing in it.
    sqlx::query!(
        r"delete from draft
          where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4 and body ~ '^\s*$'",
        pilot.0,
        person.0,
        section,
        base.number.0,
    )
    .execute(&mut *change)
    .await?;
    write_over(change, pilot, person, &latest, &body, &latest.terms, "").await
}

/// Puts the sections into another order, in a new revision. What others saved in between stays.
///
/// # Errors
/// [`Error::Refused`] when they stand in this order already or cannot, or the pilot has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn reorder(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    keys: &[&str],
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    let body = domain::document::reorder(&latest.body, keys).map_err(|e| Error::refused(e.to_string()))?;
    if sections(&body)
        .iter()
        .map(|section| &section.key)
        .eq(sections(&latest.body).iter().map(|section| &section.key))
    {
        return Err(Error::refused("The sections stand in this order already."));
    }
    let words = "Moved sections";
    write_over(change, pilot, person, &latest, &body, &latest.terms, words).await
}

/// Removes the characters that cannot be seen from the text and the terms, in a new revision.
///
/// # Errors
/// [`Error::Refused`] when there is none, or the pilot has started.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn remove_unseen(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?.before_start()?;
    let latest = find(&mut *change, pilot, None).await?;
    let body = unseen::remove_unseen(&latest.body).map_err(|e| Error::refused(e.to_string()))?;
    let terms = latest.terms.clone().without_unseen();
    if (&body, &terms) == (&latest.body, &latest.terms) {
        return Err(Error::refused("Every character of the proposal can be seen."));
    }
    let words = "Removed characters that cannot be seen";
    write_over(change, pilot, person, &latest, &body, &terms, words).await
}

/// Writes text and terms over the newest revision, and ends the change with it.
async fn write_over(
    mut change: Change<'_>,
    pilot: PilotId,
    author: PersonId,
    latest: &Revision,
    body: &Body,
    terms: &Terms,
    words: &str,
) -> Result<RevisionNumber> {
    let summary = summary(words, &latest.body, body);
    let new = NewRevision {
        before: Some(latest),
        author,
        suggested_by: None,
        body,
        terms,
        summary: &summary,
    };
    let number = new.number();
    let event = event::Proposal::Revise {
        revision: number,
        digest: write(&mut change, pilot, &new).await?.into(),
        summary,
        merged_with: None,
    };
    change.commit(event).await?;
    Ok(number)
}

/// The author's words, or which sections changed.
fn summary(words: &str, old: &Body, new: &Body) -> String {
    let words = words.trim();
    if !words.is_empty() {
        return words.chars().take(200).collect();
    }
    let (old, new) = (sections(old), sections(new));
    let text = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (mut edited, mut added, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for section in &new {
        match old.iter().find(|was| was.key == section.key) {
            Some(was) if text(&was.text) != text(&section.text) => edited.push(section.title.as_str()),
            Some(_) => {}
            None => added.push(section.title.as_str()),
        }
    }
    let kept = |key: &str| new.iter().any(|section| section.key == key);
    gone.extend(old.iter().filter(|was| !kept(&was.key)).map(|was| was.title.as_str()));
    let named = |verb: &str, titles: &[&str]| match titles {
        [] => None,
        [one, two, three, _, ..] => Some(format!("{verb} {one}, {two}, {three} and more")),
        few => Some(format!("{verb} {}", few.join(", "))),
    };
    let said: Vec<String> = match (&added[..], &gone[..]) {
        ([now], [was]) => named("Edited", &edited)
            .into_iter()
            .chain([format!("Renamed {was} to {now}")])
            .collect(),
        _ => [("Edited", &edited), ("Added", &added), ("Deleted", &gone)]
            .into_iter()
            .filter_map(|(verb, titles)| named(verb, titles))
            .collect(),
    };
    if said.is_empty() {
        return "Moved sections".to_owned();
    }
    said.join("; ").chars().take(200).collect()
}

async fn keep_conflict(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    save: &Save<'_>,
    latest: RevisionNumber,
) -> Result<ConflictId> {
    Ok(sqlx::query_scalar!(
        r#"insert into conflict (pilot_id, person_id, section, last_section, base_number, latest_number, body, summary, kept_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning conflict_id as "conflict_id: ConflictId""#,
        pilot.0,
        person.0,
        save.edit.section,
        save.last,
        save.edit.base.0,
        latest.0,
        save.edit.text,
        save.edit.summary,
        change.now(),
    )
    .fetch_one(&mut **change)
    .await?)
}

/// The draft has served, unless it says something else by now (another window of the same writer); the
/// conflict that the edit settles, if any, is behind it.
async fn settle(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: PersonId,
    save: &Save<'_>,
    number: Option<RevisionNumber>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "delete from draft where pilot_id = $1 and person_id = $2 and section = $3 and base_number = $4 and body = $5",
        pilot.0,
        person.0,
        save.edit.section,
        save.edit.base.0,
        save.edit.text,
    )
    .execute(&mut *tx)
    .await?;
    // A result that says something else was written in another window: it stays readable.
    sqlx::query!(
        "update conflict set settled_at = $4, settled_number = $5,
             result = nullif(result, $6), result_base = case when result = $6 then null else result_base end
         where conflict_id = $1 and pilot_id = $2 and person_id = $3 and settled_at is null",
        save.settles.map(|conflict| conflict.0),
        pilot.0,
        person.0,
        now,
        number.map(|number| number.0),
        save.edit.text,
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
