//! Entries by hand into what the numbers rest on. One that touches a criterion that was final is kept, with its reason,
//! until a second person of the other side has confirmed it.

use chrono::{DateTime, Utc};
use domain::activity::{Event, event};
use domain::correction::{Entry, Side, Waiting, what};
use domain::ids::{PersonId, PilotId};
use domain::person::{Membership, Role, Standing};
use domain::programme::effects;
use sqlx::PgPool;

use crate::change::Change;
use crate::{Error, Result, counting, data, finality, import, week_one};

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It counts.
    Counts {
        /// How many values took the place of others.
        replaced: usize,
    },
    /// A criterion was final: it waits for a second person.
    Waits {
        /// For which side it was entered.
        side: Side,
    },
}

/// Enters something. It counts at once, or waits where a final criterion rests on it.
///
/// # Errors
/// [`Error::Refused`] when the entry cannot be made, or waits and has no reason, or the pilot is decided.
pub(crate) async fn enter(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (entry, reason): (&Entry, &str),
    now: DateTime<Utc>,
) -> Result<Entered> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    // Week one begins with the start.
    if matches!(entry, Entry::WeekOne { .. }) {
        change = change.after_start()?;
    }
    let reason = reason.trim();
    let counts = |event: &Event| Entered::Counts {
        replaced: match event {
            Event::Data(event::Data::AddPoints { replaced, .. }) => replaced.len(),
            _ => 0,
        },
    };
    if !change.started() {
        let Some(event) = apply(&mut change, pilot, person, (entry, reason)).await? else {
            return Ok(Entered::Counts { replaced: 0 });
        };
        let entered = counts(&event);
        change.commit(event).await?;
        return Ok(entered);
    }
    let before = finality::note_in(&mut change, pilot, "").await?;
    sqlx::raw_sql("savepoint entry").execute(&mut *change).await?;
    let Some(event) = apply(&mut change, pilot, person, (entry, reason)).await? else {
        return Ok(Entered::Counts { replaced: 0 });
    };
    let effects = effects(&before, &finality::card(&mut change, pilot).await?.1);
    if effects.is_empty() {
        finality::note_in(&mut change, pilot, &what(entry, &event)).await?;
        let entered = counts(&event);
        change.commit(event).await?;
        return Ok(entered);
    }
    sqlx::raw_sql("rollback to savepoint entry")
        .execute(&mut *change)
        .await?;
    let sentences: Vec<String> = effects.iter().map(|effect| effect.sentence.clone()).collect();
    if reason.is_empty() {
        return Err(Error::refused(format!(
            "Say why this is entered now. {} It counts once a second person has confirmed it.",
            sentences.join(" ")
        )));
    }
    let criteria: Vec<i32> = effects.iter().map(|effect| effect.criterion.into()).collect();
    let side = Side::entering(&standing(&mut change, pilot, person).await?);
    let what = what(entry, &event);
    let correction = sqlx::query_scalar!(
        "insert into correction (pilot_id, entry, what, effects, criteria, reason, side, entered_by, entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning correction_id",
        pilot.0,
        serde_json::to_string(entry).map_err(|e| Error::inconsistent("correction", e))?,
        what,
        &sentences,
        &criteria,
        reason,
        side.as_str(),
        person.0,
        change.now(),
    )
    .fetch_one(&mut *change)
    .await?;
    let event = event::Data::EnterCorrection {
        correction,
        what,
        reason: reason.to_owned().into(),
        effects: sentences.into(),
    };
    change.commit(event).await?;
    Ok(Entered::Waits { side })
}

/// Writes what an entry says, as somebody's; `None` where the same was said before, which only a word on week one can be.
async fn apply(
    change: &mut Change<'_>,
    pilot: PilotId,
    by: PersonId,
    (entry, reason): (&Entry, &str),
) -> Result<Option<Event>> {
    let event = match entry {
        Entry::WeekOne { arm, item, of, said } => {
            let event = week_one::say_in(change, pilot, by, (*arm, *item, *of), said).await?;
            return Ok(event.map(Event::from));
        }
        Entry::Points { arm, points } => data::add_points_in(change, pilot, by, (*arm, points), reason).await,
        Entry::Correct { point, value } => {
            data::correct_in(change, pilot, by, *point, (value.map(|value| value.0), reason)).await
        }
        Entry::Ship { arm, on, evidence } => data::ship_in(change, pilot, *arm, (*on, evidence)).await,
        Entry::WithdrawShipping { arm } => data::withdraw_shipping_in(change, pilot, *arm, reason).await,
        Entry::Link { pull_request, to, of } => {
            data::link_in(change, pilot, *pull_request, (*to, of.as_deref()), reason).await
        }
        Entry::Open {
            pull_request,
            at,
            draft,
            of,
        } => data::open_in(change, pilot, by, (*pull_request, of.as_deref()), (*at, *draft, reason)).await,
        Entry::Import { repository, text } => import::import_in(change, pilot, by, (repository, text)).await,
        Entry::Count { counts } => counting::add_in(change, pilot, by, (counts, reason)).await,
        Entry::Uncount { counting } => counting::withdraw_in(change, pilot, by, (*counting, reason)).await,
    }?;
    Ok(Some(event.into()))
}

/// What somebody is to the pilot.
async fn standing(change: &mut Change<'_>, pilot: PilotId, person: PersonId) -> Result<Standing> {
    let roles = sqlx::query_scalar!(
        r#"select role as "role: Role" from member where pilot_id = $1 and person_id = $2"#,
        pilot.0,
        person.0,
    )
    .fetch_all(&mut **change)
    .await?;
    Ok(Standing {
        person,
        site_admin: false,
        memberships: roles.into_iter().map(|role| Membership { role, arm: None }).collect(),
        deputy: false,
        was_pm: false,
    })
}

