//! What a code host is told of pull requests: what is wanted follows from how they are judged, what was sent is recorded, and
//! the difference is sent by whichever instance claims it.

mod claim;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::gate::told::{CommitStatus, PullComment};
use domain::github::CodeHost;
use domain::ids::{PilotId, PullRequestId};
use domain::pull_request::PullRequestState;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::Result;
use crate::gate::Gates;

pub use claim::{Claimed, Content, Outcome, Target, Written, claim};

/// Which version of each pilot was looked at.
#[derive(Debug, Default)]
pub struct Looked(HashMap<PilotId, i64>);

/// Works out what is wanted for each pilot between its start and its decision that has news and a token. `page` is the address
/// of a pull request's page, by the pilot's name in addresses.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn want_all(
    pool: &PgPool,
    looked: &mut Looked,
    page: impl Fn(&str, PullRequestId) -> String,
    now: DateTime<Utc>,
) -> Result<()> {
    let pilots = sqlx::query!(
        r#"select p.pilot_id as "id: PilotId", p.slug from pilot p join pilot_start s using (pilot_id)
           where p.archived_at is null and p.put_away_at is null
               and exists (select from connection_token join connection c using (connection_id) where c.pilot_id = p.pilot_id)
               and not exists (select from decision d join decision_confirmation using (decision_id) where d.pilot_id = p.pilot_id)"#
    )
    .fetch_all(pool)
    .await?;
    looked.0.retain(|pilot, _| pilots.iter().any(|row| row.id == *pilot));
    let ids: Vec<i64> = pilots.iter().map(|row| row.id.0).collect();
    for (pilot, version) in crate::live::versions(pool, &ids).await? {
        if looked.0.get(&pilot) == Some(&version.log) {
            continue;
        }
        let Some(row) = pilots.iter().find(|row| row.id == pilot) else {
            continue;
        };
        let wanted = async {
            let gates = crate::gate::gates(pool, pilot).await?;
            want(pool, pilot, version.log, &gates, |id| page(&row.slug, id), now).await
        };
        match wanted.await {
            Ok(()) => {}
            Err(error) if error.is_unavailable() => return Err(error),
            Err(error) => tracing::error!(%error, %pilot, "what the code host is to be told cannot be worked out"),
        }
        looked.0.insert(pilot, version.log);
    }
    Ok(())
}

/// What is wanted of one pull request.
struct Wanted {
    pull: PullRequestId,
    /// Its newest commit, and that of the newest group of the merge queue it is in.
    commits: Vec<String>,
    status: CommitStatus,
    comment: PullComment,
}

/// Notes what is wanted of a pilot's open pull requests, unless somebody did by a later entry.
async fn want(
    pool: &PgPool,
    pilot: PilotId,
    as_of: i64,
    gates: &Gates,
    page: impl Fn(PullRequestId) -> String,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    let mut bound = Vec::new();
    let queued = queued(&mut tx, pilot).await?;
    for feature in &gates.features {
        let dris: Vec<&str> = feature.dris.iter().map(|(_, name)| name.as_str()).collect();
        for pull in &feature.pulls {
            let is_open = matches!(pull.state, PullRequestState::Draft | PullRequestState::Ready);
            let Some(newest) = pull.judged.newest().filter(|_| pull.of_pm && is_open) else {
                if !is_open {
                    bound.push(pull.id.0);
                    forget_unsent(&mut tx, pull.id, &[]).await?;
                }
                continue;
            };
            bound.push(pull.id.0);
            let url = page(pull.id);
            let wanted = Wanted {
                pull: pull.id,
                commits: std::iter::once(&newest.head.sha)
                    .chain(queued.get(&pull.id))
                    .cloned()
                    .collect(),
                status: CommitStatus::of(&pull.judged, gates.zone_of(newest), &url),
                comment: PullComment::of(&pull.judged, gates.zone_of(newest), &dris, &url),
            };
            want_one(&mut tx, as_of, &wanted, now).await?;
        }
    }
    release(&mut tx, pilot, as_of, &bound, page).await?;
    tx.commit().await?;
    Ok(())
}

/// The commit of the newest group of a merge queue that each pull request is in.
async fn queued(tx: &mut PgConnection, pilot: PilotId) -> Result<HashMap<PullRequestId, String>> {
    let rows = sqlx::query!(
        r#"select distinct on (p.pull_request_id) p.pull_request_id as "id: PullRequestId", g.sha
           from merge_group g join pull_request p on p.pilot_id = g.pilot_id and lower(p.repository) = lower(g.repository)
               and p.number = g.number
           where g.pilot_id = $1 and not g.gone order by p.pull_request_id, g.received_at desc"#,
        pilot.0,
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.sha)).collect())
}

