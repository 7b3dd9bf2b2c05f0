//! A pull request that was read again, with its past.

use chrono::{DateTime, Utc};
use domain::activity::event::{self, News};
use domain::github::past::{Past, PastCommit};
use domain::ids::PullRequestId;
use domain::pull_request::{Account, FactKind};
use sqlx::types::Json;

use super::{About, Origin, Told, count};
use crate::Result;
use crate::change::Change;
use crate::github::Delivery;

impl Delivery {
    pub(super) async fn note_past(&self, change: &mut Change<'_>, past: &Past) -> Result<Told> {
        let (event, origin) = (past.event(), self.origin());
        let (id, changed) = origin.write_pull_request(change, &event).await?;
        let mut accounts: Vec<Account> = vec![event.author.clone()];
        accounts.extend(event.assignees.iter().flatten().cloned());
        let mut added = 0;
        for happened in event.happened {
            if let FactKind::Reviewed { reviewer: account, .. } | FactKind::Pushed { author: account, .. } =
                &happened.kind
            {
                accounts.push(account.clone());
            }
            added += u64::from(origin.add_fact(change, id, happened).await?);
        }
        let accounts: Vec<&Account> = accounts.iter().collect();
        let met = origin.note_accounts(change, &accounts).await?;
        let commits = origin.add_past_commits(change, id, &past.commits).await?;
        let arrived = self.add_arrived(change, past).await?;
        let number = event.number;
        Ok(Told {
            about: About::of(met, About::PullRequest(id)),
            outcome: format!("pull request {number}, read again: {}", count(added, "new fact")),
            recorded: (added + commits + arrived > 0 || changed).then(|| {
                let record = event::Data::Record {
                    repository: self.repository.clone(),
                    facts: added.into(),
                    news: News::PullRequest { number },
                };
                record.into()
            }),
        })
    }

    /// What the code host's list of pushes says of when commits came: that is their receipt, however late it was read.
    async fn add_arrived(&self, change: &mut Change<'_>, past: &Past) -> Result<u64> {
        let arrived = past.arrived();
        let authored = |sha: &str| past.commits.iter().find(|commit| commit.sha == sha);
        let shas: Vec<&str> = arrived.iter().map(|one| one.sha).collect();
        let pushed: Vec<DateTime<Utc>> = arrived.iter().map(|one| one.at).collect();
        let own: Vec<bool> = arrived.iter().map(|one| one.is_own).collect();
        let authors: Vec<&str> = shas
            .iter()
            .map(|sha| authored(sha).map_or("", |commit| commit.author_login.as_str()))
            .collect();
        let dates: Vec<Option<DateTime<Utc>>> = shas
            .iter()
            .map(|sha| authored(sha).and_then(|commit| commit.authored_at))
            .collect();
        let added = sqlx::query_scalar!(
            r#"insert into received_commit as r (pilot_id, repository, branch, sha, author_login, authored_at, received_at,
                 pushed_at, is_distinct, is_brought, is_base)
             select distinct on (c.sha) $1, $2, $3, c.sha, c.author_login, c.authored_at, $4, c.pushed_at, c.is_own, false, false
             from unnest($5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::boolean[])
                 as c (sha, author_login, authored_at, pushed_at, is_own) order by c.sha, c.pushed_at
             on conflict (pilot_id, repository, branch, sha) do update set
                 pushed_at = least(r.pushed_at, excluded.pushed_at), is_distinct = r.is_distinct or excluded.is_distinct
                 where excluded.pushed_at < coalesce(r.pushed_at, r.received_at) or excluded.is_distinct and not r.is_distinct
             returning (xmax = 0) as "new!""#,
            self.pilot.0,
            self.repository,
            past.described.head_branch,
            self.received_at,
            &shas as _,
            &authors as _,
            &dates as _,
            &pushed as _,
            &own,
        )
        .fetch_all(&mut **change)
        .await?;
        Ok(u64::try_from(added.len()).unwrap_or(u64::MAX))
    }
}

impl Origin<'_> {
    /// What its commits say of themselves.
    pub(crate) async fn add_past_commits(
        &self,
        change: &mut Change<'_>,
        id: PullRequestId,
        commits: &[PastCommit],
    ) -> Result<u64> {
        let shas: Vec<&str> = commits.iter().map(|commit| commit.sha.as_str()).collect();
        let authors: Vec<&str> = commits.iter().map(|commit| commit.author_login.as_str()).collect();
        let dates: Vec<Option<DateTime<Utc>>> = commits.iter().map(|commit| commit.authored_at).collect();
        let added = sqlx::query!(
            "insert into past_commit (pull_request_id, sha, author_login, authored_at, source, received_at)
             select distinct on (c.sha) $1, c.sha, c.author_login, c.authored_at, $5, $6
             from unnest($2::text[], $3::text[], $4::timestamptz[]) as c (sha, author_login, authored_at)
             on conflict do nothing",
            id.0,
            &shas as _,
            &authors as _,
            &dates as _,
            Json(&self.source) as _,
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        Ok(added.rows_affected())
    }
}
