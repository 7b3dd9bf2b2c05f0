//! Incidents: what went against the no-go list, or touched a file that nothing should have.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId};
use domain::incident::{Incident, Touched, happened};
use domain::terms::Terms;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::change::Change;
use crate::{Error, Result};

/// An incident as it was recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its row.
    pub id: i64,
    /// What went wrong.
    pub incident: Incident,
    /// Who recorded it.
    pub by: PersonId,
    /// Why it was withdrawn, and by whom.
    pub withdrawn: Option<(String, String)>,
}

/// The incidents of a pilot, and the no-go list that they are held against.
#[derive(Clone, Debug)]
pub struct Log {
    /// The statements, as they were signed.
    pub no_go: Vec<String>,
    /// What was recorded, the newest first.
    pub incidents: Vec<Recorded>,
}

/// The incidents of a pilot.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn log(pool: &PgPool, pilot: PilotId) -> Result<Log> {
    let rows = sqlx::query!(
        r#"select i.incident_id as id, i.happened_at as at, i.no_go, i.file, i.what, i.done,
               r.repository || '#' || r.number as pull_request, i.recorded_by as "by: PersonId", p.name,
               w.reason as "reason?", q.name as "withdrawn_by?"
           from incident i join person p on p.person_id = i.recorded_by
           left join pull_request r using (pull_request_id)
           left join incident_withdrawal w using (incident_id)
           left join person q on q.person_id = w.withdrawn_by
           where i.pilot_id = $1 order by i.happened_at desc, i.incident_id desc"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    let incidents = rows.into_iter().map(|row| {
        Ok(Recorded {
            id: row.id,
            incident: Incident {
                at: row.at,
                touched: touched(row.no_go, row.file)?,
                what: row.what,
                done: row.done,
                pull_request: row.pull_request,
                by: row.name,
            },
            by: row.by,
            withdrawn: row.reason.zip(row.withdrawn_by),
        })
    });
    Ok(Log {
        incidents: incidents.collect::<Result<_>>()?,
        no_go: no_go(&mut *pool.acquire().await?, pilot).await?,
    })
}

/// What an incident went against, from its row.
pub(crate) fn touched(no_go: Option<String>, file: Option<String>) -> Result<Touched> {
    match (no_go, file) {
        (Some(statement), None) => Ok(Touched::NoGo(statement)),
        (None, Some(path)) => Ok(Touched::File(path)),
        _ => Err(Error::inconsistent("incident", "it touches nothing, or two things")),
    }
}

