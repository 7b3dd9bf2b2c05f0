//! Proposals: immutable revisions, how they come about, and what is on their pages.

mod arrange;
mod complete;
mod confirm;
mod conflict;
mod draft;
mod editor;
mod history;
mod kept;
mod page;
mod reading;
mod restore;
mod revise;
mod summary;

use chrono::{DateTime, Utc};
use domain::approval::Flaws;
use domain::document::{Body, Digest};
use domain::ids::{PersonId, PilotId};
use domain::proposal::{RevisionNumber, digest, touched};
use domain::terms::{Terms, open, rows};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor, PgPool};

pub use arrange::{delete_section, remove_unseen, reorder};
pub use complete::{Completion, complete, name_zone};
pub use confirm::{Confirmation, confirm_terms, confirmation};
pub use conflict::{Conflict, ResultDraft, conflict, leave_conflict};
pub(crate) use draft::oldest_kept;
pub use draft::{Draft, KEPT_DAYS, Kept, drop_draft, keep_draft};
pub use editor::{Editor, Which, editor};
pub use history::{HISTORY_PAGE, Line, history};
pub use kept::{KeptText, kept};
pub use page::{Page, page};
pub use reading::{Reading, mark_read, reading};
pub use restore::restore;
pub use revise::{Edit, Revised, Save, Window, revise, save};

use crate::change::Change;
use crate::pilot::Facts;
use crate::placement::{Text, carry};
use crate::{Error, Result, approval};

/// One revision, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its number in the pilot.
    pub number: RevisionNumber,
    /// Its prose.
    pub body: Body,
    /// Its terms.
    pub terms: Terms,
    /// How many of its terms are open; 0 where nobody counted.
    pub unsettled: usize,
    /// Over prose and terms.
    pub digest: Digest,
    /// What its author said about it.
    pub summary: String,
    /// Who saved it.
    pub author: String,
    /// Whose suggestion it takes up; the author accepted it.
    pub suggested_by: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl Revision {
    /// Whose it is: `Dana`, or `suggested by Priya, accepted by Dana`.
    pub fn by(&self) -> String {
        by(&self.author, self.suggested_by.as_deref())
    }
}

/// Whose a revision is.
fn by(author: &str, suggested_by: Option<&str>) -> String {
    match suggested_by {
        Some(somebody) => format!("suggested by {somebody}, accepted by {author}"),
        None => author.to_owned(),
    }
}

struct Row {
    number: i32,
    body: String,
    terms: Json<Terms>,
    unsettled: Option<i32>,
    digest: String,
    summary: String,
    author: String,
    suggested_by: Option<String>,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Revision {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            number: RevisionNumber(row.number),
            body: Body::new(&row.body).map_err(|e| Error::inconsistent("revision", e))?,
            terms: row.terms.0,
            unsettled: usize::try_from(row.unsettled.unwrap_or_default())
                .map_err(|e| Error::inconsistent("revision", e))?,
            digest: row.digest.parse().map_err(|e| Error::inconsistent("revision", e))?,
            summary: row.summary,
            author: row.author,
            suggested_by: row.suggested_by,
            created_at: row.created_at,
        })
    }
}

/// The revision with this number.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such revision.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn revision(pool: &PgPool, pilot: PilotId, number: RevisionNumber) -> Result<Revision> {
    find(pool, pilot, Some(number)).await
}

/// The newest revision.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn latest(pool: &PgPool, pilot: PilotId) -> Result<Revision> {
    find(pool, pilot, None).await
}

/// The terms of the newest revision and its number; `None` without a revision.
///
/// # Errors
/// When the database fails.
pub(crate) async fn newest_terms(tx: &mut PgConnection, pilot: PilotId) -> Result<Option<(i32, Terms)>> {
    Ok(sqlx::query!(
        r#"select number, terms as "terms: Json<Terms>" from revision where pilot_id = $1 order by number desc limit 1"#,
        pilot.0,
    )
    .fetch_optional(tx)
    .await?
    .map(|row| (row.number, row.terms.0)))
}

