//! Comments and suggestions: threads, what became of them, and where their words are now.

mod settle;
mod speak;
mod waiting;

use std::ops::Range;

use chrono::{DateTime, Utc};
use domain::comment::{Anchor, Asked};
use domain::ids::{CommentId, CommentThreadId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

pub use settle::{accept, decline, reopen, resolve};
pub use speak::{NewThread, Suggested, read, reply, start, suggest};
pub use waiting::waiting;

use crate::placement::range;
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
    /// The newest suggestion in it; `None` where nobody suggested anything.
    pub suggestion: Option<Suggestion>,
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
    /// The newest of them, which may be the first.
    pub newest: Comment,
    /// Who resolved it, and when, if it is resolved.
    pub resolved: Option<(String, DateTime<Utc>)>,
}

/// Other words for those a thread is about. A newer one in the same thread takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The reply that suggests it; `None` of what the thread was begun with.
    pub reply: Option<CommentId>,
    /// The words it replaces.
    pub quote: String,
    /// What shall stand in their place.
    pub replacement: String,
    /// Whose it is.
    pub by: String,
    /// What became of it.
    pub outcome: Option<Outcome>,
}

impl Thread {
    /// Whether it still waits for somebody.
    pub fn is_open(&self) -> bool {
        self.resolved.is_none() && self.outcome().is_none()
    }

    /// What became of the newest suggestion in it.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.suggestion.as_ref()?.outcome.as_ref()
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
    /// Markdown; empty where a suggestion speaks for itself.
    pub body: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// One comment on its thread's page.
#[derive(Clone, Debug)]
pub struct Said {
    /// The comment.
    pub comment: Comment,
    /// What it suggests.
    pub suggestion: Option<Suggestion>,
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
    author_id: PersonId,
    author: String,
    created_at: DateTime<Utc>,
    placed_start: Option<i32>,
    placed_end: Option<i32>,
    first: String,
    comments: i64,
    newest: CommentId,
    newest_by: String,
    newest_body: String,
    newest_at: DateTime<Utc>,
    resolved: Option<bool>,
    resolved_by: Option<String>,
    resolved_at: Option<DateTime<Utc>>,
    suggested_in: Option<CommentId>,
    replaced: Option<String>,
    replacement: Option<String>,
    suggested_by: Option<String>,
    accepted: Option<i32>,
    reason: Option<String>,
    settled_by: Option<String>,
    settled_at: Option<DateTime<Utc>>,
}

/// What became of a suggestion, out of its columns.
fn outcome(
    accepted: Option<i32>,
    reason: Option<String>,
    by: Option<String>,
    at: Option<DateTime<Utc>>,
) -> Option<Outcome> {
    Some(Outcome {
        revision: accepted.map(RevisionNumber),
        reason: reason?,
        by: by?,
        at: at?,
    })
}

impl TryFrom<Row> for Thread {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let placed = match (row.placed_start, row.placed_end) {
            (Some(start), Some(end)) => Some(range(start, end)?),
            _ => None,
        };
        let suggestion = match (row.replaced, row.replacement, row.suggested_by) {
            (Some(quote), Some(replacement), Some(by)) => Some(Suggestion {
                reply: row.suggested_in,
                quote,
                replacement,
                by,
                outcome: outcome(row.accepted, row.reason, row.settled_by, row.settled_at),
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
            suggestion,
            author_id: row.author_id,
            author: row.author,
            created_at: row.created_at,
            first: row.first,
            comments: row.comments,
            newest: Comment {
                comment_id: row.newest,
                author: row.newest_by,
                body: row.newest_body,
                created_at: row.newest_at,
            },
            resolved: row
                .resolved
                .filter(|resolved| *resolved)
                .and(row.resolved_by)
                .zip(row.resolved_at),
        })
    }
}

/// Every thread of a pilot, in the order of the text, lost ones last; in one question, however many
/// there are.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn threads(pool: &PgPool, pilot: PilotId) -> Result<Vec<Thread>> {
    select(pool, pilot, None).await
}

