//! The start of a pilot: what is missing before it, and what froze with it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::activity::event;
use domain::calendar::{SurveyWeek, Window, survey_week};
use domain::criterion::named;
use domain::ids::{PersonId, PilotId};
use domain::metric::BaselineFeature;
use domain::pilot::{Blocker, Feature, SignedZone, StartFacts, start_blockers};
use domain::programme::{chances, lost};
use domain::proposal::RevisionNumber;
use domain::readout::digest;
use domain::terms::{AgreedTerms, DEFINITIONS, Terms};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::survey::survey_week as survey_week_of;
use crate::{Error, Result, baseline, counting, pilot, programme, zone};

/// The survey weeks of a start at `now`, one for each week of the terms.
pub fn weeks(terms: &AgreedTerms, now: DateTime<Utc>, zone: Tz, window: Option<Window>) -> Vec<SurveyWeek> {
    let weeks = 1..=terms.weeks;
    weeks.map(|number| survey_week(now, zone, number, window)).collect()
}

/// What a start freezes. Its JSON is the text that is hashed.
#[derive(Serialize)]
struct Frozen {
    definitions: u32,
    pilot: String,
    zone_of_time: Tz,
    started_at: DateTime<Utc>,
    revision: Value,
    terms: AgreedTerms,
    zone: Value,
    members: Vec<Value>,
    features: Vec<Feature>,
    baseline: Vec<BaselineFeature>,
    survey_weeks: Vec<SurveyWeek>,
    /// Bots and holidays in words; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counting: Vec<String>,
    /// The criteria that could not be met any more; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    although: Vec<u8>,
}

/// What a frozen text says of criteria that could not be met any more.
#[derive(Deserialize)]
struct Although {
    #[serde(default)]
    although: Vec<u8>,
}

/// Starts a pilot: schedules the survey weeks and freezes terms, zone, people, features, baseline and
/// definitions, with the hash of them all. Gives the hash, hex. `although` are the criteria that whoever starts it knows to be
/// lost: with any other that cannot be met any more, it is not started.
///
/// # Errors
/// [`Error::Refused`] when something is missing, a criterion is lost, or the pilot was started already.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn start(pool: &PgPool, pilot: PilotId, although: &[u8], by: PersonId, now: DateTime<Utc>) -> Result<String> {
    let mut change = Change::begin(pool, pilot, by, now).await?.before_start()?;
    let (now, zone) = (change.now(), change.zone()?);
    let known = pilot::facts_in(&mut change, pilot).await?;
    let facts = known.start_facts(now);
    let blockers = start_blockers(&facts);
    if !blockers.is_empty() {
        let sentences: Vec<_> = blockers.iter().map(Blocker::sentence).collect();
        return Err(Error::refused(sentences.join(" ")));
    }
    let approved = facts.life.request.map(|request| request.revision);
    let (
        Some(revision),
        Some(SignedZone {
            version: zone_version, ..
        }),
        Some(Ok(terms)),
    ) = (approved, facts.zone, facts.terms.as_ref().map(Terms::agreed))
    else {
        return Err(Error::inconsistent(
            "pilot",
            "nothing blocks the start, yet something is missing",
        ));
    };
    let lost = lost(&chances(
        &programme::load_in(&mut change, pilot).await?,
        known.survey_window,
        now,
    ));
    if lost.iter().any(|number| !although.contains(number)) {
        return Err(Error::refused(format!(
            "The pilot was not started: {} cannot be met any more.",
            named(&lost)
        )));
    }
    let baseline_features = terms.baseline_features;
    let weeks = weeks(&terms, now, zone, known.survey_window);
    for week in &weeks {
        sqlx::query!(
            "insert into survey_week (pilot_id, number, opens_at, closes_at, begins_at, ends_at)
             values ($1, $2, $3, $4, $5, $6)",
            pilot.0,
            i32::from(week.number),
            week.opens_at,
            week.closes_at,
            week.begins_at,
            week.ends_at,
        )
        .execute(&mut *change)
        .await?;
    }
    let frozen = Frozen {
        definitions: DEFINITIONS,
        pilot: known.name.clone(),
        zone_of_time: zone,
        started_at: now,
        revision: frozen_revision(&mut change, pilot, revision).await?,
        terms,
        zone: frozen_zone(&mut change, &known, zone_version).await?,
        members: frozen_members(&mut change, pilot).await?,
        features: facts.features,
        baseline: baseline::list_in(&mut change, pilot)
            .await?
            .into_iter()
            .filter(|(position, _)| *position <= baseline_features)
            .map(|(_, feature)| feature)
            .collect(),
        survey_weeks: weeks,
        counting: counting::list_in(&mut change, pilot)
            .await?
            .iter()
            .map(|entry| entry.counts.words())
            .collect(),
        although: lost.clone(),
    };
    let frozen = serde_json::to_string(&frozen).map_err(|e| Error::inconsistent("pilot_start", e))?;
    let digest = digest(&frozen);
    sqlx::query!(
        "insert into pilot_start (pilot_id, started_at, started_by, revision_number, zone_version, frozen, digest)
         values ($1, $2, $3, $4, $5, $6, $7)",
        pilot.0,
        now,
        by.0,
        revision,
        zone_version,
        frozen,
        digest,
    )
    .execute(&mut *change)
    .await?;
    let event = event::Start::Begin {
        digest: digest.clone().into(),
        revision: RevisionNumber(revision),
        zone_version,
        although: lost,
    };
    change.commit(event).await?;
    Ok(digest)
}