/// The newest revision of a pilot of which this is known.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no revision.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn newest(pool: &PgPool, known: &Facts) -> Result<Revision> {
    let newest = known.newest.ok_or(Error::NotFound)?;
    revision(pool, known.pilot_id, newest.number).await
}

/// The number of the newest revision, without reading it.
///
/// # Errors
/// When the database fails or the pilot has no revision.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn newest_number(pool: &PgPool, pilot: PilotId) -> Result<RevisionNumber> {
    let newest = sqlx::query_scalar!("select max(number) from revision where pilot_id = $1", pilot.0)
        .fetch_one(pool)
        .await?;
    newest.map(RevisionNumber).ok_or(Error::NotFound)
}

/// The revision with this number, or the newest.
pub(crate) async fn find(
    executor: impl PgExecutor<'_>,
    pilot: PilotId,
    number: Option<RevisionNumber>,
) -> Result<Revision> {
    sqlx::query_as!(
        Row,
        r#"select r.number, r.body, r.terms as "terms: Json<Terms>", r.unsettled, r.digest, r.summary, p.name as author,
               s.name as "suggested_by?", r.created_at
           from revision r join person p on p.person_id = r.author_id
               left join person s on s.person_id = r.suggested_by
           where r.pilot_id = $1
               and r.number = coalesce($2, (select max(v.number) from revision v where v.pilot_id = $1))"#,
        pilot.0,
        number.map(|n| n.0),
    )
    .fetch_optional(executor)
    .await?
    .ok_or(Error::NotFound)?
    .try_into()
}

/// A revision about to be written.
pub(crate) struct NewRevision<'a> {
    /// The newest one so far; `None` for a pilot's first.
    pub(crate) before: Option<&'a Revision>,
    pub(crate) author: PersonId,
    /// Whose suggestion it takes up.
    pub(crate) suggested_by: Option<PersonId>,
    pub(crate) body: &'a Body,
    pub(crate) terms: &'a Terms,
    pub(crate) summary: &'a str,
}

impl NewRevision<'_> {
    /// Its number: they have no gaps.
    pub(crate) fn number(&self) -> RevisionNumber {
        self.before.map_or(RevisionNumber::FIRST, |before| before.number.next())
    }
}

/// The terms of a revision after this edit of its text: they follow where the text is their only source.
pub(crate) fn followed(latest: &Revision, body: &Body) -> Terms {
    latest
        .terms
        .follow(&::reading::read(&latest.body), &::reading::read(body))
}

/// Writes a revision, judges what it means for the revisions approved or asked about, and carries the comments over
/// to it.
pub(crate) async fn write(change: &mut Change<'_>, pilot: PilotId, new: &NewRevision<'_>) -> Result<Digest> {
    let (digest, number) = (digest(new.body, new.terms), new.number());
    let touched = new
        .before
        .map(|before| touched((&before.body, &before.terms), (new.body, new.terms)));
    let flaws = Flaws::of(new.body, new.terms, open(&rows(new.terms, &::reading::read(new.body))));
    let count = |flaws| i32::try_from(flaws).map_err(|e| Error::inconsistent("revision", e));
    sqlx::query!(
        "insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at, touched,
             suggested_by, placeholders, unseen, unsettled)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        pilot.0,
        number.0,
        new.body.as_str(),
        Json(new.terms) as _,
        digest.as_str(),
        new.summary,
        new.author.0,
        change.now(),
        touched.map(Json) as _,
        new.suggested_by.map(|person| person.0),
        count(flaws.placeholders)?,
        count(flaws.unseen)?,
        count(flaws.unsettled)?,
    )
    .execute(&mut **change)
    .await?;
    approval::judge_requested(change, pilot, number, (new.body, new.terms)).await?;
    if let Some(before) = new.before {
        let (old, new) = ((before.number, &before.body), (number, new.body));
        let text = |(number, body)| Text { number, body };
        carry(change, pilot, text(old), text(new)).await?;
    }
    Ok(digest)
}
