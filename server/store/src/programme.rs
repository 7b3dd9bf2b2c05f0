//! The programme of a pilot: everything its numbers rest on, one statement for each kind of fact, all of one moment
//! of the database.

pub(crate) mod facts;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::gate::Gate;
use domain::ids::{PersonId, PilotId};
use domain::incident::Incident;
use domain::person::Arm;
use domain::programme::{Amended, Correction, Participated, Programme, Settled, Unreadable, Waived};
use domain::pull_request::PmAccount;
use domain::terms::{AgreedTerms, TermName, Terms};
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};

use crate::counting::{self, Counts};
use crate::incident::touched;
use crate::pilot::zone;
use crate::{Error, Result, baseline, finality, replacement};

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
#[tracing::instrument(level = "debug", skip_all)]
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
        version: versions.first().map_or(0, |(_, version)| version.log),
        programme: load(pool, pilot).await?,
        start,
    })
}

/// The programme as the database holds it now, all of it from one moment. Terms are those of the started revision;
/// before a start, of the newest one. It opens a transaction: call it where no client that goes away drops it.
///
/// # Errors
/// [`Error::NotFound`] without such a pilot. [`Error::Refused`] before a start while the newest
/// terms are not complete: the sentence names what is missing. Otherwise when the database fails
/// or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn load(pool: &PgPool, pilot: PilotId) -> Result<Programme> {
    let mut tx = pool.begin_with(ONE_MOMENT).await?;
    let programme = load_in(&mut tx, pilot).await?;
    tx.commit().await?;
    Ok(programme)
}

/// Everything read in such a transaction is of one moment.
pub(crate) const ONE_MOMENT: &str = "begin isolation level repeatable read, read only";

