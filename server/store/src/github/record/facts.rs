//! What a delivery adds: facts, pushes, received commits and the names of accounts.

use chrono::{DateTime, Utc};
use domain::github::{Happened, Push, Touched};
use domain::ids::PullRequestId;
use domain::pull_request::{Account, Fact, FactKind};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::Origin;
use crate::Result;
use crate::change::Change;
use crate::github::Delivery;

impl Origin<'_> {
    /// Adds a fact to a pull request; says whether it is new. An opening that is deduced is no news beside the real one,
    /// or beside one deduced from what happened earlier.
    pub(crate) async fn add_fact(
        &self,
        change: &mut Change<'_>,
        id: PullRequestId,
        happened: Happened,
    ) -> Result<bool> {
        if let FactKind::Opened {
            deduced_from: Some(event),
            ..
        } = happened.kind
        {
            let known = sqlx::query_scalar!(
                r#"select exists (select from pull_request_fact where pull_request_id = $1 and kind->>'fact' = 'opened'
                       and coalesce((kind->>'deduced_from')::timestamptz <= $2, true)) as "known!""#,
                id.0,
                event,
            )
            .fetch_one(&mut **change)
            .await?;
            if known {
                return Ok(false);
            }
        }
        let fact = Fact {
            at: happened.at,
            arrival: i64::MAX,
            kind: happened.kind,
            source: self.source.clone(),
        };
        let added = sqlx::query!(
            "insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (pull_request_id, same_fact) do nothing",
            id.0,
            fact.at,
            Json(&fact.kind) as _,
            Json(&fact.source) as _,
            fact.key(),
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// Remembers under which names accounts were heard of: names change, their ids do not. Says whether one of a pilot PM was
    /// heard of for the first time: what is theirs is linked by it.
    pub(crate) async fn note_accounts(&self, change: &mut Change<'_>, accounts: &[&Account]) -> Result<bool> {
        let known = accounts.iter().filter(|account| !account.is_deleted());
        let (logins, ids): (Vec<String>, Vec<i64>) = known
            .filter_map(|account| Some((account.login.to_lowercase(), account.id?)))
            .unzip();
        let met = sqlx::query_scalar!(
            r#"with met as (
                   insert into known_account (pilot_id, login, host_id)
                   select $1, a.login, a.host_id from unnest($2::text[], $3::bigint[]) as a (login, host_id)
                   on conflict do nothing returning login)
               select exists (select from met join pm_login($1) l on met.login = lower(l.login)) as "met!""#,
            self.pilot.0,
            &logins,
            &ids,
        )
        .fetch_one(&mut **change)
        .await?;
        Ok(met)
    }
}

impl Delivery {
    /// The push by itself: it becomes a fact of the pull requests of its branch where they are read.
    pub(super) async fn add_push(&self, change: &mut Change<'_>, push: &Push) -> Result<u64> {
        let added = sqlx::query!(
            "insert into branch_push (pilot_id, repository, branch, before_sha, after_sha, forced, merges, by_login, by_id,
                 by_is_bot, at, delivery_guid, received_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict on constraint branch_push_once do nothing",
            self.pilot.0,
            self.repository,
            push.branch,
            push.before.as_deref().unwrap_or_default(),
            push.after,
            push.forced,
            push.merges,
            push.by.login,
            push.by.id,
            push.by.is_bot_type,
            push.at.unwrap_or(self.received_at),
            self.guid,
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        Ok(added.rows_affected())
    }

    pub(super) async fn add_commits(&self, tx: &mut PgConnection, push: &Push) -> Result<u64> {
        let shas: Vec<&str> = push.commits.iter().map(|c| c.sha.as_str()).collect();
        let authors: Vec<&str> = push.commits.iter().map(|c| c.author_login.as_str()).collect();
        let dates: Vec<Option<DateTime<Utc>>> = push.commits.iter().map(|c| c.authored_at).collect();
        let distinct: Vec<bool> = push.commits.iter().map(|c| c.distinct).collect();
        let brought: Vec<bool> = push.commits.iter().map(|c| push.is_brought(c)).collect();
        let files: Vec<Option<Json<&Touched>>> = push.commits.iter().map(|c| c.files.as_ref().map(Json)).collect();
        let added = sqlx::query_scalar!(
            r#"insert into received_commit as r (pilot_id, repository, branch, sha, author_login, authored_at, received_at,
                 pushed_at, is_distinct, is_brought, is_base, files)
             select distinct on (c.sha) $1, $2, $3, c.sha, c.author_login, c.authored_at, $4, $8, c.is_distinct,
                 c.is_brought, $11, c.files
             from unnest($5::text[], $6::text[], $7::timestamptz[], $9::boolean[], $10::boolean[], $12::jsonb[])
                 as c (sha, author_login, authored_at, is_distinct, is_brought, files)
             on conflict (pilot_id, repository, branch, sha) do update set
                 received_at = least(r.received_at, excluded.received_at),
                 pushed_at = least(r.pushed_at, excluded.pushed_at),
                 is_distinct = r.is_distinct or excluded.is_distinct,
                 is_brought = r.is_brought and excluded.is_brought,
                 files = coalesce(r.files, excluded.files)
             returning (xmax = 0) as "new!""#,
            self.pilot.0,
            self.repository,
            push.branch,
            self.received_at,
            &shas as _,
            &authors as _,
            &dates as _,
            push.at,
            &distinct,
            &brought,
            push.to_default,
            &files as _,
        )
        .fetch_all(tx)
        .await?;
        Ok(added.into_iter().map(u64::from).sum())
    }
}
