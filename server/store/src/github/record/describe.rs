//! The pull request itself, as a delivery describes it.

use domain::github::PullRequestEvent;
use domain::ids::PullRequestId;
use sqlx::types::Json;

use super::Origin;
use crate::Result;
use crate::change::Change;

impl Origin<'_> {
    /// Writes the pull request as it is described, unless a later one did; says whether that changed anything.
    pub(crate) async fn write_pull_request(
        &self,
        change: &mut Change<'_>,
        event: &PullRequestEvent,
    ) -> Result<(PullRequestId, bool)> {
        let known = sqlx::query_scalar!(
            r#"select pull_request_id as "id: PullRequestId" from pull_request
               where pilot_id = $1 and lower(repository) = lower($2) and number = $3"#,
            self.pilot.0,
            self.repository,
            event.number,
        )
        .fetch_optional(&mut **change)
        .await?;
        let Some(id) = known else {
            return Ok((self.add_pull_request(change, event).await?, true));
        };
        // Of two descriptions of one instant the same one counts whichever came first.
        let described = sqlx::query!(
            "update pull_request set title = $3, url = $4, head_branch = $5, base_branch = $6, head = $7,
                 described_at = $2
             where pull_request_id = $1
                 and (coalesce(described_at, '2000-01-01'), title, url, head_branch, base_branch, head)
                     < ($2, $3, $4, $5, $6, $7)",
            id.0,
            event.described_at,
            event.title,
            event.url,
            event.head_branch,
            event.base_branch,
            event.head,
        )
        .execute(&mut **change)
        .await?;
        let named = !event.author.is_deleted();
        let assignees = event.assignees.as_ref().map(Json);
        let labels = event.labels.as_deref();
        let gathered = sqlx::query!(
            "update pull_request p set
                 author_login = case when $3 and (p.author_login in ('', 'ghost') or p.described_at = $2) then $4
                     when p.author_login = '' then $4 else p.author_login end,
                 author_id = coalesce(p.author_id, $5), author_is_bot = p.author_is_bot or $6,
                 head_branches = (select array_agg(distinct b order by b) from unnest(p.head_branches || $7::text) b),
                 heads = (select array_agg(distinct h order by h) from unnest(p.heads || $8::text) h),
                 is_revert = p.is_revert or $9,
                 assignees = case when $10::jsonb is not null and
                     (coalesce(p.assigned_at, '2000-01-01'), p.assignees::text) < ($2, $10::jsonb::text)
                     then $10 else p.assignees end,
                 assigned_at = case when $10::jsonb is not null then greatest(p.assigned_at, $2) else p.assigned_at end,
                 labels = case when $11::text[] is not null and
                     (coalesce(p.labelled_at, '2000-01-01'), p.labels) < ($2, $11) then $11 else p.labels end,
                 labelled_at = case when $11::text[] is not null then greatest(p.labelled_at, $2) else p.labelled_at end
             from pull_request old where p.pull_request_id = $1 and old.pull_request_id = $1
             returning (p.head_branches, p.heads, p.is_revert, p.assignees, p.labels)
                 is distinct from (old.head_branches, old.heads, old.is_revert, old.assignees, old.labels) as changed",
            id.0,
            event.described_at,
            named,
            event.author.login,
            event.author.id,
            event.author.is_bot_type,
            event.head_branch,
            event.head,
            event.is_revert,
            assignees as _,
            labels as _,
        )
        .fetch_one(&mut **change)
        .await?;
        let changed = described.rows_affected() > 0 || gathered.changed.unwrap_or(true);
        Ok((id, changed))
    }

    /// The pull request as it is described first: as it stands once that is written over nothing.
    async fn add_pull_request(&self, change: &mut Change<'_>, event: &PullRequestEvent) -> Result<PullRequestId> {
        Ok(sqlx::query_scalar!(
            r#"insert into pull_request (pilot_id, repository, number, title, url, author_login, author_id, author_is_bot,
                   head_branch, base_branch, head, described_at, head_branches, heads, is_revert, assignees, assigned_at,
                   labels, labelled_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz, array[$9::text], array[$11::text], $13,
                   coalesce($14, '[]'::jsonb), case when $14 is not null then $12 end,
                   coalesce($15, '{}'::text[]), case when $15 is not null then $12 end)
               returning pull_request_id as "id: PullRequestId""#,
            self.pilot.0,
            self.repository,
            event.number,
            event.title,
            event.url,
            event.author.login,
            event.author.id,
            event.author.is_bot_type,
            event.head_branch,
            event.base_branch,
            event.head,
            event.described_at,
            event.is_revert,
            event.assignees.as_ref().map(Json) as _,
            event.labels.as_deref() as _,
        )
        .fetch_one(&mut **change)
        .await?)
    }
}