/// [`load`] inside the caller's transaction, for freezing it. Whoever changes a fact of the pilot waits for the lock on
/// its row, which the caller holds.
///
/// # Errors
/// As [`load`].
#[tracing::instrument(level = "debug", skip_all)]
pub async fn load_in(connection: &mut PgConnection, pilot: PilotId) -> Result<Programme> {
    let frame = sqlx::query!(
        r#"select p.name, p.zone, s.pilot_id is not null as "started!", s.started_at as "started_at?",
               s.zone_version as "zone_version?", s.frozen::json -> 'although' as "although?: Json<Vec<u8>>",
               (select max(coalesce(w.ends_at, w.closes_at)) from survey_week w where w.pilot_id = p.pilot_id) as ended_at,
               array(select (n.criterion, n.state, n.value, n.because, n.noted_at) from finality n
                   where n.pilot_id = p.pilot_id order by n.finality_id) as "settled!: Vec<SettledRow>",
               array(select (c.criteria, c.what,
                       case when c.entry like '{"entry":"week_one"%' then '' else c.reason end, b.name, c.entered_at, q.name, o.settled_at)
                   from correction c join person b on b.person_id = c.entered_by
                   left join correction_outcome o using (correction_id)
                   left join person q on q.person_id = o.settled_by
                   where c.pilot_id = p.pilot_id and o.confirmed is not false order by c.correction_id)
                   as "corrections!: Vec<CorrectionRow>",
               array(select (r.repository || '#' || r.number, w.gate, cardinality(w.paths), w.reason, d.name, w.waived_at)
                   from pull_request r join waiver w using (pull_request_id)
                   join person d on d.person_id = w.waived_by
                   where r.pilot_id = p.pilot_id order by w.waiver_id) as "waivers!: Vec<WaivedRow>",
               array(select (a.zone_version, a.reason, n.name, o.settled_at) from zone_amendment a
                   join zone_amendment_outcome o using (zone_amendment_id)
                   join person n on n.person_id = a.proposed_by
                   where a.pilot_id = p.pilot_id and o.in_force order by a.zone_amendment_id)
                   as "amendments!: Vec<AmendedRow>",
               array(select (i.happened_at, i.no_go, i.file, i.what, i.done, q.repository || '#' || q.number, h.name)
                   from incident i join person h on h.person_id = i.recorded_by
                   left join pull_request q using (pull_request_id)
                   where i.pilot_id = p.pilot_id
                       and not exists (select from incident_withdrawal x where x.incident_id = i.incident_id)
                   order by i.happened_at, i.incident_id) as "incidents!: Vec<IncidentRow>",
               array(select (s.person_id, n.name, s.agrees, s.said_at) from participation s
                   join person n using (person_id)
                   where s.pilot_id = p.pilot_id and exists (select from participation b where b.pilot_id = s.pilot_id
                       and b.person_id = s.person_id and not b.agrees and b.participation_id <= s.participation_id)
                   order by s.participation_id) as "participation!: Vec<ParticipatedRow>",
               t.terms as "terms?: Json<Terms>"
           from pilot p
           left join pilot_start s on s.pilot_id = p.pilot_id
           left join lateral (
               select v.terms from revision v
               where v.pilot_id = p.pilot_id and v.number = coalesce(s.revision_number, v.number)
               order by v.number desc limit 1) t on true
           where p.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(Error::NotFound)?;
    let terms = agreed(frame.terms.map(|terms| terms.0), frame.started)?;
    let mut unreadable = Vec::new();
    let pulls = facts::pull_requests(&mut *connection, pilot).await;
    let (pulls, set_aside, proofs) = left_out(pulls, &[1, 2, 3], &mut unreadable)?;
    let features = facts::features(&mut *connection, pilot, (pulls, proofs)).await?;
    let accounts = facts::pm_accounts(&mut *connection, pilot).await?;
    let (lasting, pms_for_a_time): (Vec<_>, Vec<_>) = accounts.into_iter().partition(PmAccount::is_lasting);
    let pm_ids: BTreeSet<i64> = lasting.iter().flat_map(|account| account.ids.clone()).collect();
    let replaced = replacement::bound(&mut *connection, pilot).await?;
    let [mut new_model, mut old_model] = [None, None];
    for feature in features {
        match feature.arm {
            Arm::NewModel => new_model = Some(feature),
            Arm::OldModel => old_model = Some(feature),
        }
    }
    let baseline = baseline::list_in(&mut *connection, pilot).await?.into_iter();
    let (mut bots, mut holidays) = (Vec::new(), Vec::new());
    for entry in counting::list_in(&mut *connection, pilot).await? {
        match entry.counts {
            Counts::Bot(login) => bots.push(login),
            Counts::Holiday(day) => holidays.push(day),
        }
    }
    Ok(Programme {
        pilot_name: frame.name,
        zone: zone(&frame.zone)?,
        started_at: frame.started_at,
        ended_at: frame.ended_at,
        new_model,
        old_model,
        baseline: baseline
            .filter_map(|(position, feature)| (position <= terms.baseline_features).then_some(feature))
            .collect(),
        terms,
        survey_weeks: left_out(
            facts::survey_weeks(&mut *connection, pilot).await,
            &[4],
            &mut unreadable,
        )?,
        answers: left_out(
            facts::answers(&mut *connection, pilot, &replaced).await,
            &[4],
            &mut unreadable,
        )?,
        unlinked_since: facts::unlinked_since(&mut *connection, pilot).await?,
        pm_ids: pm_ids.into_iter().collect(),
        pms_for_a_time,
        settled: frame.settled.into_iter().map(settled).collect::<Result<_>>()?,
        corrections: frame.corrections.into_iter().map(correction).collect::<Result<_>>()?,
        unreadable,
        waivers: frame.waivers.into_iter().map(waived).collect::<Result<_>>()?,
        incidents: frame.incidents.into_iter().map(incident).collect::<Result<_>>()?,
        amendments: amended(frame.zone_version.unwrap_or_default(), frame.amendments),
        replaced,
        participation: frame.participation.into_iter().map(participated).collect(),
        although: frame.although.map_or_else(Vec::new, |although| although.0),
        bots,
        holidays,
        pm_logins: lasting.into_iter().map(|account| account.login).collect(),
        set_aside,
    })
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct AmendedRow {
    version: i32,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

/// Amendments, each with the version before it: the first took the place of the one the pilot started with.
fn amended(mut before: i32, rows: Vec<AmendedRow>) -> Vec<Amended> {
    let amended = rows.into_iter().map(|row| Amended {
        version: row.version,
        before: std::mem::replace(&mut before, row.version),
        reason: row.reason,
        by: row.by,
        at: row.at,
    });
    amended.collect()
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct ParticipatedRow {
    person: PersonId,
    name: String,
    agrees: bool,
    at: DateTime<Utc>,
}

fn participated(row: ParticipatedRow) -> Participated {
    Participated {
        person: row.person,
        name: row.name,
        agrees: row.agrees,
        at: row.at,
    }
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct IncidentRow {
    at: DateTime<Utc>,
    no_go: Option<String>,
    file: Option<String>,
    what: String,
    done: String,
    pull_request: Option<String>,
    by: String,
}

fn incident(row: IncidentRow) -> Result<Incident> {
    Ok(Incident {
        at: row.at,
        touched: touched(row.no_go, row.file)?,
        what: row.what,
        done: row.done,
        pull_request: row.pull_request,
        by: row.by,
    })
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct WaivedRow {
    pull_request: String,
    gate: String,
    files: i32,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

fn waived(row: WaivedRow) -> Result<Waived> {
    Ok(Waived {
        pull_request: row.pull_request,
        gate: Gate::parse(&row.gate).ok_or_else(|| Error::inconsistent("waiver", &row.gate))?,
        files: usize::try_from(row.files).map_err(|e| Error::inconsistent("waiver", e))?,
        reason: row.reason,
        by: row.by,
        at: row.at,
    })
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct SettledRow {
    criterion: i32,
    state: String,
    value: String,
    because: String,
    at: DateTime<Utc>,
}

#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct CorrectionRow {
    criteria: Vec<i32>,
    what: String,
    reason: String,
    by: String,
    at: DateTime<Utc>,
    settled_by: Option<String>,
    settled_at: Option<DateTime<Utc>>,
}

fn settled(row: SettledRow) -> Result<Settled> {
    Ok(Settled {
        criterion: criterion(row.criterion)?,
        state: finality::state(&row.state)?,
        value: row.value,
        because: row.because,
        at: row.at,
    })
}

fn correction(row: CorrectionRow) -> Result<Correction> {
    Ok(Correction {
        criteria: row.criteria.into_iter().map(criterion).collect::<Result<_>>()?,
        what: row.what,
        reason: row.reason,
        by: row.by,
        at: row.at,
        confirmed: row.settled_by.zip(row.settled_at),
    })
}

fn criterion(number: i32) -> Result<u8> {
    u8::try_from(number).map_err(|e| Error::inconsistent("finality", e))
}

/// What could be read of the facts of these metrics. Where a row is one that cannot be, they cannot be computed, and the
/// others stand.
fn left_out<T: Default>(read: Result<T>, metrics: &[u8], unreadable: &mut Vec<Unreadable>) -> Result<T> {
    let error = match read {
        Err(error @ (Error::Inconsistent { .. } | Error::Database(sqlx::Error::ColumnDecode { .. }))) => error,
        read => return read,
    };
    tracing::error!(%error, ?metrics, "cannot be computed");
    unreadable.extend(metrics.iter().map(|metric| Unreadable {
        metric: *metric,
        why: "a fact it rests on cannot be read. Whoever runs the installation finds it in the log.".to_owned(),
    }));
    Ok(T::default())
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
