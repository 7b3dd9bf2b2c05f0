//! The data page: shipping, values of the primary metrics, pull requests linked by hand.

mod values;

use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId, PullRequestId};
use domain::person::Arm;
use sqlx::PgPool;

use crate::change::Change;
use crate::github::REFUSED;
use crate::{Error, Result};

pub use values::{Pasted, Value, Values, add_points, correct, value, values};

/// Everything the data page shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// Connected repositories.
    pub connections: Vec<Connection>,
    /// Features with what was entered for them; at most one per arm.
    pub features: Vec<Feature>,
    /// Pull requests, newest first.
    pub pull_requests: Vec<PullRequest>,
    /// Received commits that belong to no feature.
    pub unlinked_commits: i64,
}

/// A connected repository.
#[derive(Clone, Debug)]
pub struct Connection {
    /// `owner/name`.
    pub repository: String,
    /// The random word of its webhook address.
    pub path_key: String,
    /// Deliveries stored.
    pub deliveries: i64,
    /// Of these, not processed yet.
    pub waiting: i64,
    /// Of these, given up.
    pub failed: i64,
    /// When the last one arrived.
    pub last_at: Option<DateTime<Utc>>,
    /// Its event and what became of it.
    pub last: Option<(String, String)>,
    /// What GitHub calls the repository now, where that is another name.
    pub now_called: Option<String>,
    /// Other repositories that deliveries came of, which were not used, and how many.
    pub elsewhere: Vec<(String, i64)>,
    /// Deliveries that were refused: why, since when, when last.
    pub refused: Vec<Refused>,
}

/// Deliveries that were refused for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// In a sentence.
    pub why: String,
    /// The first one.
    pub first_at: DateTime<Utc>,
    /// The last one, to the minute.
    pub last_at: DateTime<Utc>,
}

/// A feature with what was entered for it.
#[derive(Clone, Debug)]
pub struct Feature {
    /// Its arm.
    pub arm: Arm,
    /// Its name.
    pub name: String,
    /// Its primary metric and unit.
    pub metric: String,
    /// When it shipped, and the evidence.
    pub shipped: Option<(NaiveDate, String)>,
    /// How many values there are, with the first and the last day.
    pub points: i64,
    /// The day of the first value.
    pub first_on: Option<NaiveDate>,
    /// The day of the last value.
    pub last_on: Option<NaiveDate>,
    /// Values outside the bounds, from before there were any: they count nowhere.
    pub outside: i64,
    /// Commits received for it.
    pub commits: i64,
    /// When the first of them was received.
    pub first_commit_at: Option<DateTime<Utc>>,
}

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
}

/// Everything the data page shows.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId) -> Result<Page> {
    let elsewhere = sqlx::query!(
        r#"select connection_id, d.about as "about!", count(*) as "count!" from delivery d join connection c using (connection_id)
           where c.pilot_id = $1 and d.about is not null group by connection_id, d.about order by connection_id, d.about"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    let refused = sqlx::query!(
        r#"select connection_id, d.outcome as "why!", d.received_at as first_at, d.processed_at as "last_at!"
           from delivery d join connection c using (connection_id)
           where c.pilot_id = $1 and d.event = $2 order by d.processed_at desc"#,
        pilot.0,
        REFUSED,
    )
    .fetch_all(pool)
    .await?;
    let connections = sqlx::query!(
        r#"select c.connection_id, c.repository, c.path_key, c.now_called,
               count(d.delivery_guid) as "deliveries!",
               count(d.delivery_guid) filter (where d.processed_at is null) as "waiting!",
               count(d.delivery_guid) filter (where d.outcome like 'failed: %') as "failed!",
               max(d.received_at) as last_at,
               (select l.event from delivery l where l.connection_id = c.connection_id and l.event <> $2
                   order by l.received_at desc, l.delivery_guid desc limit 1) as "last_event?",
               (select coalesce(l.outcome, 'waiting') from delivery l where l.connection_id = c.connection_id and l.event <> $2
                   order by l.received_at desc, l.delivery_guid desc limit 1) as "last_outcome?"
           from connection c left join delivery d on d.connection_id = c.connection_id and d.event <> $2
           where c.pilot_id = $1 group by c.connection_id order by c.repository"#,
        pilot.0,
        REFUSED,
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(|r| Connection {
        now_called: r.now_called,
        elsewhere: elsewhere
            .iter()
            .filter(|e| e.connection_id == r.connection_id)
            .map(|e| (e.about.clone(), e.count))
            .collect(),
        refused: refused
            .iter()
            .filter(|e| e.connection_id == r.connection_id)
            .map(|e| Refused {
                why: e.why.clone(),
                first_at: e.first_at,
                last_at: e.last_at,
            })
            .collect(),
        repository: r.repository,
        path_key: r.path_key,
        deliveries: r.deliveries,
        waiting: r.waiting,
        failed: r.failed,
        last_at: r.last_at,
        last: r.last_event.zip(r.last_outcome),
    })
    .collect();
    let features = sqlx::query!(
        r#"select f.arm as "arm: Arm", f.name, f.metric_name, f.metric_unit, f.shipped_on, f.shipped_evidence,
               p.points as "points!", p.first_on, p.last_on, p.outside as "outside!", c.commits as "commits!", c.first_commit_at
           from feature f
           cross join lateral (select count(v.day) as points, min(v.day) as first_on, max(v.day) as last_on,
                   count(*) filter (where v.day is null and o.value is not null) as outside
               from outcome_point o left join outcome_value v using (outcome_point_id)
               where o.feature_id = f.feature_id
                   and not exists (select from outcome_point c where c.corrects = o.outcome_point_id)) p
           cross join lateral (select count(*) as commits, min(received_at) as first_commit_at
               from received_commit r where r.pilot_id = f.pilot_id and r.feature_id = f.feature_id) c
           where f.pilot_id = $1 order by f.arm"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(|r| Feature {
        arm: r.arm,
        name: r.name,
        metric: format!("{} ({})", r.metric_name, r.metric_unit),
        shipped: r.shipped_on.zip(r.shipped_evidence),
        points: r.points,
        first_on: r.first_on,
        last_on: r.last_on,
        outside: r.outside,
        commits: r.commits,
        first_commit_at: r.first_commit_at,
    })
    .collect();
    let (pull_requests, _) = pulls(pool, pilot, "", 0).await?;
    let unlinked_commits = sqlx::query_scalar!(
        r#"select count(*) as "count!" from received_commit where pilot_id = $1 and feature_id is null"#,
        pilot.0,
    )
    .fetch_one(pool)
    .await?;
    Ok(Page {
        connections,
        features,
        pull_requests,
        unlinked_commits,
    })
}

