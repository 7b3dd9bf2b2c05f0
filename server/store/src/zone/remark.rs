//! Comments and objections on items of the zone. They are never changed: what is said later is a step, and so is that a
//! version changed the item.

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::ids::{PersonId, PilotId, ZoneRemarkId};
use domain::person::Standing;
use domain::zone::remark::{Happened, OpenRemark, Place, Remark, RemarkKind, Stands, Step};
use domain::zone::{Comparison, Matching, PathRule, ZoneItem};
use sqlx::{PgExecutor, PgPool};

use super::{current_in, items_of};
use crate::change::Change;
use crate::pilot::facts_in;
use crate::{Error, Result};

/// So many may be open in a pilot at once.
const MOST_OPEN: usize = 200;

/// A remark about to be raised.
#[derive(Clone, Copy, Debug)]
pub struct NewRemark<'a> {
    /// The version that was read.
    pub version: i32,
    /// The sentence of the item in it.
    pub item: &'a str,
    /// The rule it is about; `None` for the whole item.
    pub rule: Option<&'a PathRule>,
    /// What is meant by it.
    pub kind: RemarkKind,
    /// What is said.
    pub text: &'a str,
}

/// Raises a remark. A newer version may have been saved since its author read the zone: it is carried over.
///
/// # Errors
/// [`Error::NotFound`] when that version has no such item or rule; [`Error::Refused`] when very many are open, or the pilot
/// is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn remark(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    new: NewRemark<'_>,
    now: DateTime<Utc>,
) -> Result<ZoneRemarkId> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let read = items_of(&mut *change, pilot, new.version).await?;
    let item = read.iter().find(|item| item.text == new.item).ok_or(Error::NotFound)?;
    if new.rule.is_some_and(|rule| !item.rules.contains(rule)) {
        return Err(Error::NotFound);
    }
    if facts_in(&mut change, pilot).await?.remarks.len() >= MOST_OPEN {
        return Err(Error::refused(format!(
            "{MOST_OPEN} comments and objections are open. Resolve some of yours first."
        )));
    }
    let id = sqlx::query_scalar!(
        r#"insert into zone_remark (pilot_id, zone_version, kind, item, rule, text, raised_by, raised_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) returning zone_remark_id as "id: ZoneRemarkId""#,
        pilot.0,
        new.version,
        new.kind.as_str(),
        new.item,
        new.rule.map(PathRule::as_str),
        new.text,
        person.0,
        change.now(),
    )
    .fetch_one(&mut *change)
    .await?;
    let newest = current_in(&mut change, pilot).await?.ok_or(Error::NotFound)?;
    let comparison = Comparison::of(&read, &newest.items, newest.matching);
    // What is said of an amendment stays with it.
    let carried = Place::at(new.item).carried(new.rule, &comparison);
    if let Some(place) = carried.filter(|_| new.version < newest.number) {
        step(&mut change, (id, person), &Happened::Carried(newest.number, place)).await?;
    }
    let event = event::Zone::Remark {
        remark: id.0,
        kind: new.kind,
        item: new.item.to_owned(),
        rule: new.rule.map(ToString::to_string).into(),
        version: new.version.into(),
    };
    change.commit(event).await?;
    Ok(id)
}

/// What is said to a remark.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    /// An answer.
    Answer(&'a str),
    /// It is settled, maybe with words.
    Resolve(&'a str),
}

/// Answers a remark or resolves it.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such remark; [`Error::Refused`] when it is resolved, when that is for others to
/// say, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn respond(
    pool: &PgPool,
    pilot: PilotId,
    standing: &Standing,
    id: ZoneRemarkId,
    said: Said<'_>,
    now: DateTime<Utc>,
) -> Result<OpenRemark> {
    let mut change = Change::begin(pool, pilot, standing.person, now).await?.undecided()?;
    let there = sqlx::query_scalar!(
        r#"select exists (select from zone_remark where pilot_id = $1 and zone_remark_id = $2) as "there!""#,
        pilot.0,
        id.0,
    )
    .fetch_one(&mut *change)
    .await?;
    if !there {
        return Err(Error::NotFound);
    }
    let open = facts_in(&mut change, pilot).await?.remarks;
    let open = open.into_iter().find(|one| one.id == id);
    let open = open.ok_or_else(|| Error::refused("It is resolved already. What is still wrong is a new one."))?;
    let (kind, item) = (open.kind, open.item.clone());
    let (what, event) = match said {
        Said::Answer(_) if !open.may_answer(standing) => {
            return Err(Error::refused(format!(
                "{} and whoever edits the zone talk here. Say it in a comment of your own.",
                open.name
            )));
        }
        Said::Resolve(_) if !open.may_resolve(standing) => {
            return Err(Error::refused(format!("{} resolves it.", open.name)));
        }
        Said::Answer(text) => (
            Happened::Answered(text.to_owned()),
            event::Zone::Answer {
                remark: id.0,
                kind,
                item,
            },
        ),
        Said::Resolve(text) => (
            Happened::Resolved(text.to_owned()),
            event::Zone::Resolve {
                remark: id.0,
                kind,
                item,
            },
        ),
    };
    step(&mut change, (id, standing.person), &what).await?;
    change.commit(event).await?;
    Ok(open)
}

