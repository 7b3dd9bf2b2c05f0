//! Proposals: immutable revisions, how they come about, and what is on their pages.

mod complete;
mod confirm;
mod draft;
mod page;
mod revise;

use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use domain::ids::{PersonId, PilotId};
use domain::proposal::{Body, Digest, RevisionNumber, digest};
use domain::terms::Terms;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor, PgPool};

pub use complete::{Completion, complete, name_zone};
pub use confirm::{Confirmation, confirm_terms, confirmation};
pub use draft::{
    Conflict, Draft, Editor, KEPT_DAYS, Kept, KeptText, ResultDraft, conflict, drop_draft, editor, keep_draft, kept,
    leave_conflict,
};
pub use page::{Page, page};
pub use revise::{Edit, Revised, Save, delete_section, reorder, revise, save};

use crate::{Error, Result};

/// One revision, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its number in the pilot.
    pub number: RevisionNumber,
    /// Its prose.
    pub body: Body,
    /// Its terms.
    pub terms: Terms,
    /// Over prose and terms.
    pub digest: Digest,
    /// What its author said about it.
    pub summary: String,
    /// Who saved it.
    pub author: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

struct Row {
    number: i32,
    body: String,
    terms: Json<Terms>,
    digest: String,
    summary: String,
    author: String,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Revision {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            number: RevisionNumber(row.number),
            body: Body::new(&row.body).map_err(|e| Error::inconsistent("revision", e))?,
            terms: row.terms.0,
            digest: row.digest.parse().map_err(|e| Error::inconsistent("revision", e))?,
            summary: row.summary,
            author: row.author,
            created_at: row.created_at,
        })
    }
}

/// The revision with this number.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such revision.
pub async fn revision(pool: &PgPool, pilot: PilotId, number: RevisionNumber) -> Result<Revision> {
    find(pool, pilot, Some(number)).await
}

/// The newest revision.
///
/// # Errors
/// When the database fails.
pub async fn latest(pool: &PgPool, pilot: PilotId) -> Result<Revision> {
    find(pool, pilot, None).await
}

/// The revision with this number, or the newest.
pub(crate) async fn find(
    executor: impl PgExecutor<'_>,
    pilot: PilotId,
    number: Option<RevisionNumber>,
) -> Result<Revision> {
    sqlx::query_as!(
        Row,
        r#"select r.number, r.body, r.terms as "terms: Json<Terms>", r.digest, r.summary, p.name as author, r.created_at
           from revision r join person p on p.person_id = r.author_id
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
    pub(crate) number: RevisionNumber,
    pub(crate) body: &'a Body,
    pub(crate) terms: &'a Terms,
    pub(crate) summary: &'a str,
}

/// Writes a revision. The caller holds the pilot's row locked, so that numbers have no gaps.
pub(crate) async fn write(
    tx: &mut PgConnection,
    pilot: PilotId,
    author: PersonId,
    new: &NewRevision<'_>,
    now: DateTime<Utc>,
) -> Result<Digest> {
    let digest = digest(new.body, new.terms);
    sqlx::query!(
        "insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        pilot.0,
        new.number.0,
        new.body.as_str(),
        Json(new.terms) as _,
        digest.as_str(),
        new.summary,
        author.0,
        now,
    )
    .execute(&mut *tx)
    .await?;
    Ok(digest)
}

/// A line of the history.
#[derive(Clone, Debug)]
pub struct Line {
    /// The revision.
    pub number: RevisionNumber,
    /// Who saved it.
    pub author: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// What its author said about it.
    pub summary: String,
    /// Whether approval was asked of it.
    pub sent: bool,
    /// The newest decision on it.
    pub verdict: Option<Verdict>,
}

/// Every revision, newest first.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn history(pool: &PgPool, pilot: PilotId) -> Result<Vec<Line>> {
    let rows = sqlx::query!(
        r#"select r.number, p.name as author, r.created_at, r.summary,
               exists (select 1 from approval_request q
                   where q.pilot_id = r.pilot_id and q.revision_number = r.number) as "sent!",
               (select a.verdict from approval_request q join approval a using (approval_request_id)
                   where q.pilot_id = r.pilot_id and q.revision_number = r.number
                   order by q.approval_request_id desc limit 1) as verdict
           from revision r join person p on p.person_id = r.author_id
           where r.pilot_id = $1 order by r.number desc"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Line {
                number: RevisionNumber(r.number),
                author: r.author,
                created_at: r.created_at,
                summary: r.summary,
                sent: r.sent,
                verdict: r.verdict.as_deref().map(crate::approval::verdict).transpose()?,
            })
        })
        .collect()
}