/// The feature of an arm.
async fn feature(change: &mut Change<'_>, pilot: PilotId, arm: Arm) -> Result<i64> {
    sqlx::query_scalar!(
        "select feature_id from feature where pilot_id = $1 and arm = $2 for update",
        pilot.0,
        arm.as_str(),
    )
    .fetch_optional(&mut **change)
    .await?
    .ok_or_else(|| Error::refused("This arm has no feature yet. Enter it under People first."))
}

/// Records that the feature of an arm reached users, or corrects that.
///
/// # Errors
/// [`Error::Refused`] when the arm has no feature or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn ship(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    arm: Arm,
    (on, evidence): (NaiveDate, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let id = feature(&mut change, pilot, arm).await?;
    let was = sqlx::query_scalar!("select shipped_on from feature where feature_id = $1", id)
        .fetch_one(&mut *change)
        .await?;
    sqlx::query!(
        "update feature set shipped_on = $2, shipped_evidence = $3 where feature_id = $1",
        id,
        on,
        evidence,
    )
    .execute(&mut *change)
    .await?;
    let event = event::Data::Ship {
        arm,
        on,
        evidence: evidence.to_owned().into(),
        was: was.into(),
    };
    change.commit(event).await
}

/// Withdraws that the feature of an arm reached users.
///
/// # Errors
/// [`Error::Refused`] when that is not recorded or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn withdraw_shipping(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    arm: Arm,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let id = feature(&mut change, pilot, arm).await?;
    let was = sqlx::query_scalar!("select shipped_on::text from feature where feature_id = $1", id)
        .fetch_one(&mut *change)
        .await?
        .ok_or_else(|| Error::refused("No shipping day is recorded for this arm."))?;
    sqlx::query!(
        "update feature set shipped_on = null, shipped_evidence = null where feature_id = $1",
        id
    )
    .execute(&mut *change)
    .await?;
    let event = event::Data::WithdrawShipping {
        arm,
        was,
        reason: reason.to_owned().into(),
    };
    change.commit(event).await
}

/// What a person decided about a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTo {
    /// It belongs to the feature of this arm.
    Feature(Arm),
    /// It belongs to no feature.
    Nothing,
    /// Branch, title and author decide, as if nobody had said anything.
    Rule,
}

/// What a person says about a pull request, and why.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// Where it belongs.
    pub to: LinkTo,
    /// Why. Needed where a hand had said something else before.
    pub reason: &'a str,
    /// The arms whose feature the person may speak for; `None` for any.
    pub of: Option<&'a [Arm]>,
}

/// Links a pull request by hand; the commits of its branch follow.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot, [`Error::Refused`] when the arm has no feature, it is not for this
/// person to say, a reason is missing, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn link(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: PullRequestId,
    Link { to, reason, of }: Link<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let old = sqlx::query!(
        r#"select p.repository, p.number, p.linked_by_hand, f.arm as "arm?: Arm"
           from pull_request p left join feature f using (feature_id)
           where p.pull_request_id = $2 and p.pilot_id = $1"#,
        pilot.0,
        id.0,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    let target = match to {
        LinkTo::Feature(arm) => Some(arm),
        LinkTo::Nothing | LinkTo::Rule => None,
    };
    let theirs = |arm: Arm| of.is_none_or(|of| of.contains(&arm));
    if !target.into_iter().chain(old.arm).all(theirs) || of.is_some() && target.is_none() && old.arm.is_none() {
        return Err(Error::refused(
            "You can link pull requests to your own arm's feature, and take them out of it. Ask the sponsor for others.",
        ));
    }
    let was = old.linked_by_hand.then(|| old.arm.map_or("none", Arm::as_str));
    let reason = reason.trim();
    if was.is_some() && reason.is_empty() {
        return Err(Error::refused(
            "Somebody linked it by hand before. Say why that changes.",
        ));
    }
    let to_feature = match target {
        Some(arm) => Some(feature(&mut change, pilot, arm).await?),
        None => None,
    };
    sqlx::query!(
        "update pull_request set feature_id = $3, linked_by_hand = $4 where pull_request_id = $2 and pilot_id = $1",
        pilot.0,
        id.0,
        to_feature,
        to != LinkTo::Rule,
    )
    .execute(&mut *change)
    .await?;
    crate::github::relink(&mut change, pilot).await?;
    let to = match to {
        LinkTo::Feature(arm) => arm.as_str(),
        LinkTo::Nothing => "none",
        LinkTo::Rule => "rule",
    };
    let event = event::Data::Link {
        repository: old.repository,
        number: old.number,
        to: to.into(),
        was: was.map(str::to_owned),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
    };
    change.commit(event).await
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
               (select count(*) from pull_request_fact c where c.pull_request_id = p.pull_request_id) as "facts!"
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
    });
    Ok((listed.collect(), all))
}
