//! Features, and what was entered for them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::PilotId;
use domain::person::Arm;
use sqlx::PgPool;

use crate::Result;

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

/// The features of a pilot, with what was entered for them, and how many received commits belong to none.
pub(super) async fn features(pool: &PgPool, pilot: PilotId) -> Result<(Vec<Feature>, i64)> {
    let rows = sqlx::query!(
        r#"select u.unlinked as "unlinked!", f.arm as "arm?: Arm", f.name as "name?", f.metric_name as "metric_name?",
               f.metric_unit as "metric_unit?", f.shipped_on as "shipped_on?", f.shipped_evidence as "shipped_evidence?",
               p.points as "points!", p.first_on, p.last_on, p.outside as "outside!", c.commits as "commits!", c.first_commit_at
           from (select count(*) as unlinked from received_commit where pilot_id = $1 and feature_id is null) u
           left join feature f on f.pilot_id = $1
           cross join lateral (select count(v.day) as points, min(v.day) as first_on, max(v.day) as last_on,
                   count(*) filter (where v.day is null and o.value is not null) as outside
               from outcome_point o left join outcome_value v using (outcome_point_id)
               where o.feature_id = f.feature_id
                   and not exists (select from outcome_point c where c.corrects = o.outcome_point_id)) p
           cross join lateral (select count(*) as commits, min(received_at) as first_commit_at
               from received_commit r where r.pilot_id = f.pilot_id and r.feature_id = f.feature_id) c
           order by f.arm"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    let unlinked = rows.first().map_or(0, |row| row.unlinked);
    // Without a feature there is one row, which says how many commits there are.
    let features = rows.into_iter().filter_map(|r| {
        Some(Feature {
            arm: r.arm?,
            name: r.name?,
            metric: format!("{} ({})", r.metric_name?, r.metric_unit?),
            shipped: r.shipped_on.zip(r.shipped_evidence),
            points: r.points,
            first_on: r.first_on,
            last_on: r.last_on,
            outside: r.outside,
            commits: r.commits,
            first_commit_at: r.first_commit_at,
        })
    });
    Ok((features.collect(), unlinked))
}
