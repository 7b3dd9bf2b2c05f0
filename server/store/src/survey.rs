//! The energy survey: weeks, answers, personal links.

mod link;
mod plan;

use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::calendar::SurveyWeek;
use domain::ids::{PersonId, PilotId};
use domain::survey::{Energy, NotTaken, Timing, WeekState, take, week_state};
use sqlx::PgPool;

use crate::change::Change;
use crate::replacement::{self, pm_tenures};
use crate::{Error, Result};

pub(crate) use plan::window;

pub use plan::plan_window;

pub use link::{Link, answer_by_link, link, link_was_made, make_link};

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The answer.
    pub energy: Energy,
    /// For the person and the sponsor.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A survey week with the answers of one person, oldest first; the last one counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// When it opens and closes.
    pub week: SurveyWeek,
    /// Every answer the person gave.
    pub given: Vec<Given>,
}

impl Week {
    /// The answer that counts.
    pub fn counts(&self) -> Option<&Given> {
        self.given.last()
    }

    /// Whether that was given after the week closed.
    pub fn is_late(&self) -> bool {
        self.counts().is_some_and(|given| given.at >= self.week.closes_at)
    }
}

/// A week of the survey as its row says: when its question is open, and the week itself where that is longer.
pub(crate) fn survey_week(
    number: i32,
    (opens_at, closes_at): (DateTime<Utc>, DateTime<Utc>),
    (begins_at, ends_at): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
) -> Result<SurveyWeek> {
    Ok(SurveyWeek {
        number: u8::try_from(number).map_err(|e| Error::inconsistent("survey_week", e))?,
        opens_at,
        closes_at,
        begins_at,
        ends_at,
    })
}

fn energy(score: i32) -> Result<Energy> {
    u8::try_from(score)
        .ok()
        .and_then(|score| Energy::try_from(score).ok())
        .ok_or_else(|| Error::inconsistent("answer", score))
}

/// The weeks of a pilot with one person's answers; empty before the start.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn weeks(pool: &PgPool, pilot: PilotId, person: PersonId) -> Result<Vec<Week>> {
    let rows = sqlx::query!(
        r#"select w.number, w.opens_at, w.closes_at, w.begins_at, w.ends_at, a.score as "score?", a.note as "note?",
               a.answered_at as "answered_at?"
           from survey_week w
           left join answer a on a.pilot_id = w.pilot_id and a.week = w.number and a.person_id = $2
           where w.pilot_id = $1 order by w.number, a.answer_id"#,
        pilot.0,
        person.0,
    )
    .fetch_all(pool)
    .await?;
    let mut weeks: Vec<Week> = Vec::new();
    for r in rows {
        let week = survey_week(r.number, (r.opens_at, r.closes_at), (r.begins_at, r.ends_at))?;
        if weeks.last().is_none_or(|last| last.week.number != week.number) {
            weeks.push(Week {
                week,
                given: Vec::new(),
            });
        }
        if let (Some(last), Some(score), Some(at)) = (weeks.last_mut(), r.score, r.answered_at) {
            last.given.push(Given {
                energy: energy(score)?,
                note: r.note.unwrap_or_default(),
                at,
            });
        }
    }
    Ok(weeks)
}

/// A note somebody left with the answer that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The week.
    pub week: i32,
    /// Whose.
    pub name: String,
    /// The answer it belongs to.
    pub energy: Energy,
    /// The note.
    pub text: String,
}

/// The notes of a pilot, newest week first. For the sponsor.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn notes(pool: &PgPool, pilot: PilotId) -> Result<Vec<Note>> {
    let rows = sqlx::query!(
        r#"select a.week, p.name, a.score, a.note
           from (select distinct on (week, person_id) * from answer
               where pilot_id = $1 order by week, person_id, answer_id desc) a
           join person p using (person_id)
           where a.note <> '' order by a.week desc, p.name"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Note {
                week: r.week,
                name: r.name,
                energy: energy(r.score)?,
                text: r.note,
            })
        })
        .collect()
}

/// An answer to record.
#[derive(Clone, Debug)]
pub struct NewAnswer<'a> {
    /// The week, from 1.
    pub week: i32,
    /// The answer.
    pub energy: Energy,
    /// For the person and the sponsor.
    pub note: &'a str,
}

/// Records an answer of a signed-in person; says whether it is late.
///
/// # Errors
/// [`Error::NotFound`] when the pilot has no such week, [`Error::Refused`] when the week takes no
/// answer (any more).
#[tracing::instrument(level = "debug", skip_all)]
pub async fn answer(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    new: &NewAnswer<'_>,
    now: DateTime<Utc>,
) -> Result<Timing> {
    let by_link = false;
    record(pool, pilot, person, new, by_link, now).await
}

async fn record(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    new: &NewAnswer<'_>,
    by_link: bool,
    now: DateTime<Utc>,
) -> Result<Timing> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    // The pilot's lock is had: two late answers at once cannot both be the first. What is refused afterwards is not kept,
    // since the change is dropped then.
    let row = sqlx::query!(
        r#"with week as (
               select w.pilot_id, w.number, w.opens_at, w.closes_at, exists (select 1 from answer a
                   where a.pilot_id = w.pilot_id and a.week = w.number and a.person_id = $3) as answered
               from survey_week w where w.pilot_id = $1 and w.number = $2),
           said as (
               select (select p.agrees from participation p where p.pilot_id = $1 and p.person_id = $3
                   order by p.participation_id desc limit 1) as agrees),
           given as (
               insert into answer (pilot_id, week, person_id, score, note, answered_at)
               select w.pilot_id, w.number, $3, $4, $5, $6 from week w)
           select number, opens_at, closes_at, answered as "answered!", agrees from week cross join said"#,
        pilot.0,
        new.week,
        person.0,
        i32::from(new.energy.score()),
        new.note,
        now,
    )
    .fetch_optional(&mut *change)
    .await?
    .ok_or(Error::NotFound)?;
    if row.agrees == Some(false) {
        return Err(Error::refused(
            "You do not agree to what is measured, so that an answer would count in no number. Agree on the People page first.",
        ));
    }
    let week = survey_week(row.number, (row.opens_at, row.closes_at), (None, None))?;
    let tenures = pm_tenures(&mut change, pilot).await?;
    if !tenures
        .iter()
        .any(|tenure| tenure.person == person && tenure.answers(&week))
    {
        return Err(Error::refused(format!(
            "The question of week {} is not yours: somebody else was the pilot PM when it opened.",
            new.week
        )));
    }
    if row.agrees.is_none() && replacement::took_over(&mut change, pilot, person).await? {
        return Err(Error::refused(
            "Say on the People page first whether you agree to what is measured about you: before that no answer of yours counts.",
        ));
    }
    let state = week_state(&week, now);
    if by_link && matches!(state, WeekState::Closed { .. }) {
        return Err(Error::refused(
            "The week has closed, and this link with it. Sign in to answer late.",
        ));
    }
    let timing = take(state, row.answered).map_err(|why: NotTaken| Error::refused(why.to_string()))?;
    // Neither the answer nor the note: the log is read by people who may not see them.
    let event = event::Survey::Answer {
        week: new.week,
        late: (timing == Timing::Late).into(),
        changed: row.answered.into(),
        by_link: by_link.into(),
    };
    change.commit(event).await?;
    Ok(timing)
}
