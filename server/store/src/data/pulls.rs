//! The pull requests of a pilot, found by words.

use domain::ids::{PilotId, PullRequestId};
use domain::person::Arm;
use sqlx::PgPool;

use crate::Result;

/// A pull request in the list.
#[derive(Clone, Debug)]
pub struct PullRequest {
    /// Which.
    pub id: PullRequestId,
    /// `owner/name`.
    pub repository: String,
    /// Its number.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// Who opened it.
    pub author_login: String,
    /// The arm of its feature.
    pub arm: Option<Arm>,
    /// Linked by hand.
    pub by_hand: bool,
    /// How many facts are known.
    pub facts: i64,
    /// Something is known of it, and not when it was opened.
    pub incomplete: bool,
}

/// How many pull requests a page lists.
pub const PULLS_ON_A_PAGE: i64 = 50;

/// The pull requests in whose number, title, author, branch or repository every word of a text is found, the newest
/// first, from the `skipped`th on, and how many there are.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn pulls(pool: &PgPool, pilot: PilotId, text: &str, skipped: i64) -> Result<(Vec<PullRequest>, i64)> {
    let words: Vec<String> = text
        .split_whitespace()
        .take(10)
        .map(|word| word.trim_start_matches('#').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let rows = sqlx::query!(
        r#"select p.pull_request_id as "id: PullRequestId", p.repository, p.number, p.title, p.url, p.author_login,
               f.arm as "arm?: Arm", p.linked_by_hand, count(*) over () as "all!",
               (select count(*) from pull_request_fact c where c.pull_request_id = p.pull_request_id) as "facts!",
               not exists (select from pull_request_fact c where c.pull_request_id = p.pull_request_id
                   and c.kind->>'fact' = 'opened' and c.kind->>'deduced_from' is null) as "incomplete!"
           from pull_request p left join feature f using (feature_id)
           where p.pilot_id = $1 and not exists (select from unnest($2::text[]) word where strpos(lower(
               p.repository || '#' || p.number || ' ' || p.title || ' ' || p.author_login || ' ' || p.head_branch), word) = 0)
           order by p.pull_request_id desc offset $3 limit $4"#,
        pilot.0,
        &words,
        skipped.max(0),
        PULLS_ON_A_PAGE,
    )
    .fetch_all(pool)
    .await?;
    let all = rows.first().map_or(0, |row| row.all);
    let listed = rows.into_iter().map(|r| PullRequest {
        id: r.id,
        repository: r.repository,
        number: r.number,
        title: r.title,
        url: r.url,
        author_login: r.author_login,
        arm: r.arm,
        by_hand: r.linked_by_hand,
        facts: r.facts,
        incomplete: r.incomplete && r.facts > 0,
    });
    Ok((listed.collect(), all))
}
