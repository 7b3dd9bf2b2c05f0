//! Comments and suggestions: threads, what became of them, and where their words are now.

mod rows;
mod settle;
mod speak;
mod suggest;
mod waiting;

use std::ops::Range;

use chrono::{DateTime, Utc};
use domain::comment::{Anchor, Asked};
use domain::ids::{CommentId, CommentThreadId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

use crate::proposal::{Revision, latest};
use crate::{Error, Result};
use rows::{outcome, select};

pub use settle::{accept, decline, reopen, resolve};
pub use speak::{NewThread, reply, start};
pub use suggest::{Suggested, read, suggest};
pub use waiting::waiting;

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

/// Every thread of a pilot, in the order of the text, lost ones last; in one question, however many
/// there are.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn threads(pool: &PgPool, pilot: PilotId) -> Result<Vec<Thread>> {
    select(pool, pilot, None).await
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