/// Carries every open remark over to a version that is being made.
pub(super) async fn carry(
    change: &mut Change<'_>,
    pilot: PilotId,
    person: PersonId,
    number: i32,
    (old, new): (&[ZoneItem], &[ZoneItem]),
) -> Result<()> {
    let mut open = remarks(&mut **change, pilot).await?;
    // What was said of the version itself stands in it already.
    open.retain(|remark| remark.resolved().is_none() && remark.version != number);
    if open.is_empty() {
        return Ok(());
    }
    let comparison = Comparison::of(old, new, Matching::NEWEST);
    for remark in open {
        if let Some(place) = remark.place().carried(remark.rule.as_ref(), &comparison) {
            step(change, (remark.id, person), &Happened::Carried(number, place)).await?;
        }
    }
    Ok(())
}

pub(super) async fn step(
    change: &mut Change<'_>,
    (id, person): (ZoneRemarkId, PersonId),
    what: &Happened,
) -> Result<()> {
    let (kind, text, carried) = match what {
        Happened::Answered(text) => ("answer", text.as_str(), None),
        Happened::Resolved(text) => ("resolve", text.as_str(), None),
        Happened::Carried(version, place) => ("carry", "", Some((*version, place))),
    };
    sqlx::query!(
        "insert into zone_remark_step (zone_remark_id, kind, text, zone_version, item, stands, taken_by, taken_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id.0,
        kind,
        text,
        carried.map(|(version, _)| version),
        carried.map(|(_, place)| place.item.as_str()),
        carried.map(|(_, place)| place.stands.as_str()),
        person.0,
        change.now(),
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// A step within the row of its remark: fields in the order of the statement.
#[derive(Debug, sqlx::Type)]
#[sqlx(type_name = "record")]
struct StepRow {
    kind: String,
    text: String,
    version: Option<i32>,
    item: Option<String>,
    stands: Option<String>,
    by: PersonId,
    name: String,
    at: DateTime<Utc>,
}

impl TryFrom<StepRow> for Step {
    type Error = Error;

    fn try_from(row: StepRow) -> Result<Self> {
        let what = match (row.kind.as_str(), row.version, row.item, row.stands) {
            ("answer", None, None, None) => Happened::Answered(row.text),
            ("resolve", None, None, None) => Happened::Resolved(row.text),
            ("carry", Some(version), Some(item), Some(stands)) => {
                let stands = Stands::parse(&stands).ok_or_else(|| Error::inconsistent("zone_remark_step", &stands))?;
                Happened::Carried(version, Place { item, stands })
            }
            _ => return Err(Error::inconsistent("zone_remark_step", row.kind)),
        };
        Ok(Self {
            what,
            by: row.by,
            name: row.name,
            at: row.at,
        })
    }
}

/// Every remark on the zone of a pilot with what happened to it, oldest first.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn remarks(executor: impl PgExecutor<'_>, pilot: PilotId) -> Result<Vec<Remark>> {
    let rows = sqlx::query!(
        r#"select r.zone_remark_id as "id: ZoneRemarkId", r.kind, r.zone_version, r.item, r.rule, r.text,
               r.raised_by as "by: PersonId", p.name, r.raised_at,
               array(select (s.kind, s.text, s.zone_version, s.item, s.stands, s.taken_by, q.name, s.taken_at)
                   from zone_remark_step s join person q on q.person_id = s.taken_by
                   where s.zone_remark_id = r.zone_remark_id order by s.zone_remark_step_id) as "steps!: Vec<StepRow>"
           from zone_remark r join person p on p.person_id = r.raised_by
           where r.pilot_id = $1 order by r.zone_remark_id"#,
        pilot.0,
    )
    .fetch_all(executor)
    .await?;
    let remarks = rows.into_iter().map(|row| {
        let rule = row.rule.map(|rule| rule.parse());
        Ok(Remark {
            id: row.id,
            kind: kind(&row.kind)?,
            version: row.zone_version,
            item: row.item,
            rule: rule.transpose().map_err(|e| Error::inconsistent("zone_remark", e))?,
            text: row.text,
            by: row.by,
            name: row.name,
            at: row.raised_at,
            steps: row.steps.into_iter().map(Step::try_from).collect::<Result<_>>()?,
        })
    });
    remarks.collect()
}

/// Reads the word of the database.
pub(crate) fn kind(word: &str) -> Result<RemarkKind> {
    RemarkKind::parse(word).ok_or_else(|| Error::inconsistent("zone_remark", word))
}
