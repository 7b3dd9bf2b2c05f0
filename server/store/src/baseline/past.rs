//! Pull requests that are known fact by fact, for a baseline feature: which there are, and those that the sponsor picks.

use chrono::{DateTime, Utc};
use domain::ids::{PilotId, PullRequestId};
use domain::pull_request::{Account, Commits, PullRequest};
use sqlx::PgPool;

use crate::Result;
use crate::programme::facts::facts_of;

/// The most that are offered.
const MOST: i64 = 300;

/// A merged pull request of no pilot feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// `owner/name`.
    pub repository: String,
    /// Its number.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Who opened it.
    pub author: String,
    /// When it was merged.
    pub merged_at: DateTime<Utc>,
}

/// The merged pull requests of no pilot feature whose opening is known, the newest first.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn candidates(pool: &PgPool, pilot: PilotId) -> Result<Vec<Candidate>> {
    Ok(sqlx::query_as!(
        Candidate,
        r#"select p.repository, p.number, p.title, p.author_login as author, m.at as "merged_at!"
           from pull_request p join lateral (select min(f.at) as at from pull_request_fact f
               where f.pull_request_id = p.pull_request_id and f.kind->>'fact' = 'merged') m on m.at is not null
           where p.pilot_id = $1 and p.feature_id is null
               and exists (select from pull_request_fact f where f.pull_request_id = p.pull_request_id
                   and f.kind->>'fact' = 'opened' and f.kind->>'deduced_from' is null)
           order by m.at desc, p.pull_request_id limit $2"#,
        pilot.0,
        MOST,
    )
    .fetch_all(pool)
    .await?)
}

/// Pull requests with these numbers, in whatever repository, with all that happened to them.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn numbered(pool: &PgPool, pilot: PilotId, numbers: &[i32]) -> Result<Vec<PullRequest>> {
    let mut connection = pool.acquire().await?;
    let rows = sqlx::query!(
        r#"select p.pull_request_id, p.repository, p.number, p.title, p.url, p.author_login, p.author_id, p.author_is_bot,
               p.head_branch,
               (select min(c.authored_at) from past_commit c where c.pull_request_id = p.pull_request_id) as first_read,
               (select min(c.authored_at) from received_commit c where c.pilot_id = p.pilot_id
                   and lower(c.repository) = lower(p.repository) and c.branch = any(p.head_branches)
                   and not c.is_brought and not c.is_base) as first_received
           from pull_request p where p.pilot_id = $1 and p.number = any($2) order by p.repository, p.number"#,
        pilot.0,
        numbers,
    )
    .fetch_all(&mut *connection)
    .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.pull_request_id).collect();
    let mut facts = facts_of(&mut connection, pilot, Some(&ids)).await?;
    let pulls = rows.into_iter().map(|row| PullRequest {
        id: PullRequestId(row.pull_request_id),
        facts: facts.remove(&row.pull_request_id).unwrap_or_default(),
        repository: row.repository,
        number: row.number,
        title: row.title,
        url: row.url,
        author: Account {
            login: row.author_login,
            is_bot_type: row.author_is_bot,
            id: row.author_id,
        },
        head_branch: row.head_branch,
        apart: None,
        commits: Some(Commits {
            first_received: None,
            first_authored: row.first_read.into_iter().chain(row.first_received).min(),
        }),
    });
    Ok(pulls.collect())
}
