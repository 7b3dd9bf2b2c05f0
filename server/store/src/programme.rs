//! The programme of a pilot: everything its numbers rest on, read in one statement, so that all of
//! it comes from one moment of the database.

use chrono::{DateTime, Utc};
use domain::ids::PilotId;
use domain::programme::Programme;
use domain::terms::{AgreedTerms, TermName, Terms};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::{Error, Result};

/// What the pages of metrics show.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The pilot's live version: what is shown is at least as new.
    pub version: i64,
    /// What the numbers rest on.
    pub programme: Programme,
    /// The start, once the pilot has started.
    pub start: Option<Start>,
}

/// When and under what hash a pilot was registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// When.
    pub at: DateTime<Utc>,
    /// The revision whose terms count.
    pub revision: i32,
    /// SHA-256 of everything that froze, in hexadecimal.
    pub digest: String,
}

/// The programme with its version and its start.
///
/// # Errors
/// As [`load`].
pub async fn sheet(pool: &PgPool, pilot: PilotId) -> Result<Sheet> {
    // The version first: a change in between makes the page look older than it is, never newer.
    let versions = crate::live::versions(pool, &[pilot.0]).await?;
    let start = sqlx::query_as!(
        Start,
        "select started_at as at, revision_number as revision, digest from pilot_start where pilot_id = $1",
        pilot.0,
    )
    .fetch_optional(pool)
    .await?;
    Ok(Sheet {
        version: versions.first().map_or(0, |(_, version)| *version),
        programme: load(pool, pilot).await?,
        start,
    })
}

/// The programme as the database holds it now. Terms are those of the started revision; before a
/// start, of the newest one.
///
/// # Errors
/// [`Error::NotFound`] without such a pilot. [`Error::Refused`] before a start while the newest
/// terms are not complete: the sentence names what is missing. Otherwise when the database fails
/// or holds an impossible row.
pub async fn load(pool: &PgPool, pilot: PilotId) -> Result<Programme> {
    load_in(&mut *pool.acquire().await?, pilot).await
}

