//! The features of both arms.

use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event;
use domain::feature::{Direction, PrimaryMetric};
use domain::ids::{PersonId, PilotId};
use domain::person::Arm;
use domain::pilot::{Feature, Known};
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::moment::{columns, moment};
use crate::{Error, Result};

/// Enters the feature of an arm, in place of what was there. An idea that changes counts as entered
/// at `now`; otherwise the earlier entry stands, whatever `feature.idea_entered_at` says.
///
/// # Errors
/// [`Error::Refused`] after the start, or when the other arm uses the same flag or login.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn save(pool: &PgPool, pilot: PilotId, feature: &Feature, by: PersonId, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, by, now).await?.before_start()?;
    if let Some(other) = list_in(&mut change, pilot)
        .await?
        .into_iter()
        .find(|other| other.arm != feature.arm)
    {
        if other.flag_key == feature.flag_key {
            return Err(Error::refused(
                "The other arm uses this flag key. Each feature needs its own.",
            ));
        }
        let is_theirs = |login: &str| other.logins().any(|one| one.eq_ignore_ascii_case(login));
        if feature.logins().any(is_theirs) {
            return Err(Error::refused(
                "The other arm's PM has this GitHub login. Each PM needs their own.",
            ));
        }
    }
    let (idea_at, idea_on) = columns(feature.idea);
    let metric = &feature.primary_metric;
    sqlx::query!(
        "insert into feature (pilot_id, arm, name, surface, brief, idea_at, idea_on, idea_evidence, idea_entered_at,
             flag_key, github_login, metric_name, metric_unit, metric_source, metric_direction, metric_read_on,
             metric_window_days, more_logins, branch_pattern, label)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         on conflict on constraint feature_one_per_arm do update set
             name = excluded.name, surface = excluded.surface, brief = excluded.brief,
             idea_entered_at = case
                 when feature.idea_at is not distinct from excluded.idea_at
                     and feature.idea_on is not distinct from excluded.idea_on
                 then feature.idea_entered_at else excluded.idea_entered_at end,
             idea_at = excluded.idea_at, idea_on = excluded.idea_on, idea_evidence = excluded.idea_evidence,
             flag_key = excluded.flag_key, github_login = excluded.github_login, more_logins = excluded.more_logins,
             branch_pattern = excluded.branch_pattern, label = excluded.label,
             metric_name = excluded.metric_name, metric_unit = excluded.metric_unit,
             metric_source = excluded.metric_source, metric_direction = excluded.metric_direction,
             metric_read_on = excluded.metric_read_on, metric_window_days = excluded.metric_window_days",
        pilot.0,
        feature.arm.as_str(),
        feature.name,
        feature.surface,
        feature.brief,
        idea_at,
        idea_on,
        feature.idea_evidence,
        now,
        feature.flag_key,
        feature.github_login,
        metric.name,
        metric.unit,
        metric.source,
        metric.direction.as_str(),
        metric.read_on,
        i32::from(metric.window_days),
        &feature.more_logins,
        feature.known_by.branch,
        feature.known_by.label,
    )
    .execute(&mut *change)
    .await?;
    // Facts that came before the feature find it now.
    crate::github::relink(&mut change, pilot).await?;
    let event = event::People::SaveFeature {
        arm: feature.arm,
        name: feature.name.clone(),
        surface: feature.surface.clone().into(),
        brief: feature.brief.clone().into(),
        idea: feature.idea.into(),
        idea_evidence: feature.idea_evidence.clone().into(),
        flag_key: feature.flag_key.clone().into(),
        github_login: feature.github_login.clone().into(),
        more_logins: feature.more_logins.clone(),
        branch_pattern: feature.known_by.branch.clone(),
        label: feature.known_by.label.clone(),
        primary_metric: metric.clone().into(),
    };
    change.commit(event).await
}

/// The enrolled features, new model first.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list(pool: &PgPool, pilot: PilotId) -> Result<Vec<Feature>> {
    list_in(&mut *pool.acquire().await?, pilot).await
}

/// A feature as a statement gives it, alone or within the row of its pilot: fields in the order of the statement.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(crate) struct FeatureRow {
    pub(crate) arm: Arm,
    pub(crate) name: String,
    pub(crate) surface: String,
    pub(crate) brief: String,
    pub(crate) idea_at: Option<DateTime<Utc>>,
    pub(crate) idea_on: Option<NaiveDate>,
    pub(crate) idea_evidence: String,
    pub(crate) idea_entered_at: DateTime<Utc>,
    pub(crate) flag_key: String,
    pub(crate) github_login: String,
    pub(crate) more_logins: Vec<String>,
    pub(crate) metric_name: String,
    pub(crate) metric_unit: String,
    pub(crate) metric_source: String,
    pub(crate) metric_direction: String,
    pub(crate) metric_read_on: NaiveDate,
    pub(crate) metric_window_days: i32,
    pub(crate) branch_pattern: String,
    pub(crate) label: String,
}

impl TryFrom<FeatureRow> for Feature {
    type Error = Error;

    fn try_from(row: FeatureRow) -> Result<Self> {
        Ok(Self {
            arm: row.arm,
            name: row.name,
            surface: row.surface,
            brief: row.brief,
            idea: moment(row.idea_at, row.idea_on, "feature")?,
            idea_evidence: row.idea_evidence,
            idea_entered_at: row.idea_entered_at,
            flag_key: row.flag_key,
            github_login: row.github_login,
            primary_metric: PrimaryMetric {
                name: row.metric_name,
                unit: row.metric_unit,
                source: row.metric_source,
                direction: Direction::parse(&row.metric_direction)
                    .ok_or_else(|| Error::inconsistent("feature", row.metric_direction))?,
                read_on: row.metric_read_on,
                window_days: u16::try_from(row.metric_window_days).map_err(|e| Error::inconsistent("feature", e))?,
            },
            more_logins: row.more_logins,
            known_by: Known {
                branch: row.branch_pattern,
                label: row.label,
            },
        })
    }
}

pub(crate) async fn list_in(tx: &mut PgConnection, pilot: PilotId) -> Result<Vec<Feature>> {
    sqlx::query_as!(
        FeatureRow,
        r#"select arm as "arm: Arm", name, surface, brief, idea_at, idea_on, idea_evidence, idea_entered_at, flag_key,
               github_login, more_logins, metric_name, metric_unit, metric_source, metric_direction, metric_read_on,
               metric_window_days, branch_pattern, label
           from feature where pilot_id = $1 order by arm"#,
        pilot.0,
    )
    .fetch_all(tx)
    .await?
    .into_iter()
    .map(Feature::try_from)
    .collect()
}
