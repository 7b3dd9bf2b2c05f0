//! Comments and suggestions: threads, what became of them, and where their words are now.

mod carry;
mod settle;
mod speak;
mod waiting;

use std::ops::Range;

use chrono::{DateTime, Utc};
use domain::comment::Anchor;
use domain::ids::{CommentId, CommentThreadId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

pub(crate) use carry::carry;
pub use settle::{accept, decline, reopen, resolve};
pub use speak::{NewThread, read, reply, start};
pub use waiting::{Asked, Waiting, waiting};

use crate::proposal::{Revision, latest};
use crate::{Error, Result};

/// A thread: what it is about, how it began, and where it stands.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Which.
    pub thread_id: CommentThreadId,
    /// The revision it was begun on.
    pub revision: RevisionNumber,
    /// What it is about, in that revision.
    pub anchor: Anchor,
    /// Where that is in the newest revision's body; `None` while it is lost.
    pub placed: Option<Range<usize>>,
    /// What a suggestion puts in place of the quote; `None` of a comment.
    pub replacement: Option<String>,
    /// Who began it.
    pub author_id: PersonId,
    /// Their name.
    pub author: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// The first comment; empty where a suggestion speaks for itself.
    pub first: String,
    /// How many comments there are.
    pub comments: i64,
    /// Who resolved it, and when, if it is resolved.
    pub resolved: Option<(String, DateTime<Utc>)>,
    /// What became of a suggestion.
    pub outcome: Option<Outcome>,
}

impl Thread {
    /// Whether it still waits for somebody.
    pub fn is_open(&self) -> bool {
        self.resolved.is_none() && self.outcome.is_none()
    }
}

/// What became of a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The revision it is in; `None` when it was declined.
    pub revision: Option<RevisionNumber>,
    /// Why it was declined.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One comment.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Which.
    pub comment_id: CommentId,
    /// Who wrote it.
    pub author: String,
    /// Markdown.
    pub body: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

struct Row {
    thread_id: CommentThreadId,
    revision_number: i32,
    section: String,
    section_title: String,
    start_byte: i32,
    end_byte: i32,
    quote: String,
    quote_before: String,
    quote_after: String,
    replacement: Option<String>,
    author_id: PersonId,
    author: String,
    created_at: DateTime<Utc>,
    placed_start: Option<i32>,
    placed_end: Option<i32>,
    first: String,
    comments: i64,
    resolved: Option<bool>,
    resolved_by: Option<String>,
    resolved_at: Option<DateTime<Utc>>,
    accepted: Option<i32>,
    reason: Option<String>,
    settled_by: Option<String>,
    settled_at: Option<DateTime<Utc>>,
}

/// Two columns as a range of bytes.
fn range(start: i32, end: i32) -> Result<Range<usize>> {
    match (usize::try_from(start), usize::try_from(end)) {
        (Ok(start), Ok(end)) if start <= end => Ok(start..end),
        _ => Err(Error::inconsistent("comment_thread", format!("bytes {start} to {end}"))),
    }
}

impl TryFrom<Row> for Thread {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let placed = match (row.placed_start, row.placed_end) {
            (Some(start), Some(end)) => Some(range(start, end)?),
            _ => None,
        };
        let outcome = match (row.reason, row.settled_by, row.settled_at) {
            (Some(reason), Some(by), Some(at)) => Some(Outcome {
                revision: row.accepted.map(RevisionNumber),
                reason,
                by,
                at,
            }),
            _ => None,
        };
        Ok(Self {
            thread_id: row.thread_id,
            revision: RevisionNumber(row.revision_number),
            anchor: Anchor {
                range: range(row.start_byte, row.end_byte)?,
                quote: row.quote,
                before: row.quote_before,
                after: row.quote_after,
                section: row.section,
                section_title: row.section_title,
            },
            placed,
            replacement: row.replacement,
            author_id: row.author_id,
            author: row.author,
            created_at: row.created_at,
            first: row.first,
            comments: row.comments,
            resolved: row
                .resolved
                .filter(|resolved| *resolved)
                .and(row.resolved_by)
                .zip(row.resolved_at),
            outcome,
        })
    }
}

/// Every thread of a pilot, in the order of the text, lost ones last; in one question, however many
/// there are.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn threads(pool: &PgPool, pilot: PilotId) -> Result<Vec<Thread>> {
    select(pool, pilot, None).await
}

async fn select(pool: &PgPool, pilot: PilotId, one: Option<CommentThreadId>) -> Result<Vec<Thread>> {
    sqlx::query_as!(
        Row,
        r#"select t.comment_thread_id as "thread_id: CommentThreadId", t.revision_number, t.section, t.section_title,
               t.start_byte, t.end_byte, t.quote, t.quote_before, t.quote_after, t.replacement,
               t.author_id as "author_id: PersonId", p.name as author, t.created_at,
               l.start_byte as placed_start, l.end_byte as placed_end,
               c.first as "first!", c.comments as "comments!",
               x.resolved as "resolved?", x.name as "resolved_by?", x.created_at as "resolved_at?",
               o.revision_number as "accepted?", o.reason as "reason?", o.created_at as "settled_at?",
               s.name as "settled_by?"
           from comment_thread t
               join person p on p.person_id = t.author_id
               join comment_placement l using (comment_thread_id)
               cross join lateral (select (array_agg(m.body order by m.comment_id))[1] as first, count(*) as comments
                   from comment m where m.comment_thread_id = t.comment_thread_id) c
               left join lateral (select r.resolved, r.created_at, q.name
                   from comment_resolution r join person q using (person_id)
                   where r.comment_thread_id = t.comment_thread_id
                   order by r.comment_resolution_id desc limit 1) x on true
               left join suggestion_outcome o using (comment_thread_id)
               left join person s on s.person_id = o.person_id
           where t.pilot_id = $1 and ($2::bigint is null or t.comment_thread_id = $2)
           order by l.start_byte nulls last, t.comment_thread_id"#,
        pilot.0,
        one.map(|thread| thread.0),
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(Thread::try_from)
    .collect()
}

/// A thread's own page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The thread.
    pub thread: Thread,
    /// Its comments, in the order they were made.
    pub comments: Vec<Comment>,
    /// The newest revision.
    pub latest: Revision,
    /// Whether something in it is new to whoever looks.
    pub unread: bool,
}

/// A thread's page, as this person sees it.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such thread.
pub async fn page(pool: &PgPool, pilot: PilotId, person: PersonId, thread: CommentThreadId) -> Result<Page> {
    let thread = select(pool, pilot, Some(thread)).await?.pop().ok_or(Error::NotFound)?;
    let comments = sqlx::query_as!(
        Comment,
        r#"select c.comment_id as "comment_id: CommentId", p.name as author, c.body, c.created_at
           from comment c join person p on p.person_id = c.author_id
           where c.comment_thread_id = $1 order by c.comment_id"#,
        thread.thread_id.0,
    )
    .fetch_all(pool)
    .await?;
    let unread = waiting(pool, pilot, person, false)
        .await?
        .iter()
        .any(|waiting| waiting.thread == thread.thread_id);
    Ok(Page {
        latest: latest(pool, pilot).await?,
        thread,
        comments,
        unread,
    })
}