async fn select(pool: &PgPool, pilot: PilotId, one: Option<CommentThreadId>) -> Result<Vec<Thread>> {
    sqlx::query_as!(
        Row,
        r#"select t.comment_thread_id as "thread_id: CommentThreadId", t.revision_number, t.section, t.section_title,
               t.start_byte, t.end_byte, t.quote, t.quote_before, t.quote_after,
               t.author_id as "author_id: PersonId", p.name as author, t.created_at,
               l.start_byte as placed_start, l.end_byte as placed_end,
               f.body as first, c.comments as "comments!",
               n.comment_id as "newest: CommentId", y.name as newest_by, n.body as newest_body, n.created_at as newest_at,
               x.resolved as "resolved?", x.name as "resolved_by?", x.created_at as "resolved_at?",
               g.comment_id as "suggested_in?: CommentId", coalesce(g.replaced, t.quote) as replaced,
               coalesce(g.replacement, t.replacement) as replacement, coalesce(g.name, p.name) as suggested_by,
               o.revision_number as "accepted?", o.reason as "reason?", o.created_at as "settled_at?",
               s.name as "settled_by?"
           from comment_thread t
               join person p on p.person_id = t.author_id
               join comment_placement l using (comment_thread_id)
               cross join lateral (select min(m.comment_id) as first, max(m.comment_id) as newest, count(*) as comments
                   from comment m where m.comment_thread_id = t.comment_thread_id) c
               join comment f on f.comment_id = c.first
               join comment n on n.comment_id = c.newest
               join person y on y.person_id = n.author_id
               left join lateral (select r.resolved, r.created_at, q.name
                   from comment_resolution r join person q using (person_id)
                   where r.comment_thread_id = t.comment_thread_id
                   order by r.comment_resolution_id desc limit 1) x on true
               left join lateral (select m.comment_id, m.replaced, m.replacement, q.name
                   from comment m join person q on q.person_id = m.author_id
                   where m.comment_thread_id = t.comment_thread_id and m.replacement is not null
                   order by m.comment_id desc limit 1) g on true
               left join suggestion_outcome o on o.comment_thread_id = t.comment_thread_id
                   and o.comment_id is not distinct from g.comment_id
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
    pub comments: Vec<Said>,
    /// The newest revision.
    pub latest: Revision,
    /// Whether something in it is new to whoever looks.
    pub unread: bool,
}

/// A thread's page, as this person sees it.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such thread.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId, person: PersonId, thread: CommentThreadId) -> Result<Page> {
    let thread = select(pool, pilot, Some(thread)).await?.pop().ok_or(Error::NotFound)?;
    let comments = sqlx::query!(
        r#"select c.comment_id as "comment_id: CommentId", p.name as author, c.body, c.created_at,
               coalesce(c.replaced, b.quote) as "quote?", coalesce(c.replacement, b.replacement) as "replacement?",
               b.comment_thread_id is null as "is_reply!",
               o.revision_number as "accepted?", o.reason as "reason?", o.created_at as "settled_at?",
               s.name as "settled_by?"
           from comment c join person p on p.person_id = c.author_id
               left join comment_thread b on b.comment_thread_id = c.comment_thread_id
                   and c.comment_id = (select min(f.comment_id) from comment f where f.comment_thread_id = $1)
               left join suggestion_outcome o on o.comment_thread_id = c.comment_thread_id
                   and case when b.comment_thread_id is null then o.comment_id = c.comment_id else o.comment_id is null end
               left join person s on s.person_id = o.person_id
           where c.comment_thread_id = $1 order by c.comment_id"#,
        thread.thread_id.0,
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(|row| Said {
        suggestion: row.quote.zip(row.replacement).map(|(quote, replacement)| Suggestion {
            reply: row.is_reply.then_some(row.comment_id),
            quote,
            replacement,
            by: row.author.clone(),
            outcome: outcome(row.accepted, row.reason, row.settled_by, row.settled_at),
        }),
        comment: Comment {
            comment_id: row.comment_id,
            author: row.author,
            body: row.body,
            created_at: row.created_at,
        },
    })
    .collect();
    let unread = waiting(pool, &[pilot], person)
        .await?
        .iter()
        .any(|(_, waiting)| waiting.thread == thread.thread_id && waiting.what != Asked::Suggested);
    Ok(Page {
        latest: latest(pool, pilot).await?,
        thread,
        comments,
        unread,
    })
}