async fn frozen_revision(tx: &mut PgConnection, pilot: PilotId, number: i32) -> Result<Value> {
    let digest = sqlx::query_scalar!(
        "select digest from revision where pilot_id = $1 and number = $2",
        pilot.0,
        number
    )
    .fetch_one(tx)
    .await?;
    Ok(json!({ "number": number, "digest": digest }))
}

async fn frozen_zone(tx: &mut PgConnection, known: &pilot::Facts, number: i32) -> Result<Value> {
    let version = zone::version(tx, known, number).await?;
    Ok(json!({ "version": number, "digest": version.digest.as_str(), "items": version.items }))
}

async fn frozen_members(tx: &mut PgConnection, pilot: PilotId) -> Result<Vec<Value>> {
    let rows = sqlx::query!(
        "select m.person_id, p.name, m.role, m.arm, m.pm_id from member m join person p using (person_id)
         where m.pilot_id = $1 and m.role <> 'observer' order by m.role, m.arm, m.person_id",
        pilot.0,
    )
    .fetch_all(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let mut member = json!({ "person": r.person_id, "name": r.name, "role": r.role, "arm": r.arm });
            // Said only where it was, as frozen texts always had it.
            if let Some(pm) = r.pm_id {
                member["pm"] = json!(pm);
            }
            member
        })
        .collect())
}

/// A start, as recorded.
#[derive(Clone, Debug)]
pub struct Started {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// The revision whose terms froze.
    pub revision: i32,
    /// The zone version that froze.
    pub zone_version: i32,
    /// The exact text that froze.
    pub frozen: String,
    /// Its SHA-256, hex.
    pub digest: String,
    /// The survey weeks.
    pub weeks: Vec<SurveyWeek>,
    /// The criteria that could not be met any more then.
    pub although: Vec<u8>,
}

/// The start of a pilot; `None` before it.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn started(pool: &PgPool, pilot: PilotId) -> Result<Option<Started>> {
    let Some(row) = sqlx::query!(
        r#"select s.started_at, p.name, s.revision_number, s.zone_version, s.frozen, s.digest,
               array(select w.number from survey_week w where w.pilot_id = $1 order by w.number) as "weeks!",
               array(select w.opens_at from survey_week w where w.pilot_id = $1 order by w.number) as "opens!",
               array(select w.closes_at from survey_week w where w.pilot_id = $1 order by w.number) as "closes!",
               array(select w.begins_at from survey_week w where w.pilot_id = $1 order by w.number)
                   as "begins!: Vec<Option<DateTime<Utc>>>",
               array(select w.ends_at from survey_week w where w.pilot_id = $1 order by w.number)
                   as "ends!: Vec<Option<DateTime<Utc>>>"
           from pilot_start s join person p on p.person_id = s.started_by where s.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_optional(pool)
    .await?
    else {
        return Ok(None);
    };
    if digest(&row.frozen) != row.digest {
        return Err(Error::inconsistent(
            "pilot_start",
            "the hash does not fit the frozen text",
        ));
    }
    let Although { although } = serde_json::from_str(&row.frozen).map_err(|e| Error::inconsistent("pilot_start", e))?;
    let open = row.opens.into_iter().zip(row.closes);
    let whole = row.begins.into_iter().zip(row.ends);
    let weeks = row.weeks.into_iter().zip(open.zip(whole));
    let weeks = weeks
        .map(|(number, (open, whole))| survey_week_of(number, open, whole))
        .collect::<Result<_>>()?;
    Ok(Some(Started {
        at: row.started_at,
        by: row.name,
        revision: row.revision_number,
        zone_version: row.zone_version,
        frozen: row.frozen,
        digest: row.digest,
        weeks,
        although,
    }))
}

/// Everything the start page shows.
#[derive(Clone, Debug)]
pub struct StartPage {
    /// The start, once it happened.
    pub started: Option<Started>,
    /// What is missing before it; nothing after it.
    pub blockers: Vec<Blocker>,
    /// What it rests on.
    pub facts: StartFacts,
}

/// The start page of a pilot at `now`.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, known: &pilot::Facts, now: DateTime<Utc>) -> Result<StartPage> {
    let facts = known.start_facts(now);
    let started = match known.start {
        Some(_) => started(pool, known.pilot_id).await?,
        None => None,
    };
    let blockers = if started.is_some() {
        Vec::new()
    } else {
        start_blockers(&facts)
    };
    Ok(StartPage {
        started,
        blockers,
        facts,
    })
}