/// A correction that waits.
struct Row {
    entry: String,
    what: String,
    reason: String,
    waiting: Waiting,
}

/// The correction, if it still waits.
async fn waiting(change: &mut Change<'_>, pilot: PilotId, correction: i64) -> Result<Row> {
    let row = sqlx::query!(
        r#"select c.entry, c.what, c.reason, c.side, c.entered_by as "entered_by: PersonId",
               exists (select from correction_outcome o where o.correction_id = c.correction_id) as "settled!"
           from correction c where c.correction_id = $1 and c.pilot_id = $2"#,
        correction,
        pilot.0,
    )
    .fetch_optional(&mut **change)
    .await?
    .ok_or(Error::NotFound)?;
    if row.settled {
        return Err(Error::refused(
            "This correction was confirmed or declined meanwhile. The list shows by whom.",
        ));
    }
    Ok(Row {
        entry: row.entry,
        what: row.what,
        reason: row.reason,
        waiting: Waiting {
            by: row.entered_by,
            side: side(&row.side)?,
        },
    })
}

pub(crate) fn side(word: &str) -> Result<Side> {
    Side::parse(word).ok_or_else(|| Error::inconsistent("correction", word))
}

/// Confirms a correction: from now on it counts, as entered by whoever entered it.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot; [`Error::Refused`] when it is for somebody else to confirm, no longer
/// waits, can no longer be made, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn confirm(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    correction: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let row = waiting(&mut change, pilot, correction).await?;
    let standing = standing(&mut change, pilot, person).await?;
    row.waiting
        .confirm(&standing)
        .map_err(|objection| Error::refused(objection.to_string()))?;
    let entry: Entry = serde_json::from_str(&row.entry).map_err(|e| Error::inconsistent("correction", e))?;
    finality::note_in(&mut change, pilot, "").await?;
    let by = row.waiting.by;
    let event = match apply(&mut change, pilot, by, (&entry, &row.reason)).await {
        Ok(Some(event)) => event,
        // It was there when the correction was entered.
        Ok(None) | Err(Error::NotFound) => {
            return Err(Error::refused(
                "What this corrects is not as it was any more, so it cannot be confirmed. Decline it.",
            ));
        }
        Err(error) => return Err(error),
    };
    change.note(event);
    sqlx::query!(
        "insert into correction_outcome (correction_id, confirmed, settled_by, settled_at) values ($1, true, $2, $3)",
        correction,
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    finality::note_in(&mut change, pilot, &format!("{}: {}", row.what, row.reason)).await?;
    let event = event::Data::ConfirmCorrection {
        correction,
        what: row.what,
        by,
        reason: row.reason.into(),
    };
    change.commit(event).await
}

/// Declines a correction, or takes it back.
///
/// # Errors
/// [`Error::NotFound`] when it is not of this pilot; [`Error::Refused`] when it is neither one's own nor for one to confirm,
/// no longer waits, or the pilot is decided.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn decline(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    (correction, reason): (i64, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let row = waiting(&mut change, pilot, correction).await?;
    let standing = standing(&mut change, pilot, person).await?;
    if row.waiting.by != person {
        let may = row.waiting.confirm(&standing);
        may.map_err(|objection| Error::refused(objection.to_string()))?;
    }
    sqlx::query!(
        "insert into correction_outcome (correction_id, confirmed, reason, settled_by, settled_at)
         values ($1, false, $2, $3, $4)",
        correction,
        reason,
        person.0,
        now,
    )
    .execute(&mut *change)
    .await?;
    let event = event::Data::DeclineCorrection {
        correction,
        what: row.what,
        reason: reason.to_owned().into(),
    };
    change.commit(event).await
}

/// A correction in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which.
    pub id: i64,
    /// What is entered.
    pub what: String,
    /// What it did to each criterion that was final.
    pub effects: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who entered it, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who can confirm it.
    pub waiting: Waiting,
    /// What became of it; `None` while it waits.
    pub outcome: Option<Outcome>,
}

/// What became of a correction.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Why it was declined; `None` if it was confirmed.
    pub declined: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The newest corrections of a pilot, those that wait first.
///
/// # Errors
/// When the database fails or holds an impossible row.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn list(pool: &PgPool, pilot: PilotId) -> Result<Vec<Listed>> {
    sqlx::query!(
        r#"select c.correction_id as id, c.what, c.effects, c.reason, c.side, c.entered_by as "entered_by: PersonId",
               p.name as by, c.entered_at as at, o.reason as "declined?", q.name as "settled_by?",
               o.settled_at as "settled_at?"
           from correction c join person p on p.person_id = c.entered_by
           left join correction_outcome o using (correction_id) left join person q on q.person_id = o.settled_by
           where c.pilot_id = $1 order by o.settled_at is not null, c.correction_id desc limit 200"#,
        pilot.0,
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(|r| {
        Ok(Listed {
            id: r.id,
            what: r.what,
            effects: r.effects,
            reason: r.reason,
            by: r.by,
            at: r.at,
            waiting: Waiting {
                by: r.entered_by,
                side: side(&r.side)?,
            },
            outcome: r.settled_by.zip(r.settled_at).map(|(by, at)| Outcome {
                declined: r.declined,
                by,
                at,
            }),
        })
    })
    .collect()
}
