//! Beginning threads and replying to them.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::comment::{Anchor, Carrier, mentioned};
use domain::ids::{CommentId, CommentThreadId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;

use crate::change::Change;
use crate::placement::columns;
use crate::proposal::find;
use crate::{Error, Result};

/// A thread about to begin.
#[derive(Clone, Copy, Debug)]
pub struct NewThread<'a> {
    /// The revision its author read.
    pub base: RevisionNumber,
    /// What it is about, in that revision.
    pub anchor: &'a Anchor,
    /// The first comment.
    pub text: &'a str,
    /// What shall stand in place of the quote, when it is a suggestion.
    pub replacement: Option<&'a str>,
}

/// Begins a thread. Text may have been saved since its author read it: the thread is carried over.
///
/// # Errors
/// [`Error::Refused`] for a suggestion once the pilot has started, [`Error::NotFound`] without such a
/// revision.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn start(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    new: NewThread<'_>,
    now: DateTime<Utc>,
) -> Result<CommentThreadId> {
    // No revision is written meanwhile, which would leave this thread behind.
    let mut change = Change::begin(pool, pilot, person, now).await?;
    if new.replacement.is_some() && change.started() {
        return Err(Error::refused(
            "The pilot has started and its text is frozen: a suggestion cannot be accepted any more. Comment instead.",
        ));
    }
    let base = find(&mut *change, pilot, Some(new.base)).await?;
    let latest = find(&mut *change, pilot, None).await?;
    let anchor = new.anchor;
    let placed = if base.number == latest.number {
        Some(anchor.range.clone())
    } else {
        Carrier::new(&base.body, &latest.body).place(anchor, Some(&anchor.range))
    };
    let (start, end) = columns(Some(anchor.range.clone()))?;
    let thread = sqlx::query_scalar!(
        r#"insert into comment_thread (pilot_id, revision_number, section, section_title, start_byte, end_byte, quote,
               quote_before, quote_after, replacement, author_id, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
           returning comment_thread_id as "thread: CommentThreadId""#,
        pilot.0,
        base.number.0,
        anchor.section,
        anchor.section_title,
        start,
        end,
        anchor.quote,
        anchor.before,
        anchor.after,
        new.replacement,
        person.0,
        now,
    )
    .fetch_one(&mut *change)
    .await?;
    let (start, end) = columns(placed)?;
    sqlx::query!(
        "insert into comment_placement (comment_thread_id, revision_number, start_byte, end_byte)
         values ($1, $2, $3, $4)",
        thread.0,
        latest.number.0,
        start,
        end,
    )
    .execute(&mut *change)
    .await?;
    let comment = say(&mut change, pilot, thread, person, new.text, None).await?.into();
    let (section, revision) = (anchor.section_title.clone(), base.number.into());
    let event = match new.replacement {
        Some(_) => event::Comment::Suggest {
            thread,
            comment,
            section,
            revision,
            reopened: None,
        },
        None => event::Comment::Start {
            thread,
            comment,
            section,
            revision,
        },
    };
    change.commit(event).await?;
    Ok(thread)
}

/// Replies in a thread; a resolved one is open again then, so that nobody speaks unheard.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such thread.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn reply(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    thread: CommentThreadId,
    text: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let held = hold(&mut change, pilot, thread).await?;
    let comment = say(&mut change, pilot, thread, person, text, None).await?;
    if held.resolved {
        record_resolution(&mut change, thread, person, false).await?;
    }
    let event = event::Comment::Reply {
        thread,
        comment: comment.into(),
        section: held.section_title,
        reopened: held.resolved.into(),
    };
    change.commit(event).await
}

/// A thread that is locked until the transaction ends.
pub(super) struct Held {
    pub(super) section_title: String,
    pub(super) author: String,
    pub(super) author_id: PersonId,
    pub(super) resolved: bool,
    /// The newest comment, and whose it is.
    pub(super) newest: CommentId,
    pub(super) newest_by: String,
}

/// Locks a thread's row: whoever settles it or speaks in it waits here.
pub(super) async fn hold(change: &mut Change<'_>, pilot: PilotId, thread: CommentThreadId) -> Result<Held> {
    let there = sqlx::query_scalar!(
        "select comment_thread_id from comment_thread where pilot_id = $1 and comment_thread_id = $2 for update",
        pilot.0,
        thread.0,
    )
    .fetch_optional(&mut **change)
    .await?;
    if there.is_none() {
        return Err(Error::NotFound);
    }
    // Asked only now: what was written before the lock was had counts.
    Ok(sqlx::query_as!(
        Held,
        r#"select t.section_title, p.name as author, t.author_id as "author_id: PersonId",
               coalesce((select r.resolved from comment_resolution r where r.comment_thread_id = t.comment_thread_id
                   order by r.comment_resolution_id desc limit 1), false) as "resolved!",
               c.comment_id as "newest: CommentId", q.name as newest_by
           from comment_thread t join person p on p.person_id = t.author_id
               join comment c using (comment_thread_id) join person q on q.person_id = c.author_id
           where t.comment_thread_id = $1 order by c.comment_id desc limit 1"#,
        thread.0,
    )
    .fetch_one(&mut **change)
    .await?)
}

pub(super) async fn record_resolution(
    change: &mut Change<'_>,
    thread: CommentThreadId,
    person: PersonId,
    resolved: bool,
) -> Result<()> {
    sqlx::query!(
        "insert into comment_resolution (comment_thread_id, resolved, person_id, created_at) values ($1, $2, $3, $4)",
        thread.0,
        resolved,
        person.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Writes a comment, with the words it suggests (those replaced, their replacement), and whom it speaks to.
pub(super) async fn say(
    change: &mut Change<'_>,
    pilot: PilotId,
    thread: CommentThreadId,
    person: PersonId,
    text: &str,
    words: Option<(&str, &str)>,
) -> Result<CommentId> {
    let comment = sqlx::query_scalar!(
        r#"insert into comment (comment_thread_id, author_id, body, created_at, replaced, replacement)
           values ($1, $2, $3, $4, $5, $6) returning comment_id as "comment: CommentId""#,
        thread.0,
        person.0,
        text,
        change.now(),
        words.map(|(replaced, _)| replaced),
        words.map(|(_, replacement)| replacement),
    )
    .fetch_one(&mut **change)
    .await?;
    let members: Vec<(PersonId, String)> = sqlx::query!(
        r#"select distinct p.person_id as "person_id: PersonId", p.name from member m join person p using (person_id)
           where m.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_all(&mut **change)
    .await?
    .into_iter()
    .map(|r| (r.person_id, r.name))
    .collect();
    let spoken_to: Vec<i64> = mentioned(text, &members)
        .into_iter()
        .filter(|mentioned| *mentioned != person)
        .map(|mentioned| mentioned.0)
        .collect();
    sqlx::query!(
        "insert into comment_mention (comment_id, person_id) select $1, person_id from unnest($2::bigint[]) as person_id",
        comment.0,
        &spoken_to,
    )
    .execute(&mut **change)
    .await?;
    Ok(comment)
}
