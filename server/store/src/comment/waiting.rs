use domain::comment::{Asked, Waiting};
use domain::ids::{CommentThreadId, PersonId, PilotId};
use sqlx::PgExecutor;

use crate::{Error, Result};

/// What waits for a person in these pilots, each pilot's oldest first: comments that name them or reply to them,
/// until they speak in the thread, say that they have read it, or it is resolved; suggestions of others, for
/// whoever decides on those; and for a sponsor the same of what others say to nobody in particular.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn waiting(
    executor: impl PgExecutor<'_>,
    pilots: &[PilotId],
    person: PersonId,
) -> Result<Vec<(PilotId, Waiting)>> {
    let rows = sqlx::query!(
        r#"select t.pilot_id as "pilot_id!: PilotId", t.comment_thread_id as "thread!: CommentThreadId",
               t.section_title as "section_title!", p.name as "who!", c.comment_id as "place!", true as "is_news!",
               case when exists (select 1 from comment_mention m
                   where m.comment_id = c.comment_id and m.person_id = $2) then 'mentioned' else 'replied' end as "what!"
           from comment_thread t join comment c using (comment_thread_id) join person p on p.person_id = c.author_id
           where t.pilot_id = any($1) and c.author_id <> $2
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
           union all
           select t.pilot_id, t.comment_thread_id, t.section_title, p.name, t.comment_thread_id, false,
               case when o.comment_thread_id is not null then 'declined' else 'suggested' end
           from comment_thread t
               left join lateral (select m.comment_id, m.author_id from comment m
                   where m.comment_thread_id = t.comment_thread_id and m.replacement is not null
                   order by m.comment_id desc limit 1) g on true
               left join suggestion_outcome o on o.comment_thread_id = t.comment_thread_id
                   and o.comment_id is not distinct from g.comment_id
               cross join lateral (select coalesce(g.author_id, t.author_id) as author_id) w
               join person p on p.person_id = coalesce(o.person_id, w.author_id)
           where t.pilot_id = any($1) and (t.replacement is not null or g.comment_id is not null)
               and case
                   when o.comment_thread_id is not null then
                       o.revision_number is null and w.author_id = $2 and o.person_id <> $2
                       and not exists (select 1 from comment_reading r
                           where r.comment_thread_id = t.comment_thread_id and r.person_id = $2
                               and r.read_at >= o.created_at)
                       and not exists (select 1 from comment c
                           where c.comment_thread_id = t.comment_thread_id and c.author_id = $2
                               and c.created_at > o.created_at)
                   else w.author_id <> $2
                       and not coalesce((select x.resolved from comment_resolution x
                           where x.comment_thread_id = t.comment_thread_id
                           order by x.comment_resolution_id desc limit 1), false)
               end
           union all
           select t.pilot_id, t.comment_thread_id, t.section_title, p.name, l.comment_id, true, 'commented'
           from comment_thread t
               cross join lateral (select c.comment_id, c.author_id from comment c
                   where c.comment_thread_id = t.comment_thread_id order by c.comment_id desc limit 1) l
               join person p on p.person_id = l.author_id
           where t.pilot_id = any($1) and t.author_id <> $2 and l.author_id <> $2
               and exists (select 1 from member m
                   where m.pilot_id = t.pilot_id and m.person_id = $2 and m.role = 'sponsor')
               and l.comment_id > coalesce((select max(o.comment_id) from comment o
                   where o.comment_thread_id = t.comment_thread_id and o.author_id = $2), 0)
               and l.comment_id > coalesce((select max(r.comment_id) from comment_reading r
                   where r.comment_thread_id = t.comment_thread_id and r.person_id = $2), 0)
               and t.replacement is null and not exists (select 1 from comment s
                   where s.comment_thread_id = t.comment_thread_id and s.replacement is not null)
               and not coalesce((select x.resolved from comment_resolution x
                   where x.comment_thread_id = t.comment_thread_id
                   order by x.comment_resolution_id desc limit 1), false)
           order by 1, 6 desc, 5"#,
        pilots as &[PilotId],
        person.0,
    )
    .fetch_all(executor)
    .await?;
    let mut waiting: Vec<(PilotId, Waiting)> = Vec::new();
    for row in rows {
        let one = Waiting {
            thread: row.thread,
            section_title: row.section_title,
            who: row.who,
            what: match row.what.as_str() {
                "mentioned" => Asked::Mentioned,
                "replied" => Asked::Replied,
                "declined" => Asked::Declined,
                "suggested" => Asked::Suggested,
                "commented" => Asked::Commented,
                other => return Err(Error::inconsistent("comment_thread", other)),
            },
        };
        let is_news = |what| matches!(what, Asked::Mentioned | Asked::Replied | Asked::Commented);
        let before = waiting
            .iter_mut()
            .map(|(_, before)| before)
            .find(|before| before.thread == one.thread && is_news(before.what) && is_news(one.what));
        match before {
            // Being named comes before being replied to, and either before what is said to nobody in particular.
            Some(before) if one.what == Asked::Mentioned || before.what == Asked::Commented => *before = one,
            Some(_) => {}
            None => waiting.push((row.pilot_id, one)),
        }
    }
    Ok(waiting)
}
