use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::comment::{NotApplicable, accept as accepted};
use domain::ids::{CommentId, CommentThreadId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::{PgConnection, PgPool};

use super::speak::{Held, hold, record_resolution};
use crate::change::Change;
use crate::placement::range;
use crate::proposal::{NewRevision, find, followed, write};
use crate::{Error, Result};

/// Resolves a thread. `seen` is the newest comment its page showed; `sponsor` whether the person writes
/// the proposal.
///
/// # Errors
/// [`Error::Refused`] when somebody has replied since, it is resolved already, or it is neither the
/// person's own nor is the person a sponsor.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn resolve(
    pool: &PgPool,
    pilot: PilotId,
    (person, sponsor): (PersonId, bool),
    thread: CommentThreadId,
    seen: CommentId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let held = hold(&mut change, pilot, thread).await?;
    refuse_others(&held, person, sponsor)?;
    if held.resolved {
        return Err(Error::refused("This is resolved already."));
    }
    if held.newest != seen {
        return Err(Error::refused(format!(
            "{} has replied since you opened this page. Read it, then resolve.",
            held.newest_by
        )));
    }
    record_resolution(&mut change, thread, person, true).await?;
    let section = held.section_title;
    change.commit(event::Comment::Resolve { thread, section }).await
}

/// Opens a resolved thread again.
///
/// # Errors
/// [`Error::Refused`] when it is open, or it is neither the person's own nor is the person a sponsor.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn reopen(
    pool: &PgPool,
    pilot: PilotId,
    (person, sponsor): (PersonId, bool),
    thread: CommentThreadId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let held = hold(&mut change, pilot, thread).await?;
    refuse_others(&held, person, sponsor)?;
    if !held.resolved {
        return Err(Error::refused("This is open already."));
    }
    record_resolution(&mut change, thread, person, false).await?;
    let section = held.section_title;
    change.commit(event::Comment::Reopen { thread, section }).await
}

/// Makes the newest suggestion of a thread the next revision: its author is whoever accepts, and it keeps the
/// suggester's name. `reply` is the one that was read, `None` for what the thread was begun with.
///
/// # Errors
/// [`Error::Refused`] when there is a newer suggestion, it was settled already, the words it replaces have changed since,
/// the pilot has started, or the text would become too large.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn accept(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (thread, reply): (CommentThreadId, Option<CommentId>),
    now: DateTime<Utc>,
) -> Result<RevisionNumber> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    if change.started() {
        return Err(Error::refused(
            "The pilot has started: its text is frozen, and suggestions cannot be accepted any more.",
        ));
    }
    let held = hold(&mut change, pilot, thread).await?;
    let suggestion = unsettled(&mut change, thread, reply).await?;
    let latest = find(&mut *change, pilot, None).await?;
    let placed = match (suggestion.revision_number == latest.number.0)
        .then_some(suggestion.start_byte.zip(suggestion.end_byte))
        .flatten()
    {
        Some((start, end)) => Some(range(start, end)?),
        None => None,
    };
    let body = accepted(
        &latest.body,
        placed.as_ref(),
        &suggestion.quote,
        &suggestion.replacement,
    )
    .map_err(|e| match e {
        NotApplicable::Changed => Error::refused(
            "The text has changed since this was suggested, so it was not accepted. See below what it says now.",
        ),
        other => Error::refused(other.to_string()),
    })?;
    let summary = format!("Accepted {}’s suggestion in {}", suggestion.by, held.section_title);
    let terms = followed(&latest, &body);
    let new = NewRevision {
        before: Some(&latest),
        author: person,
        suggested_by: Some(suggestion.author),
        body: &body,
        terms: &terms,
        summary: &summary,
    };
    let number = new.number();
    let digest = write(&mut change, pilot, &new).await?;
    record_outcome(&mut change, (thread, reply), person, Ok(number)).await?;
    let event = event::Comment::Accept {
        thread,
        section: held.section_title.into(),
        suggested_by: suggestion.by,
        revision: number,
        digest: digest.into(),
        summary: summary.into(),
    };
    change.commit(event).await?;
    Ok(number)
}

