//! A page of a pilot's log.

use chrono::{DateTime, Utc};
use domain::activity::Feature;
use domain::ids::{PersonId, PilotId};
use serde_json::Value;
use sqlx::PgPool;

use crate::{Error, Result};

/// Lines on a page.
pub const PAGE: usize = 100;

/// Whose entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Everybody's and the software's.
    #[default]
    All,
    /// The software's own.
    Software,
    /// One person's.
    Person(PersonId),
}

/// What the log is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose entries.
    pub by: By,
    /// Of which feature. Sending a proposal counts for the proposal and for the approval.
    pub feature: Option<Feature>,
    /// The first instant.
    pub from: Option<DateTime<Utc>>,
    /// The first instant after it.
    pub until: Option<DateTime<Utc>>,
}

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seek {
    /// The newest.
    Newest,
    /// What came before this position.
    Before(i64),
    /// What came after this position.
    After(i64),
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Line {
    /// Position in the chain.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose act; `None` for the software.
    pub who: Option<String>,
    /// `feature.verb`.
    pub action: String,
    /// What exactly.
    pub detail: Value,
}

/// The newest entry of a pilot: its hash commits to every entry before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Position in the chain.
    pub seq: i64,
    /// Its hash, hex.
    pub hash: String,
}

/// A page of the log, and what stands around it.
#[derive(Clone, Debug)]
pub struct Page {
    /// At most [`PAGE`] entries, newest first.
    pub lines: Vec<Line>,
    /// Where to go on to older ones, if there are any.
    pub older: Option<i64>,
    /// Where to go on to newer ones, if there are any.
    pub newer: Option<i64>,
    /// The newest entry, whatever the filter.
    pub head: Option<Head>,
    /// Everybody in the pilot or its log, by name.
    pub people: Vec<(PersonId, String)>,
}

struct Found {
    seq: i64,
    at: DateTime<Utc>,
    who: Option<String>,
    action: String,
    detail: String,
}

impl TryFrom<Found> for Line {
    type Error = Error;

    fn try_from(found: Found) -> Result<Self> {
        Ok(Self {
            detail: serde_json::from_str(&found.detail).map_err(|e| Error::inconsistent("activity", e))?,
            seq: found.seq,
            at: found.at,
            who: found.who,
            action: found.action,
        })
    }
}

/// The entries of a pilot beyond a position, in an order. What is asked of one person has a statement of its own, which
/// their index serves: a statement is planned once, whatever its values.
macro_rules! entries {
    ($pool:expr, $pilot:expr, $filter:expr, $position:expr, $side:literal, $most:expr) => {{
        let filter: Filter = $filter;
        match filter.by {
            By::Person(person) => entries!(
                $pool,
                $pilot,
                filter,
                (false, Some(person.0)),
                "a.person_id = $3",
                $position,
                $side,
                $most
            ),
            by => entries!(
                $pool,
                $pilot,
                filter,
                (by == By::Software, None),
                "$3::bigint is null",
                $position,
                $side,
                $most
            ),
        }
    }};
    ($pool:expr, $pilot:expr, $filter:ident, $by:expr, $whose:literal, $position:expr, $side:literal, $most:expr) => {{
        let (software, person): (bool, Option<i64>) = $by;
        let actions = $filter.feature.map(|feature| {
            feature
                .actions()
                .iter()
                .map(|action| (*action).to_owned())
                .collect::<Vec<_>>()
        });
        sqlx::query_as!(
            Found,
            r#"select a.seq, a.at, p.name as "who?", a.action, a.detail
               from activity a left join person p using (person_id)
               where a.pilot_id = $1
                   and (not $2 or a.person_id is null)
                   and ($4::text[] is null or a.action = any ($4) or split_part(a.action, '.', 1) || '.' = any ($4))
                   and ($5::timestamptz is null or a.at >= $5)
                   and ($6::timestamptz is null or a.at < $6)
                   and "#
                + $whose
                + " and "
                + $side
                + " limit $8",
            $pilot.0,
            software,
            person,
            actions.as_deref(),
            $filter.from,
            $filter.until,
            $position,
            $most,
        )
        .fetch_all($pool)
        .await?
    }};
}

/// A page of a pilot's log.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn page(pool: &PgPool, pilot: PilotId, filter: Filter, seek: Seek) -> Result<Page> {
    let beyond = PAGE as i64 + 1;
    let (mut found, more, seek) = match seek {
        Seek::After(position) => {
            let mut found = entries!(pool, pilot, filter, position, "a.seq > $7 order by a.seq", beyond);
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            found.reverse();
            (found, more, seek)
        }
        Seek::Newest | Seek::Before(_) => {
            let position = if let Seek::Before(position) = seek {
                position
            } else {
                i64::MAX
            };
            let mut found = entries!(pool, pilot, filter, position, "a.seq < $7 order by a.seq desc", beyond);
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            (found, more, seek)
        }
    };
    let ends = found
        .first()
        .zip(found.last())
        .map(|(first, last)| (first.seq, last.seq));
    // One comes from the other side of a page that was sought: something is there.
    let (older, newer) = match (seek, ends) {
        (Seek::Newest, Some((_, last))) => (more.then_some(last), None),
        (Seek::Before(_), Some((first, last))) => (more.then_some(last), Some(first)),
        (Seek::After(_), Some((first, last))) => (Some(last), more.then_some(first)),
        (_, None) => (None, None),
    };
    let head = sqlx::query_as!(
        Head,
        r#"select seq, encode(hash, 'hex') as "hash!" from activity where pilot_id = $1 order by seq desc limit 1"#,
        pilot.0,
    )
    .fetch_optional(pool)
    .await?;
    Ok(Page {
        lines: found.drain(..).map(Line::try_from).collect::<Result<_>>()?,
        older,
        newer,
        head,
        people: people(pool, pilot).await?,
    })
}

/// The newest entries of a pilot, at most `limit`: for tests of what a change leaves in the log.
///
/// # Errors
/// When the database fails.
#[cfg(feature = "testing")]
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list(pool: &PgPool, pilot: PilotId, limit: i64) -> Result<Vec<Line>> {
    let found = entries!(
        pool,
        pilot,
        Filter::default(),
        i64::MAX,
        "a.seq < $7 order by a.seq desc",
        limit
    );
    found.into_iter().map(Line::try_from).collect()
}

/// Everybody in a pilot or its log, by name.
///
/// # Errors
/// When the database fails.
pub(super) async fn people(pool: &PgPool, pilot: PilotId) -> Result<Vec<(PersonId, String)>> {
    let rows = sqlx::query!(
        r#"select person_id as "person_id: PersonId", name from person p
           where exists (select 1 from member m where m.pilot_id = $1 and m.person_id = p.person_id)
               or exists (select 1 from activity a where a.pilot_id = $1 and a.person_id = p.person_id)
           order by name, person_id"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|r| (r.person_id, r.name)).collect())
}