/// [`load`] inside the caller's transaction, for freezing it.
///
/// # Errors
/// As [`load`].
pub async fn load_in(connection: &mut PgConnection, pilot: PilotId) -> Result<Programme> {
    let row = sqlx::query!(
        r#"
        with pulls as (
            select p.feature_id, p.pull_request_id, jsonb_build_object(
                'id', p.pull_request_id,
                'repository', p.repository,
                'number', p.number,
                'title', p.title,
                'url', p.url,
                'author', jsonb_build_object('login', p.author_login, 'is_bot_type', p.author_is_bot),
                'head_branch', p.head_branch,
                'facts', coalesce((
                    select jsonb_agg(jsonb_build_object(
                        'at', c.at, 'arrival', c.fact_id, 'kind', c.kind, 'source', c.source) order by c.fact_id)
                    from pull_request_fact c where c.pull_request_id = p.pull_request_id), '[]')) as pull
            from pull_request p
            where p.pilot_id = $1 and p.feature_id is not null
        ), arms as (
            select f.arm, jsonb_build_object(
                'id', f.feature_id,
                'arm', f.arm,
                'pm_name', pms.people -> 0 ->> 'name',
                'pm', pms.people -> 0 -> 'person',
                'more_pms', pms.people - 0,
                'github_login', f.github_login,
                'name', f.name,
                'surface', f.surface,
                'idea', case when f.idea_at is not null
                    then jsonb_build_object('kind', 'instant', 'at', f.idea_at)
                    else jsonb_build_object('kind', 'date', 'at', f.idea_on) end,
                'idea_entered_at', f.idea_entered_at,
                'first_received', (
                    select jsonb_build_object('at', r.received_at, 'sha', r.sha)
                    from received_commit r where r.pilot_id = $1 and r.feature_id = f.feature_id
                    order by r.received_at, r.sha limit 1),
                'author_dates', coalesce((
                    select jsonb_agg(r.authored_at order by r.authored_at)
                    from received_commit r
                    where r.pilot_id = $1 and r.feature_id = f.feature_id and r.authored_at is not null), '[]'),
                'flag_key', f.flag_key,
                'primary_metric', jsonb_build_object(
                    'name', f.metric_name,
                    'unit', f.metric_unit,
                    'source', f.metric_source,
                    'direction', f.metric_direction,
                    'read_on', f.metric_read_on,
                    'window_days', f.metric_window_days),
                'shipped', case when f.shipped_on is not null
                    then jsonb_build_object('on', f.shipped_on, 'evidence', f.shipped_evidence) end,
                'points', coalesce((
                    select jsonb_agg(jsonb_build_object('on', o.day, 'value', o.value, 'source', o.source) order by o.day)
                    from outcome_point o where o.feature_id = f.feature_id), '[]'),
                'pull_requests', coalesce((
                    select jsonb_agg(u.pull order by u.pull_request_id)
                    from pulls u where u.feature_id = f.feature_id), '[]')) as feature
            from feature f
            join lateral (
                select jsonb_agg(jsonb_build_object('person', m.person_id, 'name', p.name)
                    order by m.added_at, m.person_id) as people
                from member m join person p using (person_id)
                where m.pilot_id = f.pilot_id and m.role = 'pilot_pm' and m.arm = f.arm) pms on pms.people is not null
            where f.pilot_id = $1
        )
        select
            s.pilot_id is not null as "started!",
            t.terms as "terms?: Json<Terms>",
            jsonb_build_object(
                'pilot_name', p.name,
                'zone', p.zone,
                'started_at', s.started_at,
                'ended_at', (select max(w.closes_at) from survey_week w where w.pilot_id = p.pilot_id),
                'new_model', (select a.feature from arms a where a.arm = 'new_model'),
                'old_model', (select a.feature from arms a where a.arm = 'old_model'),
                'baseline', coalesce((
                    select jsonb_agg(jsonb_build_object(
                        'id', b.baseline_feature_id,
                        'name', b.name,
                        'evidence', b.evidence,
                        'idea', case when b.idea_at is not null
                            then jsonb_build_object('kind', 'instant', 'at', b.idea_at)
                            else jsonb_build_object('kind', 'date', 'at', b.idea_on) end,
                        'first_commit', case when b.first_commit_at is not null
                            then jsonb_build_object('kind', 'instant', 'at', b.first_commit_at)
                            else jsonb_build_object('kind', 'date', 'at', b.first_commit_on) end,
                        'shipped_on', b.shipped_on,
                        'pull_requests', b.pull_requests) order by b.position)
                    from baseline_feature b
                    where b.pilot_id = p.pilot_id and b.position <= (t.terms ->> 'baseline_features')::int), '[]'),
                'survey_weeks', coalesce((
                    select jsonb_agg(jsonb_build_object(
                        'number', w.number, 'opens_at', w.opens_at, 'closes_at', w.closes_at) order by w.number)
                    from survey_week w where w.pilot_id = p.pilot_id), '[]'),
                'answers', coalesce((
                    select jsonb_agg(jsonb_build_object(
                        'person', a.person_id, 'week', a.week, 'score', a.score, 'at', a.answered_at) order by a.answer_id)
                    from answer a where a.pilot_id = p.pilot_id), '[]'),
                'bots', '[]'::jsonb,
                'holidays', '[]'::jsonb,
                'pm_logins', coalesce((
                    select jsonb_agg(l.login order by f.arm, l.place)
                    from feature f, unnest(f.github_login || f.more_logins) with ordinality l (login, place)
                    where f.pilot_id = p.pilot_id and l.login <> ''), '[]'),
                'set_aside', coalesce((
                    select jsonb_agg(q.repository || '#' || q.number order by q.repository, q.number)
                    from pull_request q
                    where q.pilot_id = p.pilot_id and q.linked_by_hand and q.feature_id is null), '[]')
            ) as "facts!: Json<Value>"
        from pilot p
        left join pilot_start s on s.pilot_id = p.pilot_id
        left join lateral (
            select v.terms from revision v
            where v.pilot_id = p.pilot_id and v.number = coalesce(s.revision_number, v.number)
            order by v.number desc limit 1) t on true
        where p.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;

    let terms = agreed(row.terms.map(|terms| terms.0), row.started)?;
    let mut facts = row.facts.0;
    facts["terms"] = serde_json::to_value(terms).map_err(|e| Error::inconsistent("revision", e))?;
    serde_json::from_value(facts).map_err(|e| Error::inconsistent("pilot", e))
}

/// The terms numbers can be computed by.
fn agreed(terms: Option<Terms>, started: bool) -> Result<AgreedTerms> {
    let Some(terms) = terms else {
        return if started {
            Err(Error::inconsistent("pilot_start", "its revision is missing"))
        } else {
            Err(Error::refused(
                "There is no proposal yet, so nothing says what to measure.",
            ))
        };
    };
    terms.agreed().map_err(|missing| {
        let missing = missing.iter().map(TermName::to_string).collect::<Vec<_>>().join("; ");
        if started {
            Error::inconsistent("revision", format!("started without: {missing}"))
        } else {
            Error::refused(format!("The proposal does not say yet: {missing}."))
        }
    })
}
