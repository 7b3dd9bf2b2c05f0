//! Suggestions of other words.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{CommentThreadId, PersonId, PilotId};
use sqlx::PgPool;

use super::speak::{hold, record_resolution, say};
use crate::change::Change;
use crate::placement::range;
use crate::proposal::find;
use crate::{Error, Result};

/// Other words, suggested in a reply.
#[derive(Clone, Copy, Debug)]
pub struct Suggested<'a> {
    /// What is said about them; may be empty.
    pub text: &'a str,
    /// The words they replace, as whoever suggests read them.
    pub replaced: &'a str,
    /// What shall stand in their place.
    pub replacement: &'a str,
}

/// Replies in a thread with other words, which take the place of what was suggested in it before; a
/// resolved one is open again then.
///
/// # Errors
/// [`Error::Refused`] once the pilot has started, when the thread is about a whole section or a suggestion in
/// it was accepted, or when the text says other words than those that were read or the suggested ones already.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn suggest(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    thread: CommentThreadId,
    new: Suggested<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    if change.started() {
        return Err(Error::refused(
            "The pilot has started and its text is frozen: a suggestion cannot be accepted any more.",
        ));
    }
    let held = hold(&mut change, pilot, thread).await?;
    let latest = find(&mut *change, pilot, None).await?;
    let there = sqlx::query!(
        r#"select t.quote, l.start_byte, l.end_byte, exists (select 1 from suggestion_outcome o
               where o.comment_thread_id = t.comment_thread_id and o.revision_number is not null) as "accepted!"
           from comment_thread t join comment_placement l using (comment_thread_id) where t.comment_thread_id = $1"#,
        thread.0,
    )
    .fetch_one(&mut *change)
    .await?;
    if there.quote.is_empty() {
        return Err(Error::refused(
            "This is about a whole section. To suggest other words, comment on the words.",
        ));
    }
    if there.accepted {
        return Err(Error::refused(
            "A suggestion was accepted here, and the words are others now. Comment on those.",
        ));
    }
    let stands = match (there.start_byte, there.end_byte) {
        (Some(start), Some(end)) => latest.body.as_str().get(range(start, end)?),
        _ => None,
    };
    if stands != Some(new.replaced) {
        return Err(Error::refused(
            "The text has changed since you opened this page. Read what it says now, then suggest.",
        ));
    }
    if new.replaced == new.replacement {
        return Err(Error::refused("The text says this already."));
    }
    let words = Some((new.replaced, new.replacement));
    let comment = say(&mut change, pilot, thread, person, new.text, words).await?;
    if held.resolved {
        record_resolution(&mut change, thread, person, false).await?;
    }
    let event = event::Comment::Suggest {
        thread,
        comment: comment.into(),
        section: held.section_title,
        revision: latest.number.into(),
        reopened: Some(held.resolved),
    };
    change.commit(event).await
}

/// Notes that a person has read a thread up to its newest comment. It is a mark for themselves: it says
/// nothing about the pilot and is not in the log.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such thread.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn read(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    thread: CommentThreadId,
    now: DateTime<Utc>,
) -> Result<()> {
    let read = sqlx::query!(
        "insert into comment_reading (comment_thread_id, person_id, comment_id, read_at)
         select t.comment_thread_id, $3, max(c.comment_id), $4
         from comment_thread t join comment c using (comment_thread_id)
         where t.pilot_id = $1 and t.comment_thread_id = $2 group by t.comment_thread_id",
        pilot.0,
        thread.0,
        person.0,
        now,
    )
    .execute(pool)
    .await?;
    if read.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}