/// Forgets what never was on its way, but for the statuses of these commits and, beside a commit, the comment.
async fn forget_unsent(tx: &mut PgConnection, pull: PullRequestId, commits: &[String]) -> Result<()> {
    sqlx::query!(
        "delete from told where pull_request_id = $1 and sent is null and attempting is null
             and (cardinality($2::text[]) = 0 or (kind = 'status' and sha <> all($2)))",
        pull.0,
        commits,
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn want_one(tx: &mut PgConnection, as_of: i64, wanted: &Wanted, now: DateTime<Utc>) -> Result<()> {
    forget_unsent(tx, wanted.pull, &wanted.commits).await?;
    sqlx::query!(
        "insert into told (pull_request_id, connection_id, kind, sha, wanted, as_of, not_before)
         select p.pull_request_id, c.connection_id, 'status', s.sha, case c.host when 'gitlab' then $6::jsonb else $3 end, $4, $5
         from unnest($2::text[]) as s (sha) cross join pull_request p join connection c on c.pilot_id = p.pilot_id and lower(c.repository) = lower(p.repository)
             join connection_token using (connection_id)
         where p.pull_request_id = $1
         on conflict on constraint told_once do update set wanted = excluded.wanted, as_of = excluded.as_of
             where told.as_of <= excluded.as_of",
        wanted.pull.0,
        &wanted.commits,
        Json(&wanted.status) as _,
        as_of,
        now,
        Json(wanted.status.kept_by(CodeHost::GitLab)) as _,
    )
    .execute(&mut *tx)
    .await?;
    if wanted.comment.asks {
        sqlx::query!(
            "insert into told (pull_request_id, connection_id, kind, sha, wanted, as_of, not_before)
             select p.pull_request_id, c.connection_id, 'comment', '', $2, $3, $4
             from pull_request p join connection c on c.pilot_id = p.pilot_id and lower(c.repository) = lower(p.repository)
                 join connection_token using (connection_id)
             where p.pull_request_id = $1
             on conflict on constraint told_once do update set wanted = excluded.wanted, as_of = excluded.as_of
                 where told.as_of <= excluded.as_of",
            wanted.pull.0,
            Json(&wanted.comment) as _,
            as_of,
            now,
        )
        .execute(&mut *tx)
        .await?;
        return Ok(());
    }
    withdraw(tx, as_of, wanted.pull, &wanted.comment).await
}

/// Has a comment that asked, or may have, say that it does no more. One that never was on its way is never written.
async fn withdraw(tx: &mut PgConnection, as_of: i64, pull: PullRequestId, comment: &PullComment) -> Result<()> {
    sqlx::query!(
        "delete from told where pull_request_id = $1 and kind = 'comment' and sent is null and attempting is null
             and as_of <= $2",
        pull.0,
        as_of,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update told set wanted = $3, as_of = $2 where pull_request_id = $1 and kind = 'comment' and as_of <= $2",
        pull.0,
        as_of,
        Json(comment) as _,
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Of what the code host was told of pull requests that no gate binds any more, the newest status passes and the comment asks
/// for nothing. What is merged or closed (`bound` has it, too) stays as it is.
async fn release(
    tx: &mut PgConnection,
    pilot: PilotId,
    as_of: i64,
    bound: &[i64],
    page: impl Fn(PullRequestId) -> String,
) -> Result<()> {
    let free = sqlx::query_scalar!(
        r#"select distinct t.pull_request_id as "id: PullRequestId" from told t join pull_request p using (pull_request_id)
           where p.pilot_id = $1 and not t.pull_request_id = any($2)"#,
        pilot.0,
        bound,
    )
    .fetch_all(&mut *tx)
    .await?;
    for pull in free {
        let url = page(pull);
        sqlx::query!(
            "update told set wanted = $3, as_of = $2
             where told_id = (select max(told_id) from told where pull_request_id = $1 and kind = 'status')
                 and as_of <= $2",
            pull.0,
            as_of,
            Json(CommitStatus::released(&url)) as _,
        )
        .execute(&mut *tx)
        .await?;
        let comment = PullComment::withdrawn("No gate of the pilot binds it.", &url);
        withdraw(tx, as_of, pull, &comment).await?;
    }
    Ok(())
}

/// The token of a connection, and how telling goes with it, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Where calls go.
    pub api_url: String,
    /// The GitHub App it is called as; `None` for a token.
    pub app: Option<i64>,
    /// How the token ends, or the fingerprint of the App's key.
    pub last_four: String,
    /// Who entered it.
    pub entered_by: String,
    /// When.
    pub entered_at: DateTime<Utc>,
    /// How many statuses and comments the code host has.
    pub sent: i64,
    /// When the last one went out.
    pub last_at: Option<DateTime<Utc>>,
    /// How many wait to be sent.
    pub waiting: i64,
    /// What was given up: the pull request, and why.
    pub given_up: Vec<(String, String)>,
    /// Why nothing is sent at all, and since when.
    pub stopped: Option<(String, DateTime<Utc>)>,
    /// The code host asked to wait until then.
    pub paused_until: Option<DateTime<Utc>>,
}
