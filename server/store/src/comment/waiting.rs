use domain::ids::{CommentThreadId, PersonId, PilotId};
use sqlx::PgPool;

use crate::Result;

/// Something in a thread that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The thread.
    pub thread: CommentThreadId,
    /// The section it is on.
    pub section_title: String,
    /// Whose turn it was.
    pub who: String,
    /// What is asked.
    pub what: Asked,
}

/// What a thread asks of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A comment names them.
    Mentioned,
    /// Somebody replied in a thread they began.
    Replied,
    /// Their suggestion was declined.
    Declined,
    /// A suggestion is to be accepted or declined.
    Suggested,
}

/// What waits for a person, oldest first: comments that name them or reply to them, until they speak in
/// the thread, say that they have read it, or it is resolved; and suggestions, when they `decide` on
/// those.
///
/// # Errors
/// When the database fails.
pub async fn waiting(pool: &PgPool, pilot: PilotId, person: PersonId, decide: bool) -> Result<Vec<Waiting>> {
    let news = sqlx::query!(
        r#"select t.comment_thread_id as "thread: CommentThreadId", t.section_title, p.name as who,
               exists (select 1 from comment_mention m
                   where m.comment_id = c.comment_id and m.person_id = $2) as "mentioned!"
           from comment_thread t join comment c using (comment_thread_id) join person p on p.person_id = c.author_id
           where t.pilot_id = $1 and c.author_id <> $2
               and (t.author_id = $2
                   or exists (select 1 from comment_mention m where m.comment_id = c.comment_id and m.person_id = $2))
               and c.comment_id > greatest(
                   (select max(o.comment_id) from comment o
                       where o.comment_thread_id = t.comment_thread_id and o.author_id = $2),
                   (select max(r.comment_id) from comment_reading r
                       where r.comment_thread_id = t.comment_thread_id and r.person_id = $2),
                   0)
               and not coalesce((select x.resolved from comment_resolution x
                   where x.comment_thread_id = t.comment_thread_id
                   order by x.comment_resolution_id desc limit 1), false)
           order by c.comment_id"#,
        pilot.0,
        person.0,
    )
    .fetch_all(pool)
    .await?;
    let mut waiting: Vec<Waiting> = Vec::new();
    for row in news {
        let what = if row.mentioned {
            Asked::Mentioned
        } else {
            Asked::Replied
        };
        match waiting.iter_mut().find(|one| one.thread == row.thread) {
            // Being named comes before being replied to.
            Some(one) if row.mentioned && one.what == Asked::Replied => {
                one.what = what;
                one.who = row.who;
            }
            Some(_) => {}
            None => waiting.push(Waiting {
                thread: row.thread,
                section_title: row.section_title,
                who: row.who,
                what,
            }),
        }
    }
    let settled = sqlx::query!(
        r#"select t.comment_thread_id as "thread: CommentThreadId", t.section_title, p.name as who,
               o.comment_thread_id is not null as "declined!"
           from comment_thread t
               left join lateral (select m.comment_id, m.author_id from comment m
                   where m.comment_thread_id = t.comment_thread_id and m.replacement is not null
                   order by m.comment_id desc limit 1) g on true
               left join suggestion_outcome o on o.comment_thread_id = t.comment_thread_id
                   and o.comment_id is not distinct from g.comment_id
               cross join lateral (select coalesce(g.author_id, t.author_id) as author_id) w
               join person p on p.person_id = coalesce(o.person_id, w.author_id)
           where t.pilot_id = $1 and (t.replacement is not null or g.comment_id is not null)
               and case
                   when o.comment_thread_id is not null then
                       o.revision_number is null and w.author_id = $2 and o.person_id <> $2
                       and not exists (select 1 from comment_reading r
                           where r.comment_thread_id = t.comment_thread_id and r.person_id = $2
                               and r.read_at >= o.created_at)
                       and not exists (select 1 from comment c
                           where c.comment_thread_id = t.comment_thread_id and c.author_id = $2
                               and c.created_at > o.created_at)
                   else $3 and w.author_id <> $2
                       and not coalesce((select x.resolved from comment_resolution x
                           where x.comment_thread_id = t.comment_thread_id
                           order by x.comment_resolution_id desc limit 1), false)
               end
           order by t.comment_thread_id"#,
        pilot.0,
        person.0,
        decide,
    )
    .fetch_all(pool)
    .await?;
    waiting.extend(settled.into_iter().map(|row| Waiting {
        thread: row.thread,
        section_title: row.section_title,
        who: row.who,
        what: if row.declined {
            Asked::Declined
        } else {
            Asked::Suggested
        },
    }));
    Ok(waiting)
}
