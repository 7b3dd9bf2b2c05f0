//! Threads as the database holds them.

use chrono::{DateTime, Utc};
use domain::comment::Anchor;
use domain::ids::{CommentId, CommentThreadId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

use super::{Comment, Outcome, Suggestion, Thread};
use crate::placement::range;
use crate::{Error, Result};

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
pub(super) fn outcome(
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

pub(super) async fn select(pool: &PgPool, pilot: PilotId, one: Option<CommentThreadId>) -> Result<Vec<Thread>> {
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