/// Declines the newest suggestion of a thread, for a reason its author can read. `reply` as in [`accept`].
///
/// # Errors
/// [`Error::Refused`] when there is a newer suggestion, or it was settled already.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn decline(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (thread, reply): (CommentThreadId, Option<CommentId>),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    let held = hold(&mut change, pilot, thread).await?;
    let suggestion = unsettled(&mut change, thread, reply).await?;
    record_outcome(&mut change, (thread, reply), person, Err(reason)).await?;
    let event = event::Comment::Decline {
        thread,
        section: held.section_title.into(),
        suggested_by: suggestion.by,
        reason: reason.to_owned(),
    };
    change.commit(event).await
}

fn refuse_others(held: &Held, person: PersonId, sponsor: bool) -> Result<()> {
    if held.author_id == person || sponsor {
        return Ok(());
    }
    Err(Error::refused(format!(
        "Only {}, who began this, and the sponsor can do that.",
        held.author
    )))
}

/// A suggestion nobody has decided on.
struct Unsettled {
    author: PersonId,
    by: String,
    quote: String,
    replacement: String,
    revision_number: i32,
    start_byte: Option<i32>,
    end_byte: Option<i32>,
}

/// The newest suggestion of a thread whose row is locked, which is to be the one in `reply`.
async fn unsettled(tx: &mut PgConnection, thread: CommentThreadId, reply: Option<CommentId>) -> Result<Unsettled> {
    let row = sqlx::query!(
        r#"select coalesce(g.author_id, t.author_id) as "author!: PersonId", w.name as suggested_by,
               g.comment_id as "reply?: CommentId", coalesce(g.replaced, t.quote) as "quote!",
               coalesce(g.replacement, t.replacement) as replacement,
               l.revision_number, l.start_byte, l.end_byte, o.revision_number as "accepted?", p.name as "by?"
           from comment_thread t join comment_placement l using (comment_thread_id)
               left join lateral (select m.comment_id, m.author_id, m.replaced, m.replacement from comment m
                   where m.comment_thread_id = t.comment_thread_id and m.replacement is not null
                   order by m.comment_id desc limit 1) g on true
               join person w on w.person_id = coalesce(g.author_id, t.author_id)
               left join suggestion_outcome o on o.comment_thread_id = t.comment_thread_id
                   and o.comment_id is not distinct from g.comment_id
               left join person p on p.person_id = o.person_id
           where t.comment_thread_id = $1"#,
        thread.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if row.replacement.is_some() && row.reply != reply {
        return Err(Error::refused(format!(
            "{} has suggested other words since you opened this page. Read them first.",
            row.suggested_by
        )));
    }
    match (row.by, row.accepted, row.replacement) {
        (Some(by), Some(number), _) => Err(Error::refused(format!(
            "{by} has accepted this already, as revision {number}."
        ))),
        (Some(by), None, _) => Err(Error::refused(format!("{by} has declined this already."))),
        (None, _, None) => Err(Error::refused("This is a comment, not a suggestion.")),
        (None, _, Some(replacement)) => Ok(Unsettled {
            author: row.author,
            by: row.suggested_by,
            quote: row.quote,
            replacement,
            revision_number: row.revision_number,
            start_byte: row.start_byte,
            end_byte: row.end_byte,
        }),
    }
}

async fn record_outcome(
    change: &mut Change<'_>,
    (thread, reply): (CommentThreadId, Option<CommentId>),
    person: PersonId,
    outcome: std::result::Result<RevisionNumber, &str>,
) -> Result<()> {
    sqlx::query!(
        "insert into suggestion_outcome (comment_thread_id, comment_id, revision_number, reason, person_id, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        thread.0,
        reply.map(|reply| reply.0),
        outcome.ok().map(|number| number.0),
        outcome.err().unwrap_or_default(),
        person.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
