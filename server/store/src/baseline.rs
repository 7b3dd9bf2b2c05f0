//! The baseline: features shipped in the old model before the pilot.

mod past;

use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::event;
use domain::calendar::Moment;
use domain::ids::{BaselineFeatureId, PersonId, PilotId};
use domain::metric::{BaselineFeature, BaselinePr};
use domain::terms::Terms;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::moment::{columns, moment};
use crate::proposal::newest_terms;
use crate::{Error, Result};

pub use past::{Candidate, candidates, numbered};

/// A baseline feature as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Where its dates can be checked.
    pub evidence: String,
    /// When the idea was recorded.
    pub idea: Moment,
    /// When its first commit was made.
    pub first_commit: Moment,
    /// When it reached users.
    pub shipped_on: NaiveDate,
    /// Its pull requests.
    pub pull_requests: Vec<BaselinePr>,
}

/// Enters a baseline feature at a position from 1, in place of what was there.
///
/// # Errors
/// [`Error::Refused`] after the start; [`Error::NotFound`] for a position the terms do not have.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn save(
    pool: &PgPool,
    pilot: PilotId,
    position: u8,
    entry: &Entry,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, by, now).await?.before_start()?;
    let needed = needed(&mut change, pilot).await?;
    if !(1..=needed.unwrap_or(0)).contains(&position) {
        return Err(Error::NotFound);
    }
    let (idea_at, idea_on) = columns(entry.idea);
    let (first_commit_at, first_commit_on) = columns(entry.first_commit);
    sqlx::query!(
        "insert into baseline_feature (pilot_id, position, name, evidence, idea_at, idea_on, first_commit_at,
             first_commit_on, shipped_on, pull_requests, entered_by, entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict on constraint baseline_feature_position_unique do update set
             name = excluded.name, evidence = excluded.evidence, idea_at = excluded.idea_at,
             idea_on = excluded.idea_on, first_commit_at = excluded.first_commit_at,
             first_commit_on = excluded.first_commit_on, shipped_on = excluded.shipped_on,
             pull_requests = excluded.pull_requests, entered_by = excluded.entered_by,
             entered_at = excluded.entered_at",
        pilot.0,
        i32::from(position),
        entry.name,
        entry.evidence,
        idea_at,
        idea_on,
        first_commit_at,
        first_commit_on,
        entry.shipped_on,
        Json(&entry.pull_requests) as _,
        by.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    let event = event::People::SaveBaseline {
        position,
        name: entry.name.clone(),
        evidence: entry.evidence.clone().into(),
        idea: entry.idea.into(),
        first_commit: entry.first_commit.into(),
        shipped_on: entry.shipped_on.into(),
        pull_requests: entry.pull_requests.clone().into(),
    };
    change.commit(event).await
}

/// How many features the newest terms ask for; `None` while they do not say.
async fn needed(tx: &mut PgConnection, pilot: PilotId) -> Result<Option<u8>> {
    Ok(newest_terms(tx, pilot)
        .await?
        .and_then(|(_, terms)| terms.baseline_features))
}

/// The baseline features entered, each with its position from 1.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list(pool: &PgPool, pilot: PilotId) -> Result<Vec<(u8, BaselineFeature)>> {
    list_in(&mut *pool.acquire().await?, pilot).await
}

pub(crate) async fn list_in(tx: &mut PgConnection, pilot: PilotId) -> Result<Vec<(u8, BaselineFeature)>> {
    let rows = sqlx::query!(
        r#"select baseline_feature_id as "id: BaselineFeatureId", position, f.name, evidence, idea_at, idea_on,
               first_commit_at, first_commit_on, shipped_on, pull_requests as "pull_requests: Json<Vec<BaselinePr>>",
               p.name as by
           from baseline_feature f join person p on p.person_id = f.entered_by where pilot_id = $1 order by position"#,
        pilot.0,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|r| {
            let position = u8::try_from(r.position).map_err(|e| Error::inconsistent("baseline_feature", e))?;
            Ok((
                position,
                BaselineFeature {
                    id: r.id,
                    name: r.name,
                    evidence: r.evidence,
                    idea: moment(r.idea_at, r.idea_on, "baseline_feature")?,
                    first_commit: moment(r.first_commit_at, r.first_commit_on, "baseline_feature")?,
                    shipped_on: r.shipped_on,
                    pull_requests: r.pull_requests.0,
                    entered_by: Some(r.by),
                },
            ))
        })
        .collect()
}

/// Everything the baseline pages show.
#[derive(Clone, Debug)]
pub struct BaselinePage {
    /// The newest terms; `None` without a revision.
    pub terms: Option<Terms>,
    /// The features entered, each with its position from 1.
    pub features: Vec<(u8, BaselineFeature)>,
}

impl BaselinePage {
    /// The feature at a position.
    pub fn at(&self, position: u8) -> Option<&BaselineFeature> {
        self.features
            .iter()
            .find(|(at, _)| *at == position)
            .map(|(_, feature)| feature)
    }

    /// The first position that the terms ask for and nobody has entered.
    pub fn missing(&self) -> Option<u8> {
        let needed = self.terms.as_ref()?.baseline_features.unwrap_or(0);
        (1..=needed).find(|position| self.at(*position).is_none())
    }
}

/// The baseline of a pilot.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId) -> Result<BaselinePage> {
    let mut connection = pool.acquire().await?;
    Ok(BaselinePage {
        terms: newest_terms(&mut connection, pilot).await?.map(|(_, terms)| terms),
        features: list_in(&mut connection, pilot).await?,
    })
}
