use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use domain::ids::PilotId;
use domain::proposal::{RevisionNumber, Touched};
use sqlx::PgPool;
use sqlx::types::Json;

use crate::Result;

/// How many revisions a page of the history shows.
pub const HISTORY_PAGE: i64 = 50;

/// A line of the history.
#[derive(Clone, Debug)]
pub struct Line {
    /// The revision.
    pub number: RevisionNumber,
    /// Whose it is: `Dana`, or `suggested by Priya, accepted by Dana`.
    pub by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// What its author said about it.
    pub summary: String,
    /// What it changed; `None` for the first and for those saved before this was kept.
    pub touched: Option<Touched>,
    /// Whether approval was asked of it.
    pub sent: bool,
    /// The newest decision on it.
    pub verdict: Option<Verdict>,
}

/// A page of revisions, newest first: at most [`HISTORY_PAGE`], all before the given number.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn history(pool: &PgPool, pilot: PilotId, before: Option<RevisionNumber>) -> Result<Vec<Line>> {
    let rows = sqlx::query!(
        r#"select r.number, p.name as author, s.name as "suggested_by?", r.created_at, r.summary, r.touched as "touched: Json<Touched>",
               exists (select 1 from approval_request q
                   where q.pilot_id = r.pilot_id and q.revision_number = r.number) as "sent!",
               (select a.verdict from approval_request q join approval a using (approval_request_id)
                   where q.pilot_id = r.pilot_id and q.revision_number = r.number
                       and (a.verdict in ('request_changes', 'decline') or not exists (
                           select 1 from approval_seat t left join approval o using (approval_request_id, approver_id)
                           where t.approval_request_id = q.approval_request_id and o.verdict is null))
                   order by q.approval_request_id desc, a.verdict in ('request_changes', 'decline') desc,
                       a.verdict = 'approve_with_conditions' desc limit 1) as verdict
           from revision r join person p on p.person_id = r.author_id
               left join person s on s.person_id = r.suggested_by
           where r.pilot_id = $1 and ($2::int is null or r.number < $2)
           order by r.number desc limit $3"#,
        pilot.0,
        before.map(|n| n.0),
        HISTORY_PAGE,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Line {
                number: RevisionNumber(r.number),
                by: super::by(&r.author, r.suggested_by.as_deref()),
                created_at: r.created_at,
                summary: r.summary,
                touched: r.touched.map(|touched| touched.0),
                sent: r.sent,
                verdict: r.verdict.as_deref().map(crate::approval::verdict).transpose()?,
            })
        })
        .collect()
}