/// The no-go list that a pilot started with; empty before.
async fn no_go(connection: &mut PgConnection, pilot: PilotId) -> Result<Vec<String>> {
    let terms = sqlx::query_scalar!(
        r#"select r.terms as "terms: Json<Terms>" from pilot_start s
           join revision r on r.pilot_id = s.pilot_id and r.number = s.revision_number where s.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_optional(connection)
    .await?;
    Ok(terms.map_or_else(Vec::new, |terms| terms.0.no_go))
}

/// What an incident went against, as somebody says it.
#[derive(Clone, Copy, Debug)]
pub enum Against<'a> {
    /// A statement of the no-go list, by its position from 1.
    NoGo(usize),
    /// A file or folder.
    File(&'a str),
}

/// What somebody records.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What it went against.
    pub against: Against<'a>,
    /// What happened.
    pub what: &'a str,
    /// What was done about it.
    pub done: &'a str,
    /// Repository and number of the pull request, where it was one.
    pub pull_request: Option<(&'a str, i32)>,
}

/// Records an incident. One that stands already, word for word and by the same person, is that one: a form sent twice.
///
/// # Errors
/// [`Error::NotFound`] when the no-go list has no such statement; [`Error::Refused`] when it is still to come, the pull request
/// is not known, or the pilot has not started or is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn record(pool: &PgPool, pilot: PilotId, person: PersonId, new: New<'_>, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now)
        .await?
        .after_start()?
        .undecided()?;
    happened(new.at, change.now()).map_err(Error::refused)?;
    let touched = match new.against {
        Against::File(path) => Touched::File(path.to_owned()),
        Against::NoGo(position) => {
            let statements = no_go(&mut change, pilot).await?;
            let statement = position.checked_sub(1).and_then(|at| statements.get(at));
            Touched::NoGo(statement.ok_or(Error::NotFound)?.clone())
        }
    };
    let pull = match new.pull_request {
        Some((repository, number)) => Some(known(&mut change, pilot, (repository, number)).await?),
        None => None,
    };
    let (statement, file) = match &touched {
        Touched::NoGo(statement) => (Some(statement), None),
        Touched::File(path) => (None, Some(path)),
    };
    let pull_id = pull.as_ref().map(|(id, _)| *id);
    let stands = sqlx::query_scalar!(
        r#"select exists (select from incident i where i.pilot_id = $1 and i.happened_at = $2
               and i.no_go is not distinct from $3 and i.file is not distinct from $4 and i.what = $5 and i.done = $6
               and i.pull_request_id is not distinct from $7 and i.recorded_by = $8
               and not exists (select from incident_withdrawal w where w.incident_id = i.incident_id)) as "stands!""#,
        pilot.0,
        new.at,
        statement,
        file,
        new.what,
        new.done,
        pull_id,
        person.0,
    )
    .fetch_one(&mut *change)
    .await?;
    if stands {
        return Ok(());
    }
    let id = sqlx::query_scalar!(
        "insert into incident (pilot_id, happened_at, no_go, file, what, done, pull_request_id, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning incident_id",
        pilot.0,
        new.at,
        statement,
        file,
        new.what,
        new.done,
        pull_id,
        person.0,
        change.now(),
    )
    .fetch_one(&mut *change)
    .await?;
    let event = event::Incident::Record {
        incident: id.into(),
        touched: touched.words(),
        at: new.at.into(),
        what: new.what.to_owned().into(),
        done: new.done.to_owned().into(),
        pull_request: pull.map(|(_, name)| name).into(),
    };
    change.commit(event).await
}

/// A pull request that the pilot knows: its row, and what it is called.
async fn known(change: &mut Change<'_>, pilot: PilotId, (repository, number): (&str, i32)) -> Result<(i64, String)> {
    let row = sqlx::query!(
        r#"select pull_request_id as id, repository || '#' || number as "name!" from pull_request
           where pilot_id = $1 and lower(repository) = lower($2) and number = $3"#,
        pilot.0,
        repository,
        number,
    )
    .fetch_optional(&mut **change)
    .await?;
    let row = row.ok_or_else(|| Error::refused(format!("{repository}#{number} is not known here.")))?;
    Ok((row.id, row.name))
}

/// Withdraws an incident: it stays to be read, and counts no more. Whoever recorded it does that, and nobody else.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such incident; [`Error::Refused`] when somebody else recorded it, it is withdrawn
/// already, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn withdraw(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (id, reason): (i64, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let row = sqlx::query!(
        r#"select i.no_go, i.file, i.recorded_by as "by: PersonId", exists (
               select from incident_withdrawal w where w.incident_id = i.incident_id) as "withdrawn!"
           from incident i where i.pilot_id = $1 and i.incident_id = $2"#,
        pilot.0,
        id,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    if row.by != person {
        return Err(Error::refused(
            "Whoever recorded an incident withdraws it, and nobody else.",
        ));
    }
    if row.withdrawn {
        return Err(Error::refused("It is withdrawn already."));
    }
    sqlx::query!(
        "insert into incident_withdrawal (incident_id, reason, withdrawn_by, withdrawn_at) values ($1, $2, $3, $4)",
        id,
        reason,
        person.0,
        change.now(),
    )
    .execute(&mut *change)
    .await?;
    let event = event::Incident::Withdraw {
        incident: id.into(),
        touched: touched(row.no_go, row.file)?.words(),
        reason: reason.to_owned().into(),
    };
    change.commit(event).await
}
