//! The pull requests of a pilot, found by words.

use chrono::{DateTime, Utc};
use domain::github::{LinkedBy, Marks};
use domain::ids::{FeatureId, PilotId, PullRequestId};
use domain::person::Arm;
use domain::pull_request::{Account, Apart, Fact, FactKind, Life, PullRequestState, Source};
use sqlx::PgPool;
use sqlx::types::Json;

use crate::Result;
use crate::github::{Linkable, MarksRow};
use crate::programme::facts::{Evidence, apart};

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
    /// By what it belongs to its feature, or by hand to none.
    pub by: Option<LinkedBy>,
    /// Where it stands.
    pub state: PullRequestState,
    /// Why it is part of no number, where it stands apart.
    pub apart: Option<Apart>,
    /// How many facts are known.
    pub facts: usize,
    /// Something is known of it, and not when it was opened.
    pub incomplete: bool,
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct FactRow {
    at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    kind: Json<FactKind>,
    source: Json<Source>,
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
    let mut rows = sqlx::query!(
        r#"select p.pull_request_id as "id: PullRequestId", p.repository, p.number, p.title, p.url, p.author_login,
               p.author_id, p.author_is_bot, p.head_branches, p.labels, p.assignees as "assignees: Json<Vec<Account>>",
               p.feature_id as "feature: FeatureId",
               p.head_branch, p.is_revert, f.arm as "arm?: Arm", p.linked_by_hand, count(*) over () as "all!",
               array(select week_one_evidence($1)) as "evidence!",
               array(select n.name from other_names($1) n where n.repository = p.repository) as "names!",
               array(select (m.feature_id, m.flag_key,
                   array(select (l.login, array(select k.host_id from known_account k
                           where k.pilot_id = m.pilot_id and k.login = lower(l.login)), l.since, l.until)
                       from pm_login($1) l where l.arm = m.arm),
                   m.branch_pattern, m.label)
                   from feature m where m.pilot_id = $1 order by m.arm) as "marks!: Vec<MarksRow>",
               array(select (c.at, c.received_at, c.kind, c.source) from pull_request_fact c
                   where c.pull_request_id = p.pull_request_id order by c.fact_id) as "facts!: Vec<FactRow>"
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
    let named = rows
        .iter()
        .flat_map(|row| row.names.iter().map(|name| (row.repository.clone(), name.clone())));
    let evidence = Evidence {
        // The same in each row.
        texts: rows.first().map(|row| row.evidence.clone()).unwrap_or_default(),
        names: named.collect(),
    };
    let marks = rows.first_mut().map(|row| std::mem::take(&mut row.marks));
    let marks: Vec<Marks> = marks.unwrap_or_default().into_iter().map(Marks::from).collect();
    let listed = rows.into_iter().map(|r| {
        let facts = r.facts.into_iter().map(|fact| Fact {
            at: fact.at,
            arrival: fact.received_at.timestamp_micros(),
            kind: fact.kind.0,
            source: fact.source.0,
        });
        let facts: Vec<Fact> = facts.collect();
        let is_opening = |fact: &Fact| matches!(&fact.kind, FactKind::Opened { deduced_from: None, .. });
        let pull = Linkable {
            id: r.id,
            repository: r.repository,
            head_branch: r.head_branch,
            head_branches: r.head_branches,
            title: r.title,
            labels: r.labels,
            author_login: r.author_login,
            author_id: r.author_id,
            author_is_bot: r.author_is_bot,
            assignees: r.assignees,
            linked_by_hand: r.linked_by_hand,
            feature: r.feature,
            opened_at: Life::of(&facts).opened_at(),
        };
        PullRequest {
            by: pull.by(&marks),
            apart: apart(
                &evidence,
                (&pull.repository, r.number, &r.url),
                (&pull.head_branch, r.is_revert),
            ),
            state: Life::of(&facts).state(),
            facts: facts.len(),
            incomplete: !facts.is_empty() && !facts.iter().any(is_opening),
            id: pull.id,
            repository: pull.repository,
            number: r.number,
            title: pull.title,
            url: r.url,
            author_login: pull.author_login,
            arm: r.arm,
        }
    });
    Ok((listed.collect(), all))
}
